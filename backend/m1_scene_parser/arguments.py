"""What a verb takes: objects, prepositional phrases, manner, duration, participles; and what each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .graph import Deed, Mention, arrange, describe_as
from .sides import put_at_side
from .tokens import Token
from .where import is_brought_along

if TYPE_CHECKING:
    from .clauses import ClauseParser

_DOING_IT_TOGETHER = ("teach", "help", "coach", "train")
_TIGHT = ("of", "made of", "full of", "filled with", "covered with", "covered in")
_SOURCES = ("from", "off", "off of", "out of", "down from")
_WHERE = ("under", "underneath", "beneath", "behind", "between", "in front of")
_LANDINGS = ("to", "into", "onto", "on", "in", "on top of", "toward", "towards", "at", "over to", "back to", "up to")
_DRINKING = ("clink", "raise", "drink", "fill", "empty", "pour", "wash", "sip", "toast")
_LOOKED_WITH = ("flashlight", "torch", "lantern", "magnifying glass", "binoculars", "telescope")
_HELD_TO_THE_EYE = ("magnifying glass", "binoculars", "spyglass", "monocle", "opera glasses")
_LOOKING = ("look", "peer", "gaze", "watch", "stare", "examine", "study", "see")
_SEATS = ("chair", "bench", "couch", "bed", "armchair", "stool", "rocking chair")
_DONE_SITTING = ("knit", "sew", "crochet", "read", "eat", "drink", "play", "write", "draw", "smoke", "sip", "watch")
_SUBJECTS = ("he", "she", "they", "i", "we")
_SOMEBODY = ("him", "her", "them", "me", "us")
_POSTURE_TARGET = ("on", "in", "at", "against", "on top of", "onto", "into", "over", "inside", "by")


_COMING = frozenset({"come", "arrive", "enter", "return", "follow", "chase", "approach", "appear"})
GROUNDS = frozenset({"ground", "floor", "sand", "grass", "lawn", "snow", "carpet", "tile", "road", "water"})
_WITH_PEOPLE_IN = frozenset({"vehicles", "furniture", "buildings", "street", "terrain", "decoration", "containers",
                             "shelters"})
_ROLLED = frozenset({"stroller", "wheelchair", "wheelbarrow", "cart", "shopping cart", "sled", "swing", "seesaw"})
_PICTURING = frozenset({"draw", "paint", "photograph", "film", "look"})


class ArgumentReader:
    """Reads the arguments of one verb; `deed` is None for a state."""

    def __init__(self, grammar: ClauseParser, subjects: list[Mention], verb: str, deed: Deed | None) -> None:
        self.grammar, self.lexicon = grammar, grammar.lexicon
        self.subjects, self.verb, self.deed = subjects, verb, deed
        self.objects: list[Mention] = []
        self.last: Mention | None = None
        """the noun said last, which a phrase may belong to"""
        self.noun_was_modified = False
        self.from_target = False
        """the target so far is only where it comes from"""

    @property
    def first_word(self) -> str:
        return self.verb.split()[0]

    def read(self) -> None:
        """Everything up to the next clause."""
        while self._one():
            pass
        self._light_verb()

    def _one(self) -> bool:
        """One argument; False where none follows."""
        grammar, tag = self.grammar, self.grammar.tag()
        if tag == "DUR":
            seconds = grammar.take().number
            if self.deed and seconds:
                self.deed.duration_s = seconds
            self._reach()
        elif tag == "ADV":
            return self._adverb()
        elif tag == "ADJ" and not grammar.at_noun_phrase():
            token = grammar.take()
            if self.objects and self.first_word in self.lexicon.sets["result_verb"]:
                describe_as(self.objects, token.value or "state", token.word)  # paints the door blue
            elif self.deed and self.verb not in self.lexicon.sets["linking"]:
                self.deed.manner.append(token.word)
            else:
                describe_as(self.subjects, token.value or "state", token.word)
        elif grammar.at_noun_phrase() and grammar.word() not in _SUBJECTS and (
            not self.objects or tag == "PRON" or self._gives()
        ):
            self._object()
        elif tag in ("PREP", "TO") and grammar.at_noun_phrase(1):
            self._prepositional_phrase()
        elif tag == "TO" and grammar.tag(1) == "VERB":  # bends down to pick it up
            grammar.take()
            told = self._other_acts("controlling")
            grammar.link = "while" if told and self.first_word in _DOING_IT_TOGETHER else "then"
            grammar.predicate(self.objects if told else self.subjects)
            return False
        elif tag == "VERB" and grammar.word() == grammar.tokens[grammar.position].lemma and (
            self._other_acts("causing")
        ):  # watches her son play
            self._caused()
            return False
        elif tag == "VBG" and (self.last is not None or self.deed is not None):
            self._participle()
            return False
        elif tag == "COMMA" and grammar.tag(1) == "REL" and grammar.word(1) == "who" and self.last is not None:
            grammar.take()
            grammar.modifiers([self.last])
            return False
        elif tag == "REL" and self.last is not None:
            grammar.modifiers([self.last], in_predicate=True)
            return grammar.tag() != "REL"
        else:
            return False
        return True

    def _other_acts(self, kind: str) -> bool:
        """Whether the verb is of that kind, and so what follows is what its object does."""
        return self.first_word in self.lexicon.sets[kind] and bool(self.objects) and self.grammar.lives(self.objects[0])

    def _caused(self) -> None:
        """What somebody is helped, let, made or seen to do; to let and to make are no deeds that one could see."""
        graph, deed = self.grammar.graph, self.deed
        if deed is not None and self.first_word in ("let", "make"):
            graph.deeds.remove(deed)
            graph.facts = [fact for fact in graph.facts if fact.deed is not deed]
        else:
            self.grammar.link = "while"
        self.grammar.predicate(self.objects, bare=True)

    def _gives(self) -> bool:
        return self.first_word in self.lexicon.sets["giving"]

    def _reach(self) -> None:
        """The deed's words go up to here."""
        if self.deed:
            self.deed.end = max(self.deed.end, self.grammar.tokens[self.grammar.position - 1].end)

    def _adverb(self) -> bool:
        grammar = self.grammar
        if self.objects and self.deed and f"{self.verb} {grammar.word()}" in self.lexicon.sets["phrasal"]:
            self.verb = self.deed.verb = f"{self.verb} {grammar.take().word}"  # picks the ball up
            for fact in grammar.graph.facts:
                if fact.deed is self.deed:
                    fact.predicate = fact.verb = self.verb
        elif grammar.word() == "there" and grammar.tag(1) in ("BE", "MODAL"):
            return False
        else:
            token = grammar.take()
            put_at_side(self.objects or self.subjects, token.word)
            still = self.deed is None or self.first_word in self.lexicon.sets["posture"] or token.word.endswith("other")
            if still or self.objects:
                arrange(self.objects or self.subjects, token.word)
            if self.deed:
                grammar.add_manner(self.deed.manner, token)
        self._reach()
        return True

    # --- objects --------------------------------------------------------------------------------------

    def take_objects(self, found: list[Mention]) -> None:
        """Facts subject verb object; the first object is what the deed aims at."""
        for subject in self.subjects:
            for target in found:
                self.grammar.fact(subject, self.verb, "", target, self.verb).deed = self.deed
        if self.deed and self.deed.target is None:
            self.deed.target = found[0]
        self.objects += found

    def _object(self) -> None:
        grammar = self.grammar
        found = grammar.noun_phrase_list(subject=False)
        if self.objects and self._gives():
            self._receiver_came_first(found)
        else:
            self.take_objects(found)
        for mention in found:
            if mention.lemma == "glasses" and self.first_word in _DRINKING:
                mention.lemma, mention.count, mention.plural = "glass", max(mention.count, 2), True
        self.last = found[-1]
        self._reach()
        while grammar.tag() == "PREP" and grammar.word() in _TIGHT and grammar.at_noun_phrase(1):
            preposition = grammar.take()
            targets = grammar.noun_phrase_list(subject=False)
            grammar.prepositional(found[-1], preposition, targets)
            if grammar.word() == "who" and grammar.lives(targets[-1]):
                self.last = targets[-1]
            before = len(found)
            grammar.resume_list(found)
            self.objects += found[before:]
        if grammar.tag() == "VBN" and grammar.tag(1) in ("PREP", "TO", "ADV"):
            grammar.predicate([found[-1]], reduced=True)

    def _receiver_came_first(self, things: list[Mention]) -> None:
        """`gives the girl a ball`: what was taken for the object gets it."""
        for fact in self.grammar.graph.facts:
            if fact.deed is self.deed and fact.object is self.objects[0] and fact.verb == self.verb:
                fact.predicate, fact.preposition = f"{self.verb} to", "to"
        if self.deed:
            self.deed.target = None
        self.take_objects(things)

    def _light_verb(self) -> None:
        """`takes a bow` is a bow, `takes a look at the car` a look at it, `has an argument` a deed at all."""
        has_it = self.verb == "have" and not any(self.grammar.lives(subject) for subject in self.subjects)
        if len(self.objects) != 1 or has_it:
            return  # a motorcycle has a seat
        graph, thing = self.grammar.graph, self.objects[0]
        said = thing.tokens[-1].word if thing.tokens else ""
        verbs = self.lexicon.maps["light_verb"]
        verb = verbs.get(f"{self.verb} {thing.lemma}") or verbs.get(f"{self.verb} {said}")
        if not verb:
            return
        if self.deed is None:
            self.deed = self.grammar.deed(self.subjects, verb, thing.tokens[0], thing.tokens[-1])
        told = [fact for fact in graph.facts if fact.deed is self.deed and fact.object is not thing]
        self.deed.verb, self.deed.target = verb, None
        for fact in told:
            fact.predicate, fact.verb = " ".join([verb, *fact.predicate.split()[1:]]), verb
            if fact.preposition in ("at", "to", "toward", "towards", "with") and self.deed.target is None:
                self.deed.target = fact.object
        graph.mentions = [mention for mention in graph.mentions if mention is not thing]
        graph.facts = [fact for fact in graph.facts if fact.object is not thing]

    # --- prepositional phrases ------------------------------------------------------------------------

    def _prepositional_phrase(self) -> None:
        grammar = self.grammar
        preposition = grammar.take()
        word = preposition.value or preposition.word
        if word == "without":
            grammar.ruled_out()
            return
        targets = grammar.noun_phrase_list(subject=False)
        if word == "through" and self.first_word in _LOOKING and targets[0].lemma in _HELD_TO_THE_EYE:
            preposition = Token(text="with", word="with", value="with")  # a glass held before the eye
            for subject in self.subjects:
                grammar.relate(subject, "", preposition, targets[0])
        elif self.last is not None and self._belongs_to(self.last, word, targets[0]):
            self.noun_was_modified = True
            grammar.prepositional(self.last, preposition, targets)
        else:
            before = len(grammar.graph.facts)
            for subject in self.subjects:
                for target in targets:
                    grammar.relate(subject, "" if self._brings(word, target) else self.verb, preposition, target)
            for fact in grammar.graph.facts[before:]:
                fact.deed = self.deed
            self._reach()
            if self.deed and self.deed.target is None and self._is_target(word, targets[0]):
                self.deed.target = targets[0]
                self.from_target = word in _SOURCES
            elif self.deed and self.from_target and word in _LANDINGS:
                self.deed.target, self.from_target = targets[0], False  # falls from the shelf onto the floor
        self.last = targets[-1]
        if grammar.tag() == "PREP" and grammar.word() == "of" and grammar.at_noun_phrase(1):
            grammar.prepositional(targets[-1], grammar.take(), grammar.noun_phrase_list(subject=False))
            grammar.resume_list(targets)
        if grammar.tag() == "VBN" and grammar.tag(1) in ("PREP", "TO"):
            grammar.predicate([targets[-1]], reduced=True)

    def _belongs_to(self, last: Mention, word: str, target: Mention) -> bool:
        """Whether `VERB last PREP target` tells where `last` is, not where the verb goes."""
        sets, first = self.lexicon.sets, self.first_word
        if (last.lemma in sets["activity"] and first in sets["doing"]) or self.lexicon.is_color(last.lemma):
            return False  # does yoga on a mat, meets a woman in white on a bridge
        seat = self.lexicon.priors.get(target.lemma)
        if word in ("in", "on") and first in _DONE_SITTING and seat is not None and seat.category in _SEATS:
            return self.grammar.lives(last)  # knits a scarf in a rocking chair
        # chases a rat out of the kitchen with a pan
        held = bool(self.objects) and target.lemma in sets["handheld"] | sets["own_held"]
        if last.lemma in sets["place_scenic"] and word == "with" and not self.grammar.lives(target) and not held:
            return True  # duel in a hall with tall windows
        if last.lemma in sets["place_scenic"] or word in sets["verb_preposition"]:
            return False
        if is_brought_along(first, word, target) and not self.lexicon.is_body_part(last.lemma):
            return True  # brings cups on a tray
        if word == "in" and self.lexicon.is_person(last.lemma) and self.lexicon.is_worn(target.lemma):
            return True  # hands a cup to a woman in a raincoat
        if word == "with":
            aimed = bool(self.objects) or (self.deed is not None and self.deed.target is not None)
            tool = aimed and (first in sets["tool_verb"] or target.lemma in _LOOKED_WITH)
            partner = not self.objects and first in sets["partner"] and self.grammar.lives(target)
            company = aimed and self._is_company(last, target)
            return not tool and not partner and not company and not last.pronoun and not self._holds(last, target)
        if self.lexicon.is_body_part(last.lemma):
            return False  # stands on its hind legs in front of a tent
        if word == "between" and target.pronoun and self.objects and last not in self.objects:
            return not self.lexicon.is_person(last.lemma)  # faces a tv with a table between them
        if not self.objects:  # walks to a table near the window, sits on a chair under a tree
            if self._is_ground(last) and word in self.lexicon.spatial and word not in ("of", "in"):
                return False  # lies on the sand under the hammock
            things = not any(self.grammar.lives(subject) for subject in self.subjects)
            person = self.lexicon.is_person(last.lemma) or last.pronoun or (
                target.lemma in _SOMEBODY and not things  # hang on the wall behind him
            )
            if word == "around" and first in sets["posture"] and last.plural and not person:
                return True  # sit on logs around the fire
            return not person and (self.noun_was_modified or word not in ("around", "down", "up", "along"))
        if last.pronoun or target.lemma in _SOMEBODY:
            return False  # juggles balls in front of him
        return self.verb in sets["taking"] or not (self.verb in sets["caused_motion"] or first in sets["caused_motion"])

    def _brings(self, word: str, target: Mention) -> bool:
        """Whether who comes has it along: `comes with a broom`, `follows him with a lamp`."""
        goes = self.first_word in _COMING or (self.first_word in self.lexicon.sets["motion"] and self.last is not None)
        carried = target.lemma.split()[-1] in self.lexicon.sets["handheld"] or self._is_light(target)
        return word == "with" and goes and carried and not self.grammar.lives(target)

    def _is_light(self, target: Mention) -> bool:
        prior = self.lexicon.priors.get(target.lemma) or self.lexicon.priors.get(target.lemma.split()[-1])
        if prior is None or prior.group in ("body", "buildings", "terrain", "plants", "vehicles", "animals", "people"):
            return False
        return (prior.mass_kg is None or prior.mass_kg <= 12.0) and target.lemma not in self.lexicon.sets["abstract"]

    def _is_sat_on(self, last: Mention) -> bool:
        """Whether the next participle is the sitter's: `a teddy bear sitting in an armchair reading a newspaper`."""
        grammar = self.grammar
        human = grammar.is_human_verb(grammar.tokens[grammar.position].lemma)
        return human and self._is_built(last) and self.first_word in self.lexicon.sets["posture"]

    def _is_ground(self, mention: Mention) -> bool:
        prior = self.lexicon.priors.get(mention.lemma)
        return mention.lemma in GROUNDS or (prior is not None and prior.category == "ground")

    def _is_built(self, mention: Mention) -> bool:
        """Whether it has a place of its own: furniture, a wall, a shelf."""
        prior = self.lexicon.priors.get(mention.lemma) or self.lexicon.priors.get(mention.lemma.split()[-1])
        return prior is not None and prior.group in ("furniture", "buildings")

    def _is_company(self, last: Mention, target: Mention) -> bool:
        """Whether somebody does it together with somebody: `flies a kite with her father`, not a pram with a baby."""
        prior, sets = self.lexicon.priors.get(last.lemma.split()[-1]), self.lexicon.sets
        carries = prior is not None and (prior.group in _WITH_PEOPLE_IN or prior.category in _ROLLED)
        carries = carries or last.lemma.split()[-1] in sets["vessel"]
        people = bool(self.subjects) and self.lexicon.is_person(self.subjects[0].lemma)
        shown = self.first_word in sets["perceiving"] or self.first_word in _PICTURING
        both = people and self.lexicon.is_person(target.lemma) and not self.grammar.lives(last)
        return both and not carries and not shown

    def _holds(self, last: Mention, target: Mention) -> bool:
        """Whether the subject has it, not the place that was said last: `waits at a bus stop with an umbrella`."""
        place = self.lexicon.priors.get(last.lemma)
        somewhere = place is not None and (
            place.group in ("buildings", "street", "terrain", "plants", "shelters") or place.category in _SEATS
        )
        here = self.grammar.word() in ("on", "in", "inside") and self.grammar.word(1) in ("it", "them")
        if not self.subjects or not somewhere or here:
            return False
        if self.lexicon.is_animal(self.subjects[0].lemma):  # climbs up a tree with a nut
            prior = self.lexicon.priors.get(target.lemma)
            return prior is not None and prior.group in ("food", "objects", "sports", "tools") and not target.plural
        return self.lexicon.is_person(self.subjects[0].lemma) and target.lemma in self.lexicon.sets["handheld"]

    def _is_target(self, word: str, target: Mention) -> bool:
        """Whether the noun after the preposition is what the action aims at, not merely where it happens."""
        sets, first = self.lexicon.sets, self.first_word
        if word in _SOURCES and first in sets["perceiving"]:
            return False  # watches from the tower
        if word in _WHERE and (first in sets["stationary"] or first == "dance"):
            return False  # dances under the lights
        if word in sets["goal"]:
            return not (word == "at" and first in sets["motion"])
        if word == "with":
            if first in _DONE_SITTING and first != "play" and self.lexicon.is_animal(target.lemma):
                return False  # knits with a cat on her lap
            return self.grammar.lives(target) or first in ("play", "fight", "collide")
        if first in sets["posture"]:
            return word in _POSTURE_TARGET
        if first in ("trip", "stumble", "slip") and word in ("on", "over"):
            return True
        if word in ("on", "in", "on top of", "inside"):
            prior = self.lexicon.priors.get(target.lemma)
            return (prior is None or prior.group != "terrain") and first in sets["on_target"]
        return word in sets["path"]

    def _participle(self) -> None:
        """`walks carrying a box`: the subject; `sees a man walking`: the object."""
        grammar, last = self.grammar, self.last
        subject_lives = bool(self.subjects) and grammar.lives(self.subjects[0])
        if last is not None and (
            grammar.is_living(last.lemma)
            or (not subject_lives and not self._is_sat_on(last))
            or self.first_word in self.lexicon.sets["perceiving"]
        ):
            grammar.predicate([last], reduced=True)
            return
        grammar.link = grammar.link or "while"
        grammar.predicate(self.subjects)
