"""What an artist gets of a motion: few keys, and joints that stay near the motion between them."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.common.curves import bake
from backend.common.fitting import evaluate
from backend.common.skeleton import forward_kinematics
from backend.common.two_bone import two_bone
from backend.m3_assets.animal.build import build_animal
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
    path = [way("m", "a", [(0.0, 0.0), (0.0, -metres)], 0.0, 0.0)] if metres else []
    motion = play([actor], {"m": at(0, 0)}, [does("a", "m", verb)], path)
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


SHARE, OFF_M, CREEP_M = 0.25, 0.005, 0.001
SCENES = [
    *((kind, verb, metres) for kind in ("dog", "cat", "horse")
      for verb, metres in (("walk", 4.0), ("trot", 6.0), ("run", 8.0))),
    ("cow", "walk", 4.0), ("cow", "run", 8.0), ("sheep", "run", 8.0), ("zebra", "trot", 6.0), ("bear", "run", 8.0),
    ("elephant", "walk", 4.0), ("elephant", "run", 8.0), ("giraffe", "walk", 4.0), ("giraffe", "run", 8.0),
    ("fox", "run", 6.0), ("lion", "walk", 4.0), ("deer", "run", 8.0), ("pig", "walk", 3.0), ("camel", "walk", 4.0),
    ("dog", "sit", 0.0), ("horse", "lie", 0.0), ("elephant", "graze", 0.0), ("giraffe", "jump", 0.0),
    ("person", "walk", 5.0), ("person", "run", 8.0), ("child", "run", 6.0), ("person", "march", 5.0),
    ("person", "skip", 5.0), ("person", "dance", 0.0), ("person", "sit", 0.0), ("person", "stretch", 0.0),
]  # fmt: skip


def actor_of(kind: str) -> Asset:
    statures = {"person": 1.7, "child": 1.1}
    return person("m", statures[kind]) if kind in statures else animal(kind)


@pytest.mark.parametrize(("kind", "verb", "metres"), SCENES, ids=[f"{kind} {verb}" for kind, verb, _ in SCENES])
def test_few_keys_and_joints_near_the_motion(kind: str, verb: str, metres: float) -> None:
    actor = actor_of(kind)
    clip, curves = baked(actor, verb, metres)
    keyed, off = keys_share(curves, len(clip.root_translations)), played(actor, clip, curves).max()
    print(f"{keyed:.3f} {off:.4f}")
    assert keyed <= SHARE
    assert off <= OFF_M


@pytest.mark.parametrize(("kind", "verb"), [("person", "walk"), ("dog", "trot"), ("elephant", "walk")])
def test_a_foot_that_stands_does_not_creep(kind: str, verb: str) -> None:
    actor = actor_of(kind)
    clip, curves = baked(actor, verb, 4.0)
    ends = {"foot": 0} if clip.foot_contacts.shape[1] == 2 else {"leg_front_cannon": 0, "leg_back_cannon": 2}
    for end, column in ends.items():
        for number, side in enumerate("LR"):
            curve = curves.controls[f"{end}.{side}"].translation
            assert curve is not None
            off = evaluate(curve, len(clip.foot_contacts)) - clip.control_tracks[f"{end}.{side}"].translations
            stands = clip.foot_contacts[:, column + number]
            assert stands.any()
            assert np.linalg.norm(off[stands], axis=1).max() <= CREEP_M
