"""What a build is told besides the engine's own configuration: one object, handed on in the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_DATA: Final = "KB_DATA"
_EXPORTS: Final = "KB_EXPORTS"
_FRAMES: Final = "KB_FRAMES"
_DIRECTORY_URLS: Final = "KB_DIRECTORY_URLS"
_URL: Final = "KB_SITE_URL"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a site is built."""

    data: Path | None = None
    """The data directory; by default `data` beside the engine's configuration."""
    exports: bool = True
    """Whether the data files are written too."""
    frames: Path | None = None
    """A file for the frames alone, which somebody else fills; no page is written then."""
    url: str | None = None
    """Where the site is published, if not at the address in `site.yaml`."""
    offline: bool = False
    """Whether links name files, for reading from disk. `mkdocs.yml` reads it from the environment."""

    def environment(self) -> dict[str, str]:
        """The variables that `read` understands."""
        return {
            _DATA: str(self.data or ""),
            _EXPORTS: "on" if self.exports else "off",
            _FRAMES: str(self.frames or ""),
            _URL: self.url or "",
            _DIRECTORY_URLS: "false" if self.offline else "true",
        }

    @staticmethod
    def read(environment: Mapping[str, str]) -> Settings:
        """The settings that a process was given."""
        data, frames = environment.get(_DATA), environment.get(_FRAMES)
        return Settings(
            data=Path(data) if data else None,
            exports=environment.get(_EXPORTS) != "off",
            frames=Path(frames) if frames else None,
            url=environment.get(_URL) or None,
            offline=environment.get(_DIRECTORY_URLS) == "false",
        )
