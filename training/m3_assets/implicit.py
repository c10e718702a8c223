"""The figure as a smooth union of lofts and ellipsoids: negative inside, about metres near the surface.

Points are (N, 3) in the rest pose of a figure 1 m tall; only the left half (x >= 0) is ever asked for.
Smooth union: Inigo Quilez, "smooth minimum" (polynomial).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from .figure import (
    ARM_ALONG,
    ARM_FORWARD,
    ARM_TABLE,
    ARM_UP,
    EYE,
    EYE_RADIUS,
    FOOT,
    HEAD,
    LEG,
    LEG_AXIS,
    SHOULDER,
    TORSO,
    Figure,
)

Points = NDArray[np.float64]
Field = Callable[[Points], NDArray[np.float64]]


def smooth_union(a: Points, b: Points, blend_m: float) -> Points:
    h = np.maximum(blend_m - np.abs(a - b), 0.0) / blend_m
    return np.minimum(a, b) - h * h * blend_m * 0.25


def smooth_cut(a: Points, b: Points, blend_m: float) -> Points:
    """What of `a` is not in `b`."""
    return -smooth_union(-a, b, blend_m)


def ellipsoid(points: Points, centre: tuple[float, float, float], radii: tuple[float, float, float]) -> Points:
    scaled = (points - np.array(centre)) / np.array(radii)
    k0 = np.linalg.norm(scaled, axis=1)
    k1 = np.linalg.norm(scaled / np.array(radii), axis=1)
    return k0 * (k0 - 1.0) / np.maximum(k1, 1e-9)


def rounded_cone(points: Points, a: Points, b: Points, radius_a: float, radius_b: float) -> Points:
    """A capsule whose radius goes from `radius_a` to `radius_b`."""
    axis = np.asarray(b, dtype=float) - np.asarray(a, dtype=float)
    t = np.clip((points - a) @ axis / (axis @ axis), 0.0, 1.0)
    return np.linalg.norm(points - a - t[:, None] * axis, axis=1) - (radius_a + (radius_b - radius_a) * t)


def _table(rows: NDArray[np.float64]) -> Callable[[Points], NDArray[np.float64]]:
    order = np.argsort(rows[:, 0])
    curve = PchipInterpolator(rows[order, 0], rows[order, 1:])
    low, high = rows[order[0], 0], rows[order[-1], 0]
    return lambda t: curve(np.clip(t, low, high))


def _loft(across: Points, along: Points, exponent: float | Points, sizes: tuple[Points, Points]) -> Points:
    a, b = np.maximum(sizes[0], 1e-4), np.maximum(sizes[1], 1e-4)
    ratio = (np.abs(across / a) ** exponent + np.abs(along / b) ** exponent) ** (1.0 / exponent)
    return (ratio - 1.0) * np.minimum(a, b)


_TORSO, _LEG, _LEG_AXIS, _ARM = _table(TORSO), _table(LEG), _table(LEG_AXIS), _table(ARM_TABLE)
_HEAD, _FOOT = _table(HEAD), _table(FOOT)


def _beyond(t: Points, low: float, high: float) -> Points:
    return np.maximum(np.maximum(low - t, t - high), 0.0)


def _bump(t: Points, centre: float, width: float | Points) -> Points:
    return np.exp(-(((t - centre) / width) ** 2))


def torso(p: Points, figure: Figure) -> Points:
    z = p[:, 2]
    half, front, back = _TORSO(z).T
    waist, hips, chest = _bump(z, 0.61, 0.055), _bump(z, 0.505, 0.05), _bump(z, 0.735, 0.065)
    width = 1.0 + (figure.waist - 1.0) * waist + (figure.hips - 1.0) * hips + (figure.chest - 1.0) * chest
    depth = 1.0 + 0.7 * (width - 1.0)
    half, front, back = half * width, front * depth, back * depth
    # a belly hangs: round above, and short below its fullest height
    paunch = _bump(z, 0.590, np.where(z > 0.590, 0.078, 0.046))
    front = front - figure.belly * 0.030 * paunch
    half = half + figure.belly * 0.006 * paunch
    centre = 0.5 * (front + back)
    body = _loft(p[:, 0], p[:, 1] - centre, 2.35, (half, 0.5 * (back - front)))
    body = body + _beyond(z, TORSO[0, 0], TORSO[-1, 0])
    body = smooth_union(body, ellipsoid(p, (0.040, -0.047, 0.752), (0.042, 0.022 * figure.pectoral, 0.030)), 0.018)
    if figure.breast > 0.0:
        size = figure.breast
        body = smooth_union(
            body, ellipsoid(p, (0.040, -0.062, 0.733), (0.032 * size, 0.031 * size, 0.031 * size)), 0.016
        )
    body = smooth_union(body, ellipsoid(p, (0.045, 0.046, 0.755), (0.040, 0.022, 0.045)), 0.02)
    glute = figure.glute
    body = smooth_union(body, ellipsoid(p, (0.043, 0.043, 0.505), (0.041 * glute, 0.037 * glute, 0.040 * glute)), 0.022)
    return body


def leg(p: Points, figure: Figure) -> Points:
    z = p[:, 2]
    inner, outer, front, back = _LEG(z).T
    axis_x, axis_y = _LEG_AXIS(z).T
    high = np.clip((z - 0.27) / 0.06, 0.0, 1.0)
    size = figure.calf + (figure.thigh - figure.calf) * high
    # a heavy thigh grows outward more than into the other one
    grow_in = 1.0 + (size - 1.0) * 0.35
    x, y = p[:, 0] - axis_x, p[:, 1] - axis_y
    return _loft(
        x, y, 2.0, (np.where(x < 0, inner * grow_in, outer * size), np.where(y < 0, front, back) * size)
    ) + _beyond(z, 0.040, 0.530)


def foot(p: Points, figure: Figure) -> Points:
    y = p[:, 1]
    size = figure.foot
    top, inner, outer = _FOOT(y / size).T
    x = p[:, 0] - (0.0525 + np.clip(-y, 0.0, 0.112) * 0.045)
    height = 0.5 * top * size
    return _loft(x, p[:, 2] - height, 2.7, (np.where(x < 0, inner, outer) * size, height)) + _beyond(
        y, -0.1135 * size, 0.0485 * size
    )


def arm(p: Points, figure: Figure) -> Points:
    local = p - SHOULDER
    s, up, forward = local @ ARM_ALONG, local @ ARM_UP, local @ ARM_FORWARD
    above, below, front, back = _ARM(s).T
    size = figure.upper_arm + (figure.forearm - figure.upper_arm) * np.clip((s - 0.13) / 0.08, 0.0, 1.0)
    bow = 0.004 * np.clip(s / 0.172, 0.0, 1.0) - 0.008 * np.clip((s - 0.172) / 0.146, 0.0, 1.0)
    forward = forward + bow
    return _loft(
        forward, up, 2.0, (np.where(forward > 0, front, back) * size, np.where(up > 0, above, below) * size)
    ) + _beyond(s, -0.020, 0.325)


def neck(p: Points, figure: Figure) -> Points:
    size = figure.neck
    column = rounded_cone(p, np.array([0.0, 0.017, 0.800]), np.array([0.0, 0.010, 0.895]), 0.0315 * size, 0.0268 * size)
    slope = rounded_cone(
        p, np.array([0.018, 0.022, 0.862]), np.array([0.098, 0.014, 0.829]), 0.015 * figure.trapezius, 0.0145
    )
    return smooth_union(column, slope, 0.022)


def skull(p: Points, figure: Figure) -> Points:
    """Skull and jaw without the features."""
    # the jaw rises toward the ear
    z = p[:, 2] - 0.42 * np.clip(p[:, 1] + 0.040, 0.0, 0.06) * np.clip((0.915 - p[:, 2]) / 0.03, 0.0, 1.0)
    half, front, back = _HEAD(z).T
    low = np.clip((0.915 - z) / 0.04, 0.0, 1.0)
    full = figure.cheek + 0.35 * figure.smile
    half = half * (1.0 + (figure.jaw - 1.0) * low) * (1.0 + 0.10 * full * _bump(z, 0.900, 0.018))
    half = half * (1.0 + 0.10 * figure.jowl * _bump(z, 0.892, 0.030))
    front = front * (1.0 + (figure.chin - 1.0) * np.clip((0.888 - z) / 0.015, 0.0, 1.0) * 0.5)
    centre = 0.5 * (front + back)
    # a face is flatter than the back of the head, so that eyes sit in one plane
    exponent = 2.25 + 0.35 * np.clip(-p[:, 1] / 0.02, 0.0, 1.0)
    round_ = _loft(p[:, 0], p[:, 1] - centre, exponent, (half, 0.5 * (back - front))) + np.maximum(0.866 - z, 0.0)
    return np.maximum(round_, z - 1.0)


def head(p: Points, figure: Figure) -> Points:
    """Skull, jaw and features; lids are shaped by the eye loops themselves."""
    body = skull(p, figure)
    size = figure.nose
    chin = (0.0125 * figure.jaw, 0.0095 * figure.chin, 0.0085)
    body = smooth_union(body, ellipsoid(p, (0.0, -0.0545, 0.8775), chin), 0.012)
    cheek = (0.0165, 0.0120 + 0.0030 * (figure.cheek + 0.35 * figure.smile), 0.0125)
    body = smooth_union(body, ellipsoid(p, (0.0260, -0.0420, 0.9125), cheek), 0.018)
    if figure.jowl > 0.0:
        body = smooth_union(body, ellipsoid(p, (0.0, -0.0210, 0.8775), (0.0350, 0.0310, 0.0150 * figure.jowl)), 0.018)
    # the muzzle that carries the lips: teeth push it forward, which a child's do less
    muzzle = (0.0185, 0.0092 - 0.0034 * figure.youth, 0.0110)
    body = smooth_union(body, ellipsoid(p, (0.0, -0.0510, 0.8965), muzzle), 0.012)
    body = smooth_cut(body, ellipsoid(p, (0.0205, -0.0690, 0.9365), (0.0180, 0.0150, 0.0130)), 0.009)
    brow = (0.0200, 0.0058 + 0.0022 * (figure.brow - 1.0), 0.0055)
    body = smooth_union(body, ellipsoid(p, (0.0175, -0.0535, 0.9560), brow), 0.012)
    tip = np.array([0.0, -0.0600 - 0.0060 * size, 0.9150])
    body = smooth_union(body, rounded_cone(p, np.array([0.0, -0.0545, 0.9420]), tip, 0.0042, 0.0052 * size), 0.009)
    body = smooth_union(body, ellipsoid(p, tuple(tip), (0.0074 * size, 0.0066 * size, 0.0062 * size)), 0.006)
    wing = (0.0076 * size, -0.0600, 0.9128)
    body = smooth_union(body, ellipsoid(p, wing, (0.0046 * size, 0.0060 * size, 0.0044 * size)), 0.005)
    if figure.crease > 0.0:
        fold = rounded_cone(p, np.array([0.0115, -0.0625, 0.9110]), np.array([0.0225, -0.0560, 0.8930]), 0.0026, 0.0030)
        body = smooth_cut(body, fold, 0.004)
        body = smooth_cut(body, ellipsoid(p, (0.0400, -0.0440, 0.8990), (0.0060, 0.0100, 0.0110)), 0.010)
    lid = np.linalg.norm(p - EYE, axis=1) - (EYE_RADIUS + 0.0012)
    body = smooth_union(body, lid, 0.0045)
    fullness = figure.lips
    body = smooth_union(
        body, ellipsoid(p, (0.0, -0.0585, 0.8985), (0.0130, 0.0050 * fullness, 0.0032 * fullness)), 0.005
    )
    return smooth_union(
        body, ellipsoid(p, (0.0, -0.0578, 0.8915), (0.0115, 0.0056 * fullness, 0.0038 * fullness)), 0.005
    )


def lower_body(p: Points, figure: Figure) -> Points:
    """Torso, leg and foot."""
    lower = smooth_union(leg(p, figure), foot(p, figure), 0.014)
    return smooth_union(torso(p, figure), lower, 0.030)


def figure_field(figure: Figure) -> Field:
    """The whole figure without hands."""

    def field(p: Points) -> Points:
        body = lower_body(p, figure)
        body = smooth_union(body, neck(p, figure), 0.024)
        body = smooth_union(body, arm(p, figure), 0.028)
        return smooth_union(body, head(p, figure), 0.016)

    return field


def gradient(points: Points, field: Field) -> Points:
    """Unit outward normals (N, 3)."""
    epsilon = 2e-4
    slope = np.stack([field(points + epsilon * axis) - field(points - epsilon * axis) for axis in np.eye(3)], axis=1)
    return slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-12)


def project(points: Points, field: Field, steps: int = 4, pinned_x: NDArray[np.bool_] | None = None) -> Points:
    """Newton steps to the zero level along the gradient; `pinned_x` points stay on the symmetry plane."""
    points = points.copy()
    epsilon = 2e-4
    for _ in range(steps):
        value = field(points)
        gradient = np.stack(
            [(field(points + epsilon * axis) - field(points - epsilon * axis)) / (2 * epsilon) for axis in np.eye(3)],
            axis=1,
        )
        if pinned_x is not None:
            gradient[pinned_x, 0] = 0.0
        norm2 = np.maximum(np.sum(gradient**2, axis=1), 0.05)
        step = (value / norm2)[:, None] * gradient
        length = np.linalg.norm(step, axis=1, keepdims=True)
        points -= step * np.minimum(1.0, 0.01 / np.maximum(length, 1e-12))
    return points


def cast(origins: Points, directions: Points, field: Field, reach_m: float = 0.2) -> Points:
    """The first place along each ray, from inside, where the field becomes positive."""
    directions = directions / np.linalg.norm(directions, axis=1, keepdims=True)
    # all steps of all rays in one call: a field costs much the same for one point as for a thousand
    steps = np.linspace(0.0, reach_m, 61)[1:]
    places = origins[:, None] + steps[:, None] * directions[:, None]
    outside = field(places.reshape(-1, 3)).reshape(len(origins), len(steps)) > 0.0
    first = np.where(outside.any(axis=1), outside.argmax(axis=1), len(steps))
    low = np.where(first < len(steps), np.append(0.0, steps)[first], 0.0)
    high = np.append(steps, reach_m)[first]
    for _ in range(18):
        middle = 0.5 * (low + high)
        outside = field(origins + middle[:, None] * directions) > 0.0
        high = np.where(outside, middle, high)
        low = np.where(outside, low, middle)
    return origins + (0.5 * (low + high))[:, None] * directions
