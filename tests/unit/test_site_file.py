"""What `site.yaml` decides: pages and navigation, the words of sentences, the standards that content is held to."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from aigc_kb import check, load
from aigc_kb.base.kb import DataError, KnowledgeBase
from aigc_kb.document import blocks as b
from aigc_kb.document.addresses import INDEX_PAGES, index_path
from aigc_kb.guide.sample import examples
from aigc_kb.language.interface import UI, Count
from aigc_kb.load.store import load_store
from aigc_kb.model.fields import Int, specs
from aigc_kb.model.finding import Finding
from aigc_kb.model.registers import Document, NavigationGroup, Site
from aigc_kb.model.text import LANGS, Text
from aigc_kb.model.thresholds import MitigationThresholds, ProblemThresholds, Totals
from aigc_kb.pages.build import INDEX_PATHS
from aigc_kb.pages.context import Context
from aigc_kb.site import navigation
from aigc_kb.site.build import Site as Built
from aigc_kb.site.settings import Settings


@pytest.fixture
def bread(tmp_path: Path) -> KnowledgeBase:
    examples.write("", tmp_path)
    return load(tmp_path)


RECIPES = Document(id="recipes", title=Text("配方", "Recipes"))


# -- pages and navigation ------------------------------------------------------------------------------------------


def test_the_names_of_pages_are_those_of_the_generated_pages() -> None:
    assert {index_path(name) for name in INDEX_PAGES} == {*INDEX_PATHS, "downloads/"}
    assert set(INDEX_PAGES) <= set(UI)


def test_without_a_navigation_every_page_has_its_usual_place(bread: KnowledgeBase) -> None:
    items = navigation.navigation(bread.site, "en")
    assert [item.title for item in items] == ["Home", "Problems", "Mitigations", "Find", "Library", "About"]
    listed = [child.path for item in items for child in item.children or (item,)]
    assert sorted(listed, key=str) == sorted(index_path(name) for name in INDEX_PAGES)
    assert set(navigation.paths(bread.site)) == set(listed)


def test_documents_stand_in_the_last_group(bread: KnowledgeBase) -> None:
    site = dataclasses.replace(bread.site, documents=(RECIPES,))
    about = navigation.navigation(site, "zh")[-1]
    assert (about.title, about.children[0]) == ("关于", navigation.NavItem("配方", "recipes/"))


def test_a_navigation_of_ones_own_is_shown_as_it_is(bread: KnowledgeBase) -> None:
    groups = (
        NavigationGroup(pages=("home", "terms")),
        NavigationGroup(title=Text("其他", "More"), pages=("recipes", "problems")),
    )
    site = dataclasses.replace(bread.site, documents=(RECIPES,), navigation=groups)
    chinese, english = navigation.outline(site)
    assert english == {
        "en": [
            {"Home": "en/index.md"},
            {"Terms": "en/terms/index.md"},
            {"More": [{"Recipes": "en/recipes/index.md"}, {"Problems": "en/problems/index.md"}]},
        ]
    }
    assert list(chinese["zh"][2]) == ["其他"]
    paths = navigation.paths(site)
    assert paths[:4] == ("", "terms/", "recipes/", "problems/")
    assert "planner/" in paths, "what is not in the navigation has an address all the same"


def test_only_documents_that_are_listed_are_published(bread: KnowledgeBase) -> None:
    kb = dataclasses.replace(bread, site=dataclasses.replace(bread.site, documents=(RECIPES,)))
    site = Built.of(kb, Path("data"), "directory")
    assert site.publishes("index.md")
    assert site.publishes("zh/recipes/index.md")
    assert not site.publishes("en/other/index.md")


def test_the_address_is_that_of_the_data_unless_another_is_given(bread: KnowledgeBase) -> None:
    assert Built.of(bread, Path("data"), "directory").edition.url == "https://bread.example.org/"
    assert Built.of(bread, Path("data"), "directory", "https://other.example.org/x").edition.url.endswith(".org/x/")
    assert Settings.read({}).url is None
    assert Settings.read({"KB_SITE_URL": "https://x.org/"}).url == "https://x.org/"
    assert Settings.read(Settings(url="https://x.org/").environment()) == Settings(url="https://x.org/")


@pytest.mark.parametrize(
    ("repository", "archive", "name"),
    [
        ("https://git.example.org/team/bread-kb/", None, "bread-kb"),
        ("https://git.example.org/team/Bread%20KB", None, "Bread-20KB"),
        ("https://git.example.org/team/bread", "loaves", "loaves"),
    ],
)
def test_the_archive_has_a_name(bread: KnowledgeBase, repository: str, archive: str | None, name: str) -> None:
    assert dataclasses.replace(bread.site, repository=repository, archive=archive).archive_name == name


# -- sentences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "n", "said"),
    [
        ("{n:# problem|# problems} by area", 1, "1 problem by area"),
        ("{n:# problem|# problems} by area", 2, "2 problems by area"),
        ("{n:# problem|# problems} by area", 0, "0 problems by area"),
        ("{n:problem|problems}", 1, "problem"),
        ("{n} 个难题", 1, "1 个难题"),
    ],
)
def test_a_count_agrees_with_its_noun(sentence: str, n: int, said: str) -> None:
    assert sentence.format(n=Count(n)) == said


class Anything(dict[str, object]):
    """Has a value for every name."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


@pytest.mark.parametrize("n", [0, 1, 2])
def test_every_sentence_of_the_interface_can_be_filled(n: int) -> None:
    """A form that is misspelt would show only on a page with that count."""
    counts = dict.fromkeys(
        ("n", "total", "cited", "mapped", "hints", "level", "findings", "frameworks", "studies"), Count(n)
    )
    for key, text in UI.items():
        for lang in LANGS:
            shown = text[lang].format_map(Anything(counts))
            assert "|" not in shown, key
            assert "#" not in shown, key


def test_the_grades_are_explained_on_a_page_that_there_is(bread: KnowledgeBase) -> None:
    from aigc_kb.base.relations import relate
    from aigc_kb.pages.problem import problem_page

    def explained(kb: KnowledgeBase) -> str:
        page = problem_page(Context(kb, relate(kb), "en"), kb.problems["stale-bread"])
        paragraph = next(x for x in page.blocks if isinstance(x, b.Para) and "explained in" in str(x.children[0]))
        (link,) = (x for x in paragraph.children if isinstance(x, b.Link))
        assert isinstance(link.to, b.To)
        return link.to.path

    assert explained(bread) == "coverage/"
    documents = (Document(id="method", title=Text("方法", "Method")),)
    assert explained(dataclasses.replace(bread, site=dataclasses.replace(bread.site, documents=documents))) == "method/"


# -- standards -----------------------------------------------------------------------------------------------------

REVIEWED = "# problems/stale-bread.yaml\nstatus: reviewed\n# mitigations/small-batches.yaml\nstatus: reviewed\n"


def missed(block: str, directory: Path, others: str = REVIEWED) -> list[Finding]:
    """What is found where the sample asks for something of itself."""
    examples.write(f"# site.yaml\nthresholds:\n{block}{others}", directory)
    return [f for f in check.run(load_store(directory, shown="")) if f.code.startswith("KB71")]


def numbers(cls: type) -> list[str]:
    return [spec.name for spec in specs(cls) if isinstance(spec.kind, Int)]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        *(
            ("totals", name)
            for name in numbers(Totals)
            if not name.startswith(("founding_area_", "origin_", "second_hand"))
        ),
        *(("problem", name) for name in numbers(ProblemThresholds)),
        *(("mitigation", name) for name in numbers(MitigationThresholds)),
    ],
)
def test_every_number_is_asked_for(part: str, name: str, tmp_path: Path) -> None:
    found = missed(f"  {part}: {{{name}: 1000000}}\n", tmp_path)
    assert found, "nothing has a million of it"
    assert all("at least 1000000" in finding.message("en") for finding in found)
    assert all("1000000" in finding.message("zh") for finding in found)
    assert missed("  totals: {problems: 1}\n", tmp_path) == []


def test_a_draft_is_not_held_to_the_measure(tmp_path: Path) -> None:
    assert missed("  problem: {symptoms: 9, mitigations: 9}\n  mitigation: {steps: 9}\n", tmp_path, "") == []


def test_a_founding_area_and_a_founding_statement_need_their_problems(tmp_path: Path) -> None:
    others = (
        "origins:\n  - id: S01\n    text: {zh: 面包总是不够新鲜。, en: Bread is never fresh enough.}\n"
        "# areas.yaml\nareas:\n  - id: storage\n    title: {zh: 存放, en: Storage}\n"
        "    summary: {zh: 出炉以后的事。, en: What happens after the oven.}\n    founding: true\n"
    )
    found = missed("  totals: {founding_area_problems: 3, origin_problems: 1}\n", tmp_path, others)
    assert [(f.place.path, f.message("en").partition(":")[0]) for f in found] == [
        ("./areas.yaml", "problems in `storage`"),
        ("./site.yaml", "problems that answer S01"),
    ]
    assert missed("  totals: {founding_area_problems: 2}\n", tmp_path, others) == []


def test_readers_languages_and_sides_are_asked_for(tmp_path: Path) -> None:
    asked = "  totals:\n    readers: [baker]\n    cited:\n      - {language: en, least: 1}\n      - {language: zh, least: 1}\n"
    found = missed(asked, tmp_path)
    assert [f.message("en").partition(":")[0] for f in found] == [
        "reading paths for `baker`",
        "sources in `zh` that are cited",
    ]
    found = missed("  problem: {both_sides_of: international}\n", tmp_path)
    assert [(f.place.path, f.code) for f in found] == [("./problems/stale-bread.yaml", "KB713")]


def test_a_share_of_the_links_of_an_area_must_have_findings(tmp_path: Path) -> None:
    """In the sample one of two links in `storage` has a finding."""
    asked = "  totals:\n    studied:\n      - {area: storage, percent: %d}\n"
    assert missed(asked % 50, tmp_path) == []
    (found,) = missed(asked % 51, tmp_path)
    assert found.message("en") == "links in `storage` with a finding (%): 50, where at least 51 are asked for"
    line = (tmp_path / "site.yaml").read_text(encoding="utf-8").splitlines()[found.place.line - 1]
    assert line.strip() == "- {area: storage, percent: 51}"
    empty = (
        "# areas.yaml\nareas:\n  - id: storage\n    title: {zh: 存放, en: Storage}\n"
        "    summary: {zh: 出炉以后的事。, en: What happens after the oven.}\n"
        "  - id: dough\n    title: {zh: 和面, en: Dough}\n    summary: {zh: 进炉以前的事。, en: Before the oven.}\n"
    )
    assert missed("  totals:\n    studied:\n      - {area: dough, percent: 100}\n", tmp_path, empty) == []
    assert missed("  totals: {findings: 1, studies: 1, studied_problems: 1}\n", tmp_path) == []
    assert len(missed("  totals: {findings: 2, studies: 2, studied_problems: 2}\n", tmp_path)) == 3


def test_a_heading_may_stay_open_unless_its_framework_is_judged_whole(tmp_path: Path) -> None:
    items = (
        "# frameworks/bakers-2024.yaml\nitems:\n"
        "  - id: B1\n    list: troubles\n    title: {zh: 老化, en: Staling}\n    official_languages: [en]\n"
        "  - id: B2\n    list: troubles\n    title: {zh: 其他, en: Others}\n    official_languages: [en]\n"
        "  - id: B2.1\n    list: troubles\n    title: {zh: 塌陷, en: Collapse}\n    official_languages: [en]\n    parent: B2\n"
    )
    assert [f.params["item"] for f in missed("  framework: {others: true}\n", tmp_path, items)] == ["B2.1"]
    assert [f.params["item"] for f in missed("  framework: {judged: [bakers-2024]}\n", tmp_path, items)] == [
        "B2",
        "B2.1",
    ]


def test_nothing_is_said_of_amounts_while_a_file_is_broken(tmp_path: Path) -> None:
    """What is missing may stand in it."""
    broken = "# problems/wasted-flour.yaml\ntitle: Flour\n"
    assert missed("  totals: {problems: 2, mitigations: 9}\n  framework: {others: true}\n", tmp_path, broken) == []


def test_data_below_the_standard_can_be_shown(tmp_path: Path) -> None:
    examples.write("# site.yaml\nthresholds:\n  totals: {problems: 9}\n", tmp_path)
    assert [f.code for f in check.run(load_store(tmp_path))] == ["KB711"]
    assert load(tmp_path).problems
    (tmp_path / "site.yaml").write_text("title: Bread\n", encoding="utf-8")
    with pytest.raises(DataError):
        load(tmp_path)


@pytest.mark.parametrize(
    "block",
    [
        "navigation:\n  - pages: [home, recipe]\ndocuments:\n  - id: recipes\n    title: {zh: 配方, en: Recipes}\n",
        "thresholds:\n  totals: {readers: [bakers]}\n",
        "thresholds:\n  totals: {studied: [{area: cellar, percent: 50}]}\n",
        "thresholds:\n  problem: {both_sides_of: EU}\n",
        "thresholds:\n  framework: {judged: [bakers-2023]}\n",
    ],
)
def test_a_name_that_does_not_exist_is_found_where_it_stands(block: str, tmp_path: Path) -> None:
    examples.write(f"# site.yaml\n{block}", tmp_path)
    found = [f for f in check.run(load_store(tmp_path, shown="")) if f.code == "KB701"]
    lines = (tmp_path / "site.yaml").read_text(encoding="utf-8").splitlines()
    assert len(found) == 1
    place = found[0].place
    assert lines[place.line - 1][place.column - 1 :].startswith(str(found[0].params["value"]))


def test_a_page_has_one_place(tmp_path: Path) -> None:
    block = (
        "documents:\n"
        "  - id: recipes\n    title: {zh: 配方, en: Recipes}\n"
        "  - id: recipes\n    title: {zh: 食谱, en: More recipes}\n"
        "  - id: areas\n    title: {zh: 各领域, en: All areas}\n"
        "navigation:\n  - pages: [home, terms]\n  - pages: [terms]\n"
    )
    examples.write(f"# site.yaml\n{block}", tmp_path)
    found = [f.params["id"] for f in check.run(load_store(tmp_path, shown="")) if f.code == "KB702"]
    assert found == ["recipes", "areas", "terms"]


def test_a_jurisdiction_is_one_that_the_site_names(tmp_path: Path) -> None:
    examples.write("# frameworks/bakers-2024.yaml\njurisdiction: interational\n", tmp_path)
    (found,) = check.run(load_store(tmp_path, shown=""))
    assert (found.code, found.place.path) == ("KB205", "./frameworks/bakers-2024.yaml")
    assert "international" in found.message("en")


def test_the_site_file_of_a_small_base_needs_little() -> None:
    """Whatever was added for pages, archive, jurisdictions and standards has a default."""
    required = {spec.key for spec in specs(Site) if spec.required}
    assert not required & {"archive", "documents", "navigation", "jurisdictions", "thresholds", "origins"}
