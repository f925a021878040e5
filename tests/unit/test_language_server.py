"""What an editor does with the settings and schemas of the repository: the YAML language server that VS Code and others
use is started, given our settings, and shown good and bad files.

It is a Node program; `npm ci --ignore-scripts --prefix tests/tools` installs it from a lock file.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aigc_kb.guide import schema, snippets
from aigc_kb.guide.sample import examples
from aigc_kb.load.store import load_store
from tests.conftest import DATA, ROOT

SERVER = ROOT / "tests" / "tools" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
FULL = examples.files("", "full")


class Editor:
    """Speaks to the server as an editor does that has a folder open."""

    def __init__(self, folder: Path) -> None:
        node = shutil.which("node")
        if node is None or not SERVER.is_file():
            pytest.skip("the language server is not installed: npm ci --ignore-scripts --prefix tests/tools")
        self.folder, self.last, self.version = folder, 0, 0
        self.settings = json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))
        self.process = subprocess.Popen([node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.watch = threading.Timer(300, self.process.kill)  # a server that falls silent must not hold up the tests
        self.watch.start()
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"publishDiagnostics": {}}}
        root = folder.as_uri()
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root,
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": root, "name": "kb"}],
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": self.section("yaml")}})

    def section(self, name: str) -> dict[str, Any]:
        """The settings of a name as an object, as VS Code hands them over; paths of schemas are made whole."""
        out: dict[str, Any] = {"schemaStore": {"enable": False}}
        for key, value in self.settings.items():
            if key.startswith(f"{name}."):
                out[key.removeprefix(f"{name}.")] = value
        out["schemas"] = {(self.folder / path).as_uri(): files for path, files in out["schemas"].items()}
        return out | {"validate": True, "completion": True, "hover": True}

    def send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """The next message; questions of the server are answered on the way."""
        assert self.process.stdout
        while True:
            length = 0
            while (line := self.process.stdout.readline().strip()) != b"":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            assert length, "the server has ended"
            message: dict[str, Any] = json.loads(self.process.stdout.read(length))
            if "id" not in message or "method" not in message:
                return message
            items = message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else []
            answers = [self.section("yaml") if item.get("section") == "yaml" else {} for item in items]
            self.send({"id": message["id"], "result": answers or None})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while (answer := self.read()).get("id") != self.last:
            pass
        return answer["result"]

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def faults(self, path: str, text: str) -> list[str]:
        """What the server says of a file, as `line: message`."""
        self.version += 1
        uri = (self.folder / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": self.version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                break
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        while self.read().get("method") != "textDocument/publishDiagnostics":
            pass
        return [f"{x['range']['start']['line'] + 1}: {x['message']}" for x in message["params"]["diagnostics"]]

    def completions(self, path: str, text: str, line: int, column: int) -> set[str]:
        """What is offered at a place (both counted from 0)."""
        self.version += 1
        uri = (self.folder / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": self.version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        place = {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        answer = self.ask("textDocument/completion", place)
        return {item["label"] for item in (answer["items"] if isinstance(answer, dict) else answer or [])}

    def close(self) -> None:
        self.watch.cancel()
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def ours() -> Iterator[Editor]:
    """The repository, opened as it is."""
    editor = Editor(ROOT)
    yield editor
    editor.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """The sample knowledge base with schemas of its own, wired like the repository."""
    folder = tmp_path_factory.mktemp("editor")
    examples.write("", folder / "data", "full")
    store = load_store(folder / "data")
    assert store.site
    for name in ("schema", ".vscode"):
        (folder / name).mkdir()
    for name, text in schema.documents(store.site.value, [item.value for item in store.areas.values()]).items():
        (folder / "schema" / name).write_text(text, encoding="utf-8")
    (folder / ".vscode" / "settings.json").write_text(snippets.settings(), encoding="utf-8")
    editor = Editor(folder)
    yield editor
    editor.close()


@pytest.mark.parametrize("name", schema.DOCUMENTS)
def test_real_files_are_clean_in_the_editor(name: str, ours: Editor) -> None:
    for file in sorted(DATA.glob(schema.DOCUMENTS[name][2]))[::20]:
        assert ours.faults(f"data/{file.relative_to(DATA).as_posix()}", file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in FULL if path.endswith(".yaml")])
def test_every_field_is_known_to_the_editor(path: str, sample: Editor) -> None:
    assert sample.faults(f"data/{path}", FULL[path]) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        ("problems/stale-bread.yaml", "status: draft", "status: final", "Value is not accepted"),
        ("problems/stale-bread.yaml", "area: storage", "area: nowhere", "Value is not accepted"),
        ("problems/stale-bread.yaml", "  level: 2\n", "  level: 9\n", "maximum"),
        ("problems/stale-bread.yaml", "status: draft\n", "", "Missing property"),
        ("problems/stale-bread.yaml", "status: draft\n", "status: draft\ncolour: red\n", "not allowed"),
        ("studies/doe-2024-staling.yaml", "design: randomised", "design: proof", "Value is not accepted"),
        ("cases/empty-shelf.yaml", 'when: "2024-05"', 'when: "2024-13"', "pattern"),
        ("paths/first-week.yaml", "roles: [baker]", "roles: []", "Array has too few items"),
        ("references/doe-2024-bread.yaml", "DOI: 10.1234/bread", "DOI: doi:10.1234/bread", "pattern"),
        ("frameworks/bakers-2024.yaml", "complete: false", 'complete: "no"', "Incorrect type"),
        ("terms/shelf-life.yaml", "zh: 保质期\n", "", "Missing property"),
        ("areas.yaml", "id: storage", "id: The Storage", "pattern"),
        ("site.yaml", "  - id: baker", "  - name: baker", "not allowed"),
        ("planner.yaml", "points: 2", "points: 6", "maximum"),
    ],
)
def test_a_fault_is_shown_at_its_line(path: str, old: str, new: str, says: str, sample: Editor) -> None:
    assert old in FULL[path]
    faults = sample.faults(f"data/{path}", FULL[path].replace(old, new, 1))
    assert any(says in fault for fault in faults), faults
    line = FULL[path][: FULL[path].index(old)].count("\n") + 1
    if "Missing" not in says:  # what is not there is said of what lacks it
        assert any(int(fault.split(":")[0]) in (line, line + 1) for fault in faults), faults


def test_the_editor_offers_the_values_of_a_closed_list_and_the_fields(sample: Editor) -> None:
    text = FULL["problems/stale-bread.yaml"]
    number = text[: text.index("status: draft")].count("\n")
    cut = text.replace("status: draft", "status: ", 1)
    assert {"draft", "reviewed", "deprecated"} <= sample.completions("data/problems/x.yaml", cut, number, 8)
    assert {"symptoms", "severity", "facts"} <= sample.completions("data/problems/y.yaml", "id: y\n", 1, 0)
