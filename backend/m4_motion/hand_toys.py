"""A yo-yo that runs down its string and up again; a hand bell that is rung; soap bubbles that are blown."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .acts import Act
from .body import Body
from .channels import INDEX, Array, changed, minimum_jerk
from .guiding import about_point, middle_of
from .holding import placed_scale
from .in_use import use
from .limb_targets import with_wrist
from .reach import PALM_THICKNESS, finger_curl, hand_rotation

_DROP_S, _USUAL_DROPS = 1.5, 4
_DOWN, _SLEEPS, _UP = 0.26, 0.46, 0.86
"""phases of a yo-yo: at the end of its string, leaves it, back in the hand"""
_SPIN_HZ = 5.0
_SHAKE_S, _SHAKE_RAD, _USUAL_SHAKES = 0.46, 0.55, 12
_BUBBLE_S, _BLOWN_M_S, _USUAL_BREATHS = 0.42, 0.62, 4
_BREATH_S = 2.0


def play_yo_yo(act: Act) -> None:
    """The hand flicks it down and lifts a little when it comes back."""
    performer, body, thing = act.performer, act.body, act.target_id
    asset = act.scene.asset(thing) if thing is not None else None
    drops = [m for m in asset.meshes if m.joint is not None and m.joint.kind == "slide"] if asset is not None else []
    if thing is None or asset is None or not drops:
        act.notes.append(f"There is no yo-yo on a string for “{act.action.text}”; {act.actor} stays.")
        return
    scale = placed_scale(act.scene, thing)
    loops = asset.affordances_of("grip_at")
    loop = np.asarray(loops[0].frame.translation * scale, dtype=np.float64)
    standing = body.standing(*performer.xy, performer.heading)
    flat = quat.from_angle_axis(np.array(performer.heading), [0.0, 0.0, 1.0])
    here = np.array([*performer.point, 0.0])

    def grip(t: Array) -> Array:
        phase = (t / _DROP_S) % 1.0
        flick = np.exp(-(((phase - 0.06) / 0.06) ** 2)) - 0.9 * np.exp(-(((phase - 0.16) / 0.08) ** 2))
        lift = 0.5 * np.exp(-(((phase - 0.52) / 0.07) ** 2))
        spot = body.stature * np.array([-0.13, -0.25, 0.645])
        return here + quat.mul_vec(flat, spot + np.outer(0.035 * body.stature * (flick + lift), [0.0, 0.0, 1.0]))

    def rows(t: Array, out: Array) -> Array:
        motion = np.repeat(standing[None], len(t), axis=0)
        fingers, palm = unit(np.array([0.10, -0.97, 0.12])), unit(np.array([0.0, -0.12, -0.99]))
        wrist = grip(t) - quat.mul_vec(flat, fingers * 1.55 * body.palm + palm * 0.012)
        motion = with_wrist(motion, "R", wrist, quat.mul(flat, hand_rotation("R", fingers, palm)))
        motion[:, INDEX["hips.z"]] -= 0.012 * body.leg * (1.0 + np.sin(2.0 * np.pi * t / _DROP_S))
        return changed(motion, {"thumb.R": 0.3, "index.R": 0.35, "middle.R": 0.55, "ring.R": 0.4, "pinky.R": 0.4,
                                "spine.pitch": 0.06, "head.pitch": 0.18, "knee": 0.08})  # fmt: skip

    def ways(t: Array, out: Array) -> dict[str, tuple[Array, Array]]:
        return {thing: about_point(grip(t), np.broadcast_to(flat, (len(t), 4)), loop)}

    longest = max(m.joint.limits[1] for m in drops if m.joint is not None)

    def turns(t: Array) -> dict[str, Array]:
        phase = (t / _DROP_S) % 1.0
        down = (phase / _DOWN) ** 2 * (phase < _DOWN) + ((phase >= _DOWN) & (phase < _SLEEPS))
        back = 1.0 - minimum_jerk((phase - _SLEEPS) / (_UP - _SLEEPS))
        down = np.where(phase >= _SLEEPS, back, down)
        found = {}
        for mesh in drops:  # each as far up as the yo-yo takes it along
            assert mesh.joint is not None
            low, high = mesh.joint.limits
            found[mesh.name] = np.clip((1.0 - down) * longest - (longest - high), low, high)
        return found | {m.name: 2.0 * np.pi * _SPIN_HZ * t for m in asset.meshes
                        if m.joint is not None and m.joint.kind == "hinge"}  # fmt: skip

    low = here + quat.mul_vec(flat, body.stature * np.array([-0.10, -0.3, 0.42]))
    use(act, rows, ways, seconds=act.duration_s or _USUAL_DROPS * _DROP_S, beat_s=0.25 * _DROP_S, cycle_s=_DROP_S,
        turns=(thing, turns), gaze=(low, 0.8))  # fmt: skip


def ring_bell(act: Act) -> None:
    """Held by its handle before the shoulder, swung to and fro; the clapper falls behind."""
    performer, body, bell = act.performer, act.body, act.target_id
    asset = act.scene.asset(bell) if bell is not None else None
    grips = asset.affordances_of("grip_at") if asset is not None else ()
    if bell is None or asset is None or not grips:
        act.notes.append(f"There is no bell to hold for “{act.action.text}”; {act.actor} stays.")
        return
    scale = placed_scale(act.scene, bell)
    handle = np.asarray(grips[0].frame.translation * scale, dtype=np.float64)
    thick = float(grips[0].dimensions[0] * scale[0])
    standing = body.standing(*performer.xy, performer.heading)
    flat = quat.from_angle_axis(np.array(performer.heading), [0.0, 0.0, 1.0])
    here = np.array([*performer.point, 0.0])

    def swing(t: Array) -> Array:
        return np.asarray(_SHAKE_RAD * np.sin(2.0 * np.pi * t / _SHAKE_S))

    def place(t: Array) -> Array:
        spot = body.stature * np.array([-0.17, -0.24, 0.72])
        sway = np.stack([0.0 * t, -0.022 * body.stature * swing(t - 0.08) / _SHAKE_RAD, 0.0 * t], axis=-1)
        return np.asarray(here + quat.mul_vec(flat, spot + sway))

    def turn(t: Array) -> Array:
        return quat.mul(flat, quat.from_angle_axis(swing(t), [1.0, 0.0, 0.0]))

    def rows(t: Array, out: Array) -> Array:
        motion = np.repeat(standing[None], len(t), axis=0)
        fingers, palm = unit(np.array([0.35, -0.93, 0.0])), unit(np.array([0.93, 0.35, 0.0]))
        reach = palm * (0.5 * thick + PALM_THICKNESS * body.stature / 1.7) + fingers * body.palm
        motion = with_wrist(motion, "R", place(t) - quat.mul_vec(turn(t), reach),
                            quat.mul(turn(t), hand_rotation("R", fingers, palm)))  # fmt: skip
        motion[:, INDEX["spine.yaw"]] += 0.03 * swing(t)
        return changed(motion, {f"{name}.R": v for name, v in finger_curl(body, thick).items()})

    def turns(t: Array) -> dict[str, Array]:
        return {m.name: -0.75 * swing(t - 0.10) for m in asset.meshes if m.name == "clapper"}

    use(act, rows, lambda t, out: {bell: about_point(place(t), turn(t), handle)},
        seconds=act.duration_s or _USUAL_SHAKES * _SHAKE_S, beat_s=0.5 * _SHAKE_S, cycle_s=_SHAKE_S,
        turns=(bell, turns))  # fmt: skip


def blow_bubbles(act: Act) -> None:
    """The wand before the mouth, breath after breath; bubbles leave its ring one after another and drift away."""
    performer, body = act.performer, act.body
    entities = act.scene.description.entities
    wand = next((i for e in entities if e.category == "bubble wand" for i in act.scene.objects_of(e.id)), None)
    bubbles = act.scene.objects_of(act.action.target_id)
    asset = act.scene.asset(wand) if wand is not None else None
    if wand is None or asset is None or not bubbles or wand in act.scene.taken_things:
        act.notes.append(f"There is nothing to blow bubbles with for “{act.action.text}”; {act.actor} stays.")
        return
    scale = placed_scale(act.scene, wand)
    grip, ring = (np.asarray(asset.affordances_of(kind)[0].frame.translation * scale, np.float64)
                  for kind in ("grip_at", "hang_at"))  # fmt: skip
    standing = body.standing(*performer.xy, performer.heading)
    flat = quat.from_angle_axis(np.array(performer.heading), [0.0, 0.0, 1.0])
    here = np.array([*performer.point, 0.0])
    lips = body.position("eye.L") * [0.0, 1.0, 1.0] + body.stature * np.array([0.0, -0.075, -0.038])
    middle = middle_of(act, bubbles[0])
    before = 0 if performer.length else len(bubbles) // 3
    lean = quat.from_angle_axis(np.array(-0.12), [1.0, 0.0, 0.0])

    def wand_at(t: Array) -> Array:
        breath = np.sin(2.0 * np.pi * t / _BREATH_S)
        spot = lips + np.stack([0.0 * t, 0.006 * breath, -0.004 * breath], axis=-1)
        return np.asarray(here + quat.mul_vec(flat, spot))

    def rows(t: Array, out: Array) -> Array:
        motion = np.repeat(standing[None], len(t), axis=0)
        breath = np.sin(2.0 * np.pi * t / _BREATH_S)
        motion[:, INDEX["spine.pitch"]] += 0.03 + 0.045 * breath
        motion[:, INDEX["shoulder.lift.L"]] += 0.05 - 0.04 * breath
        motion[:, INDEX["head.pitch"]] += 0.02
        fingers, palm = unit(np.array([0.55, -0.45, 0.70])), unit(np.array([0.45, 0.80, 0.16]))
        palm = unit(palm - float(palm @ fingers) * fingers)
        off = quat.mul_vec(lean, grip - ring)
        wrist = wand_at(t) + quat.mul_vec(flat, off - fingers * 1.35 * body.palm - palm * 0.018)
        motion = with_wrist(motion, "R", wrist, quat.mul(flat, hand_rotation("R", fingers, palm)))
        return changed(motion, {"thumb.R": 0.55, "index.R": 0.75, "middle.R": 0.8, "ring.R": 0.95, "pinky.R": 1.0})

    def ways(t: Array, out: Array) -> dict[str, tuple[Array, Array]]:
        turn = np.broadcast_to(quat.mul(flat, lean), (len(t), 4))
        found = {wand: about_point(wand_at(t), turn, ring)}
        for k, bubble in enumerate(bubbles):
            since = t + np.maximum(out, 0.0) - _leaves(k, before)
            place = wand_at(t) + quat.mul_vec(flat, _drift(k, np.maximum(since, 0.0), body))
            found[bubble] = (place - middle, np.broadcast_to(quat.IDENTITY, (len(t), 4)))
        return found

    ahead = here + quat.mul_vec(flat, lips + np.array([0.25, -1.0, 0.15]))
    use(act, rows, ways, seconds=act.duration_s or _USUAL_BREATHS * _BREATH_S, beat_s=0.5 * _BREATH_S,
        cycle_s=_BREATH_S, gaze=(ahead, 0.7))  # fmt: skip


def _leaves(k: int, before: int) -> float:
    """s at which a bubble leaves the ring: the first before the beginning, the others breath by breath."""
    if k < before:
        return -0.45 * (before - k)
    return 0.25 + _BREATH_S * ((k - before) // 3) + _BUBBLE_S * ((k - before) % 3)


def _drift(k: int, since: Array, body: Body) -> Array:
    """(T, 3) to the left, back and up: blown ahead, then carried off by the air, each its own way."""
    golden = 2.399963 * k
    blown = _BLOWN_M_S * (0.8 + 0.4 * np.sin(golden) ** 2)
    ahead = blown * 0.9 * (1.0 - np.exp(-since / 0.9)) + 0.10 * since
    side = 0.16 * np.sin(golden) * since + 0.05 * (np.sin(1.3 * since + golden) - np.sin(golden))
    rise = 0.10 * np.cos(1.7 * golden) * since + 0.06 * (np.sin(1.1 * since + 2.0 * golden) - np.sin(2.0 * golden))
    return np.stack([side, -ahead, np.maximum(rise, -0.35 * body.stature)], axis=-1)
