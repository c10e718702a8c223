"""How wings of skin open: each bone from where it is folded to where it is in a wing held out, then beaten about the
body's length."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...common import quat
from ..channels import Array

_OUT = {
    "wing_upper": (0.84, -0.16, 0.34), "wing_lower": (0.90, 0.42, 0.12), "wing_finger_1": (0.95, -0.28, 0.00),
    "wing_finger_2": (0.76, -0.65, -0.02), "wing_finger_3": (0.42, -0.91, -0.03), "wing_finger_4": (0.05, -1.00, -0.04),
    "wing_trail": (0.06, -1.00, -0.06),
}  # fmt: skip
"""way (out, ahead, up) of each bone of a wing held out"""
_OUTER = ("wing_lower", "wing_finger")
_, _Y, _Z = np.eye(3)


def turn_wings(
    names: tuple[str, ...], rest: Array, chest: Array, channel: Callable[[str], Array], turns: Array
) -> None:
    """Write the turns (T, J, 4) of all bones of the wings; `rest` (J, 4) at rest, `chest` (T, 4) what they hang on."""
    spread, lift, tip, sweep = (channel(f"wing.{name}") for name in ("spread", "lift", "tip", "sweep"))
    for j, name in enumerate(names):
        bone, _, side = name.partition(".")
        if bone not in _OUT:
            continue
        sign = 1.0 if side == "L" else -1.0
        out, ahead, up = _OUT[bone]
        opened = quat.mul(_frame(np.array([sign * out, -ahead, up])), quat.inv(rest[j]))
        own = quat.slerp(np.broadcast_to(quat.IDENTITY, chest.shape), np.broadcast_to(opened, chest.shape), spread)
        beaten = lift + (tip if bone.startswith(_OUTER) else 0.0)
        beat = quat.mul(quat.from_angle_axis(sign * -sweep, _Z), quat.from_angle_axis(-sign * beaten, _Y))
        turns[:, j] = quat.mul(chest, quat.mul(beat, own))


def _frame(way: Array) -> Array:
    """The rest frame (4,) of a bone along `way` whose outer face looks up."""
    y = way / np.linalg.norm(way)
    x = np.cross(y, _Z)
    x /= np.linalg.norm(x)
    return np.asarray(quat.from_matrix(np.stack([x, y, np.cross(x, y)], axis=-1)))
