"""What an artist gets of a motion: few keys, and joints that stay near the motion between them."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.common.curves import bake
from backend.common.fitting import evaluate
from backend.common.skeleton import forward_kinematics
from backend.m3_assets.animal.build import build_animal
from backend.m4_motion.limbs import two_bone
from backend.protocol.scene import (
    ActorCurves,
    Animation,
    Asset,
    AssetSet,
    Entity,
    MotionClip,
    SceneLayout,
    Simulation,
    World,
)

from .scenes import at, does, person, play, way

LEGS = {
    "foot": ("thigh", "shin", "knee", "foot"),
    "leg_front_cannon": ("leg_front_upper", "leg_front_lower", "leg_front", "leg_front_foot"),
    "leg_back_cannon": ("leg_back_upper", "leg_back_lower", "leg_back", "leg_back_foot"),
}
"""as the rig has them: upper and lower bone, pole, joint at which the control stands"""


def animal(kind: str) -> Asset:
    return build_animal(Entity(id="m", lemma=kind, category=kind), np.random.default_rng(4))


def baked(actor: Asset, verb: str, metres: float) -> tuple[MotionClip, ActorCurves]:
    path = way("m", "a", [(0.0, 0.0), (0.0, -metres)], 0.0, 0.0)
    motion = play([actor], {"m": at(0, 0)}, [does("a", "m", verb)], [path])
    layout = SceneLayout(
        bounds=np.zeros((2, 3), np.float32), placements={}, cameras=(), lights=(), paths=(),
        world=World(kind="color", colors=np.ones((1, 3), np.float32), stops=np.zeros(1, np.float32)),
    )  # fmt: skip
    simulation = Simulation(timeline=motion.timeline, object_tracks={}, clips=motion.clips)
    animation: Animation = bake(AssetSet(assets={"m": actor}), layout, simulation)
    return motion.clips["m"], animation.actors["m"]


def keys_share(curves: ActorCurves, frames: int) -> float:
    """Mean share of frames keyed, over all that moves."""
    placed = [c for pair in (curves.root, *curves.controls.values()) for c in (pair.translation, pair.rotation)]
    numbers = [len(c.frames) for c in (*placed, *curves.joints.values()) if c is not None and len(c.frames) > 1]
    return float(np.mean(numbers)) / frames


def played(actor: Asset, clip: MotionClip, curves: ActorCurves) -> np.ndarray:
    """(T, J) m between the joints of the rig, legs led by their controls, and those of the clip."""
    skeleton = actor.skeleton
    assert skeleton is not None
    names = list(skeleton.joint_names)
    frames = len(clip.root_translations)
    rotations = clip.joint_rotations.astype(np.float64)
    for name, curve in curves.joints.items():
        rotations[:, names.index(name)] = quat.normalize(evaluate(curve, frames))
    assert curves.root.rotation is not None
    assert curves.root.translation is not None
    rotations[:, 0] = quat.normalize(evaluate(curves.root.rotation, frames))
    heads, turns = forward_kinematics(skeleton, evaluate(curves.root.translation, frames), rotations)
    for end, (upper, lower, pole, stand) in LEGS.items():
        for side in "LR":
            if f"{end}.{side}" not in names:
                continue
            top, middle, tip, sole = (names.index(f"{joint}.{side}") for joint in (upper, lower, end, stand))
            control = curves.controls[f"{end}.{side}"]
            pole_track = curves.controls[f"{pole}.{side}"].translation
            assert control.translation is not None
            assert control.rotation is not None
            assert pole_track is not None
            goal, turn = evaluate(control.translation, frames), quat.normalize(evaluate(control.rotation, frames))
            if sole != tip:
                goal = goal - quat.mul_vec(turn, skeleton.rest_translations[sole])
            lengths = [float(np.linalg.norm(skeleton.rest_translations[joint])) for joint in (middle, tip)]
            toward = evaluate(pole_track, frames) - heads[:, top]
            heads[:, middle], heads[:, tip], _ = two_bone(heads[:, top], goal, *lengths, toward)
            turns[:, tip] = turn
            for joint in range(tip + 1, len(names)):  # what hangs on the end of the leg
                above = int(skeleton.parents[joint])
                if above == tip:
                    heads[:, joint] = heads[:, above] + quat.mul_vec(turn, skeleton.rest_translations[joint])
    exact, _ = forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)
    return np.asarray(np.linalg.norm(heads - exact, axis=-1))


@pytest.mark.parametrize(
    ("actor", "verb", "metres", "share", "off_m"),
    [
        (person("m"), "walk", 5.0, 0.23, 0.0055),
        (person("m"), "run", 8.0, 0.23, 0.005),
        (person("m", 1.1), "run", 6.0, 0.25, 0.005),
        (animal("dog"), "run", 6.0, 0.28, 0.010),  # the elbow of a straight foreleg goes 20 times as far as its paw
        (animal("cat"), "walk", 3.0, 0.28, 0.006),
    ],
    ids=["walk", "run", "child", "dog", "cat"],
)
def test_few_keys_and_joints_near_the_motion(
    actor: Asset, verb: str, metres: float, share: float, off_m: float
) -> None:
    clip, curves = baked(actor, verb, metres)
    keyed, off = keys_share(curves, len(clip.root_translations)), played(actor, clip, curves).max()
    print(f"{keyed:.3f} {off:.4f}")
    assert keyed <= share
    assert off <= off_m
