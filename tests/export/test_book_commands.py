"""How books are ordered: which files are made, and what pandoc and WeasyPrint are told. Stand-ins write down their orders."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from pathlib import Path

import pytest

from aigc_kb.base.relations import relate
from aigc_kb.commands import books
from aigc_kb.commands.main import main
from aigc_kb.export import Edition, book
from aigc_kb.guide.sample import examples
from aigc_kb.model.text import Lang
from aigc_kb.system.files import Output
from tests.golden import bakery

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

PANDOC = """#!/bin/sh
echo "pandoc $SOURCE_DATE_EPOCH" >> "$ORDERS"
printf '%s\\n' "$@" >> "$ORDERS"
for word in "$@"; do
  case "$word" in
    --to=epub3) cat "$ANY_BOOK" ;;
    --to=html5) echo "<p>set</p>" ;;
    --lua-filter=*) cp "${word#--lua-filter=}" "$ORDERS.lua" ;;
  esac
done
cat > "$ORDERS.md"
"""
WEASYPRINT = """#!/bin/sh
echo "weasyprint $1 $(cat "$2")" >> "$ORDERS"
for page in 1 2 1 2 3; do echo "INFO: Step 5 - Creating layout - Page $page" >&2; done
cp "$(dirname "$2")/style.css" "$ORDERS.css"
cp "$ANY_BOOK" "$3"
"""


@pytest.fixture
def orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which the stand-ins write down what they are told."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, text in (("pandoc", PANDOC), ("weasyprint", WEASYPRINT)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    with zipfile.ZipFile(tmp_path / "any.zip", "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("a/b.xhtml", "<html/>" * 100)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("ORDERS", str(tmp_path / "orders"))
    monkeypatch.setenv("ANY_BOOK", str(tmp_path / "any.zip"))
    return tmp_path / "orders"


@pytest.fixture
def data(tmp_path: Path) -> str:
    examples.write("", tmp_path / "data", "full")
    return str(tmp_path / "data")


def edition() -> Edition:
    return Edition(bakery(), relate(bakery()), "https://bread.example.org/")


def test_an_epub_names_its_title_date_and_rights_and_has_no_time_of_the_run(orders: Path) -> None:
    made = book.epub(edition(), "zh", "words", "first-week")
    told = orders.read_text("utf-8").splitlines()
    assert told[0] == "pandoc 1772582400", "2026-03-04, the date of the data"
    assert told[1].startswith("--from=commonmark_x-")
    assert {word for word in told[3:-1] if "urn:uuid:" not in word} == {
        *("--metadata=title=开店第一周", "--metadata=author=面包师", "--metadata=lang=zh-Hans"),
        *("--metadata=date=2026-03-04", "--metadata=rights=CC-BY-4.0"),
        *("--to=epub3", "--toc", "--toc-depth=2", "--epub-chapter-level=2"),
    }
    assert orders.with_suffix(".md").read_text() == "words"
    assert "function RawInline" in orders.with_suffix(".lua").read_text()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        found = [(x.filename, x.date_time, x.compress_type, x.create_system) for x in archive.infolist()]
        assert archive.read("a/b.xhtml") == b"<html/>" * 100
    first = (1980, 1, 1, 0, 0, 0)
    assert found == [("mimetype", first, zipfile.ZIP_STORED, 3), ("a/b.xhtml", first, zipfile.ZIP_DEFLATED, 3)]


def test_every_book_has_an_identifier_of_its_own_that_stays(orders: Path) -> None:
    def identifier(lang: Lang, path: str | None) -> str:
        orders.unlink(missing_ok=True)
        book.epub(edition(), lang, "", path)
        return orders.read_text("utf-8").partition("urn:uuid:")[2].splitlines()[0]

    found = {identifier("zh", None), identifier("en", None), identifier("en", "first-week")}
    assert len(found) == 3
    assert identifier("en", None) in found


def test_a_whole_book_is_called_as_the_site_and_a_path_as_itself(orders: Path) -> None:
    book.epub(edition(), "en", "")
    assert "--metadata=title=Bread Problems" in orders.read_text("utf-8").splitlines()
    orders.unlink()
    book.pdf(edition(), "en", "")
    assert "--metadata=subtitle=What goes wrong when you bake." in orders.read_text("utf-8").splitlines()
    orders.unlink()
    pages: list[int] = []
    made = book.pdf(edition(), "en", "words", "first-week", progress=pages.append)
    assert made == Path(os.environ["ANY_BOOK"]).read_bytes()
    assert pages == [1, 2, 1, 2, 3], "every page, in every pass"
    told = orders.read_text("utf-8").splitlines()
    assert {
        *("--metadata=title=The first week of a bakery", "--metadata=author=The bakers", "--metadata=lang=en"),
        "--metadata=subtitle=First meet staling and then learn to bake less.",
        "--metadata=date=2026.2.0 · 2026-03-04 · CC-BY-4.0",
        *("--metadata=toc-title=Contents", "--to=html5", "--standalone", "--toc", "--toc-depth=2", "--css=style.css"),
    } <= set(told)
    assert told[-1] == "weasyprint --verbose <p>set</p>"
    assert "@page" in orders.with_suffix(".css").read_text()


def test_the_command_makes_both_languages_and_forms_of_what_is_asked_for(
    orders: Path, data: str, tmp_path: Path
) -> None:
    def made(*arguments: str) -> set[str]:
        folder = tmp_path / "out"
        assert main(["books", str(folder), "--data", data, *arguments]) == 0
        names = {file.name.removeprefix("book-2024.3.1-") for file in folder.iterdir()}
        for file in folder.iterdir():
            file.unlink()
        return names

    assert made() == {"zh.epub", "zh.pdf", "en.epub", "en.pdf"}
    assert made("--no-pdf", "--in", "zh") == {"zh.epub"}
    one = {f"first-week-{lang}.{form}" for lang in ("zh", "en") for form in ("epub", "pdf")}
    assert made("--path", "first-week") == {"zh.epub", "zh.pdf", "en.epub", "en.pdf"} | one
    assert made("--path", "first-week", "--only-paths") == one


def test_a_program_that_fails_is_named_with_what_it_said(orders: Path, tmp_path: Path) -> None:
    for name, text in (("pandoc", "exit 1"), ("weasyprint", "exit 1"), ("weasyprint", "exit 0")):
        program = tmp_path / "programs" / name
        before = program.read_text()
        program.write_text(f"#!/bin/sh\necho no room >&2\n{text}\n")
        with pytest.raises(book.BookError, match=rf"^{name}: no room$"):
            book.pdf(edition(), "en", "words")
        program.write_text(before)


def test_progress_is_told_once_a_hundred_pages_where_nobody_watches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(progress: book.Progress) -> bytes:
        for page in (*range(1, 251), *range(1, 201)):
            progress(page)
        return b"x" * 2_345_678

    books._make("[1/2]", "a.pdf", Output(tmp_path), make)
    assert (tmp_path / "a.pdf").stat().st_size == 2_345_678
    said = capsys.readouterr().err
    assert re.fullmatch(r"\[1/2\] a\.pdf … 1:100 1:200 2:100 2:200 2\.3 MB, \d s\n", said)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    books._make("[1/2]", "a.pdf", Output(tmp_path), make)
    assert "\r[1/2] a.pdf … 1: 250 \r[1/2] a.pdf … 2: 1 " in capsys.readouterr().err
