"""Creatures of tales: bodies of their own on the skeleton of people, skins that words paint, clothes in rags."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common.colors import linear_color
from backend.common.resources import resource_path
from backend.m3_assets.character import build_character
from backend.m3_assets.character.creatures import CREATURES
from backend.m3_assets.character.figure_data import load_mesh
from backend.m3_assets.character.poses import POSES, deformed, pose_rotations, shaped
from backend.m3_assets.character.rags import outside, ragged
from backend.protocol.codec import encode
from backend.protocol.scene import Asset, Attribute, Entity, Mesh


def creature(lemma: str, *worn: Entity, seed: int = 1, color: str = "") -> Asset:
    said = (Attribute(type="color", value=color),) if color else ()
    entity = Entity(id="it_1", lemma=lemma, category="person", role="character", attributes=said)
    return build_character(entity, worn, np.random.default_rng(seed))


def mesh_of(asset: Asset, name: str) -> Mesh:
    return next(m.mesh for m in asset.meshes if m.name == name)


def shows_skin(asset: Asset) -> bool:
    covered = mesh_of(asset, "body").covered
    assert covered is not None
    return not covered.all()


@pytest.mark.parametrize(
    ("lemma", "own", "hides_skin"),
    [
        ("skeleton", {"bones"}, True), ("ghost", {"ghost_sheet"}, True), ("alien", {"alien_head"}, False),
        ("monster", {"monster_head", "fur", "claws"}, False), ("werewolf", {"wolf_head", "fur", "trousers"}, False),
        ("mummy", {"bandages", "eyes"}, False), ("vampire", {"cape", "vampire_gear"}, False),
        ("goblin", {"goblin_ears", "long_nose"}, False), ("angel", {"feathered_wings", "halo", "gown"}, False),
        ("demon", {"ram_horns", "bat_wings"}, False), ("devil", {"devil_horns", "devil_tail"}, False),
        ("mermaid", {"fish_tail", "shells"}, False), ("fairy", {"fairy_wings", "elf_ears"}, False),
        ("samurai", {"kabuto", "samurai_plates"}, False), ("superhero", {"cape", "hero_emblem"}, False),
        ("grim reaper", {"bones", "gown"}, True),
    ],
)  # fmt: skip
def test_creatures_are_known_by_what_they_wear_and_are(lemma: str, own: set[str], hides_skin: bool) -> None:
    asset = creature(lemma)
    assert own <= {mesh.name for mesh in asset.meshes}
    assert shows_skin(asset) != hides_skin


@pytest.mark.parametrize("lemma", sorted(CREATURES))
def test_every_creature_stands_on_the_floor_and_keeps_its_shape_in_a_run(lemma: str) -> None:
    asset = creature(lemma)
    skeleton = asset.skeleton
    assert skeleton is not None
    rotations = pose_rotations(skeleton, POSES["run_left"])
    for one in asset.meshes:
        mesh = one.mesh
        assert mesh.skin_weights is not None
        np.testing.assert_allclose(mesh.skin_weights.sum(axis=1), 1.0, atol=1e-5)
        at_rest = shaped(mesh)
        assert float(at_rest[:, 2].min()) > -0.012 * float(asset.bounds[1, 2])
        moved = deformed(skeleton, mesh, at_rest, rotations)
        edges = np.stack([mesh.face_vertices, np.roll(mesh.face_vertices, 1)], axis=1)[1:]
        before, after = (np.linalg.norm(p[edges[:, 0]] - p[edges[:, 1]], axis=1) for p in (at_rest, moved))
        assert float(np.median(after / np.maximum(before, 1e-6))) == pytest.approx(1.0, abs=0.03), one.name


def test_every_creature_names_meshes_that_exist() -> None:
    for costume in CREATURES.values():
        extras = tuple(mesh for mesh, _ in costume.extras)
        for mesh in (costume.top, costume.bottom, costume.shoe, costume.head, costume.hair, *costume.parts, *extras):
            assert not mesh or resource_path("characters", f"{mesh}.npz").exists(), mesh


def test_bones_are_rigid() -> None:
    weights = mesh_of(creature("skeleton"), "bones").skin_weights
    assert weights is not None
    assert set(np.unique(weights).tolist()) == {0.0, 1.0}


@pytest.mark.parametrize("lemma", ["alien", "monster", "troll", "ghost", "devil"])
def test_a_colour_that_is_said_is_that_of_the_skin(lemma: str) -> None:
    asset = creature(lemma, color="green")
    own = {"ghost": "ghost_sheet"}.get(lemma, "body")
    mesh = mesh_of(asset, own)
    main = asset.materials[int(np.bincount(mesh.material_index).argmax())]
    np.testing.assert_allclose(main.base_color, linear_color("green"))
    assert not np.allclose(creature(lemma).materials[0].base_color, main.base_color)


def test_blue_skin_is_blue_on_anybody_and_pale_skin_is_no_paint() -> None:
    def skin(color: str) -> np.ndarray:
        said = Entity(id="skin_1", lemma="skin", category="skin", attributes=(Attribute(type="color", value=color),))
        return np.asarray(creature("woman", said).materials[0].base_color)

    np.testing.assert_allclose(skin("blue"), linear_color("blue"))
    np.testing.assert_allclose(skin("white"), creature("woman").materials[0].base_color)


def test_rags_are_torn_where_the_skin_shows() -> None:
    whole, torn = load_mesh("shirt"), ragged("shirt")
    assert 0.4 * len(whole.quads) < len(torn.quads) < 0.95 * len(whole.quads)
    assert whole.covers is not None
    assert torn.covers is not None
    assert torn.covers.sum() < whole.covers.sum()
    assert not (torn.covers & ~whole.covers).any()
    assert torn.quads.max() < len(torn.vertices)


def test_no_fur_comes_through_the_cloth_over_it() -> None:
    fur, trousers = load_mesh("fur"), ragged("trousers")
    assert trousers.covers is not None
    left = outside("fur", trousers.covers)
    assert len(left.quads) < 0.9 * len(fur.quads)
    body = load_mesh("body").vertices
    middles = left.vertices[left.quads].mean(axis=1)
    nearest = np.argmin(np.linalg.norm(middles[::17, None] - body[None], axis=2), axis=1)
    assert not trousers.covers[nearest].any()


def test_creatures_differ_in_size() -> None:
    def stature(lemma: str) -> float:
        return next(float(p.value) for p in creature(lemma).parameters if p.name == "stature_m")

    assert stature("goblin") < 1.25 < stature("alien") < 1.6 < 2.0 < stature("troll")
    assert stature("dwarf") < 1.35


def test_same_seed_same_bytes() -> None:
    for lemma in ("werewolf", "zombie"):
        assert encode(creature(lemma)) == encode(creature(lemma))
