"""Sentences: who does what to what, where, in which order. A hand-written descent over tagged tokens."""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import GROUNDS, ArgumentReader
from .graph import ARRANGED, Deed, Graph, Mention, arrange
from .lexicon import Lexicon
from .predicates import PredicateReader
from .relating import IN_THE_MIDDLE, ON_EACH_SIDE, RelationReader
from .sides import put_at_side, relate_sides
from .tokens import Token

_LINKS = {"THEN": "then", "WHILE": "while", "AND": "", "COMMA": ""}


def parse_graph(tokens: list[Token], lexicon: Lexicon) -> Graph:
    """The graph of all sentences; marks the tokens it used."""
    parser = ClauseParser(tokens, lexicon)
    parser.text()
    relate_sides(parser.graph)
    return parser.graph


class ClauseParser(RelationReader):
    """Clauses over noun phrases."""

    link = ""
    waiting: Sequence[Mention] = ()
    """who waits until somebody else has done something: of them the next verb speaks"""

    def text(self) -> None:
        """Every sentence up to the end."""
        while self.position < len(self.tokens):
            before = self.position
            self.sentence_()
            if self.position == before:
                self.position += 1

    def sentence_(self) -> None:
        """One sentence, any number of clauses."""
        self.link = ""
        subjects: list[Mention] = []
        self.waiting = ()
        fronted: list[tuple[Token, list[Mention]]] = []
        while self.tag() not in ("STOP", "END"):
            tag = self.tag()
            if self.word() == "after" and not subjects and self.opens_clause():
                self.take()
            elif tag in _LINKS and not (tag in ("THEN", "WHILE") and self.tag(1) == "VBG" and not subjects):
                is_until = self.word() in ("until", "till")
                self.join()
                if is_until:
                    self.waiting = subjects
                elif self.waiting and self.tag() == "VERB":  # `waits until he comes, then waves`: who waits waves
                    subjects, self.waiting = list(self.waiting), ()
            elif self._shows_what_is_there():
                subjects = self.existential(fronted)
                fronted = []
            elif tag == "NEG" and self.word() in ("without", "no"):
                self.take()
            elif self.at_gap() and self.graph.deeds and self.graph.deeds[-1].sentence == self.sentence:
                self.gapped(self.graph.deeds[-1])
            elif self.at_noun_phrase():
                subjects = self.noun_phrase_list(subject=True)
                self.front_facts(fronted, subjects)
                if self.tag() not in ("VERB", "BE", "MODAL"):
                    fronted = []
                self.modifiers(subjects)
            elif tag in ("VERB", "BE", "MODAL", "VBG", "VBN") or (
                tag == "NEG" and self.tag(1) in ("VERB", "VBG", "BE")
            ):
                if fronted and not subjects and tag in ("VERB", "BE", "VBG", "VBN"):
                    subjects = self.inverted(fronted)
                    fronted = []
                else:
                    # a wizard, holding a staff, stands …
                    goes_along = tag == "VBG" and self.tag(-1) == "COMMA" and bool(subjects)
                    self.predicate(subjects, reduced=goes_along)
            elif tag in ("PREP", "TO", "THEN") and self.tag(1) == "VBG" and not subjects:
                self.fronted_gerund()
            elif tag in ("PREP", "TO") and self.tag(1) == "VBG":
                self.gerund_clause(subjects)
            elif tag in ("PREP", "TO") and self.at_noun_phrase(1):
                if self.link == "then" and self.graph.deeds and self.graph.deeds[-1].sentence == self.sentence:
                    self.same_verb_again(self.graph.deeds[-1])
                    continue
                preposition = self.take()
                if preposition.word == "without":
                    self.ruled_out()
                    continue
                objects = self.noun_phrase_list(subject=False, commas=bool(subjects))
                if subjects and self.at_noun_phrase() and self.tag() != "PRON":  # …, next to it a lamp
                    subjects = self.noun_phrase_list(subject=True)
                    self.front_facts([(preposition, objects)], subjects)
                    self.modifiers(subjects)
                    continue
                if subjects:
                    for mention in subjects:
                        self.prepositional(mention, preposition, objects)
                else:
                    fronted.append((preposition, objects))
                self.modifiers(objects)
            elif tag == "TO" and self.tag(1) == "VERB":
                self.take()
                self.predicate(subjects)
            elif tag == "ADV":
                if put_at_side([], self.word()) and (not subjects or self.at_noun_phrase(1)):
                    fronted.append((self.take(), []))
                    subjects = []
                elif self.word() in self.lexicon.sets["filler"] or subjects:
                    self.take()
                else:
                    self.position += 1
            else:
                self.position += 1
        if fronted and self.graph.deeds and self.graph.deeds[-1].sentence == self.sentence:
            self.front_facts(fronted, self.graph.deeds[-1].actors)
        if self.tag() == "STOP":
            self.take()
        self.sentence += 1

    def gapped(self, before: Deed) -> None:
        """`one holds a lamp, the other a pan`."""
        words = [self.take(), self.take()]
        other = self._mention(words, [])
        deed = self.deed([other], before.verb, words[0], words[-1])
        deed.link = "while"
        ArgumentReader(self, [other], before.verb, deed).read()

    def opens_clause(self) -> bool:
        """Whether a clause with its own verb and a comma follow: `after she sits down, he bows`; then he does it after.

        The comma becomes a `then`.
        """
        has_verb = False
        for token in self.tokens[self.position + 1 :]:
            if token.tag in ("STOP", "END", "THEN", "WHILE"):
                return False
            if token.tag == "COMMA":
                if has_verb:
                    token.tag = "THEN"
                return has_verb
            has_verb = has_verb or token.tag == "VERB"
        return False

    def same_verb_again(self, before: Deed) -> None:
        """`jumps onto a crate, then onto a barrel`."""
        start = self.tokens[self.position]
        deed = self.deed(before.actors, before.verb, start, start)
        ArgumentReader(self, before.actors, before.verb, deed).read()

    def join(self) -> None:
        """Conjunctions between clauses: remember how the next deed joins."""
        token = self.take()
        if token.tag == "WHILE":
            self.link = "while"
        elif token.tag == "THEN":
            self.link = "before" if token.word == "before" else "then"

    def front_facts(self, fronted: list[tuple[Token, list[Mention]]], subjects: list[Mention]) -> None:
        """`On the table, a lamp …`: what stood before belongs to the subject."""
        for preposition, objects in fronted:
            put_at_side(subjects, preposition.word)
            for mention in subjects if preposition.value in self.lexicon.spatial else ():
                self.prepositional(mention, preposition, objects)

    def _shows_what_is_there(self) -> bool:
        """Whether `there is`, `here are`, `this is a …` stand here: nothing but what follows is said."""
        if self.tag() == "ADV" and self.word() in ("there", "here"):
            return self.tag(1) in ("BE", "MODAL")
        return self.word() in ("this", "these") and self.tag(1) == "BE" and self.tag(2) in ("DET", "NUM")

    def existential(self, fronted: list[tuple[Token, list[Mention]]]) -> list[Mention]:
        """`there are (no) two chairs …`"""
        self.take()
        negated = False
        while self.tag() in ("BE", "MODAL", "NEG", "ADV"):
            negated |= self.take().tag == "NEG"
        if not self.at_noun_phrase():
            return []
        if negated or self.word() in ("no", "any"):
            subjects = self.negated_list()
        else:
            subjects = self.noun_phrase_list(subject=True)
        self.front_facts(fronted, subjects)
        self.modifiers(subjects)
        return subjects

    def negated_list(self) -> list[Mention]:
        """`no chair or table`: what goes on with `and the lamp` is there again."""
        subjects = [self.noun_phrase()]
        while self.tag() == "AND" and self.at_noun_phrase(1) and (self.word() in ("or", "nor") or self.word(1) == "no"):
            self.take()
            subjects.append(self.noun_phrase())
        for mention in subjects:
            mention.determiner = "no"
        return subjects

    def inverted(self, fronted: list[tuple[Token, list[Mention]]]) -> list[Mention]:
        """`Behind the house stands a tree`, `On the table is a lamp`."""
        verb = self.take()
        start = verb
        while self.tag() in ("BE", "VBG", "VBN"):
            verb = self.take()
        if not self.at_noun_phrase():
            return []
        subjects = self.noun_phrase_list(subject=True)
        for mention in subjects:
            for preposition, objects in fronted:
                put_at_side([mention], preposition.word)
                lemma = verb.lemma if verb.tag in ("VERB", "VBG", "VBN") else ""
                for target in objects:
                    self.relate(mention, lemma, preposition, target)
                if lemma and not self.is_stative(lemma, mention):
                    self.deed([mention], lemma, start, self.tokens[self.position - 1])
        self.modifiers(subjects)
        return subjects

    # --- what follows a noun ------------------------------------------------------------------------

    def modifiers(self, heads: list[Mention], *, in_predicate: bool = False) -> None:
        """Prepositional phrases, participles and relative clauses after a noun phrase (list)."""
        head = heads[-1]
        while True:
            tag = self.tag()
            if tag == "PREP" and self.word() == "without" and self.at_noun_phrase(1):
                self.take()
                self.ruled_out()
            elif tag == "PREP" and self.at_noun_phrase(1):
                preposition = self.take()
                inner = self.graph.mentions[-1]
                if (
                    preposition.word == "with"
                    and inner not in heads
                    and not self.has_with(head)
                    and not self.lives(inner)
                ):
                    head, heads = inner, [inner]
                objects = self.noun_phrase_list(subject=False, waiting=() if in_predicate else heads)
                self.split_off_the_other_side(objects)
                self.split_off_the_middle(head, objects)
                single = in_predicate or preposition.word == "of" or not self.is_joined(heads)
                single = single or objects[0].lemma == "it"  # a sphere and many cubes around it
                owners = [head] if single else heads
                for owner in owners:
                    self.prepositional(owner, preposition, objects)
                self.say_how_they_are(preposition, objects)
                if preposition.word == "of":
                    self.resume_list(heads)
                    head = heads[-1]
                if preposition.word == "with" and self.word() in IN_THE_MIDDLE:
                    self.put_in_the_middle(owners[0], objects)
                elif preposition.word == "with" and self.word() in ON_EACH_SIDE:
                    self.take()
                    self.put_on_each_side(objects, owners[0])
                elif preposition.word != "of" and not self.holds(owners[0], preposition):
                    before = len(self.graph.facts)
                    self.nested(objects, owners[0])
                    if preposition.value == "between":
                        self.share_support(owners, objects, self.graph.facts[before:])
            elif tag in ("VBG", "VBN") and not in_predicate:
                self.predicate(heads if self.is_joined(heads) else [head], reduced=True)
                return
            elif tag in ("VBG", "VBN") and in_predicate:
                return
            elif tag == "REL" and self.tag(1) in ("VERB", "BE", "MODAL", "ADV", "NEG"):
                self.take()
                self.predicate(heads if len(heads) > 1 and not in_predicate else [head], relative=True)
                if in_predicate:
                    return
            elif tag == "REL" and self.at_noun_phrase(1):
                self.object_relative(head)
            elif tag == "ADV" and (
                (self.word() in self.lexicon.sets["filler"] and self.tag(1) in ("PREP", "VBG", "VBN"))
                or (not in_predicate and self.tag(-1) != "COMMA" and put_at_side([head], self.word()))
            ):
                self.take()
            elif not in_predicate and self.say_near_what(head):
                pass
            elif tag == "ADV" and not in_predicate and self.word() in ARRANGED:
                arrange([head], self.take().word)
            elif tag == "ADJ" and (self.is_measure() or not in_predicate) and (
                self.is_measure() or self.tag(1) in ("PREP", "END", "STOP", "COMMA")
            ):
                token = self.take()
                head.attributes.append((token.value or "other", token.word))
            elif tag in ("AND", "COMMA") and self.is_measure(1) and not self.at_noun_phrase(1):
                self.take()
            elif tag == "COMMA" and self.tag(1) == "DET" and self.word(1) == "each" and self.tag(2) == "PREP":
                self.take()
                self.take()
                head.each = True
            else:
                return

    def nested(self, objects: list[Mention], owner: Mention) -> None:
        """What modifies the noun inside a prepositional phrase: `a man with a hat on his head`."""
        scenic = objects[-1].lemma in self.lexicon.sets["place_scenic"]
        if self.tag() == "PREP" and self.at_noun_phrase(1) and self.word() != "with" and not scenic:
            inner = objects[-1]
            preposition = self.take()
            targets = self.noun_phrase_list(subject=False)
            on_ground = inner.lemma in GROUNDS and preposition.value in self.lexicon.spatial
            self.prepositional(owner if on_ground else inner, preposition, targets)
            known = len(objects)
            if preposition.word == "of":
                self.resume_list(objects)
            self.nested(targets if len(objects) == known else objects, inner)
        elif self.tag() == "VBG" and self.lexicon.is_person(objects[-1].lemma) and not self.lives(owner):
            self.predicate([objects[-1]], reduced=True)  # candles around a woman doing yoga
        elif self.tag() in ("VBG", "VBN") and not self.lexicon.is_person(objects[-1].lemma):
            lemma = objects[-1].lemma
            owner_acts = self.tag() == "VBG" and self.is_human_verb(self.tokens[self.position].lemma)
            owner_acts = owner_acts and not self.lexicon.is_animal(lemma)
            worn = self.lexicon.is_worn(lemma) or self.lexicon.is_body_part(lemma)
            if not owner_acts and not (worn and self.tag() == "VBG"):
                self.predicate([objects[-1]], reduced=True)

    def has_with(self, owner: Mention) -> bool:
        """Whether `with …` tells of the owner and not of the last thing said: people have clothes, hair, things."""
        if not self.lexicon.is_person(owner.lemma) and not self.lexicon.is_animal(owner.lemma):
            return False
        end = self._noun_phrase_end(self.position)
        prior = self.lexicon.priors.get(self.tokens[end - 1].lemma)
        return prior is None or prior.group not in ("buildings", "furniture", "plants", "terrain")

    def object_relative(self, head: Mention) -> None:
        """`the ball that the man kicks`, `a boy whose shirt is red`"""
        whose = self.take().word == "whose"
        subjects = self.noun_phrase_list(subject=True)
        self.owns(head, subjects if whose else [])
        if self.tag() in ("VERB", "BE", "MODAL"):
            self.predicate(subjects, relative=whose, missing=None if whose else head)

    # --- predicates ---------------------------------------------------------------------------------

    def is_stative(self, verb: str, actor: Mention) -> bool:
        """Whether a verb says a state and no action: always for `have`, for things also `stand`, `hang`, …"""
        if verb == "cover" and self.is_living(actor.lemma):
            return False  # covers her with a blanket
        if verb in self.lexicon.sets["always_state"]:
            return True
        return not self.lives(actor) and verb in self.lexicon.sets["stative"]

    def add_manner(self, manner: list[str], token: Token) -> None:
        """Note an adverb that says how."""
        if token.word not in self.lexicon.sets["filler"]:
            manner.append(token.word)

    def deed(self, actors: list[Mention], verb: str, start: Token, end: Token) -> Deed:
        deed = Deed(number=len(self.graph.deeds), actors=actors, verb=verb, start=start.start, end=end.end)
        deed.sentence, deed.link, self.link = self.sentence, self.link, ""
        self.graph.deeds.append(deed)
        return deed

    def predicate(
        self, subjects: list[Mention], *, reduced: bool = False, relative: bool = False, bare: bool = False,
        missing: Mention | None = None,
    ) -> None:  # fmt: skip
        """A verb group and everything that belongs to it, then further verbs of the same subjects."""
        PredicateReader(self, bare).read(subjects, reduced=reduced, relative=relative, missing=missing)

    def fronted_gerund(self) -> None:
        """`After sitting down, the woman …`: the actor is named afterwards."""
        later = Mention(number=-1, lemma="they", tokens=[], pronoun=True)
        facts, deeds = len(self.graph.facts), len(self.graph.deeds)
        self.gerund_clause([later])
        while self.tag() in ("COMMA", "AND"):
            self.take()
        early = any(deed.link == "before" for deed in self.graph.deeds[deeds:])
        during = any(deed.link == "while" for deed in self.graph.deeds[deeds:])
        actors: list[Mention] = []
        if self.at_noun_phrase():
            actors = self.noun_phrase_list(subject=True)
            self.modifiers(actors)
        if actors and self.tag() in ("VERB", "BE", "MODAL", "ADV"):
            self.resolve_later(later, actors, facts, deeds)
            self.link = "while" if during else "" if early else "then"
            self.predicate(actors)
        else:
            self.resolve_later(later, actors or [self.somebody()], facts, deeds)

    def resolve_later(self, later: Mention, actors: list[Mention], facts: int, deeds: int) -> None:
        """Put the actors in where they were not known yet."""
        for deed in self.graph.deeds[deeds:]:
            if later in deed.actors:
                deed.actors = actors
                deed.link = deed.link if deed.link == "before" else ""
        for fact in self.graph.facts[facts:]:
            if fact.subject is later:
                fact.subject = actors[0]

    def gerund_clause(self, subjects: list[Mention]) -> None:
        """`after sitting down`, `by pushing it`, `before leaving`."""
        word = self.take().word
        if word in ("before", "after", "while", "by", "without"):
            self.link = {"before": "before", "after": "after", "while": "while", "by": "while"}.get(word, "")
        self.predicate(subjects)
