"""How much memory this process has used at most."""

from __future__ import annotations

import sys


def peak_memory_mb() -> float:
    """Peak resident memory in MB; 0 where the platform does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)
