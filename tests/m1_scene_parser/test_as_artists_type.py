"""Orders to the builder, slips of the fingers, film words, what is ruled out, names, what somebody is like."""

import pytest

from backend.m1_scene_parser.lexicon import load_lexicon
from backend.m1_scene_parser.spelling import mend_slips
from backend.m1_scene_parser.stage import SceneParser
from backend.m1_scene_parser.tokens import tokenize
from backend.protocol.scene import SceneDescription


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def _things(scene: SceneDescription) -> dict[str, int]:
    return {e.id.removesuffix("_1"): e.count for e in scene.entities}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a wizzard and a trol on teh street", "a wizard and a troll on the street"),
        ("an elefant rides a bycicle", "an elephant rides a bicycle"),
        ("two girafes in a feild", "two giraffes in a field"),
        ("a surboard in a restauant", "a surfboard in a restaurant"),
        ("a doorman, a trapdoor and a quokka", "a doorman , a trapdoor and a quokka"),
        ("a statue with a lit angle and a bearded priest", "a statue with a lit angle and a bearded priest"),
        ("an italian café", "an italian cafe"),
    ],
)
def test_slips_are_mended_and_words_kept(typed: str, meant: str) -> None:
    tokens = tokenize(typed)
    mend_slips(tokens, load_lexicon())
    assert " ".join(token.word for token in tokens) == meant


@pytest.mark.parametrize(
    ("prompt", "things"),
    [
        ("add a lamp next to the sofa and make the walls blue", {"lamp": 1, "sofa": 1, "wall": 2}),
        ("make the car red and put it in front of the garage", {"car": 1, "garage": 1}),
        ("remove the table", {}),
        ("a table with twelve chairs, six on each side", {"table": 1, "chair": 12}),
        ("a boy on his dad's shoulders", {"boy": 1, "dad": 1, "shoulder": 2}),
        ("could you create a scene where a frog jumps", {"frog": 1}),
        ("over the shoulder shot of a man", {"man": 1}),
        ("slow motion shot of a glass on the floor", {"glass": 1, "floor": 1}),
        ("a red ball on a stone, product photography", {"ball": 1, "stone": 1}),
        ("a city street without cars at night, wet asphalt", {"asphalt": 1}),
        ("a man with neither hat nor coat", {"man": 1}),
        ("a queue of four people", {"person": 4}),
        ("a table set for two with candles", {"table": 1, "candle": 2}),
        ("Two gunslingers face each other, twenty paces apart.", {"gunslinger": 2}),
        ("Two deer drink from a trough.", {"deer": 2, "trough": 1}),
        ("a mouse in a chef's hat", {"mouse": 1, "hat": 1}),
        ("dancing skeletons", {"skeleton": 2}),
        ("Anna smiles at Tom. Anna waves.", {"woman": 1, "man": 1}),
        ("A man in handcuffs sits.", {"man": 1, "handcuffs": 1}),
    ],
)
def test_what_is_there(parser: SceneParser, prompt: str, things: dict[str, int]) -> None:
    assert _things(parser.read(prompt)) == things


@pytest.mark.parametrize(
    ("prompt", "deeds"),
    [
        ("dancing skeletons", {("skeleton_1", "dance", None)}),
        ("an explosion behind a running man", {("man_1", "run", None)}),
        ("a treasure chest with a fish swimming around it", {("fish_1", "swim", "treasure_chest_1")}),
        ("a teddy bear sitting in an armchair reading a newspaper",
         {("teddy_bear_1", "read", "newspaper_1")}),
        ("a doctor listens to a child's heart", {("doctor_1", "listen", "child_1")}),
        ("a boy whose shirt is red throws a ball", {("boy_1", "throw", "ball_1")}),
        ("A man on the left waves.", {("man_1", "wave", None)}),
        ("put the cup on the table", set()),
        ("A magician waits. His assistant lies in a box. He saws the box.",
         {("magician_1", "wait", None), ("assistant_1", "lie", "box_1"), ("magician_1", "saw", "box_1")}),
    ],
)  # fmt: skip
def test_who_does_what(parser: SceneParser, prompt: str, deeds: set[tuple[str, str, str | None]]) -> None:
    assert {(a.actor_id, a.verb, a.target_id) for a in parser.run(prompt).actions} == deeds


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("A mother holds a baby. She smiles.", "mother_1"),
        ("A queen walks. A gardener bows. She picks a rose.", "queen_1"),
        ("A nurse sits. She yawns. A doctor gives her a cup. She smiles.", "nurse_1"),
    ],
)
def test_who_she_is(parser: SceneParser, prompt: str, kind: str) -> None:
    assert parser.read(prompt).actions[-1].actor_id == kind
