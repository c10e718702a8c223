"""What prompts typed by hand showed to be read wrongly: who he is, what stands alone, what goes along, who has what."""

import pytest

from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.scene import SceneDescription


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def _things(scene: SceneDescription) -> dict[str, tuple[int, set[str]]]:
    return {e.lemma: (e.count, {a.value for a in e.attributes}) for e in scene.entities}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a chair thats broken next to a lamp", {"chair": (1, {"broken"}), "lamp": (1, set())}),
        ("the number 51 bus", {"bus": (1, set())}),
        ("nine grey taxis, a brown vase", {"taxi": (9, {"grey"}), "vase": (1, {"brown"})}),
        ("a burnt sienna owl", {"owl": (1, {"burnt sienna"})}),
        ("a white walled tire", {"tire": (1, {"white walled"})}),
        ("a dragon on a heap of gold coins", {"dragon": (1, set()), "coin": (6, {"gold", "pile"})}),
        ("a couple dances under string lights", {"couple": (1, set()), "string light": (2, set())}),
        ("most of the pupils listen", {"pupil": (2, set())}),
        ("wide shot: desert, lone cactus", {"cactus": (1, {"lone"})}),
        ("a dog grabs a red helmet while he turns", {"dog": (1, set()), "helmet": (1, {"red"})}),
        ("pirate ship in a storm, lightning", {"pirate ship": (1, set())}),
        ("a pair of scissors and a pair of shoes", {"scissors": (1, set()), "shoe": (2, set())}),
        ("a pair of glasses on a book", {"glasses": (1, set()), "book": (1, set())}),
        ("a red motorcycle has a black seat", {"motorcycle": (1, {"red"}), "seat": (1, {"black"})}),
        ("a clear blue lake", {"lake": (1, {"clear", "blue"})}),
        ("a truck with its doors open", {"truck": (1, set()), "door": (2, {"open"})}),
        ("a toilet with the lid down", {"toilet": (1, set()), "lid": (1, {"down"})}),
        ("the sign is round in shape", {"sign": (1, {"round"})}),
        ("yellow grass and litter on the ground, and the door is open",
         {"grass": (1, {"yellow"}), "litter": (1, set()), "ground": (1, set()), "door": (1, {"open"})}),
    ],
)
def test_what_is_there(parser: SceneParser, prompt: str, expected: dict[str, tuple[int, set[str]]]) -> None:
    assert _things(parser.read(prompt)) == expected


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A boy picks up a ball, after that he jumps over a rope.",
         {("boy_1", "pick up", "ball_1", None, None), ("boy_1", "jump", "rope_1", "pick up", None)}),
        ("two boys wait; one of them holds a flashlight, the other a pan",
         {("boy_1", "wait", None, None, None), ("boy_2", "wait", None, None, "wait"),
          ("boy_1", "hold", "flashlight_1", None, "wait"), ("boy_2", "hold", "pan_1", None, "hold")}),
        ("A girl takes a picture of her dog", {("girl_1", "photograph", "dog_1", None, None)}),
        ("A man takes a picture from the wall", {("man_1", "take", "picture_1", None, None)}),
        ("a wizard, holding a staff, bows", {("wizard_1", "hold", "staff_1", None, None),
                                             ("wizard_1", "bow", None, None, "hold")}),
    ],
)  # fmt: skip
def test_who_does_what(parser: SceneParser, prompt: str, expected: set[tuple[str | None, ...]]) -> None:
    scene = parser.read(prompt)
    verb = {action.id: action.verb for action in scene.actions}
    assert {
        (a.actor_id, a.verb, a.target_id, verb.get(a.after or ""), verb.get(a.during or "")) for a in scene.actions
    } == expected


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A teacher points at the map with a stick.", ("teacher_1", "point with", "stick_1")),
        ("A bear stands up on its hind legs in front of a tent.", ("bear_1", "stand up in front of", "tent_1")),
    ],
)
def test_whose_place_it_is(parser: SceneParser, prompt: str, expected: tuple[str, str, str]) -> None:
    assert expected in {(r.subject_id, r.predicate, r.object_id) for r in parser.read(prompt).relations}


def test_words_of_light_and_time_are_no_things(parser: SceneParser) -> None:
    letter = parser.read("a woman reads a letter by candlelight. she folds it")
    assert letter.lighting.mood == "candlelit"
    assert [action.target_id for action in letter.actions] == ["letter_1", "letter_1"]
    run = parser.read("a man runs across the field in 4 seconds")
    assert [entity.lemma for entity in run.entities] == ["man"]
    assert run.actions[0].duration_s == 4.0
    assert parser.read("a ship, lightning").lighting.weather == "storm"
