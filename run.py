"""What the Makefile does, without make, on Linux, macOS and Windows:

    python run.py check     the rules, on all data
    python run.py site      the rules, then the site into `site/`
    python run.py serve     a preview at http://localhost:8000/ that follows every saved file
    python run.py test      every test (installs the tools of the developers first)
    python run.py kb ...    any other command: python run.py kb new problem slow-start

The first call makes an environment of its own in `.venv`. Nothing but Python is needed.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 11)


def ready(lock: str) -> None:
    """Install what a lock file lists, unless that was done since it changed."""
    done = VENV / (".ready-" + lock)
    if done.exists() and done.stat().st_mtime >= (ROOT / lock).stat().st_mtime:
        return
    print("run.py: installing what {} lists into {}".format(lock, VENV), file=sys.stderr)
    if not (VENV / "pyvenv.cfg").exists():
        venv.create(VENV, with_pip=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / lock)], check=True)
    done.touch()


def python(*arguments: str) -> int:
    """Run Python in the environment, with the package on its path; the exit code."""
    path = os.pathsep.join(filter(None, [str(ROOT / "hooks"), os.environ.get("PYTHONPATH")]))
    settings = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.call([str(BIN / "python"), *arguments], cwd=ROOT, env=settings)


def kb(*arguments: str) -> int:
    """Run the command `kb`; the exit code."""
    return python("-m", "aigc_kb", *arguments)


def main(arguments: "list[str]") -> int:
    """Do one of the things above; the exit code."""
    if sys.version_info < OLDEST:
        print("Python 3.11 or later is needed; this is {}.{}.".format(*sys.version_info), file=sys.stderr)
        print("需要 Python 3.11 或更新的版本，当前是 {}.{}。".format(*sys.version_info), file=sys.stderr)
        return 2
    what, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if what not in ("check", "site", "serve", "test", "kb") or (rest and what != "kb"):
        print(__doc__, file=sys.stderr)
        return 2
    ready("requirements.lock" if what == "test" else "requirements-base.lock")
    if what == "check":
        return kb("check")
    if what == "site":
        return kb("check") or kb("publish", "site")
    if what == "serve":
        return kb("serve")
    if what == "kb":
        return kb(*rest)
    return python("-m", "pytest", "-n", "auto")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
