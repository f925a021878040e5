"""Ids that a command may give."""

from __future__ import annotations

import re

from aigc_kb.model.fields import DEVICE_NAMES, ID_PATTERN
from aigc_kb.model.finding import RefusedError


def refuse_unusable(key: str) -> None:
    """Raises RefusedError for what cannot be the id of a new entry or term, in this or any knowledge base."""
    if not re.fullmatch(ID_PATTERN, key):
        raise RefusedError(
            f"“{key}”不能作 id：只用小写英文字母、数字和连字符，以字母开头",
            f"`{key}` cannot be an id: use lower-case letters, digits and hyphens, and start with a letter",
        )
    if key in DEVICE_NAMES:
        raise RefusedError(
            f"“{key}”是 Windows 的设备名，不能作 id", f"`{key}` is the name of a device in Windows and cannot be an id"
        )
