"""Several pieces of work at the same time, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")


def cores() -> int:
    """How many processes `together` can run at the same time: 1 where it runs none but its own.

    A forked process has at once all that was loaded before. Only Linux forks safely: macOS lets a forked process crash
    in its system libraries, and Windows cannot fork.
    """
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def together(tasks: Sequence[Callable[[], T]]) -> list[T]:
    """The results of some tasks, in their order; all but the last run in processes of their own where there are cores.

    What a task changes in memory is lost. Raises what the first task that failed has raised.
    """
    if cores() == 1:
        return [task() for task in tasks]
    forks = [_fork(task) for task in tasks[:-1]]
    last = [_outcome(task) for task in tasks[-1:]]
    outcomes = [*(_answer(process, pipe) for process, pipe in forks), *last]
    for done, result in outcomes:
        if not done:
            raise result
    return [result for _, result in outcomes]


def _fork(task: Callable[[], Any]) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=lambda: there.send(_outcome(task)))
    process.start()
    there.close()
    return process, here


def _answer(process: multiprocessing.process.BaseProcess, pipe: Connection) -> tuple[bool, Any]:
    """What a process sent before it ended."""
    try:
        answer: tuple[bool, Any] = pipe.recv()
        process.join()
    except EOFError:
        process.join()
        return False, ChildProcessError(f"a process ended without an answer (exit {process.exitcode})")
    return answer


def _outcome(task: Callable[[], Any]) -> tuple[bool, Any]:
    """Whether a task succeeded, and its result or what it raised."""
    try:
        return True, task()
    except Exception as error:
        return False, error
