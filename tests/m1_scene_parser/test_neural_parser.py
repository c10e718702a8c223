"""The neural parser: its weights are checked, its input and output keep their promises, it can break nothing."""

import shutil
from copy import copy
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.common.word_pieces import UNKNOWN, WordPieces
from backend.m1_scene_parser.clauses import parse_graph
from backend.m1_scene_parser.combining import combine
from backend.m1_scene_parser.describe import describe
from backend.m1_scene_parser.graph import Graph
from backend.m1_scene_parser.knowledge_base import KnowledgeBase
from backend.m1_scene_parser.lexicon import load_lexicon
from backend.m1_scene_parser.neural_parser import (
    MAX_SENTENCE_WORDS,
    NeuralParser,
    Reading,
    check_weights,
    sentences,
    weights_folder,
)
from backend.m1_scene_parser.pointed_graph import MARKS, read
from backend.m1_scene_parser.references import resolve
from backend.m1_scene_parser.scene_words import take_scene_words
from backend.m1_scene_parser.second_reading import read_both
from backend.m1_scene_parser.stage import SceneParser
from backend.m1_scene_parser.tagger import tag_tokens
from backend.m1_scene_parser.tokens import Token, tokenize
from backend.m1_scene_parser.trust import KINDS, Rule, Trust
from backend.m1_scene_parser.validity import problem_of
from backend.m1_scene_parser.word_features import FEATURES, read_words
from backend.protocol.codec_json import description_to_json
from backend.protocol.errors import WeightsNotFoundError

PROMPTS = (
    "A woman walks to a wooden table and picks up the red ball on it. Two chairs stand near the table, at sunset.",
    "Three dogs, a cat and no birds in a garden; one of them jumps over the fence while the others sleep.",
    "man in a blue shirt holding a long white surfboard under his arm",
    "There is a lamp on each side of the bed, and his two children, a boy and a girl, sit on it.",
)
EVERYTHING = Rule(*[Trust(**dict.fromkeys(KINDS, 0.0))] * 2)


@pytest.fixture(scope="module")
def neural() -> NeuralParser:
    return NeuralParser.load()


def rules(prompt: str) -> tuple[list[Token], Graph]:
    lexicon = load_lexicon()
    tokens = tokenize(prompt)
    return tokens, parse_graph(tag_tokens([copy(token) for token in tokens], lexicon), lexicon)


# --- weights ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["int8/model.bin", "combination.json", "int8/source_1_vocabulary.json"])
def test_missing_or_changed_weights_are_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(weights_folder(), folder, copy_function=lambda a, b: Path(b).symlink_to(a))
    check_weights(folder)
    content = bytearray((folder / name).read_bytes())
    (folder / name).unlink()
    with pytest.raises(WeightsNotFoundError, match=f"{name} is missing"):
        NeuralParser.load(folder)
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(WeightsNotFoundError, match=f"{name} in .* is not the one that was shipped"):
        NeuralParser.load(folder)
    (folder / "checksums.json").unlink()
    with pytest.raises(WeightsNotFoundError, match="checksums"):
        NeuralParser.load(folder)


def test_weights_are_small() -> None:
    files = [file for file in weights_folder().rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 30e6


# --- words in, graphs out ---------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=30))
def test_pieces_say_the_word(word: str) -> None:
    pieces = WordPieces(["[PAD]", UNKNOWN, *ascii_lowercase, *(f"##{letter}" for letter in ascii_lowercase)])
    found = pieces.split(word)
    assert found
    assert all(piece in pieces.index for piece in found)
    if word.isascii() and word.isalpha():
        assert "".join(piece.removeprefix("##") for piece in found) == word.lower()


@given(st.lists(st.sampled_from(["a", "dog", ",", "and", ".", ";", "red"]), max_size=150))
def test_sentences_are_all_words_in_order(words: list[str]) -> None:
    tokens = [Token(text=word, word=word, start=index, end=index + 1) for index, word in enumerate(words)]
    parts = list(sentences(tokens))
    assert [token for part in parts for token in part] == tokens
    assert all(0 < len(part) <= MAX_SENTENCE_WORDS for part in parts)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_features_are_known_values(prompt: str) -> None:
    tokens, graph = rules(prompt)
    for word in read_words(tokens, graph):
        for value, values in zip(word.features(), FEATURES.values(), strict=True):
            assert value in values


def test_a_caption_is_read_by_the_network_alone(neural: NeuralParser) -> None:
    words = ["a", "small", "brown", "dog", "on", "a", "wooden", "bench"]
    graph = neural.read_alone(words)
    assert [[words[place] for place in thing.words] for thing in graph.things] == [["dog"], ["bench"]]
    assert {words[place] for (place,) in graph.things[0].attributes} == {"small", "brown"}
    assert [(relation.subject, relation.object) for relation in graph.relations] == [(0, 1)]


def test_a_sentence_does_not_depend_on_its_neighbours(neural: NeuralParser) -> None:
    first, second = "A tall man holds a blue umbrella.", "Two red cars are parked near the old house."
    together = neural.read(*rules(f"{first} {second}"))
    alone = [neural.read(*rules(sentence))[0] for sentence in (first, second)]
    assert [reading.graph for reading in together] == [reading.graph for reading in alone]
    assert [reading.sure for reading in together] == [reading.sure for reading in alone]


def test_same_prompt_same_description() -> None:
    first, second = SceneParser.load(), SceneParser.load()
    for prompt in PROMPTS:
        assert description_to_json(first.run(prompt)) == description_to_json(second.run(prompt))


# --- combination ------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PROMPTS), st.lists(st.sampled_from(MARKS), max_size=60), st.floats(0.0, 1.0))
def test_no_reading_can_break_a_graph(prompt: str, target: list[str], sure: float) -> None:
    """Whatever the network writes, all of it believed, the description stays valid."""
    lexicon = load_lexicon()
    tokens = tokenize(prompt)
    scene_words = take_scene_words(prompt, tokens, lexicon)
    as_said = [copy(token) for token in scene_words.tokens]
    graph = parse_graph(tag_tokens(scene_words.tokens, lexicon), lexicon)
    readings = [
        Reading(tuple(part), tuple(words := read_words(part, graph)), read(target, len(words)), sure)
        for part in sentences(as_said)
    ]
    combine(graph, readings, EVERYTHING, lexicon)
    category_of = KnowledgeBase().category_of
    assert not problem_of(describe(prompt, graph, resolve(graph, lexicon), scene_words, lexicon, category_of))


@pytest.mark.parametrize("prompt", PROMPTS)
def test_no_trust_changes_nothing(neural: NeuralParser, prompt: str) -> None:
    tokens, graph = rules(prompt)
    before = repr(graph)
    assert combine(graph, neural.read(tokens, graph), Rule(), load_lexicon()).changes == []
    assert repr(graph) == before


def test_what_the_network_is_surer_of_is_changed() -> None:
    tokens, graph = rules("a dog near a fence outside")
    target = ["<thing>", "<1>", "<thing>", "<4>", "<is>", "<5>", "<relation>", "<1>", "<2>", "<object>", "<4>"]
    reading = Reading(tuple(tokens), tuple(read_words(tokens, graph)), read(target, 6, [-0.1] * len(target)), 0.4)
    result = combine(graph, [reading], Rule(caption=Trust(add_attribute=0.8, drop_relation=0.5)), load_lexicon())
    assert [(change.kind, change.what) for change in result.changes] == [("add_attribute", "fence: outside")]
    assert result.changes[0].sure == pytest.approx(0.8187, abs=1e-3)
    assert len(graph.facts) == 1
    assert set(result.sure_of_mention) == {id(mention) for mention in graph.mentions}


def changed(prompt: str, target: str, trust: Trust) -> Graph:
    """The rules' graph after a network that is sure of all it writes."""
    tokens, graph = rules(prompt)
    marks = [f"<{mark}>" for mark in target.split()]
    reading = Reading(tuple(tokens), tuple(words := read_words(tokens, graph)), read(marks, len(words)), 1.0)
    combine(graph, [reading], Rule(caption=trust, sentence=trust), load_lexicon())
    return graph


@pytest.mark.parametrize(("prompt", "target", "kept"), [
    ("a cup and a book on a shelf", "thing 1 thing 4 thing 7 relation 4 5 object 7", 2),  # the list shares its place
    ("on the table are two cups", "thing 2 thing 5", 1),  # no caption says it in this order
    ("a cat knocks a vase off a shelf", "thing 1 thing 4 thing 7 relation 1 2 object 4", 2),  # the deed says it
    ("a man on a bench near a tree", "thing 1 thing 4 thing 7 relation 1 2 object 4", 1),
])  # fmt: skip
def test_what_was_said_is_not_dropped(prompt: str, target: str, kept: int) -> None:
    assert len(changed(prompt, target, Trust(drop_relation=0.8, drop_place=0.5)).facts) == kept


@pytest.mark.parametrize(("prompt", "target", "kept"), [
    ("a dog sitting on grass and a boy on a bench",
     "thing 1 thing 4 thing 7 thing 10 relation 1 2 3 object 4 relation 7 8 object 10", {("dog", "grass")}),
    ("a man feeding the dog and the cat", "thing 1 thing 4 thing 7", {("man", "dog"), ("man", "cat")}),
])  # fmt: skip
def test_only_what_a_deed_has_besides_is_dropped(prompt: str, target: str, kept: set[tuple[str, str]]) -> None:
    graph = changed(prompt, target, Trust(drop_relation=0.8, drop_place=0.5))
    assert {(fact.subject.lemma, fact.object.lemma) for fact in graph.facts} == kept


def test_a_state_that_tells_where_it_stands_is_no_look() -> None:
    prompt, target = "scooters parked in a row", "thing 0 thing 4 relation 0 1 2 object 4"
    parked = ("state", "parked")
    assert parked in changed(prompt, target, Trust()).mentions[0].attributes
    assert parked not in changed(prompt, target, Trust(drop_attribute=0.3)).mentions[0].attributes


def test_a_number_that_only_the_network_gives_is_taken() -> None:
    graph = changed("three men wearing orange vests", "thing 1 number 0 thing 4 number 0 is 3", Trust(count=0.8))
    assert [(mention.lemma, mention.count, mention.counted) for mention in graph.mentions] == [
        ("man", 3, True), ("vest", 3, True),
    ]  # fmt: skip


# --- second reading ---------------------------------------------------------------------------------


def read_twice(prompt: str, neural: NeuralParser) -> Graph:
    tokens, graph = rules(prompt)
    return read_both(tokens, graph, neural, load_lexicon())[0]


@pytest.mark.parametrize(("prompt", "fact"), [
    ("snow on the roof", ("snow", "roof")),
    ("crowd in front of buildings", ("crowd", "building")),
    ("painting hanging above the fireplace", ("painting", "fireplace")),
    ("fish in a bowl", ("fish", "bowl")),
    ("two women looking at smart phones", ("woman", "phone")),  # phones are not what two women do
])
def test_what_nobody_does_is_a_thing(neural: NeuralParser, prompt: str, fact: tuple[str, str]) -> None:
    graph = read_twice(prompt, neural)
    assert [(f.subject.lemma, f.object.lemma) for f in graph.facts] == [fact]
    assert not any(mention.lemma == "person" for mention in graph.mentions)


@pytest.mark.parametrize("prompt", ["paint the wall", "walk to the table", "water the plants", "dance on a stage"])
def test_an_order_stays_one(neural: NeuralParser, prompt: str) -> None:
    assert read_twice(prompt, neural).deeds


def test_a_word_that_is_added_is_not_dropped_again() -> None:
    tokens, graph = rules("a king size bed in a bedroom")
    target = ["<thing>", "<3>", "<is>", "<1>", "<2>", "<thing>", "<6>", "<relation>", "<3>", "<4>", "<object>", "<6>"]
    reading = Reading(tuple(tokens), tuple(read_words(tokens, graph)), read(target, 7, [-0.05] * len(target)), 0.5)
    combine(graph, [reading], Rule(caption=Trust(add_attribute=0.5, drop_attribute=0.3)), load_lexicon())
    assert [value for _, value in graph.mentions[0].attributes] == ["king size"]


def test_a_size_that_goes_nowhere_stays() -> None:
    tokens, graph = rules("a large tree green backpack")
    target = ["<thing>", "<2>", "<is>", "<1>", "<thing>", "<4>"]
    reading = Reading(tuple(tokens), tuple(read_words(tokens, graph)), read(target, 5, [-0.01] * len(target)), 0.9)
    combine(graph, [reading], Rule(caption=Trust(drop_attribute=0.3)), load_lexicon())
    assert ("size", "large") in graph.mentions[0].attributes
