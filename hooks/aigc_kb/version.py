"""The version of package and content: year, month, number in the month."""

from typing import Final

__version__: Final = "2026.11.2"
