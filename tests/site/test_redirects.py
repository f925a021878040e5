"""An entry that was renamed is still found at its old address, in both languages, without JavaScript."""

from __future__ import annotations

import shutil
from pathlib import Path

from aigc_kb import export
from aigc_kb.site.build import Site
from aigc_kb.site.write import write_redirects
from aigc_kb.system.files import Output
from tests.conftest import ROOT


def test_a_former_id_leads_to_the_entry(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ROOT / "examples" / "minimal" / "data", data)
    file = data / "problems" / "close-passes.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("former_ids: []", "former_ids: [near-passes]"), encoding="utf-8")
    site = Site.load(data, "directory", "https://example.org/kb/")
    for lang in ("zh", "en"):
        entry = tmp_path / "site" / lang / "problems" / "close-passes" / "index.html"
        entry.parent.mkdir(parents=True)
        entry.write_text("page")
    export.write(export.stream(site.edition), Output(tmp_path / "site"))
    write_redirects(site, tmp_path / "site")
    for lang in ("zh", "en"):
        page = (tmp_path / "site" / lang / "problems" / "near-passes" / "index.html").read_text(encoding="utf-8")
        assert 'content="0; url=../close-passes/"' in page
        assert f'href="https://example.org/kb/{lang}/problems/close-passes/"' in page
