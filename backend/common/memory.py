"""How much memory this process uses, and giving it back."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from pathlib import Path


def peak_memory_mb() -> float:
    """Peak resident memory in MB; 0 where the platform does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)


def memory_mb() -> float:
    """Resident memory now in MB; the peak where the platform tells no more."""
    if sys.platform != "linux":
        return peak_memory_mb()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def release_memory() -> None:
    """Collect what is no longer used and return it to the system, which glibc does only when asked."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def available_memory_mb() -> float:
    """What other programs leave of the main memory in MB; half of it where the platform does not tell."""
    if sys.platform == "linux":
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) / 1e3
    if sys.platform == "win32":

        class _Status(ctypes.Structure):
            _fields_ = (
                ("length", ctypes.c_ulong), ("load", ctypes.c_ulong),
                *((name, ctypes.c_ulonglong) for name in ("all", "free", "paged", "b", "c", "d", "e")),
            )  # fmt: skip

        status = _Status()
        status.length = ctypes.sizeof(status)
        if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
            return float(status.free) / 1e6
        return 0.0
    return 0.5e-6 * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
