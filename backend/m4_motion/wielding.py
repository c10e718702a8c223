"""Tools with a working end: where they are held, how they are carried, and strokes that both hands follow exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..common import quat
from ..common.naming import capitalized
from ..common.two_bone import unit
from ..protocol.scene import Asset, Transform
from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIGN, Array, changed
from .gesture_layers import OTHER
from .holding import in_the_hand, placed_scale
from .limbs import arm_angles
from .performer import Happening, Held, Segment, keyed, turned
from .reach import PALM_THICKNESS, Grip, finger_curl, hand_rotation, reaching_pose
from .scene_query import SceneQuery

Vector = tuple[float, float, float]
_OVER_FLOOR_M = 0.08
"""how far above the floor the middle of a tool's head is carried at least"""


@dataclass(frozen=True)
class HandOn:
    """How one hand has the shaft, in the frame of the tool: +X to the working end, +Z its upper side, +Y to the left
    of who points it ahead. Written for the right hand as the leading one."""

    share: float
    """where on the tool, from the free end (0) to the working end (1)"""
    palm: Vector
    fingers: Vector


@dataclass(frozen=True)
class Manner:
    """How a kind of tool is used."""

    lead: HandOn
    """the hand that it is fixed to"""
    helper: HandOn | None
    carry: tuple[Vector, Vector, Vector]
    """where the leading grip is (to the left, ahead, up: statures), where the tool points, where its upper side looks;
    while it is not used"""
    thickness_m: float = 0.034


SHOVEL = Manner(
    HandOn(0.012, (0.75, 0.0, -0.66), (0.66, 0.0, 0.75)), HandOn(0.36, (0.0, 0.0, 1.0), (0.15, -1.0, 0.0)),
    ((-0.14, 0.14, 0.69), (0.40, -0.20, -0.89), (0.0, -0.92, 0.30)),
)  # fmt: skip
STICK = Manner(
    HandOn(0.38, (0.0, 1.0, 0.0), (0.1, 0.0, 1.0)), HandOn(0.12, (0.0, -1.0, 0.0), (0.1, 0.0, 1.0)),
    ((-0.05, 0.23, 0.62), (0.06, -0.32, -0.945), (0.0, -0.945, 0.32)), thickness_m=0.028,
)  # fmt: skip
"""brooms, rakes, mops, hoes"""
SPOON = Manner(
    HandOn(0.14, (0.0, 1.0, 0.0), (0.1, 0.0, 1.0)), None,
    ((-0.11, 0.16, 0.55), (0.25, -0.75, -0.60), (0.0, -0.60, 0.80)), thickness_m=0.016,
)  # fmt: skip
PADDLE = Manner(
    HandOn(0.36, (0.0, 1.0, 0.0), (0.1, 0.0, 1.0)), HandOn(0.12, (0.0, -1.0, 0.0), (0.1, 0.0, 1.0)),
    ((-0.05, 0.23, 0.62), (0.06, -0.32, -0.945), (0.0, -0.945, 0.32)), thickness_m=0.026,
)  # fmt: skip
"""a long spoon that stands in a cauldron"""
HOSE = Manner(
    HandOn(0.0, (0.0, 1.0, 0.0), (0.85, 0.0, -0.5)), HandOn(0.0, (0.0, 0.0, 1.0), (0.15, -1.0, 0.0)),
    ((-0.10, 0.15, 0.60), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)), thickness_m=0.056,
)  # fmt: skip
"""held level as it is built: its nozzle points up from there"""
SAW = Manner(
    HandOn(0.10, (0.0, 0.0, -1.0), (1.0, -0.25, 0.0)), None,
    ((-0.10, 0.10, 0.50), (0.10, -0.60, -0.79), (-0.95, 0.0, 0.25)), thickness_m=0.026,
)  # fmt: skip
HAMMER = Manner(
    HandOn(0.16, (0.0, 0.0, -1.0), (0.6, -0.8, 0.0)), None,
    ((-0.10, 0.17, 0.58), (0.15, -0.80, 0.58), (-0.95, 0.0, 0.25)), thickness_m=0.03,
)  # fmt: skip

AXE = Manner(
    HandOn(0.40, (0.0, 0.0, -1.0), (0.6, -0.8, 0.0)), HandOn(0.10, (0.0, 0.0, 1.0), (0.6, -0.8, 0.0)),
    ((-0.02, 0.17, 0.58), (0.45, -0.50, 0.74), (-0.80, 0.0, 0.48)), thickness_m=0.034,
)  # fmt: skip


@dataclass(frozen=True)
class Tool:
    """One tool measured for one body, in its own space, scaled, m."""

    manner: Manner
    tip: Array
    """(3,) the middle of the working end"""
    grips: Mapping[str, Array]
    """(3,) per side"""
    lead: str
    """the side of the leading hand"""
    beside_m: float
    """how far its head reaches beside the shaft, to -Y"""

    def hand(self, body: Body, side: str, place: Array, turn: Array) -> Grip:
        """The hand on its grip when the tool's tip is at `place` (3,), turned by (4,)."""
        own = self.manner.lead if side == self.lead else self.manner.helper
        assert own is not None
        mirror = np.array([1.0, -SIGN[self.lead], 1.0])
        palm = quat.mul_vec(turn, unit(np.array(own.palm) * mirror))
        fingers = quat.mul_vec(turn, unit(np.array(own.fingers) * mirror))
        fingers = unit(fingers - float(fingers @ palm) * palm)
        centre = place + quat.mul_vec(turn, self.grips[side] - self.tip)
        away = 0.5 * self.manner.thickness_m + PALM_THICKNESS * body.stature / 1.7
        return Grip(
            wrist=centre - palm * away - fingers * body.palm, rotation=hand_rotation(side, fingers, palm), normal=palm
        )


@dataclass(frozen=True)
class Stroke:
    """Where a tool is at a moment, in the body's frame: x to its left, -y ahead."""

    seconds: float
    tip: Array
    """(3,) m of the working end"""
    along: Vector
    """where it points, from the free end to the working end"""
    upper: Vector
    """where its upper side looks"""
    body: Mapping[str, float] = field(default_factory=dict)
    """channels added to the pose that reaches there"""


def tool_of(asset: Asset, scale: Array, manner: Manner, side: str) -> Tool:
    """Measures a tool that lies along X with its working end at +X.

    One that names two grips, of the leading hand and the other, is held and led by the first.
    """
    low, high = asset.bounds[0] * scale, asset.bounds[1] * scale
    places = asset.affordances_of("grip_at")
    if len(places) > 1 and manner.helper is not None:
        own = [np.asarray(place.frame.translation * scale, dtype=np.float64) for place in places]
        return Tool(manner=manner, tip=own[0], grips={side: own[0], OTHER[side]: own[1]}, lead=side, beside_m=0.0)
    middle = 0.5 * (low + high)
    axis = np.asarray(places[0].frame.translation * scale, dtype=np.float64) if places else middle.astype(np.float64)
    hands = {side: manner.lead} | ({OTHER[side]: manner.helper} if manner.helper is not None else {})
    grips = {
        each: np.array([low[0] + hand.share * (high[0] - low[0]), axis[1], axis[2]]) for each, hand in hands.items()
    }
    return Tool(manner=manner, tip=np.array([high[0], axis[1], low[2]]), grips=grips, lead=side,
                beside_m=float(axis[1] - low[1]))


def turn_of(along: Array, upper: Array) -> Array:
    """(..., 4) of a tool that points and looks so."""
    x = unit(np.asarray(along, dtype=np.float64))
    z = np.asarray(upper, dtype=np.float64)
    z = unit(z - np.sum(z * x, axis=-1, keepdims=True) * x)
    return quat.from_matrix(np.stack([x, np.cross(z, x), z], axis=-1))


def tool_at_hand(scene: SceneQuery, thing: str | None, manner: Manner, side: str) -> Tool | None:
    """The tool (object id) measured; None where it is none."""
    asset = scene.asset(thing) if thing is not None else None
    if asset is None or thing is None or asset.skeleton is not None or asset.physics.static:
        return None
    size = asset.dimensions * placed_scale(scene, thing)
    if size[0] < 1.2 * max(size[1], size[2]):
        return None
    return tool_of(asset, placed_scale(scene, thing), manner, side)


def _carried(body: Body, tool: Tool) -> tuple[Array, Array]:
    """Tip (3,) and turn (4,) of a carried tool, in the frame of the standing body."""
    at, along, upper = (np.array(values) for values in tool.manner.carry)
    mirror = np.array([-SIGN[tool.lead], 1.0, 1.0])
    # a long tool in the hand of somebody short is held flatter, or its head would be in the floor and under the feet
    drop_m = at[2] * body.stature - _OVER_FLOOR_M
    steepest = drop_m / max(float(np.linalg.norm(tool.tip - tool.grips[tool.lead])), 1e-6)
    along = unit(along)
    if -along[2] > steepest:
        flat = unit(along * [1.0, 1.0, 0.0])
        along = np.sqrt(1.0 - steepest**2) * flat - [0.0, 0.0, steepest]
    turn = turn_of(along * mirror, upper * mirror)
    lead = np.array([at[0] * mirror[0], -at[1], at[2]]) * body.stature
    return lead + quat.mul_vec(turn, tool.tip - tool.grips[tool.lead]), turn


def have_tool(act: Act, thing: str | None, manner: Manner) -> bool:
    """The tool is in the hands from the first frame on, as it is carried; whether that is so."""
    performer, body, side = act.performer, act.body, act.side
    tool = tool_at_hand(act.scene, thing, manner, side)
    if thing is None or tool is None or performer.held is not None or thing in act.scene.taken_things:
        return False
    place, turn = _carried(body, tool)
    arms: dict[str, float] = {}
    for each in tool.grips:
        grip = tool.hand(body, each, place, turn)
        pole = np.array([0.6 * SIGN[each], 0.4, -0.7])
        arms |= arm_angles(body, each, grip.wrist - body.position(f"upper_arm.{each}"), pole, grip.rotation)
        arms |= {f"{name}.{each}": value for name, value in finger_curl(body, manner.thickness_m).items()}
    grip = tool.hand(body, side, place, turn)
    centre = place + quat.mul_vec(turn, tool.grips[side] - tool.tip)
    held = Held(
        object_id=thing, side=side, hand_rotation=grip.rotation, wrist_from_grip=grip.wrist - centre, heading=0.0,
        grip_height=float(centre[2]), thickness=manner.thickness_m, two_hands=manner.helper is not None, arms=arms,
        start=-int(act.fps),
    )  # fmt: skip
    performer.held = held
    act.scene.taken_things.add(thing)
    offset: Transform = in_the_hand(body, held, tool.grips[side], turn)
    performer.happenings.append(
        Happening(kind="grasp", frame=0, joint=f"hand.{side}", target_id=thing, offset=offset)
    )
    return True


def wield(act: Act, tool: Tool, strokes: Sequence[Stroke], sigma_s: float = 0.03) -> Segment:
    """The strokes with the tool, from how it is carried and back: the trunk reaches, the hands stay on their grips.

    The motion is not played yet: feet may be added to it.
    """
    body, performer, fps = act.body, act.performer, act.fps
    place, turn = _carried(body, tool)
    rest = Stroke(0.0, place, _vector(turn, 0), _vector(turn, 2))
    last = strokes[-1].seconds + 0.9 / act.style.tempo
    every = [rest, *strokes, Stroke(last, place, rest.along, rest.upper)]
    times = [stroke.seconds for stroke in every]
    origin = np.array([*performer.point, 0.0])
    heading = performer.heading
    poses = []
    for stroke in every:
        if stroke.seconds in (0.0, last):
            poses.append(performer.pose)
            continue
        turn = turn_of(np.array(stroke.along), np.array(stroke.upper))
        grips = {each: _in_world(tool.hand(body, each, stroke.tip, turn), origin, heading) for each in tool.grips}
        pose, missing = reaching_pose(body, performer.pose, grips, performer.posture == "sit")
        if missing > 0.04:
            act.notes.append(capitalized(f"{act.said(act.target_id)} is {missing * 100:.0f} cm too far for the hands."))
        for name, value in stroke.body.items():
            for column in [INDEX[name]] if name in INDEX else [INDEX[f"{name}.L"], INDEX[f"{name}.R"]]:
                pose[column] += value
        poses.append(pose)
    motion, keys = keyed(body, fps, times, poses, sigma_s=max(sigma_s, 0.03), lag_s=0.0)
    t = np.arange(1, len(motion) + 1) / fps
    rows = np.array([[*stroke.tip, *stroke.along, *stroke.upper] for stroke in every])
    way = channels.smooth(channels.interpolate(times, rows, t), sigma_s * fps)
    turns = turn_of(way[:, 3:6], way[:, 6:9])
    about = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])
    on = channels.minimum_jerk(t / 0.3) * channels.minimum_jerk((t[-1] - t) / 0.3)
    for side in tool.grips:
        local = tool.hand(body, side, np.zeros(3), quat.IDENTITY)
        wrists = origin + quat.mul_vec(about, way[:, :3] + quat.mul_vec(turns, local.wrist))
        rotations = quat.unroll(quat.mul(about, quat.mul(turns, _own_rotation(tool, body, side))))
        motion[:, INDEX[f"hand.w.{side}"]] = on
        for i, axis in enumerate("xyz"):
            motion[:, INDEX[f"hand.{axis}.{side}"]] = wrists[:, i]
        for i, axis in enumerate("wxyz"):
            motion[:, INDEX[f"hand.q{axis}.{side}"]] = rotations[:, i]
        curl = finger_curl(body, tool.manner.thickness_m)
        motion = changed(motion, {f"{name}.{side}": value for name, value in curl.items()})
    return Segment(motion=motion, keys=keys)


def _own_rotation(tool: Tool, body: Body, side: str) -> Array:
    """(4,) of the hanging hand on a tool that is not turned."""
    return tool.hand(body, side, np.zeros(3), quat.IDENTITY).rotation


def _vector(turn: Array, axis: int) -> Vector:
    x, y, z = (float(v) for v in quat.mul_vec(turn, np.eye(3)[axis]))
    return x, y, z


def _in_world(grip: Grip, origin: Array, heading: float) -> Grip:
    about = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])
    return Grip(
        wrist=origin + turned(heading, grip.wrist), rotation=quat.mul(about, grip.rotation),
        normal=turned(heading, grip.normal),
    )  # fmt: skip
