"""Everything that a word can ask for, with its parameters: things, people, animals and surroundings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from ..common.object_priors import object_priors
from ..protocol.scene import Entity, Parameter
from . import catalogue
from .animal.build import parameters_of as animal_parameters
from .animal.words import SPECIES, synonyms_of
from .character.build import parameters_of as person_parameters
from .character.words import read_person
from .environment import ENVIRONMENT_CATEGORIES

PEOPLE, ANIMALS, SURROUNDINGS = "character", "animal", "environment"
"""families of what a prompt makes and `sceneloom asset` does not: bodies move, grounds lie round something"""


def listing() -> list[dict[str, Any]]:
    """What `sceneloom asset --list --json` prints: category, family, synonyms, parameters with ranges."""
    rows = [_row(one.name, one.family, one.synonyms, one.parameters) for one in catalogue.categories().values()]
    return rows + others()


def others() -> list[dict[str, Any]]:
    """The rows that are no categories of the catalogue."""
    rng = np.random.default_rng(0)
    anybody = read_person(Entity(id="person_1", lemma="person", category="person", role="character"), (), rng)
    rows = [_row("person", PEOPLE, _words("person"), person_parameters(anybody))]
    for species in SPECIES:
        animal = Entity(id=species.name, lemma=species.name, category=species.name, role="character")
        rows.append(_row(species.name, ANIMALS, synonyms_of(species), animal_parameters(species, animal, rng)))
    rows += [_row(name, SURROUNDINGS, _words(name), ()) for name in sorted(ENVIRONMENT_CATEGORIES)]
    return rows


def family_elsewhere(word: str) -> str | None:
    """The family of a word that only a prompt can make; None for others."""
    return next((row["family"] for row in others() if word in (row["category"], *row["synonyms"])), None)


def _words(category: str) -> list[str]:
    """What else the knowledge base calls it."""
    return sorted(word for word, prior in object_priors().items() if prior.category == category and word != category)


def _row(name: str, family: str, synonyms: Iterable[str], parameters: Sequence[Parameter]) -> dict[str, Any]:
    return {
        "category": name,
        "family": family,
        "synonyms": list(synonyms),
        "parameters": [
            {
                "name": p.name, "type": type(p.value).__name__, "default": p.value, "min": p.minimum,
                "max": p.maximum, "choices": list(p.choices), "unit": p.unit,
            }
            for p in parameters
        ],
    }  # fmt: skip
