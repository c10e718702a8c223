"""Verb groups: auxiliaries, `be`, active and passive verbs, and the further verbs of the same subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .arguments import ArgumentReader
from .graph import Mention, arrange, describe_as
from .sides import put_at_side
from .tokens import Token

if TYPE_CHECKING:
    from .clauses import ClauseParser

COMMANDS = frozenset({"add", "insert", "include", "put", "place", "set", "position", "make", "turn", "move",
                       "give", "remove", "delete"})  # fmt: skip
"""what one asks of who builds a scene"""
_AS_STATE = ("upside down", "upright", "asleep", "open", "still", "together")


class PredicateReader:
    """Reads one predicate; the grammar object holds position and graph. Of `bare` verbs (`lets him go and play`) only
    those are read that have no ending: others are not his."""

    def __init__(self, grammar: ClauseParser, bare: bool = False) -> None:
        self.grammar, self.bare = grammar, bare
        self.lexicon = grammar.lexicon

    def read(
        self, subjects: list[Mention], *, reduced: bool = False, relative: bool = False, missing: Mention | None = None
    ) -> None:
        """`reduced`: a participle after its noun; `relative`: after who or that; `missing`: the object said before."""
        grammar = self.grammar
        negated, be, start = False, False, None
        manner: list[str] = []
        while True:
            tag = grammar.tag()
            if tag == "ADV" and self._verb_after(1):
                token = grammar.take()
                grammar.add_manner(manner, token)
            elif tag in ("BE", "MODAL", "NEG") or (tag == "TO" and grammar.tag(1) in ("VERB", "BE")):
                token = grammar.take()
                negated |= tag == "NEG"
                be |= tag == "BE"
            elif tag == "VERB" and grammar.tokens[grammar.position].lemma == "have" and grammar.tag(1) == "VBN":
                token = grammar.take()  # has fallen
            elif tag in ("VERB", "VBG") and self._is_aspect():
                token = grammar.take()
                be = False
            else:
                break
            start = start or token
        tag = grammar.tag()
        if tag == "VBN" and (be or reduced) and not self._is_active_past(reduced):
            self._passive(subjects, manner, negated, reduced)
        elif tag in ("VERB", "VBG", "VBN"):
            first = grammar.tokens[grammar.position]
            self._active(subjects, first if be or start is None else start, manner, negated, reduced, missing)
        elif be:
            self._copula(subjects, negated)
        self._further(subjects, relative or reduced, reduced)

    def _verb_after(self, step: int) -> bool:
        while self.grammar.tag(step) in ("ADV", "NEG"):
            step += 1
        return self.grammar.tag(step) in ("VERB", "VBG", "VBN")

    def _is_aspect(self) -> bool:
        """`starts to`, `keeps walking`, `goes swimming`."""
        grammar = self.grammar
        lemma = grammar.tokens[grammar.position].lemma
        if lemma == "go":
            return grammar.tag(1) == "VBG"
        if lemma not in self.lexicon.sets["aspect"]:
            return False
        return grammar.tag(1) == "VBG" or (grammar.tag(1) == "TO" and grammar.tag(2) in ("VERB", "BE"))

    def _is_active_past(self, reduced: bool) -> bool:
        """`walked to`, `kicked the ball` after a bare subject are past tense, not participles."""
        grammar = self.grammar
        if not reduced:
            return False
        token = grammar.tokens[grammar.position]
        sets = self.lexicon.sets
        if (token.word in sets["base_past"] and token.word not in sets["past_participle"]) or grammar.at_noun_phrase(1):
            return True
        return token.lemma in sets["motion"] and token.lemma not in ("drive", "move", "ride", "park")

    # --- be -----------------------------------------------------------------------------------------

    def _copula(self, subjects: list[Mention], negated: bool) -> None:
        """`the ball is red`, `is on the table`, `is a king`."""
        grammar = self.grammar
        described = [] if negated else subjects
        while True:
            tag = grammar.tag()
            if tag == "ADV":
                token = grammar.take()
                put_at_side(described, token.word)
                if token.word in _AS_STATE:
                    describe_as(described, "state", token.word)
            elif tag == "ADJ" and not grammar.at_noun_phrase():
                token = grammar.take()
                describe_as(described, token.value or "other", token.word)
                if grammar.tag() in ("AND", "COMMA") and grammar.tag(1) == "ADJ":
                    grammar.take()
                elif grammar.word() == "of" and grammar.at_noun_phrase(1):  # is afraid of a mouse
                    grammar.take()
                    for target in grammar.noun_phrase_list(subject=False):
                        for subject in described:
                            grammar.fact(subject, f"{token.word} of", "of", target)
            elif tag == "AND" and grammar.tag(1) == "PREP" and grammar.word(1) in ("made of", "made from", "full of"):
                grammar.take()
            elif tag == "PREP" and grammar.at_noun_phrase(1):
                preposition = grammar.take()
                objects = grammar.noun_phrase_list(subject=False)
                for subject in described:
                    grammar.prepositional(subject, preposition, objects)
                grammar.modifiers(objects, in_predicate=True)
            elif grammar.at_noun_phrase() and tag != "PRON":
                mention = grammar.noun_phrase()
                grammar.graph.mentions.remove(mention)  # `is a king` says what it is: no second thing
                for subject in described:
                    subject.attributes += mention.attributes
                if mention.lemma in self.lexicon.attribute_types:
                    value = "wooden" if mention.lemma == "wood" else mention.lemma
                    describe_as(described, self.lexicon.attribute_types[mention.lemma], value)
            else:
                return

    # --- active and passive -------------------------------------------------------------------------

    def _verb_group(self) -> tuple[Token, str]:
        """The last token of the verb with its particle, and its lemma: `picks up` -> pick up."""
        grammar = self.grammar
        token = grammar.take()
        verb = token.lemma
        if grammar.tag() not in ("END", "STOP") and f"{verb} {grammar.word()}" in self.lexicon.sets["phrasal"]:
            particle_is_preposition = grammar.tag() == "PREP" and grammar.at_noun_phrase(1)
            if not particle_is_preposition or verb in self.lexicon.sets["separable"]:
                token = grammar.take()
                verb = f"{verb} {token.word}"
        if verb in ("lay", "lay down") and not grammar.at_noun_phrase():
            verb = verb.replace("lay", "lie")  # `is laying on the bed`, `lay down` (past of lie)
        return token, verb

    def _active(
        self,
        subjects: list[Mention],
        start: Token,
        manner: list[str],
        negated: bool,
        reduced: bool,
        missing: Mention | None,
    ) -> None:
        grammar = self.grammar
        token, verb = self._verb_group()
        if not subjects:
            if verb in COMMANDS and token.word == verb and self._commanded(verb, token):
                return
            if verb in self.lexicon.sets["boilerplate"]:
                return
            subjects = [self._implied_actor()]
        if verb in ("wear", "have") and negated:
            if grammar.at_noun_phrase():
                for mention in grammar.noun_phrase_list(subject=False):
                    mention.determiner = "no"
            return
        deed = None
        if not grammar.is_stative(verb, subjects[0]):
            deed = grammar.deed(subjects, verb, start, token)
            deed.negated, deed.manner, deed.stative = negated, manner, reduced
        arguments = ArgumentReader(grammar, subjects, verb, deed)
        if missing:
            arguments.take_objects([missing])
        arguments.read()

    def _commanded(self, verb: str, token: Token) -> bool:
        """`add a lamp`, `make the car red and put it in front of the garage`: said to who builds the scene, so nobody
        in it does it; False where no object follows."""
        grammar, graph = self.grammar, self.grammar.graph
        if not grammar.at_noun_phrase():
            return False
        builder = Mention(number=graph.next_number, lemma="person", tokens=[])
        deed = grammar.deed([builder], verb, token, token)
        ArgumentReader(grammar, [builder], verb, deed).read()
        graph.deeds = [other for other in graph.deeds if other is not deed]
        said = [fact for fact in graph.facts if fact.subject is builder]
        things = [fact.object for fact in said if not fact.preposition]
        graph.facts = [fact for fact in graph.facts if fact.subject is not builder]
        if verb in ("remove", "delete"):
            for thing in things:
                thing.determiner = "no"
        for fact in said:
            if verb == "give" and fact.preposition == "to":
                for thing in things:
                    grammar.fact(fact.object, "have", "", thing)
            elif fact.preposition in self.lexicon.spatial:
                preposition = Token(text=fact.preposition, word=fact.preposition, value=fact.preposition)
                for thing in things:
                    grammar.relate(thing, "", preposition, fact.object)
        return True

    def _implied_actor(self) -> Mention:
        """An order without a subject: the last person, or somebody."""
        mentions = self.grammar.graph.mentions
        people = [mention for mention in mentions if self.lexicon.is_person(mention.lemma)]
        return people[-1] if people else self.grammar.somebody()

    def _passive(self, subjects: list[Mention], manner: list[str], negated: bool, reduced: bool) -> None:
        """`is kicked by a man`, `surrounded by trees`, `parked on the street`."""
        grammar = self.grammar
        start = grammar.tokens[grammar.position]
        token, verb = self._verb_group()
        while grammar.tag() == "ADV":
            adverb = grammar.take()
            if not arrange(subjects, adverb.word):
                grammar.add_manner(manner, adverb)
        if verb in ("stack", "pile") and subjects[0:1] and all(mention.plural for mention in subjects):
            arrange(subjects, f"in a {verb}")
        agents: list[Mention] = []
        placed = False
        while (grammar.tag() in ("PREP", "TO") and grammar.at_noun_phrase(1)) or grammar.tag() == "DUR":
            if grammar.tag() == "DUR":
                grammar.take()
                continue
            preposition = grammar.take()
            targets = grammar.noun_phrase_list(subject=False)
            agents = self._passive_phrase(subjects, verb, preposition, targets) or agents
            placed = True
            grammar.modifiers(targets, in_predicate=True)
            if reduced and verb in self.lexicon.sets["filled"]:
                break  # pushes a cart loaded with hay past the barn
        if agents and subjects and not negated and not grammar.is_stative(verb, agents[0]):
            deed = grammar.deed(agents, verb, start, grammar.tokens[grammar.position - 1])
            deed.target, deed.manner = subjects[0], manner
        elif not placed and not negated:
            describe_as(subjects, self.lexicon.attribute_types.get(token.word, "state"), token.word)

    def _passive_phrase(
        self, subjects: list[Mention], verb: str, preposition: Token, targets: list[Mention]
    ) -> list[Mention]:
        """The facts of `VERBed PREP targets`; returns the targets where they are the agents."""
        grammar = self.grammar
        covers = preposition.word in ("with", "in") and verb in ("cover", "surround", "line", "decorate")
        pairs = [(subject, target) for target in targets for subject in subjects]
        if verb == "dress" and preposition.word == "in":
            for subject, target in pairs:
                grammar.fact(subject, "wear", "", target, "wear")
        elif verb == "make" and preposition.word == "of":
            for subject in subjects:
                grammar.prepositional(subject, Token(text="made of", word="made of", value="made of"), targets)
        elif verb == "fill":
            for subject, target in pairs:
                grammar.fact(subject, "fill with", "with", target, verb)
        elif covers or (preposition.word == "by" and self._can_act(targets[0], verb)):
            for subject, target in pairs:
                grammar.fact(target, verb, "", subject, verb)
            return targets
        else:
            for subject, target in pairs:
                grammar.relate(subject, verb, preposition, target)
        return []

    def _can_act(self, mention: Mention, verb: str) -> bool:
        """`parked by the tree` is a place, `surrounded by trees` and `kicked by a man` are deeds."""
        return self.grammar.lives(mention) or verb not in self.lexicon.sets["place_participle"]

    # --- what follows -------------------------------------------------------------------------------

    def _further(self, subjects: list[Mention], inner: bool, reduced: bool) -> None:
        """`…, then waves and sits down`: more verbs of the same subjects."""
        grammar = self.grammar
        step, link = 0, ""
        while grammar.tag(step) in ("COMMA", "AND", "THEN", "WHILE", "ADV"):
            if grammar.tag(step) == "ADV" and not self._verb_after(step):
                return
            if grammar.tag(step) == "WHILE":
                link = "while"
            elif grammar.tag(step) == "THEN":
                link = "before" if grammar.word(step) == "before" else "then"
            step += 1
        tag = grammar.tag(step)
        if reduced and tag in ("VERB", "MODAL", "BE", "NEG"):
            return  # pushes a cart loaded with hay and stops
        if link == "then" and grammar.waiting:
            return  # waits until he comes, then waves
        if not step or tag not in ("VERB", "VBG", "BE", "VBN", "NEG", "MODAL"):
            return
        following = grammar.tokens[grammar.position + step]
        if self.bare and following.word != following.lemma:
            return  # watches her son play and smiles
        if inner and (tag == "BE" or (tag in ("VERB", "MODAL") and grammar.tag() == "COMMA")):
            return
        while grammar.tag() in ("COMMA", "AND", "THEN", "WHILE"):
            grammar.take()
        by_somebody = tag == "VBN" and grammar.word(1) == "by"  # runs, chased by a dog
        comma_participle = (tag == "VBG" or by_somebody) and not link and grammar.tag(-1) == "COMMA"
        grammar.link = link or ("while" if comma_participle else "")
        self.read(subjects, reduced=by_somebody or (tag in ("VBN", "VBG") and inner), relative=inner)
