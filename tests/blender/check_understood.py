"""The list of what was understood: it gives back the description, and what is corrected is what is built."""

from __future__ import annotations

import dataclasses
import importlib
import json
from pathlib import Path
from types import ModuleType

import bpy

PACKAGE = "bl_ext.user_default.sceneloom"
PROMPTS = (
    "An old man in a green jacket walks slowly to a round wooden table with three chairs around it, then waves.",
    "A woman walks to a wooden table and picks up the red ball on it, two chairs stand near the table, at sunset",
    "Two big flurbs left of a house in the fog. The camera orbits the house. No lamps.",
    "A girl dances for 3 seconds while a boy claps in a kitchen at night, low angle close-up of the girl",
)


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def understood_of(prompt: str) -> tuple[object, bpy.types.PropertyGroup]:
    """The description of a prompt, and the scene's list filled with it."""
    job, operators, session = module("job"), module("understood_operators"), module("session").SESSION
    backend = session.backend()
    reply = job.run_to_end(operators.read(prompt, backend, wait_s=0.05), lambda fraction, text: None)
    understood = bpy.context.scene.sceneloom.understood
    module("correction").show(understood, reply.description, reply.evidence)
    return reply.description, understood


def check_an_untouched_list_gives_back_the_description(folder: Path) -> None:
    for prompt in PROMPTS:
        description, understood = understood_of(prompt)
        assert module("correction").description_of(understood) == dataclasses.replace(description, unparsed=())
        assert understood.unused.splitlines() == list(description.unparsed)
    assert {"table", "woman"} <= set(module("session").SESSION.vocabulary["thing"])


def check_choices_hold_every_word_that_the_parser_says(folder: Path) -> None:
    patterns = module("_vendor.backend.m1_scene_parser.scene_patterns")
    understood = bpy.context.scene.sceneloom.understood
    for name, said in (
        ("time_of_day", patterns.TIMES),
        ("weather", patterns.WEATHER),
        ("shot_size", patterns.SHOT_SIZES),
        ("movement", patterns.MOVEMENTS),
        ("angle", patterns.ANGLES),
    ):
        choices = {item.identifier for item in understood.bl_rna.properties[name].enum_items}
        assert set(said) <= choices, set(said) - choices


def check_names_follow_what_is_renamed_and_removed(folder: Path) -> None:
    _, understood = understood_of(PROMPTS[1])
    assert [thing.name for thing in understood.things] == ["Woman", "Table", "Ball", "Chair"]
    understood.things["Table"].lemma = "desk"
    walk = understood.actions["Walk"]
    assert (walk.actor, walk.verb, walk.target) == ("Woman", "walk", "Desk")
    assert "Desk" in {r.object for r in understood.relations}
    understood.things["Chair"].lemma = "desk"
    assert understood.things[3].name == "Desk 2"
    bpy.ops.sceneloom.remove_item(kind="things")  # the first: she does everything
    assert len(understood.actions) == 0
    assert all("Woman" not in (r.subject, r.object) for r in understood.relations)
    corrected = module("correction").description_of(understood)
    assert [e.category for e in corrected.entities] == ["", "ball", ""]


def check_each_line_says_who_read_it(folder: Path) -> None:
    _, understood = understood_of("A family of three sits at a round table. A small red ball on a white rug")
    said = {thing.name: (thing.said, thing.reader) for thing in understood.things}
    assert said["Man"][0] == said["Boy"][0] == "A family", said
    assert said["Table"] == ("a round table", "both")
    assert said["Chair"] == ("", "rules")
    lines = [*understood.things, *understood.relations, *understood.actions]
    assert all(0.0 < line.sure <= 1.0 and line.reader_words for line in lines)
    assert understood.things["Rug"].reader_words.startswith("Both ")

    # what is corrected is the artist's, and stays so when the list is built
    understood.things["Rug"].lemma = "carpet"
    understood.relations[0].word = "next to"
    understood.actions[0].verb = "wave"
    bpy.ops.sceneloom.add_item(kind="things")
    corrected = (understood.things["Carpet"], understood.relations[0], understood.actions[0], understood.things[-1])
    assert [line.reader_words for line in corrected] == ["Yours"] * 4
    bpy.ops.sceneloom.remove_item(kind="things")
    before = {name: thing.reader_words for name, thing in understood.things.items()}
    correction = module("correction")
    correction.show(understood, correction.description_of(understood))
    assert {name: thing.reader_words for name, thing in understood.things.items()} == before
    assert {"Yours", "Rules"} <= set(before.values())


def check_saying_more_adds_to_what_is_there(folder: Path) -> None:
    _, understood = understood_of(PROMPTS[1])
    assert bpy.ops.sceneloom.add_in_words(words="a blue lamp next to the table") == {"FINISHED"}
    assert [thing.name for thing in understood.things] == ["Woman", "Table", "Ball", "Chair", "Lamp"]
    assert understood.things["Lamp"].words == "blue lamp"
    last = understood.relations[-1]
    assert (last.subject, last.word, last.object) == ("Lamp", "next to", "Table")
    assert bpy.ops.sceneloom.add_in_words(words="the woman waves") == {"FINISHED"}
    wave = understood.actions[-1]
    assert (wave.actor, wave.verb, wave.after) == ("Woman", "wave", understood.actions[-2].name)
    assert bpy.ops.sceneloom.add_in_words(words="a chair") == {"FINISHED"}
    assert understood.things[-1].name == "Chair 2"
    assert len({thing.entity_id for thing in understood.things}) == len(understood.things)
    before = len(understood.things)
    assert bpy.ops.sceneloom.add_in_words(words="???") == {"CANCELLED"}
    assert len(understood.things) == before


def check_what_is_corrected_is_what_is_built(folder: Path) -> None:
    settings = bpy.context.scene.sceneloom
    settings.prompt = "a red ball on a table"
    assert bpy.ops.sceneloom.read() == {"FINISHED"}
    understood = settings.understood
    assert [thing.words for thing in understood.things] == ["red ball", "table"]
    understood.things["Ball"].attributes[0].value = "blue"
    understood.things["Table"].lemma = "bench"
    understood.thing_index = 1
    bpy.ops.sceneloom.add_attribute()
    understood.things["Bench"].attributes[0].type, understood.things["Bench"].attributes[0].value = "material", "stone"
    bpy.ops.sceneloom.add_item(kind="things")
    understood.things[-1].lemma, understood.things[-1].count = "chair", 2
    bpy.ops.sceneloom.add_item(kind="relations")
    understood.relations[-1].subject, understood.relations[-1].word = "Chair", "left of"
    understood.relations[-1].object = "Bench"
    understood.time_of_day = "night"
    assert bpy.ops.sceneloom.generate("EXEC_DEFAULT", prompt=understood.prompt, from_list=True) == {"FINISHED"}
    (scene,) = (s for s in bpy.data.scenes if s.name != "Scene")
    assert {"Blue Ball", "Stone Bench", "Chair 1", "Chair 2"} <= set(scene.objects.keys()), scene.objects.keys()
    assert "Table" not in scene.objects
    (collection,) = scene.collection.children
    asked = json.loads(bpy.data.texts[collection.name].as_string())["description"]
    assert asked["lighting"]["time_of_day"] == "night"
    assert asked["relations"][-1]["spatial"] == "left_of"
    kept = scene.sceneloom.understood
    assert [thing.reader_words for thing in kept.things][1:] == ["Yours", "Yours"]
    assert [thing.words for thing in kept.things] == ["blue ball", "stone bench", "2 × chair"]

    # it is kept in the file
    path = folder / "kept.blend"
    kept.things["Chair"].count = 5
    name = scene.name
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    again = bpy.data.scenes[name].sceneloom.understood
    assert again.things["Chair"].count == 5


def check_wrong_lists_are_one_sentence(folder: Path) -> None:
    settings = bpy.context.scene.sceneloom
    settings.prompt = "a red ball on a table"
    bpy.ops.sceneloom.read()
    scenes = len(bpy.data.scenes)
    settings.understood.relations[0].object = ""
    assert bpy.ops.sceneloom.generate(prompt=settings.prompt, from_list=True) == {"CANCELLED"}
    bpy.ops.sceneloom.read()
    bpy.ops.sceneloom.add_item(kind="things")
    assert bpy.ops.sceneloom.generate(prompt=settings.prompt, from_list=True) == {"CANCELLED"}
    assert len(bpy.data.scenes) == scenes


def check_stand_ins_are_marked(folder: Path) -> None:
    assert bpy.ops.sceneloom.generate(prompt="two chairs and a zorblax") == {"FINISHED"}
    (scene,) = (s for s in bpy.data.scenes if s.name != "Scene")
    assert [t.stand_in for t in scene.sceneloom.understood.things] == [False, True]
