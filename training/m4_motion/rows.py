"""The rows of the evaluation: each makes a motion for every held-out window, from its caption and its length alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m1_scene_parser.minilm import MiniLM
from backend.m1_scene_parser.stage import SceneParser
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.m3_assets.stage import AssetBuilder
from backend.m4_motion.body import measure
from backend.m4_motion.learned.joints import JointMotion, from_character
from backend.m4_motion.stage import MotionPlanner
from backend.protocol.errors import SceneBackendError

from .clip_store import FPS, Clip
from .windows import Texts

WINDOW = 60
"""frames: three seconds"""


@dataclass(frozen=True, kw_only=True)
class Query:
    """One held-out window: what is known to the rows is its caption and its number of frames."""

    clip: Clip
    caption: str
    first: int
    frames: int
    """of features"""

    @property
    def motion(self) -> JointMotion:
        """The real one."""
        return self.clip.motion.cut(self.first, self.first + self.frames + 1)


def queries(held_out: Sequence[Clip], rng: np.random.Generator, per_clip: int = 2) -> list[Query]:
    """Windows that do not overlap, their lengths multiples of four."""
    found = []
    for clip in held_out:
        whole = len(clip.motion.root) - 1
        frames = min(WINDOW, whole) // 4 * 4
        if frames < 16:
            continue
        for k in range(min(per_clip, whole // frames)):
            caption = clip.captions[int(rng.integers(len(clip.captions)))]
            found.append(Query(clip=clip, caption=caption, first=k * frames, frames=frames))
    return found


def retrieved(asked: Sequence[Query], train: Sequence[Clip], rng: np.random.Generator) -> list[JointMotion]:
    """The training clip whose caption is nearest (MiniLM), a window of it from a random start."""
    encoder = MiniLM.load()
    rows = [(clip, caption) for clip in train if clip.kind != "program" for caption in clip.captions]
    texts = Texts.__new__(Texts)
    texts.embeddings = {}
    texts.learn([caption for _, caption in rows] + [query.caption for query in asked], encoder)
    known = texts.sentences([caption for _, caption in rows])
    found = []
    for query in asked:
        scores = known @ texts.embeddings[query.caption]
        for index in np.argsort(-scores):
            clip = rows[int(index)][0]
            if len(clip.motion.root) > query.frames // 2:
                break
        count = min(query.frames + 1, len(clip.motion.root))
        start = int(rng.integers(len(clip.motion.root) - count + 1))
        found.append(clip.motion.cut(start, start + count))
    return found


def programmed(asked: Sequence[Query]) -> list[JointMotion]:
    """What the motion programs make of the captions; a verb that no program knows stands."""
    stages = SceneParser.load(), AssetBuilder.load(), LayoutPlanner.load(), MotionPlanner.load()
    kept: dict[str, JointMotion] = {}
    for number, query in enumerate(asked):
        if query.caption not in kept:
            kept[query.caption] = _programmed(query.caption, number, stages)
    return [kept[query.caption].cut(0, query.frames + 1) for query in asked]


def _programmed(caption: str, number: int, stages: tuple) -> JointMotion:  # type: ignore[type-arg]
    parser, assets_of, layout_of, planner = stages
    for text in (caption, f"a person {caption}", "a person stands"):
        try:
            description = parser.run(text, progress=silent)
            assets = assets_of.run(description, rng=stage_rng(number, "assets"), progress=silent)
            layout = layout_of.run(description, assets, rng=stage_rng(number, "layout"), progress=silent)
            motion = planner.run(description, assets, layout, fps=int(FPS), duration_s=None,
                                 rng=stage_rng(number, "motion"), progress=silent)  # fmt: skip
        except SceneBackendError:
            continue
        clip = next((clip for clip in motion.clips.values() if clip.joint_rotations.shape[1] > 40), None)
        if clip is not None:
            skeleton = assets.assets[clip.actor_id].skeleton
            made = from_character(measure(skeleton), clip.root_translations, clip.joint_rotations, FPS)
            acting = [first for name, first, _ in clip.segments if name != "idle"]
            return made.cut(min(acting, default=0), len(made.root))
    raise SystemExit(f"Not even standing could be made for “{caption}”.")
