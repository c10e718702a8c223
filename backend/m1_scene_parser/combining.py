"""One graph of two parsers: the rules' graph, changed where the neural parser is surer than a threshold.

Each kind of change has its threshold, chosen on validation data (training/m1_scene_parser/choose_trust.py) and kept
beside the weights in combination.json with the figures it was chosen by. Order, deeds, light and camera are the rules'
alone, and what they counted stays so.
"""

from __future__ import annotations

from math import prod

from .changes import DEED, Change, Combination
from .fact_changes import FactChanges
from .graph import Fact, Graph, Mention
from .lexicon import Lexicon
from .neural_parser import Reading
from .noun_phrases import MAX_COUNT
from .pointed_graph import PointedThing
from .pointed_words import name_of, predicate_of, value_of, without
from .predicates import COMMANDS
from .tokens import Token, verb_forms
from .trust import Rule, Trust
from .word_features import head_places

_WHERE = frozenset({"left", "right", "middle", "front", "back", "top", "bottom", "upper", "lower"})
"""which of several, no part of a name"""
_SHARES = ("part", "half", "section")
"""of something, which then is not there as a whole"""


def combine(graph: Graph, readings: list[Reading], rule: Rule, lexicon: Lexicon) -> Combination:
    """Change the graph in place; what was changed, in the order of the text."""
    combination = Combination()
    for reading in readings:
        trust = rule.trust_in(reading, is_all=len(readings) == 1)
        _Combiner(graph, reading, trust, lexicon, combination).run()
    return combination


class _Combiner:
    def __init__(self, graph: Graph, reading: Reading, trust: Trust, lexicon: Lexicon, result: Combination) -> None:
        self.graph, self.reading, self.trust, self.lexicon = graph, reading, trust, lexicon
        self.words = reading.words
        self.tokens = reading.tokens[: len(self.words)]
        self.heads = head_places(self.tokens, graph)
        self.here = [mention for mention in graph.mentions if mention.number in self.heads]
        self.mention_of: dict[int, Mention] = {}
        self.result = result

    def run(self) -> None:
        things = self.reading.graph.things
        self._match(things)
        for index, thing in enumerate(things):
            mention = self.mention_of.get(index)
            if mention is None:
                self._add(index, thing)
            else:
                self._name(mention, thing)
                self._rename(mention, thing)
                self._count(mention, thing)
                self._describe(mention, thing)
        for index, mention in self.mention_of.items():
            self._undescribe(mention, things[index])  # once all are known: a word moves from one thing to another
            self.result.sure_of_mention[id(mention)] = things[index].sure
        what_is_known = (self.graph, self.reading, self.trust, self.lexicon, self.result)
        FactChanges(*what_is_known, self.mention_of, self.heads).run()
        self._drop()

    def note(self, kind: str, what: str, sure: float, place: int, about: Mention | Fact | None = None) -> None:
        self.result.changes.append(Change(kind, what, sure, self.tokens[place].start, about))

    # --- things -----------------------------------------------------------------------------------

    def _match(self, things: list[PointedThing]) -> None:
        """Each thing's mention: the one whose head it names, else one that is left whose nouns it shares."""
        free = {mention.number: mention for mention in self.here}
        for by_head in (True, False):
            for index, thing in enumerate(things):
                if index in self.mention_of:
                    continue
                named = {m.number: {self.heads[m.number]} if by_head else self._nouns(m) for m in free.values()}
                found = [m for m in free.values() if set(thing.words) & named[m.number]]
                if found:
                    self.mention_of[index] = found[0]
                    del free[found[0].number]

    def _nouns(self, mention: Mention) -> set[int]:
        return {
            index for token in mention.tokens if token.tag == "NOUN"
            for index, word in enumerate(self.tokens) if token.start <= word.start < token.end
        }  # fmt: skip

    def _add(self, index: int, thing: PointedThing) -> None:
        if thing.sure < self.trust.add_thing or thing.negated:
            return
        if self.words[thing.words[-1]].tag in ("ADV", "PREP", "TO", "NUM", "PIECE", "DET", "AND", "NEG"):
            return  # hits it back, a tower of blocks
        own = self._token_at(thing.words[-1])
        if own not in self.graph.tokens or (own.tag == "ADJ" and len(own.parts) > 1):
            return  # the foot of the stairs: the rules have left it out; a cat headed statue has no cat
        acts = any(
            deed.start <= own.start < deed.end and any(self.lexicon.is_person(actor.lemma) for actor in deed.actors)
            for deed in self.graph.deeds
        )  # a person waves
        told = any(deed.start <= own.start < deed.end for deed in self.graph.deeds)
        if own.tag == "VERB" and own.word in COMMANDS and not told:
            return  # remove the table
        named = own.used and own.tag == "NOUN" and not any(own in mention.tokens for mention in self.graph.mentions)
        if named or (acts and own.tag in ("VERB", "VBG")):
            return  # made of concrete; his two children, a boy and a girl: the rules have read it otherwise
        if not any(letter.isalpha() for letter in self.words[thing.words[-1]].text):
            return  # a picture sign, a price
        said_so = {word.text for word in (self.words[place] for place in thing.words)}
        like_it = [mention for mention in self.here if said_so & {value for _, value in mention.attributes}]
        if like_it and not self._covers(index, like_it):
            return  # `made of glass`, `a stack of crates`: the rules have read it as what another thing is like
        said = [self._token_at(place) for place in sorted(thing.words)]
        place = thing.words[-1]
        name = name_of(thing, self.words, self.lexicon)
        plural = self.words[place].text != name.split()[-1]
        before = [m for m in self.graph.mentions if m.tokens and m.tokens[0].start < said[0].start]
        after = self.graph.mentions.index(before[-1]) + 1 if before else 0
        for mention in self.graph.mentions:
            mention.number *= 2  # references are resolved in the order of numbers: make room for one between
        self.heads = {2 * number: head for number, head in self.heads.items()}
        number = 1 + (before[-1].number if before else -2)
        mention = Mention(number=number, lemma=name, tokens=_unique(said))
        mention.plural, mention.count = plural, 2 if plural else 1
        mention.sentence = before[-1].sentence if before else 0
        self.graph.mentions.insert(after, mention)
        self.mention_of[index], self.heads[number] = mention, place
        for token in mention.tokens:
            token.used = True
        self.note("add_thing", name, thing.sure, place, mention)
        self._describe(mention, thing)

    def _covers(self, index: int, mentions: list[Mention]) -> bool:
        """`snow covered mountains`: the snow is a thing that is on them, as in `mountains covered in snow`."""
        there = [other for other, mention in self.mention_of.items() if mention in mentions]
        return any(
            relation.subject == index and relation.object in there
            and predicate_of(relation, self.words, self.lexicon)[0] == "cover"
            for relation in self.reading.graph.relations
        )  # fmt: skip

    def _token_at(self, place: int) -> Token:
        start = self.tokens[place].start
        return next((token for token in self.graph.tokens if token.start <= start < token.end), self.tokens[place])

    def _name(self, mention: Mention, thing: PointedThing) -> None:
        """`a blue bowl and a red orange`: what the rules read as `a red, orange one` is a thing."""
        head = next((token for token in reversed(mention.tokens)), None)
        if not mention.pronoun or head is None or head.tag != "ADJ" or thing.sure < self.trust.add_thing:
            return
        name = name_of(thing, self.words, self.lexicon)
        mention.lemma, mention.pronoun = name, False
        left = [(kind, without(value, name)) for kind, value in mention.attributes]  # red orange: it is red
        mention.attributes = [pair for pair in left if pair[1]]
        self.note("add_thing", name, thing.sure, thing.words[0], mention)

    def _rename(self, mention: Mention, thing: PointedThing) -> None:
        if mention.pronoun or mention.counted or thing.sure < self.trust.rename:
            return
        name = name_of(thing, self.words, self.lexicon)
        if self.heads[mention.number] in thing.words:  # the rules know the singular: a glass, not glasses
            name = " ".join([*name.split()[:-1], mention.lemma.split()[-1]])
            if len(set(name.split())) < len(name.split()):
                return  # a snowball fight: the rules have read snowballs
        if _plain(name) == _plain(mention.lemma) or self.words[thing.words[0]].tag == "PRON":
            return
        described = {word for span in thing.attributes for word in value_of(span, self.words).split()}
        lost = set(mention.lemma.split()) - set(name.split()) - described
        inside = [pair for pair in mention.attributes if pair[1] in name.split()]
        shorter = len(name.split()) < len(mention.lemma.split())
        cut = [word for word in mention.lemma.split() if word not in name.split()]
        made = bool(cut) and all(self.lexicon.attribute_types.get(word) in ("material", "color") for word in cut)
        known = mention.lemma in self.lexicon.priors or mention.lemma in self.lexicon.sets["compound"]
        own, other = (self.lexicon.priors.get(each) for each in (mention.lemma, name))
        if shorter and known and not (made and other is not None and (own or other).category == other.category):
            return  # a double bed and a paper plane are things of their own, a glass vase is a vase
        taken_in = set(name.split()) - set(mention.lemma.split())
        if taken_in & (self.lexicon.sets["ordinal"] | _WHERE):
            return  # the middle pot of three
        if lost or any(kind not in ("other", "state") for kind, _ in inside):
            return  # a colour or material in a name would no longer be seen
        self.note("rename", f"{mention.lemma} → {name}", thing.sure, thing.words[0], mention)
        mention.lemma = name
        mention.attributes = [pair for pair in mention.attributes if pair not in inside]

    def _count(self, mention: Mention, thing: PointedThing) -> None:
        """`three men in orange vests` wear three, `a pair of …`: a number that the rules gave to none or to another."""
        said = " ".join(self.words[place].text for place in thing.number)
        number = int(said) if said.isdecimal() else int(self.lexicon.maps["number"].get(said, 0))
        if mention.pronoun or not mention.plural or thing.sure_of_number < self.trust.count or number < 2:
            return
        if not mention.counted and number <= MAX_COUNT:
            mention.count, mention.counted = number, True
            self.note("count", f"{number} {mention.lemma}", thing.sure_of_number, thing.number[0], mention)

    def _describe(self, mention: Mention, thing: PointedThing) -> None:
        said = {value_of(span, self.words): span for span in thing.attributes}
        known = {value for _, value in mention.attributes}
        head = self._token_at(self.heads[mention.number])
        named = [
            place for place, word in enumerate(self.tokens)
            if head.lemma == mention.lemma and head.start <= word.start < head.end
        ]  # fmt: skip
        for value, span in said.items():
            sure = thing.sure_of[span]
            if any(
                self.words[place].tag in ("NUM", "DET", "NEG") or self.words[place].role == "number" for place in span
            ):
                continue  # the rules count
            if all(word in known for word in value.split()) or all(place in named for place in span):
                continue  # a fat ginger cat is fat and ginger, a tee shirt is a t-shirt
            if any(
                (self.words[place].tag in ("PREP", "TO", "AND", "GEN") and self.words[place].text not in _SHARES)
                or self.words[place].text in self.lexicon.sets["filler"] for place in span
            ):  # fmt: skip
                continue  # the very top is not very, but part of a wall is part
            typed = {pair[1] for pair in mention.attributes if pair[0] not in ("other", "state")}
            if any(value in other.split() for other in known) or (len(span) > 1 and typed & set(value.split())):
                continue  # a midnight blue bear is not blue besides
            others = [other for other in self.here if other is not mention]
            if any(self._is_predicated(value, o) or self._is_before_its_noun(span, thing, o) for o in others):
                continue  # the wall behind a plate is grey, a brown well and a monkey: the grammar knows who is
            if value not in known and value not in mention.lemma.split() and sure >= self.trust.add_attribute:
                self._take_away(value, span, mention)
                mention.attributes = [pair for pair in mention.attributes if pair[1] not in value.split()]  # king size
                mention.attributes.append((self._type_of(value, span), value))
                self._token_at(span[0]).used = True
                self.note("add_attribute", f"{mention.lemma}: {value}", sure, span[0], mention)

    def _undescribe(self, mention: Mention, thing: PointedThing) -> None:
        """Take away what the network gives to another thing, or to none."""
        said = {value_of(span, self.words) for span in thing.attributes}
        sure = thing.sure * prod(thing.sure_of.values())
        if sure < self.trust.drop_attribute or mention.lemma in self.lexicon.sets["picture_of"]:
            return  # a statue of a lion
        spoken = {word.text for word in self.words}
        for pair in list(mention.attributes):
            words = ["wood" if word == "wooden" and "wooden" not in spoken else word for word in pair[1].split()]
            kept = pair[0] not in ("other", "state") or pair[1] in self.lexicon.maps["arrangement"].values()
            kept |= pair[1] in self.lexicon.attribute_types or pair[1] in self.lexicon.colors
            kept |= self._describes(pair[1], mention)
            within = any(pair[1] == value or pair[1] in value.split() for value in said)
            elsewhere = " " not in pair[1] and self._belongs_elsewhere(words, thing)
            elsewhere &= not self._is_predicated(pair[1], mention)
            elsewhere |= pair[0] == "state" and self._is_told(words, thing)
            if (elsewhere or not kept) and not within and all(word in spoken for word in words):
                mention.attributes.remove(pair)
                self.note("drop_attribute", f"{mention.lemma}: {pair[1]}", sure, thing.words[0], mention)

    def _belongs_elsewhere(self, said: list[str], thing: PointedThing) -> bool:
        """Whether the words of an attribute are read as what another thing in the graph is called or is like, so that
        `a tall carnation pink horse` stays tall."""
        things = self.reading.graph.things
        others = [things[index] for index in self.mention_of if things[index] is not thing]
        taken = {place for other in others for span in (other.words, *other.attributes) for place in span}
        places = self._places(said)
        return bool(places) and all(place in taken for place in places)

    def _places(self, said: list[str]) -> list[int]:
        return [place for place, word in enumerate(self.words) if word.text in said]

    def _is_told(self, said: list[str], thing: PointedThing) -> bool:
        """Whether a verb says how a thing is related, and not what it is like: `scooters parked in a row`."""
        graph, places = self.reading.graph, self._places(said)
        told = [r for r in graph.relations if thing in (graph.things[r.subject], graph.things[r.object])]
        return (
            bool(places) and all(verb_forms(word, self.lexicon)[0] for word in said)
            and all(any(place in relation.predicate for relation in told) for place in places)
        )  # fmt: skip

    def _is_before_its_noun(self, span: tuple[int, ...], thing: PointedThing, mention: Mention) -> bool:
        """Whether an adjective stands in the phrase of a mention, and the thing's name in another."""
        start, named = self.tokens[span[0]].start, [self.tokens[place].start for place in thing.words]
        described = any(token.tag == "ADJ" and token.start <= start < token.end for token in mention.tokens)
        return described and not any(token.start <= at < token.end for token in mention.tokens for at in named)

    def _is_predicated(self, value: str, mention: Mention) -> bool:
        """Whether `is` says it of the thing, not a word in its own phrase."""
        said = {word for token in mention.tokens for word in (token.parts or [token.word])}
        return any(value in pair[1].split() and value not in said for pair in mention.attributes)

    def _describes(self, word: str, mention: Mention) -> bool:
        """Whether a word before a noun can only describe it (`unmade`), and is no noun of its own (`snow covered`)."""
        alone = word not in self.lexicon.nouns and word not in self.lexicon.adjectives
        return alone and any(token.word == word and token.tag == "ADJ" for token in mention.tokens)

    def _take_away(self, value: str, span: tuple[int, ...], mention: Mention) -> None:
        """A word describes one thing: where the rules gave it to another that stands beside it, it moves."""
        start = self.tokens[span[0]].start
        for other in self.here:
            said = [token for token in other.tokens if token.start <= start < token.end and token.tag == "ADJ"]
            if other is not mention and said:
                other.attributes = [pair for pair in other.attributes if pair[1] != value]

    def _type_of(self, value: str, span: tuple[int, ...]) -> str:
        kind = self.lexicon.attribute_types.get(value) or self.lexicon.attribute_types.get(value.split()[-1])
        start = self.tokens[span[0]].start
        if kind is None and any(deed.start <= start < deed.end for deed in self.graph.deeds):
            return DEED
        return kind or self.lexicon.color_type(value)

    def _drop(self) -> None:
        """What the rules took for a thing; whoever acts or is acted on stays."""
        if self.reading.sure < self.trust.drop_thing:
            return
        seen = {mention.number for mention in self.mention_of.values()}
        acting = {mention.number for deed in self.graph.deeds for mention in (*deed.actors, deed.target) if mention}
        for mention in self.here:
            if mention.number in seen or mention.number in acting or mention.pronoun or mention.negated:
                continue
            told = mention.determiner in ("a", "an") and (mention.attributes or mention.lemma in self.lexicon.priors)
            if mention.counted or told:
                continue  # counts are the rules'; a blue well is a thing, also where the network never saw a well
            self.graph.mentions.remove(mention)
            self.graph.facts[:] = [f for f in self.graph.facts if mention not in (f.subject, f.object)]
            for other in self.graph.mentions:
                other.of = None if other.of is mention else other.of
            self.note("drop_thing", mention.lemma, self.reading.sure, self.heads[mention.number])


def _plain(lemma: str) -> str:
    return lemma.replace(" ", "").replace("-", "")


def _unique(tokens: list[Token]) -> list[Token]:
    return list({id(token): token for token in tokens}.values())
