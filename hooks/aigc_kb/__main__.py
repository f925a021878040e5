"""`python -m aigc_kb` is `kb`."""

import sys

from aigc_kb.cli import main

sys.exit(main())
