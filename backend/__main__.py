"""`python -m backend …` is the command line."""

import os
import sys

from .interrupting import end_when_interrupted, heard

# Matrices here are small: a second BLAS thread only waits, and on a busy machine it triples the work of the layout.
# Read when numpy is first imported, so it is set before anything else.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

_CANCELLED = 130


def run() -> int:
    """The exit code of the command, also of one that is interrupted before it can say so itself."""
    try:
        end_when_interrupted()
        from .cli import main

        return main(sys.argv[1:])
    except KeyboardInterrupt:
        heard()
        print("sceneloom: Cancelled.", file=sys.stderr)
        return _CANCELLED


if __name__ == "__main__":
    exit_code = run()
    if exit_code == _CANCELLED:  # after an interrupt within an import, Python would end by the signal instead
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(exit_code)
    sys.exit(exit_code)
