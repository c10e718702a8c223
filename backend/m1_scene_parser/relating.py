"""Prepositional phrases become facts: where things are to each other, what belongs to what."""

from __future__ import annotations

from .graph import ARRANGED, Fact, Mention, describe_as
from .noun_phrases import MAX_COUNT, NounPhraseParser
from .tokens import Token

ON_EACH_SIDE = ("on each side", "on both sides", "on either side")
"""said of one thing: there are two of it"""
IN_THE_MIDDLE = ("in the middle", "in the center", "in the centre")
ON_ONE_SIDE = ("on the left", "on the right", "to the left", "to the right", "at the left", "at the right")
"""of what was said just before"""
_BARE = frozenset({"above", "under", "behind", "next_to", "between", "in_front_of"})
_MADE_OF = ("made of", "made from", "made out of")
_MEASURES = frozenset({"ball", "roll", "bolt", "bale", "skein", "spool", "reel", "bundle", "load"})
"""nouns that say how much there is of some stuff"""


class RelationReader(NounPhraseParser):
    """Facts between noun phrases."""

    def put_in_the_middle(self, owner: Mention, objects: list[Mention]) -> None:
        """`a table with a bowl in the middle`, `four chairs with a fire in the middle`."""
        self.take()
        prior = self.lexicon.priors.get(owner.lemma)
        for mention in objects:
            if owner.count > 1:
                self.relate(owner, "", Token(text="around", word="around", value="around"), mention)
            else:
                word = "on" if prior is not None and prior.group == "furniture" else "in"
                self.relate(mention, "", Token(text=word, word=word, value=word), owner)

    def put_on_each_side(self, mentions: list[Mention], owner: Mention) -> None:
        """`a bed with a lamp on each side`."""
        words = "on each side of"
        if len(mentions) == 2 and mentions[1].pronoun and mentions[0].counted:  # twelve chairs, six on each side
            self.graph.mentions.remove(mentions.pop())
            mentions[0].sided = True
        for mention in mentions:
            self.relate(mention, "", Token(text=words, word=words, value=words), owner)

    def split_off_the_other_side(self, objects: list[Mention]) -> None:
        """`a mug to the left of it and three books stacked on the right`: the books are right of it, not of the mug."""
        ahead = int(self.tag() == "VBN")
        length = 1 if self.word(ahead) in ON_ONE_SIDE else 3
        said = " ".join(self.word(ahead + k) for k in range(length))
        after = self.tag(ahead + length)
        if len(objects) < 2 or said not in ON_ONE_SIDE or after not in ("END", "STOP", "COMMA", "AND"):
            return
        mention = objects.pop()
        if ahead:
            state = self.take()
            kind = state.lemma if state.lemma in ARRANGED.values() else state.word
            describe_as([mention], "other", kind)
        for _ in range(length):
            self.take()
        words = f"{said} of"
        self.relate(mention, "", Token(text=words, word=words, value=words), objects[0])

    def split_off_the_middle(self, head: Mention, objects: list[Mention]) -> None:
        """`candles on the floor and a skull in the centre`: the skull is not what the candles are on."""
        if len(objects) > 1 and self.word() in IN_THE_MIDDLE and objects[-1].determiner in ("a", "an"):
            self.put_in_the_middle(head if head.count > 1 else objects[0], [objects.pop()])

    def share_support(self, owners: list[Mention], objects: list[Mention], facts: list[Fact]) -> None:
        """`a vase between two cups on a counter`: the vase is on the counter too."""
        for fact in facts:
            if fact.subject in objects and self.lexicon.spatial.get(fact.preposition) in ("on", "in"):
                for owner in owners:
                    self.fact(owner, fact.predicate, fact.preposition, fact.object)

    def prepositional(self, owner: Mention, preposition: Token, objects: list[Mention]) -> None:
        """`owner PREP objects` as facts."""
        word = preposition.value or preposition.word
        if word == "of":
            self.of_phrase(owner, objects)
            return
        if word in _MADE_OF:
            apart = [m for m in objects[1:] if m.determiner in ("a", "an")]  # made of red bricks and a blue door
            for mention in apart:
                if "COMMA" not in [t.tag for t in self.tokens[: self.tokens.index(mention.tokens[0])][-2:]]:
                    self.relate(owner, "", Token(text="with", word="with", value="with"), mention)
            for mention in (m for m in objects if m not in apart):
                looks = [pair for pair in mention.attributes if pair[0] in ("color", "pattern", "material")]
                owner.attributes += [*looks, ("material", mention.lemma)]  # a wall made of red bricks is red
                self.graph.mentions.remove(mention)
            return
        if self.lexicon.spatial.get(word) == "along" and owner.plural and not owner.counted:
            owner.count = max(owner.count, 6)  # houses along a road are more than a pair
        for target in objects:
            self.relate(owner, "", preposition, target)

    def say_how_they_are(self, preposition: Token, objects: list[Mention]) -> None:
        """`a truck with its doors open`, `a toilet with the lid down`: the last of what it has is so."""
        last = preposition.word == "with" and self.tag(1) in ("PREP", "END", "STOP", "COMMA", "AND")
        if last and self.tag() == "ADJ":
            token = self.take()
            objects[-1].attributes.append((token.value or "other", token.word))
        elif last and self.word() in ("up", "down"):
            objects[-1].attributes.append(("state", self.take().word))

    def of_phrase(self, owner: Mention, objects: list[Mention]) -> None:
        """`the leg of the table` is a thing that the table has; `a statue of a lion` is one thing."""
        for target in objects:
            if owner.lemma in self.lexicon.sets["picture_of"]:
                owner.attributes.append(("other", target.lemma))
                sits_for_it = self.word() == "who" and self.lives(target)  # a portrait of a woman who sits on a stool
                if not target.attributes and not target.pronoun and not sits_for_it:
                    self.graph.mentions.remove(target)
            elif owner.lemma in self.lexicon.sets["vessel"]:
                if target.lemma == "glasses":
                    target.lemma, target.plural, target.count = "glass", True, 4  # a tray of glasses is to drink from
                self.fact(owner, "have", "", target)
            elif self._is_made_of(owner, target):
                owner.attributes.append(("material", target.lemma))  # a wall of bricks
                self.graph.mentions.remove(target)
            else:
                self.fact(target, "have", "", owner)

    def _is_made_of(self, owner: Mention, target: Mention) -> bool:
        """`a wall of bricks`, but a ball of wool and a roll of fabric are so much of the stuff."""
        is_stuff = self.lexicon.attribute_types.get(target.lemma) == "material" and not target.attributes
        return is_stuff and owner.lemma not in _MEASURES

    def resume_list(self, heads: list[Mention]) -> None:
        """`a bowl of apples, a bottle and a candle`: what follows the contents stands beside the bowl, as one more of
        `heads`, and in all that is said of the bowl as an object."""
        head = heads[-1]
        while True:
            step = 0
            while self.tag(step) in ("COMMA", "AND") and step < 2:
                step += 1
            if not step or self.tag(step) not in ("DET", "NUM") or not self.at_noun_phrase(step):
                return
            after = self._noun_phrase_end(self.position + step)
            if after < len(self.tokens) and self.tokens[after].tag in ("VERB", "BE", "MODAL", "ADV"):
                return
            for _ in range(step):
                self.take()
            mention = self.noun_phrase()
            heads.append(mention)
            for fact in [fact for fact in self.graph.facts if fact.object is head]:
                self.fact(fact.subject, fact.predicate, fact.preposition, mention, fact.verb)

    def relate(self, owner: Mention, verb: str, preposition: Token, target: Mention) -> None:
        """One fact with a preposition; `full of`, `covered with` turn into their verbs."""
        word = preposition.value or preposition.word
        if word.removesuffix(" of") in ON_EACH_SIDE and not owner.sided:
            owner.sided = True
            shared = word.startswith("on either") and owner.counted and owner.count > 1  # two men on either side of her
            if not shared and (not owner.plural or word != "on both sides of"):
                owner.count = min(2 * owner.count, MAX_COUNT) if owner.counted or not owner.plural else owner.count
                owner.plural = True
        if word.removesuffix(" of") in ON_EACH_SIDE and self.is_way(target):
            word = "along both sides of"
        turned = {"full of": "fill with", "filled with": "fill with"}
        if word in turned and not verb:
            self.fact(owner, turned[word], "with", target)
            return
        if word in ("covered with", "covered in", "covered by") and not verb:
            self.fact(target, "cover", "", owner, verb="cover")
            return
        lemma = self.lexicon.maps["prep_lemma"].get(word, word)
        self.fact(owner, f"{verb} {lemma}".strip(), word, target, verb)

    def holds(self, owner: Mention, preposition: Token) -> bool:
        """Whether what follows tells where a vessel is, or what is made of something: `a vase with tulips next to a
        lamp`, `a wall made of bricks next to a chair`."""
        if preposition.word in _MADE_OF:
            return True
        vessel = preposition.word == "with" and owner.lemma.split()[-1] in self.lexicon.sets["vessel"]
        return vessel and self.tag() == "PREP" and self.word() not in ("with", "of") and self.word(1) != "it"

    def say_near_what(self, head: Mention) -> bool:
        """`a table, a chandelier above`, `a sofa on the left, a desk on the right, a rug in between`: a preposition
        that nothing follows is said of what stood there before."""
        place = self.lexicon.spatial.get(self.word())
        ends = self.tag(1) in ("END", "STOP", "COMMA", "AND")
        if self.tag() not in ("PREP", "ADV") or place not in _BARE or not ends or self.lives(head):
            return False
        before = [m for m in self.graph.mentions if m.number < head.number and not m.pronoun]
        sides = [m for m in before if m.side in ("left", "right")]
        near = sides[-2:] if place == "between" else [m for m in before if self._is_furniture(m)][-1:] or before[-1:]
        if len(near) < 1 + (place == "between"):
            return False
        preposition = self.take()
        word = preposition.word
        for target in near:
            self.relate(head, "", Token(text=word, word=word, value=word), target)
        return True

    def _is_furniture(self, mention: Mention) -> bool:
        prior = self.lexicon.priors.get(mention.lemma) or self.lexicon.priors.get(mention.lemma.split()[-1])
        return prior is not None and prior.group == "furniture" and prior.category not in ("chair", "bench")

    def somebody(self) -> Mention:
        """A person whom the prompt does not name."""
        mention = Mention(number=self.graph.next_number, lemma="person", tokens=[])
        self.graph.mentions.append(mention)
        return mention

    def owns(self, head: Mention, owned: list[Mention]) -> None:
        """What somebody has."""
        for mention in owned:
            self.fact(head, "have", "", mention)

    def is_way(self, mention: Mention) -> bool:
        """Whether it is a road, which has things along it."""
        prior = self.lexicon.priors.get(mention.lemma) or self.lexicon.priors.get(mention.lemma.split()[-1])
        return prior is not None and prior.category == "road"

    def is_human_verb(self, lemma: str) -> bool:
        """Verbs that people do and things do not."""
        if lemma in self.lexicon.sets["personal_state"]:
            return True
        return lemma not in self.lexicon.sets["posture"] and lemma not in self.lexicon.sets["stative"]
