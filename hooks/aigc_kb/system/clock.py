"""What day it is: today, or the day that `SOURCE_DATE_EPOCH` fixes, so that a run can be repeated."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The current day in UTC, or the one of `SOURCE_DATE_EPOCH` (seconds since 1970)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)).date()
