"""The stage as the pipeline runs it: words obeyed, instances shared, stand-ins named, nothing global."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common.progress import silent
from backend.m3_assets.described_parts import KINDS
from backend.m3_assets.geometry_check import problems
from backend.m3_assets.stage import AssetBuilder
from backend.m3_assets.stand_in import STAND_IN
from backend.protocol.errors import JobCancelled
from backend.protocol.scene import (
    Asset,
    AssetSet,
    Attribute,
    Entity,
    Lighting,
    Relation,
    SceneDescription,
    Setting,
    Shot,
)

BUILDER = AssetBuilder.load()


def entity(name: str, count: int = 1, category: str | None = None, **attributes: str) -> Entity:
    said = tuple(Attribute(type=kind, value=value) for kind, value in attributes.items())
    return Entity(id=f"{name.replace(' ', '_')}_1", lemma=name, category=category or name, count=count, attributes=said)


def described(
    *entities: Entity, relations: tuple[Relation, ...] = (), excluded: tuple[str, ...] = ()
) -> SceneDescription:
    return SceneDescription(
        prompt="", setting=Setting(), lighting=Lighting(), shot=Shot(), entities=entities, relations=relations,
        actions=(), excluded=excluded,
    )  # fmt: skip


def run(*entities: Entity, seed: int = 1, **rest: object) -> AssetSet:
    return BUILDER.run(described(*entities, **rest), rng=np.random.default_rng(seed), progress=silent)  # type: ignore[arg-type]


def main_color(asset: Asset) -> np.ndarray:
    """Base colour of the material that covers most faces."""
    index = np.bincount(np.concatenate([one.mesh.material_index for one in asset.meshes])).argmax()
    return asset.materials[int(index)].base_color


def test_every_instance_is_an_asset_and_equal_ones_share_arrays() -> None:
    assets = run(entity("chair", 3), entity("table")).assets
    assert {"chair_1.1", "chair_1.2", "chair_1.3", "table_1"} <= set(assets)
    first, last = assets["chair_1.1"].meshes[0].mesh, assets["chair_1.3"].meshes[0].mesh
    assert first.vertices is last.vertices
    assert assets["chair_1.2"].label == "Chair 2"


def test_trees_of_one_wood_differ_and_few_of_many_are_made() -> None:
    assets = run(entity("tree", 12)).assets
    shapes = {id(assets[f"tree_1.{k}"].meshes[0].mesh.vertices) for k in range(1, 13)}
    assert 2 <= len(shapes) <= 5


def test_the_surroundings_are_of_role_environment() -> None:
    assets = run(entity("table")).assets
    assert any(asset.role == "environment" for asset in assets.values())
    assert assets["table_1"].role == "prop"


@pytest.mark.parametrize(("word", "channel"), [("red", 0), ("green", 1), ("blue", 2)])
@pytest.mark.parametrize("name", ["chair", "couch", "ball", "box", "car"])
def test_a_colour_word_colours_the_thing(name: str, word: str, channel: int) -> None:
    color = main_color(run(entity(name, color=word)).assets[f"{name}_1"])
    assert int(np.argmax(color)) == channel


def test_material_size_and_shape_words_are_obeyed() -> None:
    table = run(entity("table", material="glass", shape="round")).assets["table_1"]
    values = {p.name: p.value for p in table.parameters}
    assert values["material"] == "glass"
    assert values["shape"] == "round"
    assert abs(table.dimensions[0] - table.dimensions[1]) < 0.01
    sizes = [run(entity("box", size=size)).assets["box_1"].dimensions[0] for size in ("tiny", "small", "big", "huge")]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 3 * sizes[0]


def test_a_striped_thing_has_a_pattern_in_both_colours() -> None:
    couch = Entity(
        id="couch_1", lemma="couch", category="couch",
        attributes=tuple(Attribute(type=t, value=v) for t, v in
                         (("color", "blue"), ("color", "white"), ("pattern", "striped"))),
    )  # fmt: skip
    cloth = run(couch).assets["couch_1"].materials[0]
    assert cloth.pattern == "striped"
    assert int(np.argmax(cloth.base_color)) == 2
    assert cloth.second_color is not None
    assert cloth.second_color.min() > 0.6


def test_worn_things_belong_to_their_person() -> None:
    man = Entity(id="man_1", lemma="man", category="person", role="character")
    jacket, hat = entity("jacket", color="green"), entity("hat")
    wears = Relation(subject_id="man_1", predicate="in", spatial=None, object_id="jacket_1")
    on_table = Relation(subject_id="hat_1", predicate="on", spatial="on", object_id="table_1")
    result = run(man, jacket, hat, entity("table"), relations=(wears, on_table))
    assert "jacket_1" not in result.assets
    assert "hat_1" in result.assets
    assert result.assets["man_1"].source == "character"


def test_unknown_words_get_a_stand_in_of_their_size_and_a_note() -> None:
    result = run(entity("llama", category="box"), entity("zyxomat", category="zyxomat"))
    llama = result.assets["llama_1"]
    assert llama.stand_in_for == "llama"
    assert 1.2 < llama.dimensions[2] < 2.6
    assert result.assets["zyxomat_1"].stand_in_for == "zyxomat"
    assert any("llama" in note for note in result.notes)
    assert run(entity("chair")).notes == ()


@pytest.mark.parametrize("form", ["block", "four-legged", "bird", "folded"])
def test_stand_ins_are_sound(form: str) -> None:
    build = STAND_IN.build({**{p.name: p.value for p in STAND_IN.parameters}, "form": form})
    for part in build.parts:
        assert problems(part.surface) == [], part.name
    low = min(float(part.surface.vertices[:, 2].min()) for part in build.parts)
    assert abs(low) < 0.005


def test_parts_that_are_described_are_put_on_what_nobody_knows() -> None:
    machine, wheels, arm = entity("machine", category="box"), entity("wheel", 2), entity("arm", size="long")
    having = tuple(Relation(subject_id="machine_1", predicate="with", spatial=None, object_id=part)
                   for part in ("wheel_1", "arm_1"))  # fmt: skip
    result = run(machine, wheels, arm, relations=having)
    assert {name for name in result.assets if name[:5] in ("wheel", "arm_1")} == set()
    built = result.assets["machine_1"]
    assert [one.name for one in built.meshes] == ["body", "wheel_1", "wheel_2"]
    assert any(name.startswith("arm_1") for name in built.meshes[0].part_names)
    assert any("machine" in note and "wheels, arms" in note for note in result.notes)
    on_the_ground = min(float(one.joint.origin[2] + one.mesh.vertices[:, 2].min()) for one in built.meshes if one.joint)
    assert on_the_ground == pytest.approx(0.0, abs=2e-3)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_described_parts_are_sound_and_as_many_as_said(kind: str) -> None:
    build = STAND_IN.build({**{p.name: p.value for p in STAND_IN.parameters}, kind: 3})
    assert all(problems(part.surface) == [] for part in build.parts)
    stem = kind.removesuffix("s")
    numbers = {part.name.split("_")[1] for part in build.parts if part.name.startswith(f"{stem}_")}
    assert numbers == {"1", "2", "3"}


def test_what_is_ruled_out_is_not_built() -> None:
    assert "lamp_1" not in run(entity("lamp"), entity("table"), excluded=("lamp",)).assets


def test_same_seed_same_bytes_and_one_more_thing_changes_no_other() -> None:
    one, other = run(entity("bookshelf"), entity("table")), run(entity("bookshelf"), entity("table"), entity("rug"))
    for name in ("bookshelf_1", "table_1"):
        a, b = one.assets[name], other.assets[name]
        assert a.parameters == b.parameters
        assert a.meshes[0].mesh.vertices.tobytes() == b.meshes[0].mesh.vertices.tobytes()
    assert run(entity("table"), seed=2).assets["table_1"].parameters != one.assets["table_1"].parameters


def test_progress_can_cancel() -> None:
    def cancel(fraction: float, message: str = "") -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        BUILDER.run(described(entity("table")), rng=np.random.default_rng(0), progress=cancel)


def test_a_house_with_a_blue_door_is_one_thing() -> None:
    from backend.common.colors import linear_color
    from backend.m1_scene_parser.stage import SceneParser

    described = SceneParser.load().run("a brown house with a blue door", progress=lambda fraction, text="": None)
    made = AssetBuilder.load().run(described, rng=np.random.default_rng(0), progress=lambda fraction, text="": None)
    assert not any(asset.category == "door" for asset in made.assets.values())
    (house,) = (asset for asset in made.assets.values() if asset.category == "house")
    (door,) = (material for material in house.materials if material.name == "door")
    np.testing.assert_allclose(door.base_color, linear_color("blue"), atol=0.02)
