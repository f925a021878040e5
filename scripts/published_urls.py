"""Adds the addresses of a built site to `data/urls.lock`, the list of what must never vanish; `make urls` runs it.

    .venv/bin/python scripts/published_urls.py site data/urls.lock

Exit code 1 if an address of the list is gone: give it a ` -> new address` first.
"""

from __future__ import annotations

import sys
from pathlib import Path

from aigc_kb.site import redirects


def main(site: Path, lock: Path) -> int:
    """Write the list anew, and return the exit code."""
    current = lock.read_text(encoding="utf-8") if lock.exists() else ""
    found = redirects.published(site)
    if gone := sorted(set(redirects.listed(current)) - found):
        print("\n".join(f"{lock}: {address} is gone" for address in gone), file=sys.stderr)
        return 1
    text = redirects.merged(current, found)
    lock.write_text(text, encoding="utf-8", newline="\n")
    print(f"{lock}: {len(redirects.listed(text))} addresses, {len(found - set(redirects.listed(current)))} of them new")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
