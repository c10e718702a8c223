"""How a generated clip obeys the scene: who walks to a thing by the network alone, measured where they arrive."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.common.skeleton import forward_kinematics
from backend.m1_scene_parser.minilm import MiniLM
from backend.m1_scene_parser.stage import SceneParser
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.m3_assets.stage import AssetBuilder
from backend.m4_motion.arrival import off_goal
from backend.m4_motion.body import measure
from backend.m4_motion.learned.generator import CANDIDATES, finished
from backend.m4_motion.learned.joints import JointMotion
from backend.m4_motion.learned.library import LibraryClip
from backend.m4_motion.router import Choice, MotionRouter
from backend.m4_motion.stage import MotionPlanner
from backend.protocol.scene import MotionClip, Skeleton, WalkPath

from .clip_store import FPS
from .sampling import TorchCalibrator, TorchGenerator

Array = NDArray[np.float64]
SENTENCES = ("a man walks to the tree", "a woman runs to the chair", "a boy walks slowly to the table",
             "an old man walks to the bench", "a girl jogs to the car")  # fmt: skip
_SEEDS = 4
_USUAL_S, _SEAM_S = 3.0, 0.25


class TorchRouter(MotionRouter):
    """Everything by one pair of networks that are not exported yet."""

    def __init__(self, generator: TorchGenerator, calibrator: TorchCalibrator) -> None:
        super().__init__(lambda sentences: MiniLM.load().encode(sentences), only="generator")
        self._torch, self._physics = generator, calibrator

    def choose(self, text: str, knows_program: bool, rng: np.random.Generator) -> Choice:
        return Choice(source="generator", confidence=1.0, text=text)

    def motion(self, choice: Choice, seconds: float | None, rng: np.random.Generator,
               fit: Callable[[LibraryClip, float | None], JointMotion]) -> JointMotion:  # fmt: skip
        self._torch.texts.learn([choice.text], MiniLM.load())
        frames = 4 * round((seconds or _USUAL_S) * FPS / 4)
        features = self._torch.best_of([choice.text], [frames], rng, CANDIDATES)[0]
        return self._physics.calibrated(*finished(features))


def goal_figures(generator: TorchGenerator, calibrator: TorchCalibrator) -> dict[str, float]:
    """Medians and worst of: cm and degrees off at the goal, and jerk at the seams over that of the clip."""
    stages = SceneParser.load(), AssetBuilder.load(), LayoutPlanner.load()
    planner = MotionPlanner.load(TorchRouter(generator, calibrator))
    found: dict[str, list[float]] = {"goal cm": [], "goal deg": [], "seam jerk ratio": []}
    played = 0
    for sentence in SENTENCES:
        for seed in range(_SEEDS):
            description = stages[0].run(sentence, progress=silent)
            assets = stages[1].run(description, rng=stage_rng(seed, "assets"), progress=silent)
            layout = stages[2].run(description, assets, rng=stage_rng(seed, "layout"), progress=silent)
            motion = planner.run(description, assets, layout, fps=int(FPS), duration_s=None,
                                 rng=stage_rng(seed, "motion"), progress=silent)  # fmt: skip
            clip = next(iter(motion.clips.values()))
            if not clip.source.startswith("generator") or not layout.paths:
                continue
            played += 1
            own = _off(assets.assets[clip.actor_id].skeleton, clip, layout.paths[0])
            for name, value in own.items():
                found[name].append(value)
    result = {"played": played / (len(SENTENCES) * _SEEDS)}
    for name, values in found.items():
        if values:
            result |= {f"{name} median": float(np.median(values)), f"{name} worst": float(np.max(values))}
    return result


def _off(skeleton: Skeleton, clip: MotionClip, path: WalkPath) -> dict[str, float]:
    """Of one person on one way."""
    body = measure(skeleton)
    places = forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)[0]
    spans = [(first, last) for name, first, last in clip.segments if name == path.action_id]
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    last = min(last, len(places) - 1)
    metres, degrees = off_goal(body, places[last], path)
    jerk = np.linalg.norm(np.diff(places, 3, axis=0), axis=-1).mean(axis=1)
    half = round(_SEAM_S * FPS)
    seams = np.concatenate([jerk[max(0, at - half) : at + half] for at in (first, last)])
    return {
        "goal cm": 100.0 * metres,
        "goal deg": degrees,
        "seam jerk ratio": float(seams.mean() / max(jerk[first:last].mean(), 1e-9)),
    }
