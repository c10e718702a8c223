"""Sizes, masses and categories of the knowledge base, and the errors of a user's own files."""

import json
from pathlib import Path

import pytest

from backend.common.object_priors import object_prior, object_priors, read_entries
from backend.m3_assets import catalogue
from backend.m3_assets.animal.words import SPECIES
from backend.protocol.errors import InvalidRequestError

CANONICAL = """
table;chair;bench;bed;couch;desk;bookshelf;shelf;cabinet;box;crate;counter;book;laptop;tv;picture;mirror;sign;door
window;wall;fence;house;building;stairs;lamp;street light;pole;cup;glass;bottle;plate;bowl;vase;pot;hat;umbrella;ball
soccer ball;goal;domino;ramp;tree;bush;flower;car;road;grass;ground;floor;room;water;rock;mountain;sky;cloud;person
"""


@pytest.mark.parametrize("name", CANONICAL.replace("\n", ";").strip(";").split(";"))
def test_every_canonical_category_has_an_entry(name: str) -> None:
    prior = object_prior(name)
    assert prior is not None
    assert prior.category == name


def test_entries_are_sane() -> None:
    """Shapes are those that can be built: the catalogue's, people, and the surroundings."""
    animals = {species.name for species in SPECIES}
    categories = {*catalogue.categories(), *animals, "person", "floor", "ground", "grass", "room", "sky"}
    for prior in object_priors().values():
        assert prior.category in categories or prior.group in ("clothing", "body")
        low, high = prior.height_range_m
        assert 0 < low <= high
        assert min(prior.width_m, prior.depth_m, prior.height_m) > 0
        assert prior.mass_kg is None or prior.mass_kg > 0


def test_lookup_falls_back_to_the_last_word() -> None:
    assert object_prior("old garden chair") == object_prior("chair")
    assert object_prior("soccer_ball") == object_prior("soccer ball")
    assert object_prior("quux") is None


def test_a_users_entry_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCENELOOM_KNOWLEDGE_BASE", str(tmp_path))
    (tmp_path / "mine.json").write_text(json.dumps([{"name": "chair", "size_m": [1, 1, 3]}]), encoding="utf-8")
    chair = object_prior("chair")
    assert chair is not None
    assert chair.height_m == 3.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[\n{"name": "a", "size_m": [1, 1, 1]},\n{"name": "b" "size_m": 1}]', "line 3: is no valid JSON"),
        ('{"name": "a"}', "line 1: must hold a list"),
        ('[\n{"name": "a", "size_m": [1, 1, 1]},\n{"size_m": [1, 1, 1]}]', "line 3: entry 2 needs a name"),
        ('[\n{"name": "a", "size_m": [1, 0, 1]}]', "line 2: size_m of “a” must be 3 numbers above zero"),
        ('[{"name": "a", "size_m": [1, 1, 1], "mass_kg": -2}]', "mass_kg of “a” must be a number"),
        ('[{"name": "a", "size_m": [1, 1, 1], "colour": 1}]', "unknown field “colour”"),
        ('[{"name": "a", "size_m": [1, 1, 1], "role": "hero"}]', "role of “a” must be one of"),
    ],
)
def test_wrong_files_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRequestError, match=r"mine\.json") as raised:
        read_entries(path)
    assert message in raised.value.message
