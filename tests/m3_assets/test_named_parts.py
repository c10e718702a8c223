"""Things that were boxes once: their word finds them, and the parts by which one knows them are there."""

from __future__ import annotations

import pytest

from backend.common.object_priors import object_prior
from backend.m3_assets import catalogue
from backend.m3_assets.assemble import complete_values

KNOWN_BY = {
    "tractor": ("tractor", "bonnet grille exhaust mudguards seat steering_wheel windows tyre_back.L tyre_front.R"),
    "digger": ("excavator", "belts rollers counterweight boom stick bucket teeth windows"),
    "wheelchair": ("wheelchair", "wheel_back.L_spokes push_rim.L castor_tyre.R seat back arm_rests foot_plates"),
    "electric fan": ("fan", "guard blades motor neck foot"),
    "vacuum": ("vacuum cleaner", "body hose wand floor_head tyre.L"),
    "submarine": ("submarine", "hull tower periscope diving_planes rudders screw"),
    "drone": ("drone", "body arms motors propeller_front.L camera skids"),
    "sax": ("saxophone", "body bow bell neck mouthpiece keys"),
    "scissors": ("scissors", "blade_left blade_right handle_left screw"),
    "flashlight": ("flashlight", "body reflector glass switch"),
    "skull": ("skull", "brain_case eye_sockets nose_hole jaw_bone teeth"),
    "coin": ("coin", "disc star laurel"),
    "beer can": ("soda can", "wall lid tab"),
    "acorn": ("acorn", "nut cup stalk"),
}


@pytest.mark.parametrize("word", KNOWN_BY)
def test_a_word_finds_its_thing_with_the_parts_one_knows_it_by(word: str) -> None:
    name, parts = KNOWN_BY[word]
    prior = object_prior(word)
    assert prior is not None
    assert (prior.category, catalogue.canonical(word)) == (name, name)
    category = catalogue.category(name)
    build = category.build(complete_values(category, {}))
    assert set(parts.split()) <= {part.name for part in build.parts}
    size = [max(c) - min(c) for c in zip(*(v for p in build.parts for v in p.surface.vertices), strict=True)]
    assert all(0.6 < a / b < 1.6 for a, b in zip(size, (prior.width_m, prior.depth_m, prior.height_m), strict=True))


def test_the_arm_of_an_excavator_is_a_chain_of_hinges() -> None:
    category = catalogue.category("excavator")
    joints = category.build(complete_values(category, {})).joints
    assert [joints[name].carrier for name in ("house", "boom", "stick", "bucket")] == ["", "house", "boom", "stick"]
    assert {joint.kind for joint in joints.values()} == {"hinge"}
