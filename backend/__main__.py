"""`python -m backend …` is the command line."""

import os
import sys

# Matrices here are small: a second BLAS thread only waits, and on a busy machine it triples the work of the layout.
# Read when numpy is first imported, so it is set before anything else.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from .cli import EXIT_CANCELLED, main  # noqa: E402

if __name__ == "__main__":
    exit_code = main(sys.argv[1:])
    if exit_code == EXIT_CANCELLED:  # after an interrupt within an import, Python would end by the signal instead
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(exit_code)
    sys.exit(exit_code)
