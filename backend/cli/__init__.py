"""The command line: `sceneloom COMMAND …`.

Exit codes: 0 done (unmet wishes are warnings), 2 the request is wrong, 1 a stage failed, 130 cancelled.
Each command lives in its own module and is imported when it is asked for.
"""

from __future__ import annotations

import importlib
import sys

from .. import __version__
from ..interrupting import heard
from ..protocol.errors import InvalidRequestError, JobCancelled, SceneBackendError

COMMANDS = {
    "generate": "turn a prompt into an animated Blender scene",
    "parse": "what the prompt says, as JSON",
    "layout": "where everything goes, as JSON",
    "simulate": "where everything is at every frame, as JSON",
    "asset": "one asset as .blend, .glb or .obj; --list shows what there is",
    "motion": "one motion as .bvh",
    "models": "weights of pretrained models: list, download, verify, remove, pack",
    "postprocess": "rendered frames through a look, as a video or pictures",
    "enhance": "rendered frames, repainted by a diffusion model that their passes hold",
    "serve": "the process that the add-on starts",
    "doctor": "what works here, what is missing, how to get it",
    "bench": "measure this machine and the prompt checklist",
}

EXIT_DONE, EXIT_FAILED, EXIT_WRONG_REQUEST, EXIT_CANCELLED = 0, 1, 2, 130


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print("usage: sceneloom COMMAND …\n")
        print("\n".join(f"  {name:<13}{text}" for name, text in COMMANDS.items()))
        return EXIT_DONE if arguments else EXIT_WRONG_REQUEST
    if arguments[0] == "--version":
        print(f"sceneloom {__version__}")
        return EXIT_DONE
    try:
        if arguments[0] not in COMMANDS:
            raise InvalidRequestError(f"There is no command {arguments[0]!r}.", hint="See sceneloom --help.")
        command = importlib.import_module(f"{__name__}.{arguments[0]}")
        return int(command.run(arguments[1:]))
    except SceneBackendError as error:
        return report_error(error)
    except KeyboardInterrupt:
        heard()
        return report_error(JobCancelled())
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return EXIT_DONE


def report_error(error: SceneBackendError) -> int:
    """One clear sentence on standard error; returns the exit code that goes with it."""
    print(f"sceneloom: {error}", file=sys.stderr)
    return exit_code(error)


def exit_code(error: SceneBackendError) -> int:
    """The exit code of an error."""
    if isinstance(error, InvalidRequestError):
        return EXIT_WRONG_REQUEST
    return EXIT_CANCELLED if isinstance(error, JobCancelled) else EXIT_FAILED
