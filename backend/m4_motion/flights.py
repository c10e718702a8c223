"""Throwing and catching: wind up, release on time, hands where the thing arrives."""

from __future__ import annotations

import numpy as np

from ..common.ballistics import flight_time
from ..common.belongings import thrown_to
from ..protocol.scene import Action
from . import channels
from .acts import Act
from .carry_layers import carry_arms_of
from .channels import INDEX, SIDES, SIGN, Array, changed, mirrored_names
from .facing import face
from .footsteps import Step, carry_weight, place_feet
from .free_flight import free_landing
from .gesture_layers import hand_at
from .goalkeeping import corner_of
from .grasping import let_go, pick_up
from .idle import idle, wait_until
from .moving import go
from .performer import Happening, Held, Incoming, Performer, Segment, flat_direction, keyed, turned
from .reach import finger_curl, side_grip, with_hand
from .scene_query import Flight
from .snowballs import hit, is_pelted, turn_s

_OTHER = {"L": "R", "R": "L"}
_STEP = 0.40
"""of the foot that steps into a throw, in leg lengths"""
_READY_S = 0.6
_OPEN = {"thumb": 0.1, "index": 0.1, "middle": 0.1, "ring": 0.12, "pinky": 0.14}


def receiver_of(act: Act, thing: str) -> tuple[str | None, str]:
    """Who or what a thrown or kicked thing goes to, and the word that says how (`to`, `over`, `into`)."""
    partner = thrown_to(act.scene.description, act.action, act.performer.actor_id, act.scene.assets.assets)
    if partner is not None:
        return partner, "to"
    entity = act.scene.description.entity_of(thing)
    own = {act.action.actor_id, entity.id if entity else thing}
    for relation in act.scene.description.relations:
        if relation.subject_id in own and relation.object_id not in own:
            words = f"{relation.predicate} {relation.spatial or ''}".replace("_", " ").split()
            for word in ("to", "into", "in", "toward", "towards", "at", "over", "through", "onto", "on"):
                if word in words and words[0] in (act.action.verb.split()[0], "to", "into", "toward", "at", "over"):
                    found = act.scene.objects_of(relation.object_id)
                    if found:
                        return found[0], word
    for other in act.scene.description.actions:
        if other.verb in ("catch", "receive") and other.actor_id != act.action.actor_id:
            found = act.scene.objects_of(other.actor_id)
            if found:
                return found[0], "to"
    return None, ""


def chest_of(performer: Performer, thrower: Array) -> Array:
    """Where a person catches what comes from a point (2,): before the chest, turned toward it."""
    away = thrower - performer.point
    heading = float(np.arctan2(away[0], -away[1])) if np.linalg.norm(away) > 0.3 else performer.heading
    ahead = flat_direction(heading) * 0.36 * performer.body.stature / 1.7
    return np.array([*performer.point, 0.70 * performer.body.stature]) + ahead


def landing_of(act: Act, thing: str, distance_m: float) -> tuple[Array, str | None]:
    """Where the thing shall land (3,), and who is to catch it there."""
    target, how = receiver_of(act, thing)
    if target is None and act.target_id is not None and act.target_id != thing:
        target, how = act.target_id, "to"
    if target is not None and target in act.performers:
        return chest_of(act.performers[target], act.performer.point), target
    radius = 0.5 * _size(act, thing)
    here = np.array([*act.performer.point, 0.0])
    if target is not None:
        centre = act.scene.centre(target)
        if how == "over":
            away = centre - here
            away[2] = 0.0
            reach = float(np.linalg.norm(away))
            return here + away / max(reach, 1e-6) * (reach + 1.8) + np.array([0.0, 0.0, radius]), None
        if how in ("on", "onto"):
            return np.array([centre[0], centre[1], act.scene.top(target) + radius]), None
        if (corner := corner_of(act.scene, target, thing)) is not None:
            return corner, None
        if how in ("into", "in", "through"):  # low, so that it stays
            stands = act.scene.transform(target)
            low = float(stands.translation[2]) if stands is not None else 0.0
            return np.array([centre[0], centre[1], min(centre[2], low + 2.0 * radius)]), None
        return centre, None
    # left and right as the viewer sees them, who looks along +Y
    heading = {"left": -np.pi / 2, "right": np.pi / 2}.get(act.direction or "", act.performer.heading)
    return here + flat_direction(heading) * distance_m + np.array([0.0, 0.0, radius]), None


def _size(act: Act, thing: str) -> float:
    asset = act.scene.asset(thing)
    return float(asset.dimensions.min()) if asset is not None else 0.1


def throw(act: Act) -> None:
    """Pick the thing up where that is needed, face the goal, wind up, step, release, follow through."""
    performer, body, fps = act.performer, act.body, act.fps
    if performer.held is None:
        if act.target_id is None or act.scene.is_character(act.target_id):
            act.notes.append(f"There is nothing in the hands to throw for “{act.action.text}”.")
            return
        if not _near(act, act.target_id):
            _walk_to(act, act.target_id)
        pick_up(act)
    held = performer.held
    if held is None:
        return
    pelted = is_pelted(act, held.object_id)
    if pelted:
        wait_until(performer, round(turn_s(act) * fps))
    size = body.stature / 1.7  # children throw as much shorter and slower as they are smaller
    landing, catcher = landing_of(act, held.object_id, 5.0 * size * act.style.amplitude)
    gentle = bool({"gently", "softly"} & set(act.action.manner)) or (catcher and not pelted)
    speed = 5.0 if gentle else 7.5 * size
    target, how = receiver_of(act, held.object_id)
    to_nobody = target is None and act.target_id in (None, held.object_id)
    if to_nobody:
        landing = free_landing(act, held.object_id, 0.5 * _size(act, held.object_id), landing, speed)
    if performer.posture == "stand":
        face(act, landing, "", 0.12)
    if performer.length == 0:  # it was in the hands already: a moment before it is thrown
        seated = performer.posture != "stand"
        waiting = idle(body, performer.pose, round(_READY_S * fps), fps, performer.idle_phase, seated)
        performer.play(Segment(motion=waiting), act.action.id)
    _arms_as_carried(performer, held)
    motion, keys, release = _two_handed(act, held) if held.two_hands else _overarm(act, held)
    reach = np.array([0.0, -0.26 * body.stature, 0.95 * body.stature])
    if not held.two_hands:
        reach[0] = SIGN[held.side] * (body.position("upper_arm.L")[0] + 0.1 * body.arm)
    reach = turned(performer.heading, reach)
    start_guess = np.array([*performer.point, 0.0]) + reach
    seconds = flight_time(start_guess, landing, speed, 0.45)
    if to_nobody:  # straight on from the hand
        landing = landing + np.array([*(reach - flat_direction(performer.heading) * (0.26 * body.stature))[:2], 0.0])
    if how == "over" and target is not None:
        seconds = _clearing(act, target, start_guess, landing, seconds, 0.5 * _size(act, held.object_id))
    seconds = act.value("flight_s", seconds, 0.2, 4.0, "s", "time in the air")
    seconds = round(seconds * fps) / fps  # it arrives on a frame
    first = performer.length
    look: Array | str = catcher if catcher else landing
    performer.gazes.append((first, first + len(motion) + round(0.5 * fps), look, 1.0))
    performer.play(
        Segment(
            motion=motion, keys=keys,
            happenings=(Happening(kind="release", frame=release, joint=f"hand.{held.side}", target_id=held.object_id,
                                  landing=(landing, seconds)),),
        ),
        act.action.id,
    )  # fmt: skip
    performer.thrown.append(held)
    act.scene.flights[held.object_id] = Flight(
        actor_id=performer.actor_id, frame=first + release, seconds=seconds, start=start_guess, landing=landing,
        rolling_friction=0.0 if target is not None else act.scene.rolling_friction,
    )  # fmt: skip
    let_go(act, first + round(0.2 * fps))  # the throwing arm takes over from the carrying one
    if catcher and pelted:
        hit(act, held.object_id, act.performers[catcher], act.scene.flights[held.object_id])
    elif catcher:
        act.performers[catcher].incoming = Incoming(
            frame=first + release + round(seconds * fps), point=landing, held=held, thrower=performer.actor_id,
            action_id=act.action.id,
        )  # fmt: skip


def _clearing(act: Act, target: str, start: Array, landing: Array, seconds: float, radius: float) -> float:
    """The time of flight that carries a thing over the target's top with 0.4 m to spare."""
    across = float(np.linalg.norm((act.scene.centre(target) - start)[:2]) / np.linalg.norm((landing - start)[:2]))
    least = act.scene.top(target) + radius + 0.4 - (start[2] + across * (landing[2] - start[2]) - 0.2)
    return max(seconds, float(np.sqrt(max(least, 0.0) / (0.5 * 9.81 * across * (1.0 - across)))))


def _arms_as_carried(performer: Performer, held: Held) -> None:
    """Let the motion go on from the carrying arms that are laid over its last frames."""
    sides = SIDES if held.two_hands else (held.side,)
    columns = [i for side in sides for i in channels.arm_columns(side)]
    performer.pose = changed(performer.pose, carry_arms_of(performer.body, held))
    performer.pieces[-1] = performer.pieces[-1].copy()
    performer.pieces[-1][-3:, columns] = performer.pose[columns]


def _walk_to(act: Act, thing: str) -> None:
    """Fetch what lies further away: straight to within reach of it."""
    here, there = act.performer.point, act.scene.centre(thing)[:2]
    away = there - here
    distance = float(np.linalg.norm(away))
    stop = here + away * (1.0 - 0.5 / distance)
    go(act, np.stack([here, stop]), float(np.arctan2(away[0], -away[1])))


def _near(act: Act, thing: str) -> bool:
    return float(np.linalg.norm(act.scene.centre(thing)[:2] - act.performer.point)) < 1.6


def _overarm(act: Act, held: Held) -> tuple[Array, tuple[int, ...], int]:
    """One hand: arm back and up with the weight behind, a step with the other foot, the arm like a whip."""
    performer, body, fps = act.performer, act.body, act.fps
    side, start = held.side, performer.pose
    sitting = performer.posture != "stand"
    grip = finger_curl(body, held.around_m)
    forward = flat_direction(performer.heading)
    tempo = act.style.tempo

    def pose(arm: dict[str, float], torso: dict[str, float], shift: float, low: float) -> Array:
        made = changed(start, mirrored_names(torso, side) | arm)
        if not sitting:
            moved = {"x": start[INDEX["x"]] + shift * forward[0], "y": start[INDEX["y"]] + shift * forward[1]}
            made = changed(made, moved | {"hips.z": start[INDEX["hips.z"]] - low})
        return made

    other = hand_at(
        body, _OTHER[side], (0.05, -0.75, -0.05), (-0.1, -1.0, 0.1), (-0.4, 0.0, -0.9), (0.6, 0.2, -0.8), _OPEN
    )
    tucked = hand_at(
        body, _OTHER[side], (-0.05, -0.35, -0.45), (-0.3, -0.9, 0.0), (-0.9, 0.0, -0.2), (0.4, 0.6, -0.6), _OPEN
    )
    cocked = hand_at(body, side, (0.50, 0.16, 0.34), (0.1, 0.35, 0.9), (0.1, 0.2, 1.0), (0.9, 0.15, -0.45), grip)
    loose = hand_at(body, side, (0.10, -0.72, 0.58), (-0.05, -0.72, 0.69), (0.0, -0.75, -0.6), (0.8, 0.1, -0.4), grip)
    through = hand_at(
        body, side, (-0.30, -0.68, -0.45), (-0.5, -0.55, -0.65), (-0.5, 0.4, -0.7), (0.7, -0.1, -0.3), _OPEN
    )
    wind = pose(
        {**cocked, **other},
        {"spine.yaw": -0.62, "hips.yaw": -0.28, "spine.pitch": -0.10, "spine.roll": 0.05, "head.yaw": 0.75},
        -0.10,
        0.02,
    )
    let = pose(
        {**loose, **tucked},
        {"spine.yaw": 0.35, "hips.yaw": 0.15, "spine.pitch": 0.18, "hips.pitch": 0.08, "head.yaw": -0.35},
        0.17,
        0.03,
    )
    after = pose(
        {**through, **tucked},
        {"spine.yaw": 0.62, "hips.yaw": 0.2, "spine.pitch": 0.40, "hips.pitch": 0.15, "head.yaw": -0.6,
         "head.pitch": -0.25},
        0.20,
        0.045,
    )  # fmt: skip
    rest = body.standing(*performer.xy, performer.heading) if not sitting else start
    for column in channels.FEET:
        rest[column] = start[column]
    if sitting:
        rest = changed(rest, dict.fromkeys(("spine.yaw", "hips.yaw"), 0.0))
    t = [0.0, 0.50 / tempo, 0.60 / tempo, 0.60 / tempo + 0.17, 0.60 / tempo + 0.40, 0.60 / tempo + 1.05]
    motion, keys = keyed(body, fps, t, [start, wind, wind, let, after, rest], sigma_s=0.018, lag_s=0.0)
    release = min(len(motion) - 1, max(1, round(t[3] * fps) - 1))
    if not sitting:
        _weight_through(act, motion, side, t)
    return motion, keys, release


def _two_handed(act: Act, held: Held) -> tuple[Array, tuple[int, ...], int]:
    """Both hands push from the chest."""
    performer, body, fps = act.performer, act.body, act.fps
    start, tempo = performer.pose, act.style.tempo

    def hands(ahead: float, up: float) -> dict[str, float]:
        made: dict[str, float] = {}
        for side in SIDES:
            shoulder = abs(body.position(f"upper_arm.{side}")[0]) / body.arm
            out = 0.5 * held.thickness / body.arm + 0.03 - shoulder
            made |= hand_at(
                body,
                side,
                (out, -ahead, up),
                (0.0, -0.85, 0.4),
                (-1.0, -0.15, 0.1),
                (0.8, 0.3, -0.6),
                finger_curl(body, held.around_m),
            )
        return made

    forward = flat_direction(performer.heading)

    def body_at(shift: float, low: float, hips: float, spine: float) -> dict[str, float]:
        return {
            "x": start[INDEX["x"]] + shift * forward[0], "y": start[INDEX["y"]] + shift * forward[1],
            "hips.z": start[INDEX["hips.z"]] - low, "hips.pitch": hips, "spine.pitch": spine, "knee": 0.1,
        }  # fmt: skip

    wind = changed(start, hands(0.36, -0.20) | body_at(-0.07, 0.035, 0.02, -0.10))
    let = changed(start, hands(0.90, 0.10) | body_at(0.16, 0.03, 0.10, 0.14))
    after = changed(start, hands(0.84, -0.06) | body_at(0.20, 0.04, 0.14, 0.20))
    rest = body.standing(*performer.xy, performer.heading)
    for column in channels.FEET:
        rest[column] = start[column]
    t = [0.0, 0.45 / tempo, 0.52 / tempo, 0.52 / tempo + 0.20, 0.52 / tempo + 0.40, 0.52 / tempo + 1.05]
    motion, keys = keyed(body, fps, t, [start, wind, wind, let, after, rest], sigma_s=0.018, lag_s=0.0)
    if performer.posture == "stand":
        _weight_through(act, motion, act.side, t)
    return motion, keys, min(len(motion) - 1, max(1, round(t[3] * fps) - 1))


def _weight_through(act: Act, motion: Array, side: str, t: list[float]) -> None:
    """The foot opposite to the throwing hand steps ahead, the weight follows, the other heel comes up, in place."""
    fps, length = act.fps, _STEP * act.body.leg
    forward = flat_direction(act.performer.heading)
    swings = _step_through(act, motion, _OTHER[side], t[1] - 0.12, t[3] - 0.06, length)
    share = channels.minimum_jerk((np.arange(1, len(motion) + 1) / fps - t[3]) / (t[5] - t[3]))
    for axis, name in enumerate(("x", "y")):  # the new stand is between the feet
        motion[:, INDEX[name]] += 0.5 * length * forward[axis] * share
    carry_weight(act.body, motion, swings, fps)
    motion[:, INDEX[f"foot.pitch.{side}"]] = 0.6 * _bell(len(motion), fps, t[3] - 0.12, t[5])
    motion[:, INDEX[f"toe.{side}"]] = motion[:, INDEX[f"foot.pitch.{side}"]]


def _bell(count: int, fps: float, begin: float, end: float) -> Array:
    u = np.clip((np.arange(1, count + 1) / fps - begin) / (end - begin), 0.0, 1.0)
    return np.asarray(np.sin(np.pi * channels.minimum_jerk(u)) ** 2)


def _step_through(act: Act, motion: Array, side: str, lift: float, land: float, length: float) -> dict[str, Array]:
    """One foot steps ahead while the rest of the body does its work; the swing phases of `place_feet`."""
    ahead = flat_direction(act.performer.heading) * length
    x, y, yaw = (float(motion[0, INDEX[f"foot.{name}.{side}"]]) for name in ("x", "y", "yaw"))
    t = np.arange(1, len(motion) + 1) / act.fps
    step = Step(side, lift, land, x + ahead[0], y + ahead[1], yaw)
    swings = place_feet(motion, t, [step], 0.07)
    motion[:, INDEX[f"foot.pitch.{side}"]] = -0.15 * np.where(
        swings[side] >= 0, np.sin(np.pi * np.clip(swings[side], 0, 1)), 0.0
    )
    return swings


def caught(incoming: Incoming, entity_id: str) -> Action:
    """The catch that a throw to somebody asks for without a word."""
    return Action(
        id=f"{incoming.action_id}_catch", actor_id=entity_id, verb="catch", text="catches it",
        target_id=incoming.held.object_id, after=incoming.action_id,
    )  # fmt: skip


def catch(act: Act) -> None:
    """Both hands rise to where the thing comes, close on it and give way."""
    performer, body, fps = act.performer, act.body, act.fps
    incoming = performer.incoming
    if incoming is None:
        act.notes.append(f"Nothing is thrown to catch for “{act.action.text}”.")
        return
    arrival, point, held, thrower = incoming.frame, incoming.point, incoming.held, incoming.thrower
    performer.incoming = None
    tempo = act.style.tempo
    ready_s = 0.55
    lead = arrival - performer.length + 1
    count_before = max(2, lead)
    thickness = held.thickness
    grips = {side: side_grip(body, side, point, thickness, performer.heading) for side in SIDES}
    start, ready, contact, give = performer.pose, performer.pose, performer.pose, performer.pose
    ahead = flat_direction(performer.heading)
    for side, grip in grips.items():
        out = turned(performer.heading, np.array([SIGN[side] * 0.07, 0.0, 0.0]))
        early = grip.wrist + out + ahead * 0.05
        start = with_hand(start, side, early, grip.rotation, 0.0)
        fingers = {f"{k}.{side}": v * 0.5 for k, v in finger_curl(body, thickness * 1.3).items()}
        ready = changed(with_hand(ready, side, early, grip.rotation), fingers)
        closed = {f"{k}.{side}": v for k, v in finger_curl(body, thickness).items()}
        contact = changed(with_hand(contact, side, grip.wrist, grip.rotation), closed)
        back = grip.wrist - ahead * 0.13 - np.array([0.0, 0.0, 0.05])
        give = changed(with_hand(give, side, back, grip.rotation), closed)
    z = performer.pose[INDEX["hips.z"]] - 0.05 * body.leg
    bent = {"hips.z": z, "hips.pitch": 0.10, "spine.pitch": 0.12, "knee": 0.1}
    ready, contact = changed(ready, bent), changed(contact, bent)
    give = changed(give, bent | {"hips.z": z - 0.015, "spine.pitch": 0.05})
    rest = body.standing(*performer.xy, performer.heading)
    for column in channels.FEET:
        rest[column] = performer.pose[column]
    caught = Held(
        object_id=held.object_id, side=act.side, hand_rotation=grips[act.side].rotation,
        wrist_from_grip=grips[act.side].wrist - point, heading=performer.heading, grip_height=held.grip_height,
        thickness=thickness, two_hands=True, other_wrist_from_grip=grips[_OTHER[act.side]].wrist - point,
    )  # fmt: skip
    end = changed(rest, carry_arms_of(body, caught))
    for side, grip in grips.items():
        end = with_hand(end, side, grip.wrist - ahead * 0.1, grip.rotation, 0.0)
    contact_s = count_before / fps
    ready_at = max(0.3 * contact_s, contact_s - ready_s + 0.35)
    times = [0.0, max(0.05, ready_at - 0.35), ready_at, contact_s, contact_s + 0.16, contact_s + 0.95 / tempo]
    hold = performer.pose if times[1] > 0.06 else start
    hold = changed(start, {}) if hold is start else start
    motion, keys = keyed(body, fps, times, [start, hold, ready, contact, give, end], sigma_s=0.02, lag_s=0.0)
    frame = min(len(motion) - 1, count_before - 1)
    first = performer.length
    performer.gazes.append((first - round(0.4 * fps), first + frame, thrower, 1.0))
    performer.gazes.append((first + frame, first + frame + round(0.6 * fps), point, 0.7))
    performer.play(
        Segment(motion=motion, keys=keys,
                happenings=(Happening(kind="grasp", frame=frame, joint=f"hand.{act.side}", target_id=held.object_id),)),
        act.action.id,
    )  # fmt: skip
    performer.held = Held(**{**caught.__dict__, "start": first + frame})
