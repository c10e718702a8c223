"""What somebody can ride, drive or stand on while it goes."""

from __future__ import annotations

from ..protocol.scene import Asset

RIDING = frozenset({"ride", "drive", "gallop", "canter", "trot", "steer", "race", "skate", "surf", "snowboard"})
"""verbs of who goes somewhere on or in something"""
DRIVING = frozenset({"drive", "steer"})
"""of these, who has the wheel"""
_SMALLEST_M = 0.75


def is_ridden(asset: Asset) -> bool:
    """A four-legged animal that is high enough to be sat on."""
    four_legged = asset.skeleton is not None and "leg_back_foot.R" in asset.skeleton.joint_names
    return four_legged and float(asset.dimensions[2]) > _SMALLEST_M


def is_board(asset: Asset) -> bool:
    """Something that one stands on while it goes."""
    return asset.category in ("skateboard", "surfboard", "snowboard") and bool(asset.affordances_of("stand_at"))


def is_driven(asset: Asset) -> bool:
    """Something with a driver's seat and wheels."""
    wheels = [m for m in asset.meshes if m.joint is not None and m.joint.kind == "wheel"]
    seats = [place for place in asset.affordances_of("sit_at") if place.name == "driver"]
    return len(wheels) >= 4 and bool(seats)
