"""Shell completion for bash, zsh and fish, made from the command line's own parser.

The scripts complete commands, options, closed choices, and ids: the names of the files in the data directory.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SHELLS: Final = ("bash", "zsh", "fish")
IDS: Final = "ID"
"""Positional arguments with this name are completed with the ids of entries."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    help: str
    options: tuple[tuple[str, tuple[str, ...]], ...]
    """Option string and the values it takes, if they are a closed list."""
    choices: tuple[str, ...]
    takes_ids: bool


def commands(parser: argparse.ArgumentParser) -> Iterator[Command]:
    """Every command of a parser; of nested commands the names are choices."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, sub in action.choices.items():
                yield _command(name, helps.get(name, ""), sub)


def _command(name: str, words: str, parser: argparse.ArgumentParser) -> Command:
    options: list[tuple[str, tuple[str, ...]]] = []
    choices: list[str] = []
    takes_ids = False
    for action in parser._actions:
        values = tuple(str(choice) for choice in action.choices or ())
        if isinstance(action, argparse._SubParsersAction):
            choices += values
            takes_ids |= any(_command(inner, "", sub).takes_ids for inner, sub in action.choices.items())
        elif action.option_strings:
            options.append((action.option_strings[-1], values))
        else:
            choices += values
            takes_ids |= str(action.metavar or "").startswith(IDS)
    return Command(name, words, tuple(options), tuple(choices), takes_ids)


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The completion script for a shell."""
    known = list(commands(parser))
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](known)


_FOLDERS: Final = "problems mitigations cases paths"


def _bash(known: list[Command]) -> str:
    cases = "\n".join(
        f'    {c.name}) words="{" ".join([*(o for o, _ in c.options), *c.choices])}"{"; ids=1" if c.takes_ids else ""} ;;'
        for c in known
    )
    values = "\n".join(
        f'    {option}) COMPREPLY=($(compgen -W "{" ".join(choices)}" -- "$cur")); return ;;'
        for option, choices in sorted({(o, v) for c in known for o, v in c.options if v})
    )
    return f"""\
# kb: completion for bash. Use: source <(kb completion bash)
_kb() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}" words="" ids="" f file
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{" ".join(c.name for c in known)}" -- "$cur"))
    return
  fi
  case "$prev" in
    --data) COMPREPLY=($(compgen -d -- "$cur")); return ;;
{values}
  esac
  case "${{COMP_WORDS[1]}}" in
{cases}
  esac
  if [ -n "$ids" ]; then
    for f in {_FOLDERS}; do
      for file in "${{KB_DATA:-data}}/$f"/*.yaml; do
        [ -e "$file" ] && {{ file="${{file##*/}}"; words="$words ${{file%.yaml}}"; }}
      done
    done
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur") $(compgen -f -- "$cur"))
}}
complete -F _kb kb
"""


def _zsh(known: list[Command]) -> str:
    described = "\n".join(f"    {_quote(f'{c.name}:{c.help}')}" for c in known)
    cases = "\n".join(
        f"    {c.name}) words=({' '.join(_quote(w) for w in [*(o for o, _ in c.options), *c.choices])})"
        f"{' ids=1' if c.takes_ids else ''} ;;"
        for c in known
    )
    values = "\n".join(
        f"    {option}) compadd -- {' '.join(choices)}; return ;;"
        for option, choices in sorted({(o, v) for c in known for o, v in c.options if v})
    )
    return f"""\
#compdef kb
# kb: completion for zsh. Use: source <(kb completion zsh)
_kb() {{
  local -a commands words_
  local ids="" f
  commands=(
{described}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case "${{words[CURRENT-1]}}" in
    --data) _files -/; return ;;
{values}
  esac
  case "${{words[2]}}" in
{cases.replace(" words=(", " words_=(")}
  esac
  if [[ -n "$ids" ]]; then
    for f in {_FOLDERS}; do words_+=("${{KB_DATA:-data}}"/$f/*.yaml(N:t:r)); done
  fi
  compadd -- $words_
  _files
}}
compdef _kb kb
"""


def _fish(known: list[Command]) -> str:
    lines = ["# kb: completion for fish. Use: kb completion fish | source", "complete -c kb -f"]
    for c in known:
        lines.append(f"complete -c kb -n __fish_use_subcommand -a {c.name} -d {_quote(c.help)}")
        seen = f"'__fish_seen_subcommand_from {c.name}'"
        for option, values in c.options:
            takes = f" -x -a '{' '.join(values)}'" if values else ""
            flag = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
            lines.append(f"complete -c kb -n {seen} {flag}{takes}")
        if c.choices:
            lines.append(f"complete -c kb -n {seen} -a '{' '.join(c.choices)}'")
        if c.takes_ids:
            lines.append(f"complete -c kb -n {seen} -a '(__kb_ids)'")
    ids = f"""\
function __kb_ids
  set -l data data
  set -q KB_DATA; and set data $KB_DATA
  for folder in {_FOLDERS}
    for file in $data/$folder/*.yaml
      string replace -r '.*/(.*)\\.yaml$' '$1' $file
    end
  end
end
"""
    return ids + "\n".join(lines) + "\n"


def _quote(words: str) -> str:
    return "'" + words.replace("'", "'\\''") + "'"
