"""Kicking: the foot meets the thing, and it goes where it should."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.ballistics import BALL_PER_FOOT, launch_velocity
from . import channels
from .acts import Act
from .channels import INDEX, SIGN, Array, changed, mirrored_names
from .flights import landing_of, receiver_of
from .footsteps import Step, place_feet
from .moving import get_to
from .performer import Happening, Held, Incoming, Segment, flat_direction, keyed, turned
from .scene_query import Flight, Place

_OTHER = {"L": "R", "R": "L"}


_USUAL_M_S = 8.0
"""of a ball that is kicked without more being said, by a grown person"""
_SWING, _MEAN_OF_PEAK = 0.74, 0.80
"""how far behind the ball the foot swings from (legs), and its mean speed as a share of that at the ball"""


def kick(act: Act) -> None:
    """Plant the other foot beside the ball, swing through it, follow, set the foot down."""
    performer, body, fps, thing = act.performer, act.body, act.fps, act.target_id
    if thing is not None:
        thing = _in_stack(act, thing)
    centre, radius, direction = _aim(act, thing)
    heading = float(np.arctan2(direction[0], -direction[1]))
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    side, other = act.side, _OTHER[act.side]
    scale = body.stature / 1.7
    toe = (0.15 + 0.03) * scale
    support, stand = _support_and_stand(act, centre, radius, direction)
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    away = float(np.linalg.norm(stand[:2] - performer.point))
    if away > 0.12 or abs(turn) > 0.12:  # the planting step makes up for less
        get_to(act, stand[:2], performer.heading + turn, away)
    heading = performer.heading
    start = performer.pose
    tempo = act.style.tempo
    launch = _launch(act, thing, centre, direction) if thing is not None else None
    # The foot comes as fast as the ball is to leave
    ball_m_s = float(np.linalg.norm(launch[0])) if launch is not None else _USUAL_M_S * scale
    swing_s = float(np.clip(_SWING * body.leg * BALL_PER_FOOT / (_MEAN_OF_PEAK * ball_m_s), 0.06, 0.22))
    frames = max(2, round(swing_s * fps))  # whole ones: half a frame more would be a leap of the foot
    swing_back = round(0.50 / tempo * fps) / fps
    contact, follow, down, settle = (
        swing_back + frames / fps,
        swing_back + frames / fps + 0.175,
        0.5 / tempo + 0.80,
        0.5 / tempo + 1.25,
    )
    height = float(np.clip(centre[2] * 0.8, 0.03, 0.6 * body.leg))
    plant = support[:2]
    foot_line = centre - direction * (radius + toe)

    def foot(at: Array, z: float, pitch: float) -> dict[str, float]:
        return {
            f"foot.x.{side}": float(at[0]),
            f"foot.y.{side}": float(at[1]),
            f"foot.z.{side}": z,
            f"foot.pitch.{side}": pitch,
            f"foot.yaw.{side}": heading + SIGN[side] * 0.12,
            f"toe.{side}": 0.05,
        }

    def hips(at: Array, low: float) -> dict[str, float]:
        return {"x": float(at[0]), "y": float(at[1]), "hips.z": float(start[INDEX["hips.z"]]) - low * body.leg}

    over = np.array([*plant, 0.0]) - left * SIGN[other] * 0.05
    cocked = changed(
        start,
        hips(over - direction * 0.20, 0.05)
        | foot(foot_line - direction * _SWING * body.leg, 0.36 * body.leg, 1.2)
        | mirrored_names(
            {
                "hips.yaw": -0.30,
                "spine.yaw": 0.45,
                "spine.pitch": -0.04,
                "hips.pitch": 0.10,
                "arm.abduct.far": 0.9,
                "arm.flex.far": 0.7,
                "elbow.far": 0.4,
                "arm.flex.near": -0.6,
                "arm.abduct.near": 0.45,
                "elbow.near": 0.4,
                "head.pitch": 0.25,
            },
            side,
        ),
    )
    hit = changed(
        start,
        hips(over - direction * 0.11, 0.035)
        | foot(foot_line, height, 0.62)
        | mirrored_names(
            {
                "hips.yaw": 0.15,
                "spine.yaw": -0.2,
                "spine.pitch": 0.22,
                "hips.pitch": -0.12,
                "arm.abduct.far": 0.75,
                "arm.flex.far": -0.1,
                "elbow.far": 0.4,
                "arm.flex.near": 0.3,
                "arm.abduct.near": 0.4,
                "elbow.near": 0.5,
                "head.pitch": 0.2,
            },
            side,
        ),
    )
    through_m = (0.88 if thing is None or act.scene.places(thing, "kick_at") else 0.35) * body.leg
    high = 0.5 * through_m * float(np.clip(act.style.amplitude, 0.4, 1.2))
    high = act.value("follow_m", high, 0.05, 0.8, "m", "height of the foot after the kick")
    through = changed(
        start,
        hips(over - direction * 0.01, 0.03)
        | foot(foot_line + direction * through_m, high, 0.25)
        | mirrored_names(
            {
                "hips.yaw": 0.35,
                "spine.yaw": -0.45,
                "spine.pitch": 0.20,
                "hips.pitch": -0.20,
                "arm.abduct.far": 0.55,
                "arm.flex.far": -0.55,
                "elbow.far": 0.4,
                "arm.flex.near": 0.9,
                "arm.abduct.near": 0.3,
                "elbow.near": 0.6,
                "head.pitch": -0.05,
            },
            side,
        ),
    )
    raised = thing is not None and act.scene.support_of(thing) is not None
    ahead_m = -0.14 * scale if raised else 0.10  # the foot comes back from above what is below
    end_point = plant + direction[:2] * ahead_m - (left * SIGN[other] * body.foot_origin("L")[0])[:2]
    goal = body.standing(float(end_point[0]), float(end_point[1]), heading)
    for row in (cocked, hit, through):
        for name in ("foot.x", "foot.y", "foot.z", "foot.yaw"):
            row[INDEX[f"{name}.{other}"]] = start[INDEX[f"{name}.{other}"]]
    set_down = changed(goal, {"hips.z": goal[INDEX["hips.z"]] - 0.02 * body.leg, f"foot.z.{side}": 0.02})
    motion, keys = keyed(
        body, fps, [0.0, swing_back, contact, follow, down, settle], [start, cocked, hit, through, set_down, goal],
        sigma_s=0.02, lag_s=0.0,
    )  # fmt: skip
    t = np.arange(1, len(motion) + 1) / fps
    yaw = float(start[INDEX[f"foot.yaw.{other}"]])
    for name in ("foot.x", "foot.y", "foot.z", "foot.yaw"):
        motion[:, INDEX[f"{name}.{other}"]] = start[INDEX[f"{name}.{other}"]]
    last = goal[[INDEX[f"foot.{name}.{other}"] for name in ("x", "y")]]
    steps = [
        Step(other, 0.12 / tempo, swing_back - 0.10 / tempo, float(plant[0]), float(plant[1]), yaw),
        Step(other, down + 0.02, settle - 0.03, float(last[0]), float(last[1]), yaw),
    ]
    _kicking_foot(motion, side, t, swing_back, contact, start, foot_line, height)
    own = motion[:, channels.foot_columns(side)].copy()
    place_feet(motion, t, steps, 0.06)
    motion[:, channels.foot_columns(side)] = own
    frame = min(len(motion) - 1, round(contact * fps) - 1)
    first = performer.length
    performer.gazes.append((first - round(0.4 * fps), first + frame + 2, centre, 1.0))
    happenings: tuple[Happening, ...] = ()
    if thing is not None and launch is not None:
        velocity, landing = launch
        act.scene.flights[thing] = Flight(
            actor_id=performer.actor_id, frame=first + frame, start=centre, landing=landing,
            rolling_friction=0.0 if receiver_of(act, thing)[0] is not None else act.scene.rolling_friction,
            seconds=float(np.linalg.norm((landing - centre)[:2]) / max(float(np.linalg.norm(velocity[:2])), 0.5)),
        )  # fmt: skip
        performer.gazes.append((first + frame + 2, first + len(motion) + round(0.6 * fps), landing, 0.9))
        _to_be_caught(act, thing, radius, first + frame)
        happenings = (Happening(kind="kick", frame=frame, joint=f"foot.{side}", target_id=thing, velocity=velocity),)
    performer.play(
        Segment(motion=motion, keys=keys, happenings=happenings), act.action.id
    )  # fmt: skip


def _to_be_caught(act: Act, thing: str, radius: float, frame: int) -> None:
    """Whoever it is kicked to catches it."""
    catcher = landing_of(act, thing, 6.0)[1]
    flight = act.scene.flights[thing]
    if catcher is None or catcher not in act.performers:
        return
    held = Held(object_id=thing, side=act.side, hand_rotation=quat.IDENTITY, wrist_from_grip=np.zeros(3), heading=0.0,
                grip_height=radius, thickness=2.0 * radius, two_hands=True)  # fmt: skip
    act.performers[catcher].incoming = Incoming(
        frame=frame + round(flight.seconds * act.fps), point=flight.landing, held=held,
        thrower=act.performer.actor_id, action_id=act.action.id,
    )  # fmt: skip


def kick_stand(act: Act) -> tuple[Array, float] | None:
    """Where one stands (2,) and faces before the step beside the ball."""
    if act.target_id is None or act.scene.asset(act.target_id) is None:
        return None
    centre, radius, direction = _aim(act, _in_stack(act, act.target_id))
    _, stand = _support_and_stand(act, centre, radius, direction)
    return stand[:2], float(np.arctan2(direction[0], -direction[1]))


def _aim(act: Act, thing: str | None) -> tuple[Array, float, Array]:
    """Centre (3,) and radius of what is kicked, and the direction (3,) of the kick."""
    if thing is None or act.scene.asset(thing) is None:
        return _air(act)
    return _ball(act, thing, act.scene.nearest_place(thing, "kick_at", np.array([*act.performer.point, 0.0])))


def _support_and_stand(act: Act, centre: Array, radius: float, direction: Array) -> tuple[Array, Array]:
    """Where the supporting foot goes (3,), beside the ball, and where one stands (3,) so that this is one step."""
    body, other = act.body, _OTHER[act.side]
    scale = body.stature / 1.7
    left = turned(float(np.arctan2(direction[0], -direction[1])), np.array([1.0, 0.0, 0.0]))
    support = centre + left * SIGN[other] * 0.17 * scale - direction * (radius + 0.10 * scale)
    stand = support - direction * 0.36 * scale - left * SIGN[other] * body.foot_origin("L")[0]
    return support, np.array([stand[0], stand[1], 0.0])


def _kicking_foot(
    motion: Array, side: str, t: Array, back: float, contact: float, start: Array, line: Array, height: float
) -> None:
    """The foot leaves the floor heel first, and passes the contact point at full speed."""
    leave = channels.minimum_jerk((t - 0.10) / max(0.05, back - 0.10))
    early = t < back
    for name in ("foot.x", "foot.y", "foot.z", "foot.pitch"):
        column = INDEX[f"{name}.{side}"]
        goal = np.interp(back, t, motion[:, column])
        motion[early, column] = (start[column] + leave * (goal - start[column]))[early]
    lifting = early & (t > 0.10)
    motion[lifting, INDEX[f"foot.z.{side}"]] = np.maximum(motion[lifting, INDEX[f"foot.z.{side}"]], 0.012)
    hit = int(np.argmin(np.abs(t - contact)))
    for i, name in enumerate(("foot.x", "foot.y")):
        motion[hit, INDEX[f"{name}.{side}"]] = line[i]
    motion[hit, INDEX[f"foot.z.{side}"]] = height


def _air(act: Act) -> tuple[Array, float, Array]:
    """A kick at nothing: a ball's height, an arm's length ahead."""
    direction = flat_direction(act.performer.heading)
    ahead = np.array([*act.performer.point, 0.25]) + direction * 0.62 * act.body.stature / 1.7
    return ahead, 0.1, direction


def _in_stack(act: Act, thing: str) -> str:
    """Of things that stand on each other, the one at the knee: what is lower slides away below a stack that stands."""
    entity = act.scene.description.entity_of(thing)
    here = act.scene.centre(thing)
    stack = [
        i
        for i in (act.scene.objects_of(entity.id) if entity else ())
        if np.linalg.norm((act.scene.centre(i) - here)[:2]) < 0.2
    ]
    return min(stack, key=lambda i: (abs(float(act.scene.centre(i)[2]) - 0.8 * act.body.leg), i), default=thing)


def _ball(act: Act, thing: str, place: Place | None) -> tuple[Array, float, Array]:
    """Centre (3,), radius, and direction (3,) of the kick."""
    performer = act.performer
    asset, transform = act.scene.asset(thing), act.scene.transform(thing)
    assert asset is not None
    assert transform is not None
    if place is not None:
        centre, radius = place.translation, 0.5 * float(place.dimensions[0])
    else:
        size = np.asarray(asset.dimensions) * transform.scale
        centre = act.scene.centre(thing)
        away = centre[:2] - performer.point
        radius = 0.5 * float(min(size[0], size[1]) if np.linalg.norm(away) > 0 else size[0])
        centre = np.array([centre[0], centre[1], min(centre[2], 0.35 * act.body.stature)])
    direction = flat_direction(performer.heading)
    landing, _ = landing_of(act, thing, 6.0)
    aim = landing[:2] - centre[:2]
    if np.linalg.norm(aim) > 0.3:
        direction = np.array([*(aim / np.linalg.norm(aim)), 0.0])
    if np.dot(direction[:2], centre[:2] - performer.point) < 0.0 and act.target_id is not None:
        # No goal was named: away from the kicker
        away = centre[:2] - performer.point
        direction = np.array([*(away / max(float(np.linalg.norm(away)), 1e-6)), 0.0])
    return centre, radius, direction


def _ball_speed(act: Act, thing: str) -> float:
    """m/s after the kick: of a grown person's, less of a child's."""
    words = set(act.action.manner)
    gentle, hard = words & {"gently", "softly", "slowly"}, words & {"hard", "strongly", "quickly", "angrily"}
    speed = (4.5 if gentle else 14.0 if hard else _USUAL_M_S) * act.body.stature / 1.7
    asset = act.scene.asset(thing)
    if asset is not None and asset.physics.mass_kg > 3.0:
        speed *= float(np.sqrt(3.0 / asset.physics.mass_kg))
    if asset is not None and not asset.affordances_of("kick_at"):
        speed = min(speed, 3.5)  # a box slides and tumbles, it does not fly
    return speed


def _launch(act: Act, thing: str, centre: Array, direction: Array) -> tuple[Array, Array] | None:
    """How the thing leaves the foot (3,) m/s, and where it comes down (3,)."""
    if act.scene.asset(thing) is None:
        return None
    velocity, landing = _ball_velocity(act, thing, centre, direction)
    speed = float(np.linalg.norm(velocity))
    return velocity * act.value("ball_speed_m_s", speed, 0.5, 30.0, "m/s", "of what is kicked") / speed, landing


def _ball_velocity(act: Act, thing: str, centre: Array, direction: Array) -> tuple[Array, Array]:
    """Velocity after the kick: flat and fast, on target where there is one."""
    speed = _ball_speed(act, thing)
    landing, catcher = landing_of(act, thing, 6.0)
    if receiver_of(act, thing)[0] is None and catcher is None:
        rise = np.radians(14.0)
        return speed * (np.cos(rise) * direction + np.array([0.0, 0.0, np.sin(rise)])), centre + 6.0 * direction
    seconds = max(0.25, float(np.linalg.norm((landing - centre)[:2])) / speed)
    return launch_velocity(centre, landing, seconds), landing
