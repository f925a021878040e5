"""`run.py`, the way in without make: it says what it can do, and an old Python is told in plain words."""

from __future__ import annotations

import ast
import re
import runpy
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.conftest import ROOT

MAKE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.fixture
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "run.py"))


@pytest.fixture
def run(script: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[str]], list[list[str]]]:
    """Calls it without installing or starting anything: what it would have run."""
    done: list[list[str]] = []
    names = script["main"].__globals__
    monkeypatch.setitem(names, "ready", lambda lock: done.append([lock]))
    monkeypatch.setitem(names, "python", lambda *arguments: done.append(list(arguments)) or 0)

    def call(arguments: Sequence[str]) -> list[list[str]]:
        done.clear()
        assert script["main"](list(arguments)) == 0
        return list(done)

    return call


def test_an_old_python_can_read_it() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_in_both_languages(
    script: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert script["main"](["check"]) == 2
    said = capsys.readouterr().err
    assert "Python 3.11 or later is needed; this is 3.9." in said
    assert "需要 Python 3.11" in said


def test_the_oldest_python_is_that_of_the_package(script: dict[str, Any]) -> None:
    oldest = re.search(r'requires-python = ">=(\d+)\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert oldest
    assert script["OLDEST"] == tuple(map(int, oldest.groups()))


def test_it_does_what_make_does(run: Callable[[Sequence[str]], list[list[str]]]) -> None:
    base = ["requirements-base.lock"]
    assert run(["check"]) == [base, ["-m", "aigc_kb", "check"]]
    assert run(["site"]) == [base, ["-m", "aigc_kb", "check"], ["-m", "aigc_kb", "publish", "site"]]
    assert run(["serve"]) == [base, ["-m", "aigc_kb", "serve"]]
    assert run(["kb", "new", "term", "x"]) == [base, ["-m", "aigc_kb", "new", "term", "x"]]
    assert run(["test"]) == [["requirements.lock"], ["-m", "pytest", "-n", "auto"]]
    assert "$(BIN)/kb publish site\n" in MAKE
    assert "$(BIN)/pytest -n auto\n" in MAKE


@pytest.mark.parametrize("arguments", [[], ["build"], ["check", "x"]])
def test_anything_else_shows_what_there_is(
    script: dict[str, Any], arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert script["main"](arguments) == 2
    assert "python run.py check" in capsys.readouterr().err


def test_check_and_site_need_no_tool_of_the_developers() -> None:
    base = (ROOT / "requirements-base.lock").read_text(encoding="utf-8")
    everything = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = set(re.findall(r"^([a-z0-9-]+==\S+)", base, re.MULTILINE))
    assert pins < set(re.findall(r"^([a-z0-9-]+==\S+)", everything, re.MULTILINE)), "and of the same versions"
    assert not [pin for pin in pins if pin.startswith(("pytest", "mypy", "ruff", "playwright"))]
