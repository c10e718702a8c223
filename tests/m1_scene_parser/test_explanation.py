"""Which words gave what: every line of an explanation points into the prompt."""

import pytest

from backend.m1_scene_parser.explanation import as_table
from backend.m1_scene_parser.stage import SceneParser
from training.m1_scene_parser.prompt_judge import read_gold

PROMPT = "An old man walks to a table with a lamp, then he waves."


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def test_words_of_entities_relations_and_actions(parser: SceneParser) -> None:
    lines = {line.ids: line for line in parser.explain(PROMPT)[1]}

    def words(*ids: str) -> list[str]:
        return [PROMPT[start:end] for start, end in lines[ids].spans]

    assert words("man_1") == ["An old man", "he"]
    assert words("lamp_1") == ["a lamp"]
    assert words("a1") == ["walks to a table"]
    assert words("a2") == ["waves"]
    assert words("man_1", "table_1") == ["An old man walks to a table"]
    assert lines["lamp_1", "table_1"].source == "implied"
    assert words("lamp_1", "table_1") == ["a table with a lamp"]
    assert "“An old man” … “he”" in as_table(PROMPT, tuple(lines.values()))


def test_people_of_a_company_come_from_its_words(parser: SceneParser) -> None:
    prompt = "An old couple walks to a bench, then a family of four waves."
    description, lines = parser.explain(prompt)
    words = {line.ids: [prompt[start:end] for start, end in line.spans] for line in lines}
    people = [entity.id for entity in description.entities if entity.category == "person"]
    assert len(people) == 6
    for person in people:
        assert words[person,] in (["An old couple"], ["a family"])
    actions = {action.id: action for action in description.actions}
    assert len(actions) == len(people)
    for action_id, action in actions.items():
        assert words[action_id,] == [action.text]
    walks = [words[line.ids] for line in lines if line.kind == "relation" and line.ids[1] == "bench_1"]
    assert walks == [["An old couple walks to a bench"]] * 2
    assert all(line.source == "implied" for line in lines if line.ids[0] in people and line.kind == "entity")


def test_explaining_changes_nothing_and_explains_all(parser: SceneParser) -> None:
    for gold in read_gold():
        description, lines = parser.explain(gold["prompt"])
        assert description == parser.run(gold["prompt"])
        parts = (description.entities, description.relations, description.actions)
        assert len(lines) == sum(map(len, parts))
        for line in lines:
            assert all(0 <= start < end <= len(gold["prompt"]) for start, end in line.spans)
            assert 0.0 <= line.confidence <= 1.0
            assert line.spans or line.source == "implied"
