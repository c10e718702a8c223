"""How the camera moves: along with the action where that is too wide for one picture, or as the prompt asks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..protocol.scene import CameraKey
from .framing import Fill, View, fit, on_frame, place
from .separation import Array

SWING_RAD = 0.6
LOWEST_M = 0.15
INSIDE = 0.97
"""points farther out than this share of the half frame are too close to its border"""


@dataclass(frozen=True, kw_only=True)
class Shooting:
    """A camera choice: K keys, how it looks, and how good it is."""

    view: View
    lens_mm: float
    fractions: Array
    """(K,) 0…1 of the clip"""
    positions: Array
    """(K, 3) m"""
    targets: Array
    """(K, 3) m"""
    cost: float = 0.0

    def at(self, fractions: Array) -> tuple[Array, Array]:
        """Positions and targets (S, 3) at moments: the smooth curve through the keys, from rest to rest."""
        return _smooth(self.fractions, self.positions, fractions), _smooth(self.fractions, self.targets, fractions)

    def keys(self) -> tuple[CameraKey, ...]:
        return tuple(
            CameraKey(fraction=float(f), translation=p.astype(np.float32), target=t.astype(np.float32))
            for f, p, t in zip(self.fractions, self.positions, self.targets, strict=True)
        )


def _smooth(keys: Array, values: Array, at: Array) -> Array:
    """Cubic Hermite curve with Catmull-Rom slopes, at rest at both ends."""
    if len(keys) == 1:
        return np.repeat(values, len(at), axis=0)
    slopes = np.zeros_like(values)
    slopes[1:-1] = (values[2:] - values[:-2]) / (keys[2:] - keys[:-2])[:, None]
    left = np.clip(np.searchsorted(keys, at, side="right") - 1, 0, len(keys) - 2)
    span = keys[left + 1] - keys[left]
    s = ((at - keys[left]) / span)[:, None]
    h = span[:, None]
    return np.asarray(
        (1.0 + 2.0 * s) * (1.0 - s) ** 2 * values[left] + s * (1.0 - s) ** 2 * h * slopes[left]
        + s**2 * (3.0 - 2.0 * s) * values[left + 1] + s**2 * (s - 1.0) * h * slopes[left + 1]
    )  # fmt: skip


def still(view: View, lens_mm: float, position: Array, target: Array) -> Shooting:
    """A camera that does not move."""
    return Shooting(view=view, lens_mm=lens_mm, fractions=np.zeros(1), positions=position[None], targets=target[None])


def aimed(view: View, lens_mm: float, position: Array, points: Array) -> Shooting:
    """A camera that does not move and looks along the view, its target beside the points' middle."""
    forward = view.axes()[2]
    reach = max(float((points.mean(axis=0) - position) @ forward), 0.05)
    return still(view, lens_mm, position, position + reach * forward)


def follow(moments: Array, looks: Array, view: View, lens_mm: float, fill: Fill) -> tuple[Shooting, float]:
    """A camera that keeps its direction and distance and goes along with what happens; and that distance.

    moments: points (S, K, 3) that have to be in the picture at each of S moments; looks (S,): see `framing.place`.
    As few keys as keep everything in the picture.
    """
    count = len(moments)
    forward = view.axes()[2]
    best: tuple[Shooting, float] | None = None
    for num_keys in (2, 3, 5):
        fractions = np.linspace(0.0, 1.0, num_keys)
        half_width = 0.5 / (num_keys - 1)
        at = np.linspace(0.0, 1.0, count)
        windows = [np.flatnonzero(np.abs(at - f) <= 0.55 * half_width + 1e-6) for f in fractions]
        clouds = [moments[window].reshape(-1, 3) for window in windows]
        distance = max(fit(c, view, lens_mm, fill)[1] for c in clouds)
        for _ in range(12):
            positions = np.array([
                place(points, view, lens_mm, fill, distance, float(looks[window].mean()))
                for points, window in zip(clouds, windows, strict=True)
            ])  # fmt: skip
            positions[:, 2] = positions[:, 2].mean()
            found = Shooting(view=view, lens_mm=lens_mm, fractions=fractions, positions=positions,
                             targets=positions + distance * forward)  # fmt: skip
            if outside(found, moments) <= INSIDE:
                break
            distance *= 1.05
        if best is None or distance < 0.87 * best[1]:
            best = found, distance
        elif num_keys > 2:
            break
    assert best is not None
    return best


def outside(shooting: Shooting, moments: Array) -> float:
    """The largest frame coordinate of the points (S, K, 3) of all moments: over 1 is out of the picture."""
    positions, targets = shooting.at(np.linspace(0.0, 1.0, len(moments)))
    return float(np.abs(on_frame(moments, positions, targets, shooting.lens_mm)).max(initial=0.0))


def orbit(moments: Array, view: View, lens_mm: float, fill: Fill) -> Shooting:
    """Around the middle of everything, at a distance from which all of it is seen all the time."""
    points = moments.reshape(-1, 3)
    target = 0.5 * (points.min(axis=0) + points.max(axis=0))
    shares = np.linspace(0.0, 1.0, 5)
    views = [View(azimuth=view.azimuth + SWING_RAD * (2.0 * s - 1.0), pitch=view.pitch) for s in shares]
    distance = max(fit(points, v, lens_mm, fill)[1] for v in views)
    for _ in range(12):
        positions = np.array([target - distance * v.axes()[2] for v in views])
        found = Shooting(view=view, lens_mm=lens_mm, fractions=shares, positions=positions,
                         targets=np.tile(target, (5, 1)))  # fmt: skip
        if outside(found, moments) <= INSIDE:
            break
        distance *= 1.05
    return found


def moved(shooting: Shooting, movement: str) -> Shooting:
    """The asked dolly or pan, from a camera that stands still."""
    position, target = shooting.positions[0], shooting.targets[0]
    offset = position - target
    right = shooting.view.axes()[0]
    positions, targets = [position, position], [target, target]
    if movement in ("dolly_in", "zoom_in", "push_in"):
        positions = [target + 1.45 * offset, target + 0.9 * offset]
    elif movement in ("dolly_out", "zoom_out", "pull_out"):
        positions = [target + 0.85 * offset, target + 1.5 * offset]
    elif movement in ("pan_left", "pan_right", "pan"):
        swing = 0.22 * float(np.linalg.norm(offset)) * right * (1.0 if movement == "pan_left" else -1.0)
        targets = [target + swing, target - swing]
    else:
        return shooting
    high = [np.append(p[:2], max(p[2], LOWEST_M)) for p in positions]
    return Shooting(view=shooting.view, lens_mm=shooting.lens_mm, fractions=np.array([0.0, 1.0]),
                    positions=np.array(high), targets=np.array(targets), cost=shooting.cost)  # fmt: skip
