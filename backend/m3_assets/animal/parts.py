"""What is no flesh: eyes, ears, jaw, nose, hooves, claws, horns, tails and locks of hair.

Made in shares of the height as (side, forward, up); every piece is closed and says which bones move it.
"""

from __future__ import annotations

import numpy as np

from ..contract import Surface
from ..geometry_grid import outward
from ..geometry_loft import loft
from .eyes import eye_frame
from .membranes import wing_pieces
from .piece import Piece
from .skeleton import asset_point
from .species import Lock, Species
from .sweep import Array, interpolate

_TALON_FLESH = 0.70
"""how much of the length of a taloned foot is paw"""


def pieces_of(species: Species, height_m: float) -> list[Piece]:
    """All of them, left before right."""
    made: list[Piece] = []
    for sign, suffix in ((1.0, ".L"), (-1.0, ".R")):
        made += [*_eye(species, sign, suffix, height_m), _ear(species, sign, suffix, height_m)]
        side, forward, up, radius = species.nostril
        made.append(_ball(f"nostril{suffix}", "nose", (sign * side, forward, up), (radius, 0.9 * radius, 0.7 * radius),
                          height_m, f"trunk_{len(species.trunk) - 1}" if species.trunk else "head"))  # fmt: skip
        made += _feet(species, sign, suffix, height_m)
    if species.nose is not None:
        forward, up, radius = species.nose
        made.append(_ball("nose", "nose", (0.0, forward, up), (1.1 * radius, 0.75 * radius, 0.8 * radius), height_m,
                          "head"))  # fmt: skip
    if species.jaw_rows:
        made.append(_jaw(species, height_m))
    for lock in species.locks:
        for sign, suffix in ((1.0, ".L"), (-1.0, ".R")) if lock.paired else ((1.0, ""),):
            made.append(_lock(lock, sign, suffix, height_m))
    if species.wings is not None:
        made += wing_pieces(species.wings, height_m)
    return made


def _placed(rings: Array, height_m: float) -> Surface:
    """Rings (K, N, 3) of (side, forward, up) as a closed surface in asset space."""
    return outward(loft(rings * np.array([1.0, -1.0, 1.0]) * height_m))


def _ball(
    part: str, look: str, centre: tuple[float, ...], radii: tuple[float, ...], height_m: float, bone: str
) -> Piece:
    polar = np.linspace(0.12, np.pi - 0.12, 7)
    turn = 2.0 * np.pi * np.arange(12) / 12
    rings = np.stack(
        [
            np.stack([np.cos(turn) * np.sin(p), np.full(12, np.cos(p)), np.sin(turn) * np.sin(p)], axis=1)
            for p in polar
        ]
    )
    return Piece(part, look, _placed(rings * np.array(radii) + np.array(centre), height_m), (bone,), soft=False)


def _eye(species: Species, sign: float, suffix: str, height_m: float) -> list[Piece]:
    """Ball with a dark iris and a wide pupil, set into the skin, and a lid over it."""
    radius = species.eye[2]
    mirror = np.array([sign, 1.0, 1.0])
    centre, look, across, above = eye_frame(species)
    turn = 2.0 * np.pi * np.arange(16) / 16
    pieces = []
    for part, look_name, first, last, size in (
        ("pupil", "pupil", 0.0, 0.42, 1.035), ("iris", "iris", 0.0, 0.86, 1.015), ("eye", "eye_white", 0.0, 3.02, 1.0),
    ):  # fmt: skip
        polar = np.linspace(first + 0.12, last, 5 if part != "eye" else 9)
        rings = np.stack(
            [
                np.cos(p) * look + np.sin(p) * (np.cos(turn)[:, None] * across + np.sin(turn)[:, None] * above)
                for p in polar
            ]
        )
        surface = _placed((centre + radius * size * rings) * mirror, height_m)
        pieces.append(Piece(part, look_name, surface, ("head",), soft=False))
    # the upper lid: a thicker cap that comes down over the ball
    lid_axis = 0.88 * above + 0.12 * look - 0.2 * np.array([0.0, 0.0, 1.0])
    lid_axis /= np.linalg.norm(lid_axis)
    side_axis = np.cross(lid_axis, across)
    polar = np.linspace(0.1, 0.92, 5)
    shell = [
        np.cos(p) * lid_axis + np.sin(p) * (np.cos(turn)[:, None] * across + np.sin(turn)[:, None] * side_axis)
        for p in polar
    ]
    outer = [centre + 1.16 * radius * ring for ring in shell]
    inner = [centre + 0.9 * radius * ring for ring in reversed(shell)]
    surface = _placed(np.stack([*outer, *inner]) * mirror, height_m)
    pieces.append(Piece("eyelid", "lid", surface, (f"lid{suffix}",), soft=False))
    return pieces


def _ear(species: Species, sign: float, suffix: str, height_m: float) -> Piece:
    """A leaf, thicker at its root, hollow on one side."""
    ear = species.ears
    mirror = np.array([sign, 1.0, 1.0])
    root, tip, opening = np.array(ear.root), np.array(ear.tip), np.array(ear.opening)
    length = float(np.linalg.norm(tip - root))
    along = (tip - root) / length
    face = opening - along * float(opening @ along)
    face /= np.linalg.norm(face)
    across = np.cross(along, face)
    u = np.array([-0.10, 0.0, 0.12, 0.28, 0.45, 0.62, 0.78, 0.90, 0.97])
    if ear.shape == "round":
        width = np.sqrt(np.clip(1.0 - (1.15 * u - 0.15) ** 2, 0.02, 1.0))
    elif ear.shape == "fan":
        width = np.interp(u, [-0.1, 0.0, 0.25, 0.55, 0.8, 1.0], [0.35, 0.55, 0.95, 1.0, 0.7, 0.12])
    else:
        width = np.interp(u, [-0.1, 0.0, 0.15, 0.4, 0.7, 0.9, 1.0], [0.55, 0.75, 0.95, 1.0, 0.72, 0.36, 0.06])
    turn = 2.0 * np.pi * np.arange(16) / 16
    thick = 0.045 * length * np.interp(u, [-0.1, 0.2, 1.0], [2.6, 1.2, 0.6])
    rings = []
    for k, share in enumerate(u):
        wide = ear.width * width[k]
        hollow = ear.cup * wide * (np.cos(turn) ** 2 - 0.5)
        rings.append(
            root + share * length * along + (wide * np.cos(turn))[:, None] * across
            + (thick[k] * np.sin(turn) + hollow)[:, None] * face
        )  # fmt: skip
    surface = _placed(np.stack(rings) * mirror, height_m)
    toward = asset_point(*(face * mirror)[:3])
    inner = _normals(surface) @ toward > 0.45
    middle = surface.vertices[surface.face_vertices.reshape(-1, 4)].mean(axis=1)
    start = asset_point(*(root * mirror)) * height_m
    inner &= (middle - start) @ asset_point(*(along * mirror)) > 0.12 * length * height_m
    return Piece(f"ear{suffix}", "coat", surface, (f"ear{suffix}",), inner="ear_inner", inner_faces=inner)


def _normals(surface: Surface) -> Array:
    corner = surface.vertices[surface.face_vertices.reshape(-1, 4)]
    normal = np.cross(corner[:, 2] - corner[:, 0], corner[:, 3] - corner[:, 1])
    return np.asarray(normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12))


def _jaw(species: Species, height_m: float) -> Piece:
    """The lower jaw; what shows of it when the mouth opens is the mouth."""
    turn = 2.0 * np.pi * np.arange(16) / 16
    rings = []
    for forward, up, width, depth, _ in species.jaw_rows:
        sine = np.sin(turn)
        rise = np.where(sine > 0.0, 0.22 * depth * sine, depth * sine)
        rings.append(np.stack([width * np.cos(turn), np.full(16, forward), up + rise], axis=1))
    surface = _placed(np.stack(rings), height_m)
    return Piece("jaw", "coat", surface, ("jaw",), inner="mouth", inner_faces=_normals(surface)[:, 2] > 0.7)


def _lock(lock: Lock, sign: float, suffix: str, height_m: float) -> Piece:
    points = np.array(lock.points) * np.array([sign, 1.0, 1.0])
    count = max(9, 2 * len(points))
    at = np.linspace(0.0, 1.0, count)
    lengths = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    path = interpolate(lengths / lengths[-1], points, at)
    width = np.interp(at, np.linspace(0.0, 1.0, len(lock.widths)), lock.widths)
    way = np.gradient(path, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    across = np.cross(way, [0.0, 1e-3, 1.0] if abs(way[0, 2]) < 0.9 else [0.0, 1.0, 0.0])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    across[1:] *= np.where(np.einsum("ij,ij->i", across[1:], np.broadcast_to(across[0], across[1:].shape)) < 0, -1, 1)[
        :, None
    ]
    above = np.cross(across, way)
    turn = 2.0 * np.pi * np.arange(12) / 12
    rings = path[:, None] + width[:, None, None] * (
        lock.flat * np.cos(turn)[None, :, None] * across[:, None] + np.sin(turn)[None, :, None] * above[:, None]
    )
    surface = _placed(rings, height_m)
    soft = lock.look in ("coat", "hair")
    bones: tuple[str, ...] = (lock.bone + suffix if lock.bone.startswith(("leg_", "wing_")) else lock.bone,)
    share = None
    if lock.bone.startswith(("tail_", "trunk_")) and not lock.rigid:
        line = path * np.array([1.0, -1.0, 1.0]) * height_m
        nearest = np.argmin(np.linalg.norm(surface.vertices[:, None] - line[None], axis=2), axis=1)
        share = at[nearest]
    return Piece(f"{lock.part}{suffix}", lock.look, surface, bones, share=share, soft=soft)


def _feet(species: Species, sign: float, suffix: str, height_m: float) -> list[Piece]:
    """Hooves or claws at the end of both legs of a side."""
    made = []
    legs = (("front", species.shoulder, species.tracks[0]), ("back", species.hip, species.tracks[1]))
    for leg, points, track in legs:
        toe = np.array(points[-1])
        bone = f"leg_{leg}_foot{suffix}"
        if species.foot in ("hoof", "cloven"):
            half = 0.55 * species.hoof[1]
            toes = (0.0,) if species.foot == "hoof" else (-half, half)
            for number, shift in enumerate(toes):
                made.append(
                    Piece(f"hoof_{leg}_{number}{suffix}", "hoof",
                          _hoof(species, toe, sign * (track + shift), len(toes), height_m), (bone,), soft=False)
                )  # fmt: skip
        else:
            for number, (shift, back) in enumerate(((-0.036, 0.018), (-0.013, 0.0), (0.013, 0.0), (0.036, 0.018))):
                size = species.shoulder[-1][0] - species.shoulder[-2][0]
                scale = size / 0.108
                if species.foot == "talon":
                    flesh = _TALON_FLESH * scale
                    place = sign * (track + shift * flesh), float(toe[0]) - back * flesh
                    made.append(_talon(f"talon_{leg}_{number}{suffix}", place, flesh, bone, height_m))
                elif species.foot == "pad":
                    centre = (sign * (track + 1.05 * shift * scale), float(toe[0]) - back * scale, 0.016 * scale)
                    made.append(_ball(f"nail_{leg}_{number}{suffix}", "hoof", centre,
                                      (0.013 * scale, 0.012 * scale, 0.016 * scale), height_m, bone))  # fmt: skip
                else:
                    tip = (sign * (track + shift * scale), float(toe[0]) - (back + 0.010) * scale, 0.012 * scale)
                    made.append(_ball(f"claw_{leg}_{number}{suffix}", "hoof", tip,
                                      (0.0045 * scale, 0.012 * scale, 0.006 * scale), height_m, bone))  # fmt: skip
    return made


def _talon(part: str, place: tuple[float, float], scale: float, bone: str, height_m: float) -> Piece:
    """A hooked claw from the tip of a toe down to the floor, where the foot turns about its point."""
    points = ((-0.072, 0.034), (-0.044, 0.040), (-0.016, 0.028), (0.000, 0.004))
    widths = (0.011 * scale, 0.013 * scale, 0.009 * scale, 0.002 * scale)
    line = tuple((place[0], place[1] + f * scale, u * scale) for f, u in points)
    lock = Lock(part=part, points=line, widths=widths, bone=bone, look="horn")
    return _lock(lock, 1.0, "", height_m)


def _hoof(species: Species, toe: Array, side: float, toes: int, height_m: float) -> Surface:
    """A cut cone that slants forward to its toe, flat below."""
    length, wide, high = species.hoof
    wide = wide if toes == 1 else 0.56 * wide
    turn = 2.0 * np.pi * np.arange(16) / 16
    rings = []
    for height, size in ((1.1, 0.5), (1.05, 0.72), (0.9, 0.80), (0.45, 0.92), (0.08, 1.0), (0.0, 0.97), (0.0, 0.5)):
        middle = float(toe[0]) - 0.5 * length - 0.34 * length * height
        rings.append(
            np.stack(
                [side + wide * size * np.cos(turn), middle + 0.5 * length * size * np.sin(turn),
                 np.full(16, height * high)], axis=1,
            )
        )  # fmt: skip
    return _placed(np.stack(rings), height_m)
