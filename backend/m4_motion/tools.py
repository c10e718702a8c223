"""Work with tools: dig, sweep, rake, hammer, chop, saw."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common.openings import opening_of
from . import channels
from .acts import Act
from .channels import INDEX, SIGN, Array
from .exertions import named_beside, work_place
from .facing import face
from .footsteps import Step, carry_weight, place_feet
from .gesture_layers import OTHER
from .performer import Happening, flat_direction, turned
from .wielding import AXE, HAMMER, SAW, SHOVEL, STICK, Manner, Stroke, Tool, have_tool, tool_at_hand, wield

_DEEP_M = 0.15
MANNERS: dict[str, Manner] = {"saw": SAW, "dig": SHOVEL, "sweep": STICK, "rake": STICK, "hammer": HAMMER,
                             "chop wood": AXE}  # fmt: skip
_TOOLS = {
    "dig": frozenset({"shovel", "spade"}), "sweep": frozenset({"broom", "mop", "besom"}),
    "rake": frozenset({"rake", "hoe", "broom"}), "hammer": frozenset({"hammer", "mallet"}),
    "saw": frozenset({"saw", "handsaw"}), "chop wood": frozenset({"axe", "hatchet", "ax", "tomahawk"}),
    "stir": frozenset({"spoon", "ladle", "paddle", "whisk"}),
    "spray": frozenset({"hose", "fire hose"}),
}  # fmt: skip


def tool_thing(act: Act) -> str | None:
    """The tool (object id) that this is done with: the one named for it, in the actor's hands or anywhere."""
    held = act.performer.held
    things = [held.object_id] if held is not None else []
    things += [i for e in act.scene.description.entities for i in e.object_ids if i in act.scene.layout.placements]
    for thing in things:
        entity, asset = act.scene.description.entity_of(thing), act.scene.asset(thing)
        if entity is not None and asset is not None and {entity.lemma.split()[-1], asset.category} & _TOOLS[act.verb]:
            return thing
    return None


def take_tool(act: Act) -> bool:
    """The tool of this act is in the hands from the start."""
    return have_tool(act, tool_thing(act), MANNERS[act.verb])


GIVEN = dict.fromkeys(MANNERS, take_tool)


def _ready(act: Act) -> Tool | None:
    """The tool in the hands, the thing worked on before the body."""
    thing = tool_thing(act)
    tool = tool_at_hand(act.scene, thing, MANNERS[act.verb], act.side)
    if tool is None or act.performer.held is None or act.performer.held.object_id != thing:
        act.notes.append(f"There is no tool at hand for “{act.action.text}”; {act.actor} stands instead.")
        return None
    return tool


def _worked_on(act: Act) -> str | None:
    """What the work is done to: not the tool."""
    thing = act.target_id or named_beside(act)
    return thing if thing is not None and thing != tool_thing(act) and act.scene.asset(thing) is not None else None


def _spot(act: Act, ahead: float, nearest: float, farthest: float) -> Array:
    """(2,) in the body's frame where a tool meets the floor: at what is worked on, else straight ahead."""
    thing = _worked_on(act)
    if thing is None or act.scene.is_character(thing):
        return np.array([0.0, -ahead * act.body.stature])
    centre = act.scene.centre(thing)
    face(act, centre, act.name_of(thing), 0.15)
    local = turned(-act.performer.heading, centre - np.array([*act.performer.point, 0.0]))
    return np.array([0.0, -float(np.clip(-local[1], nearest * act.body.stature, farthest * act.body.stature))])


def dig(act: Act) -> None:
    """The blade is set, the foot drives it in, the handle is drawn back, the earth lifted and thrown to the side."""
    tool = _ready(act)
    if tool is None:
        return
    performer, body, tempo = act.performer, act.body, act.style.tempo
    spot = _spot(act, 0.50, 0.46, 0.54)
    size = body.stature / 1.7
    scoops = act.count or max(1, round((act.duration_s or 6.6) / (3.3 / tempo)))
    side, lead = OTHER[tool.lead], SIGN[tool.lead]
    strokes: list[Stroke] = []
    feet: list[tuple[float, float, float, float]] = []
    """when the foot is on the tread, when it has driven it in, when it is back, and how high the tread is"""

    def at(seconds: float, x: float, y: float, z: float, along: tuple[float, float, float],
           upper: tuple[float, float, float], pose: Mapping[str, float]) -> None:  # fmt: skip
        place = np.array([lead * x, spot[1] + y, 0.0]) * [size, 1.0, 1.0] + np.array([0.0, 0.0, z * size])
        strokes.append(Stroke(seconds, place, (lead * along[0], *along[1:]), (lead * upper[0], *upper[1:]),
                              {name: value * (lead if "yaw" in name or "roll" in name else 1.0)
                               for name, value in pose.items()}))  # fmt: skip

    upper = (0.0, -0.85, 0.45)
    begin = 0.0
    for _ in range(scoops):
        set_s, drive_s, pry_s, lift_s, throw_s, over_s = (begin + each / tempo for each in (
            0.75, 1.45, 1.95, 2.45, 2.80, 3.05))  # fmt: skip
        at(set_s, -0.05, 0.0, 0.0, (-0.27, -0.42, -0.86), upper, {})
        at(set_s + 0.3 / tempo, -0.05, 0.0, -0.01, (-0.27, -0.42, -0.86), upper, {})
        at(drive_s, -0.05, 0.01, -_DEEP_M, (-0.27, -0.40, -0.87), upper, {"hips.z": -0.02 * body.leg})
        at(pry_s, -0.05, 0.02, -0.10, (-0.28, -0.68, -0.68), (0.0, -0.65, 0.75), {"hips.z": -0.03 * body.leg})
        at(lift_s, -0.08, -0.20, 0.36, (-0.26, -0.90, -0.34), (0.0, -0.2, 0.98), {"spine.yaw": 0.05})
        at(throw_s, -0.72, 0.10, 0.62, (-0.80, -0.60, 0.02), (0.1, 0.1, 0.99), {"spine.yaw": -0.45, "hips.yaw": -0.2})
        at(over_s, -0.80, 0.12, 0.55, (-0.82, -0.56, -0.10), (-0.85, 0.55, 0.15), {"spine.yaw": -0.5, "hips.yaw": -0.2})
        feet.append((set_s + 0.15 / tempo, drive_s, pry_s, 0.24 * size))
        begin = over_s + 0.15 / tempo
    segment = wield(act, tool, strokes)
    _tread(act, segment.motion, feet, spot, lead * -0.05 * size, side)
    first = performer.length
    earth = np.array([*performer.point, 0.0]) + turned(performer.heading, np.array([0.0, spot[1], 0.0]))
    performer.gazes.append((first, first + len(segment.motion) - round(0.5 * act.fps), earth, 0.7))
    performer.play(segment, act.action.id)


def _tread(
    act: Act, motion: Array, feet: list[tuple[float, float, float, float]], spot: Array, x: float, side: str
) -> None:
    """The foot steps onto the blade's shoulder, drives it in, and goes back; the other one carries meanwhile."""
    body, fps = act.body, act.fps
    t = np.arange(1, len(motion) + 1) / fps
    home = np.array([motion[0, INDEX[f"foot.{name}.{side}"]] for name in ("x", "y", "yaw")])
    on = turned(act.performer.heading, np.array([x, spot[1] + 0.13 * body.stature / 1.7, 0.0]))
    ball = turned(act.performer.heading, np.array([0.0, -0.6 * abs(body.ball[1]), 0.0]))
    tread = act.performer.point + on[:2] - ball[:2]
    away = SIGN[side] * turned(act.performer.heading, np.array([1.0, 0.0, 0.0]))[:2] * 0.035
    swings = {each: np.full(len(t), -1.0) for each in "LR"}
    for up_s, down_s, back_s, high in feet:
        out = channels.minimum_jerk((t - up_s + 0.30) / 0.32) * channels.minimum_jerk((back_s + 0.32 - t) / 0.32)
        for i, name in enumerate(("x", "y")):
            motion[:, INDEX[f"foot.{name}.{side}"]] += out * (tread + away - home[:2])[i]
        pressed = channels.minimum_jerk((t - up_s - 0.05) / (down_s - up_s - 0.05))
        lift = high - (_DEEP_M - 0.02) * pressed
        way = np.sin(np.pi * np.clip((t - up_s + 0.30) / 0.34, 0.0, 1.0)) * 0.05
        motion[:, INDEX[f"foot.z.{side}"]] += out * lift + way * (t < up_s + 0.1)
        busy = (t > up_s - 0.3) & (t < back_s + 0.32)
        swings[side] = np.where(busy, np.clip((t - up_s + 0.3) / (back_s + 0.62 - up_s), 0.0, 1.0), swings[side])
    carry_weight(body, motion, swings, fps)


def sweep(act: Act) -> None:
    """Stroke after stroke across the floor, back a little above it; the trunk goes along."""
    _strokes(act, across=True)


def rake(act: Act) -> None:
    """Out over the floor, down, drawn in; again a little beside."""
    _strokes(act, across=False)


def _strokes(act: Act, across: bool) -> None:
    tool = _ready(act)
    if tool is None:
        return
    performer, body, tempo = act.performer, act.body, act.style.tempo
    spot = _spot(act, 0.46, 0.40, 0.52)
    size, lead = body.stature / 1.7, SIGN[tool.lead]
    each = (1.15 if across else 1.7) / tempo
    count = act.count or max(2, round((act.duration_s or 4.6) / each))
    strokes = []
    for number in range(count):
        begin = 0.7 / tempo + number * each
        drift = 0.05 * (number % 3 - 1)
        if across:
            path = ((0.00, 0.34, 0.00, 0.0, 0.20), (0.50, -0.30, -0.02, 0.0, -0.24), (0.62, -0.38, -0.03, 0.07, -0.26),
                    (0.88, 0.30, 0.02, 0.09, 0.16))  # fmt: skip
        else:
            path = ((0.00, drift, -0.30, 0.10, 0.0), (0.14, drift, -0.33, 0.0, 0.0), (0.62, drift, 0.12, 0.0, 0.0),
                    (0.72, drift, 0.13, 0.08, 0.0))  # fmt: skip
        for share, x, y, z, twist in path:
            tip = np.array([lead * x * size, spot[1] + (y + (drift if across else 0.0)) * size, z * size])
            lean = {"spine.yaw": lead * twist, "hips.yaw": 0.4 * lead * twist}
            steep = -0.89 if across else -0.74 - 0.35 * y
            along = (lead * 0.32 * x, -0.46 + 0.10 * y, steep)
            strokes.append(Stroke(begin + share * each, tip, along, (0.0, -0.8, 0.55), lean))
    segment = wield(act, tool, strokes, sigma_s=0.05)
    first = performer.length
    floor = np.array([*performer.point, 0.0]) + turned(performer.heading, np.array([0.0, spot[1], 0.0]))
    performer.gazes.append((first, first + len(segment.motion) - round(0.5 * act.fps), floor, 0.6))
    step_ahead(act, segment.motion)
    performer.play(segment, act.action.id)


def step_ahead(act: Act, motion: Array) -> None:
    """The foot under the helping hand stands a little ahead while one works."""
    body, fps, side = act.body, act.fps, OTHER[act.side]
    t = np.arange(1, len(motion) + 1) / fps
    x, y, yaw = (float(motion[0, INDEX[f"foot.{name}.{side}"]]) for name in ("x", "y", "yaw"))
    ahead = flat_direction(act.performer.heading)[:2] * 0.20 * body.leg
    steps = [Step(side, 0.2, 0.55, x + ahead[0], y + ahead[1], yaw), Step(side, t[-1] - 0.6, t[-1] - 0.2, x, y, yaw)]
    swings = place_feet(motion, t, steps, 0.03)
    share = channels.minimum_jerk((t - 0.2) / 0.5) * channels.minimum_jerk((t[-1] - 0.2 - t) / 0.5)
    for i, name in enumerate(("x", "y")):
        motion[:, INDEX[name]] += 0.45 * ahead[i] * share
    carry_weight(body, motion, swings, fps)


def hammer(act: Act) -> None:
    """One hand holds, the other lifts the hammer over the shoulder and strikes: slowly up, fast down, a short rest."""
    tool = _ready(act)
    if tool is None:
        return
    performer, body, tempo = act.performer, act.body, act.style.tempo
    thing = _worked_on(act)
    ahead = flat_direction(performer.heading)
    place = np.array([*performer.point, 0.56 * body.stature]) + 0.30 * body.stature * ahead
    if thing is not None:
        face(act, act.scene.centre(thing), act.name_of(thing), 0.2)
        ahead = flat_direction(performer.heading)
        place = work_place(act, thing, ahead)
    local = turned(-performer.heading, place - np.array([*performer.point, 0.0]))
    lead = SIGN[tool.lead]
    blows = act.count or max(2, round((act.duration_s or 3.6) / (0.85 / tempo)))
    strokes = []
    down, up = (-0.10 * lead, -0.94, -0.30), (0.15 * lead, -0.35, 0.93)
    for number in range(blows):
        begin = 0.75 / tempo + number * 0.85 / tempo
        high = local + np.array([lead * 0.10, 0.16, 0.36]) * body.stature / 1.7
        hit = local + np.array([0.0, 0.0, 0.03 + tool.beside_m])
        side = (lead, 0.0, 0.0)
        strokes.append(Stroke(begin, high, up, side, {"spine.pitch": -0.05, "spine.yaw": lead * -0.12}))
        strokes.append(Stroke(begin + 0.16 / tempo, hit, down, side, {"spine.pitch": 0.05, "spine.yaw": lead * 0.06}))
        strokes.append(Stroke(begin + 0.30 / tempo, hit, down, side, {"spine.pitch": 0.05, "spine.yaw": lead * 0.06}))
    segment = wield(act, tool, strokes, sigma_s=0.012)
    first = performer.length
    performer.gazes.append((first, first + len(segment.motion) - round(0.5 * act.fps), place, 0.9))
    performer.play(segment, act.action.id)


_CHOP_S, _CHOP_AWAY, _INTO_M = 1.75, 0.50, 0.05
"""of one blow, how far the block is from who chops (statures), how deep the edge goes in"""


def chop_stand(act: Act) -> tuple[Array, float] | None:
    """Where one stands (2,) and faces with the block before the axe."""
    thing = _worked_on(act)
    if thing is None:
        return None
    path = act.scene.path(act.performer.actor_id, act.action.id)
    here = act.performer.point if path is None else np.asarray(path.points[-1, :2], dtype=np.float64)
    away = act.scene.centre(thing)[:2] - here
    away = away / max(float(np.linalg.norm(away)), 1e-6)
    spot = act.scene.centre(thing)[:2] - away * _CHOP_AWAY * act.body.stature
    return spot, float(np.arctan2(away[0], -away[1]))


def chop(act: Act) -> None:
    """The axe goes up over the head and comes down with the trunk behind it and the knees giving way, sticks in the
    wood for a moment, is drawn out; the last blow splits it."""
    tool = _ready(act)
    if tool is None:
        return
    performer, body, tempo = act.performer, act.body, act.style.tempo
    thing = _worked_on(act)
    place = np.array([*performer.point, 0.40 * body.stature])
    place = place + _CHOP_AWAY * body.stature * flat_direction(performer.heading)
    if thing is not None:
        face(act, act.scene.centre(thing), act.name_of(thing), 0.1)
        place = np.array([*act.scene.centre(thing)[:2], act.scene.top(thing) - performer.floor_m])
    local = turned(-performer.heading, place - np.array([*performer.point, 0.0]))
    lead, size = SIGN[tool.lead], body.stature / 1.7
    each = _CHOP_S / tempo
    blows = act.count or max(2, round((act.duration_s or 3.4) / each))
    strokes = []
    side, up, down = (lead, 0.0, 0.0), (0.05 * lead, 0.55, 0.83), (0.0, -0.95, -0.28)
    ahead, over = (0.03 * lead, -0.30, 0.95), (0.0, -0.72, 0.69)
    for number in range(blows):
        begin = 0.85 / tempo + number * each
        into = local + np.array([0.0, 0.0, tool.beside_m - _INTO_M])
        lifted = np.array([0.04 * lead, 0.16, 2.08]) * size
        before, above = np.array([0.03 * lead, -0.52, 1.72]) * size, np.array([0.0, -0.86, 1.80]) * size
        loose = local + np.array([0.0, 0.16, 0.22 + tool.beside_m])
        strokes.append(Stroke(begin - 0.34 / tempo, before, ahead, side, {}))
        strokes.append(Stroke(begin, lifted, up, side, {"spine.pitch": -0.10, "hips.z": 0.005 * body.leg}))
        strokes.append(Stroke(begin + 0.10 / tempo, lifted * 1.01, up, side, {"spine.pitch": -0.13}))
        strokes.append(Stroke(begin + 0.25 / tempo, above, over, side, {"spine.pitch": -0.04}))
        low = {"spine.pitch": 0.10, "hips.pitch": 0.08, "hips.z": -0.06 * body.leg}
        strokes.append(Stroke(begin + 0.38 / tempo, into, down, side, low))
        strokes.append(Stroke(begin + 0.66 / tempo, into, down, side, low))
        strokes.append(Stroke(begin + 0.98 / tempo, loose, (0.0, -0.90, 0.42), side, {}))
    segment = wield(act, tool, strokes, sigma_s=0.014)
    first = performer.length
    performer.gazes.append((first, first + len(segment.motion) - round(0.5 * act.fps), place, 0.9))
    performer.play(segment, act.action.id)
    asset = act.scene.asset(thing) if thing is not None else None
    if thing is not None and asset is not None and opening_of(asset, "") is not None:
        hit = first + round((0.85 / tempo + (blows - 1) * each + 0.37 / tempo) * act.fps)
        performer.happenings.append(
            Happening(kind="open", frame=hit, joint=f"hand.{tool.lead}", target_id=thing,
                      frame_end=hit + round(0.4 * act.fps))
        )  # fmt: skip


_SAW_S, _SAW_M = 0.75, 0.26
"""of one stroke to and fro, and how far it goes"""


def saw(act: Act) -> None:
    """To and fro over the near edge, quick in the push and slow in the pull; the trunk goes along, the cut deepens."""
    tool = _ready(act)
    if tool is None:
        return
    performer, body, tempo = act.performer, act.body, act.style.tempo
    thing = _worked_on(act)
    place = np.array([*performer.point, 0.50 * body.stature]) + 0.30 * body.stature * flat_direction(performer.heading)
    if thing is not None:
        face(act, act.scene.centre(thing), act.name_of(thing), 0.2)
        place = work_place(act, thing, flat_direction(performer.heading))
        place[2] = max(place[2], act.scene.top(thing))
    local = turned(-performer.heading, place - np.array([*performer.point, 0.0]))
    lead = SIGN[tool.lead]
    along = np.array([-0.06 * lead, -0.83, -0.55])
    along /= np.linalg.norm(along)
    count = act.count or max(3, round((act.duration_s or 4.5) / (_SAW_S / tempo)))
    strokes = []
    for number in range(count):
        begin = 0.75 / tempo + number * _SAW_S / tempo
        deep = 0.035 * number / count
        for share, out, lean in ((0.0, 0.10, -0.03), (0.40, 0.10 + _SAW_M, 0.06)):
            tip = local + along * out * body.stature / 1.7 + np.array([lead * 0.02, 0.0, tool.beside_m - deep])
            strokes.append(
                Stroke(begin + share * _SAW_S / tempo, tip, (float(along[0]), float(along[1]), float(along[2])),
                       (lead, 0.0, 0.0), {"spine.pitch": lean, "spine.yaw": -2.0 * lead * lean})
            )  # fmt: skip
    segment = wield(act, tool, strokes, sigma_s=0.03)
    first = performer.length
    performer.gazes.append((first, first + len(segment.motion) - round(0.5 * act.fps), place, 0.9))
    step_ahead(act, segment.motion)
    performer.play(segment, act.action.id)
