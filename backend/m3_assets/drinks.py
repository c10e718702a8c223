"""What is drunk and spooned: its colour in the vessel, and the vessel that it is served in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np

from ..protocol.scene import Entity, Material

# name -> scene-linear colour, share of light that goes through, vessel that it comes in
_LIQUIDS: Mapping[str, tuple[tuple[float, float, float], float, str]] = MappingProxyType({
    "coffee": ((0.045, 0.018, 0.008), 0.0, "cup"), "espresso": ((0.035, 0.014, 0.006), 0.0, "cup"),
    "latte": ((0.44, 0.25, 0.12), 0.0, "cup"), "cappuccino": ((0.52, 0.33, 0.18), 0.0, "cup"),
    "tea": ((0.16, 0.055, 0.012), 0.0, "teacup"), "cocoa": ((0.10, 0.040, 0.018), 0.0, "cup"),
    "hot chocolate": ((0.10, 0.040, 0.018), 0.0, "cup"),
    "water": ((0.75, 0.86, 0.90), 1.0, "glass"), "wine": ((0.30, 0.012, 0.03), 1.0, "wine glass"),
    "white wine": ((0.80, 0.72, 0.30), 1.0, "wine glass"), "champagne": ((0.85, 0.70, 0.30), 1.0, "wine glass"),
    "beer": ((0.80, 0.42, 0.06), 1.0, "glass"), "cider": ((0.80, 0.45, 0.08), 1.0, "glass"),
    "whiskey": ((0.60, 0.22, 0.03), 1.0, "glass"), "juice": ((0.80, 0.33, 0.02), 0.3, "glass"),
    "apple juice": ((0.80, 0.50, 0.08), 0.8, "glass"), "tomato juice": ((0.55, 0.05, 0.02), 0.0, "glass"),
    "grape juice": ((0.16, 0.01, 0.07), 0.3, "glass"), "lemonade": ((0.85, 0.78, 0.32), 0.8, "glass"),
    "soda": ((0.10, 0.03, 0.012), 0.8, "glass"), "cola": ((0.10, 0.03, 0.012), 0.8, "glass"),
    "smoothie": ((0.70, 0.14, 0.24), 0.0, "glass"), "milk": ((0.80, 0.78, 0.73), 0.0, "glass"),
    "drink": ((0.75, 0.86, 0.90), 1.0, "glass"),
    "soup": ((0.52, 0.13, 0.02), 0.0, "bowl"), "stew": ((0.17, 0.065, 0.022), 0.0, "bowl"),
    "porridge": ((0.60, 0.50, 0.34), 0.0, "bowl"), "oatmeal": ((0.60, 0.50, 0.34), 0.0, "bowl"),
    "broth": ((0.50, 0.30, 0.08), 0.3, "bowl"), "chili": ((0.28, 0.05, 0.02), 0.0, "bowl"),
})  # fmt: skip
LIQUIDS = tuple(_LIQUIDS)


def liquid_named(texts: Iterable[str]) -> str | None:
    """The liquid that one of the texts ends in (`hot coffee`, `orange juice`), by its longest name; None if none."""
    for text in texts:
        words = text.lower().split()
        found = next((name for k in range(len(words)) if (name := " ".join(words[k:])) in _LIQUIDS), None)
        if found is not None:
            return found
    return None


def liquid_in(entity: Entity) -> str | None:
    """The liquid that the words put into a vessel: `a glass of milk`, `tomato soup`; None if none."""
    return liquid_named([*(attribute.value for attribute in entity.attributes), entity.lemma])


def vessel_of(liquid: str) -> str:
    """The word of the vessel that a liquid is served in."""
    return _LIQUIDS[liquid][2]


def liquid_material(liquid: str) -> Material:
    """A liquid as one sees it in its vessel."""
    color, clear, _ = _LIQUIDS[liquid]
    return Material(name="drink", kind="glass" if clear == 1.0 else "plain", base_color=np.array(color, np.float32),
                    roughness=0.02 if clear else 0.08, transmission=clear, bump=0.0)  # fmt: skip
