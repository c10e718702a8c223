"""Which species a word means."""

from __future__ import annotations

from functools import lru_cache

from .big_cat import CHEETAH, LEOPARD, LION, LIONESS, TIGER
from .camel import CAMEL
from .canine import DOG, FOX, WOLF
from .cloven import COW, GIRAFFE, SHEEP
from .crocodile import CROCODILE
from .deer import DEER, DOE, FAWN, GOAT
from .dragon import DRAGON
from .feline import CAT
from .heavy import BEAR, ELEPHANT, PANDA
from .hoofed import DONKEY, HORSE, UNICORN, ZEBRA
from .kangaroo import KANGAROO
from .pachyderm import HIPPOPOTAMUS, RHINOCEROS
from .pig import BOAR, PIG
from .primate import APE, GORILLA, MONKEY
from .rabbit import RABBIT
from .species import Species

SPECIES: tuple[Species, ...] = (
    DOG, CAT, HORSE, COW, SHEEP, ELEPHANT, GIRAFFE, ZEBRA, BEAR, FOX, WOLF, LION, LIONESS, TIGER, LEOPARD, CHEETAH,
    DEER, DOE, FAWN, GOAT, PIG, BOAR, DONKEY, CAMEL, PANDA, UNICORN, RABBIT, MONKEY, APE, GORILLA, KANGAROO,
    RHINOCEROS, HIPPOPOTAMUS, CROCODILE, DRAGON,
)  # fmt: skip
_SYNONYMS = {
    "dog": "puppy pup hound labrador retriever shepherd doggy mutt collie terrier dalmatian sheepdog husky poodle",
    "cat": "kitten kitty tomcat tabby",
    "horse": "pony stallion mare foal colt steed",
    "cow": "bull calf ox cattle",
    "sheep": "lamb ram ewe",
    "bear": "grizzly cub",
    "fox": "vixen",
    "wolf": "coyote jackal dingo",
    "lioness": "cougar puma",
    "tiger": "tigress",
    "leopard": "jaguar panther",
    "deer": "stag buck elk reindeer caribou moose",
    "doe": "antelope gazelle impala",
    "goat": "ibex",
    "pig": "piglet hog swine",
    "donkey": "mule burro",
    "camel": "dromedary",
    "rabbit": "bunny hare",
    "monkey": "baboon macaque capuchin",
    "ape": "chimpanzee chimp orangutan",
    "kangaroo": "wallaby",
    "rhinoceros": "rhino",
    "hippopotamus": "hippo",
    "crocodile": "alligator caiman",
    "dragon": "wyvern drake",
}
_YOUNG = ("cub", "pup", "puppy", "kitten", "calf", "foal", "kid", "fawn", "hatchling")


@lru_cache(maxsize=1)
def _words() -> dict[str, Species]:
    found = {}
    for species in SPECIES:
        for word in (species.name, *_SYNONYMS.get(species.name, "").split()):
            found[word] = species
    return found


def synonyms_of(species: Species) -> tuple[str, ...]:
    """Other words for a species."""
    return tuple(_SYNONYMS.get(species.name, "").split())


_NOT_ALIVE = ("teddy bear", "hot dog", "toy")


def species_of(lemma: str) -> Species | None:
    """The species of a word, or of the last word of a compound (`german shepherd`); None where there is none.

    A young one is named after its parents: a `lion cub` is a small lion, and without a mane.
    """
    text = lemma.lower().replace("_", " ").strip()
    if any(name in text for name in _NOT_ALIVE):
        return None
    if text == "mountain lion":
        return LIONESS
    rest, _, last = text.rpartition(" ")
    if last in _YOUNG and (parent := _words().get(rest.rpartition(" ")[2])) is not None:
        return {"lion": LIONESS, "deer": FAWN}.get(parent.name, parent)
    return _words().get(text) or _words().get(last)
