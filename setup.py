"""What pyproject.toml cannot say: an installed package holds the files of the frame that stand beside it in the
repository. See `aigc_kb.system.shipped`."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = ("overrides", "docs/assets", "mkdocs.yml")


class BuildPy(build_py):  # type: ignore[misc]
    """Copies the frame into the package, but not for an editable install, which leaves everything in its place."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "aigc_kb" / "shipped"
        shutil.rmtree(target, ignore_errors=True)
        for name in SHIPPED:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            if Path(name).is_dir():
                shutil.copytree(name, target / name)
            else:
                shutil.copy(name, target / name)


setup(cmdclass={"build_py": BuildPy})
