"""Flights of birds, dragons, aircraft and balloons: an even way through the air, banked bends, beating wings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.kites import ATTACK_RAD, LINE_PLACE, RISE_RAD, kites_flown
from ..common.wings import LEFT, RIGHT, flight_of, passed_in_flight
from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.scene import Asset, AssetSet, PartTrack, PoseTrack, SceneDescription, SceneLayout
from .courses import Path
from .cues import Cue, words_of
from .driving import Drives
from .people import JointPoses
from .runner import Runner
from .world import Array

_SPEED_M_S = 3.6
"""of a living thing whose body is half a metre long; others by the square root of their length"""
_MACHINE_M_S, _DRIFT_M_S = 14.0, 0.9
_MACHINES, _DRIFTING = frozenset({"airplane", "plane", "helicopter", "rocket", "ufo", "drone",
                                  "spaceship", "space shuttle"}), frozenset({
    "balloon", "hot air balloon", "kite"})  # fmt: skip
_BEATS_HZ, _QUICKEST_HZ, _SLOWEST_HZ = 1.9, 4.5, 0.75
"""wing beats of a metre of span (slower by the square root of the span), and the limits that 24 frames a second show"""
_LIFT_RAD = 0.62
_GLIDES_FROM_M = 0.9
"""span from which a bird glides between beats"""
_BEAT_S, _GLIDE_S = 1.9, 1.1
_SPINS_HZ = 2.3
"""turns of propellers and rotors that do not stand still in the picture"""
_SEEN_SPANS, _FAR_SPANS = 4.0, 9.0
"""half of the way that is flown, at least and at most, in spans"""
_HOVER_M = 0.12
_PALM_M = 0.09
_MOST_BANK_RAD = 0.6


@dataclass(frozen=True)
class Flights:
    """Plans what flies by itself."""

    description: SceneDescription
    assets: AssetSet
    layout: SceneLayout
    drives: Drives
    num_frames: int
    fps: int

    def path(self, cue: Cue, object_id: str) -> Path:
        """Poses of the body from the first frame on."""
        index = self.drives.runner.index[object_id]
        placed = self.layout.placements[object_id].transform
        turn = np.asarray(placed.rotation, dtype=float)
        middle = np.asarray(placed.translation, dtype=float)
        ahead = quat.mul_vec(turn, np.array([0.0, -1.0, 0.0])) * [1.0, 1.0, 0.0]
        ahead /= max(float(np.linalg.norm(ahead)), 1e-9)
        asset = self.assets.assets[object_id]
        t = np.arange(self.num_frames) / self.fps
        seconds = max(float(t[-1]), 1e-6)
        verb, words = words_of(cue.action)
        speed = self._speed(asset, words)
        how = passed_in_flight(self.description, cue.action)
        if verb == "hover":
            place = middle + np.zeros((len(t), 3))
            heading = np.full(len(t), np.arctan2(ahead[0], -ahead[1]))
        elif verb == "circle" or "circles" in words or (how is not None and how[1] in ("around", "round")):
            place, heading = self._round(how, middle, ahead, speed, float(asset.dimensions[:2].max()), t)
        else:
            span = float(asset.dimensions[:2].max())
            wanted = min(0.5 * speed * seconds, _FAR_SPANS * span)  # big enough in the picture, and never on the spot
            least = _SEEN_SPANS * span
            reach = min(wanted, max(self.drives.in_view(middle, ahead, wanted), least))
            place = middle + (2.0 * t / seconds - 1.0)[:, None] * reach * ahead
            if "away" in words or "off" in words:
                place = middle + (speed * t * t / (t + 1.0))[:, None] * (ahead + np.array([0.0, 0.35, 0.12]))
            rise = 0.35 * float(asset.dimensions[2])
            place[:, 2] += rise * np.sin(np.pi * t / seconds) - 0.5 * rise
            way = np.gradient(place, axis=0)
            heading = np.unwrap(np.arctan2(way[:, 0], -way[:, 1]))
        place[:, 2] += self._bob(asset, t)
        rotations = _attitude(place, heading, self.fps)
        body = self.drives.runner.bodies[index]
        local = quat.mul_vec(quat.inv(turn), body.translation - middle)
        own = quat.mul(quat.inv(turn), body.rotation)
        return Path(0, place + quat.mul_vec(rotations, local), quat.mul(rotations, own))

    def _round(
        self, how: tuple[str, str] | None, middle: Array, ahead: Array, speed: float, length: float, t: Array
    ) -> tuple[Array, Array]:
        """A ring through its place, about what it flies round."""
        entity = next((e for e in self.description.entities if how is not None and e.id == how[0]), None)
        names = entity.object_ids if entity is not None else ()
        placed = [self.layout.placements[name] for name in names if name in self.layout.placements]
        left = np.array([-ahead[1], ahead[0], 0.0])
        radius = max(speed * speed / (0.5 * GRAVITY_M_S2), 0.4 + 1.2 * length)
        centre = middle + radius * left
        if placed:
            centre = np.asarray(placed[0].transform.translation, dtype=float) * [1.0, 1.0, 0.0] + [0.0, 0.0, middle[2]]
            radius = max(radius, 0.55 * float(np.max(placed[0].dimensions[:2])) + 0.15 + length)
        away = middle - centre
        start = float(np.arctan2(away[1], away[0])) if float(np.hypot(away[0], away[1])) > 0.2 else -2.2
        angle = start + speed * t / radius
        ring = np.stack([np.cos(angle), np.sin(angle), np.zeros(len(t))], axis=-1)
        return centre + radius * ring, np.unwrap(np.arctan2(-np.sin(angle), -np.cos(angle)))

    def _speed(self, asset: Asset, words: frozenset[str]) -> float:
        name = asset.category
        length = float(asset.dimensions[1])
        usual = _MACHINE_M_S if name in _MACHINES else _SPEED_M_S * float(np.sqrt(max(length, 0.03) / 0.5))
        usual = _DRIFT_M_S if name in _DRIFTING else usual
        return usual * (2.0 if words & {"fast", "quickly"} else 0.5 if words & {"slowly", "slow"} else 1.0)

    def _bob(self, asset: Asset, t: Array) -> Array:
        """The body goes down while the wings go up; what hangs in the air sways a little."""
        if not _has_wings(asset):
            return np.asarray(_HOVER_M * np.sin(2.0 * np.pi * 0.21 * t) * (asset.category not in ("airplane", "plane")))
        lift = beat(asset, t)
        return -0.05 * float(asset.dimensions[0]) * lift

    def wing_tracks(self, cues: Sequence[Cue], tracks: Mapping[str, PoseTrack]) -> tuple[PartTrack, ...]:
        """A track for each wing, propeller and rotor of what flies."""
        t = np.arange(self.num_frames) / self.fps
        found: list[PartTrack] = []
        for object_id in sorted({name for cue in cues for name in cue.object_ids}):
            asset = self.assets.assets.get(object_id)
            if asset is None or object_id not in tracks or flight_of(self.description, object_id) is None:
                continue
            for mesh in asset.meshes:
                if mesh.name in (LEFT, RIGHT):
                    values = beat(asset, t + _offset(object_id))
                elif mesh.joint is not None and ("rotor" in mesh.name or "propeller" in mesh.name):
                    values = 2.0 * np.pi * _SPINS_HZ * t
                else:
                    continue
                track = values[:, None].astype(np.float32)
                found.append(PartTrack(object_id=object_id, part=mesh.name, values=track))
        return tuple(found)


def _offset(object_id: str) -> float:
    """So that the birds of a flock do not beat in step."""
    number = object_id.rpartition(".")[2]
    return 0.37 * int(number) if number.isdigit() else 0.0


def _has_wings(asset: Asset) -> bool:
    return any(mesh.name == LEFT for mesh in asset.meshes)


def beat(asset: Asset, t: Array) -> Array:
    """Angle (T,) of the wings: down quicker than up; wide ones glide between some beats."""
    span = float(asset.dimensions[0])
    hertz = float(np.clip(_BEATS_HZ / np.sqrt(span), _SLOWEST_HZ, _QUICKEST_HZ))
    phase = 2.0 * np.pi * hertz * t
    angle = np.cos(phase + 0.35 * np.sin(phase))
    if span < _GLIDES_FROM_M:
        return np.asarray(_LIFT_RAD * angle + 0.08)
    cycle = np.mod(t, _BEAT_S + _GLIDE_S)
    ease = np.clip(np.minimum(cycle / 0.3, (_BEAT_S - cycle) / 0.3), 0.0, 1.0)
    ease = ease * ease * (3.0 - 2.0 * ease)
    return np.asarray(_LIFT_RAD * 0.85 * angle * ease + 0.12)


def _attitude(place: Array, heading: Array, fps: int) -> Array:
    """(T, 4): nose along the way, banked into bends as far as they are tight."""
    way = np.gradient(place, axis=0) * fps
    speed = np.maximum(np.linalg.norm(way[:, :2], axis=1), 1e-3)
    pitch = np.clip(0.6 * np.arctan2(_smooth(way[:, 2]), np.maximum(speed, 0.5)), -0.5, 0.5)
    rate = _smooth(np.gradient(heading)) * fps
    bank = np.clip(np.arctan2(speed * rate, GRAVITY_M_S2), -_MOST_BANK_RAD, _MOST_BANK_RAD)
    turned = quat.from_angle_axis(heading, np.array([0.0, 0.0, 1.0]))
    nose = quat.from_angle_axis(-pitch, np.array([1.0, 0.0, 0.0]))
    # a turn to the left (heading grows) lowers the left wing, which is at +X
    roll = quat.from_angle_axis(bank, np.array([0.0, 1.0, 0.0]))
    return quat.mul(turned, quat.mul(nose, roll))


def _smooth(values: Array) -> Array:
    width = min(9, len(values) // 2 * 2 - 1)
    if width < 3:
        return values
    padded = np.pad(values, width // 2, mode="edge")
    return np.convolve(padded, np.ones(width) / width, mode="valid")


def fly_kites(
    description: SceneDescription, assets: AssetSet, joints: Mapping[str, JointPoses], runner: Runner,
    layout: SceneLayout, origins: Mapping[str, tuple[Array, Array]],
) -> None:  # fmt: skip
    """Every flown kite at the end of its taut line, which stays in the hand while the kite sways in the wind."""
    for kite, flyer in kites_flown(description).items():
        asset = assets.assets.get(kite)
        ends = [place for place in asset.affordances if place.name == LINE_PLACE] if asset is not None else []
        if not ends or flyer not in joints or kite not in runner.index:
            continue
        places, turns = joints[flyer].of("hand.R")
        hand = places + quat.mul_vec(turns, np.array([0.0, _PALM_M, 0.0]))
        placed = np.asarray(layout.placements[kite].transform.translation, dtype=float)
        away = (placed - hand[0]) * [1.0, 1.0, 0.0]
        t = np.arange(len(hand)) / runner.fps
        bearing = np.arctan2(away[1], away[0]) + 0.09 * np.sin(2.0 * np.pi * 0.23 * t)
        rise = RISE_RAD + 0.05 * np.sin(2.0 * np.pi * 0.37 * t + 1.0)
        # the kite's front (-Y) looks down its line, but for the angle at which it meets the wind
        heading = quat.from_angle_axis(bearing - 0.5 * np.pi, np.array([0.0, 0.0, 1.0]))
        nose = quat.from_angle_axis(rise - ATTACK_RAD, np.array([1.0, 0.0, 0.0]))
        roll = quat.from_angle_axis(0.16 * np.sin(2.0 * np.pi * 0.23 * t - 0.9), np.array([0.0, 1.0, 0.0]))
        scale = np.asarray(layout.placements[kite].transform.scale, dtype=float)
        end = np.asarray(ends[0].frame.translation, dtype=float) * scale
        turn = quat.mul(quat.mul(heading, nose), roll)
        place = hand - quat.mul_vec(turn, end)
        index, (origin, own) = runner.index[kite], origins[kite]
        rotation = quat.mul(turn, quat.inv(own))
        path = Path(0, place - quat.mul_vec(rotation, origin), rotation)
        runner.put(index, path.translations[0], path.rotations[0])
        runner.drive(index, path)
