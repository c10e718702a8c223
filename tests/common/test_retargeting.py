"""Motion carried onto rigs of other programs, judged by forward kinematics of our own."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.common import quat
from backend.common.retargeting import map_body, posed_frames, retarget
from backend.common.retargeting.frames import rest_frames
from backend.common.skeleton import forward_kinematics, humanoid_skeleton
from backend.protocol.errors import InvalidRequestError
from backend.protocol.messages import Grip
from backend.protocol.scene import MotionClip, Skeleton
from tests.m4_motion.scenes import at, chair, does, person, play, way

from .rigs import ARMS_OUT, NAMINGS, SHARED, makehuman_rig, rest_toe, rig

OWN = humanoid_skeleton(1.70)
FPS = 24
CURVED = [(0.0, 4.0), (0.0, 2.0), (1.0, 0.0), (1.5, -2.0)]


@lru_cache(maxsize=8)
def clip_of(verb: str) -> MotionClip:
    """10 s of a program's motion."""
    if verb == "sit":
        motion = play(
            [person("m"), chair("c")],
            {"m": at(0, 2), "c": at(0, 0, heading=np.pi)},
            [does("a", "m", "sit", "c")],
            [way("m", "a", [(0, 2), (0, 0.6)], 0.0, np.pi)],
            duration_s=10.0,
        )
    else:
        paths = [way("m", "a", CURVED, 0.0, 0.4)] if verb in ("walk", "run") else []
        motion = play([person("m")], {"m": at(0, 4)}, [does("a", "m", verb)], paths, duration_s=10.0)
    return motion.clips["m"]


def played(clip: MotionClip, skeleton: Skeleton = OWN) -> tuple[np.ndarray, np.ndarray]:
    return forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)


def moved(clip: MotionClip, target: Skeleton, **more: object) -> tuple[np.ndarray, np.ndarray]:
    """World heads (T, J, 3) and rotations (T, J, 4) of the target."""
    out = retarget(OWN, clip.root_translations, clip.joint_rotations, target, fps=FPS, **more)  # type: ignore[arg-type]
    return posed_frames(target, out.parts.hips, out.places.astype(float), out.joint_rotations.astype(float))


def pairs(naming: str, target: Skeleton) -> dict[str, int]:
    """Our joint to the target's."""
    own = {name: joint for joint, name in NAMINGS[naming].items()}
    return {own[name]: index for index, name in enumerate(target.joint_names) if name in own}


def off_m(naming: str, target: Skeleton, heads: np.ndarray, wanted: np.ndarray) -> dict[str, float]:
    return {
        name: float(np.linalg.norm(heads[:, joint] - wanted[:, OWN.joint_names.index(name)], axis=1).max())
        for name, joint in pairs(naming, target).items()
    }


def skate_ratio(toe: np.ndarray, rest_m: float, size: float) -> float:
    """Share of frames in which a toe lower than 5 cm moves faster than 0.2 m/s, for a body whose ways and lifts are
    `size` of ours and whose toes rest at `rest_m`. Feet keep their size, so what is low does not grow with the legs."""
    speed = np.linalg.norm(np.diff(toe[:, :2], axis=0), axis=-1) * FPS
    low = np.maximum(toe[1:, 2], toe[:-1, 2]) - rest_m < (0.05 - rest_toe(OWN)) * min(size, 1.0)
    return float(np.mean((speed > 0.2 * size) & low))


def lowest_sole_m(naming: str, target: Skeleton, heads: np.ndarray, rotations: np.ndarray) -> float:
    """How low heel, ball or tip of a foot get; points under the rest pose, carried by foot and toe."""
    rest_heads, rest = rest_frames(target)
    joints = pairs(naming, target)
    lowest = np.inf
    for side in (".L", ".R"):
        foot, toe = joints["foot" + side], joints["toe" + side]
        forward = (rest_heads[toe] - rest_heads[foot]) * [1, 1, 0]
        for joint, base, along in ((foot, foot, -0.4), (foot, toe, 0.0), (toe, toe, 0.0), (toe, toe, 0.42)):
            point = (rest_heads[base] + along * forward) * [1, 1, 0]
            local = quat.mul_vec(quat.inv(rest[joint]), point - rest_heads[joint])
            lowest = min(lowest, float((heads[:, joint] + quat.mul_vec(rotations[:, joint], local))[:, 2].min()))
    return lowest


rigs = st.fixed_dictionaries(
    {
        "naming": st.sampled_from(sorted(set(NAMINGS) - {"unknown", "ours"})),
        "pose": st.sampled_from(sorted(ARMS_OUT)),
        "roll": st.integers(0, 2**32 - 1).map(np.random.default_rng),
        "facing_rad": st.floats(-3.1, 3.1),
        "spread_deg": st.floats(0.0, 12.0),
        "root": st.booleans(),
    }
)


@settings(max_examples=20, deadline=None)
@given(options=rigs, verb=st.sampled_from(["walk", "run", "dance", "sit"]))
def test_the_same_body_does_the_same_whatever_its_rig(options: dict, verb: str) -> None:  # type: ignore[type-arg]
    """Names of six conventions, T-pose, A-pose or arms down, rolled bones, turned round, legs apart: within 1 mm."""
    target = rig(**options)
    heads, _ = moved(clip_of(verb), target)
    off = off_m(options["naming"], target, heads, played(clip_of(verb))[0])
    assert len(off) == 52
    assert max(off.values()) < 0.001, off


@pytest.mark.parametrize("pose", ARMS_OUT)
@pytest.mark.parametrize("facing_rad", [0.0, 2.5])
def test_names_that_tell_nothing_are_told_by_shape(pose: str, facing_rad: float) -> None:
    target = rig("unknown", pose=pose, facing_rad=facing_rad, roll=np.random.default_rng(5), root=True)
    heads, _ = moved(clip_of("walk"), target)
    off = off_m("unknown", target, heads, played(clip_of("walk"))[0])
    fingers = ("thumb", "index", "middle", "ring", "pinky")
    assert max(far for name, far in off.items() if not name.startswith(fingers)) < 0.001, off


@settings(max_examples=16, deadline=None)
@given(
    leg_scale=st.floats(0.7, 1.3), pose=st.sampled_from(sorted(ARMS_OUT)), keep=st.booleans(),
    verb=st.sampled_from(["walk", "run", "jump", "sit", "dance"]), naming=st.sampled_from(["mixamo", "smplh"]),
)  # fmt: skip
def test_other_legs_neither_slide_nor_sink(leg_scale: float, pose: str, keep: bool, verb: str, naming: str) -> None:
    clip = clip_of(verb)
    own_heads, own_rotations = played(clip)
    # the trunk keeps its size: the stature grows by what the legs do, which are 49 % of it
    target = rig(naming, pose=pose, leg_scale=leg_scale, stature_m=1.70 * (1.0 + 0.49 * (leg_scale - 1.0)))
    heads, rotations = moved(clip, target, keep_path=keep)
    joints = pairs(naming, target)
    for side in (".L", ".R"):
        before = skate_ratio(own_heads[:, OWN.joint_names.index("toe" + side)], rest_toe(OWN), 1.0)
        toe = joints["toe" + side]
        after = skate_ratio(heads[:, toe], float(rest_frames(target)[0][toe, 2]), 1.0 if keep else leg_scale)
        assert after <= before + 0.01, (side, before, after)
    sunk = min(0.0, lowest_sole_m("ours", OWN, own_heads, own_rotations))
    assert lowest_sole_m(naming, target, heads, rotations) > sunk - 0.001
    assert lowest_sole_m(naming, target, heads, rotations) > -0.005
    # a foot that stands, stands on one spot
    for column, side in enumerate((".L", ".R")):
        toe = heads[:, joints["toe" + side], :2]
        planted = clip.foot_contacts[:, column]
        both = planted[1:] & planted[:-1]
        steps = np.linalg.norm(np.diff(toe, axis=0), axis=1)[both]
        own_toe = own_heads[:, OWN.joint_names.index("toe" + side), :2]
        own_steps = np.linalg.norm(np.diff(own_toe, axis=0), axis=1)[both]
        assert (steps < 1.35 * own_steps + 0.0005).all()


def test_a_bone_more_in_an_arm_and_fewer_in_the_back() -> None:
    """Twist bones within limbs rest; two links of a spine share what three did."""
    target = rig("mixamo", pose="T")
    names = list(target.joint_names)
    upper = names.index("mixamorig:LeftArm")
    lower = names.index("mixamorig:LeftForeArm")
    # a link in the middle of the upper arm, as MakeHuman has
    translations = np.insert(target.rest_translations, lower, target.rest_translations[lower] / 2.0, axis=0)
    translations[lower + 1] = target.rest_translations[lower] / 2.0
    parents = [int(p) + (p >= lower) for p in target.parents]
    parents.insert(lower, upper)
    parents[lower + 1] = lower
    longer = replace(
        target,
        joint_names=(*names[:lower], "mixamorig:LeftArmRoll", *names[lower:]),
        parents=np.array(parents, dtype=np.int32),
        rest_translations=translations,
        rest_rotations=np.insert(target.rest_rotations, lower, quat.IDENTITY, axis=0).astype(np.float32),
        bone_lengths=np.insert(target.bone_lengths, lower, 0.1).astype(np.float32),
    )
    # the lower arm's rest rotation was relative to the upper arm, and still is through a link that rests
    heads, _ = moved(clip_of("walk"), longer)
    off = off_m("mixamo", longer, heads, played(clip_of("walk"))[0])
    assert max(off.values()) < 0.001, off


def test_hands_that_hold_are_where_the_sources_were() -> None:
    clip = clip_of("dance")
    target = rig("unreal", pose="T", stature_m=1.78)
    wanted = played(clip)[0][:, OWN.joint_names.index("hand.R")]
    heads, _ = moved(clip, target, keep_path=True, grips=(Grip(hand="hand.R", first=30, last=60),))
    hand = heads[:, target.joint_names.index("hand_r")]
    distance = np.linalg.norm(hand - wanted, axis=1)
    assert distance[30:61].max() < 0.002
    assert distance[100:].max() > 0.02, "elsewhere a larger body's hand is elsewhere"


def test_ten_seconds_take_less_than_a_third_of_a_second() -> None:
    clip, target = clip_of("walk"), rig("mixamo", pose="T")
    assert len(clip.root_translations) == 240
    start = time.process_time()
    moved(clip, target)
    assert time.process_time() - start < 0.3


def test_what_is_no_body_is_refused_by_its_missing_parts() -> None:
    target = rig("mixamo")
    kept = [
        j for j, name in enumerate(target.joint_names) if "Leg" not in name and "Foot" not in name and "Toe" not in name
    ]
    stump = replace(
        target,
        joint_names=tuple(target.joint_names[j] for j in kept),
        parents=np.array(
            [kept.index(int(target.parents[j])) if target.parents[j] >= 0 else -1 for j in kept], np.int32
        ),
        rest_translations=target.rest_translations[kept],
        rest_rotations=target.rest_rotations[kept],
        bone_lengths=target.bone_lengths[kept],
    )
    with pytest.raises(InvalidRequestError, match="no thighs, shins and feet that"):
        map_body(stump)


@pytest.mark.skipif(SHARED is None, reason="shared/data/humanoid is not there")
@pytest.mark.parametrize("name", ["game_engine", "cmu_mb", "default"])
def test_makehuman_rigs_walk(name: str) -> None:
    """Found by name, and on their feet: the floor is where theirs is, not their armature's zero."""
    target = makehuman_rig(name)
    parts = map_body(target)
    assert {role for role in parts.limbs if role.endswith(".L")} >= {"upper_arm.L", "forearm.L", "thigh.L", "shin.L"}
    if name != "cmu_mb":
        assert len(parts.fingers) == 30
    assert len(parts.spine) >= 2
    clip = clip_of("walk")
    heads, _ = moved(clip, target)
    own, _ = played(clip)
    rest, _ = rest_frames(target)
    for role in ("foot.L", "foot.R"):
        joint = parts.limbs[role]
        planted = clip.foot_contacts[:, 0 if role.endswith("L") else 1]
        height = heads[planted, joint, 2]
        assert height.min() > 0.02, (role, height.min())
        assert np.median(height) < 0.14, (role, np.median(height))
    # hands swing as the source's do
    for side in (".L", ".R"):
        swing = np.ptp(heads[:, parts.limbs["hand" + side], 2] - heads[:, parts.hips, 2])
        own_swing = np.ptp((own[:, OWN.joint_names.index("hand" + side)] - own[:, 0])[:, 2])
        assert swing == pytest.approx(own_swing, rel=0.35)
    assert rest[parts.limbs["foot.L"], 2] < 0.0
