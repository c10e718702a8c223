"""Noun phrases: determiner, count, adjectives, noun, possessor."""

from __future__ import annotations

from collections.abc import Sequence

from .agreement import agrees
from .described import is_for
from .graph import Fact, Graph, Mention
from .lexicon import Lexicon
from .numbers import is_label, labelled
from .tokens import Token

MAX_COUNT = 500
_OF_THE_PICTURE = ("in the distance", "in the background", "in the foreground", "on the left", "on the right")
"""where in the picture something is: a thing of its own"""
_SAYS_NOTHING = ("color", "colour", "style")  # a black color bag, a tower style building


class NounPhraseParser:
    """Reads noun phrases from tagged tokens at a moving position."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.graph = Graph(tokens=tokens)
        self.position = 0
        self.sentence = 0

    # --- looking at tokens ------------------------------------------------------------------------

    def tag(self, ahead: int = 0) -> str:
        index = self.position + ahead
        return self.tokens[index].tag if 0 <= index < len(self.tokens) else "END"

    def word(self, ahead: int = 0) -> str:
        index = self.position + ahead
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def take(self) -> Token:
        token = self.tokens[self.position]
        token.used = True
        self.position += 1
        return token

    def at_noun_phrase(self, ahead: int = 0) -> bool:
        """Whether a noun phrase or pronoun starts here."""
        return self._noun_phrase_end(self.position + ahead) > 0

    def _noun_phrase_end(self, index: int) -> int:
        """Index after the noun phrase that starts at `index`, 0 where none does."""
        tokens, start, noun = self.tokens, index, False
        if index < len(tokens) and tokens[index].tag == "PRON":
            return index + 1
        while index < len(tokens):
            token = tokens[index]
            if token.tag == "NOUN":
                noun = True
            elif noun and token.tag == "GEN":
                noun = False
            elif noun and token.tag == "NUM" and self._is_label(index):
                pass
            elif noun or not (
                token.tag in ("DET", "NUM", "ADJ", "PIECE")
                or (token.tag == "ADV" and self._is_filler(index))
                or (token.tag in ("COMMA", "AND") and index > start and self._adjective_at(index + 1))
            ):
                break
            index += 1
        if noun:
            return index
        if index > start and index < len(tokens) and tokens[index].word in ("one", "ones"):
            return index + 1  # the other one, a purple one
        # `the red`, `three`, `the other`: a phrase without its noun
        headless = (
            index > start and tokens[start].tag in ("DET", "NUM") and tokens[index - 1].tag in ("ADJ", "NUM", "DET")
        )
        if headless and not (
            index - start == 1 and tokens[start].tag == "DET" and tokens[start].word in ("a", "an", "the")
        ):
            return index
        return 0

    def _is_label(self, index: int) -> bool:
        """Whether a number after a noun tells which it is: `the number 30`, `bus 51 stops`, not `table 4 chairs`."""
        following = self.tokens[index + 1].tag if index + 1 < len(self.tokens) else ""
        if self.tokens[index - 1].word == "number":
            return True
        return self.tokens[index].word.isdigit() and following not in ("NOUN", "ADJ", "PREP", "COMMA", "AND")

    def _is_filler(self, index: int) -> bool:
        following = self.tokens[index + 1].tag if index + 1 < len(self.tokens) else ""
        return self.tokens[index].word in self.lexicon.sets["filler"] and following in ("ADJ", "NUM", "DET")

    def _adjective_at(self, index: int) -> bool:
        """Whether `, wooden` or `and white` goes on with adjectives up to a noun."""
        if self.tokens[index - 1].word not in (",", "and", "&", "but"):
            return False
        if index >= len(self.tokens) or self.tokens[index].tag != "ADJ":
            return False
        if index < 2 or self.tokens[index - 2].tag != "ADJ":
            return False
        while index < len(self.tokens) and self.tokens[index].tag in ("ADJ", "ADV"):
            index += 1
        following = self.tokens[index].tag if index < len(self.tokens) else ""
        return following in ("NOUN", "AND", "COMMA") and (following == "NOUN" or self._adjective_at(index + 1))

    # --- reading ----------------------------------------------------------------------------------

    def noun_phrase(self) -> Mention:
        """The noun phrase at the position; only called where `at_noun_phrase`."""
        if self.tag() == "PRON":
            token = self.take()
            mention = self._pronoun(token)
            if mention.plural and self.word() in ("all", "both", "each") and not self.at_noun_phrase(1):
                self.take()  # they all topple
            return self._of_group(mention)
        taken, nouns = list[Token](), list[Token]()
        possessor: Mention | None = None
        end = self._noun_phrase_end(self.position)
        while self.position < end:
            token = self.take()
            if token.tag == "GEN" and is_for(taken, self.tokens[end - 1], self.lexicon):
                taken, nouns = taken[:-1], []
            elif token.tag == "GEN":
                both = [other for other in taken if other.word == "both"]  # both the man's feet: two feet
                possessor = self._mention([other for other in taken if other not in both], nouns)
                taken, nouns = both, []
            else:
                taken.append(token)
                nouns += [token] if token.tag == "NOUN" else []
        mention = self._mention(taken, nouns)
        if possessor:
            possessor.possessor = True
            self.fact(possessor, "have", "", mention)
        return self._of_group(mention) if mention.pronoun else mention

    def _of_group(self, mention: Mention) -> Mention:
        """`one of them`, `all of the boys`: the group is known, or is said here."""
        if not (self.tag() == "PREP" and self.word() == "of" and self.at_noun_phrase(1)):
            return mention
        if mention.lemma not in ("one", "both", "none", "ones"):
            return mention
        self.take()
        group = self.noun_phrase()
        if group.pronoun:
            self.graph.mentions.remove(group)
        else:
            mention.of = group  # said after it, known before it
            mention.number, group.number = group.number, mention.number
            self.graph.mentions.sort(key=lambda m: m.number)
        return mention

    def _pronoun(self, token: Token) -> Mention:
        mention = Mention(number=self.graph.next_number, lemma=token.word, tokens=[token], pronoun=True)
        mention.sentence = self.sentence
        mention.plural = token.word in ("they", "them", "both", "themselves", "ones", "others", "we", "us", "everyone")
        self.graph.mentions.append(mention)
        return mention

    def _mention(self, taken: list[Token], nouns: list[Token]) -> Mention:
        lexicon, maps = self.lexicon, self.lexicon.maps
        head = nouns[-1] if nouns else taken[-1]
        mention = Mention(number=self.graph.next_number, lemma=head.lemma if nouns else "one", tokens=taken)
        mention.sentence = self.sentence
        mention.pronoun = not nouns
        mention.plural = head.plural
        determiners = [token.word for token in taken if token.tag == "DET"]
        mention.determiner = determiners[0] if determiners else ""
        if "no" in determiners or "neither" in determiners or self._follows_nor(taken):
            mention.determiner = "no"
        words = [token.word for token in taken]
        if "other" in words or "another" in words or "more" in words:
            mention.determiner = "another"
        mention.each = mention.determiner in ("each", "every")
        if len(nouns) > 1 and head.lemma in lexicon.sets["agent"] and nouns[-2].word not in lexicon.attribute_types:
            mention.lemma = f"{nouns[-2].lemma} {head.lemma}"  # a bus driver
            nouns = [*nouns[:-2], head]
            taken = [token for token in taken if token in nouns or token.tag != "NOUN"]
        if nouns and head.value == "name":
            mention.name = head.word
            mention.determiner = mention.determiner or "the"  # Anna, said again, is the same
            mention.attributes.append(("other", head.word))
        for before, token in zip([None, *taken], taken, strict=False):
            if token.tag == "NUM" and token.number is not None and not is_label(token, taken, lexicon):
                self._count(mention, token)
                for word, arrangement in maps["arrangement"].items():
                    if word in token.word.replace("rows", "row").split():
                        mention.attributes.append(("other", str(arrangement)))
            elif token.tag == "ADJ" and token is not head and token.word not in ("other", "same", "such"):
                value = "wooden" if token.word == "wood" else token.word
                mention.attributes.append((token.value or "other", labelled(before, taken, lexicon) + value))
            elif token.tag == "NOUN" and token is not head and token.word not in _SAYS_NOTHING:
                kind = lexicon.attribute_types.get(token.word)
                kin = lexicon.is_person(head.lemma) and self.is_living(token.lemma)  # a robot bartender
                if self._is_part_of(head, token):
                    mention.lemma = f"{token.lemma} {head.lemma}"  # a tower window tells of a tower
                elif kind or kin or token.lemma not in lexicon.priors:
                    value = "wooden" if token.word == "wood" else token.word
                    mention.attributes.append((kind or "other", labelled(before, taken, lexicon) + value))
        if self._plural_count(mention.lemma) == 1 and any(token.word in ("a pair of", "pair of") for token in taken):
            mention.count, mention.counted = 1, False  # a pair of scissors
        if mention.lemma == "glasses" and mention.counted and mention.count > 1:
            mention.lemma = "glass"  # four glasses are to drink from
        if not mention.counted and mention.plural and nouns:
            mention.count = 5 if mention.determiner == "all" else self._plural_count(mention.lemma)
        if not nouns:
            mention.plural = mention.count > 1
            if head.tag == "ADJ" and head.word != "other":
                mention.attributes.append((head.value, head.word))
        if mention.determiner in maps["number"] and mention.determiner == "both":
            mention.count = 2
        self.graph.mentions.append(mention)
        return mention

    def _follows_nor(self, taken: list[Token]) -> bool:
        """`neither hat nor coat`"""
        return "nor" in [token.word for token in self.tokens[: self.tokens.index(taken[0])][-1:]]

    def _is_part_of(self, part: Token, whole: Token) -> bool:
        prior = self.lexicon.priors.get(whole.lemma)
        return part.lemma in ("window", "roof", "chimney") and prior is not None and prior.group == "buildings"

    def _plural_count(self, lemma: str) -> int:
        """How many `chairs` without a number are: two, but one pair of pants, one flight of stairs."""
        return 1 if lemma.endswith("s") and not lemma.endswith("ss") else 2

    def _count(self, mention: Mention, token: Token) -> None:
        number = token.number or 0.0
        if token.word in ("one", "1") and mention.counted:
            return
        if mention.counted and not mention.vague:
            mention.count = min(mention.count * int(number), MAX_COUNT)  # two dozen
        elif number == 0:
            mention.determiner = "no"
        elif token.word in self.lexicon.sets["vague_count"]:
            if mention.plural or token.number == 1 or not mention.counted:
                mention.vague = True
                mention.count = max(mention.count, int(number))
        else:
            mention.count = max(1, min(int(number), MAX_COUNT))
            mention.vague = False
        mention.counted = True

    def fact(self, subject: Mention, predicate: str, preposition: str, target: Mention, verb: str = "") -> Fact:
        """Note that subject predicate object."""
        fact = Fact(subject=subject, predicate=predicate, preposition=preposition, object=target, verb=verb)
        self.graph.facts.append(fact)
        return fact

    def noun_phrase_list(self, *, subject: bool, commas: bool = True, waiting: Sequence[Mention] = ()) -> list[Mention]:
        """`a dog, two cats and a horse`; as an object it stops where the next phrase has a verb of its own.

        `waiting`: subjects before it still wait for a verb of their number (`a woman in a dress and a hat sits`).
        """
        holds = self.position > 0 and self.tokens[self.position - 1].word == "of"
        found = [self.noun_phrase()]
        while True:
            step = 0
            while self.tag(step) in ("COMMA", "AND") and step < 2:
                step += 1
            if not subject and self.at_gap(step):
                return found  # one holds a lamp, the other a pan
            if holds and not (found[0].determiner or found[0].counted) and self.tag(step) in ("DET", "NUM"):
                return found  # a bowl of apples, a bottle and a candle
            if self.word(step) == "also":
                step += 1
            if not step or not self.at_noun_phrase(step) or self.tag(step) == "PRON":
                return found
            if (self.tag() == "COMMA" and not commas) or (self.word(step) == "each" and self.tag(step + 1) == "PREP"):
                return found
            after = self._noun_phrase_end(self.position + step)
            if [token.word for token in self.tokens[after : after + 2]] == ["of", "them"]:
                after += 2
            following = self.tokens[after].tag if after < len(self.tokens) else "END"
            comma_only = self.tag() == "COMMA" and self.tag(1) != "AND"
            if comma_only and not subject and self._list_acts(step):
                return found  # on a chair, a dog and a cat lie on the floor
            if comma_only and not subject and found[-1].determiner and not self._list_goes_on(step):
                return found  # on a chair, soft light, dust
            if comma_only and not subject and len(found) == 1 and found[0].lemma in self.lexicon.sets["place_scenic"]:
                return found  # on the beach, a palm tree, blue sea
            thing = waiting and not comma_only and not self.is_living(self.tokens[after - 1].lemma)
            thing = thing and agrees(self.word(after - self.position), waiting, self.lexicon)
            if following in ("VERB", "BE", "MODAL") and (not subject or comma_only) and not thing:
                return found
            placed = following == "PREP" and self.tokens[after].word in self.lexicon.spatial
            placed = placed or (following == "ADV" and self.tokens[after].word in _OF_THE_PICTURE)
            if placed and not subject and (comma_only or self._is_new(found[-1], step)):
                return found  # a lamp next to the bed, a picture above it
            beyond = self.tokens[after + 1].tag if after + 1 < len(self.tokens) else "END"
            adverb_and_verb = following == "ADV" and beyond in ("VERB", "BE")
            outfit = self.lexicon.is_worn(found[-1].lemma) and self.lexicon.is_worn(self.tokens[after - 1].lemma)
            if not subject and ((following == "VBG" and not outfit) or adverb_and_verb):
                return found
            for _ in range(step):
                self.take()
            found.append(self.noun_phrase())
            if subject and comma_only and found[-1].lemma == "one" and self.tag() == "COMMA":
                named = found.pop()  # another chair, a blue one, …
                self.graph.mentions.remove(named)
                found[-1].attributes += named.attributes
                self.take()
                return found
            self._drop_what_is_named(found)

    def ruled_out(self) -> None:
        """What stands after `without`: one thing, or a list that `or` or `and` ends: `without cars, wet asphalt` rules
        out the cars alone."""
        found = [self.noun_phrase()]
        while self._more_is_ruled_out():
            self.take()
            found.append(self.noun_phrase())
        for mention in found:
            mention.determiner = "no"

    def _more_is_ruled_out(self) -> bool:
        if not self.at_noun_phrase(1) or self.tag(1) == "DET":
            return False
        if self.tag() == "AND":
            return self.word() in ("or", "nor", "and")
        step = 1
        while self.tag() == "COMMA" and self.tag(step) in ("NOUN", "ADJ", "COMMA", "GEN"):
            step += 1
        return self.tag() == "COMMA" and self.word(step) in ("or", "nor")

    def at_gap(self, step: int = 0) -> bool:
        """Whether `the other` and a noun phrase of its own stand here, with the verb that was said before left out."""
        words = (self.word(step), self.word(step + 1))
        if words not in (("the", "other"), ("the", "others"), ("the", "second")) or self.tag(step + 2) == "NOUN":
            return False
        return self.word(step + 2) in ("a", "an", "his", "her", "its", "their")

    def _list_goes_on(self, step: int) -> bool:
        """Whether a determiner or number stands here, or `and` ends the list."""
        if self.tag(step) in ("DET", "NUM"):
            return True
        while self.tag(step) in ("NOUN", "ADJ", "COMMA", "DET", "NUM", "GEN"):
            step += 1
        return self.tag(step) == "AND"

    def _list_acts(self, step: int) -> bool:
        """Whether a list stands here that a verb follows: the subjects of a clause of its own."""
        while True:
            end = self._noun_phrase_end(self.position + step)
            after = end - self.position
            while self.tag(after) in ("COMMA", "AND") and after < end - self.position + 2:
                after += 1
            if after == end - self.position or not self.at_noun_phrase(after):
                return self.tag(end - self.position) in ("VERB", "BE", "MODAL")
            step = after

    def _is_new(self, before: Mention, step: int) -> bool:
        """`next to it and a tv on …`, `under the table and a lamp in …`: something new after something known stands for
        itself."""
        end = self._noun_phrase_end(self.position + step)
        back = self.tokens[end + 1 : end + 2] and self.tokens[end + 1].word in ("it", "them")
        between = any(token.word == "between" for token in self.tokens[max(0, self.position - 4) : self.position])
        known = before.pronoun or (before.definite and (back or not between))
        one_of_several = self.word(step) == "one" and end == self.position + step + 1  # one in blue and one in red
        return one_of_several or (bool(known) and (self.word(step) in ("a", "an") or self.tag(step) == "NUM"))

    def _drop_what_is_named(self, found: list[Mention]) -> None:
        """`his two children, a boy and a girl`: what follows says who the two are."""
        for index, mention in enumerate(found[:-1]):
            named = found[index + 1 :]
            whole = mention.counted and mention.count > 1 and mention.lemma in self.lexicon.sets["collective"]
            ones = mention.counted and all(other.lemma == "one" for other in named)
            first = named[0].tokens[0]
            apart = self.tokens[self.tokens.index(first) - 1].tag != "COMMA"  # two people and two camels
            exact = (whole or ones) and not apart and sum(other.count for other in named) == mention.count
            people = len(named) > 1 and all(self.lexicon.is_person(other.lemma) for other in named)
            family = people and mention.lemma in ("family", "couple", "group", "trio", "duo", "band", "team")
            if (exact or family) and not mention.attributes:
                for other in named if ones else ():
                    other.lemma, other.pronoun = mention.lemma, False
                found.remove(mention)
                self.graph.mentions.remove(mention)
                return

    def is_joined(self, mentions: list[Mention]) -> bool:
        """Whether `and` stands before the last of a list; `a street light, a car parked …` are things apart."""
        last = mentions[-1]
        if len(mentions) == 1 or not last.tokens:
            return True
        index = self.tokens.index(last.tokens[0])
        return self.tokens[index - 1].tag != "COMMA"

    def is_measure(self, ahead: int = 0) -> bool:
        """Whether `2 m tall` stands here."""
        index = self.position + ahead
        return index < len(self.tokens) and self.tokens[index].lemma == "measure"

    def lives(self, mention: Mention) -> bool:
        """Whether a mention is, or may be, somebody."""
        return mention.pronoun or self.is_living(mention.lemma)

    def is_living(self, lemma: str) -> bool:
        """Whether a noun names a person or an animal."""
        return self.lexicon.is_person(lemma) or self.lexicon.is_animal(lemma)
