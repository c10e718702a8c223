"""Playing a guitar: it hangs before the belly from the first frame on, one hand strums, the other changes chords."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from ..protocol.scene import Transform
from .acts import Act
from .body import Body
from .channels import SIGN, Array
from .gesture_layers import lay, room
from .holding import placed_scale
from .limbs import arm_angles
from .performer import Happening
from .reach import hand_rotation

_SLOPE = np.radians(22.0)
"""of the neck over the horizon"""
_WORN_BY = "chest"


def strap_on(act: Act) -> None:
    """Let the instrument of this act hang on the chest from the start; what stands on something stays there."""
    performer, thing = act.performer, act.target_id
    asset = act.scene.asset(thing) if thing is not None else None
    if thing is None or asset is None or thing in act.scene.taken_things or asset.physics.static:
        return
    body = act.body
    turn, origin = _hanging(act, thing)
    joint = body.index[_WORN_BY]
    back = quat.inv(body.rest_rotations[joint])
    offset = Transform(
        translation=quat.mul_vec(back, origin - body.rest_positions[joint]).astype(np.float32),
        rotation=quat.mul(back, turn).astype(np.float32),
    )
    act.scene.taken_things.add(thing)
    performer.happenings.append(Happening(kind="grasp", frame=0, joint=_WORN_BY, target_id=thing, offset=offset))


def _axis(act: Act, thing: str) -> tuple[Array, Array, float]:
    """Bottom (3,), direction of the neck (3,), and length of an instrument, in its own space."""
    asset = act.scene.asset(thing)
    assert asset is not None
    size = np.asarray(asset.dimensions * placed_scale(act.scene, thing), dtype=np.float64)
    points = np.concatenate([np.zeros((0, 3)), *(part.mesh.vertices.astype(np.float64) for part in asset.meshes)])
    low, high = (points[points[:, 2] * sign > limit * sign * size[2], 1] for sign, limit in ((-1.0, 0.25), (1.0, 0.75)))
    lean = float(high.mean() - low.mean()) / 0.75 if len(low) and len(high) else 0.0  # on its stand
    along = unit(np.array([0.0, lean, float(size[2])]))
    return np.array([0.0, -0.5 * lean, 0.0]), along, float(size[2])


def _hanging(act: Act, thing: str) -> tuple[Array, Array]:
    """Rotation (4,) and origin (3,) of the instrument on the standing body: the neck to the left and up."""
    bottom, along, length = _axis(act, thing)
    upright = quat.from_angle_axis(np.array(-np.arctan2(-along[1], along[2])), [1.0, 0.0, 0.0])
    turn = quat.mul(quat.from_angle_axis(np.array(0.5 * np.pi - _SLOPE), [0.0, 1.0, 0.0]), upright)
    waist = bottom + 0.25 * length * along
    return turn, _waist(act.body) - quat.mul_vec(turn, waist)


def _waist(body: Body) -> Array:
    """(3,) where the middle of its body hangs."""
    return body.stature * np.array([-0.02, -0.118, 0.615])


def play_guitar(act: Act, start: int, frames: int | None) -> None:
    """Down and up over the strings, a new chord every two beats, the head goes along."""
    body, performer = act.body, act.performer
    thing = act.target_id
    if thing is None or not any(h.target_id == thing and h.joint == _WORN_BY for h in performer.happenings):
        name = act.name_of(thing) if thing is not None else "instrument"
        act.notes.append(f"The {name} is not at hand for “{act.action.text}”; only the gesture is made.")
        length = 1.0
    else:
        length = _axis(act, thing)[2]
    count = room(act, start, frames, 6.0)
    seconds = count / act.fps
    neck = np.array([np.cos(_SLOPE), 0.0, np.sin(_SLOPE)])
    waist = _waist(body)
    strings = waist + np.array([0.0, -0.09, 0.0])
    beat = 0.46 / act.style.tempo
    size = act.style.amplitude

    # 1. The right hand over the strings
    times, poses = [0.0], [_strum(body, strings, neck, 0.05)]
    for number in range(int((seconds - 0.8) / (0.5 * beat))):
        across = (0.055 if number % 2 else -0.055) * size
        times.append(0.45 + number * 0.5 * beat)
        poses.append(_strum(body, strings, neck, across))
    lay(act, start, count, poses, times, 0.7, 0.6)

    # 2. The left hand on the neck
    rng = act.rng
    frets = [0.52 + 0.14 * float(rng.uniform()) for _ in range(max(2, int(seconds / (2.0 * beat))))]
    chord_times, chords = [], []
    for number, fret in enumerate(frets):
        hold = _chord(body, waist + neck * (fret - 0.25) * length, neck, float(rng.uniform(0.55, 0.95)))
        chord_times += [number * 2.0 * beat + 0.06, (number + 1) * 2.0 * beat - 0.08]
        chords += [hold, hold]
    lay(act, start, count, chords, chord_times, 0.7, 0.6)

    # 3. Head and trunk on the beat
    nods = [{"head.pitch": 0.16 if k % 2 else 0.06, "head.yaw": 0.22, "spine.pitch": 0.02 if k % 2 else -0.01}
            for k in range(max(2, int(seconds / beat)))]  # fmt: skip
    lay(act, start, count, nods, [0.3 + beat * k for k in range(len(nods))], 0.5, 0.5, additive=True)


def _strum(body: Body, strings: Array, neck: Array, across: float) -> dict[str, float]:
    """The right arm over the body of the instrument, `across` the strings (m)."""
    over = np.array([-neck[2], 0.0, neck[0]])  # up, square to the strings
    fingers = unit(0.75 * neck - 0.65 * over + np.array([0.0, 0.12, 0.0]))
    palm = unit(np.array([0.0, 1.0, 0.0]) - 0.2 * over)
    wrist = strings + over * (0.05 + across) - neck * 0.02 - fingers * 1.1 * body.palm
    return _arm(body, "R", wrist, fingers, palm, (0.9, 0.35, -0.1), 0.6)


def _chord(body: Body, place: Array, neck: Array, curl: float) -> dict[str, float]:
    """The left hand from below round the neck."""
    over = np.array([-neck[2], 0.0, neck[0]])
    fingers = unit(np.array([0.0, -0.55, 0.0]) + 0.8 * over)
    palm = unit(np.array([0.0, -0.8, 0.0]) + 0.35 * over)
    wrist = place - over * 0.035 + np.array([0.0, 0.03, 0.0]) - fingers * 0.75 * body.palm
    return _arm(body, "L", wrist, fingers, palm, (0.6, 0.1, -0.9), curl)


def _arm(
    body: Body, side: str, wrist: Array, fingers: Array, palm: Array, pole: tuple[float, float, float], curl: float
) -> dict[str, float]:
    out = np.array(pole) * [SIGN[side], 1.0, 1.0]
    shoulder = body.position(f"upper_arm.{side}")
    values = arm_angles(body, side, wrist - shoulder, out, hand_rotation(side, fingers, palm))
    bends = {"thumb": 0.4, "index": 0.9, "middle": 1.0, "ring": 1.05, "pinky": 1.1}
    return values | {f"{finger}.{side}": curl * share for finger, share in bends.items()}
