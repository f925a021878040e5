"""Writes the golden pages anew: `python -m tests.golden`. Read the difference before you commit it."""

from __future__ import annotations

from tests.golden import HERE, kept, pages, written

for gone in kept() - pages().keys():
    (HERE / gone).unlink()
for path, page in pages().items():
    (HERE / path).parent.mkdir(parents=True, exist_ok=True)
    (HERE / path).write_text(written(page), encoding="utf-8", newline="\n")
print(f"{len(pages())} pages written to {HERE}")
