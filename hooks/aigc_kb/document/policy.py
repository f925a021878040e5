"""A Content-Security-Policy for a finished page: only this site's files, and the theme's inline scripts by their hash.

The gate already keeps contributors' text free of anything active; the policy is the second lock. It stands in a meta
element, so that it holds on any host and when the page is read from disk.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

_INLINE: Final = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_HEAD: Final = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)


def with_policy(page: str) -> str:
    """The page with its policy after the charset. Raises ValueError for a page without a charset element.

    Data blocks (`type="application/json"`) and scripts with `src` need no hash: the one never runs, the other is a file.
    """
    hashes = []
    for match in _INLINE.finditer(page):
        attributes = match["attributes"].lower()
        if "src=" in attributes or "json" in attributes:
            continue
        digest = hashlib.sha256(match["body"].encode("utf-8")).digest()
        hashes.append(f"'sha256-{base64.b64encode(digest).decode('ascii')}'")
    policy = "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *dict.fromkeys(hashes))),
            "style-src 'self'",
            "img-src 'self' data:",
            # No script here connects to anything; auditors such as Lighthouse read robots.txt from within the page.
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">'
    head = _HEAD.search(page)
    if head is None:
        raise ValueError("a page without <meta charset>")
    return page[: head.end()] + meta + page[head.end() :]
