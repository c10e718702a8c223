"""How exactly somebody arrives: where the feet stand and where the body faces, against the end of a way."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import WalkPath
from .body import Body
from .channels import Array


def off_goal(body: Body, joints: Array, path: WalkPath) -> tuple[float, float]:
    """m and degrees off the end of a way, of world joints (J, 3) as somebody stands there."""
    heading = path.end_heading_rad
    feet = np.mean([joints[body.index[f"foot.{side}"], :2] for side in "LR"], axis=0)
    ahead = np.array([np.sin(heading), -np.cos(heading)])
    stood = feet + ahead * float(body.foot_origin("L")[1])
    across = joints[body.index["thigh.L"]] - joints[body.index["thigh.R"]]
    turned = (float(np.arctan2(across[1], across[0])) - heading + np.pi) % (2 * np.pi) - np.pi
    return float(np.linalg.norm(stood - path.points[-1][:2])), abs(float(np.degrees(turned)))
