"""Getting down: sit, kneel, crouch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.naming import capitalized
from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .footsteps import Step, carry_weight, place_feet, shuffle
from .idle import stay
from .performer import Happening, Segment, flat_direction, keyed, turned
from .reach import hands_on_thighs
from .rising import get_up, kneeling_pose
from .scene_query import Place
from .solve import place

_SHIN_LEAN = 0.12
_PERCHED, _ON_TOES = 0.30, 0.45
"""up onto a seat that is too high: how far back the hips go while the feet carry, and how far the heels rise, rad"""
_YIELDS_M = 0.003
"""how much flesh and seat give under the weight"""
_ON_BALLS = 0.068
"""how far before the ankles one who squats on the balls of the feet has the weight, statures"""


def seated_pose(body: Body, seat: Place) -> Array:
    """Sitting upright: seat on the surface, thighs along it, shins a little back, hands on the thighs."""
    facing = seat.axis(0.0, -1.0, 0.0)
    heading = float(np.arctan2(facing[0], -facing[1]))
    thigh = float(np.linalg.norm(body.offsets[body.index["shin.L"]]))
    shin = float(np.linalg.norm(body.offsets[body.index["foot.L"]]))
    hip_z = float(seat.translation[2]) + body.seat_flesh - _YIELDS_M
    knee_z = body.ankle_height + shin * np.cos(_SHIN_LEAN)
    lift = 0.0
    if hip_z - knee_z > 0.35 * thigh:  # too high a seat: the legs hang
        lift = hip_z - 0.35 * thigh - knee_z
    drop = hip_z - knee_z - lift
    ahead = float(np.sqrt(max(thigh**2 - drop**2, (0.3 * thigh) ** 2))) + shin * np.sin(_SHIN_LEAN)
    pose = body.standing(float(seat.translation[0]), float(seat.translation[1]), heading)
    feet: dict[str, float] = {}
    for side in SIDES:
        spot = seat.translation + turned(
            heading, np.array([SIGN[side] * 0.082 * body.stature / 1.7 * 1.2, -ahead, 0.0])
        )
        feet |= {
            f"foot.x.{side}": float(spot[0]), f"foot.y.{side}": float(spot[1]), f"foot.z.{side}": lift,
            f"foot.yaw.{side}": heading + SIGN[side] * 0.12, f"foot.pitch.{side}": 0.25 if lift > 0.0 else 0.0,
        }  # fmt: skip
    pose = changed(
        pose,
        {"x": float(seat.translation[0]), "y": float(seat.translation[1]), "hips.z": hip_z, "hips.pitch": -0.12,
         "spine.pitch": 0.16, "head.pitch": -0.02, "knee": 0.16, **feet},
    )  # fmt: skip
    return hands_on_thighs(body, pose, heading)


_AT_HAND_M = 1.3


def seat_of(act: Act) -> tuple[Place, str, str] | None:
    """The free seat of the target that is nearest to the person, its name and its owner; without target any at hand."""
    here = act.performer.point
    owners = [act.target_id] if act.target_id is not None else list(act.scene.layout.placements)
    free = [
        (place, affordance.name, owner)
        for owner in owners
        for affordance, place in act.scene.places(owner, "sit_at")
        if (owner, affordance.name) not in act.scene.taken_seats
        and (act.target_id is not None or np.linalg.norm(place.translation[:2] - here) < _AT_HAND_M)
    ]
    return min(free, key=lambda seat: float(np.linalg.norm(seat[0].translation[:2] - here)), default=None)


def sit(act: Act) -> None:
    """Back up to the seat, hips back and down with the trunk forward, then upright; without a seat, on the floor."""
    performer, body, fps = act.performer, act.body, act.fps
    if performer.posture == "sit":
        return
    if performer.posture != "stand":
        get_up(act)
    found = seat_of(act)
    if found is not None:
        seat, name, owner = found
        act.scene.taken_seats.add((owner, name))
    else:
        named = act.scene.asset(act.target_id or "")
        if named is not None and named.role not in ("character", "environment"):
            act.notes.append(capitalized(f"{act.said(act.target_id)} has no free seat; the floor serves."))
        seat = _floor_seat(act)
    goal = seated_pose(body, seat)
    on_floor = float(seat.translation[2]) < 0.15
    heading = float(goal[INDEX["heading"]])
    # Stand where the feet will be
    feet = np.mean([[goal[INDEX[f"foot.{axis}.{side}"]] for axis in ("x", "y")] for side in SIDES], axis=0)
    stand = feet - turned(heading, np.array([0.0, body.foot_origin("L")[1], 0.0]))[:2]
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    if np.linalg.norm(stand - performer.point) > 0.08 or abs(turn) > 0.06:
        motion = shuffle(
            body, performer.pose, float(stand[0]), float(stand[1]), performer.heading + turn, fps, act.style.tempo
        )
        performer.play(Segment(motion=motion, keys=(len(motion) // 2,)), act.action.id)
    start = performer.pose
    goal[INDEX["heading"]] = start[INDEX["heading"]]
    for column in channels.FEET:
        if channels.NAMES[column].startswith(("foot.x", "foot.y", "foot.yaw")) and goal[INDEX["foot.z.L"]] == 0.0:
            goal[column] = start[column]
    back = {"x": goal[INDEX["x"]] - start[INDEX["x"]], "y": goal[INDEX["y"]] - start[INDEX["y"]]}
    z0, z1 = start[INDEX["hips.z"]], goal[INDEX["hips.z"]]

    hanging = float(goal[INDEX["foot.z.L"]]) > 0.0

    def part(share: float, down: float, lean: float, spine: float) -> Array:
        pose = changed(start + share * (goal - start), {
            "x": start[INDEX["x"]] + share * back["x"], "y": start[INDEX["y"]] + share * back["y"],
            "hips.z": z0 + down * (z1 - z0), "hips.pitch": lean, "spine.pitch": spine, "head.pitch": -0.45 * lean,
            "knee": 0.12,
        })  # fmt: skip
        if hanging and share == 1.0:  # up onto a high seat: the feet come off the floor before the hips are on it
            pose[channels.FEET] = goal[channels.FEET]
        else:
            stood = [INDEX[f"foot.{axis}.{s}"] for axis in ("x", "y", "z", "yaw") for s in SIDES]
            pose[stood] = start[stood]
            pose = changed(pose, dict.fromkeys(("foot.pitch", "toe"), _ON_TOES if hanging else 0.0))
        if on_floor:
            return changed(pose, {"arm.flex": 0.6 + lean + share, "elbow": 0.7, "arm.abduct": 0.22})
        return hands_on_thighs(body, pose, heading)

    tempo = act.style.tempo
    half = part(_PERCHED, 0.5, 0.35, 0.16) if hanging else part(0.60, 0.40, 0.56, 0.16)
    touch = part(1.0, 0.985, 0.40, 0.22)
    if on_floor:
        touch = part(1.0, 0.97, 0.1, 0.55)
    times = [0.0, 0.55 / tempo, 1.0 / tempo, 1.12 / tempo, 1.75 / tempo]
    sunk = touch.copy()
    sunk[INDEX["hips.z"]] = z1
    motion, keys = keyed(body, fps, times, [start, half, touch, sunk, goal], sigma_s=0.05)
    frame = min(len(motion) - 1, round(times[3] * fps) - 1)
    performer.play(
        Segment(
            motion=motion, keys=keys,
            happenings=(Happening(kind="sit", frame=frame, joint="hips", target_id=found[2] if found else None),),
        ),
        act.action.id,
    )  # fmt: skip
    performer.posture = "sit"


def _floor_seat(act: Act) -> Place:
    here = np.array([*act.performer.point, 0.0])
    heading = act.performer.heading
    return Place(
        translation=here - flat_direction(heading) * 0.42 * act.body.leg,
        rotation=quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0]), dimensions=np.zeros(3),
    )  # fmt: skip


def start_seated(act: Act) -> bool:
    """Someone who gets up first sat before: put them on the nearest seat of what is named. True where there is one."""
    found = seat_of(act)
    if found is None:
        return False
    seat, name, owner = found
    act.scene.taken_seats.add((owner, name))
    act.performer.pose = seated_pose(act.body, seat)
    act.performer.posture = "sit"
    return True


def seat_first(act: Act) -> None:
    """Someone whose first deed is to get up was sitting before: on what is named, or what it is said to be from."""
    target = act.target_id
    for relation in act.scene.description.relations:
        from_it = relation.subject_id == act.action.actor_id and {"from", "up"} & set(relation.predicate.split())
        if target is None and from_it:
            target = next(iter(act.scene.objects_of(relation.object_id)), None)
    start_seated(replace(act, target_id=target))


def kneel(act: Act) -> None:
    """Down on one knee."""
    _settle_into(act, kneeling_pose(act.body, act.pose), "kneel", 1.25, step=True)


def crouch(act: Act) -> None:
    """Deep knees, trunk forward, weight over the feet."""
    body, pose = act.body, act.pose
    forward = flat_direction(act.performer.heading)
    low = changed(pose, {
        "hips.z": pose[INDEX["hips.z"]] - 0.48 * body.leg, "hips.pitch": 0.42, "spine.pitch": 0.38, "head.pitch": -0.4,
        "knee": 0.3, "foot.pitch": 0.22, "toe": 0.22, "arm.flex": 1.0, "elbow": 0.9, "arm.abduct": 0.15,
    })  # fmt: skip
    for _ in range(3):
        mass = body.centre_of_mass(place(body, low[None]).positions)[0]
        drift = (mass[:2] - act.performer.point) @ forward[:2] - _ON_BALLS * body.stature
        low = changed(low, {"x": low[INDEX["x"]] - forward[0] * drift, "y": low[INDEX["y"]] - forward[1] * drift})
    _settle_into(act, low, "crouch", 0.85)


def _settle_into(act: Act, goal: Array, posture: str, seconds: float, step: bool = False) -> None:
    performer, fps = act.performer, act.fps
    if performer.posture == posture:
        return
    if performer.posture != "stand":
        get_up(act)
    start = performer.pose
    seconds /= act.style.tempo
    middle = start + 0.55 * (goal - start)
    middle[INDEX["hips.pitch"]] += 0.16
    over = goal.copy()
    over[INDEX["hips.z"]] -= 0.004
    motion, keys = keyed(act.body, fps, [0.0, 0.5 * seconds, seconds, seconds + 0.25], [start, middle, over, goal])
    if step:  # the right foot goes back through the air before the hips come down
        x, y, yaw = (float(goal[INDEX[f"foot.{name}.R"]]) for name in ("x", "y", "yaw"))
        t = np.arange(1, len(motion) + 1) / fps
        for name in ("foot.x", "foot.y", "foot.yaw", "foot.z"):
            motion[:, INDEX[f"{name}.R"]] = start[INDEX[f"{name}.R"]]
        swings = place_feet(motion, t, [Step("R", 0.14 * seconds, 0.55 * seconds, x, y, yaw)], 0.05)
        carry_weight(act.body, motion, swings, fps)
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    performer.posture = posture
    if act.duration_s:
        stay(act)
