"""`kb completion`: prints a script that completes `kb` in a shell; shtab makes it from the command line's parser."""

from __future__ import annotations

import argparse
from typing import Any, Final

import shtab

from aigc_kb.commands.console import CLEAN, both
from aigc_kb.commands.main import build_parser
from aigc_kb.load.store import ENTRY_FOLDERS
from aigc_kb.model.text import Lang

HELP: Final = both("输出命令补全脚本", "print a completion script for a shell")
EXAMPLES: Final = (
    'eval "$(kb completion bash)"      in ~/.bashrc; the same for zsh in ~/.zshrc',
    "kb completion fish > ~/.config/fish/completions/kb.fish",
)
SHELLS: Final = ("bash", "zsh", "fish")

# Entries are completed by the names of their files. `sh` does it alike for every shell, at the time of asking.
_LIST_IDS: Final = (
    f"""sh -c 'cd "${{KB_DATA:-data}}" && ls {" ".join(ENTRY_FOLDERS)} | sed -n "s/[.]yaml\\$//p"' 2>/dev/null"""
)
_IDS: Final = {
    "bash": "_kb_ids",
    "zsh": "_kb_ids",
    "fish": "(_kb_ids)",
    "preamble": {
        "bash": f'_kb_ids() {{ compgen -W "$({_LIST_IDS})" -- "$1"; }}',
        "zsh": f'_kb_ids() {{ compadd "$@" -- $({_LIST_IDS}); }}',
        "fish": f"function _kb_ids\n  {_LIST_IDS}\nend",
    },
}
_BY_METAVAR: Final[dict[str, Any]] = {"ID": _IDS, "FILE": shtab.FILE, "DIR": shtab.DIRECTORY}
"""What an argument is completed with, by the word that the help has for its value."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help=both("哪种 shell", "which shell"))


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    print(script(arguments.shell))
    return CLEAN


def script(shell: str) -> str:
    """The completion script for a shell."""
    parser = build_parser()
    _mark(parser)
    return shtab.complete(parser, shell)


def _mark(parser: argparse.ArgumentParser) -> None:
    """Tell shtab, by the attribute that it looks for, how the values of a parser's arguments are completed."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                _mark(inner)
        elif isinstance(action.metavar, str) and action.metavar in _BY_METAVAR:
            action.complete = _BY_METAVAR[action.metavar]  # type: ignore[attr-defined]
