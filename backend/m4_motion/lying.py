"""Down to the floor or a bed: lie, fall; and who sits or sleeps from the start."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common.states import is_state, sits_from_start
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .idle import stay
from .performer import Happening, Segment, flat_direction, keyed, turned
from .postures import sit, start_seated
from .reach import hand_rotation, with_hand
from .rising import knees_on_floor
from .scene_query import Place

_AT_BED_M, _GROUND = 1.6, frozenset({"floor", "ground", "grass", "sand", "carpet", "rug"})
"""how far the middle of a bed is from who stands at it, and what one lies on without one"""
_BEGINS_S, _SITS_S = 3.0, 0.8
"""that one is seen so before the next deed: somebody asleep or alone on a bench, somebody about to eat"""


def lying_pose(body: Body, spot: Array, heading: float, height: float) -> Array:
    """On the back: hips at `spot` (2,), head behind, legs along `heading`, arms beside the body."""
    pose = body.standing(float(spot[0]), float(spot[1]), heading)
    forward = flat_direction(heading)
    values: dict[str, float] = {
        "x": float(spot[0]), "y": float(spot[1]), "hips.z": height + 0.062 * body.stature, "hips.pitch": -1.53,
        "spine.pitch": -0.02, "head.pitch": 0.16, "arm.abduct": 0.30, "arm.flex": -0.07, "elbow": 0.10, "knee": 0.18,
    }  # fmt: skip
    for side in SIDES:
        heel = (
            np.array([*spot, 0.0])
            + forward * (body.leg * 0.985 + 0.097 * body.stature / 1.7)
            + turned(heading, np.array([SIGN[side] * 0.10, 0, 0]))
        )
        values |= {
            f"foot.x.{side}": heel[0], f"foot.y.{side}": heel[1], f"foot.z.{side}": height, f"foot.pitch.{side}": -1.15,
            f"foot.yaw.{side}": heading + SIGN[side] * 0.25, f"toe.{side}": 0.0,
        }  # fmt: skip
    return changed(pose, values)


def lie(act: Act) -> None:
    """Sit down first, then swing the legs up and lie back; who lies already (lies down and sleeps) goes on so."""
    performer, body = act.performer, act.body
    if performer.posture == "lie" and act.target_id is None:
        stay(replace(act, duration_s=act.duration_s or _BEGINS_S))
        return
    place = _bed_of(act)
    if performer.posture != "sit":
        sit(act)
    start = performer.pose
    goal = _on_the_back(act, place)
    height = 0.0 if place is None else float(place.translation[2])
    half = start + 0.5 * (goal - start)
    half = changed(
        half,
        {
            "hips.z": max(start[INDEX["hips.z"]], goal[INDEX["hips.z"]]) + 0.02,
            "hips.pitch": -0.65,
            "spine.pitch": 0.35,
            "head.pitch": 0.2,
            "foot.z": height + 0.16,
            "arm.flex": -0.15,
            "arm.abduct": 0.35,
            "elbow": 1.15,
            "foot.pitch": -0.2,
        },
    )
    motion, keys = keyed(
        body, act.fps, [0.0, 1.1 / act.style.tempo, 2.3 / act.style.tempo], [start, half, goal], sigma_s=0.07
    )
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.posture = "lie"


def _bed_of(act: Act) -> Place | None:
    """Of the bed that is named, or that one has come to: walks to a bed and lies down."""
    scene, here = act.scene, np.array([*act.performer.point, 0.0])
    if act.target_id is not None:
        return scene.nearest_place(act.target_id, "lie_at", here)
    if set(act.action.text.lower().split()) & _GROUND:
        return None
    found = [scene.nearest_place(name, "lie_at", here) for name in sorted(scene.layout.placements)]
    away = [(float(np.linalg.norm((place.translation - here)[:2])), place) for place in found if place is not None]
    near, bed = min(away, key=lambda beside: beside[0], default=(np.inf, None))
    return bed if near < _AT_BED_M else None


def _on_the_back(act: Act, place: Place | None) -> Array:
    """Lying on a bed, the head at its head; or where the person is, on the floor."""
    performer, body = act.performer, act.body
    height, heading = 0.0, performer.heading
    spot = performer.pose[[INDEX["x"], INDEX["y"]]]
    if place is not None:
        head = place.axis(0.0, 1.0, 0.0)
        heading = float(np.arctan2(-head[0], head[1]))
        height = float(place.translation[2])
        spot = (place.translation - head * 0.06 * body.stature)[:2]
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    return lying_pose(body, spot, performer.heading + turn, height)


def begin_so(act: Act) -> bool:
    """Who sits or lies by what is first said (`a woman sleeps in a bed`) is so from the first frame; else False."""
    performer = act.performer
    if performer.length or act.verb not in ("sit", "lie"):
        return False
    if act.verb == "sit":
        if not sits_from_start(act.scene.description, act.action) or not start_seated(act):
            return False
    elif not is_state(act.action):
        return False
    else:
        performer.pose, performer.posture = _on_the_back(act, _bed_of(act)), "lie"
    goes_on = any(a.actor_id == act.action.actor_id and a is not act.action for a in act.scene.description.actions)
    seen_s = _SITS_S if act.verb == "sit" and goes_on else _BEGINS_S
    stay(replace(act, duration_s=act.duration_s or seen_s))
    return True


def fall(act: Act) -> None:
    """Trip, pitch forward with the hands out, land on knees and hands, end face down."""
    performer, body, fps = act.performer, act.body, act.fps
    if performer.posture == "fall":
        return
    start, heading = performer.pose, performer.heading
    forward = flat_direction(heading)
    here = np.array([start[INDEX["x"]], start[INDEX["y"]], 0.0])
    stature, leg = body.stature, body.leg
    # Who comes running goes on, and down sooner: the feet drag behind and end up a little further ahead
    speed = performer.speed_m_s if performer.speed_m_s > 0.5 else 0.0
    carried, haste = 0.12 * speed, 1.0 - 0.10 * min(speed, 3.5)
    ahead = 0.20 + 0.7 * carried
    stumble = changed(start, {
        "x": here[0] + ahead * forward[0], "y": here[1] + ahead * forward[1],
        "hips.z": start[INDEX["hips.z"]] - 0.10 * leg,
        "hips.pitch": 0.55, "spine.pitch": 0.35, "head.pitch": -0.5, "arm.flex": 1.0, "arm.abduct": 0.5, "elbow": 0.8,
        "foot.pitch": 0.45, "toe": 0.45, "arm.flex.L": 0.5,
    })  # fmt: skip
    here = here + carried * forward
    stumble = _feet_drag(body, stumble, start, here, heading) if carried else stumble
    hips = here + 0.62 * forward * leg
    knees = changed(stumble, {
        "x": hips[0], "y": hips[1], "hips.z": 0.46 * leg, "hips.pitch": 0.95, "spine.pitch": 0.15, "head.pitch": -0.65,
        "arm.flex": 2.0, "elbow": 0.5, "foot.pitch": 1.0, "toe": 0.95,
    })  # fmt: skip
    if carried:
        knees = _feet_drag(body, knees, knees, here, heading, share=1.0)
    # Prone, the feet point back: the ankles lie well before the toes that stayed where they stood
    flat = here + forward * (0.33 * stature / 1.7 + 0.975 * leg)
    down = changed(knees, {
        "x": flat[0], "y": flat[1], "hips.z": 0.072 * stature, "hips.pitch": 1.50, "spine.pitch": -0.06,
        "head.pitch": -0.3,
        "head.yaw": 0.5, "foot.pitch": 2.75, "toe": 0.1, "knee": 0.15,
        "hips.yaw": 0.0, "hips.roll": 0.0, "spine.yaw": 0.0, "spine.roll": 0.0, "head.roll": 0.0,
        "shoulder.lift": 0.0, "shoulder.forward": 0.0,
        "thumb": 0.15, "index": 0.03, "middle": 0.03, "ring": 0.04, "pinky": 0.05,
    })  # fmt: skip
    # The shins go back under the thighs while the hands reach the floor; they take the weight before the chest does
    planted = changed(knees + 0.68 * (down - knees), {
        "hips.z": 0.36 * leg, "foot.pitch": 2.35, "hips.pitch": 1.22, "spine.pitch": 0.1, "head.pitch": -0.7,
        "head.yaw": 0.1, "shoulder.forward": 0.25,
    })  # fmt: skip
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    for side in SIDES:
        palm_spot = flat + forward * (0.30 * stature) + left * SIGN[side] * 0.155 * stature
        rotation = hand_rotation(side, forward * 0.95 - 0.25 * SIGN[side] * left, np.array([0.0, 0.0, -1.0]))
        wrist = palm_spot + np.array([0.0, 0.0, 0.045]) - forward * body.palm
        pole = {f"hand.pole.{side}": 0.35}
        knees = changed(with_hand(knees, side, wrist + np.array([0.0, 0.0, 0.12]), rotation, 0.0), pole)
        planted = changed(with_hand(planted, side, wrist, rotation), pole)
        down = changed(with_hand(down, side, wrist, rotation), pole)
    t = [haste * moment for moment in (0.0, 0.32, 0.64, 0.80, 0.98)] + [haste * 0.98 + 0.11, haste * 0.98 + 0.62]
    bounce = changed(down, {"hips.z": 0.088 * stature, "hips.pitch": 1.46})
    motion, keys = keyed(body, fps, t, [start, stumble, knees, planted, down, bounce, down], sigma_s=0.025, lag_s=0.02)
    knees_on_floor(body, motion)
    performer.play(
        Segment(motion=motion, keys=keys,
                happenings=(Happening(kind="fall", frame=round(t[1] * fps), joint="hips", target_id=act.target_id),)),
        act.action.id,
    )  # fmt: skip
    performer.posture = "fall"


def _feet_drag(body: Body, pose: Array, start: Array, here: Array, heading: float, share: float = 0.5) -> Array:
    """Both feet a share of the way from where they are to where they would stand at `here`."""
    stand = body.standing(float(here[0]), float(here[1]), heading)
    for side in SIDES:
        for name in ("foot.x", "foot.y", "foot.z", "foot.yaw"):
            column = INDEX[f"{name}.{side}"]
            pose = changed(pose, {f"{name}.{side}": float(start[column] + share * (stand[column] - start[column]))})
    return pose
