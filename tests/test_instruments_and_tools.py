"""Instruments that one sits at, sawing, brushing hair: from the words to hits on real keys and heads."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from backend.cli.posed import Performance, in_thing, performances, surface_of
from backend.common import quat
from backend.m4_motion.channels import FINGERS
from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import SceneBundle


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def made(prompt: str, stages: Stages) -> tuple[SceneBundle, Performance]:
    bundle = generate(GenerateRequest(prompt=prompt, seed=7), stages)
    assert bundle.warnings == ()
    return bundle, next(iter(performances(bundle)))


def part_vertices(bundle: SceneBundle, object_id: str, name: str) -> np.ndarray:
    """(N, 3) of a part, in the thing's own scaled space."""
    part = bundle.assets.assets[object_id].meshes[0]
    own = part.mesh.face_vertices[np.repeat(part.mesh.part_index, part.mesh.face_sizes) == part.part_names.index(name)]
    return np.asarray(part.mesh.vertices[np.unique(own)] * bundle.layout.placements[object_id].transform.scale, float)


def place_of(bundle: SceneBundle, entity: str) -> str:
    return next(e.object_ids[0] for e in bundle.description.entities if e.category == entity)


def test_fingers_strike_the_keys_and_stay_out_of_them(stages: Stages) -> None:
    bundle, person = made("A woman plays the piano", stages)
    piano = place_of(bundle, "piano")
    keys = part_vertices(bundle, piano, "white_keys")
    top = keys[:, 2].max()
    first, last = person.segment("a1") or (0, 0)
    tips = (f"{finger}_3.{side}" for side in "LR" for finger in FINGERS[1:])
    rows = person.belonging(person.own_skin, tuple(tips))
    lowest = []
    for frame in range(first + 40, last - 30, 3):
        skin = in_thing(bundle, piano, person.skin(person.own_skin, rows, frame), frame)
        on = skin[(skin[:, 1] > keys[:, 1].min()) & (skin[:, 1] < keys[:, 1].max())]
        lowest.append(on[:, 2].min() - top if len(on) else 1.0)
    assert min(lowest) > -0.012
    assert np.mean(np.array(lowest) < 0.012) > 0.5  # on the keys most of the time
    across = person.palm("R")[first + 40 : last - 30, :2]
    assert np.linalg.norm(np.ptp(across, axis=0)) > 0.10  # and along them


def test_everybody_of_a_band_has_a_seat_and_an_instrument_of_their_own(stages: Stages) -> None:
    bundle, _ = made("A man plays the guitar, a woman plays the drums and a boy plays the piano", stages)  # no warning
    assert sum(entity.lemma == "stool" for entity in bundle.description.entities) == 2


def test_sticks_meet_the_heads_of_drums(stages: Stages) -> None:
    bundle, person = made("A man plays the drums", stages)
    kit = place_of(bundle, "drum kit")
    (first, last), surface = person.segment("a1") or (0, 0), surface_of(bundle, kit)
    hits = {}
    for held in bundle.simulation.attachments:
        low, high = bundle.assets.assets[held.object_id].bounds.astype(float)
        track = bundle.simulation.object_tracks[held.object_id]
        head = np.array([high[0], 0.5 * (low[1] + high[1]), 0.5 * (low[2] + high[2])])
        tip = track.translations + quat.mul_vec(track.rotations.astype(float), head)
        frames = range(first + 30, last - 25)
        near = surface.outside(np.concatenate([in_thing(bundle, kit, tip[f][None], f) for f in frames]))
        assert near.min() > -0.03  # no stick through a head
        hits[held.joint] = int(((near[1:-1] < 0.025) & (near[1:-1] <= near[:-2]) & (near[1:-1] <= near[2:])).sum())
    assert hits["hand.R"] > 12
    assert hits["hand.L"] > 4


def test_a_saw_goes_to_and_fro_across_the_log(stages: Stages) -> None:
    bundle, _ = made("A man saws a log", stages)
    (held,) = bundle.simulation.attachments
    saw, log = held.object_id, place_of(bundle, "log")
    track = bundle.simulation.object_tracks[saw]
    teeth = part_vertices(bundle, saw, "blade")
    teeth = teeth[teeth[:, 1] < teeth[:, 1].min() + 0.01]
    tree = cKDTree(part_world(bundle, log))
    gaps, ways = [], []
    for frame in range(35, 115, 3):
        world = track.translations[frame] + quat.mul_vec(track.rotations[frame].astype(float), teeth)
        gaps.append(tree.query(world)[0].min())
        ways.append(world[0, :2])
    assert np.median(gaps) < 0.06
    assert np.ptp(np.array(ways), axis=0).max() > 0.12


def part_world(bundle: SceneBundle, object_id: str) -> np.ndarray:
    track, asset = bundle.simulation.object_tracks[object_id], bundle.assets.assets[object_id]
    scale = bundle.layout.placements[object_id].transform.scale
    vertices = np.concatenate([part.mesh.vertices for part in asset.meshes]) * scale
    return np.asarray(track.translations[0] + quat.mul_vec(track.rotations[0].astype(float), vertices.astype(float)))


def test_bristles_go_through_the_hair(stages: Stages) -> None:
    bundle, person = made("A woman brushes her hair", stages)
    (held,) = bundle.simulation.attachments
    track = bundle.simulation.object_tracks[held.object_id]
    bristles = part_vertices(bundle, held.object_id, "bristles")
    hair = next(part for part in person.asset.meshes if part.name.startswith("hair"))
    near, heights = [], []
    for frame in range(16, len(person.positions) - 20, 2):
        world = track.translations[frame] + quat.mul_vec(track.rotations[frame].astype(float), bristles)
        tree = cKDTree(person.skin(hair, np.arange(len(hair.mesh.vertices)), frame))
        near.append(tree.query(world)[0].min())
        heights.append(world[:, 2].mean())
    assert np.percentile(near, 25) < 0.012  # a third of a stroke is the way back
    assert np.ptp(heights) > 0.10


@pytest.mark.parametrize(("prompt", "thing"), [("A knight swings a sword", "sword"), ("A boy swings a bat", "bat")])
def test_what_is_swung_is_raised_first_and_then_points_ahead(stages: Stages, prompt: str, thing: str) -> None:
    bundle, person = made(prompt, stages)
    (held,) = bundle.simulation.attachments
    asset, track = bundle.assets.assets[held.object_id], bundle.simulation.object_tracks[held.object_id]
    assert thing in held.object_id
    (grip,) = asset.affordances_of("grip_at")
    blade = -np.sign(grip.frame.translation[0]) * np.eye(3)[0]  # they lie along X
    way = quat.mul_vec(track.rotations.astype(float), blade)
    left = person.joint("upper_arm.L")[0] - person.joint("upper_arm.R")[0]
    ahead = way @ np.array([left[1], -left[0], 0.0]) / np.hypot(left[0], left[1])
    hit = int(np.argmax(ahead))
    over_the_shoulder = (ahead[:hit] < -0.4) & (way[:hit, 2] > 0.6)
    assert over_the_shoulder.any()
    assert ahead[hit] > 0.7


def test_fists_meet_the_bag_when_they_strike(stages: Stages) -> None:
    bundle, person = made("A boxer hits a punching bag", stages)
    blows = [event for event in bundle.motion.events if event.kind == "strike"]
    assert len(blows) == 5
    for blow in blows:
        bag = surface_of(bundle, str(blow.target_id))
        fist = in_thing(bundle, str(blow.target_id), person.hand_skin(blow.joint[-1], blow.frame), blow.frame)
        assert abs(float(bag.outside(fist).min())) < 0.02


def test_a_broom_stays_off_the_feet_and_out_of_the_floor(stages: Stages) -> None:
    bundle, person = made("A woman sweeps the floor with a broom", stages)
    (held,) = bundle.simulation.attachments
    track = bundle.simulation.object_tracks[held.object_id]
    broom = np.concatenate([part.mesh.vertices for part in bundle.assets.assets[held.object_id].meshes])
    for frame in range(0, len(person.positions), 4):
        world = track.translations[frame] + quat.mul_vec(track.rotations[frame].astype(float), broom.astype(float))
        low = world[world[:, 2] < 0.15]
        assert world[:, 2].min() > -0.01
        for side in "LR":
            assert cKDTree(person.sole(side, frame)[:, :2]).query(low[:, :2])[0].min(initial=1.0) > 0.1


def test_hands_lie_on_the_back_of_who_is_hugged(stages: Stages) -> None:
    bundle = generate(GenerateRequest(prompt="A man hugs a woman", seed=7), stages)
    man, woman = performances(bundle)
    frame = len(man.positions) // 2
    for one, other in ((man, woman), (woman, man)):
        trunk = other.trunk(frame)
        for side in "LR":
            gaps = trunk.outside(one.hand_skin(side, frame))
            assert -0.03 < gaps.min() < 0.05
            assert np.median(gaps) < 0.10


@pytest.mark.parametrize(("prompt", "vessel", "hands"), [("A witch stirs a cauldron", "cauldron", 2),
                                                         ("A chef stirs the soup in a pot", "pot", 1)])  # fmt: skip
def test_a_spoon_goes_round_in_what_is_stirred(prompt: str, vessel: str, hands: int, stages: Stages) -> None:
    bundle, person = made(prompt, stages)
    pot, (held,) = place_of(bundle, vessel), bundle.simulation.attachments
    low, high = bundle.assets.assets[held.object_id].bounds.astype(float)
    track = bundle.simulation.object_tracks[held.object_id]
    end = track.translations + quat.mul_vec(track.rotations.astype(float), np.array([high[0], 0.0, low[2]]))
    first, last = person.segment("a1") or (0, 0)
    frames = range(first + 60, last - 60)
    inside = np.concatenate([in_thing(bundle, pot, end[f][None], f) for f in frames])
    (opening,) = bundle.assets.assets[pot].affordances_of("inside")
    assert np.linalg.norm(inside[:, :2], axis=1).max() < 0.5 * opening.dimensions[0]
    assert inside[:, 2].min() > 0.02
    assert inside[:, 2].max() < 0.7 * bundle.assets.assets[pot].bounds[1][2]
    turned = np.unwrap(np.arctan2(inside[:, 1], inside[:, 0]))
    assert abs(turned[-1] - turned[0]) > 2.0 * np.pi  # more than once round
    assert held.object_id == place_of(bundle, "spoon")
    middle, half = track.translations[frames[0]], 0.5 * (high[0] - low[0])
    assert sum(np.linalg.norm(person.palm(side)[frames[0]] - middle) < half for side in "LR") == hands
    assert np.ptp(bundle.simulation.object_tracks[pot].translations, axis=0).max() < 0.005
    assert person.joint("head")[first:last, 2].min() > 0.75 * person.joint("head")[0, 2]  # upright


def test_a_mechanic_bends_over_the_engine_from_beside_the_car(stages: Stages) -> None:
    bundle, person = made("A mechanic repairs a car", stages)
    car = place_of(bundle, "car")
    (engine,) = bundle.assets.assets[car].affordances_of("reach_at")
    first, last = person.segment("a1") or (0, 0)
    low, high = (corner.astype(float) for corner in bundle.assets.assets[car].bounds)
    at_work = range(first + 50, last - 40, 4)
    for frame in at_work:
        hands = in_thing(bundle, car, np.stack([person.palm(side)[frame] for side in "LR"]), frame)
        assert np.abs(hands - engine.frame.translation)[:, :2].max() < 0.75
        assert (hands[:, 2] > engine.frame.translation[2] - 0.12).all()
        assert (hands[:, 2] < engine.frame.translation[2] + 0.30).all()
        feet = in_thing(bundle, car, np.stack([person.joint(f"foot.{side}")[frame] for side in "LR"]), frame)
        assert ((feet[:, :2] < low[:2]) | (feet[:, :2] > high[:2])).any(axis=1).all()
    heads = person.joint("head")[:, 2]
    assert heads[at_work.start] < heads[0] - 0.08  # bent over


def test_a_hose_is_in_both_hands_and_its_jet_reaches_what_burns(stages: Stages) -> None:
    bundle, person = made("A firefighter sprays water on a burning house", stages)
    hose, house = place_of(bundle, "fire hose"), place_of(bundle, "house")
    track = bundle.simulation.object_tracks[hose]
    first, last = person.segment("a1") or (0, 0)
    jet = part_vertices(bundle, hose, "jet")
    end = jet[np.argmax(jet[:, 0])]
    for frame in range(first + 70, last - 40, 8):
        turn = track.rotations[frame].astype(float)
        for place in bundle.assets.assets[hose].affordances_of("grip_at"):
            grip = track.translations[frame] + quat.mul_vec(turn, place.frame.translation.astype(float))
            assert min(np.linalg.norm(person.palm(side)[frame] - grip) for side in "LR") < 0.10
        at = in_thing(bundle, house, (track.translations[frame] + quat.mul_vec(turn, end))[None], frame)[0]
        low, high = bundle.assets.assets[house].bounds.astype(float)
        assert ((at > low - 1.0) & (at < high + 1.0)).all()


def test_a_staff_goes_up_and_is_thrust_at_who_is_bewitched(stages: Stages) -> None:
    bundle, person = made("A wizard casts a spell on a frog", stages)
    assert not any(e.lemma == "spell" for e in bundle.description.entities)
    frog, staff = place_of(bundle, "frog"), place_of(bundle, "staff")
    assert [a.target_id for a in bundle.description.actions] == ["frog_1"]
    first, last = person.segment("a1") or (0, 0)
    track = bundle.simulation.object_tracks[staff]
    up = quat.mul_vec(track.rotations.astype(float), np.array([0.0, 0.0, 1.7]))[first:last]
    heads = track.translations[first:last, 2] + up[:, 2]
    assert heads.max() > person.joint("head")[0, 2] + 0.5
    at = bundle.simulation.object_tracks[frog].translations[0] - person.joint("hips")[first + 20]
    leant = up[int(np.argmax(up[:, :2] @ (at[:2] / np.linalg.norm(at[:2]))))]
    assert leant[:2] @ at[:2] / np.linalg.norm(at[:2]) > 0.4  # the crystal ahead of the hand


def test_a_flag_is_driven_into_the_ground_and_let_go(stages: Stages) -> None:
    bundle, person = made("An astronaut plants a flag on the moon", stages)
    flag = place_of(bundle, "flag")
    track, asset = bundle.simulation.object_tracks[flag], bundle.assets.assets[flag]
    foot = track.translations[:, 2] + float(asset.bounds[0][2])
    first, last = person.segment("a1") or (0, 0)
    assert foot[0] > 0.3  # lifted
    assert foot[-1] < -0.1  # in the ground
    grip = asset.affordances_of("grip_at")[0].frame.translation.astype(float)
    pole = track.translations[:, :2] + quat.mul_vec(track.rotations.astype(float), grip)[:, :2]
    away = {side: np.linalg.norm(person.palm(side)[:, :2] - pole, axis=1) for side in "LR"}
    assert max(far[first + 5 : first + 70].max() for far in away.values()) < 0.09
    assert min(far[last - 2] for far in away.values()) > 0.2
    assert np.ptp(pole[:, 0]) < 0.01


def test_a_knight_fights_a_dragon_with_a_sword_face_to_face(stages: Stages) -> None:
    bundle, person = made("A knight fights a dragon", stages)
    (held,) = bundle.simulation.attachments
    assert (held.object_id, held.frame_start) == (place_of(bundle, "sword"), 0)
    placed = bundle.layout.placements["dragon_1"].transform
    away = person.joint("hips")[0] - placed.translation
    at = quat.mul_vec(quat.inv(np.asarray(placed.rotation, dtype=float)), away)
    assert at[1] < -2.0  # before its head
    assert abs(at[0]) < 1.5
    assert any(name == "a1" for name, _, _ in bundle.simulation.clips["dragon_1"].segments), "it does not fight back"
    first, last = person.segment("a1") or (0, 0)
    assert np.ptp(bundle.simulation.object_tracks[held.object_id].translations[first:last, 2]) > 0.7
