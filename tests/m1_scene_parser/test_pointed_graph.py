"""The neural parser's language: what is written is read again, and every sequence of tokens is some valid graph."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.m1_scene_parser.pointed_graph import (
    IMPLIED,
    MARKS,
    PointedGraph,
    PointedRelation,
    PointedThing,
    read,
    write,
)

NUM_WORDS = 20


@st.composite
def graphs(draw: st.DrawFn) -> PointedGraph:
    """Things that begin at words of their own, related by words or by what is implied."""
    starts = draw(st.lists(st.integers(0, NUM_WORDS - 1), min_size=1, max_size=6, unique=True))
    positions = st.integers(0, NUM_WORDS - 1)
    spans = st.lists(positions, min_size=1, max_size=2, unique=True).map(tuple)
    graph = PointedGraph()
    for start in sorted(starts):
        rest = draw(st.lists(positions.filter(lambda index, start=start: index != start), max_size=1))
        attributes = sorted(draw(st.lists(spans, max_size=2, unique=True)))
        number = draw(st.one_of(st.just(()), spans))
        graph.things.append(PointedThing((start, *rest), attributes, number, draw(st.booleans())))
    if len(starts) > 1:
        pairs = st.permutations(range(len(starts))).map(lambda order: (order[0], order[1]))
        predicate = st.lists(st.one_of(positions, st.sampled_from(IMPLIED)), min_size=1, max_size=3).map(tuple)
        facts = st.lists(st.tuples(pairs, predicate), max_size=3, unique_by=lambda fact: fact[0])
        for (subject, target), said in draw(facts):
            graph.relations.append(PointedRelation(subject, said, target))
    return graph


@given(graphs())
def test_what_is_written_is_read_again(graph: PointedGraph) -> None:
    again = read(write(graph), NUM_WORDS)
    assert again.things == graph.things
    assert sorted(again.relations, key=str) == sorted(graph.relations, key=str)


@given(st.lists(st.sampled_from([*MARKS, "</s>", "▁cat", ""]), max_size=40), st.integers(1, NUM_WORDS))
def test_every_sequence_is_a_valid_graph(tokens: list[str], num_words: int) -> None:
    graph = read(tokens, num_words)
    for thing in graph.things:
        for span in (thing.words, thing.number, *thing.attributes):
            assert all(0 <= index < num_words for index in span)
        assert thing.words
    assert len({thing.words[0] for thing in graph.things}) == len(graph.things)
    for relation in graph.relations:
        assert relation.predicate
        assert relation.subject != relation.object
        assert max(relation.subject, relation.object) < len(graph.things)



def test_how_sure_a_part_is_is_the_product_over_its_tokens() -> None:
    tokens = ["<thing>", "<2>", "<is>", "<1>", "<thing>", "<5>", "<relation>", "<2>", "<3>", "<object>", "<5>"]
    graph = read(tokens, NUM_WORDS, [math.log(0.5)] * len(tokens))
    assert [thing.sure for thing in graph.things] == pytest.approx([0.25, 0.25])
    assert graph.things[0].sure_of[(1,)] == pytest.approx(0.25)
    assert graph.relations[0].sure == pytest.approx(0.5**5)
