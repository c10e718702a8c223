"""What things of an era are made of: rustic, old, medieval, modern, sci-fi; in which colours, how worn, what glows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..protocol.scene import Material
from .contract import Build, Part
from .geometry import bounds_of
from .materials import glowing, material

Made = Mapping[str, tuple[str, str]]
"""kind of material -> what it is made of then, and its colour ("": its own); kinds left out stay"""
_WOODEN: Made = {"wood": ("weathered wood", ""), "plastic": ("weathered wood", ""), "plain": ("weathered wood", ""),
                 "metal": ("iron", ""), "ceramic": ("clay", "")}  # fmt: skip
_MADE_OF: Mapping[str, Made] = {
    "rustic": {**_WOODEN, "fabric": ("linen", "")},
    "medieval": {**_WOODEN, "fabric": ("wool", "#5c3a2a"), "concrete": ("stone", "")},
    "old": {"wood": ("mahogany", ""), "metal": ("bronze", ""), "plastic": ("leather", ""),
            "fabric": ("velvet", "#4e2a26"), "ceramic": ("ceramic", "#d6c49a"), "plaster": ("plaster", "#b7a98c")},
    "modern": {"wood": ("lacquer", "#e9e8e4"), "metal": ("chrome", ""), "fabric": ("fabric", "#8a8d91"),
               "leather": ("leather", "#1d1d1f"), "ceramic": ("ceramic", "#34383c"), "stone": ("concrete", ""),
               "plaster": ("plaster", "#ecebe7"), "brick": ("plaster", "#ecebe7")},
    "sci-fi": {"wood": ("lacquer", "#dfe6ea"), "metal": ("chrome", ""), "plain": ("lacquer", "#dfe6ea"),
               "plastic": ("lacquer", "#30363c"), "ceramic": ("aluminium", ""), "stone": ("steel", ""),
               "fabric": ("rubber", "#23282d"), "leather": ("rubber", "#23282d"), "concrete": ("steel", ""),
               "brick": ("steel", ""), "plaster": ("lacquer", "#dfe6ea")},
}  # fmt: skip
_VEHICLE: Mapping[str, Made] = {
    "rustic": {"plain": ("painted metal", "#5f8a82"), "metal": ("rust", "")},
    "old": {"plain": ("painted metal", "#5c1f1c"), "metal": ("chrome", ""), "leather": ("leather", "#6b3f22")},
    "modern": {"plain": ("lacquer", "#e4e6e8"), "metal": ("painted metal", "#17181a")},
    "sci-fi": {"plain": ("lacquer", "#dfe6ea"), "metal": ("painted metal", "#17181a")},
}
"""of what drives, sails and flies: its body stays metal, but for the Middle Ages"""
_VEHICLES = frozenset({"vehicle", "aircraft", "boat"})
_ROOF = {"rustic": ("weathered wood", ""), "medieval": ("straw", ""), "modern": ("lacquer", "#2b2d30"),
         "sci-fi": ("lacquer", "#39434c")}  # fmt: skip
_WEAR_AND_DIRT = {"rustic": (0.4, 0.15), "old": (0.35, 0.12), "medieval": (0.5, 0.2)}
_VEHICLE_WEAR = 1.7
"""times as worn: rain and road"""
_CLOTH_WEAR = 0.2
"""cloth fades, it has no paint that comes off"""
_KEPT_KINDS = frozenset({"emission", "flame", "light", "screen", "water", "glass", "foliage", "cloud", "skin", "fur",
                         "grass", "vertex color"})  # fmt: skip
_KEPT_NAMES = ("pane", "glass", "window", "lamp", "light", "plate", "tyre", "trim", "interior", "seat", "flower")
"""of what every age shows alike: lights, panes, the dark inside of a car"""
TIMELESS_FAMILIES = frozenset({"food", "animal", "plant", "rock", "terrain", "sky", "fire", "paper"})
"""a rustic bread is no wooden bread"""
_GLOW, _GLOW_W_M2 = "#35d6ff", 6.0
_GLOW_NAME = "Glow"
_GLOWING_SHARE = (0.004, 0.22)
"""of the whole surface: what may glow; less is not seen, more outshines the thing"""
_PANELS, _SEAM_COLOR = 5.0, "#5a666e"
"""plates along the longest side of what is lacquered, and the gaps between them"""


def of_era(build: Build, family: str, era: str, own_color: bool) -> Build:
    """The build as its era would have made it; the first material keeps a colour that was asked for."""
    if family in TIMELESS_FAMILIES:
        return build
    drives = family in _VEHICLES
    made_of = {**_MADE_OF[era], **(_VEHICLE.get(era, {}) if drives else {})}
    size = np.ptp(bounds_of([part.surface for part in build.parts]), axis=0)
    worn, dirty = _WEAR_AND_DIRT.get(era, (0.0, 0.0))
    result = []
    for number, one in enumerate(build.materials):
        if _is_kept(one, drives):
            result.append(one)
            continue
        roof = one.name.lower() == "roof" and era in _ROOF and not drives
        if (roof or one.kind in made_of) and not (number == 0 and own_color):
            stuff, color = _ROOF[era] if roof else made_of[one.kind]
            new = material(one.name, stuff, color, pattern_scale_m=one.pattern_scale_m)
            if era == "sci-fi" and stuff == "lacquer" and not roof and one.pattern is None:
                new = _panelled(new, float(size.max()) / _PANELS)
            one = new
        wear = worn * (_VEHICLE_WEAR if drives else _CLOTH_WEAR if one.kind == "fabric" else 1.0)
        result.append(replace(one, wear=max(one.wear, wear), dirt=max(one.dirt, dirty)))
    build = replace(build, materials=tuple(result))
    return _with_glow(build) if era == "sci-fi" else build


def _is_kept(one: Material, drives: bool) -> bool:
    name = one.name.lower()
    names = _KEPT_NAMES if drives else ("pane", "glass", "window")
    return one.kind in _KEPT_KINDS or any(word in name for word in names)


def _panelled(one: Material, panel_m: float) -> Material:
    seam = material(one.name, "lacquer", _SEAM_COLOR).base_color
    return replace(one, pattern="tiles", second_color=seam, pattern_scale_m=panel_m)


def _with_glow(build: Build) -> Build:
    """What is smallest of what is still seen glows: a material, or the parts of one kind (`slat_1`, `slat_2`, …)."""
    if any(one.kind == "emission" for one in build.materials):
        return build
    from .geometry_check import face_areas  # reads SciPy, which takes its time

    areas = {part.name: float(face_areas(part.surface).sum()) for part in build.parts}
    whole = sum(areas.values())

    def smallest(keys: Mapping[str, str]) -> str | None:
        shares: dict[str, float] = defaultdict(float)
        for part in build.parts:
            if part.name in keys:
                shares[keys[part.name]] += areas[part.name] / whole
        seen = [key for key in shares if _GLOWING_SHARE[0] <= shares[key] <= _GLOWING_SHARE[1]]
        return min(seen, key=lambda key: shares[key], default=None)

    main = build.materials[0].name
    chosen = smallest({part.name: part.material for part in build.parts
                       if part.material != main and not _is_kept(_named(build, part.material), True)})  # fmt: skip
    if chosen is not None:
        materials = (glowing(chosen, _GLOW, _GLOW_W_M2) if m.name == chosen else m for m in build.materials)
        return replace(build, materials=tuple(materials))
    stems = {part.name: _stem(part) for part in build.parts if part.material == main}
    chosen = smallest(stems)
    if chosen is None:
        return build
    parts = (replace(p, material=_GLOW_NAME) if stems.get(p.name) == chosen else p for p in build.parts)
    return replace(build, parts=tuple(parts), materials=(*build.materials, glowing(_GLOW_NAME, _GLOW, _GLOW_W_M2)))


def _named(build: Build, name: str) -> Material:
    return next(one for one in build.materials if one.name == name)


def _stem(part: Part) -> str:
    return part.name.split(".")[0].rstrip("0123456789").split("_")[0]
