"""What is worn by what is said, and how it lies on the body."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from backend.m3_assets.character.build import build_character
from backend.m3_assets.wearing import worn_by
from backend.protocol.scene import Action, Entity, Lighting, Relation, SceneDescription, Setting, Shot


def entity(name: str, category: str | None = None) -> Entity:
    return Entity(id=f"{name}_1", lemma=name, category=category or name)


def worn(thing: str, *relations: tuple[str, str, str], uses: str | None = None) -> set[str]:
    """What a man wears of a thing, a belt and a table by these relations (subject, word, object)."""
    description = SceneDescription(
        prompt="", setting=Setting(), lighting=Lighting(), shot=Shot(),
        entities=(entity("man", "person"), entity(thing), entity("belt"), entity("table")),
        relations=tuple(Relation(subject_id=f"{a}_1", predicate=word, spatial=word, object_id=f"{b}_1")
                        for a, word, b in relations),
        actions=() if uses is None else (
            Action(id="a", actor_id="man_1", verb=uses, text=uses, target_id=f"{thing}_1"),),
    )  # fmt: skip
    return {one.lemma for one in worn_by(description).get("man_1", ())}


def test_what_hangs_round_the_neck_or_at_the_belt_is_worn_and_else_held() -> None:
    assert worn("stethoscope", ("man", "with", "stethoscope"), ("stethoscope", "around", "man")) == {"stethoscope"}
    assert worn("camera", ("man", "with", "camera"), ("camera", "round", "man")) == {"camera"}
    assert worn("sword", ("man", "with", "sword"), ("sword", "at", "belt")) == {"sword", "belt"}
    assert not worn("sword", ("man", "with", "sword"))
    assert not worn("sword", ("man", "with", "sword"), ("sword", "at", "belt"), uses="swing")
    assert not worn("camera", ("camera", "on", "table"))


@pytest.mark.parametrize("lemma", ["man", "woman", "girl"])
def test_worn_things_lie_on_their_wearer_and_not_in_them(lemma: str) -> None:
    things = {"headphones": "headphones", "stethoscope": "stethoscope", "scarf": "scarf", "quiver": "quiver",
              "sword": "scabbard", "camera": "neck_camera"}  # fmt: skip
    person = build_character(entity(lemma, "person"), tuple(map(entity, things)), np.random.default_rng(3))
    meshes = {mesh.name: mesh.mesh for mesh in person.meshes}
    skin = meshes["body"]
    corners = skin.vertices[skin.face_vertices.reshape(-1, 4)].astype(np.float64)
    middles = corners.mean(axis=1)
    normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    tree = cKDTree(middles)
    for name in things.values():
        points = meshes[name].vertices.astype(np.float64)
        distance, nearest = tree.query(points)
        off = np.einsum("ij,ij->i", points - middles[nearest], normals[nearest])
        assert name == "scarf" or (off < -0.002).mean() < 0.01, f"{name} is in the {lemma}"  # a scarf hugs the neck
        assert distance.min() < 0.05, f"{name} is away from the {lemma}"


def test_a_cape_is_no_suit() -> None:
    person = build_character(entity("man", "person"), (entity("cape", "suit"),), np.random.default_rng(3))
    names = {mesh.name for mesh in person.meshes}
    assert "cape" in names
    assert "jacket" not in names
