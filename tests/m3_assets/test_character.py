"""People: a closed skinned body, clothes that cover, words that steer, equal bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from backend.common import quat
from backend.common.colors import linear_color
from backend.common.resources import resource_path
from backend.common.skeleton import forward_kinematics, rest_pose
from backend.m3_assets.character import build_character
from backend.m3_assets.character.costumes import COSTUMES
from backend.m3_assets.character.meshes import CHILD_EYE, CHILD_EYE_SIZE
from backend.m3_assets.character.wardrobe import FEET, HEAD, TOPS
from backend.protocol.codec import encode
from backend.protocol.scene import Asset, AssetMesh, Attribute, Entity, Mesh
from training.m3_assets import growth
from training.m3_assets.figure import EYE
from training.m3_assets.growth import grown


def entity(lemma: str, **attributes: str) -> Entity:
    said = tuple(Attribute(type=kind, value=value) for kind, value in attributes.items())
    return Entity(id=f"{lemma}_1", lemma=lemma, category="person", role="character", attributes=said)


def person(lemma: str = "man", *worn: Entity, seed: int = 1, **attributes: str) -> Asset:
    return build_character(entity(lemma, **attributes), worn, np.random.default_rng(seed))


def mesh_of(asset: Asset, name: str) -> Mesh:
    return next(m.mesh for m in asset.meshes if m.name == name)


def color_of(asset: Asset, name: str) -> NDArray[np.float32]:
    mesh = mesh_of(asset, name)
    return asset.materials[int(np.bincount(mesh.material_index).argmax())].base_color


def posed(asset: Asset, mesh: Mesh, turns: dict[str, float]) -> NDArray[np.float64]:
    """Vertices with joints turned about their local X by radians (linear blend skinning, the oracle of this test)."""
    skeleton = asset.skeleton
    assert skeleton is not None
    rotations = np.tile(quat.IDENTITY, (len(skeleton.joint_names), 1))
    for name, angle in turns.items():
        rotations[skeleton.joint_names.index(name)] = quat.from_angle_axis(angle, np.array([1.0, 0.0, 0.0]))
    rest_heads, rest = rest_pose(skeleton)
    heads, world = forward_kinematics(skeleton, skeleton.rest_translations[0], rotations)
    linear = quat.to_matrix(quat.mul(world, quat.inv(rest)))
    offset = heads - np.einsum("jab,jb->ja", linear, rest_heads)
    blended = np.einsum("vk,vkab->vab", mesh.skin_weights, linear[mesh.skin_joints])
    moved = np.einsum("vk,vka->va", mesh.skin_weights, offset[mesh.skin_joints])
    return np.einsum("vab,vb->va", blended, mesh.vertices) + moved


def volume(points: NDArray[np.floating], quads: NDArray[np.int32]) -> float:
    a, b, c, d = (points[quads[:, k]].astype(np.float64) for k in range(4))
    return float(np.sum(np.cross(a, b) * c) + np.sum(np.cross(a, c) * d)) / 6.0


MAN = person()
BODY = mesh_of(MAN, "body")
QUADS = BODY.face_vertices.reshape(-1, 4)


def test_the_body_is_closed_and_all_quads() -> None:
    assert MAN.meshes[0].name == "body"
    assert set(BODY.face_sizes.tolist()) == {4}
    assert 4000 <= len(BODY.face_sizes) <= 8000
    edges = np.stack([QUADS, np.roll(QUADS, -1, axis=1)], axis=-1).reshape(-1, 2)
    keys = edges[:, 0].astype(np.int64) * 100_000 + edges[:, 1]
    back = edges[:, 1].astype(np.int64) * 100_000 + edges[:, 0]
    assert len(np.unique(keys)) == len(keys), "an edge is used twice the same way"
    assert set(keys.tolist()) == set(back.tolist()), "an edge has one face only"
    assert 0.045 < volume(BODY.vertices, QUADS) < 0.11  # m³, outward winding


@pytest.mark.parametrize("asset_mesh", MAN.meshes, ids=lambda m: m.name)
def test_weights_are_four_and_sum_to_one(asset_mesh: AssetMesh) -> None:
    mesh = asset_mesh.mesh
    assert mesh.skin_joints is not None
    assert mesh.skin_weights is not None
    assert mesh.skin_weights.shape == (len(mesh.vertices), 4)
    np.testing.assert_allclose(mesh.skin_weights.sum(axis=1), 1.0, atol=1e-5)
    assert mesh.skin_joints.max() < len(MAN.skeleton.joint_names)  # type: ignore[union-attr]


@pytest.mark.parametrize("lemma", ["man", "woman", "boy", "girl", "grandfather"])
def test_people_stand_on_the_floor_at_their_height(lemma: str) -> None:
    asset = person(lemma)
    stature = next(p.value for p in asset.parameters if p.name == "stature_m")
    lowest = min(float(m.mesh.vertices[:, 2].min()) for m in asset.meshes)
    assert abs(lowest) < 1e-4
    assert mesh_of(asset, "body").vertices[:, 2].max() == pytest.approx(stature, rel=0.012)
    assert asset.bounds[0, 2] == pytest.approx(0.0, abs=1e-4)


def test_a_child_is_no_scaled_adult() -> None:
    def head_share(asset: Asset) -> float:
        skeleton = asset.skeleton
        assert skeleton is not None
        stature = next(float(p.value) for p in asset.parameters if p.name == "stature_m")
        return float(skeleton.bone_lengths[skeleton.joint_names.index("head")]) / stature

    assert head_share(person("girl")) > 1.2 * head_share(person("woman"))
    assert person("boy").physics.mass_kg < 35 < person("man").physics.mass_kg


# what the segments next to a joint weigh, as shares of the body (Winter 2009, table 4.1): halves of both neighbours
@pytest.mark.parametrize(
    ("turns", "share"),
    [({"forearm.L": 2.09}, 0.022), ({"shin.L": -2.09}, 0.073), ({"thigh.L": 1.57, "thigh.R": 1.57}, 0.242)],
    ids=["elbow 120°", "knee 120°", "sitting"],
)
def test_bends_keep_their_volume(turns: dict[str, float], share: float) -> None:
    at_rest = volume(BODY.vertices, QUADS)
    assert abs(volume(posed(MAN, BODY, turns), QUADS) - at_rest) < 0.20 * share * at_rest


def waist_to_height(asset: Asset) -> float:
    """Girth of the trunk at 0.6 of the stature (the waist of Drillis & Contini), as a share of the stature."""
    mesh = mesh_of(asset, "body")
    points = mesh.vertices + sum(key.value * key.offsets for key in mesh.shape_keys)
    stature = float(points[:, 2].max())
    assert mesh.skin_joints is not None
    assert asset.skeleton is not None
    trunk = [asset.skeleton.joint_names.index(name) for name in ("hips", "spine", "chest")]
    near = np.isin(mesh.skin_joints[:, 0], trunk) & (np.abs(points[:, 2] - 0.6 * stature) < 0.02 * stature)
    ring = ConvexHull(points[near, :2])
    return float(ring.area) / stature  # of a flat hull, `area` is the length of its outline


@pytest.mark.parametrize("lemma", ["man", "woman"])
def test_words_of_build_are_seen(lemma: str) -> None:
    slim, usual, heavy = (waist_to_height(person(lemma, build=word)) for word in ("thin", "", "fat"))
    assert slim < 0.93 * usual
    assert heavy > 1.30 * usual


def eye_of(asset: Asset) -> tuple[float, float, float]:
    """How far down the head its eyes are (0 crown, 1 chin), radius by height of the head, top of the iris (m)."""
    eyes, body = mesh_of(asset, "eyes"), mesh_of(asset, "body")
    left = eyes.vertices[eyes.vertices[:, 0] > 0.0]
    middle, radius = 0.5 * (left.min(axis=0) + left.max(axis=0)), 0.5 * float(np.ptp(left[:, 2]))
    root = next(m for m in asset.meshes if m.name == "body")
    lips = body.vertices[QUADS[body.part_index == root.part_names.index("lips")]].reshape(-1, 3)
    crown, mouth = float(body.vertices[:, 2].max()), float(lips[:, 2].mean())
    ball = next(m for m in asset.meshes if m.name == "eyes")
    edge = eyes.part_index == ball.part_names.index("iris_edge")
    starts = np.concatenate([[0], np.cumsum(eyes.face_sizes)[:-1]])
    corners = [eyes.face_vertices[a : a + n] for a, n in zip(starts[edge], eyes.face_sizes[edge], strict=True)]
    iris = eyes.vertices[np.unique(np.concatenate(corners))]
    return (crown - float(middle[2])) / (crown - mouth), radius / (crown - mouth), float(iris[:, 2].max())


def test_a_child_has_large_eyes_low_in_a_short_face() -> None:
    child, adult = eye_of(person("girl")), eye_of(person("man"))
    assert child[0] > adult[0] + 0.05
    assert child[1] > 1.10 * adult[1]
    np.testing.assert_allclose(grown(EYE[None], 1.0)[0], CHILD_EYE, atol=1e-9)
    assert pytest.approx(growth.CHILD_EYE_SIZE) == CHILD_EYE_SIZE


@pytest.mark.parametrize("lemma", ["man", "woman", "boy", "grandmother"])
def test_no_white_shows_above_an_iris_at_rest(lemma: str) -> None:
    asset = person(lemma)
    assert asset.skeleton is not None
    heads, _ = rest_pose(asset.skeleton)
    eye = heads[asset.skeleton.joint_names.index("eye.L")]
    lashes = mesh_of(asset, "lashes").vertices
    over = lashes[np.abs(lashes[:, 0] - eye[0]) < 0.003 * 1.7]
    assert len(over) > 4
    assert float(over[:, 2].min()) < eye_of(asset)[2]
    raised = next(key for key in mesh_of(asset, "lashes").shape_keys if key.name == "brows_up").offsets
    assert float(raised[:, 2].max()) > 0.002, "raised brows open the eyes"


def test_cloth_hides_the_skin_under_it() -> None:
    shirt, body = mesh_of(person("man", entity("shirt")), "shirt"), BODY
    assert body.covered is not None
    assert 0.2 < body.covered.mean() < 0.75
    head = MAN.skeleton.joint_names.index("head")  # type: ignore[union-attr]
    on_head = (body.skin_joints[:, 0] == head) & (body.skin_weights[:, 0] > 0.9)  # type: ignore[index]
    assert not (body.covered & on_head).any()
    assert shirt.vertices[:, 2].min() > 0.3


def test_colour_words_reach_the_clothes() -> None:
    np.testing.assert_allclose(color_of(person("man", entity("shirt", color="red")), "shirt"), linear_color("red"))
    np.testing.assert_allclose(color_of(person("woman", entity("dress", color="blue")), "dress"), linear_color("blue"))
    old_man = person("man", entity("coat", color="green"), age="old")
    np.testing.assert_allclose(color_of(old_man, "coat"), linear_color("green"))


def test_beards_baldness_and_hats() -> None:
    names = {m.name for m in person("man", entity("beard", color="grey"), age="old").meshes}
    assert "beard" in names
    assert not {m.name for m in person("man", state="bald").meshes} & {"hair_short", "hair_ring"}
    assert "hat" in {m.name for m in person("woman", entity("hat", color="yellow")).meshes}


@pytest.mark.parametrize("word", sorted({*TOPS, *FEET, *HEAD, "skirt", "shorts"}))
def test_every_garment_word_makes_a_mesh(word: str) -> None:
    bare, dressed = person("woman"), person("woman", entity(word))
    assert len(dressed.meshes) >= 6
    assert {m.name for m in dressed.meshes} != {"body", "eyes"}
    assert len(dressed.meshes[0].mesh.vertices) == len(bare.meshes[0].mesh.vertices)


@pytest.mark.parametrize("lemma", ["knight", "robot", "wizard", "astronaut", "king", "footballer"])
def test_roles_dress_their_part(lemma: str) -> None:
    asset = person(lemma)
    assert {m.name for m in asset.meshes} != {m.name for m in person("man").meshes}
    shares = {m.name for m in asset.meshes}
    own = {"knight": "great_helm", "robot": "robot_parts", "wizard": "pointed_hat", "astronaut": "space_gear",
           "king": "crown", "footballer": "shorts"}  # fmt: skip
    assert own[lemma] in shares
    assert ("eyes" in shares) == (lemma not in ("knight", "robot", "astronaut"))


@pytest.mark.parametrize(
    ("lemma", "own", "not_worn"),
    [
        ("ballerina", {"tutu", "tights", "slippers", "hair_bun"}, {"trousers", "skirt"}),
        ("chef", {"toque", "apron"}, {"hat"}),
        ("police officer", {"peaked_cap", "shirt"}, {"cap"}),
        ("businesswoman", {"jacket", "dress_shirt"}, {"undershirt"}),
        ("ninja", {"hood", "eyes"}, {"hair_short", "beard"}),
        ("bride", {"gown", "veil"}, {"trousers"}),
    ],
)
def test_professions_wear_what_they_are_known_by(lemma: str, own: set[str], not_worn: set[str]) -> None:
    names = {mesh.name for mesh in person(lemma).meshes}
    assert own <= names
    assert not names & not_worn


def test_every_costume_names_meshes_that_exist() -> None:
    for costume in COSTUMES.values():
        extras = tuple(mesh for mesh, _ in costume.extras)
        for mesh in (costume.top, costume.bottom, costume.shoe, costume.head, costume.shirt, costume.hair, *extras):
            assert not mesh or resource_path("characters", f"{mesh}.npz").exists(), mesh


def test_what_is_worn_replaces_the_costume() -> None:
    names = {mesh.name for mesh in person("chef", entity("hat", color="red")).meshes}
    assert "hat" in names
    assert "toque" not in names


def test_capsules_sit_on_their_joints() -> None:
    assert MAN.skeleton is not None
    skeleton = MAN.skeleton
    heads, rotations = rest_pose(skeleton)
    joints = [shape.joint for shape in MAN.collision_shapes]
    assert len(set(joints)) == len(joints) == 18
    for shape in MAN.collision_shapes:
        assert shape.joint is not None
        joint = skeleton.joint_names.index(shape.joint)
        local = quat.mul_vec(quat.inv(rotations[joint]), shape.transform.translation - heads[joint])
        along = quat.mul_vec(
            quat.inv(rotations[joint]), quat.mul_vec(shape.transform.rotation, np.array([0.0, 0.0, 1.0]))
        )
        np.testing.assert_allclose(along, [0.0, 1.0, 0.0], atol=1e-5)
        np.testing.assert_allclose(local[[0, 2]], 0.0, atol=1e-5)
        assert 0.0 < local[1] <= skeleton.bone_lengths[joint]


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), lemma=st.sampled_from(["man", "woman", "boy", "girl", "person", "grandmother"]))
def test_same_seed_same_bytes(seed: int, lemma: str) -> None:
    first, second = encode(person(lemma, seed=seed)), encode(person(lemma, seed=seed))
    assert first == second


def test_seeds_make_different_people() -> None:
    statures = {next(p.value for p in person("woman", seed=seed).parameters) for seed in range(6)}
    assert len(statures) == 6


def test_every_finger_has_a_nail_that_gloves_hide() -> None:
    for lemma, name in (("man", "nails"), ("boxer", "gloves")):
        asset = person(lemma)
        body = asset.meshes[0]
        nails = body.mesh.part_index == body.part_names.index("nail")
        assert nails.sum() == 2 * 5 * 2, "two faces on each finger"
        assert {asset.materials[index].name for index in body.mesh.material_index[nails]} == {name}
