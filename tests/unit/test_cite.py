"""References as both styles want them, by example; the kinds of source and of names that the register has."""

from __future__ import annotations

from typing import Any

import pytest
from pybtex.database import parse_string

from aigc_kb import KnowledgeBase
from aigc_kb.document import citations as cite
from aigc_kb.model.registers import Author, Reference

LIN = Author(family="Lin", given="Mei-Hua")
SMITH = Author(family="Smith", given="John R.")
ROY = Author(family="Roy", given="A.")
DIAZ = Author(family="Díaz", given="Eva")
REST = Author(literal="et al.")


def reference(**fields: Any) -> Reference:
    base: dict[str, Any] = {
        "id": "key",
        "type": "article-journal",
        "title": "A title",
        "author": (SMITH,),
        "issued": "2025-03-07",
        "language": "en",
        "x_authors": "as-seen",
        "x_read": "primary",
        "URL": "https://a.example/1",
    }
    return Reference(**(base | fields))


GOLDEN: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "journal article",
        {
            "author": (LIN, SMITH, ROY, DIAZ),
            "container_title": "Journal",
            "volume": "4",
            "issue": "2",
            "page": "10-19",
            "DOI": "10.1234/x",
            "URL": "https://doi.org/10.1234/x",
        },
        "LIN M H, SMITH J R, ROY A, et al. A title[J/OL]. Journal, 2025, 4(2): 10-19. https://doi.org/10.1234/x.",
        "Lin, M.-H., Smith, J. R., Roy, A., & Díaz, E. (2025). A title. Journal, 4(2), 10–19. https://doi.org/10.1234/x",
    ),
    (
        "Chinese journal article with Chinese names",
        {
            "author": tuple(Author(literal=name) for name in ("王芳", "欧阳明", "李雷", "韩梅")),
            "title": "一个题名",
            "x_title_translation": "A title",
            "container_title": "学报",
            "volume": "5",
            "issue": "1",
            "page": "2-9",
            "language": "zh",
        },
        "王芳, 欧阳明, 李雷, 等. 一个题名[J/OL]. 学报, 2025, 5(1): 2-9. https://a.example/1.",
        "王芳, 欧阳明, 李雷, & 韩梅. (2025). 一个题名 [A title]. 学报, 5(1), 2–9. https://a.example/1",
    ),
    (
        "Chinese name in two parts",
        {"author": (Author(family="王", given="芳"),), "title": "题", "container_title": "学报", "language": "zh"},
        "王芳. 题[J/OL]. 学报, 2025. https://a.example/1.",
        "王芳. (2025). 题. 学报. https://a.example/1",
    ),
    (
        "preprint",
        {
            "type": "article",
            "author": (LIN, SMITH, REST),
            "title": "Is it so?",
            "issued": "2023",
            "publisher": "arXiv",
            "archive": "arXiv",
            "archive_location": "2305.00001",
            "URL": "https://arxiv.org/abs/2305.00001",
            "x_authors": "first-only",
        },
        "LIN M H, SMITH J R, et al. Is it so?[EB/OL]. arXiv, 2023. arXiv:2305.00001. https://arxiv.org/abs/2305.00001.",
        "Lin, M.-H., Smith, J. R., et al. (2023). Is it so? (arXiv:2305.00001). arXiv. https://arxiv.org/abs/2305.00001",
    ),
    (
        "conference paper",
        {"type": "paper-conference", "container_title": "Proceedings of X", "publisher": "ACM", "page": "1–20"},
        "SMITH J R. A title[C/OL]//Proceedings of X. ACM, 2025: 1-20(2025-03-07). https://a.example/1.",
        "Smith, J. R. (2025). A title. In Proceedings of X (pp. 1–20). ACM. https://a.example/1",
    ),
    (
        "Chinese law",
        {
            "type": "legislation",
            "author": (Author(literal="全国人民代表大会常务委员会"),),
            "title": "某法",
            "x_title_translation": "A Law",
            "language": "zh",
        },
        "全国人民代表大会常务委员会. 某法[EB/OL]. (2025-03-07). https://a.example/1.",
        "全国人民代表大会常务委员会. (2025). 某法 [A Law]. https://a.example/1",
    ),
    (
        "law with a number, offline",
        {"type": "legislation", "author": (Author(literal="Legislature"),), "number": "ch. 291", "URL": None},
        "Legislature. A title[Z]. 2025. ch. 291.",
        "Legislature. (2025). A title (ch. 291).",
    ),
    (
        "standard of two institutions",
        {
            "type": "standard",
            "author": (Author(literal="国家市场监督管理总局、国家标准化管理委员会"),),
            "title": "标识方法",
            "number": "GB 1-2025",
            "language": "zh",
        },
        "国家市场监督管理总局, 国家标准化管理委员会. 标识方法: GB 1-2025[S/OL]. (2025-03-07). https://a.example/1.",
        "国家市场监督管理总局, & 国家标准化管理委员会. (2025). 标识方法 (GB 1-2025). https://a.example/1",
    ),
    (
        "report by its publisher",
        {"type": "report", "author": (Author(literal="OECD"),), "publisher": "OECD", "number": "No. 7"},
        "OECD. A title: No. 7[R/OL]. OECD, 2025(2025-03-07). https://a.example/1.",
        "OECD. (2025). A title (No. 7). https://a.example/1",
    ),
    (
        "newspaper article",
        {"type": "article-newspaper", "container_title": "The Paper"},
        "SMITH J R. A title[N/OL]. The Paper, 2025-03-07. https://a.example/1.",
        "Smith, J. R. (2025, March 7). A title. The Paper. https://a.example/1",
    ),
    (
        "web page known to the month",
        {"type": "webpage", "author": (Author(literal="Some Company"),), "issued": "2025-03"},
        "Some Company. A title[EB/OL]. (2025-03). https://a.example/1.",
        "Some Company. (2025, March). A title. https://a.example/1",
    ),
    (
        "data set",
        {"type": "dataset", "author": (Author(literal="IBM"),), "issued": "2025", "publisher": "Zenodo"},
        "IBM. A title[DS/OL]. Zenodo, 2025. https://a.example/1.",
        "IBM. (2025). A title [Data set]. Zenodo. https://a.example/1",
    ),
]


@pytest.mark.parametrize(("fields", "gb", "apa"), [case[1:] for case in GOLDEN], ids=[case[0] for case in GOLDEN])
def test_styles(fields: dict[str, Any], gb: str, apa: str) -> None:
    ref = reference(**fields)
    assert cite.plain(cite.full(ref, "zh")) == gb
    assert cite.plain(cite.full(ref, "en")) == apa


def test_more_than_twenty_authors_end_in_the_last() -> None:
    many = tuple(Author(family=f"N{chr(65 + n)}", given="X") for n in range(22))
    text = cite.plain(cite.full(reference(author=many), "en"))
    assert "NS, X., … NV, X. (2025)" in text


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ((SMITH,), "Smith, 2025"),
        ((SMITH, ROY), "Smith & Roy, 2025"),
        ((SMITH, ROY, DIAZ), "Smith et al., 2025"),
        ((SMITH, REST), "Smith et al., 2025"),
        ((Author(literal="中国互联网络信息中心（CNNIC）"),), "CNNIC, 2025"),
        ((Author(literal="国家甲局、国家乙局"),), "国家甲局、国家乙局, 2025"),
        ((Author(literal="王芳"), REST), "王芳等, 2025"),
    ],
)
def test_in_running_text(author: tuple[Author, ...], expected: str) -> None:
    assert cite.short(reference(author=author), "en") == expected


def test_every_reference_of_the_register_can_be_printed(kb: KnowledgeBase) -> None:
    for ref in kb.references.values():
        for lang in ("zh", "en"):
            text = cite.plain(cite.full(ref, "zh" if lang == "zh" else "en"))
            assert "et al. et al" not in text
            assert ", & et al" not in text
            assert ".. " not in text.replace("... ", ""), text
            assert "None" not in text
            assert "  " not in text, text


def test_how_to_cite_an_entry(kb: KnowledgeBase) -> None:
    entry = next(iter(kb.problems.values()))
    zh, en = f"{kb.site.url}zh/problems/{entry.id}/", f"{kb.site.url}en/problems/{entry.id}/"
    day = cite.english_date(entry.updated)
    gb = cite.cite_entry(entry, "zh", "gbt7714", site=kb.site, url=zh, version="2026.11.0")
    assert gb == (
        f"{kb.site.publisher.zh}. {entry.title.zh}[DB/OL]//{kb.site.title.zh}. 2026.11.0 版. "
        f"{entry.updated[:4]}({entry.updated})[引用日期]. {zh}."
    )
    apa = cite.cite_entry(entry, "en", "apa", site=kb.site, url=en, version="2026.11.0")
    assert apa == (
        f"{kb.site.publisher.en}. ({day}). {entry.title.en}. In {kb.site.title.en} (Version 2026.11.0). {en}"
    )
    record = cite.cite_entry(entry, "zh", "bibtex", site=kb.site, url=zh, version="2026.11.0")
    read = parse_string(record, "bibtex").entries[entry.id]
    assert read.fields["title"].strip("{}") == entry.title.zh
    assert read.fields["url"] == zh
    assert read.fields["date"] == entry.updated
    assert read.fields["edition"] == "2026.11.0"


def test_what_latex_would_run_is_text() -> None:
    assert cite.latex("100% of A&B_#1 $x^2 {~}\\") == (
        r"100\% of A\&B\_\#1 \$x\textasciicircum{}2 \textbraceleft{}\textasciitilde{}\textbraceright{}\textbackslash{}"
    )
