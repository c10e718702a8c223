"""The rows of the evaluation: each makes a motion for every held-out window, from its caption and its length alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m1_scene_parser.minilm import MiniLM
from backend.m1_scene_parser.stage import SceneParser
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.m3_assets.stage import AssetBuilder
from backend.m4_motion.body import measure
from backend.m4_motion.learned.features import WIDTH, from_motion, standing_feet, to_motion
from backend.m4_motion.learned.joints import JointMotion, from_character
from backend.m4_motion.learned.physics_state import physics_state
from backend.m4_motion.learned.projection import project
from backend.m4_motion.learned.sampler import sample
from backend.m4_motion.model import PhysicsSSM, TextToMotionSSM
from backend.m4_motion.stage import MotionPlanner
from backend.protocol.errors import SceneBackendError

from .clip_store import FPS, Clip
from .train_physics_ssm import Scale
from .windows import Normalisation, Texts

WINDOW = 60
"""frames: three seconds"""
STEPS, GUIDANCE = 10, 2.0


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


class TorchGenerator:
    """TextToMotionSSM on many captions at once, as it is sampled at run time."""

    def __init__(self, model: TextToMotionSSM, texts: Texts, scale: Normalisation, regression: bool = False) -> None:
        self.model, self.texts, self.scale, self.regression = model.eval(), texts, scale, regression

    @torch.no_grad()
    def features(self, asked: Sequence[Query], rng: np.random.Generator) -> list[np.ndarray]:
        """(frames, 251) per query, not normalised any more."""
        captions = [query.caption for query in asked]
        count, frames = len(asked), max(query.frames for query in asked)
        mask = np.zeros((count, frames), np.float32)
        for row, query in zip(mask, asked, strict=True):
            row[: query.frames] = 1.0
        ids, sentences = self.texts.ids(captions), self.texts.sentences(captions)
        spoken = self.model.text(torch.tensor(ids), torch.tensor(sentences))
        silent_text = self.model.text(torch.zeros_like(torch.tensor(ids)), torch.tensor(sentences))
        valid = torch.tensor(mask)
        noise = rng.standard_normal((count, frames, WIDTH)).astype(np.float32)

        def denoise(x: np.ndarray, time: int) -> np.ndarray:
            times, values = torch.full((count,), time), torch.tensor(x)
            with_text = self.model.denoise(values, times, *spoken, valid)
            if self.regression:
                return with_text.numpy()
            without = self.model.denoise(values, times, *silent_text, valid)
            return (without + GUIDANCE * (with_text - without)).numpy()

        made = denoise(np.zeros_like(noise), 999) if self.regression else sample(denoise, noise, STEPS)
        return [row[: query.frames] * self.scale.std + self.scale.mean for row, query in zip(made, asked, strict=True)]


class TorchCalibrator:
    """PhysicsSSM as it runs, with its gate as it is or fixed, with or without its state."""

    def __init__(self, model: PhysicsSSM, scale: Scale) -> None:
        self.model, self.scale = model.eval(), scale

    @torch.no_grad()
    def restored(self, motion: JointMotion, *, gate: float | None = None, with_state: bool = True) -> np.ndarray:
        """Features (T - 1, 251)."""
        state = np.clip(self.scale.state.normalised(physics_state(motion)[:-1]), -6.0, 6.0)
        if not with_state:
            state = np.zeros_like(state)
        inputs = [self.scale.motion.normalised(from_motion(m)) for m in (motion, project(motion))]
        tensors = [torch.tensor(value[None]) for value in (*inputs, state)]
        made = self.model(*tensors, torch.ones_like(tensors[0][..., 0]), gate)[0][0].numpy()
        return np.asarray(made * self.scale.motion.std + self.scale.motion.mean)

    def calibrated(self, motion: JointMotion, standing: np.ndarray | None = None) -> JointMotion:
        """As `learned.calibrator` does it."""
        features = self.restored(motion)
        on_floor = standing_feet(features) if standing is None else standing[: len(features)]
        return project(to_motion(features), standing=on_floor)


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
