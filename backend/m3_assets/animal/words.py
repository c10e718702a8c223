"""Which species a word means."""

from __future__ import annotations

from functools import lru_cache

from .canine import DOG
from .cloven import COW, GIRAFFE, SHEEP
from .feline import CAT
from .heavy import BEAR, ELEPHANT
from .hoofed import HORSE, ZEBRA
from .species import Species

SPECIES: tuple[Species, ...] = (DOG, CAT, HORSE, COW, SHEEP, ELEPHANT, GIRAFFE, ZEBRA, BEAR)
_SYNONYMS = {
    "dog": "puppy hound labrador retriever shepherd doggy mutt collie terrier dalmatian",
    "cat": "kitten kitty tomcat tabby",
    "horse": "pony stallion mare foal colt steed",
    "cow": "bull calf ox cattle",
    "sheep": "lamb ram ewe",
    "bear": "grizzly cub",
    "elephant": "",
    "giraffe": "",
    "zebra": "",
}


@lru_cache(maxsize=1)
def _words() -> dict[str, Species]:
    found = {}
    for species in SPECIES:
        for word in (species.name, *_SYNONYMS.get(species.name, "").split()):
            found[word] = species
    return found


_NOT_ALIVE = ("teddy bear", "hot dog", "toy")


def species_of(lemma: str) -> Species | None:
    """The species of a word, or of the last word of a compound (`german shepherd`); None where there is none."""
    text = lemma.lower().replace("_", " ").strip()
    if any(name in text for name in _NOT_ALIVE):
        return None
    return _words().get(text) or _words().get(text.rpartition(" ")[2])
