"""Where it goes without saying, and where it does not."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.lexicon import load_lexicon
from backend.m1_scene_parser.stage import SceneParser
from backend.m1_scene_parser.whereabouts import _ELSEWHERE, _WORK
from backend.m3_assets.environment_grounds import grounds_of
from backend.m3_assets.environment_places import OUTDOOR_WORDS
from backend.m3_assets.environment_styles import KINDS, STYLES


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "place", "indoor"),
    [
        ("A teacher writes on the blackboard while three children sit at their desks", "classroom", True),
        ("A barista makes coffee behind the counter", "cafe", True),
        ("A mechanic repairs a car", "garage", True),
        ("A grandmother knits in a rocking chair by the fireplace", "living room", True),
        ("Santa Claus puts presents under the Christmas tree", "living room", True),
        ("A man sleeps in his bed", "bedroom", True),
        ("A family eats dinner at the table", "living room", True),
        ("A woman takes a shower", "bathroom", True),
        ("A horse gallops", "field", False),
        ("An elephant drinks water", "savanna", False),
        ("Two kids play soccer", "soccer field", False),
        ("An old man feeds pigeons on a bench", "park", False),
        ("A mermaid sits on a rock", "beach", False),
        ("Two people ice skate", "ice rink", False),
    ],
)
def test_people_and_animals_are_where_they_belong(
    parser: SceneParser, prompt: str, place: str, indoor: bool
) -> None:  # fmt: skip
    setting = parser.run(prompt).setting
    assert (setting.place, setting.indoor) == (place, indoor)
    assert parser.read(prompt).setting.place is None, "what is said names no place"


@pytest.mark.parametrize(
    "prompt",
    [
        "A red chair",
        "Three blue bowls on a long wooden shelf",
        "A man walks and waves",
        "A man sits on a chair",
        "Ten dominoes stand on a desk and topple",
        "A small silver robot stands on a stack of two books, an open laptop to the right of it",
        "A horse gallops before a plain white background",
    ],
)
def test_still_lifes_and_plain_deeds_stay_in_the_studio(parser: SceneParser, prompt: str) -> None:
    assert parser.run(prompt).setting.place is None


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("A doctor examines a patient in a tent", None),
        ("A chef chops onions in the forest", "forest"),
        ("A man kicks a soccer ball into the goal", None),
        ("A lion walks past a house", None),
        ("A waiter runs along a road", None),
        ("A secretary types on her computer in the rain", None),
    ],
)
def test_what_is_said_of_the_place_holds(parser: SceneParser, prompt: str, place: str | None) -> None:
    assert parser.run(prompt).setting.place == place


@pytest.mark.parametrize("place", sorted({usual.place for usual in (*_WORK, *_ELSEWHERE)}))
def test_every_place_can_be_built(place: str) -> None:
    is_room = place in STYLES or place in KINDS
    assert is_room or grounds_of(place) or set(place.split()) & set(OUTDOOR_WORDS)
    assert is_room == (place in load_lexicon().sets["place_indoor"])
