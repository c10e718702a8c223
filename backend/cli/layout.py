"""`sceneloom layout PROMPT`: the scene layout as JSON."""

from __future__ import annotations

from collections.abc import Callable

from ..common.progress import silent
from ..common.seeding import stage_rng
from ..m1_scene_parser.stage import SceneParser
from ..m2_layout_planner.stage import LayoutPlanner
from ..m3_assets.stage import AssetBuilder
from ..protocol.messages import GenerateRequest
from ..protocol.scene import SceneLayout
from .inspection import inspect


def run(arguments: list[str]) -> int:
    return inspect("layout", arguments, _load, seeded=True)


def _load() -> Callable[[GenerateRequest], SceneLayout]:
    parser, builder, planner = SceneParser.load(), AssetBuilder.load(), LayoutPlanner.load()

    def plan(request: GenerateRequest) -> SceneLayout:
        description = parser.run(request.prompt, progress=silent)
        assets = builder.run(description, rng=stage_rng(request.seed, "assets"), progress=silent)
        return planner.run(description, assets, rng=stage_rng(request.seed, "layout"), progress=silent)

    return plan
