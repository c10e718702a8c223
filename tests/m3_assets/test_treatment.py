"""Words that change any thing: worn, dirty, shiny, broken, of an era, low-poly, cartoon."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m3_assets import catalogue
from backend.m3_assets.assemble import assemble, complete_values
from backend.m3_assets.contract import Build
from backend.m3_assets.making import volume
from backend.protocol.scene import Attribute, Entity


def values_for(name: str, *said: tuple[str, str]) -> dict[str, float | int | bool | str]:
    attributes = tuple(Attribute(type=kind, value=word) for kind, word in said)  # type: ignore[arg-type]
    entity = Entity(id="x_1", lemma=name, category=name, attributes=attributes)
    return catalogue.category(name).sample(entity, np.random.default_rng(0))


def build_of(name: str, *said: tuple[str, str]) -> Build:
    category = catalogue.category(name)
    return category.build(complete_values(category, values_for(name, *said)))


@pytest.mark.parametrize(
    ("said", "parameter", "value"),
    [
        (("state", "muddy"), "condition", "dirty"),
        (("state", "polished"), "condition", "shiny"),
        (("state", "cracked"), "condition", "broken"),
        (("style", "futuristic"), "era", "sci-fi"),
        (("style", "medieval"), "era", "medieval"),
        (("style", "low-poly"), "rendition", "low-poly"),
        (("style", "cartoonish"), "rendition", "cartoon"),
    ],
)
def test_words_set_their_parameter_and_no_other(said: tuple[str, str], parameter: str, value: str) -> None:
    plain, treated = values_for("bench"), values_for("bench", said)
    assert treated[parameter] == value
    others = {"condition", "era", "rendition"} - {parameter}
    assert all(treated[name] == plain[name] == "" for name in others)


def test_a_style_of_its_own_comes_before_the_era() -> None:
    values = values_for("chair", ("style", "modern"))
    assert values["style"] == "modern"
    assert values["era"] == ""


def test_low_poly_said_in_two_words_makes_nothing_low() -> None:
    values = values_for("table", ("size", "low"), ("other", "poly"))
    assert values["rendition"] == "low-poly"
    assert values["height_m"] == values_for("table")["height_m"]


def test_wear_dirt_and_shine_reach_the_materials() -> None:
    plain = build_of("vase").materials[0]
    assert build_of("vase", ("state", "dirty")).materials[0].dirt > 0.5 > plain.dirt
    assert build_of("vase", ("state", "worn")).materials[0].wear > 0.5 > plain.wear
    assert build_of("vase", ("state", "shiny")).materials[0].roughness < 0.1 < build_of(
        "vase", ("state", "matte")).materials[0].roughness  # fmt: skip


def test_an_era_changes_what_it_is_made_of_but_not_a_colour_that_was_asked_for() -> None:
    medieval = build_of("table", ("style", "medieval")).materials[0]
    assert not np.allclose(medieval.base_color, build_of("table").materials[0].base_color)
    red = build_of("table", ("style", "medieval"), ("color", "red")).materials[0]
    assert red.base_color[0] > 3 * red.base_color[1]


def test_an_era_shows_on_the_paint_of_a_car_and_leaves_its_lamps_and_panes() -> None:
    plain = {one.name: one for one in build_of("car").materials}
    for era in ("modern", "rustic", "old", "medieval", "sci-fi"):
        found = {one.name: one for one in build_of("car", ("style", era)).materials}
        assert np.abs(found["paint"].base_color - plain["paint"].base_color).max() > 0.05, era
        for kept in ("lamp_front", "glass", "plate"):
            assert np.array_equal(found[kept].base_color, plain[kept].base_color), (era, kept)
    panes = {one.name: one for one in build_of("house", ("style", "medieval")).materials}["panes"]
    assert panes.kind == "plain"
    assert panes.base_color.max() < 0.1
    red = build_of("car", ("style", "sci-fi"), ("color", "red")).materials[0]
    assert red.base_color[0] > 3 * red.base_color[1]


@pytest.mark.parametrize("name", ["chair", "cup", "car", "house"])
def test_something_of_what_is_futuristic_glows_and_not_all_of_it(name: str) -> None:
    build = build_of(name, ("style", "futuristic"))
    lit = {one.name for one in build.materials if one.kind == "emission"}
    glowing = [part for part in build.parts if part.material in lit]
    assert 0 < len(glowing) < len(build.parts)


def test_what_grows_or_is_eaten_is_of_no_era() -> None:
    for name in ("bread", "tree"):
        same = zip(build_of(name).materials, build_of(name, ("style", "rustic")).materials, strict=True)
        assert all(np.array_equal(a.base_color, b.base_color) and a.kind == b.kind for a, b in same)


def test_a_broken_vase_lacks_a_piece_and_stands_as_before() -> None:
    whole, broken = build_of("vase"), build_of("vase", ("state", "broken"))
    volumes = [sum(volume(part.surface) for part in one.parts if part.closed) for one in (whole, broken)]
    assert 0.5 * volumes[0] < volumes[1] < 0.99 * volumes[0]
    assert min(part.surface.vertices[:, 2].min() for part in broken.parts) == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("name", ["car", "tree", "barrel"])
def test_low_poly_has_flat_faces_and_fewer_of_them(name: str) -> None:
    category = catalogue.category(name)
    plain = assemble(category, values_for(name), "x", "x")
    low = assemble(category, values_for(name, ("style", "low-poly")), "x", "x")
    assert not any(one.mesh.smooth for one in low.meshes)
    counts = [sum(len(one.mesh.vertices) for one in asset.meshes) for asset in (plain, low)]
    assert counts[1] < 0.85 * counts[0]
    assert np.allclose(low.dimensions, plain.dimensions, rtol=0.15)


def test_a_cartoon_chair_is_stout() -> None:
    plain, drawn = values_for("chair"), values_for("chair", ("style", "cartoon"))
    assert float(drawn["width_m"]) / float(drawn["height_m"]) > 1.2 * float(plain["width_m"]) / float(plain["height_m"])
    legs = [
        next(part for part in build_of("chair", *said).parts if part.name.startswith("leg"))
        for said in ((), (("style", "cartoon"),))
    ]
    thin = [np.sort(np.ptp(leg.surface.vertices, axis=0))[0] for leg in legs]
    assert thin[1] > 1.2 * thin[0]


def test_every_treatment_of_a_thing_is_the_same_twice() -> None:
    for said in (("state", "broken"), ("style", "low-poly"), ("style", "cartoon")):
        first, second = build_of("barrel", said), build_of("barrel", said)
        for one, other in zip(first.parts, second.parts, strict=True):
            assert np.array_equal(one.surface.vertices, other.surface.vertices)


@pytest.mark.parametrize("name", ["laptop", "fish", "curtain"])
def test_what_opens_swims_or_hangs_takes_every_treatment(name: str) -> None:
    category = catalogue.category(name)
    for parameter, word in (("condition", "broken"), ("rendition", "low-poly"), ("rendition", "cartoon")):
        made = assemble(category, {parameter: word}, "x", "x")
        assert all(np.isfinite(one.mesh.vertices).all() and len(one.mesh.face_sizes) for one in made.meshes)


@pytest.mark.parametrize(
    ("said", "style"),
    [
        (("style", "vintage"), "vintage"),
        (("style", "rustic"), "vintage"),
        (("age", "old"), "classic"),
        (("style", "modern"), "electric"),
        (("style", "sports"), "sports"),
    ],
)
def test_the_age_of_a_car_is_seen_in_its_shape(said: tuple[str, str], style: str) -> None:
    assert values_for("car", said)["style"] == style
    plain, aged = (np.ptp(np.concatenate([p.surface.vertices for p in build_of("car", *words).parts]), axis=0)
                   for words in ((), (said,)))  # fmt: skip
    assert np.abs(aged / plain - 1.0).max() > 0.02
    names = {part.name for part in build_of("car", said).parts}
    own = {"vintage": "running_boards", "classic": "fins", "electric": "light_bands", "sports": "mirrors"}[style]
    assert own in names


@pytest.mark.parametrize("name", ["house", "car", "tree", "chair", "boat"])
def test_what_is_on_fire_has_flames_about_it(name: str) -> None:
    plain, burnt = build_of(name), build_of(name, ("state", "burning"))
    flames = next(part.surface.vertices for part in burnt.parts if part.name == "flames")
    body = np.concatenate([part.surface.vertices for part in plain.parts])
    size = np.ptp(body, axis=0)
    assert flames[:, 2].max() > body[:, 2].max()  # over the top
    assert (np.abs(flames.mean(axis=0) - body.mean(axis=0))[:2] < 0.35 * size[:2]).all()  # about its middle
    assert np.ptp(flames[:, 2]) < 2.0 * size[2]
    assert {one.kind for one in burnt.materials} >= {"flame"}
    assert burnt.physics.mass_kg == plain.physics.mass_kg


def test_a_burning_candle_is_only_lit() -> None:
    assert values_for("candle", ("state", "burning"))["condition"] == ""
