"""The recurring reports: what is due for review, and one issue that is opened, refreshed and closed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest
from scripts.reviews_due import due, main, report

from aigc_kb import load
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "minimal" / "data"  # both entries are to be reviewed by 2027-05-24


@pytest.mark.parametrize(("today", "count"), [("2027-04-23", 0), ("2027-04-24", 2), ("2028-01-01", 2)])
def test_a_review_is_announced_thirty_days_ahead(today: str, count: int) -> None:
    listed = due(load(EXAMPLE), dt.date.fromisoformat(today) + dt.timedelta(days=30))
    assert len(listed) == count


def test_the_report_names_day_entry_and_file() -> None:
    text = report(load(EXAMPLE), dt.date(2027, 6, 1))
    assert "| 2027-05-24 | `close-passes` | `data/problems/close-passes.yaml` |" in text
    assert "2 of them overdue" in text


@pytest.mark.parametrize(("today", "code"), [("2027-01-01", 0), ("2027-06-01", 1)])
def test_the_exit_code_says_whether_an_issue_is_needed(tmp_path: Path, today: str, code: int) -> None:
    file = tmp_path / "report.md"
    assert main([str(EXAMPLE), "--today", today, "--report", str(file)]) == code
    assert file.read_text(encoding="utf-8").strip()


def test_data_with_faults_are_not_reported_on(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 2


@pytest.mark.parametrize(
    ("open_issue", "wanted", "calls"),
    [
        ("", "open", ["issue list", "label create", "issue create"]),
        ("7", "open", ["issue list", "label create", "issue edit"]),
        ("7", "close", ["issue list", "issue close"]),
        ("", "close", ["issue list"]),
    ],
)
def test_there_is_one_issue_at_most(tmp_path: Path, open_issue: str, wanted: str, calls: list[str]) -> None:
    done, made = one_issue(tmp_path, open_issue, wanted, "报告" * 30_000)
    assert done.returncode == 0, done.stderr
    assert made == calls


def test_an_unknown_wish_is_refused(tmp_path: Path) -> None:
    done, _ = one_issue(tmp_path, "", "delete", "report")
    assert done.returncode == 2


def one_issue(
    tmp_path: Path, open_issue: str, wanted: str, text: str
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run the script with a `gh` that only writes down what it is asked."""
    log, gh, body = tmp_path / "log", tmp_path / "gh", tmp_path / "body.md"
    gh.write_text(f'#!/bin/sh\necho "$1 $2" >> "{log}"\n[ "$2" != list ] || echo "{open_issue}"\n', encoding="utf-8")
    gh.chmod(0o755)
    body.write_text(text, encoding="utf-8")
    command = [str(ROOT / "scripts" / "one_issue.sh"), "label", "title", str(body), wanted]
    env = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return done, log.read_text(encoding="utf-8").splitlines()
