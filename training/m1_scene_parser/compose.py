"""Sentences that captions lack, with their graphs: commands of several steps, lists, counts, colours, negation, asides.

Two ways: real captions joined by connectives (their graphs keep their places, moved by an offset), and sentences put
together from small parts (`SentenceBuilder`), where each word is laid down with what it means. Light, camera, weather
and durations stand between them as words of no graph, which is what the parser has to learn about them.
"""

from __future__ import annotations

import numpy as np

from backend.m1_scene_parser.pointed_graph import MAX_WORDS, PointedGraph, PointedRelation, PointedThing, Span


def _list(words: str) -> list[str]:
    return words.split()


PEOPLE = _list("man woman boy girl child person dog cat horse robot knight player dancer kid lady guy soldier teacher")
NUMBERS = _list("two three four five six seven eight nine ten 2 3 4 5 6 7 8 10 12")
SIZES = _list("small big large little tiny huge tall short long wide giant old new modern round square")
PATTERNS = _list("striped checkered dotted plain rusty shiny dirty broken wet open closed empty full")
GOALS = ("walks to", "runs to", "goes to", "walks toward", "jogs to", "sits on", "stands on", "jumps over", "looks at",
         "points at", "waves at", "kicks", "pushes", "picks up", "throws", "holds", "carries", "opens", "touches",
         "walks past", "stands next to", "stands behind", "climbs onto", "leans against", "grabs")  # fmt: skip
ALONE = _list("waves jumps dances claps sits bows runs walks turns laughs sleeps falls stands")
PLACES = ("on", "under", "next to", "near", "behind", "in front of", "beside", "to the left of", "to the right of",
          "above", "in", "around", "against", "between", "on top of", "far from", "facing", "inside")  # fmt: skip
ASIDES = ("at sunset", "at night", "in the morning", "in the rain", "on a sunny day", "in fog", "for 5 seconds",
          "for ten seconds", "in slow motion", "close-up", "wide shot", "low angle", "slow orbit", "top view",
          "in warm light", "cinematic", "in 4 seconds", "at dawn", "during a storm", "seen from above")  # fmt: skip
CONNECTIVES = (", ", " and ", " while ", ". ", "; ", ", and ", " then ", ", with ", " as ")
"""None says where the next caption's things stand, as its graph does not."""
MANNERS = ["slowly", "quickly", "happily", "angrily", "carefully", "sadly", "proudly", "quietly"]


class SentenceBuilder:
    """Words laid down one after the other, with the graph that they mean."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.graph = PointedGraph()

    def say(self, text: str) -> Span:
        """Words and their positions."""
        start = len(self.words)
        self.words += text.replace(",", " ,").replace(".", " .").split()
        return tuple(range(start, len(self.words)))

    def thing(self, name: str, *, article: str = "", attributes: tuple[str, ...] = (), number: str = "",
              negated: bool = False) -> int:  # fmt: skip
        """A noun phrase; its index in the graph."""
        if article:
            self.say(article)
        counted = self.say(number) if number else ()
        described = [self.say(attribute) for attribute in attributes]
        self.graph.things.append(PointedThing(self.say(name), described, counted, negated))
        return len(self.graph.things) - 1

    def relate(self, subject: int, predicate: Span, target: int) -> None:
        """One relation."""
        self.graph.relations.append(PointedRelation(subject, tuple(predicate), target))


def join(
    parts: list[tuple[list[str], PointedGraph]], rng: np.random.Generator
) -> tuple[list[str], PointedGraph] | None:
    """Captions one after the other; None where the whole is too long."""
    words: list[str] = []
    graph = PointedGraph()
    for caption, its_graph in parts:
        if words:
            words += str(rng.choice(CONNECTIVES)).replace(",", " ,").split()
        offset, base = len(words), len(graph.things)
        words += caption[:-1] if caption[-1] == "." else caption
        for thing in its_graph.things:
            graph.things.append(
                PointedThing(_moved(thing.words, offset), [_moved(a, offset) for a in thing.attributes],
                             _moved(thing.number, offset), thing.negated)
            )  # fmt: skip
        for relation in its_graph.relations:
            predicate = tuple(part + offset if isinstance(part, int) else part for part in relation.predicate)
            graph.relations.append(PointedRelation(relation.subject + base, predicate, relation.object + base))
    if rng.random() < 0.4:
        words += [",", *str(rng.choice(ASIDES)).split()]
    return (words, graph) if len(words) <= MAX_WORDS else None


def _moved(span: Span, offset: int) -> Span:
    return tuple(index + offset for index in span)


def sentence(
    nouns: list[str], colors: list[str], materials: list[str], rng: np.random.Generator
) -> tuple[list[str], PointedGraph]:
    """One made-up prompt: an actor with a chain of deeds, or a still life, with asides and negations."""
    builder = SentenceBuilder()
    maker = _Maker(builder, nouns, colors, materials, rng)
    if rng.random() < 0.25:
        builder.say(str(rng.choice(ASIDES)) + ",")
    (maker.deeds if rng.random() < 0.55 else maker.still_life)()
    if rng.random() < 0.2:
        builder.say(str(rng.choice([", no", ", without any", ", but no"])))
        maker.any_thing(article="", plural=True, negated=True)
    if rng.random() < 0.35:
        builder.say(", " + str(rng.choice(ASIDES)))
    if rng.random() < 0.6:
        builder.say(".")
    return builder.words, builder.graph


class _Maker:
    def __init__(self, builder: SentenceBuilder, nouns: list[str], colors: list[str], materials: list[str],
                 rng: np.random.Generator) -> None:  # fmt: skip
        self.builder, self.nouns, self.colors, self.materials, self.rng = builder, nouns, colors, materials, rng

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def one_of(self, options: tuple[str, ...] | list[str]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def attributes(self) -> tuple[str, ...]:
        said = []
        for words, probability in (
            (SIZES, 0.25), (self.colors, 0.35), (self.materials, 0.2), (PATTERNS, 0.08),
        ):  # fmt: skip
            if self.chance(probability):
                said.append(self.one_of(words))
        return tuple(said)

    def any_thing(self, article: str | None = None, plural: bool | None = None, negated: bool = False,
                  names: list[str] | None = None) -> int:  # fmt: skip
        name = self.one_of(names or self.nouns)
        several = self.chance(0.25) if plural is None else plural
        number = self.one_of(NUMBERS) if several and not negated and self.chance(0.8) else ""
        if several:
            name += "es" if name.endswith(("s", "x", "ch", "sh")) else "s"
        said = article if article is not None else ("" if several else self.one_of(["a", "a", "the", "one"]))
        if said == "one":
            said, number = "", "one"
        return self.builder.thing(name, article=said, attributes=self.attributes(), number=number, negated=negated)

    def deeds(self) -> None:
        actors = [self.any_thing(names=PEOPLE, plural=False)]
        if self.chance(0.2):
            self.builder.say("and")
            actors.append(self.any_thing(names=PEOPLE, plural=False))
        if self.chance(0.15):
            worn = self.builder.say(self.one_of(["in", "with", "wearing"]))
            clothing = self.any_thing(
                article="a", plural=False, names=["shirt", "jacket", "hat", "dress", "coat", "helmet"]
            )
            self.builder.relate(actors[0], worn, clothing)
        last: int | None = None
        for step in range(int(self.rng.integers(1, 4))):
            if step:
                self.builder.say(
                    self.one_of(["and", ", then", "then", ", and then", "while he", "and she", "after that he"])
                )
            if self.chance(0.2):
                self.builder.say(self.one_of(ALONE))
                continue
            if self.chance(0.2):
                self.builder.say(self.one_of(MANNERS))
            verb = self.one_of(GOALS)
            words = self.builder.say(verb)
            if last is not None and self.chance(0.3):
                self.builder.say("it")
                target = last
            else:
                target = self.any_thing()
            for actor in actors:
                self.builder.relate(actor, words, target)
            if self.chance(0.3):
                place = self.builder.say(self.one_of(PLACES[:13]))
                holder = self.any_thing()
                self.builder.relate(target, place, holder)
            last = target

    def still_life(self) -> None:
        if self.chance(0.3):
            self.builder.say(self.one_of(["there is", "there are", "we see", "a scene with", "an image of"]))
        group = [self.any_thing()]
        for _ in range(int(self.rng.integers(0, 3))):
            self.builder.say(self.one_of([",", "and", ", and"]))
            group.append(self.any_thing())
        if self.chance(0.75):
            if self.chance(0.4):
                self.builder.say(self.one_of(["is", "are", "stand", "sits", "lies"]))
            place = self.builder.say(self.one_of(PLACES))
            holder = self.any_thing()
            for thing in group:
                self.builder.relate(thing, place, holder)
            if self.chance(0.3):
                self.builder.say("and")
                other = self.builder.say(self.one_of(PLACES))
                second = self.any_thing()
                for thing in group:
                    self.builder.relate(thing, other, second)
