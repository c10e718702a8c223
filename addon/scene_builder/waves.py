"""The waves of a sea: Wave modifiers that cross one another and run by themselves, to be changed like any modifier."""

from __future__ import annotations

import bpy

from .._vendor.backend.protocol.scene import Asset

WAVES = "waves_m"
"""name of the parameter that says how high an asset's waves are"""
_TRAINS = (("Swell", 1.0, 7.5, 0.085, True, False), ("Cross Swell", 0.6, 4.6, 0.062, False, True),
           ("Chop", 0.35, 2.4, 0.05, True, True))  # fmt: skip
"""name, share of the height, half of the length m, speed m per frame, and the axes that each train runs along"""
_FAR_M = 900.0
_NARROW = 2.1
"""the least steep crest that still ends where the next trough begins, for a wave of half length 1"""
_MEAN = 0.42
"""of such a wave, in heights"""


def raise_waves(target: bpy.types.Object, asset: Asset) -> None:
    """Wave modifiers on a sea, and one that keeps its mean at the level of the calm water."""
    height = next((float(p.value) for p in asset.parameters if p.name == WAVES), 0.0)
    if height <= 0.0:
        return
    for name, share, half_m, speed, along_x, along_y in _TRAINS:
        wave = target.modifiers.new(name, "WAVE")
        wave.use_x, wave.use_y, wave.use_cyclic, wave.use_normal = along_x, along_y, True, False
        wave.height, wave.width, wave.narrowness, wave.speed = share * height, half_m, _NARROW / half_m, speed
        wave.start_position_x, wave.start_position_y = -_FAR_M, -0.7 * _FAR_M
        wave.time_offset, wave.lifetime = -100000.0, 0.0
    level = target.modifiers.new("Mean Level", "DISPLACE")
    level.direction, level.mid_level = "Z", 0.0
    level.strength = -_MEAN * height * sum(share for _, share, *_ in _TRAINS)
