"""The command line: exit codes, both languages, and the way from an idea to a clean check."""

from __future__ import annotations

import argparse
import inspect
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aigc_kb import check
from aigc_kb.check import report
from aigc_kb.commands.completion import SHELLS, script
from aigc_kb.commands.main import COMMANDS, build_parser, command, main
from aigc_kb.guide.sample import examples
from tests.conftest import ROOT


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    examples.write("", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KB_DATA", raising=False)
    monkeypatch.setenv("KB_LANG", "en")
    return tmp_path / "data"


def contents(directory: Path) -> dict[str, bytes]:
    return {p.relative_to(directory).as_posix(): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# -- exit codes -----------------------------------------------------------------------------------------------------


def test_clean_data_exit_0(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().err == "kb check: 4 entries, 0 finding(s)\n"


def test_findings_exit_1_and_hints_do_not(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(data / "problems" / "stale-bread.yaml", 'review_by: "2099-01-10"', 'review_by: "2026-02-01"')
    assert main(["check"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check", "--hints"]) == 0
    said = capsys.readouterr()
    assert "KB330" in said.out
    assert "0 finding(s), 1 hint(s)" in said.err
    edit(data / "problems" / "stale-bread.yaml", "status: draft", "status: done")
    assert main(["check"]) == 1


def test_what_cannot_run_exits_2(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", "nowhere"]) == 2
    assert main(["new", "problem", "Bad id"]) == 2
    assert main(["rename", "nothing", "something"]) == 2
    assert main(["rules", "KB999"]) == 2
    assert main(["books", "out", "--path", "no-path"]) == 2
    assert not Path("out").exists()
    for line in capsys.readouterr().err.splitlines():
        assert line.startswith("kb: ")
    with pytest.raises(SystemExit) as stopped:
        main(["no-such-command"])
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    "words",
    [["check", "--lang", "zh"], ["translate", "status", "--lang", "zh"], ["translate", "--lang", "zh", "status"]],
)
def test_data_and_language_are_named_anywhere_behind_the_command(
    data: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    data.rename(data.with_name("other"))
    assert main([*words, "--data", "other"]) == 0
    assert "处" in capsys.readouterr().err
    assert main([words[0], "--data", "other", *words[1:]]) == 0
    assert main(words) == 2


@pytest.mark.parametrize("codes", [["KB101"], [rule.code for rule in check.catalogue()]], ids=["a line", "pages"])
def test_who_stops_reading_is_told_nothing(codes: list[str]) -> None:
    """`kb rules KB101 … | head -1` ends without a word, however much was still to come."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": ""}
    command = [sys.executable, "-m", "aigc_kb", "rules", *codes]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        assert run.stderr.read() == b""


def test_every_command_is_a_module_of_its_name_and_has_the_same_shape() -> None:
    room = ROOT / "hooks" / "aigc_kb" / "commands"
    assert {path.stem for path in room.glob("*.py")} - {"__init__", "main", "console"} == set(COMMANDS)
    for name in COMMANDS:
        module = command(name)
        assert isinstance(module.HELP, str), name
        assert module.EXAMPLES, name
        assert all(line.startswith(f"kb {name}") or f"(kb {name}" in line or name == "new" for line in module.EXAMPLES)
        assert list(inspect.signature(module.add_arguments).parameters) == ["parser"], name
        assert list(inspect.signature(module.run).parameters) == ["arguments", "lang"], name


def test_the_check_does_without_what_makes_pages(data: Path) -> None:
    asked = "import sys; from aigc_kb.commands.main import main; main(['check']); print(*sys.modules)"
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", asked], env=env, capture_output=True, text=True, check=True)
    rooms = {".".join(name.split(".")[:2]) for name in run.stdout.split() if name.startswith("aigc_kb.")}
    assert "aigc_kb.check" in rooms
    assert rooms & {f"aigc_kb.{room}" for room in ("pages", "export", "site")} == set()


def test_refusals_speak_chinese_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "problem", "stale-bread", "--lang", "zh"]) == 2
    assert "已被" in capsys.readouterr().err


@pytest.mark.parametrize("form", report.FORMATS)
def test_every_format_shows_every_finding(data: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    edit(data / "problems" / "stale-bread.yaml", "status: draft", "status: done\ncolour: red")
    assert main(["check", "--format", form]) == 1
    out = capsys.readouterr().out
    assert "KB205" in out
    assert "KB202" in out
    if form in ("json", "sarif"):
        json.loads(out)


@pytest.mark.parametrize(("lang", "why"), [("en", "why, with examples"), ("zh", "理由和例子")])
def test_findings_lead_to_the_reason_of_their_rules(
    data: Path, lang: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(data / "problems" / "stale-bread.yaml", "status: draft", "status: done\ncolour: red")
    page = f"https://bread.example.org/{lang}/rules/"
    assert main(["check", "--lang", lang, "--format", "text"]) == 1
    assert f"{why}" in (err := capsys.readouterr().err)
    assert f"kb rules KB202 KB205 ({page})" in err
    for form, link in (("json", '"help": "{}"'), ("github", " {}\n"), ("sarif", '"helpUri": "{}"')):
        assert main(["check", "--lang", lang, "--format", form]) == 1
        assert link.format(f"{page}#kb205") in capsys.readouterr().out


def test_a_sentence_ends_with_one_sign(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(data / "problems" / "stale-bread.yaml", "area: storage", "area: storrage")
    for lang, end in (("en", "did you mean storage? fix: "), ("zh", "是不是 storage？改法：")):
        assert main(["check", "--lang", lang, "--format", "text"]) == 1
        assert end in capsys.readouterr().out


# -- writing entries ------------------------------------------------------------------------------------------------


def test_from_an_idea_to_a_clean_check(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The steps of `kb --help`, with the filling in done by a machine."""
    assert main(["new", "problem", "burnt-crust"]) == 0
    file = Path(capsys.readouterr().out.strip())
    assert main(["check"]) == 1
    found = capsys.readouterr().out.splitlines()
    assert found
    assert all(line.startswith(f"{file}:") and " KB450 " in line for line in found)
    lines = [line.split("  # TODO")[0].replace("TODO ", "") for line in file.read_text("utf-8").splitlines()]
    file.write_text("\n".join(lines).replace("zh: burnt-crust", "zh: 烤焦"), "utf-8")
    assert main(["fmt"]) == 0
    assert main(["check"]) == 0
    assert main(["translate", "accept", "burnt-crust"]) == 0
    assert main(["rename", "burnt-crust", "black-crust"]) == 0
    assert main(["check"]) == 0


def test_fmt_checks_without_writing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt"]) == 0
    assert main(["fmt", "--check"]) == 0
    edit(data / "problems" / "stale-bread.yaml", "status: draft", "status:   'draft'")
    before = contents(data)
    assert main(["fmt", "--check"]) == 1
    assert contents(data) == before
    capsys.readouterr()
    assert main(["fmt", "data/problems/stale-bread.yaml"]) == 0
    assert capsys.readouterr().out.strip() == "data/problems/stale-bread.yaml"
    assert main(["fmt", "--check"]) == 0


def test_lock_adds_new_ids_and_sorts_them(data: Path) -> None:
    (data / "ids.lock").write_text("# kept\nproblems/wasted-flour\nproblems/gone\n", "utf-8")
    assert main(["fmt"]) == 0
    assert (data / "ids.lock").read_text("utf-8").startswith("# kept\nproblems/wasted"), "a command of contributors"
    assert main(["lock"]) == 0
    lines = (data / "ids.lock").read_text("utf-8").splitlines()
    assert lines[0] == "# kept"
    assert lines[1:] == sorted(lines[1:])
    assert {"problems/gone", "problems/stale-bread", "frameworks/bakers-2024"} < set(lines)


def test_fmt_leaves_broken_files_and_says_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "problems" / "stale-bread.yaml").write_text("id: [", "utf-8")
    assert main(["fmt"]) == 1
    assert "left alone" in capsys.readouterr().err
    assert (data / "problems" / "stale-bread.yaml").read_text("utf-8") == "id: ["
    assert main(["fmt", "/etc/hostname"]) == 2


def test_check_fix_quotes_what_yaml_would_misread(data: Path) -> None:
    edit(data / "problems" / "stale-bread.yaml", 'created: "2026-01-10"', "created: 2026-01-10")
    assert main(["check"]) == 1
    assert main(["check", "--fix"]) == 0
    assert main(["check"]) == 0


def test_translate_status_exits_1_when_something_is_stale(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "accept"]) == 0
    assert main(["translate", "status"]) == 0
    edit(data / "problems" / "stale-bread.yaml", "卖不掉的面包要扔。", "卖不掉的面包要捐。")
    capsys.readouterr()
    assert main(["translate", "status"]) == 1
    assert "stale-bread impact: the source changed" in capsys.readouterr().out


def test_schema_writes_schemas_alone_where_told(data: Path) -> None:
    assert main(["schema", "out"]) == 0
    assert Path("out/problem.json").is_file()
    assert not Path(".vscode").exists()
    assert main(["schema"]) == 0
    assert Path("schema/problem.json").is_file()
    assert Path(".vscode/settings.json").is_file()


# -- help -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_are_explained(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--lang", lang]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line[:5] for line in listed] == [rule.code for rule in check.catalogue()]
    for rule in check.catalogue():
        assert main(["rules", rule.code.lower(), "--lang", lang]) == 0
        out = capsys.readouterr().out
        assert rule.why["zh" if lang == "zh" else "en"] in out
        assert all(line.isprintable() for line in out.splitlines())
        assert out.encode("utf-8")


@pytest.mark.parametrize("name", [[name] for name in COMMANDS] + [["translate", "status"], []])
def test_help_teaches_in_both_languages(name: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*name, "--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert any("\u4e00" <= c <= "\u9fff" for c in out)
    assert "KB_DATA" in out or name == ["translate"]


def actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Everything that a command line takes, that of nested commands included."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from actions(inner)


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command_and_option(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    out = capsys.readouterr().out
    for name in COMMANDS:
        assert name in out
    for action in actions(build_parser()):
        for option in action.option_strings[-1:]:  # the long one: fish is told of short ones without a hyphen
            assert option.removeprefix("--") in out
        assert all(str(value) in out for value in action.choices or ())


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_scripts_are_valid_for_their_shell(shell: str, tmp_path: Path) -> None:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed")
    file = tmp_path / "script"
    file.write_text(script(shell), "utf-8")
    run = subprocess.run([found, "-n", str(file)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


COMPLETED = pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["kb", "ch"], {"check"}),
        (["kb", "check", "--fo"], {"--format"}),
        (["kb", "check", "--format", "s"], {"sarif"}),
        (["kb", "new", "pro"], {"problem"}),
        (["kb", "rename", "stale"], {"stale-bread"}),
        (["kb", "translate", "acc"], {"accept"}),
    ],
)


@COMPLETED
def test_bash_completes(data: Path, words: list[str], expected: set[str]) -> None:
    line = " ".join(f"'{word}'" for word in words)
    run = subprocess.run(
        ["bash", "-c", f'{script("bash")}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _shtab_kb; '
         'printf "%s\\n" "${COMPREPLY[@]}"'],
        cwd=data.parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(run.stdout.split()) == expected


@COMPLETED
def test_fish_completes(data: Path, words: list[str], expected: set[str], tmp_path: Path) -> None:
    fish = shutil.which("fish")
    if fish is None:
        pytest.skip("fish is not installed")
    file = tmp_path / "kb.fish"
    file.write_text(script("fish"), "utf-8")
    asked = f"source {file}; complete -C '{' '.join(words)}'"
    run = subprocess.run([fish, "-c", asked], cwd=data.parent, capture_output=True, text=True, check=True)
    assert {line.split("\t")[0] for line in run.stdout.splitlines()} == expected


def test_it_runs_as_a_program(data: Path) -> None:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "KB_LANG": "zh"}
    run = subprocess.run(
        [sys.executable, "-m", "aigc_kb", "check"], env=env, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout) == (0, "")
    assert "个条目" in run.stderr
