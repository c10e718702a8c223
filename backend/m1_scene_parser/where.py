"""Where things are when the scene begins, as a deed says it: what is taken from a shelf is on it, who watches from a
tower is in it, what lies on a tray that is brought lies on the tray."""

from __future__ import annotations

from ..common.object_priors import ObjectPrior
from .graph import Fact, Graph, Mention
from .lexicon import Lexicon
from .things import Thing

_TAKING = frozenset({"take", "grab", "steal", "snatch", "pick", "pick up", "take out", "remove", "fetch", "get", "buy",
                     "sell", "lift", "pluck", "draw", "pull", "pull out"})  # fmt: skip
_SOURCES = frozenset({"from", "off", "off of", "out of"})
_CALLING = frozenset({"watch", "look", "listen", "wave", "stare", "shout", "call", "sing", "yell", "scream", "gaze",
                      "peer", "observe", "peek", "spy", "smile", "cheer", "point", "sell"})  # fmt: skip
_ENTERED = frozenset({"tower", "house", "car", "castle", "tent", "cave", "train", "bus", "truck", "boat", "bed",
                      "bathtub", "cage", "van", "building"})  # fmt: skip
_STOOD_ON = frozenset({"balcony", "porch", "roof", "rooftop", "terrace", "bridge", "wall", "hill", "rock", "cliff",
                       "stage", "pier", "dock", "deck", "stairs", "platform", "ledge", "branch"})  # fmt: skip
_HOOKS = frozenset({"chain", "rope", "hook", "string", "cord", "wire", "thread", "nail", "peg", "line", "clothesline",
                    "washing line", "branch", "ribbon", "cable"})  # fmt: skip
_BROUGHT = frozenset({"bring", "push", "fetch", "carry", "pull", "serve", "deliver", "wheel", "offer", "transport",
                      "haul", "balance"})  # fmt: skip
_CARRIERS = frozenset({"tray", "bucket", "wheelchair", "cart", "basket", "stroller", "pram", "wheelbarrow", "sled",
                       "sledge", "trolley", "plate", "bowl", "box", "bag", "crate", "shopping cart", "wagon",
                       "platter", "cage", "jar", "glass", "pot"})  # fmt: skip


def say_where(graph: Graph, lexicon: Lexicon) -> None:
    """Add the facts in place that taking something from somewhere says."""
    _who_watches_from_it(graph)
    found: list[Fact] = []
    for deed in graph.deeds:
        if deed.verb not in _TAKING or deed.negated or deed.target is None or deed.target.pronoun:
            continue
        for fact in list(graph.facts):
            if fact.preposition not in _SOURCES or not _is_source(fact.object, deed.target, lexicon):
                continue
            word = "in" if fact.preposition == "out of" or is_entered(fact.object, lexicon) else "on"
            if fact.deed is deed and fact.subject in deed.actors:
                found.append(Fact(subject=deed.target, predicate=word, preposition=word, object=fact.object))
            elif fact.deed is None and fact.subject is deed.target:  # where the neural parser has put it there
                fact.predicate = fact.preposition = word
    known = {(fact.subject.number, fact.object.number) for fact in graph.facts if fact.preposition in lexicon.spatial}
    graph.facts += [fact for fact in found if (fact.subject.number, fact.object.number) not in known]


def _is_source(source: Mention, taken: Mention, lexicon: Lexicon) -> bool:
    """Whether something is in or on it: a thing with a form, and nobody."""
    if source is taken or source.pronoun or lexicon.is_person(source.lemma) or lexicon.is_body_part(source.lemma):
        return False
    return not lexicon.is_worn(source.lemma) and _has_form(source, lexicon)


def _who_watches_from_it(graph: Graph) -> None:
    """`watches knights from a tower`: who watches is in it, though the neural parser may say that the knights are."""
    for deed in graph.deeds:
        if deed.verb not in _CALLING or deed.target is None:
            continue
        for fact in graph.facts:
            if fact.deed is None and not fact.verb and fact.subject is deed.target and fact.preposition == "from":
                fact.subject, fact.deed, fact.verb = deed.actors[0], deed, deed.verb
                fact.predicate = f"{deed.verb} from"


def is_brought_along(verb: str, preposition: str, target: Mention) -> bool:
    """Whether `brings cups on a tray`, `pushes a woman in a wheelchair` tells where the cups are."""
    return preposition in ("in", "on") and verb in _BROUGHT and target.lemma.split()[-1] in _CARRIERS


def hangs_from(verb: str, preposition: str, target: Mention) -> bool:
    """Whether `hangs on a chain` is from it, not before it as on a wall."""
    return verb in ("hang", "dangle") and preposition == "on" and target.lemma.split()[-1] in _HOOKS


def vantage(verb: str, preposition: str, target: Mention, lexicon: Lexicon) -> str | None:
    """`watches from the sofa`, `shouts from the balcony`: where somebody is meanwhile."""
    if preposition != "from" or verb not in _CALLING:
        return None
    prior, word = _prior(target, lexicon), target.lemma.split()[-1]
    if word in _STOOD_ON or (prior is not None and prior.group == "furniture"):
        return "on"
    return "in" if word in _ENTERED else None


def is_entered(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether something is in it, not on it: what holds, and what is opened."""
    prior, word = _prior(mention, lexicon), mention.lemma.split()[-1]
    if word in ("plate", "tray", "platter", "saucer"):
        return False
    holds = prior is not None and prior.group == "containers"
    return holds or word in lexicon.sets["vessel"] or word in lexicon.sets["openable"] or word.endswith("box")


def _prior(mention: Mention, lexicon: Lexicon) -> ObjectPrior | None:
    return lexicon.priors.get(mention.lemma) or lexicon.priors.get(mention.lemma.split()[-1])


def _has_form(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether it is a thing to be on or in: no water, no ground, no sky."""
    prior = _prior(mention, lexicon)
    return prior is not None and prior.group != "terrain" and mention.lemma not in lexicon.sets["place_scenic"]


_CLOTHS = frozenset({"towel", "blanket", "cloth", "sheet", "rug", "flag", "tablecloth", "net", "robe"})
_HOLDS_THINGS = frozenset({"hat", "cap", "boot", "shoe", "glove", "sock", "backpack", "helmet", "pocket", "slipper"})
_FIGURES = frozenset({"snowman", "robot", "doll", "scarecrow", "statue", "teddy bear", "teddy", "puppet", "dragon",
                      "skeleton", "mannequin", "toy", "figure", "unicorn", "golem"})  # fmt: skip


def drapes(fact: Fact, subject: Thing, lexicon: Lexicon) -> bool:
    """Whether `a towel hangs over the rope` lies on it, as cloth does; a lamp over a table does not."""
    cloth = subject.lemma.split()[-1] in _CLOTHS or lexicon.is_worn(subject.lemma)
    return cloth and fact.preposition == "over" and fact.verb in ("", "hang", "drape", "lie", "lay", "spread", "fold")


def dresses(lemma: str) -> bool:
    """Whether an animal in it wears it: a vest, and not a hat that a rabbit sits in."""
    return lemma.split()[-1] not in _HOLDS_THINGS


def bears_limbs(lemma: str, lexicon: Lexicon) -> bool:
    """Whether it has a neck, a head or a back of its own."""
    return lexicon.is_person(lemma) or lexicon.is_animal(lemma) or lemma.split()[-1] in _FIGURES or lemma in _FIGURES
