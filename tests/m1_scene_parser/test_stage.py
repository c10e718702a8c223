"""The rule parser on whole prompts: what is found, what is never broken, how fast."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from backend.common.progress import silent
from backend.m1_scene_parser.benchmark import random_string, strings
from backend.m1_scene_parser.stage import SceneParser
from backend.m1_scene_parser.validity import problem_of
from backend.protocol.codec_json import description_to_json
from backend.protocol.errors import InvalidRequestError, JobCancelled
from backend.protocol.scene import SceneDescription

OLD_MAN = (
    "An old man in a green jacket walks slowly to a round wooden table with three chairs around it, then waves. "
    "No lamps. At sunset."
)
OLD_MAN_JSON = """
{"prompt": "…", "duration_s": null,
 "setting": {"place": null, "indoor": false}, "lighting": {"time_of_day": "sunset", "weather": null, "mood": null},
 "shot": {"size": null, "movement": null, "subject_id": null},
 "entities": [
  {"id": "man_1", "lemma": "man", "category": "person", "count": 1, "role": "character",
   "attributes": [{"type": "age", "value": "old"}]},
  {"id": "jacket_1", "lemma": "jacket", "category": "jacket", "count": 1, "role": "prop",
   "attributes": [{"type": "color", "value": "green"}]},
  {"id": "table_1", "lemma": "table", "category": "table", "count": 1, "role": "prop",
   "attributes": [{"type": "shape", "value": "round"}, {"type": "material", "value": "wooden"}]},
  {"id": "chair_1", "lemma": "chair", "category": "chair", "count": 3, "role": "prop", "attributes": []}],
 "relations": [
  {"subject_id": "man_1", "predicate": "in", "spatial": null, "object_id": "jacket_1", "frame": "viewer"},
  {"subject_id": "man_1", "predicate": "walk to", "spatial": null, "object_id": "table_1", "frame": "viewer"},
  {"subject_id": "chair_1", "predicate": "around", "spatial": "around", "object_id": "table_1", "frame": "viewer"}],
 "actions": [
  {"id": "a1", "actor_id": "man_1", "verb": "walk", "text": "walks slowly to a round wooden table",
   "target_id": "table_1", "manner": ["slowly"], "duration_s": null, "after": null, "during": null},
  {"id": "a2", "actor_id": "man_1", "verb": "wave", "text": "waves", "target_id": null, "manner": [],
   "duration_s": null, "after": "a1", "during": null}],
 "excluded": ["lamp"], "unparsed": []}
"""


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def relations(description: SceneDescription) -> set[tuple[str, str, str | None, str]]:
    return {(r.subject_id, r.predicate, r.spatial, r.object_id) for r in description.relations}


def actions(description: SceneDescription) -> list[tuple[str, str, str | None]]:
    return [(a.actor_id, a.verb, a.target_id) for a in description.actions]


def test_documented_example(parser: SceneParser) -> None:
    expected = json.loads(OLD_MAN_JSON) | {"prompt": OLD_MAN}
    found = description_to_json(parser.run(OLD_MAN))
    assert json.dumps(found) == json.dumps(expected)  # the order of the keys too


@pytest.mark.parametrize(
    ("prompt", "lemma", "count"),
    [
        ("three red cubes", "cube", 3),
        ("a dozen dominoes on a table", "domino", 12),
        ("a pair of shoes", "shoe", 2),
        ("two dozen balloons", "balloon", 24),
        ("There are twenty-one chairs", "chair", 21),
        ("17 trees", "tree", 17),
        ("a few books", "book", 3),
        ("several people dance", "person", 4),
        ("three tables, each with a lamp", "lamp", 3),
        ("a soccer ball", "soccer ball", 1),
        ("a row of five street lights", "street light", 5),
    ],
)
def test_counts(parser: SceneParser, prompt: str, lemma: str, count: int) -> None:
    assert {entity.lemma: entity.count for entity in parser.run(prompt).entities}[lemma] == count


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a large light blue car", {("size", "large"), ("color", "light blue")}),
        ("an old rusty metal barrel", {("age", "old"), ("color", "rusty"), ("material", "metal")}),
        ("a red and white striped ball", {("color", "red"), ("color", "white"), ("pattern", "striped")}),
        ("The ball is red.", {("color", "red")}),
        ("a table made of glass", {("material", "glass")}),
        ("a modern oak desk", {("style", "modern"), ("material", "oak")}),
        ("a periwinkle vase", {("color", "periwinkle")}),
        ("an orange ball", {("color", "orange")}),
    ],
)
def test_attributes(parser: SceneParser, prompt: str, expected: set[tuple[str, str]]) -> None:
    (entity,) = parser.run(prompt).entities
    assert {(a.type, a.value) for a in entity.attributes} == expected


def test_chained_actions_and_pronouns(parser: SceneParser) -> None:
    description = parser.run("A man walks to a box, picks it up, carries it to the table and puts it on the table.")
    assert actions(description) == [("man_1", verb, "box_1") for verb in ("walk", "pick up", "carry", "put")]
    assert [a.after for a in description.actions] == [None, "a1", "a2", "a3"]
    assert ("man_1", "put on", None, "table_1") in relations(description)


def test_several_actors(parser: SceneParser) -> None:
    description = parser.run("A boy throws a ball to a girl while two people dance. She catches it.")
    assert actions(description) == [
        ("boy_1", "throw", "ball_1"), ("person_1", "dance", None), ("girl_1", "catch", "ball_1")
    ]  # fmt: skip
    assert description.actions[1].during == "a1"
    assert description.actions[2].after == "a1"
    assert ("boy_1", "throw to", None, "girl_1") in relations(description)


def test_things_that_act(parser: SceneParser) -> None:
    description = parser.run("A ball rolls down the ramp and knocks over five dominoes")
    assert actions(description) == [("ball_1", "roll", "ramp_1"), ("ball_1", "knock over", "domino_1")]
    assert not any(a.verb == "stand" for a in parser.run("two chairs stand near the table").actions)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "A man sits on a wooden chair and drinks coffee from a white mug.",
            [("man_1", "sit", "chair_1"), ("man_1", "drink", "coffee_1")],
        ),
        (
            "A man jumps onto a crate, then onto a barrel, and waves with both hands.",
            [("man_1", "jump", "crate_1"), ("man_1", "jump", "barrel_1"), ("man_1", "wave", None)],
        ),
        (
            "The girl turns around, walks back to the boy and hugs him.",
            [("girl_1", "turn around", None), ("girl_1", "walk", "boy_1"), ("girl_1", "hug", "boy_1")],
        ),
        (
            "A football player in a blue shirt runs towards the ball and shoots it into the goal",
            [("football_player_1", "run", "ball_1"), ("football_player_1", "shoot", "ball_1")],
        ),
        (
            "A ball hits the first domino and all dominoes fall over",
            [("ball_1", "hit", "domino_1"), ("domino_1", "fall over", None)],
        ),
        ("walk to the table and sit down", [("person_1", "walk", "table_1"), ("person_1", "sit down", None)]),
        (
            "A man and a woman shake hands. Both smile.",
            [(who, verb, None) for verb in ("shake hands", "smile") for who in ("man_1", "woman_1")],
        ),
    ],
)
def test_actions(parser: SceneParser, prompt: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert actions(parser.run(prompt)) == expected


def test_one_and_the_other(parser: SceneParser) -> None:
    description = parser.run("Two men stand near a car. One waves and the other claps.")
    assert [(a.actor_id, a.verb) for a in description.actions][2:] == [("man_1", "wave"), ("man_2", "clap")]
    assert {e.lemma: e.count for e in description.entities} == {"man": 1, "car": 1}


def test_passive_and_relative_clause(parser: SceneParser) -> None:
    assert actions(parser.run("A ball is kicked by a man")) == [("man_1", "kick", "ball_1")]
    assert actions(parser.run("She throws a ball to a man, who catches it."))[1] == ("man_1", "catch", "ball_1")


def test_order_words(parser: SceneParser) -> None:
    before = parser.run("Before opening the door, the man knocks twice.").actions
    assert {a.verb: a.after for a in before} == {"open": "a2", "knock": None}
    assert before[1].manner == ("twice",)
    after = parser.run("After sitting down on the bench, the old woman looks around.").actions
    assert [(a.verb, a.after) for a in after] == [("sit down", None), ("look around", "a1")]


@pytest.mark.parametrize(
    ("prompt", "relation"),
    [
        ("a red ball to the left of a blue cube", ("ball_1", "at the left of", "left_of", "cube_1")),
        ("A cat is under the table", ("cat_1", "under", "under", "table_1")),
        ("behind the house stands a tall tree", ("tree_1", "stand behind", "behind", "house_1")),
        ("a lamp on top of a desk", ("lamp_1", "on top of", "on", "desk_1")),
        ("a picture hangs on the wall", ("picture_1", "hang on", "on", "wall_1")),
        ("a house with a red door", ("house_1", "with", None, "door_1")),
        ("a tree between two houses", ("tree_1", "between", "between", "house_1")),
        ("a bench facing a fountain", ("bench_1", "face", "facing", "fountain_1")),
    ],
)
def test_relations(parser: SceneParser, prompt: str, relation: tuple[str, str, str | None, str]) -> None:
    assert relation in relations(parser.run(prompt))


def test_negation(parser: SceneParser) -> None:
    description = parser.run("A room without chairs. There are no lamps. There isn't any furniture.")
    assert description.excluded == ("chair", "lamp", "furniture")
    assert description.entities == ()
    contradiction = parser.run("A chair. No chairs.")
    assert [e.lemma for e in contradiction.entities] == ["chair"]
    assert contradiction.unparsed == ("no chair",)
    assert parser.run("no objects").entities == ()


def test_setting_light_and_camera(parser: SceneParser) -> None:
    description = parser.run(
        "Close-up of a vase in a kitchen on a rainy evening, cozy light, the camera slowly orbits around it, low angle"
    )
    assert (description.setting.place, description.setting.indoor) == ("kitchen", True)
    assert (description.lighting.time_of_day, description.lighting.weather, description.lighting.mood) == (
        "evening", "rain", "cozy",
    )  # fmt: skip
    shot = description.shot
    assert (shot.size, shot.movement, shot.subject_id, shot.angle) == ("close-up", "orbit", "vase_1", "low")
    assert [entity.lemma for entity in description.entities] == ["vase"]
    outdoors = parser.run("A boy runs on a beach at night")
    assert (outdoors.setting.place, outdoors.setting.indoor) == ("beach", False)
    assert outdoors.lighting.time_of_day == "night"


def test_durations(parser: SceneParser) -> None:
    assert parser.run("A 10 second clip of a woman running").duration_s == 10.0
    description = parser.run("A man waves for two seconds, then dances for 3.5 seconds")
    assert [a.duration_s for a in description.actions] == [2.0, 3.5]
    assert description.duration_s == 5.5
    assert parser.run("A man waves for -5 seconds").duration_s is None


def test_unknown_words_are_told(parser: SceneParser) -> None:
    assert parser.run("a red ball 🙂").unparsed == ("🙂",)


def test_bad_requests(parser: SceneParser) -> None:
    for empty in ("", "  \n\t "):
        with pytest.raises(InvalidRequestError, match="empty"):
            parser.run(empty)
    with pytest.raises(InvalidRequestError, match="2001 words"):
        parser.run("word " * 2001)


@pytest.mark.parametrize(
    "prompt",
    [
        "Eine Frau geht zu einem Holztisch und hebt den roten Ball auf",
        "une femme marche vers une table en bois",
        "una mujer camina hacia una mesa de madera con un perro",
        "女人走向木桌",
        "Женщина идёт к деревянному столу",
        "una donna cammina verso il tavolo e prende la palla",
    ],
)
def test_other_languages_are_one_clear_error(parser: SceneParser, prompt: str) -> None:
    with pytest.raises(InvalidRequestError, match="reads English"):
        parser.run(prompt)


@pytest.mark.parametrize(
    "prompt", ["a café table", "el dorado", "Zoë hugs Björn", "a piñata", "Ein Stein", "a la carte menu on a table"]
)
def test_foreign_words_in_english_are_read(parser: SceneParser, prompt: str) -> None:
    assert parser.run(prompt).entities


def test_cancel(parser: SceneParser) -> None:
    def stop(fraction: float, message: str = "") -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        parser.run("a ball", progress=stop)


WORDS = """
a the two no each it them one other another and then while before after with without on under to of who that is are not
man women ball dominoes table red wooden walks picks up sitting kicked by for seconds 5 , . ' - ( at night camera orbits
around same both his its 's each other start to very slowly rain of
"""
VOCABULARY = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=25).map(" ".join)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VOCABULARY)
def test_word_salad_gives_valid_descriptions(text: str) -> None:
    description = SHARED.run(text, progress=silent)
    assert not problem_of(description)
    assert SHARED.run(text) == description


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=60))
@example("1¨")  # a mark without its letter
def test_hostile_strings_give_valid_descriptions(text: str) -> None:
    assume(text.strip())
    refused = ""
    try:
        assert not problem_of(SHARED.run(text))
    except InvalidRequestError as error:
        refused = error.message
    assert not refused or ("reads English" in refused and not text.isascii())  # nothing else is refused


@pytest.mark.parametrize("index", [3299, 3899, 4899])
def test_nothing_refers_to_what_a_later_step_has_taken_away(index: int) -> None:
    """Strings of the benchmark: a picnic said twice, an embrace that two give, a match that does something."""
    assert problem_of(SHARED.run(random_string(index))) == ""



SHARED = SceneParser.load()


@pytest.mark.parametrize(
    ("text", "verb"), [("A woman runs towards the camera.", "run"), ("He waves at the camera.", "wave")]
)
def test_the_camera_that_films_is_a_direction(text: str, verb: str) -> None:
    description = SHARED.run(text)
    assert all(entity.lemma != "camera" for entity in description.entities)
    (action,) = description.actions
    assert (action.verb, action.target_id, action.manner) == (verb, None, ("toward camera",))


def test_a_camera_in_the_scene_is_a_thing() -> None:
    assert any(e.lemma == "camera" for e in SHARED.run("A man picks up a camera.").entities)


@pytest.mark.parametrize(("weather", "value"), [("foggy", "fog"), ("rainy", "rain"), ("stormy", "storm")])
def test_weather_words_before_a_place_leave_the_place_alone(weather: str, value: str) -> None:
    description = SHARED.run(f"A man walks past three parked cars on a {weather} road.")
    assert description.lighting.weather == value
    assert {(e.lemma, e.count) for e in description.entities} == {("man", 1), ("car", 3), ("road", 1)}
    assert SHARED.run(f"a car on a {weather} day").lighting.weather == value


def test_what_does_not_hold_together_is_named() -> None:
    description = SHARED.run("A man walks to a box and then waves at it.")
    walk, wave = description.actions
    ball = replace(description.entities[0], id="ball_1", category="")
    wrong = {
        "wait for each other": replace(description, actions=(replace(walk, after=wave.id), wave)),
        "no target": replace(description, actions=(walk, replace(wave, target_id="dog_1"))),
        "one id": replace(description, entities=(*description.entities, description.entities[0])),
        "no category": replace(description, entities=(*description.entities, ball)),
    }
    assert problem_of(description) == ""
    for words, broken in wrong.items():
        assert words in problem_of(broken)


def test_random_strings_are_what_they_should_be() -> None:
    texts = [random_string(index) for index in range(200)]
    assert texts == [random_string(index) for index in range(200)]
    assert len(set(texts)) == 200
    assert max(len(text.split()) for text in texts) > 200
    assert any(not text.isascii() for text in texts)
    found: list[str] = []
    assert strings(50, lambda line: found.append(str(line)))
    assert "0 broken" in found[-1]
