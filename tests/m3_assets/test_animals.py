"""Bodies of four-legged animals: closed skins, weights, sizes, coats."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common.object_priors import object_prior
from backend.common.skeleton import rest_pose
from backend.m3_assets.animal.build import build_animal, is_animal
from backend.m3_assets.animal.words import SPECIES
from backend.protocol.scene import Asset, Attribute, Entity
from training.m3_assets.build_animals import build

NAMES = [species.name for species in SPECIES]


def animal(lemma: str, *colors: str, seed: int = 1) -> Asset:
    said = tuple(Attribute(type="color", value=color) for color in colors)
    entity = Entity(id=f"{lemma}_1", lemma=lemma, category=lemma, role="character", attributes=said)
    return build_animal(entity, np.random.default_rng(seed))


@pytest.mark.parametrize("name", NAMES)
def test_the_skin_is_closed_and_stands_on_the_floor(name: str) -> None:
    asset = animal(name)
    mesh = asset.meshes[0].mesh
    skin = mesh.face_vertices.reshape(-1, 4)[mesh.part_index == 0]
    edges = np.sort(np.concatenate([skin[:, [i, (i + 1) % 4]] for i in range(4)]), axis=1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    assert np.all(count % 2 == 0), "an edge with an open side"
    assert np.mean(count == 2) > 0.995
    p = mesh.vertices[skin].astype(np.float64)
    volume = sum(np.einsum("ij,ij->", p[:, 0], np.cross(p[:, k], p[:, k + 1])) for k in (1, 2)) / 6.0
    assert volume > 0.0
    assert -0.002 < asset.bounds[0, 2] < 0.01
    assert len(skin) < 15_000


@pytest.mark.parametrize("name", NAMES)
def test_weights_follow_the_skeleton(name: str) -> None:
    asset = animal(name)
    assert asset.skeleton is not None
    names = asset.skeleton.joint_names
    for part in asset.meshes:
        mesh = part.mesh
        assert mesh.skin_weights is not None
        assert mesh.skin_joints is not None
        assert np.allclose(mesh.skin_weights.sum(axis=1), 1.0, atol=1e-4)
        assert mesh.skin_joints.max() < len(names)
    mesh = asset.meshes[0].mesh
    assert mesh.skin_joints is not None
    assert mesh.skin_weights is not None
    first = np.take_along_axis(mesh.skin_joints, mesh.skin_weights.argmax(axis=1)[:, None], axis=1)[:, 0]
    side = np.array([1.0 if n.endswith(".L") else -1.0 if n.endswith(".R") else 0.0 for n in names])[first]
    width = float(asset.dimensions[0])
    assert np.all(side * mesh.vertices[:, 0] > -0.06 * width), "a left bone moves skin of the right"


def test_skeletons_mirror() -> None:
    skeleton = animal("horse").skeleton
    assert skeleton is not None
    heads, _ = rest_pose(skeleton)
    for i, name in enumerate(skeleton.joint_names):
        assert skeleton.parents[i] < i
        if name.endswith(".L"):
            other = skeleton.joint_names.index(name[:-1] + "R")
            assert np.allclose(heads[i] * [-1, 1, 1], heads[other], atol=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_sizes_come_from_the_knowledge_base(name: str) -> None:
    prior = object_prior(name)
    assert prior is not None
    listed = prior.height_m * (1.0 if name == "giraffe" else 1.25)  # of the head, which most lists leave out
    assert 0.8 * prior.height_m < animal(name).dimensions[2] < 1.25 * listed


def test_words_choose_the_coat() -> None:
    black, white = animal("cat", "black"), animal("cat", "white")
    assert black.materials[0].base_color.mean() < 0.03 < 0.5 < white.materials[0].base_color.mean()
    assert animal("dog", "blue").materials[0].base_color.argmax() == 2
    assert animal("zebra").materials[0].pattern == "zebra"


def test_coats_differ_by_seed_and_repeat_by_seed() -> None:
    coats = {animal("dog", seed=seed).parameters[1].value for seed in range(12)}
    assert len(coats) >= 3
    one, two = animal("dog", seed=4), animal("dog", seed=4)
    assert one.meshes[0].mesh.vertices.tobytes() == two.meshes[0].mesh.vertices.tobytes()


def test_a_young_one_is_small_and_a_toy_is_no_animal() -> None:
    assert animal("puppy").dimensions[2] < 0.65 * animal("dog").dimensions[2]
    for lemma, alive in (("teddy bear", False), ("hot dog", False), ("german shepherd", True), ("crow", False)):
        entity = Entity(id="x", lemma=lemma, category="box")
        assert is_animal(entity) == (alive and lemma != "crow"), lemma


def test_stored_skins_are_those_the_tables_give() -> None:
    from backend.m3_assets.animal.build import load_skin

    sheep = next(species for species in SPECIES if species.name == "sheep")
    fresh, stored = build(sheep), load_skin("sheep")
    assert np.allclose(fresh["vertices"], stored[0], atol=1e-4), "run python -m training.m3_assets.build_animals"
    assert np.array_equal(fresh["quads"], stored[1])


@pytest.mark.parametrize(
    ("lemma", "kind", "part", "has"),
    [("stag", "deer", "antler.L", True), ("doe", "deer", "antler.L", False), ("fawn", "deer", "antler.L", False),
     ("lion", "lion", "mane_0_3.L", True), ("lion cub", "lion", "mane_0_3.L", False),
     ("lioness", "lion", "mane_0_3.L", False), ("boar", "pig", "tusk.L", True), ("goat", "goat", "beard", True)],
)  # fmt: skip
def test_forms_of_a_species(lemma: str, kind: str, part: str, has: bool) -> None:
    asset = animal(lemma)
    assert asset.category == kind
    assert (part in {name for mesh in asset.meshes for name in mesh.part_names}) == has
    if "cub" in lemma or lemma == "fawn":
        assert asset.dimensions[2] < 0.7 * animal(kind).dimensions[2]


def test_a_fox_is_red_white_and_black() -> None:
    coat, *_ = animal("fox").materials
    assert coat.second_color is not None
    assert coat.third_color is not None
    assert coat.third_color.max() < 0.05 < coat.base_color[0] < 0.8 < coat.second_color.max() + 0.1
    marks = np.concatenate([m.mesh.markings for m in animal("fox").meshes if m.mesh.markings is not None])
    assert marks.min() < -0.9
    assert marks.max() > 0.9


def test_a_dragon_has_wings_fire_in_its_mouth_and_the_colour_that_is_said() -> None:
    asset = animal("dragon", "red")
    names = {name for mesh in asset.meshes for name in mesh.part_names}
    assert {"membrane_0.L", "membrane_4.R", "wing_upper.L", "horn.R", "talon_front_0.L"} <= names
    assert asset.materials[0].base_color.argmax() == 0
    assert asset.skeleton is not None
    assert {"wing_upper.L", "wing_finger_4.R", "neck_4", "tail_6"} <= set(asset.skeleton.joint_names)
    jet = next(mesh for mesh in asset.meshes if mesh.name == "breath").mesh
    heads, _ = rest_pose(asset.skeleton)
    head = heads[asset.skeleton.joint_names.index("head")]
    assert np.linalg.norm(jet.vertices - head, axis=1).max() < 0.8, "it shows while it is not breathed out"
    fire = next(key for key in jet.shape_keys if key.name == "fire")
    assert (jet.vertices + fire.offsets)[:, 1].min() < head[1] - 3.0


@pytest.mark.parametrize("name", ["dragon", "elephant"])
def test_what_is_breathed_out_is_closed_and_has_two_shapes(name: str) -> None:
    asset = animal(name)
    jet = next(mesh for mesh in asset.meshes if mesh.name == "breath").mesh
    faces = jet.face_vertices.reshape(-1, 4)
    edges = np.sort(np.concatenate([faces[:, [i, (i + 1) % 4]] for i in range(4)]), axis=1)
    _, count = np.unique(edges, axis=0, return_counts=True)
    assert np.all(count == 2)
    assert len(jet.shape_keys) == 2
    assert np.abs(jet.shape_keys[1].offsets).max() > 0.05
