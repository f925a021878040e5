"""The version of the package. That of the content is data: the newest one in `versions.yaml`."""

from typing import Final

__version__: Final = "2026.11.2"
