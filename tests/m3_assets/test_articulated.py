"""Parts that move on parts that move."""

from __future__ import annotations

import numpy as np

from backend.m3_assets import catalogue
from backend.m3_assets.assemble import assemble
from backend.protocol.scene import Asset, Entity


def made(word: str) -> Asset:
    category = catalogue.category(word)
    entity = Entity(id="x_1", lemma=word, category=category.name)
    return assemble(category, category.sample(entity, np.random.default_rng(0)), "x_1", word)


def test_a_desk_lamp_has_an_arm_that_carries_an_arm_that_carries_the_shade() -> None:
    lamp = made("desk lamp")
    joints = {mesh.name: mesh.joint for mesh in lamp.meshes if mesh.joint is not None}
    assert {name: joint.carrier for name, joint in joints.items()} == {
        "lower_arm": "", "upper_arm": "lower_arm", "shade": "upper_arm",
    }  # fmt: skip
    heights = [float(joint.origin[2]) for joint in joints.values()]  # a carrier comes before what it carries
    assert heights == sorted(heights)
    assert all(joint.limits[0] < 0.0 < joint.limits[1] for joint in joints.values())
    parts = {mesh.name: mesh.part_names for mesh in lamp.meshes}
    assert "bulb" in parts["shade"]
    assert "foot" in parts[lamp.meshes[0].name]
