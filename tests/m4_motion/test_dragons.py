"""Dragons: wings that open and beat, the way into the air and down again, fire, and who is fought defends itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from backend.common import quat
from backend.common.skeleton import forward_kinematics
from backend.m3_assets.animal.build import build_animal
from backend.m4_motion.animals.pose import INDEX, lowest_flesh, measure, solve
from backend.m4_motion.channels import Array
from backend.protocol.scene import Asset, Entity, MotionClip, MotionSet

from .scenes import at, does, person, play


@cache
def dragon() -> Asset:
    return build_animal(Entity(id="d", lemma="dragon", category="dragon"), np.random.default_rng(2))


def acted(verb: str, text: str = "") -> MotionClip:
    motion = play([dragon()], {"d": at(0.0, 0.0)}, [replace(does("a", "d", verb), text=text or f"{verb}s")])
    assert motion.unmet == ()
    return motion.clips["d"]


def joints(clip: MotionClip) -> tuple[dict[str, int], Array, Array]:
    skeleton = dragon().skeleton
    assert skeleton is not None
    places, turns = forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)
    return {name: i for i, name in enumerate(skeleton.joint_names)}, places, turns


def lowest_m(clip: MotionClip, *of: str) -> float:
    """Height of the lowest vertex of the skin that bones with these beginnings of names carry, every sixth frame."""
    index, places, turns = joints(clip)
    body, mesh = measure(dragon()), dragon().meshes[0].mesh
    assert mesh.skin_joints is not None
    assert mesh.skin_weights is not None
    strongest = np.take_along_axis(mesh.skin_joints, mesh.skin_weights.argmax(axis=1)[:, None], axis=1)[:, 0]
    own = np.isin(strongest, [i for name, i in index.items() if name.startswith(of)])
    rest, bones = mesh.vertices[own].astype(float), strongest[own]
    found = []
    for frame in range(0, len(places), 6):
        turn = quat.mul(turns[frame], quat.inv(body.rotations))
        moved = places[frame][bones] + quat.mul_vec(turn[bones], rest - body.positions[bones])
        found.append(float(moved[:, 2].min()))
    return min(found)


def test_wings_are_folded_at_rest_and_open_to_more_than_the_bodys_length() -> None:
    body = measure(dragon())
    row = body.standing(0.0, 0.0, 0.0)
    tips = [body.index[f"wing_finger_1.{side}"] for side in "LR"]
    lengths = dragon().skeleton.bone_lengths  # type: ignore[union-attr]
    spans = []
    for spread in (0.0, 1.0):
        row[INDEX["wing.spread"]] = spread
        posed = solve(body, row[None])
        world = quat.mul(posed.turns[0], body.rotations)
        ends = [posed.positions[0, j] + quat.mul_vec(world[j], [0.0, float(lengths[j]), 0.0]) for j in tips]
        assert np.allclose(ends[0] * [-1, 1, 1], ends[1], atol=1e-4), "one wing is not the other's mirror image"
        spans.append(float(ends[0][0] - ends[1][0]))
    assert spans[0] < 2.5 * float(body.withers)
    assert spans[1] > float(dragon().dimensions[1])


def test_it_takes_off_from_its_feet_and_beats_its_wings() -> None:
    clip = acted("take", "takes off")
    index, places, _ = joints(clip)
    planted = clip.foot_contacts.all(axis=1)
    assert planted[0]
    assert not clip.foot_contacts[-1].any()
    assert places[-1, 0, 2] > places[0, 0, 2] + 2.0
    wrist = places[:, index["wing_finger_1.L"], 2] - places[:, index["chest"], 2]
    assert (np.diff(np.sign(wrist - wrist.mean())) != 0).sum() >= 3
    assert lowest_m(clip, "tail", "wing", "hips", "leg") > -0.08


def test_it_lands_on_its_feet_and_folds_its_wings() -> None:
    clip = acted("land")
    index, places, _ = joints(clip)
    assert places[0, 0, 2] > 3.0
    assert clip.foot_contacts[-1].all()
    assert places[-1, index["wing_finger_1.L"], 0] - places[-1, index["wing_finger_1.R"], 0] < 2.5
    assert lowest_m(clip, "tail", "hips", "leg") > -0.08
    last = int(np.flatnonzero(clip.foot_contacts.all(axis=1))[0])
    feet = [index[f"leg_{leg}_foot.{side}"] for leg in ("front", "back") for side in "LR"]
    assert np.ptp(places[last:, feet, :2], axis=0).max() < 0.05, "feet skate after the landing"


def test_fire_comes_out_of_an_open_mouth_and_goes_out_again() -> None:
    clip = acted("breathe", "breathes fire")
    fire = clip.face["fire"]
    assert fire.values.max() > 0.95
    assert fire.values[[0, -1]].max() == 0.0
    index, _, turns = joints(clip)
    jaw = quat.mul(quat.inv(turns[:, index["head"]]), turns[:, index["jaw"]])
    opened = 2.0 * np.arccos(np.clip(np.abs(quat.mul(quat.inv(jaw[:1]), jaw)[:, 0]), 0.0, 1.0))
    out = np.interp(np.arange(len(jaw)), fire.frames, fire.values[:, 0]) > 0.5
    assert opened[out].min() > 0.4
    assert np.ptp(clip.face["flicker"].values) > 0.3


def fought() -> MotionSet:
    knight = person("k")
    return play([dragon(), knight], {"d": at(0.0, 0.0), "k": at(0.0, -4.8, heading=np.pi)},
                [does("a", "k", "fight", "d")])  # fmt: skip


def test_who_is_fought_defends_itself() -> None:
    clip = fought().clips["d"]
    spans = [(first, last) for name, first, last in clip.segments if name == "a"]
    assert sum(last - first for first, last in spans) > 20
    index, places, _ = joints(clip)
    assert np.ptp(places[:, index["head"], 1]) > 0.4


@pytest.mark.parametrize("verb", ["guard", "roar", "sleep"])
def test_it_stays_above_the_floor(verb: str) -> None:
    assert lowest_m(acted(verb), "tail", "hips", "spine", "chest", "leg", "neck", "head") > -0.03


def test_a_cat_on_its_back_lies_on_the_floor_and_not_in_it() -> None:
    cat = build_animal(Entity(id="m", lemma="cat", category="cat"), np.random.default_rng(2))
    motion = play([cat], {"m": at(0.0, 0.0)}, [does("a", "m", "roll")])
    assert cat.skeleton is not None
    body, clip = measure(cat), motion.clips["m"]
    places, turns = forward_kinematics(cat.skeleton, clip.root_translations, clip.joint_rotations)
    points, bones, weights = body.flesh
    lowest = 1.0
    for frame in range(0, len(places), 3):
        turn = quat.mul(turns[frame], quat.inv(body.rotations))
        moved = places[frame][bones] + quat.mul_vec(turn[bones], points[:, None] - body.positions[bones])
        lowest = min(lowest, float(np.einsum("nk,nk->n", weights, moved[..., 2]).min()))
    assert lowest > -0.012
    assert lowest_flesh(body, body.standing(0.0, 0.0, 0.0)) > 0.05
