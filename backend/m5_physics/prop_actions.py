"""What things do by themselves: roll, fall, topple, drop, slide, bounce, swing."""

from __future__ import annotations

from ..protocol.scene import AssetSet, MotionSet, SceneDescription, SceneLayout
from .events import EventScript
from .runner import Runner


def plan_prop_actions(
    description: SceneDescription,
    assets: AssetSet,
    layout: SceneLayout,
    motion: MotionSet,
    runner: Runner,
    script: EventScript,
) -> None:
    """Write the actions of things into the script, each at its own time."""
