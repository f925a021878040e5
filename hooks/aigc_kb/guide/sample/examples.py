"""Makes the examples of rules executable: a few lines are laid over a sample, the small one unless told otherwise.

An example is one or more pieces, each headed by the file it belongs to; without a heading it is the sample's problem.

    # problems/stale-bread.yaml
    severity:
      level: 9

A piece replaces the top-level keys it shows and leaves the rest of its file alone. A heading may end with a remark:

    (like NAME)          the file starts as a copy of the small sample's NAME in the same folder, with its own id
    (deleted)            there is no such file
    (padded to N bytes)  the file is filled up with a comment

A piece without keys, or for a file that the sample does not have, is the whole file. A byte that is not UTF-8 is
written as Python writes it in a str: `\\udcff` for 0xff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from aigc_kb.guide.sample import Name, sample
from aigc_kb.system.files import Output

DEFAULT: Final = "problems/stale-bread.yaml"
_HEADING = re.compile(r"# ([\w./-]+\.(?:yaml|lock|txt))(?: \(([^)]*)\))?\n")
_KEY = re.compile(r"^([A-Za-z_][\w-]*):", re.MULTILINE)


def pieces(example: str) -> Iterator[tuple[str, str, str]]:
    """The pieces of an example, as (file, remark, text)."""
    path, remark, lines = DEFAULT, "", list[str]()
    for line in example.splitlines(keepends=True):
        if heading := _HEADING.fullmatch(line):
            if lines:
                yield path, remark, "".join(lines)
            path, remark, lines = heading[1], heading[2] or "", []
            if remark == "deleted":
                yield path, remark, ""
                path, remark = DEFAULT, ""
        else:
            lines.append(line)
    if lines or remark:
        yield path, remark, "".join(lines)


def files(example: str, base: Name = "small") -> dict[str, str]:
    """A sample's files with an example laid over them."""
    out = dict(sample(base))
    for path, remark, text in pieces(example):
        if remark == "deleted":
            del out[path]
            continue
        if remark.startswith("like "):
            folder, _, name = path.rpartition("/")
            model = remark.removeprefix("like ")
            out[path] = overlay(sample("small")[f"{folder}/{model}.yaml"], f"id: {name.removesuffix('.yaml')}\n")
        partial = path in out and path.endswith(".yaml") and (not text or _KEY.search(text) is not None)
        out[path] = overlay(out[path], text) if partial else text
        if remark.startswith("padded to "):
            out[path] += "#" * (int(remark.split()[2]) - len(out[path].encode()) - 1) + "\n"
    return out


def write(example: str, directory: Path, base: Name = "small") -> None:
    """Write the knowledge base of an example into a directory."""
    out = Output(directory)
    for path, text in files(example, base).items():
        out.write(path, text.encode("utf-8", "surrogateescape"))


def overlay(base: str, text: str) -> str:
    """A file with the top-level keys of a text put in place of its own, or added at the end."""
    blocks = _blocks(base)
    for key, block in _blocks(text):
        twice = any(k == key and b.startswith("\0") for k, b in blocks)
        marked = "\0" + block
        at = [i for i, (k, _) in enumerate(blocks) if k == key]
        if twice or not at:  # a key that the example itself writes twice stays twice
            blocks.insert(at[-1] + 1 if at else len(blocks), (key, marked))
        else:
            blocks[at[0]] = (key, marked)
    return "".join(block.removeprefix("\0") for _, block in blocks)


def _blocks(text: str) -> list[tuple[str, str]]:
    """A file cut before each top-level key; what stands before the first has an empty key."""
    out: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        key = _KEY.match(line)
        if key or not out:
            out.append((key[1] if key else "", line))
        else:
            out[-1] = (out[-1][0], out[-1][1] + line)
    return out
