"""Walls that a process puts round itself before it reads what a stranger sent. No way leads back.

Limits on time, memory, files and their size everywhere; on Linux, Landlock besides: nothing outside one folder can be
read (but Python's own files) or written, and no connection opened. Where the kernel lacks it, the limits remain.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys

MEGABYTE = 1 << 20

# Linux's own numbers, the same on every processor.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PATH_BENEATH = 1
NO_NEW_PRIVILEGES, PARENT_DEATH_SIGNAL = 38, 1
EXECUTE, READ_FILE, READ_DIR = 1 << 0, 1 << 2, 1 << 3
# How many kinds of access each version of the interface knows: 13 in the first, one more in 2, 3 and 5.
KNOWN = {1: 13, 2: 14, 3: 15, 4: 15}
TCP = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def limit(*, seconds: int, memory_megabytes: int, file_megabytes: int) -> None:
    """From now on: so much processor time and memory, small files, few of them, and an end when our parent ends."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_megabytes * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_megabytes * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def enclose(folder: str) -> bool:
    """Shut everything but `folder`; whether the kernel could."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    files = (1 << KNOWN.get(version, 16)) - 1
    wanted = _Ruleset(files, TCP if version >= 4 else 0)
    size = ctypes.sizeof(wanted) if version >= 4 else 8
    ruleset = libc.syscall(CREATE_RULESET, ctypes.byref(wanted), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    _open(libc, ruleset, folder, files & ~EXECUTE)
    # Not sys.path: the project's own folder may hold the village's data, and what is needed of it is loaded already.
    for place in {sys.prefix, sys.base_prefix, "/usr/lib", "/lib", "/lib64"}:
        _open(libc, ruleset, place, EXECUTE | READ_FILE | READ_DIR)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = bool(libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    os.close(ruleset)
    return done


def _open(libc: ctypes.CDLL, ruleset: int, place: str, allowed: int) -> None:
    with contextlib.suppress(OSError):
        if not os.path.isdir(place):
            return
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
        rule = _PathBeneath(allowed, descriptor)
        libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(rule), 0)
        os.close(descriptor)
