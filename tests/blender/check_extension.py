"""The zip as an extension: it installs, can be turned off and on, and carries the backend's protocol."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import addon_utils
import bpy

PACKAGE = "bl_ext.user_default.sceneloom"


def check_protocol_comes_with_the_zip(folder: Path) -> None:
    protocol = importlib.import_module(f"{PACKAGE}._vendor.backend.protocol")
    assert "_vendor" in Path(protocol.__file__).parts
    assert "torch" not in sys.modules


def check_disable_and_enable_leaves_nothing_behind(folder: Path) -> None:
    def registered() -> set[str]:
        kinds = (bpy.types.Operator, bpy.types.Panel, bpy.types.PropertyGroup, bpy.types.AddonPreferences)
        return {
            kind.__name__ for base in kinds for kind in base.__subclasses__() if kind.__module__.startswith(PACKAGE)
        }

    before = registered()
    addon_utils.disable(PACKAGE)
    left = [name for name in dir(bpy.types) if name.upper().startswith("SCENELOOM_")]
    assert not left, left
    assert addon_utils.enable(PACKAGE) is not None
    assert registered() >= before
