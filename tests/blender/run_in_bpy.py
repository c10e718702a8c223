"""Runs inside Blender: installs the built zip, then every `check_*` function of the `check_*.py` files beside it.

`python run_in_bpy.py ZIP FOLDER`, or `blender -b --python-exit-code 1 --python run_in_bpy.py -- ZIP FOLDER`.
A file's `VERSIONS` names the Blenders that its checks are for; without it they are for all.
A check takes one argument, an empty folder; it starts in the factory scene with the add-on enabled; to leave
itself out it raises `unittest.SkipTest`. Outcomes go to FOLDER/outcomes.jsonl, line by line, so that a crash of
Blender is seen at the check that caused it. `tests/test_in_blender.py` turns them into tests.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
import traceback
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path

ARGUMENTS = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
ZIP, FOLDER = Path(ARGUMENTS[0]), Path(ARGUMENTS[1])
ONLY = set(ARGUMENTS[2:])  # names of single checks; none means all

import bpy


def checks() -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Every check by its name, `file::function`, in the order of the files and of the lines in them."""
    sys.path.insert(0, str(Path(__file__).parent))
    for file in sorted(Path(__file__).parent.glob("check_*.py")):
        specification = importlib.util.spec_from_file_location(file.stem, file)
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        if bpy.app.version_string[:3] not in getattr(module, "VERSIONS", bpy.app.version_string[:3]):
            continue
        for name, value in list(vars(module).items()):
            if name.startswith("check_") and callable(value):
                yield f"{file.stem}::{name}", value


def outcome_of(check: Callable[[Path], None], folder: Path) -> dict[str, object]:
    folder.mkdir(parents=True)
    started = time.monotonic()
    try:
        bpy.ops.wm.read_homefile(use_factory_startup=True)
        check(folder)
        outcome, text = "passed", ""
    except unittest.SkipTest as reason:
        outcome, text = "skipped", str(reason)
    except BaseException:
        outcome, text = "failed", traceback.format_exc()
    return {"outcome": outcome, "text": text, "seconds": round(time.monotonic() - started, 2)}


def main() -> None:
    with (FOLDER / "outcomes.jsonl").open("w", encoding="utf-8") as outcomes:

        def note(**line: object) -> None:
            outcomes.write(json.dumps(line) + "\n")
            outcomes.flush()

        note(check="install", outcome="started")
        bpy.ops.extensions.package_install_files(filepath=str(ZIP), repo="user_default", enable_on_install=True)
        enabled = "bl_ext.user_default.sceneloom" in bpy.context.preferences.addons
        note(check="install", outcome="passed" if enabled else "failed", text="the add-on is not enabled")
        for name, check in checks():
            if ONLY and name not in ONLY:
                continue
            note(check=name, outcome="started")
            note(check=name, **outcome_of(check, FOLDER / name.replace("::", "-")))


try:
    main()
    status = 0
except BaseException:
    traceback.print_exc()
    status = 1
# A timer that is still registered crashes or hangs Blender on its way out, so there is no way out.
sys.stdout.flush()
sys.stderr.flush()
os._exit(status)
