"""Who the engines run as. PostgreSQL refuses root, so under root everything we start becomes an ordinary user.

The clone and the data may lie beneath a folder that only root enters (/root, a `mktemp -d`). Opening other people's
folders is not ours to do; the child gets the one capability to walk through them instead, and only if it needs it.
"""

import ctypes
import errno
import fcntl
import os
import pwd
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .trouble import Trouble

ACCOUNT, LAST_RESORT = "nusacart", "nobody"
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_SECUREBITS, PR_CAP_AMBIENT = 1, 8, 28, 47
NO_SETUID_FIXUP, AMBIENT_RAISE = 4, 2
CAPABILITY_VERSION_3 = 0x20080522
CODE = Path(__file__).resolve().parents[3]
NO_OTHER_USER = (
    "PostgreSQL refuses to run as root, and root may not become anyone else here: start as an ordinary user."
)

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """A user and group for children, and the capability (or none) that lets them reach our files."""

    uid: int
    gid: int
    capability: int | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it is who we already are."""
        return self.uid == os.geteuid()

    def own(self, path: Path) -> None:
        """Hand a file or folder that we made over to this user."""
        if self.is_ours:
            return
        try:
            os.chown(path, self.uid, self.gid)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EPERM):
                raise
            raise Trouble(NO_OTHER_USER) from error

    def become(self) -> None:
        """Turn this process, between fork and exec, into that user for good."""
        if self.is_ours:
            return
        _libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        if self.capability is not None:
            # PostgreSQL looks for its files with access(2), which would otherwise forget the capability.
            _libc.prctl(PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0)
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)
        _keep_only(self.capability)


def die_with_parent(parent: int, signal: int) -> None:
    """Ask the kernel for a signal when the parent goes; after become(), which would forget it."""
    _libc.prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def identity_for(data: Path) -> Identity:
    """Who children of a data folder run as: its owner so far, or under root an account of our own."""
    if os.geteuid() != 0:
        return Identity(os.geteuid(), os.getegid())
    uid, gid = _owner_so_far(data) or _account()
    return Identity(uid, gid, _capability() if _is_shut_out(uid, gid, data) else None)


def _owner_so_far(data: Path) -> tuple[int, int] | None:
    try:
        found = (data / "postgres").stat()
    except OSError:
        return None
    return (found.st_uid, found.st_gid) if found.st_uid else None


def _account() -> tuple[int, int]:
    made = _found(ACCOUNT) or _make_account(ACCOUNT) or _found(LAST_RESORT)
    if made is None:
        raise Trouble(NO_OTHER_USER)
    return made


def _found(name: str) -> tuple[int, int] | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return entry.pw_uid, entry.pw_gid


def _make_account(name: str) -> tuple[int, int] | None:
    """One after the other: two useradds at once both see no such name, and the later one undoes the earlier."""
    turn = os.open("/etc", os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if _found(name) is None:
            _add_user(name)
        return _found(name)
    finally:
        os.close(turn)


def _add_user(name: str) -> None:
    if useradd := shutil.which("useradd", path="/usr/sbin:/sbin:" + os.environ.get("PATH", "")):
        command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", name], capture_output=True, check=False)


def _is_shut_out(uid: int, gid: int, data: Path) -> bool:
    needed = {CODE, data, Path(sys.prefix), Path(sys.base_prefix).resolve(), Path(sys.executable).resolve()}
    return not all(_may_enter(folder, uid, gid) for path in needed for folder in (path, *path.parents))


def _may_enter(folder: Path, uid: int, gid: int) -> bool:
    if not folder.exists():
        return True
    found = folder.stat()
    bit = 0o100 if found.st_uid == uid else 0o010 if found.st_gid == gid else 0o001
    return bool(found.st_mode & bit)


def _capability() -> int | None:
    status = dict(_status())
    held = int(status["CapPrm"], 16) & int(status["CapBnd"], 16)
    return next((capability for capability in (DAC_READ_SEARCH, DAC_OVERRIDE) if held >> capability & 1), None)


def _status() -> list[tuple[str, str]]:
    lines = Path("/proc/self/status").read_text().splitlines()
    return [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]


def _keep_only(capability: int | None) -> None:
    mask = 0 if capability is None else 1 << capability
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    _libc.capset(header, struct.pack("6I", mask, mask, mask, 0, 0, 0))
    if capability is not None:
        _libc.prctl(PR_CAP_AMBIENT, AMBIENT_RAISE, capability, 0, 0)
