"""`python -m aigc_kb` is `kb`."""

from aigc_kb.cli import run

run()
