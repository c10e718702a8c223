"""Whose a word is that tells what something is like: of clothes and who they are made for, of what a thing is made of,
before `by`, after `both`."""

import pytest

from backend.m1_scene_parser.lexicon import load_lexicon
from training.m1_scene_parser.sets import rules_graph


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("dark brown men's shoes on a shelf", {"shoe": ["dark brown"], "shelf": []}),
        ("a women's hat", {"hat": []}),
        ("the women's red hats", {"woman": [], "hat": ["red"]}),
        ("a wall made of red bricks", {"wall": ["red", "brick"]}),
        ("a tower made of red bricks and a blue door", {"tower": ["red", "brick"], "door": ["blue"]}),
        ("a black color bag", {"bag": ["black"]}),
        ("the truck is light gray and green colored", {"truck": ["light gray", "green"]}),
        ("a shirt being worn by a man", {"shirt": [], "man": []}),
        ("a worn shirt", {"shirt": ["worn"]}),
        ("a scarf with stripes going both horizontal and vertical", {"scarf": [], "stripe": []}),
        ("elephants in three separate pens", {"elephant": [], "pen": ["separate"]}),
        ("a boy in a white t shirt", {"boy": [], "t-shirt": ["white"]}),
    ],
)
def test_each_look_is_of_its_thing(text: str, looks: dict[str, list[str]]) -> None:
    graph = rules_graph(text, load_lexicon())[1]
    assert {mention.lemma: [value for _, value in mention.attributes] for mention in graph.mentions} == looks


def test_counts_of_kinds() -> None:
    things = {m.lemma: m.count for m in rules_graph("three different type of scissors", load_lexicon())[1].mentions}
    assert things == {"scissors": 3}
