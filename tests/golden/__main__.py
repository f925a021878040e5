"""Writes the golden files anew: `python -m tests.golden`. Read the difference before you commit it."""

from __future__ import annotations

from tests.golden import HERE, exports, kept, pages

made = {**pages(), **exports()}
for path in {*kept("pages"), *kept("exports")} - made.keys():
    (HERE / path).unlink()
for path, text in made.items():
    (HERE / path).parent.mkdir(parents=True, exist_ok=True)
    (HERE / path).write_text(text, encoding="utf-8", newline="\n")
print(f"{len(made)} files in {HERE}")
