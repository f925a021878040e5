"""Shared fixtures: the data, and the site built once per run whatever the number of test processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import hypothesis
import pytest

from aigc_kb import KnowledgeBase, load
from aigc_kb.load.store import Store, load_store
from aigc_kb.model.kinds import BY_FOLDER
from aigc_kb.system.garbage import spare

# On CI the same examples every time: a merge does not fail by luck. Elsewhere new ones are tried at each run. No
# deadline for a single example: a busy machine is no fault of the code.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

T = TypeVar("T")

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("KB_DATA") or ROOT / "data")


def kept(value: T) -> T:
    """What lives as long as the tests do: the collector need not look through it again and again."""
    spare()
    return value


@pytest.fixture(scope="session")
def store() -> Store:
    return kept(load_store(DATA))


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return kept(load(DATA))


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], None]], Path]:
    """Make something in a folder once, even when several test processes ask for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def make(name: str, build: Callable[[Path], None]) -> Path:
        folder, lock, done = shared / name, shared / f"{name}.lock", shared / f"{name}.done"
        try:
            lock.touch(exist_ok=False)
        except FileExistsError:
            import time

            for _ in range(1800):
                if done.exists():
                    break
                time.sleep(0.1)
            assert done.exists(), f"{name} was not made in time"
        else:
            build(folder)
            done.touch()
        return folder

    return make


def build_site(target: Path, *, engine: str = "mkdocs", directory_urls: bool = True) -> None:
    """Build the site strictly with an engine, in a process of its own as a user would."""
    env = os.environ | {
        "KB_DIRECTORY_URLS": "true" if directory_urls else "false",
        "KB_DATA": str(DATA),
        "NO_MKDOCS_2_WARNING": "1",
    }
    command = [sys.executable, "-m", engine, "build", "--strict", "--quiet", "--site-dir", str(target)]
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    noise = [line for line in run.stderr.splitlines() if "WARNING" in line or "ERROR" in line]
    assert not noise, "\n".join(noise)


@pytest.fixture(scope="session")
def site(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The site as published."""
    return once("site", build_site)


@pytest.fixture(scope="session")
def offline(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The site for reading from disk."""
    return once("offline", lambda target: build_site(target, directory_urls=False))


@pytest.fixture(scope="session")
def properdocs_site(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The site as ProperDocs builds it."""
    return once("properdocs", lambda target: build_site(target, engine="properdocs"))


def changed(kb: KnowledgeBase, **folders: Mapping[str, Any]) -> KnowledgeBase:
    """The same knowledge base with all entries of some folders replaced: `changed(kb, problems={…})`."""
    return replace(kb, by_class={**kb.by_class, **{BY_FOLDER[name].cls: values for name, values in folders.items()}})
