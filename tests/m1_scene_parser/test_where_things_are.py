"""Where things are when the scene begins: sides of the picture, what is taken, brought, hung, draped, whose it is."""

import pytest

from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.scene import SceneDescription

PROMPTS = (
    "On the left stands a tall robot, on the right a small one. A lamp shines on his helmet.",
    "Add a lamp next to the sofa and make the walls blue.",
    "Anna takes a hammer from a toolbox. A waiter brings two cups of tea on a tray.",
    "a wizzard looks thru binoculars at dancing skeletons, a chandelier above",
)


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def _spatial(scene: SceneDescription) -> set[tuple[str, str, str]]:
    name = {e.id: e.id.removesuffix("_1") for e in scene.entities}
    return {(name[r.subject_id], r.spatial, name[r.object_id]) for r in scene.relations if r.spatial}


def _has(scene: SceneDescription) -> set[tuple[str, str]]:
    return {(r.subject_id, r.object_id) for r in scene.relations if r.predicate in ("have", "with", "in", "wear")}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("On the left there is a vase. On the right there is a pot.", {("pot", "right_of", "vase")}),
        ("On the left stands a tall robot, on the right a small one.", {("robot_2", "right_of", "robot")}),
        ("in the foreground a bench, in the background a castle", {("castle", "behind", "bench")}),
        ("The ball is on the left, the cube is on the right.", {("cube", "right_of", "ball")}),
        ("A man takes a hammer from a toolbox.", {("hammer", "in", "toolbox")}),
        ("A fox steals a sausage from a plate.", {("sausage", "on", "plate")}),
        ("A queen watches two knights from a tower.", {("queen", "in", "tower")}),
        ("A boy shouts from the balcony.", {("boy", "on", "balcony")}),
        ("An iron ball hangs on a chain.", {("ball", "hanging_from", "chain")}),
        ("A towel hangs over a rope.", {("towel", "on", "rope")}),
        ("A lamp hangs over a table.", {("lamp", "above", "table")}),
        ("A nurse pushes an old woman in a wheelchair.", {("woman", "in", "wheelchair")}),
        ("A waiter brings two cups on a tray.", {("cup", "on", "tray")}),
        ("A man sits. Tools hang on the wall behind him.", {("tool", "on", "wall"), ("wall", "behind", "man")}),
        ("A phone lies on the sand under a hammock.", {("phone", "on", "sand"), ("phone", "under", "hammock")}),
        ("A man plays. A hat lies on the ground before him.", {("hat", "on", "ground"), ("hat", "in_front_of", "man")}),
        ("a sphere and many cubes around it", {("cube", "around", "sphere")}),
        ("a sofa facing a tv with a coffee table between them",
         {("sofa", "facing", "tv"), ("coffee_table", "between", "sofa"), ("coffee_table", "between", "tv")}),
        ("four chairs around a table, a chandelier above",
         {("chair", "around", "table"), ("chandelier", "above", "table")}),
        ("a blue vase with tulips next to a lamp", {("tulip", "in", "vase"), ("vase", "next_to", "lamp")}),
        ("a rug under the coffee table and a lamp by the window",
         {("rug", "under", "coffee_table"), ("lamp", "next_to", "window")}),
        ("the queen's crown rests on a cushion", {("crown", "on", "cushion")}),
        ("a lamp on the sofa's left side", {("lamp", "left_of", "sofa")}),
        ("a wall made of bricks next to a chair", {("wall", "next_to", "chair")}),
        ("a lamp and a cup on the shelf and the door is open", {("lamp", "on", "shelf"), ("cup", "on", "shelf")}),
    ],
)  # fmt: skip
def test_what_is_where(parser: SceneParser, prompt: str, expected: set[tuple[str, str, str]]) -> None:
    assert _spatial(parser.read(prompt)) == expected


@pytest.mark.parametrize(
    ("prompt", "owner", "thing"),
    [
        ("A miner digs. A lamp shines on his helmet.", "miner_1", "helmet_1"),
        ("A house stands on a hill. Smoke rises from its chimney.", "house_1", "chimney_1"),
        ("A mother comes with a broom.", "mother_1", "broom_1"),
        ("a boy whose shirt is red throws a ball", "boy_1", "shirt_1"),
        ("A monkey in a red vest rides a bicycle.", "monkey_1", "vest_1"),
        ("A captain looks through binoculars at a ship.", "captain_1", "binoculars_1"),
        ("A woman with a bag in one hand and a phone in the other waits.", "woman_1", "phone_1"),
        ("a man in a red jumper and jeans holding an umbrella", "man_1", "jeans_1"),
    ],
)
def test_whose_it_is(parser: SceneParser, prompt: str, owner: str, thing: str) -> None:
    scene = parser.read(prompt)
    assert (owner, thing) in _has(scene)
    assert all(r.spatial is None for r in scene.relations if (r.subject_id, r.object_id) == (owner, thing))


def test_what_is_tied_is_not_tied_yet(parser: SceneParser) -> None:
    assert not _spatial(parser.read("A sailor ties a rope to a post."))
    assert _spatial(parser.read("A dog is tied to a post.")) == {("dog", "attached_to", "post")}


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("A rooster stands on the roof of a barn.", None),
        ("a car in front of a school", None),
        ("the kids run out of the school", None),
        ("a wizard's study full of books", "study"),
        ("INT. KITCHEN - DAY. A cat sleeps.", "kitchen"),
        ("a kitchen with a wooden island and four bar stools", "kitchen"),
    ],
)
def test_where_it_happens(parser: SceneParser, prompt: str, place: str | None) -> None:
    scene = parser.run(prompt)
    assert scene.setting.place == place
    assert all(entity.category != "water" for entity in scene.entities)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_explanation_and_correction_show_the_same(parser: SceneParser, prompt: str) -> None:
    scene = parser.run(prompt)
    explained, lines = parser.explain(prompt)
    assert explained == scene
    assert {line.ids for line in lines if line.kind == "entity"} == {(entity.id,) for entity in scene.entities}
    assert all(line.spans or line.source == "implied" for line in lines)
    assert parser.fill_in(scene) == scene
