"""Dance moves as key poses on the beat: four beats written for the right side, four more in the mirror."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Foot = Literal["near", "far"]


@dataclass(frozen=True)
class Beat:
    """Where the body is when the beat falls."""

    pose: Mapping[str, float]
    """channels as for `mirrored_names`: body channels on top of standing, arm channels as they are"""
    step: tuple[Foot, float, float, float] | None = None
    """the foot that lands: to the right and ahead of home in leg lengths, turned to the left (rad)"""
    weight: Foot | None = None
    """the foot that carries; both where None"""
    low: float = 0.0
    """how far the hips sink, leg lengths"""


@dataclass(frozen=True)
class Move:
    """Half of a phrase of eight; the other half is its mirror image."""

    name: str
    beats: tuple[Beat, Beat, Beat, Beat]
    turn: tuple[float, float, float, float] = field(default=(0.0, 0.0, 0.0, 0.0))
    """where the hips face on each beat, rad to the left"""


_LOW = {"arm.flex": 0.10, "arm.abduct": 0.28, "arm.twist": 0.2, "elbow": 0.95, "pronate": 0.4, "shoulder.lift": 0.0}
_UP = {"arm.flex": 2.65, "arm.abduct": 0.40, "arm.twist": 0.0, "elbow": 0.45, "pronate": 0.2, "shoulder.lift": 0.30}
_OUT = {"arm.flex": 0.25, "arm.abduct": 1.30, "arm.twist": 0.0, "elbow": 0.35, "pronate": 0.2, "shoulder.lift": 0.10}
_CHEST = {"arm.flex": 0.62, "arm.abduct": 0.50, "arm.twist": 0.5, "elbow": 1.85, "pronate": 0.8, "shoulder.lift": 0.08}
_BACK = {"arm.flex": -0.45, "arm.abduct": 0.35, "arm.twist": 0.1, "elbow": 0.9, "pronate": 0.3, "shoulder.lift": 0.0}
_AHEAD = {"arm.flex": 1.0, "arm.abduct": 0.25, "arm.twist": 0.2, "elbow": 1.2, "pronate": 0.6, "shoulder.lift": 0.05}
_HIP = {"arm.flex": -0.25, "arm.abduct": 0.80, "arm.twist": 0.75, "elbow": 1.55, "pronate": 1.0, "shoulder.lift": 0.05}
_SKY = {"arm.flex": 1.9, "arm.abduct": 1.00, "arm.twist": 0.0, "elbow": 0.12, "pronate": 0.0, "shoulder.lift": 0.25}
_CROSS = {"arm.flex": 0.75, "arm.abduct": -0.25, "arm.twist": 0.7, "elbow": 0.55, "pronate": 0.8, "shoulder.lift": 0.0}
_FLAT = {"index": 0.15, "middle": 0.2, "ring": 0.25, "pinky": 0.3, "thumb": 0.15}
_LOOSE = {"index": 0.5, "middle": 0.6, "ring": 0.65, "pinky": 0.7, "thumb": 0.3}
_POINT = {"index": 0.05, "middle": 1.3, "ring": 1.35, "pinky": 1.35, "thumb": 0.6}


def _pose(
    near: Mapping[str, float], far: Mapping[str, float], hips: float = 0.0, twist: float = 0.0, chest: float = 0.0,
    nod: float = 0.0, fingers: Mapping[str, float] = _LOOSE,
) -> dict[str, float]:  # fmt: skip
    """Arms; hips out to the right (rad); hips and shoulders against each other to the left; chest ahead; nod."""
    return {
        **{f"{name}.near": value for name, value in {**near, **fingers}.items()},
        **{f"{name}.far": value for name, value in {**far, **_LOOSE}.items()},
        "hips.roll": hips, "spine.roll": -1.25 * hips, "head.roll": 0.35 * hips,
        "hips.yaw": twist, "spine.yaw": -1.7 * twist, "head.yaw": 0.7 * twist,
        "spine.pitch": chest, "head.pitch": nod,
    }  # fmt: skip


MOVES = (
    Move("step touch", (
        Beat(_pose(_OUT, _CHEST, 0.10, -0.10, 0.02), ("near", 0.34, 0.0, 0.0), "near", 0.02),
        Beat(_pose(_CHEST, _LOW, -0.06, 0.12, 0.06, 0.06), ("far", 0.30, -0.04, 0.0), "near", 0.05),
        Beat(_pose(_OUT, _SKY, -0.12, 0.10, -0.06, -0.12), ("far", 0.0, 0.0, 0.0), "far", 0.02),
        Beat(_pose(_CHEST, _CHEST, 0.05, -0.10, 0.10, 0.10), ("near", 0.02, -0.02, 0.0), "far", 0.06),
    )),
    Move("twist", (
        Beat(_pose(_AHEAD, _BACK, 0.05, 0.34, 0.06), None, "near", 0.06),
        Beat(_pose(_BACK, _AHEAD, -0.05, -0.34, 0.08), None, "far", 0.10),
        Beat(_pose(_AHEAD, _BACK, 0.06, 0.38, 0.12, 0.06), None, "near", 0.15),
        Beat(_pose(_BACK, _AHEAD, -0.04, -0.30, 0.04, -0.05), None, "far", 0.06),
    )),
    Move("disco", (
        Beat(_pose(_SKY, _HIP, 0.17, -0.14, -0.08, -0.22, _POINT), ("near", 0.14, 0.0, -0.15), "near", 0.02),
        Beat(_pose(_CROSS, _HIP, -0.15, 0.16, 0.12, 0.12, _POINT), None, "far", 0.05),
        Beat(_pose(_SKY, _HIP, 0.19, -0.14, -0.08, -0.22, _POINT), None, "near", 0.02),
        Beat(_pose(_CROSS, _HIP, -0.12, 0.14, 0.10, 0.10, _POINT), ("near", 0.0, 0.0, 0.0), "far", 0.05),
    )),
    Move("half turn", (
        Beat(_pose(_OUT, _OUT, 0.05, -0.10, 0.0, 0.0, _FLAT), ("near", 0.10, 0.05, -0.9), "near", 0.03),
        Beat(_pose(_OUT, _UP, 0.0, -0.08, 0.0, 0.0, _FLAT), ("far", 0.10, 0.15, -2.0), "far", 0.02),
        Beat(_pose(_UP, _UP, 0.05, 0.0, -0.06, -0.1, _FLAT), ("near", -0.02, 0.05, -3.1), "near", 0.02),
        Beat(_pose(_CHEST, _CHEST, -0.08, 0.10, 0.10, 0.1), ("far", 0.0, 0.0, -3.1), None, 0.07),
    ), (-0.7, -1.7, -2.8, -3.1)),
    Move("mambo", (
        Beat(_pose(_BACK, _AHEAD, 0.08, 0.16, 0.10, 0.05), ("near", 0.0, 0.36, 0.0), "near", 0.06),
        Beat(_pose(_LOW, _CHEST, -0.10, -0.06, -0.04), None, "far", 0.03),
        Beat(_pose(_AHEAD, _BACK, 0.10, -0.18, -0.02, -0.06), ("near", 0.02, -0.32, 0.0), "near", 0.05),
        Beat(_pose(_CHEST, _LOW, -0.08, 0.08, 0.06), ("near", 0.0, 0.0, 0.0), None, 0.03),
    )),
    Move("wave", (
        Beat(_pose(_UP, _SKY, 0.14, -0.08, -0.10, -0.22, _FLAT), ("near", 0.20, 0.0, -0.1), "near", 0.02),
        Beat(_pose(_LOW, _CROSS, -0.12, 0.14, 0.22, 0.16, _FLAT), None, "far", 0.13),
        Beat(_pose(_SKY, _UP, -0.14, 0.08, -0.10, -0.20, _FLAT), None, "far", 0.03),
        Beat(_pose(_CHEST, _CHEST, 0.08, -0.06, 0.12, 0.12), ("near", 0.0, 0.0, 0.0), None, 0.07),
    )),
)  # fmt: skip
