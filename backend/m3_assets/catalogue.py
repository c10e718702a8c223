"""Every parametric category: the `CATEGORIES` of all `kit_*.py` modules, found by name or synonym."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ..protocol.errors import AssetNotFoundError
from .contract import Category
from .treatment import treated


@lru_cache(maxsize=1)
def categories() -> Mapping[str, Category]:
    """Canonical name to category, kit by kit in alphabetical order; read on first use."""
    found: dict[str, Category] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)])):
        if module.startswith("kit_"):
            for category in getattr(importlib.import_module(f".{module}", __package__), "CATEGORIES", ()):
                found[category.name] = treated(category)
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _canonical_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for category in categories().values():
        for synonym in category.synonyms:
            names.setdefault(synonym, category.name)
    names.update({name: name for name in categories()})
    return MappingProxyType(names)


def canonical(word: str) -> str | None:
    """The canonical category name of a name or synonym, or of its last words (`garden chair`); None if unknown."""
    names = _canonical_names()
    words = word.strip().lower().replace("_", " ").split()
    return next((names[key] for i in range(len(words)) if (key := " ".join(words[i:])) in names), None)


def category(name: str) -> Category:
    """The category of a name or synonym; raises AssetNotFoundError naming it."""
    found = canonical(name)
    if found is None:
        raise AssetNotFoundError(
            f"There is no asset category “{name}”.", hint="`sceneloom asset --list` shows them all.", stage="assets"
        )
    return categories()[found]
