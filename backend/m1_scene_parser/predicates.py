"""Verb groups: auxiliaries, passives, objects, prepositional phrases, manner, and the verbs that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .graph import Deed, Fact, Mention
from .tokens import Token

if TYPE_CHECKING:
    from .clauses import ClauseParser

_GIVING = frozenset("give hand throw toss pass show offer bring send read teach tell feed".split())
_PERCEIVING = frozenset("see watch show have hear find feature depict include notice spot face meet".split())
_GOAL = frozenset(("to", "toward", "towards", "at", "into", "onto", "up to", "over to", "back to", "in the direction of"))
_PATH = frozenset(
    ("around", "round", "all around", "over", "through", "past", "across", "from", "off", "off of", "down", "up", "along",
     "out of", "away from", "behind", "between", "under", "underneath", "beneath", "on top of", "in front of", "with",
     "against", "about", "after")
)  # fmt: skip
_PARTNER = frozenset("dance talk play fight walk wrestle box spar shake chat argue sing".split())


class PredicateReader:
    """Reads one predicate; the grammar object holds position and graph."""

    def __init__(self, grammar: ClauseParser) -> None:
        self.grammar = grammar
        self._noun_was_modified = False
        self.lexicon = grammar.lexicon

    def read(self, subjects: list[Mention], *, reduced: bool, relative: bool, missing: Mention | None) -> None:
        grammar = self.grammar
        negated, be, manner, start = False, False, [], None
        while True:
            tag = grammar.tag()
            if tag in ("BE", "MODAL", "NEG"):
                token = grammar.take()
                negated |= tag == "NEG"
                be |= tag == "BE"
                start = start or token
            elif tag == "ADV" and self._verb_ahead():
                token = grammar.take()
                start = start or token
                self._add_manner(manner, token)
            elif tag == "TO" and grammar.tag(1) in ("VERB", "BE"):
                token = grammar.take()
                start = start or token
            elif tag in ("VERB", "VBG") and self._is_aspect():
                token = grammar.take()
                start = start or token
                be = False
            else:
                break
        tag = grammar.tag()
        if tag == "VBN" and (be or reduced) and not self._is_active_past(reduced):
            self._passive(subjects, manner, negated)
        elif tag in ("VERB", "VBG", "VBN"):
            if start is None or be:
                start = grammar.tokens[grammar.position]
            self._active(subjects, start, manner, negated, reduced, missing)
        elif be:
            self._copula(subjects, negated)
        self._further(subjects, relative or reduced)

    def _verb_ahead(self) -> bool:
        step = 1
        while self.grammar.tag(step) in ("ADV", "NEG"):
            step += 1
        return self.grammar.tag(step) in ("VERB", "VBG", "VBN")

    def _is_aspect(self) -> bool:
        grammar = self.grammar
        token = grammar.tokens[grammar.position]
        if token.lemma not in self.lexicon.sets["aspect"] and token.lemma != "go":
            return False
        if token.lemma == "go":
            return grammar.tag(1) == "VBG"
        return grammar.tag(1) == "VBG" or (grammar.tag(1) == "TO" and grammar.tag(2) in ("VERB", "BE"))

    def _is_active_past(self, reduced: bool) -> bool:
        """`walked to`, `kicked the ball` after a bare subject are past tense, not participles."""
        grammar = self.grammar
        if not reduced:
            return False
        token = grammar.tokens[grammar.position]
        if token.word in self.lexicon.sets["base_past"] and token.word not in ("put", "set", "left", "built", "held", "caught", "lay", "cut"):
            return True
        if grammar.at_noun_phrase(1):
            return True
        return token.lemma in self.lexicon.sets["motion"] and not token.lemma.startswith(("drive", "move", "ride", "park"))

    def _add_manner(self, manner: list[str], token: Token) -> None:
        if token.word not in self.lexicon.sets["filler"]:
            manner.append(token.word)

    # --- be -----------------------------------------------------------------------------------------

    def _copula(self, subjects: list[Mention], negated: bool) -> None:
        """`the ball is red`, `is on the table`, `is a king`."""
        grammar = self.grammar
        while True:
            tag = grammar.tag()
            if tag == "ADV" and grammar.word() in ("upside down", "upright", "asleep", "open", "still", "together"):
                token = grammar.take()
                self._describe(subjects, "state", token.word, negated)
            elif tag == "ADV":
                grammar.take()
            elif tag == "ADJ" and not grammar.at_noun_phrase():
                token = grammar.take()
                self._describe(subjects, token.value or "other", token.word, negated)
                if grammar.tag() in ("AND", "COMMA") and grammar.tag(1) == "ADJ":
                    grammar.take()
            elif tag == "AND" and grammar.tag(1) == "PREP" and grammar.word(1) in ("made of", "made from", "full of"):
                grammar.take()
            elif tag == "PREP" and grammar.at_noun_phrase(1):
                preposition = grammar.take()
                objects = grammar.noun_phrase_list(subject=False)
                if not negated:
                    for subject in subjects:
                        grammar.prepositional(subject, preposition, objects)
                grammar.modifiers(objects, in_predicate=True)
            elif grammar.at_noun_phrase() and tag != "PRON":
                mention = grammar.noun_phrase()
                grammar.graph.mentions.remove(mention)  # `is a king` says what it is: no second thing
                for subject in subjects:
                    subject.attributes += mention.attributes
                    if not mention.pronoun and mention.lemma in self.lexicon.attribute_types:
                        subject.attributes.append((self.lexicon.attribute_types[mention.lemma], mention.lemma))
            else:
                return

    def _describe(self, subjects: list[Mention], kind: str, value: str, negated: bool) -> None:
        for subject in subjects:
            if not negated:
                subject.attributes.append((kind, value))

    # --- active and passive -------------------------------------------------------------------------

    def _verb_group(self, manner: list[str]) -> tuple[Token, str]:
        """The verb with its particle: `picks up` -> pick up."""
        grammar = self.grammar
        token = grammar.take()
        verb = token.lemma
        if grammar.tag() not in ("END", "STOP") and f"{verb} {grammar.word()}" in self.lexicon.sets["phrasal"]:
            particle_is_preposition = grammar.tag() == "PREP" and grammar.at_noun_phrase(1)
            taking = verb in ("pick", "put", "set", "lift", "hold", "throw", "take", "knock", "tip", "push", "pull", "hand")
            if not particle_is_preposition or taking:
                token = grammar.take()
                verb = f"{verb} {token.word}"
        if verb in ("lay", "lay down") and not grammar.at_noun_phrase():
            verb = verb.replace("lay", "lie")  # `is laying on the bed`, `lay down` (past of lie)
        return token, verb

    def _active(
        self, subjects: list[Mention], start: Token, manner: list[str], negated: bool, reduced: bool,
        missing: Mention | None,
    ) -> None:  # fmt: skip
        grammar = self.grammar
        token, verb = self._verb_group(manner)
        actor = subjects[0] if subjects else None
        if actor is None and verb in self.lexicon.sets["boilerplate"]:
            return
        deed: Deed | None = None
        if actor is None:
            actor = self._implied_actor()
            subjects = [actor]
        if verb in ("wear", "have") and negated:
            self._excluded_objects()
            return
        if not grammar.is_stative(verb, actor):
            deed = grammar.deed(subjects, verb, start, token)
            deed.negated, deed.manner, deed.stative = negated, manner, reduced
        objects: list[Mention] = [missing] if missing else []
        if missing:
            self._object_facts(subjects, verb, [missing], deed)
        self._arguments(subjects, verb, deed, objects)
        if deed:
            self._light_verb(deed, objects)

    def _implied_actor(self) -> Mention:
        """An order without a subject: the last person, or somebody."""
        people = [mention for mention in self.grammar.graph.mentions if self.lexicon.is_person(mention.lemma)]
        if people:
            return people[-1]
        mention = Mention(number=len(self.grammar.graph.mentions), lemma="person", tokens=[])
        self.grammar.graph.mentions.append(mention)
        return mention

    def _excluded_objects(self) -> None:
        if self.grammar.at_noun_phrase():
            for mention in self.grammar.noun_phrase_list(subject=False):
                mention.determiner = "no"

    def _light_verb(self, deed: Deed, objects: list[Mention]) -> None:
        """`takes a bow` is a bow."""
        if len(objects) == 1 and (verb := self.lexicon.maps["light_verb"].get(f"{deed.verb} {objects[0].lemma}")):
            deed.verb, deed.target = verb, None
            graph = self.grammar.graph
            graph.mentions = [mention for mention in graph.mentions if mention is not objects[0]]
            graph.facts = [fact for fact in graph.facts if fact.object is not objects[0]]

    def _passive(self, subjects: list[Mention], manner: list[str], negated: bool) -> None:
        """`is kicked by a man`, `surrounded by trees`, `parked on the street`."""
        grammar = self.grammar
        start = grammar.tokens[grammar.position]
        token, verb = self._verb_group(manner)
        while grammar.tag() == "ADV":
            self._add_manner(manner, grammar.take())
        agents: list[Mention] = []
        placed = False
        patient = subjects[0] if subjects else None
        if patient is None:
            return
        while grammar.tag() in ("PREP", "TO", "DUR"):
            if grammar.tag() == "DUR" or not grammar.at_noun_phrase(1):
                if grammar.tag() != "DUR":
                    break
                grammar.take()
                continue
            preposition = grammar.take()
            targets = grammar.noun_phrase_list(subject=False)
            agentive = preposition.word == "by" or (preposition.word in ("with", "in") and verb in ("cover", "surround", "fill", "line", "decorate", "dress"))
            if verb == "dress" and agentive:
                for target in targets:
                    for subject in subjects:
                        grammar.fact(subject, "wear", "", target, "wear")
            elif verb == "make" and preposition.word == "of":
                for subject in subjects:
                    grammar.prepositional(subject, Token(text="made of", word="made of", value="made of"), targets)
            elif verb == "fill":
                for target in targets:
                    for subject in subjects:
                        grammar.fact(subject, "fill with", "with", target, verb)
            elif agentive and (preposition.word != "by" or self._can_act(targets[0], verb)):
                agents = targets
                for agent in agents:
                    for subject in subjects:
                        grammar.fact(agent, verb, "", subject, verb)
            else:
                for target in targets:
                    for subject in subjects:
                        grammar.relate(subject, verb, preposition, target)
            placed = True
            grammar.modifiers(targets, in_predicate=True)
        if agents and not grammar.is_stative(verb, agents[0]) and not negated:
            deed = grammar.deed(agents, verb, start, grammar.tokens[grammar.position - 1])
            deed.target, deed.manner = patient, manner
        elif not placed and not negated:
            self._describe(subjects, self.lexicon.attribute_types.get(token.word, "state"), token.word, negated)

    def _can_act(self, mention: Mention, verb: str) -> bool:
        """`parked by the tree` is a place, `surrounded by trees` and `kicked by a man` are deeds."""
        living = self.lexicon.is_person(mention.lemma) or self.lexicon.is_animal(mention.lemma) or mention.pronoun
        return living or verb not in ("park", "stand", "sit", "lay", "place", "seat", "locate", "position", "set", "put")

    # --- arguments ----------------------------------------------------------------------------------

    def _object_facts(self, subjects: list[Mention], verb: str, objects: list[Mention], deed: Deed | None) -> None:
        for subject in subjects:
            for target in objects:
                fact = self.grammar.fact(subject, verb, "", target, verb)
                fact.deed = deed
        if deed and objects and deed.target is None:
            deed.target = objects[0]
            deed.objects += objects

    def _arguments(self, subjects: list[Mention], verb: str, deed: Deed | None, objects: list[Mention]) -> None:
        grammar = self.grammar
        last: Mention | None = None
        while True:
            tag = grammar.tag()
            if tag == "DUR":
                token = grammar.take()
                if deed and token.number:
                    deed.duration_s = token.number
                self._reach(deed)
            elif tag == "ADV":
                if objects and f"{verb} {grammar.word()}" in self.lexicon.sets["phrasal"] and deed:
                    deed.verb = verb = f"{verb} {grammar.take().word}"
                    self._rename(deed, verb)
                    self._reach(deed)
                    continue
                if grammar.word() in ("there", "then") and grammar.tag(1) in ("BE", "MODAL"):
                    return
                token = grammar.take()
                if deed:
                    self._add_manner(deed.manner, token)
                elif token.word in ("in a row", "in a line", "in a circle"):
                    self._describe(subjects, "other", {"in a circle": "circle"}.get(token.word, "row"), False)
                self._reach(deed)
            elif tag == "ADJ" and not grammar.at_noun_phrase():
                token = grammar.take()
                if deed and verb not in ("look", "seem", "appear", "feel", "stay", "remain", "become", "get"):
                    deed.manner.append(token.word)
                else:
                    self._describe(subjects, token.value or "state", token.word, False)
            elif grammar.at_noun_phrase() and not (objects and grammar.tag() != "PRON" and verb.split()[0] not in _GIVING):
                found = grammar.noun_phrase_list(subject=False)
                if objects and verb.split()[0] in _GIVING:  # gives the girl a ball
                    self._indirect(subjects, verb, objects, found, deed)
                else:
                    self._object_facts(subjects, verb, found, deed)
                objects += found
                last = found[-1]
                self._reach(deed)
                self._after_object(found, verb)
            elif tag in ("PREP", "TO") and grammar.at_noun_phrase(1):
                last = self._prepositional_argument(subjects, verb, deed, objects, last)
            elif tag == "TO" and grammar.tag(1) == "VERB":
                grammar.take()
                grammar.link = "then"
                self.read(subjects, reduced=False, relative=False, missing=None)
                return
            elif tag == "VBG" and (last is not None or deed is not None):
                self._participle(subjects, verb, deed, last)
                return
            elif tag == "PREP" and grammar.word() == "without" and grammar.tag(1) == "VBG":
                return
            elif tag == "COMMA" and grammar.tag(1) == "REL" and grammar.word(1) == "who" and last is not None:
                grammar.take()
                grammar.modifiers([last])
                return
            elif tag == "REL" and last is not None:
                grammar.modifiers([last], in_predicate=True)
                if grammar.tag() == "REL":
                    return
            else:
                return

    def _reach(self, deed: Deed | None) -> None:
        """The deed's words go up to here."""
        if deed:
            deed.end = max(deed.end, self.grammar.tokens[self.grammar.position - 1].end)

    def _rename(self, deed: Deed, verb: str) -> None:
        for fact in self.grammar.graph.facts:
            if fact.deed is deed:
                fact.predicate = fact.verb = verb

    def _indirect(
        self, subjects: list[Mention], verb: str, receivers: list[Mention], things: list[Mention], deed: Deed | None
    ) -> None:
        graph = self.grammar.graph
        receiver = receivers[0]
        for fact in graph.facts:
            if fact.deed is deed and fact.object is receiver and fact.verb == verb:
                fact.predicate, fact.preposition = f"{verb} to", "to"
        for subject in subjects:
            for thing in things:
                self.grammar.fact(subject, verb, "", thing, verb).deed = deed
        if deed:
            deed.target = things[0]

    def _after_object(self, found: list[Mention], verb: str) -> None:
        """Modifiers that surely belong to the object: relative clauses, `with`, `of`."""
        grammar = self.grammar
        while grammar.tag() == "PREP" and grammar.word() in ("of", "made of", "full of", "filled with", "covered with", "covered in") and grammar.at_noun_phrase(1):
            preposition = grammar.take()
            grammar.prepositional(found[-1], preposition, grammar.noun_phrase_list(subject=False))
        if grammar.tag() == "VBN" and grammar.tag(1) in ("PREP", "TO", "ADV"):
            grammar.predicate([found[-1]], reduced=True)

    def _prepositional_argument(
        self, subjects: list[Mention], verb: str, deed: Deed | None, objects: list[Mention], last: Mention | None
    ) -> Mention:
        grammar = self.grammar
        preposition = grammar.take()
        word = preposition.value or preposition.word
        targets = grammar.noun_phrase_list(subject=False)
        if word == "without":
            for mention in targets:
                mention.determiner = "no"
            return targets[-1]
        if self._belongs_to_noun(word, verb, objects, last, targets, subjects):
            owner = last or objects[-1]
            self._noun_was_modified = True
            grammar.prepositional(owner, preposition, targets)
        else:
            for subject in subjects:
                for target in targets:
                    before = len(grammar.graph.facts)
                    grammar.relate(subject, verb, preposition, target)
                    for fact in grammar.graph.facts[before:]:
                        fact.deed = deed
            self._reach(deed)
            if deed and deed.target is None and self._is_target(word, verb, targets[0]):
                deed.target = targets[0]
                deed.objects += targets
        if grammar.tag() == "PREP" and grammar.word() == "of" and grammar.at_noun_phrase(1):
            grammar.prepositional(targets[-1], grammar.take(), grammar.noun_phrase_list(subject=False))
        if grammar.tag() == "VBN" and grammar.tag(1) in ("PREP", "TO"):
            grammar.predicate([targets[-1]], reduced=True)
        return targets[-1]

    def _belongs_to_noun(
        self, word: str, verb: str, objects: list[Mention], last: Mention | None, targets: list[Mention],
        subjects: list[Mention],
    ) -> bool:  # fmt: skip
        """Whether `VERB noun PREP targets` tells where the noun is, not where the verb goes."""
        if last is None or last.lemma in self.lexicon.sets["place_scenic"]:
            return False
        first = verb.split()[0]
        person = self.lexicon.is_person(last.lemma) or last.pronoun
        if word == "with":
            tool = first in ("hit", "kick", "cut", "swing", "push", "eat", "play", "poke", "strike", "open", "write", "paint", "fight", "touch", "catch", "dig", "sweep", "point")
            partner = first in _PARTNER and not objects and self._living(targets[0])
            return not (tool and objects) and not partner and not last.pronoun
        if word in ("to", "into", "onto", "toward", "towards", "up to", "over to", "from", "for", "at", "through", "off", "out of", "away from", "back to", "across", "past", "during", "by", "about"):
            return False
        if not objects:  # walks to a table near the window, sits on a chair under a tree
            return not person and (self._noun_was_modified or word not in ("around", "down", "up", "along"))
        if verb in ("pick up", "see", "watch", "touch", "wear", "have", "hold", "take", "grab", "open", "close", "kick") and not last.pronoun:
            return True
        if verb in self.lexicon.sets["caused_motion"] or first in self.lexicon.sets["caused_motion"]:
            return False
        return not last.pronoun

    def _living(self, mention: Mention) -> bool:
        return self.lexicon.is_person(mention.lemma) or self.lexicon.is_animal(mention.lemma) or mention.pronoun

    def _is_target(self, word: str, verb: str, target: Mention) -> bool:
        """Whether the noun after the preposition is what the action aims at, not merely where it happens."""
        first = verb.split()[0]
        if word in _GOAL:
            return not (word == "at" and first in self.lexicon.sets["motion"])
        if word == "with":
            return self.lexicon.is_person(target.lemma) or self.lexicon.is_animal(target.lemma) or first in ("play", "fight", "collide") or target.pronoun
        if first in self.lexicon.sets["posture"]:
            return word in ("on", "in", "at", "against", "on top of", "onto", "into", "over", "inside", "by")
        if word in ("on", "in", "on top of", "inside"):
            prior = self.lexicon.priors.get(target.lemma)
            surface = prior is not None and prior.group == "terrain"
            return not surface and first in ("jump", "climb", "step", "hop", "fall", "knock", "ride", "hang", "land", "draw", "write", "play", "type", "bang", "hit", "push", "pull", "press", "drum", "lean", "kneel", "bounce", "drop", "paint", "sit")
        return word in _PATH and first not in ("live",)

    def _participle(self, subjects: list[Mention], verb: str, deed: Deed | None, last: Mention | None) -> None:
        """`walks carrying a box`: the subject; `sees a man walking`: the object."""
        lexicon = self.lexicon
        owner_living = last is not None and (lexicon.is_person(last.lemma) or lexicon.is_animal(last.lemma))
        subject_living = subjects and (lexicon.is_person(subjects[0].lemma) or lexicon.is_animal(subjects[0].lemma) or subjects[0].pronoun)
        if last is not None and (owner_living or not subject_living or verb.split()[0] in _PERCEIVING and not verb == "have"):
            self.grammar.predicate([last], reduced=True)
            return
        self.grammar.link = self.grammar.link or "while"
        self.grammar.predicate(subjects)

    # --- what follows -------------------------------------------------------------------------------

    def _further(self, subjects: list[Mention], inner: bool) -> None:
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
        if not step or tag not in ("VERB", "VBG", "BE", "VBN", "NEG", "MODAL"):
            return
        if inner and tag in ("VERB", "BE", "MODAL") and grammar.tag() == "COMMA":
            return
        if tag == "BE" and inner:
            return
        while grammar.tag() in ("COMMA", "AND", "THEN", "WHILE"):
            grammar.take()
        comma_participle = tag == "VBG" and not link and grammar.tag(-1) == "COMMA"
        grammar.link = link or ("while" if comma_participle else "")
        self.read(subjects, reduced=tag in ("VBN", "VBG") and inner, relative=inner, missing=None)

    def _verb_after(self, step: int) -> bool:
        while self.grammar.tag(step) == "ADV":
            step += 1
        return self.grammar.tag(step) in ("VERB", "VBG", "VBN")


__all__ = ["Fact", "PredicateReader"]
