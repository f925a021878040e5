"""The exports, made once, and a web server over them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.base.relations import relate
from aigc_kb.export import Edition, Export, make, write
from aigc_kb.system.files import Output
from tests.serving import web_server

URL = "https://kb.example/site/"


@pytest.fixture(scope="session")
def edition(kb: KnowledgeBase) -> Edition:
    return Edition(kb, relate(kb), URL)


@pytest.fixture(scope="session")
def files(edition: Edition) -> dict[str, Export]:
    return {file.path: file for file in make(edition.kb, edition.relations, URL)}


@pytest.fixture(scope="session")
def server(files: dict[str, Export], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a plain web server that serves the exports as files."""
    folder: Path = tmp_path_factory.mktemp("exports")
    write(files.values(), Output(folder))
    with web_server(folder) as address:
        yield address.rstrip("/")
