"""Work at the same time gives what work one after the other gives, and its faults come through."""

from __future__ import annotations

import os
from functools import partial

import pytest

from aigc_kb.system import processes
from aigc_kb.system.processes import cores, together

needs_cores = pytest.mark.skipif(cores() == 1, reason="one core, or a system that does not fork")


def square(n: int) -> tuple[int, int]:
    return n * n, os.getpid()


def fail(n: int) -> tuple[int, int]:
    raise ValueError(f"{n} is no good")


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert [n for n, _ in together([partial(square, n) for n in range(7)])] == [0, 1, 4, 9, 16, 25, 36]


def test_no_task_no_result() -> None:
    assert together([]) == []


@needs_cores
def test_all_but_the_last_have_a_process_of_their_own() -> None:
    where = [pid for _, pid in together([partial(square, n) for n in range(3)])]
    assert where[-1] == os.getpid()
    assert len(set(where)) == 3


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_a_task_raises_is_raised(place: int) -> None:
    tasks = [partial(fail if n == place else square, n) for n in range(3)]
    with pytest.raises(ValueError, match=f"{place} is no good"):
        together(tasks)


@needs_cores
def test_a_process_that_dies_is_no_result() -> None:
    def die() -> None:
        os._exit(3)

    with pytest.raises(ChildProcessError, match="exit 3"):
        together([die, lambda: None])


def test_one_core_does_everything_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "cores", lambda: 1)
    assert {pid for _, pid in together([partial(square, n) for n in range(3)])} == {os.getpid()}
