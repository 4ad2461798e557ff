"""Installs what a lock file names into .venv, when that is not done yet. Needs nothing but Python's own library."""

import argparse
import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

OLDEST = (3, 11)
CLONE = Path(__file__).resolve().parents[1]
VENV = CLONE / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
LOCKS = {"base": ["base"], "dev": ["base", "dev"]}  # what each one contains


def main() -> None:
    """Make sure, and say what is being done."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("lock", choices=LOCKS)
    lock = wanted.parse_args().lock
    refuse_old_python()
    with (CLONE / "requirements" / "base.in").open() as turn:  # two starts at once: one installs, the other waits
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not is_installed(lock):
            make_venv()
            install(lock)


def refuse_old_python() -> None:
    """Not a word of what follows works before this version."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"this needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and {sys.executable} is {found}: install a newer one."
        )


def fingerprint(lock: str) -> str:
    """Changes when the lock file or Python changes."""
    text = (CLONE / "requirements" / f"{lock}.lock").read_bytes()
    return f"{lock} {sys.version.split()[0]} {hashlib.sha256(text).hexdigest()}"


def is_installed(lock: str) -> bool:
    """Whether the last finished installation held just this."""
    return STAMP.exists() and fingerprint(lock) in STAMP.read_text().splitlines() and works(PYTHON)


def make_venv() -> None:
    """A fresh .venv, unless a usable one is there."""
    if works(PYTHON, "import pip") and same_version():
        return
    say("making .venv ...")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        if "ensurepip" in made.stdout + made.stderr or "No module named venv" in made.stderr:
            stop("this Python cannot make virtual environments: install its venv module (on Debian: python3-venv)")
        stop(f"making .venv failed: {(made.stderr or made.stdout).strip().splitlines()[-1]}")


def install(lock: str) -> None:
    """Everything the lock names, each file checked against its hash."""
    say(f"installing what requirements/{lock}.lock names (once; a few minutes on a slow line) ...")
    STAMP.unlink(missing_ok=True)
    names = CLONE / "requirements" / f"{lock}.lock"
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    pip = subprocess.Popen([*command, "-r", names], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = show_progress(pip.stdout, sum("==" in line for line in names.open()))
    if pip.wait():
        print("".join(said[-12:]), file=sys.stderr)
        stop("installing failed (why stands above): mend that, or wait for the network, and start again.")
    STAMP.write_text("".join(fingerprint(held) + "\n" for held in LOCKS[lock]))
    say("installed.")


def show_progress(lines: Iterable[str], total: int) -> list[str]:
    """One line a package instead of pip's many. Returns all that pip said."""
    said, found = [], 0
    for line in lines:
        said.append(line)
        total -= line.startswith("Ignoring ")  # meant for another system or version; pip says so before all else
        if name := re.match(r"(?:Collecting|Processing) (?:\S*/)?([\w.]+(?:-[a-z][\w.]*)*)(?:==|-)([\w.]+)", line):
            found += 1
            say(f"  {found} of {total}: {name[1]} {name[2]}")
        if line.startswith("Installing"):
            say("  unpacking ...")
    return said


def works(python: Path, code: str = "") -> bool:
    """Whether that interpreter runs."""
    try:
        return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def same_version() -> bool:
    """Whether .venv was made by a Python like ours."""
    return works(PYTHON, f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})")


def say(text: str) -> None:
    """One line of progress."""
    print(f"nusacart: {text}", flush=True)


def stop(text: str) -> None:
    """End with one sentence."""
    print(f"nusacart: {text}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    os.umask(0o022)  # under root the engines' user must be able to read what is installed
    try:
        main()
    except KeyboardInterrupt:
        stop("interrupted; start again to go on.")
    except OSError as error:
        stop(f"{error.strerror}: {error.filename}.")
