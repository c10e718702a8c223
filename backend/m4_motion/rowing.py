"""Rowing: both hands on the oars' handles, the trunk swings with every stroke."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.rowing import STROKE_S, oar_angle
from .acts import Act
from .channels import SIDES, SIGN, Array, changed
from .performer import Happening, flat_direction, turned
from .reach import PALM_THICKNESS, Grip, finger_curl, hand_rotation, reaching_pose
from .working import hands_at_work, toward

_HANDLE_M, _COME_S, _USUAL_S = 0.036, 0.6, 7.8
_GRIP_FROM_END_M = 0.09


def row(act: Act) -> None:
    """Stroke after stroke: the arms straight and the trunk ahead at the catch, leaning back and bent at the finish."""
    performer, body, boat = act.performer, act.body, act.target_id
    asset = act.scene.asset(boat) if boat is not None else None
    oars = {m.name[-1]: m for m in asset.meshes if m.name.startswith("oar.")} if asset is not None else {}
    placed = act.scene.transform(boat) if boat is not None else None
    if boat is None or placed is None or len(oars) < 2 or performer.posture != "sit":
        act.notes.append(f"Nobody sits at oars for “{act.action.text}”; {act.actor} stays as before.")
        return
    rotation = np.asarray(placed.rotation, dtype=np.float64)
    heading = performer.heading
    ways = {}
    for mesh in oars.values():
        joint = mesh.joint
        assert joint is not None
        pivot, vertices = joint.origin.astype(np.float64), mesh.mesh.vertices.astype(np.float64)
        end = vertices[np.argmin(np.abs(vertices[:, 0] + pivot[0]))]  # the inner end, from the pivot
        inner = end * (1.0 - _GRIP_FROM_END_M / float(np.linalg.norm(end)))

        def way(t: Array, pivot: Array = pivot, inner: Array = inner, sign: float = float(joint.axis[2])) -> Array:
            spin = quat.from_angle_axis(sign * oar_angle(t), [0.0, 0.0, 1.0])
            local = (pivot + quat.mul_vec(spin, inner)) * placed.scale
            return np.asarray(placed.translation + quat.mul_vec(rotation, local), dtype=np.float64)

        here = way(np.zeros(1))[0] - [*performer.point, 0.0]
        side = "L" if float(here @ turned(heading, np.array([1.0, 0.0, 0.0]))) > 0.0 else "R"
        ways[side] = way
    if set(ways) != set(SIDES):
        act.notes.append(f"The oars are not to the left and right of {act.actor}.")
        return
    grips = {}
    for side in SIDES:
        fingers = toward(heading, 0.96, -0.10 * SIGN[side], -0.25)
        palm = np.array([0.0, 0.0, -1.0])
        palm = palm - float(palm @ fingers) * fingers
        palm = palm / np.linalg.norm(palm)
        away = 0.5 * _HANDLE_M + PALM_THICKNESS * body.stature / 1.7
        wrist = ways[side](np.zeros(1))[0] - palm * away - fingers * body.palm
        grips[side] = Grip(wrist=wrist, rotation=hand_rotation(side, fingers, palm), normal=palm)
    at, missing = reaching_pose(body, performer.pose, grips, True)
    if missing > 0.06:
        act.notes.append(f"The oars are {missing * 100:.0f} cm out of reach.")
    at = changed(at, {f"{name}.{side}": v for side in SIDES for name, v in finger_curl(body, _HANDLE_M).items()})
    catch = float(oar_angle(np.zeros(1))[0])

    def moves(t: Array) -> dict[str, Array]:
        since = t - _COME_S
        back = 0.5 - 0.5 * oar_angle(since) / catch  # 0 at the catch, 1 at the finish
        found: dict[str, Array] = {"spine.pitch": -0.42 * back, "hips.pitch": -0.10 * back, "head.pitch": 0.22 * back}
        for side in SIDES:
            offset = ways[side](since) - ways[side](np.zeros(1))
            for i, axis in enumerate("xyz"):
                found[f"hand.{axis}.{side}"] = offset[:, i]
        return found

    first, tempo = performer.length, act.style.tempo
    ahead = np.array([*performer.point, float(grips["L"].wrist[2]) + 0.3]) + 5.0 * flat_direction(heading)
    strokes = max(2, round((act.duration_s or _USUAL_S) / STROKE_S))
    hands_at_work(act, grips, at, np.array([0.0, 0.0, 0.08]), moves, ahead, _COME_S, strokes * STROKE_S)
    performer.happenings.append(
        Happening(kind="row", frame=first + round(_COME_S / tempo * act.fps), joint="hand.R", target_id=boat,
                  frame_end=performer.length - 1)
    )  # fmt: skip
