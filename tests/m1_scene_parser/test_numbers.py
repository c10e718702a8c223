"""Numbers of several words, and numbers that count nothing: what a clock shows, what a table has so many legs of."""

import pytest

from backend.m1_scene_parser.clauses import parse_graph
from backend.m1_scene_parser.lexicon import load_lexicon
from backend.m1_scene_parser.references import resolve
from backend.m1_scene_parser.tagger import tag_tokens
from backend.m1_scene_parser.tokens import tokenize


def counts(prompt: str) -> dict[str, int]:
    """Each thing's name and how many there are; a name that comes twice says so with its sum."""
    lexicon = load_lexicon()
    found: dict[str, int] = {}
    for thing in resolve(parse_graph(tag_tokens(tokenize(prompt), lexicon), lexicon), lexicon).things:
        found[thing.lemma] = found.get(thing.lemma, 0) + thing.count
    return found


@pytest.mark.parametrize(("prompt", "expected"), [
    ("thirty five birds on a wire", {"bird": 35, "wire": 1}),
    ("one hundred and twenty birds", {"bird": 120}),
    ("two hundred soldiers march", {"soldier": 200}),
    ("twenty-one people stand on a stage", {"person": 21, "stage": 1}),
    ("two dozen eggs in a box", {"egg": 24, "box": 1}),
    ("a clock that reads 3:17", {"clock": 1}),
    ("a clock with black hands showing eleven forty", {"clock": 1, "hand": 2}),
    ("a sign that says 1990 beside a road", {"sign": 1, "road": 1}),
    ("a house built in 1990", {"house": 1}),
    ("a parking meter numbered 62", {"parking meter": 1}),
    ("bus number forty two", {"number": 1}),
    ("a movie screen with a 3 on it", {"screen": 1}),
    ("a C-17 cargo aircraft in the sky", {"aircraft": 1, "sky": 1}),
    ("a 3d printer on a desk", {"printer": 1, "desk": 1}),
    ("a 5 story building", {"building": 1}),
    ("a three layer cake on a table", {"cake": 1, "table": 1}),
    ("two four legged robots", {"robot": 2}),
    ("two more chairs stand by the wall", {"chair": 2, "wall": 1}),
    ("a plate with three types of fruit", {"plate": 1, "fruit": 3}),
    ("two men on either side of a girl", {"man": 2, "girl": 1}),
    ("a lamp on either side of the bed", {"lamp": 2, "bed": 1}),
    ("two people and two camels", {"person": 2, "camel": 2}),
    ("two children, a boy and a girl, sit", {"boy": 1, "girl": 1}),
    ("a sign shows two hands", {"sign": 1, "hand": 2}),
])  # fmt: skip
def test_only_what_counts_is_counted(prompt: str, expected: dict[str, int]) -> None:
    assert counts(prompt) == expected


def test_what_a_thing_has_so_many_of_describes_it() -> None:
    lexicon = load_lexicon()
    for prompt, value in (("a four legged table", "four-legged"), ("a two story house", "two-story")):
        graph = parse_graph(tag_tokens(tokenize(prompt), lexicon), lexicon)
        assert value in [said for _, said in graph.mentions[0].attributes]
