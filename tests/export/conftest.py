"""The exports, made once, and a web server over them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from aigc_kb import KnowledgeBase
from aigc_kb.export import Edition, Export, make, write
from aigc_kb.output import Output
from aigc_kb.relate import relate

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

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()
        thread.join()
