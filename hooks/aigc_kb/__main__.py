"""`python -m aigc_kb` is `kb`."""

from aigc_kb.commands.main import run

run()
