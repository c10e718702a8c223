"""Which mentions are one thing: pronouns, `the ball` said again, `the other one`, `both`, `one of them`."""

from __future__ import annotations

from .graph import Graph, Mention
from .groups import GroupReader
from .lexicon import Lexicon
from .noun_phrases import MAX_COUNT
from .salience import most_salient
from .things import References, Thing

_GIRLS = ("daughter", "granddaughter", "niece", "sister")
_BOYS = ("son", "grandson", "nephew", "brother")
_CHILDREN = {"girl": _GIRLS, "boy": _BOYS, "child": (*_GIRLS, *_BOYS, "boy", "girl"),
             "kid": (*_GIRLS, *_BOYS, "boy", "girl")}  # fmt: skip
_ORDER = ("first", "second", "third", "fourth", "fifth")
_TWO_ENDS = ("face", "opposite", "across from", "next to", "beside", "near", "stand opposite", "stand next to")


def resolve(graph: Graph, lexicon: Lexicon) -> References:
    """Walk the mentions in the order said."""
    references = References()
    resolver = _Resolver(graph, lexicon, references)
    for mention in sorted(graph.mentions, key=lambda m: m.number):
        found = resolver.things_of(mention)
        references.of[mention.number] = found
        for thing in found:
            thing.mentions.append(mention)
    _distribute(graph, references)
    return references


_SERVED = ("eat", "drink", "sip")
"""what is done to a cup or a plate of one's own"""


def _distribute(graph: Graph, references: References) -> None:
    """`three tables, each with a lamp`, `three students at their desks`: as many lamps as tables, desks as students.

    `three students write in notebooks`, `two women drink coffee`: each has one, as nobody says how many there are.
    """
    done: set[int] = set()
    for fact in graph.facts:
        own = fact.object.determiner == "their" or (fact.deed is not None and not fact.object.determiner)
        shared_out = fact.object.plural or (fact.deed is not None and fact.deed.verb in _SERVED)
        if own and shared_out and not (fact.object.counted or fact.object.vague or fact.object.pronoun):
            for thing in references.of.get(fact.object.number, []):
                thing.count = max([thing.count, *(t.count for t in references.of.get(fact.subject.number, []))])
        if fact.subject.each and not fact.object.definite and not fact.object.pronoun:
            count = max((thing.count for thing in references.of.get(fact.subject.number, [])), default=1)
            for thing in references.of.get(fact.object.number, []):
                if thing.number not in done:
                    done.add(thing.number)
                    thing.count = min(thing.count * count, MAX_COUNT)
        elif fact.object.each and not fact.subject.definite and not fact.subject.pronoun and fact.deed is None:
            count = max((thing.count for thing in references.of.get(fact.object.number, [])), default=1)
            for thing in references.of.get(fact.subject.number, []):
                if thing.number not in done and not fact.subject.plural:
                    done.add(thing.number)
                    thing.count = min(thing.count * count, MAX_COUNT)  # a lamp on each table


class _Resolver(GroupReader):
    def things_of(self, mention: Mention) -> list[Thing]:
        if mention.negated:
            if not mention.pronoun and mention.lemma not in self.references.excluded:
                self.references.excluded.append(mention.lemma)
            return []
        self._pick_by_side(mention)
        if mention.pronoun:
            return self.antecedents(mention)
        if mention.determiner == "the" and mention.lemma in ("couple", "pair", "duo"):
            together = self._both(mention)
            if len(together) == 2 or sum(thing.count for thing in together) == 2:
                return together
        part = self.part_said(mention)
        if part is not None:
            return [part]
        if mention.definite or mention.determiner in self.lexicon.sets["possessive"]:
            known = self.same_noun(mention) or self._arranged(mention)
            if known:
                for attribute in mention.attributes:
                    if attribute not in known.attributes:
                        known.attributes.append(attribute)
                return [known]
        return [self.new_thing(mention)]

    def _pick_by_side(self, mention: Mention) -> None:
        """`the one on the left` is the left one of several."""
        several = [t for t in self.references.things if t.count > 1 and self.is_named(mention.lemma, t)]
        if mention.definite and mention.side in ("left", "right") and (mention.pronoun or several):
            mention.attributes.append(("state", mention.side))

    def new_thing(self, mention: Mention) -> Thing:
        count = mention.count
        if mention.determiner in ("each", "every"):
            count = max((t.count for t in self.references.things if t.lemma == mention.lemma), default=2)
        thing = Thing(lemma=mention.lemma, count=max(1, count), number=len(self.references.things))
        for attribute in mention.attributes:
            if attribute not in thing.attributes:
                thing.attributes.append(attribute)
        self.references.things.append(thing)
        return thing

    # --- nouns said again -----------------------------------------------------------------------------

    def same_noun(self, mention: Mention) -> Thing | None:
        """The thing that `the red ball` was before, nearest first."""
        for thing in reversed(self.references.things):
            if self._compatible(mention, thing):
                return thing
        return None

    def _arranged(self, mention: Mention) -> Thing | None:
        """`the stack`, `the row`: the group that was said to be one."""
        value = self.lexicon.maps["arrangement"].get(mention.lemma)
        groups = [t for t in reversed(self.references.things) if t.count > 1 and not self.partners(mention, t)]
        values = ("stack", "pile") if value in ("stack", "pile") else (value,)
        said = [t for t in groups if any(("other", v) in t.attributes for v in values)]
        return said[0] if value and said else None

    def _compatible(self, mention: Mention, thing: Thing) -> bool:
        same = self.is_named(mention.lemma, thing)
        if not same and mention.lemma in self.lexicon.sets["general_person"]:
            people = [t for t in self.references.things if self.lexicon.is_person(t.lemma)]
            same = len(people) == 1 and people[0] is thing
        if not same:
            same = self._same_person(mention.lemma, thing.lemma)
        if not same or self.partners(mention, thing):
            return False
        if mention.name and all(other.name != mention.name for other in thing.mentions):
            return False  # Anna and Maria
        if self._is_one_of(mention, thing):
            return True
        if mention.counted and mention.count != thing.count and not mention.vague:
            return False
        alike = self.lexicon.maps["irregular_noun"].get(mention.lemma) == mention.lemma  # sheep, clothes
        if not mention.counted and mention.plural != (thing.count > 1) and not (mention.each or alike):
            return False
        for kind, value in mention.attributes:
            values = [v for k, v in thing.attributes if k == kind]
            if values and value not in values and kind in ("color", "size", "material", "age", "shape"):
                return False
            if not values and any(
                t is not thing and (kind, value) in t.attributes and t.lemma == thing.lemma
                for t in self.references.things
            ):
                return False
        return True

    def _is_one_of(self, mention: Mention, thing: Thing) -> bool:
        """`the first domino` of a row, and `all dominoes` after the first one."""
        ordinal = self.lexicon.sets["ordinal"]
        if thing.count > 1 and not mention.plural and any(value in ordinal for _, value in mention.attributes):
            mention.attributes = [pair for pair in mention.attributes if pair[1] not in ordinal]
            return True
        if mention.plural and mention.determiner == "all" and any(value in ordinal for _, value in thing.attributes):
            thing.count = max(thing.count, mention.count)
            thing.attributes = [pair for pair in thing.attributes if pair[1] not in ordinal]
            return True
        return False

    def _same_person(self, said: str, known: str) -> bool:
        """`a football player … the player`, `a knight … the man` where he is the only one."""
        if said.split()[-1] == known.split()[-1]:
            return self.lexicon.is_person(known)
        if said in _CHILDREN and known.split()[-1] in _CHILDREN[said]:
            kin = [t for t in self.references.things if t.lemma == said or t.lemma.split()[-1] in _CHILDREN[said]]
            return len(kin) == 1  # his daughter … the girl
        general = said in ("man", "woman") and known not in ("man", "woman", "boy", "girl", "child", "person")
        if not general or not self.lexicon.is_person(known):
            return False
        return (said == "man") != (known in self.lexicon.sets["female"]) and sum(
            self.lexicon.is_person(thing.lemma) for thing in self.references.things
        ) == 1

    # --- pronouns -------------------------------------------------------------------------------------

    def antecedents(self, mention: Mention) -> list[Thing]:
        word = mention.lemma
        words = [token.word for token in mention.tokens]
        if word in ("i", "you", "we", "us", "me", "something", "nothing", "nobody", "there", "each other"):
            return []
        if word in ("itself", "himself", "herself", "themselves"):
            return []
        if "other" in words or "another" in words or word == "others":
            return self._other(mention)
        if word == "one" or word == "ones":
            return self._one(mention)
        if word == "both" or mention.determiner == "both":
            return self._both(mention)
        fitting = [
            t for t in self._recent(mention) if self._agrees(word, mention, t) and not self.partners(mention, t)
        ]
        fitting = self._of_that_sex(word, self._takable(mention, self._said_before(mention, fitting)))
        if word == "they" or mention.plural:
            fitting = self._acting(mention, fitting)
        if fitting:
            return [most_salient(word, fitting, mention, self.graph)]
        if (word in ("they", "them") or mention.plural) and len(self.references.things) > 1:
            return self._both(mention)
        animals = [t for t in self._recent(mention) if t.count == 1 and self.lexicon.is_animal(t.lemma)]
        if word in ("he", "him", "she", "her") and animals and not self.partners(mention, animals[0]):
            return animals[:1]  # one dog … while he turns
        if word in ("he", "him", "she", "her", "they", "them", "everyone", "everybody"):
            mention.lemma = {"he": "man", "him": "man", "she": "woman", "her": "woman"}.get(word, "person")
            mention.count = 2 if mention.lemma == "person" else 1
            return [self.new_thing(mention)]
        return []

    def _said_before(self, mention: Mention, fitting: list[Thing]) -> list[Thing]:
        """Whom `a table behind them` means: nobody lays things behind themselves, so who was said before."""
        placed = any(f.object is mention and f.deed is None and f.preposition for f in self.graph.facts)
        if not placed or mention.lemma not in ("they", "them"):
            return fitting
        early = [t for t in fitting if self._lives(t) or any(m.sentence != mention.sentence for m in t.mentions)]
        return early or fitting

    def _of_that_sex(self, word: str, fitting: list[Thing]) -> list[Thing]:
        """`a queen …, a gardener bows, she …`: the queen, of whom it is known."""
        kind = {"he": "male", "him": "male", "she": "female", "her": "female"}.get(word)
        sure = [t for t in fitting if kind and t.lemma.split()[-1] in self.lexicon.sets[kind]]
        return sure or fitting

    def _recent(self, mention: Mention) -> list[Thing]:
        """Things said before the pronoun, the latest mention first."""
        return sorted(self.references.things, key=lambda thing: -max(m.number for m in thing.mentions))

    def _agrees(self, word: str, mention: Mention, thing: Thing) -> bool:
        person = self.lexicon.is_person(thing.lemma)
        base = thing.lemma.split()[-1]
        if word in ("he", "him"):
            return person and thing.count == 1 and base not in self.lexicon.sets["female"]
        if word in ("she", "her"):
            return person and thing.count == 1 and base not in self.lexicon.sets["male"]
        if word == "it":
            arranged = any(value in self.lexicon.maps["arrangement"].values() for _, value in thing.attributes)
            made = base in ("robot", "skeleton", "zombie", "alien", "ghost")
            return (not person and (thing.count == 1 or arranged)) or made
        if word in ("they", "them", "everyone", "everybody", "all"):
            return thing.count > 1
        if mention.count > 1:
            return thing.count >= mention.count
        return True

    def _acting(self, mention: Mention, fitting: list[Thing]) -> list[Thing]:
        """Who `they` are who do something: somebody, where people or animals were said; none where they are several
        single ones."""
        verbs = [deed.verb.split()[0] for deed in self.graph.deeds if mention in deed.actors]
        if not verbs or any(verb in self.lexicon.sets["gravity"] for verb in verbs):
            return fitting
        living = [thing for thing in fitting if self._lives(thing)]
        single = [thing for thing in self.references.things if self._lives(thing)]
        return living if living or len(single) > 1 else fitting

    def _lives(self, thing: Thing) -> bool:
        return self.lexicon.is_person(thing.lemma) or self.lexicon.is_animal(thing.lemma)

    def _takable(self, mention: Mention, fitting: list[Thing]) -> list[Thing]:
        """What the verb can be done to: a mug is picked up, a chair is sat on, a door is opened."""
        sets = self.lexicon.sets
        verbs = [deed.verb.split()[0] for deed in self.graph.deeds if deed.target is mention]
        verbs += [fact.verb.split()[0] for fact in self.graph.facts if fact.object is mention and fact.verb]
        can = fitting
        if any(verb in sets["handling"] for verb in verbs) and any(d.target is mention for d in self.graph.deeds):
            can = [thing for thing in fitting if self.is_movable(thing)]
        elif any(verb in ("sit", "lie", "lay", "sleep", "rest") for verb in verbs):
            can = [thing for thing in fitting if self.is_lain_on(thing)]
        elif any(verb in ("open", "close", "shut", "unlock") for verb in verbs):
            can = [thing for thing in fitting if thing.lemma.split()[-1] in sets["openable"]]
        return can or fitting

    def _one(self, mention: Mention) -> list[Thing]:
        """`a red one`: a new thing of the last kind; `one waves`: one of several."""
        recent = self._recent(mention)
        ordinal = self.lexicon.sets["ordinal"]
        words = [token.word for token in mention.tokens]
        chosen = any(value in ordinal for _, value in mention.attributes)
        mention.attributes = [pair for pair in mention.attributes if pair[1] not in ordinal]
        if mention.of is not None:
            recent = self.references.of.get(mention.of.number, recent)
        groups = [thing for thing in recent if thing.count > 1]
        wears = any(f.subject is mention and f.verb in ("wear", "have", "hold", "carry") for f in self.graph.facts)
        if wears or any(
            mention in d.actors and d.verb.split()[0] not in self.lexicon.sets["gravity"] for d in self.graph.deeds
        ):
            groups.sort(key=lambda t: not (self.lexicon.is_person(t.lemma) or self.lexicon.is_animal(t.lemma)))
        if mention.determiner in ("all", "each", "every") and not mention.attributes:
            return groups[:1] or self._both(mention)
        if chosen and groups and not mention.attributes:
            return [self.part(groups[0], mention)]
        ordered = [t for t in self.references.things if recent and t.lemma == recent[0].lemma]
        if chosen and len(ordered) > 1 and mention.definite and not mention.attributes and (
            place := next((n for n, word in enumerate(_ORDER) if word in words), None)
        ) is not None and place < len(ordered):  # fmt: skip
            return [ordered[place]]
        picked = mention.definite and mention.attributes and all(self.picks(v) for _, v in mention.attributes)
        if picked and recent:
            mention.lemma = (groups or recent)[0].lemma
            part = self.part_said(mention)
            if part is not None:
                return [part]
        if chosen and recent and not mention.attributes:  # the first car …, the second one
            mention.lemma = recent[0].lemma
            return [self.new_thing(mention)]
        several = [thing for thing in recent if thing.count >= max(2, mention.count)]
        if [token.word for token in mention.tokens] == ["one"] and groups:
            part = self.split(groups[0]) if mention.attributes else self.part(groups[0], mention)
            part.attributes += [pair for pair in mention.attributes if pair not in part.attributes]
            return [part]
        if mention.definite and mention.counted and mention.count == 2 and not mention.attributes and not several:
            return self._both(mention)  # between the two
        if mention.counted and mention.count > 1 and not mention.attributes and several:
            return several[:1]  # six chairs, three on each side
        if mention.attributes or mention.counted:
            nouns = [thing for thing in recent if not self.lexicon.is_person(thing.lemma)] or recent
            if not nouns:
                return []
            handled = [f.deed.target for f in self.graph.facts if f.object is mention and f.deed and f.deed.target]
            nouns.sort(key=lambda t: not (self.partners(mention, t) or any(m in handled for m in t.mentions)))
            for thing in nouns:
                if mention.definite and all(a in thing.attributes for a in mention.attributes):
                    return [thing]
            mention.lemma = nouns[0].lemma
            return [self.new_thing(mention)]
        return [self.part(groups[0], mention)] if groups else recent[:1]

    def _other(self, mention: Mention) -> list[Thing]:
        """`the other one`: the part that was split off, or a new thing of the same kind."""
        for rest in reversed(list(self.references.splits.values())):
            rest.attributes += [pair for pair in mention.attributes if pair not in rest.attributes]
            return [rest]
        recent = self._recent(mention)
        things = [thing for thing in recent if thing.count == 1]
        if mention.determiner != "another" or "the" in [token.word for token in mention.tokens]:
            kinds = [
                t for t in things if sum(o.lemma == t.lemma for o in things) > 1 and not self.partners(mention, t)
            ]
            if kinds:
                return [
                    kinds[-1]
                    if kinds[0].lemma == kinds[-1].lemma and len(kinds) == 2
                    else kinds[1 if len(kinds) > 1 else 0]
                ]
        if not recent:
            return []
        mention.lemma = recent[0].lemma
        mention.count = max(1, mention.count)
        return [self.new_thing(mention)]

    def _together(self, recent: list[Thing]) -> list[Thing]:
        """The people (or things) that did the last deed, or were placed, together."""
        groups = [deed.actors for deed in reversed(self.graph.deeds) if len(deed.actors) > 2]
        for actors in groups:
            found = [thing for thing in recent if any(m in actors for m in thing.mentions)]
            if len(found) == len(actors):
                return sorted(found, key=lambda thing: thing.number)
        return []

    def _ends_of(self, mention: Mention) -> list[Thing]:
        """`a sofa faces a tv, a table between them`: the two that stand to each other."""
        if not any(f.object is mention and f.preposition in ("between", "in between") for f in self.graph.facts):
            return []
        for fact in reversed(self.graph.facts):
            if fact.predicate in _TWO_ENDS and fact.object.number < mention.number:
                ends = [t for m in (fact.subject, fact.object) for t in self.references.of.get(m.number, [])]
                if len(ends) == 2:
                    return ends
        return []

    def _both(self, mention: Mention) -> list[Thing]:
        recent = self._recent(mention)
        opposite = self._ends_of(mention)
        if opposite:
            return opposite
        plural = [thing for thing in recent if thing.count == 2]
        if plural and mention.lemma != "they":
            return plural[:1]
        people = [
            thing for thing in recent if self.lexicon.is_person(thing.lemma) or self.lexicon.is_animal(thing.lemma)
        ]
        together = self._together(recent) if mention.lemma in ("they", "them") else []
        if together:
            return together
        free = [thing for thing in (people if len(people) > 1 else recent) if not self.partners(mention, thing)]
        return sorted(free[:2], key=lambda thing: thing.number)
