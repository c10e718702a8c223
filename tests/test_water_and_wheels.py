"""Rivers and seas as they are typed: who is in the water and who is not, what spans it, what goes on it, on wheels."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.common.rivers import Watercourse
from backend.pipeline import Stages
from backend.protocol.scene import PoseTrack, SceneBundle
from tests.scenes import joint, made, setting

SHORE_M = 0.1


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def course(bundle: SceneBundle) -> Watercourse:
    found = Watercourse.of(bundle.assets.assets)
    assert found is not None
    return found


def track(bundle: SceneBundle, object_id: str) -> PoseTrack:
    return bundle.simulation.object_tracks[object_id]


def way_m(bundle: SceneBundle, object_id: str) -> float:
    """How far a thing goes over the ground."""
    steps = np.diff(track(bundle, object_id).translations[:, :2].astype(float), axis=0)
    return float(np.linalg.norm(steps, axis=1).sum())


def ahead(poses: PoseTrack) -> np.ndarray:
    """(T, 3) where the front of a thing points."""
    return quat.mul_vec(poses.rotations.astype(float), np.array([0.0, -1.0, 0.0]))


def test_who_walks_along_a_river_keeps_to_its_bank(stages: Stages) -> None:
    bundle = made("A woman walks along the winding river at sunset", stages)
    water = course(bundle)
    feet = np.concatenate([joint(bundle, "woman_1", f"foot.{side}")[:, :2] for side in "LR"])
    off = water.distance(feet)
    assert off.min() > SHORE_M
    assert off.max() < 2.5  # along it, not away from it
    hips = joint(bundle, "woman_1", "hips")
    assert np.linalg.norm(hips[-1] - hips[0]) > 2.0


def test_the_ground_is_cut_where_the_river_is_and_nothing_grows_in_it(stages: Stages) -> None:
    bundle = made("a winding river behind an old man on a bench", stages)
    water = course(bundle)
    ground = bundle.assets.assets["ground"]
    points = np.concatenate([mesh.mesh.vertices for mesh in ground.meshes]).astype(float)
    near = points[np.linalg.norm(points[:, :2], axis=1) < 40.0]
    depth = water.distance(near[:, :2])
    assert near[depth < -0.4, 2].max() < water.level_m < 0.0  # the bed
    assert np.abs(near[(depth > 1.5) & (np.linalg.norm(near[:, :2], axis=1) < 8.0), 2]).max() < 1e-3
    grass = bundle.assets.assets["backdrop_grass"]
    blades = np.concatenate([mesh.instances for mesh in grass.meshes if mesh.instances is not None])[:, :2]
    blades = blades[np.linalg.norm(blades, axis=1) < 40.0]
    assert water.distance(blades).min() > 0.2
    # from one end of the country to the other, behind the man as the viewer sees it
    surface = bundle.assets.assets["river_1"].meshes[0].mesh.vertices
    assert np.ptp(surface[:, 0]) > 200.0
    man = bundle.layout.placements["man_1"].transform.translation
    assert water.nearest(man[:2].astype(float))[0][1] > man[1] + 1.0


def test_a_bridge_spans_its_river_and_is_walked_over_on_its_deck(stages: Stages) -> None:
    bundle = made("an old stone bridge over a small stream, a girl crosses the bridge", stages)
    water = course(bundle)
    middle, span, half = water.bridges["bridge_1"]
    ends = np.array([middle - half * span, middle + half * span])
    surface = bundle.assets.assets["stream_1"].meshes[0].mesh.vertices[:, :2].astype(float)
    reach = np.abs((surface - middle) @ span)[np.abs((surface - middle) @ [-span[1], span[0]]) < 1.0].max()
    assert half > reach + 0.5, ends  # it stands on both banks
    deck = bundle.assets.assets["bridge_1"].meshes[0].mesh.vertices
    assert abs(float(np.percentile(deck[:, 2], 50))) < 0.6
    hips = joint(bundle, "girl_1", "hips")[:, :2] - middle
    assert (hips @ span).min() < -0.8 * half
    assert (hips @ span).max() > 0.8 * half
    assert np.abs(hips @ np.array([-span[1], span[0]])).max() < 0.4  # between the parapets
    for side in "LR":
        assert joint(bundle, "girl_1", f"foot.{side}")[:, 2].min() > 0.0


def test_boats_float_on_the_river_and_follow_it(stages: Stages) -> None:
    bundle = made("a small boat drifts down the river, a lady watches it from the bank", stages)
    water = course(bundle)
    boat = track(bundle, "boat_1")
    assert water.distance(boat.translations[:, :2].astype(float)).max() < -0.5
    assert way_m(bundle, "boat_1") > 0.8
    assert -0.6 < float(boat.translations[:, 2].mean()) - water.level_m < 0.0
    assert np.ptp(boat.translations[:, 2]) > 0.005  # it bobs
    lady = bundle.layout.placements["lady_1"].transform.translation[None, :2].astype(float)
    assert 0.3 < water.distance(lady)[0] < 2.0
    assert not any(entity.category == "building" for entity in bundle.description.entities)


def test_who_fishes_stands_on_the_bank_and_the_line_is_in_the_water(stages: Stages) -> None:
    bundle = made("a boy fishing in the river", stages)
    water = course(bundle)
    boy = bundle.layout.placements["boy_1"].transform.translation[None, :2].astype(float)
    assert 0.2 < water.distance(boy)[0] < 1.0
    rod, poses = bundle.assets.assets["fishing_rod_1"], track(bundle, "fishing_rod_1")
    names = rod.meshes[0].part_names
    mesh = rod.meshes[0].mesh
    own = np.unique(mesh.face_vertices[np.repeat(mesh.part_index, mesh.face_sizes) == names.index("float")])
    middle = mesh.vertices[own].mean(axis=0).astype(float)
    k = len(poses.translations) // 2
    place = quat.mul_vec(poses.rotations[k].astype(float), middle) + poses.translations[k]
    assert water.distance(place[None, :2])[0] < -0.3
    assert abs(float(place[2]) - water.level_m) < 0.35


def test_who_swims_lies_at_the_surface(stages: Stages) -> None:
    bundle = made("a woman swims in the river", stages)
    level = course(bundle).level_m
    hips, head, foot = (joint(bundle, "woman_1", name) for name in ("hips", "head", "foot.L"))
    assert course(bundle).distance(hips[:, :2]).max() < 0.0
    assert np.abs(hips[:, 2] - level).max() < 0.15
    assert np.abs(head[:, 2] - level).max() < 0.35
    assert np.abs(foot[:, 2] - level).max() < 0.35
    assert np.linalg.norm((head - foot)[:, :2], axis=1).min() > 1.0  # stretched out, not upright
    hand = joint(bundle, "woman_1", "hand.L")[:, 2] - level
    assert hand.max() > 0.15  # over the water
    assert hand.min() < -0.25  # and through it
    assert np.linalg.norm((hips[-1] - hips[0])[:2]) > 2.0


def test_who_dives_starts_on_the_edge_and_enters_hands_first(stages: Stages) -> None:
    bundle = made("a woman dives into a swimming pool", stages)
    head, foot = joint(bundle, "woman_1", "head"), joint(bundle, "woman_1", "foot.L")
    hand = joint(bundle, "woman_1", "hand.R")
    wet = int(np.argmax(hand[:, 2] < 0.0))
    assert wet > 10
    assert head[wet, 2] < foot[wet, 2]  # head over heels
    assert head[:wet, 2].max() > 1.2  # she stood before
    pool = bundle.layout.placements["swimming_pool_1"]
    at = quat.mul_vec(quat.inv(pool.transform.rotation.astype(float)), head[-1] - pool.transform.translation)
    assert np.all(np.abs(at[:2]) < 0.5 * pool.dimensions[:2])


@pytest.mark.parametrize(
    ("prompt", "thing", "least_m"),
    [("a tractor plows a field", "tractor_1", 3.0), ("a steam train races across the plain", "steam_train_1", 8.0),
     ("ducks swimming on the river", "duck_1.1", 0.5), ("a whale swims in the ocean", "whale_1", 1.5)],
)  # fmt: skip
def test_things_that_go_do_so_nose_first(stages: Stages, prompt: str, thing: str, least_m: float) -> None:
    bundle = made(prompt, stages)
    assert way_m(bundle, thing) > least_m
    poses = track(bundle, thing)
    steps = np.diff(poses.translations[:, :2].astype(float), axis=0)
    going = np.linalg.norm(steps, axis=1) > 1e-3
    along = (steps * ahead(poses)[:-1, :2]).sum(axis=1) / np.maximum(np.linalg.norm(steps, axis=1), 1e-9)
    assert float(np.median(along[going])) > 0.95


def test_a_train_that_goes_stands_on_a_long_track_along_it(stages: Stages) -> None:
    bundle = made("a steam train races across the plain", stages)
    rails = bundle.layout.placements["train_track_1"]
    assert rails.dimensions[1] > 100.0
    line = quat.mul_vec(rails.transform.rotation.astype(float), np.array([0.0, 1.0, 0.0]))[:2]
    off = track(bundle, "steam_train_1").translations[:, :2].astype(float) - rails.transform.translation[:2]
    assert np.abs(off @ np.array([-line[1], line[0]])).max() < 0.3
    assert "rails" not in bundle.assets.assets["steam_train_1"].meshes[0].part_names


def test_aircraft_leave_and_meet_the_ground(stages: Stages) -> None:
    up = track(made("an airplane takes off", stages), "airplane_1")
    down = track(made("an airplane lands on the runway", stages), "airplane_1")
    for poses, first, last in ((up, 0, -1), (down, -1, 0)):
        heights = poses.translations[:, 2]
        assert abs(float(heights[first])) < 0.2
        assert heights[last] > 5.0
    assert ahead(up)[-1, 2] > 0.1  # its nose is up


def test_a_dolphin_leaps_out_of_the_sea_and_into_it(stages: Stages) -> None:
    bundle = made("a dolphin leaps out of the water", stages)
    poses = track(bundle, "dolphin_1")
    height = poses.translations[:, 2]
    assert setting(bundle) == "open sea"
    assert height.max() > 1.0
    assert height.min() < -0.5
    rises = np.gradient(height.astype(float))
    assert float(np.corrcoef(rises, ahead(poses)[:, 2])[0, 1]) > 0.9  # its nose goes first


def test_a_dog_goes_through_the_middle_of_the_hoop(stages: Stages) -> None:
    bundle = made("a dog jumps through a hoop", stages)
    hoop = bundle.layout.placements["hoop_1"]
    assert hoop.category == "jumping hoop"
    root = bundle.simulation.clips["dog_1"].root_translations.astype(float)
    local = quat.mul_vec(quat.inv(hoop.transform.rotation.astype(float)), root - hoop.transform.translation)
    assert local[0, 1] * local[-1, 1] < 0.0  # to its other side
    k = int(np.argmin(np.abs(local[:, 1])))
    assert abs(local[k, 0]) < 0.15
    assert abs(local[k, 2] - 1.02) < 0.3


def test_an_island_is_land_in_the_sea(stages: Stages) -> None:
    bundle = made("a lonely island in the ocean with a palm tree", stages)
    assert setting(bundle) == "open sea"
    island, palm = bundle.layout.placements["island_1"], bundle.layout.placements["palm_tree_1"]
    assert palm.support_id == "island_1"
    assert float(palm.transform.translation[2]) > 0.5
    assert float(island.transform.translation[2]) < -0.2  # its foot is under water


def test_who_sits_on_the_roof_of_a_house_is_on_top_of_it(stages: Stages) -> None:
    bundle = made("a cat sits on the roof of a house", stages)
    assert not any(entity.category == "roof" for entity in bundle.description.entities)
    house = bundle.layout.placements["house_1"]
    paws = bundle.simulation.clips["cat_1"].root_translations[:, 2]
    assert paws.min() > 0.6 * float(house.dimensions[2])


def test_a_pirate_ship_has_sails_and_rocks_on_the_waves(stages: Stages) -> None:
    bundle = made("a pirate ship sails across the ocean", stages)
    ship = bundle.assets.assets["pirate_ship_1"]
    assert "sails" in ship.meshes[0].part_names
    assert "funnels" not in ship.meshes[0].part_names
    poses = track(bundle, "pirate_ship_1")
    assert np.ptp(poses.translations[:, 2]) > 0.1
    assert way_m(bundle, "pirate_ship_1") > 3.0
    sea = bundle.assets.assets["ocean_1"]
    assert next(float(p.value) for p in sea.parameters if p.name == "waves_m") > 0.2


def test_a_robot_vacuum_moves_over_the_floor(stages: Stages) -> None:
    bundle = made("a robot vacuum moves over the floor of the living room", stages)
    assert bundle.assets.assets["robot_vacuum_1"].category == "robot vacuum"
    assert way_m(bundle, "robot_vacuum_1") > 0.5


def test_who_sits_in_a_wheelchair_that_is_pushed_goes_along(stages: Stages) -> None:
    bundle = made("a nurse pushes an old man in a wheelchair through the park", stages)
    assert way_m(bundle, "wheelchair_1") > 1.0
    chair = track(bundle, "wheelchair_1")
    from_chair = joint(bundle, "man_1", "hips") - chair.translations
    own = quat.mul_vec(quat.inv(chair.rotations.astype(float)), from_chair)
    assert np.ptp(own, axis=0).max() < 0.05  # he stays in his seat
    hands = np.stack([joint(bundle, "nurse_1", f"hand.{side}") for side in "LR"]).mean(axis=0)
    going = np.linalg.norm(np.diff(chair.translations[:, :2].astype(float), axis=0), axis=1) > 0.005
    apart = np.linalg.norm((hands - chair.translations)[:-1][going][:, :2], axis=1)
    assert apart.max() < 0.75  # her hands go with the handles


def test_who_crosses_a_river_without_a_bridge_wades_through_it(stages: Stages) -> None:
    bundle = made("a man crosses the river", stages)
    water = course(bundle)
    feet = np.stack([joint(bundle, "man_1", f"foot.{side}") for side in "LR"])
    assert feet[..., 2].min() < water.level_m - 0.1  # on the bed
    hips = joint(bundle, "man_1", "hips")
    assert hips[:, 2].min() > water.level_m + 0.2  # and not under water
    assert water.distance(hips[:, :2]).min() < -0.7 * water.half_width_m
    assert np.linalg.norm(hips[-1, :2] - hips[0, :2]) > water.half_width_m


def test_what_drives_over_a_bridge_is_on_its_deck(stages: Stages) -> None:
    bundle = made("a truck drives over the bridge across the river", stages)
    middle, span, half = course(bundle).bridges["bridge_1"]
    way = track(bundle, "truck_1").translations[:, :2].astype(float) - middle
    assert np.abs(way @ np.array([-span[1], span[0]])).max() < 0.4
    assert np.ptp(way @ span) > half  # from one end towards the other
    assert abs(float(track(bundle, "truck_1").translations[0, 2])) < 0.1


@pytest.mark.parametrize(
    ("prompt", "who"),
    [("a painter paints at an easel by the lake", "painter_1"),
     ("ducks swim on a pond while a girl feeds them", "girl_1"), ("a sailor carries a box in the harbour", "sailor_1")],
)  # fmt: skip
def test_who_is_by_a_lake_a_pond_or_a_harbour_stands_on_land(stages: Stages, prompt: str, who: str) -> None:
    bundle = made(prompt, stages)
    water = course(bundle)
    places = bundle.simulation.clips[who].root_translations[:, :2].astype(float)
    assert water.distance(places).min() > SHORE_M
    for duck in (i for i in bundle.layout.placements if i.startswith("duck")):
        near = track(bundle, duck).translations[:, :2].astype(float)
        assert water.distance(near).max() < 0.0
        assert np.linalg.norm(near[len(near) // 2] - places[len(places) // 2]) < 4.0


def test_a_family_rides_in_one_car_each_in_a_seat_of_their_own(stages: Stages) -> None:
    bundle = made("A family drives down a country road in a red car", stages)
    assert bundle.warnings == ()
    car = track(bundle, "car_1")
    assert way_m(bundle, "car_1") > 8.0
    back = quat.inv(car.rotations.astype(float))
    seats = []
    for person in ("man_1", "woman_1", "boy_1", "girl_1"):
        inside = quat.mul_vec(back, joint(bundle, person, "hips") - car.translations)
        assert np.ptp(inside, axis=0).max() < 0.02  # carried along
        seats.append(inside[0])
    apart = [np.linalg.norm(one - other) for i, one in enumerate(seats) for other in seats[:i]]
    assert min(apart) > 0.5
    assert seats[0][0] > 0.2  # the first is at the wheel
    assert seats[0][1] < 0.3
    across = ahead(car)[:, :2]
    assert np.abs(np.diff(np.unwrap(np.arctan2(across[:, 1], across[:, 0])))).max() < 0.01  # and keeps to the lane
