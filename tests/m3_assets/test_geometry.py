"""Every primitive is closed, manifold, outward, made of quads, and has an even texel density."""

import numpy as np
import pytest

from backend.m3_assets import geometry as g
from backend.m3_assets.contract import Surface
from backend.m3_assets.geometry_check import face_areas, problems, shell_volumes

RING = [(0.3, 0.0), (0.4, 0.0), (0.4, 0.2), (0.3, 0.2)]
ARCH = [(-0.5, 0.0, 0.0), (-0.4, 0.0, 0.6), (0.0, 0.2, 0.9), (0.4, 0.0, 0.6), (0.5, 0.0, 0.0)]
SQUARE = [(-0.2, -0.1), (0.2, -0.1), (0.2, 0.1), (-0.2, 0.1)]
CUP = [(0, 0), (0.03, 0), (0.04, 0.1), (0.037, 0.1), (0.028, 0.004), (0, 0.004)]

PRIMITIVES = {
    "box": g.rounded_box((1.2, 0.6, 0.04), (0, 0, 0.7), 0.004),
    "box with four segments": g.rounded_box((0.3, 0.3, 0.3), radius=0.05, segments=4, divisions=(2, 3, 1)),
    "cushion": g.cushion((0.6, 0.6, 0.15)),
    "cushion standing": g.cushion((0.6, 0.15, 0.5), axis=1),
    "pillow": g.pillow((0.6, 0.4, 0.15)),
    "ellipsoid": g.superellipsoid((0.3, 0.4, 0.5)),
    "soft box": g.superellipsoid((0.3, 0.4, 0.5), exponent=5.0),
    "cylinder": g.cylinder(0.05, 0.6),
    "lying cylinder": g.cylinder(0.05, 0.6, axis=0),
    "cone": g.cylinder(0.2, 0.5, top_radius=0.05),
    "cup": g.lathe(g.fillet(CUP, 0.001, 2)),
    "ring": g.lathe(RING, closed_profile=True),
    "leg": g.leg((0.5, 0.5, 0.7), (0.52, 0.52, 0.0), (0.06, 0.06), (0.04, 0.04)),
    "tube": g.tube(ARCH, 0.02),
    "sweep": g.sweep(ARCH, g.fillet(SQUARE, 0.01, 2, closed=True)),
    "extrusion xz": g.extrude(g.fillet(SQUARE, 0.02, 3, closed=True), 0.1),
    "extrusion xy": g.extrude(g.fillet(SQUARE, 0.02, 3, closed=True), 0.1, plane="xy"),
    "extrusion yz": g.extrude(g.circle(0.3, 24), 0.1, plane="yz", caps="fan"),
    "mirrored": g.mirrored(g.leg((0.5, 0.5, 0.7), (0.52, 0.52, 0.0), (0.06, 0.06), (0.04, 0.04))),
    "merged": g.merge([g.rounded_box((0.1, 0.1, 0.1)), g.rounded_box((0.1, 0.1, 0.1), (1, 0, 0))]),
    "tapered": g.tapered(g.rounded_box((0.1, 0.1, 0.6)), 2, 0.6, 1.0),
}


def uv_areas(piece: Surface) -> np.ndarray:
    """Signed area of every face in UV space, m²."""
    ends = np.cumsum(piece.face_sizes)
    areas = []
    for start, end in zip(ends - piece.face_sizes, ends, strict=True):
        u, v = piece.uv[start:end].T
        areas.append(0.5 * float(np.sum(u * np.roll(v, -1) - np.roll(u, -1) * v)))
    return np.array(areas)


@pytest.mark.parametrize("name", PRIMITIVES)
def test_primitive_is_sound(name: str) -> None:
    assert problems(PRIMITIVES[name]) == []


@pytest.mark.parametrize("name", PRIMITIVES)
def test_uvs_are_metres_and_not_mirrored(name: str) -> None:
    piece = PRIMITIVES[name]
    density = uv_areas(piece) / face_areas(piece)
    weight = face_areas(piece)
    assert density.min() > 0.0
    # nine tenths of the surface within a factor of two; tight fillets may stretch
    even = (density > 0.5) & (density < 2.0)
    assert weight[even].sum() / weight.sum() > 0.9


def test_box_has_its_size_and_volume() -> None:
    box = g.rounded_box((1.0, 0.5, 0.25), (1.0, 2.0, 3.0), 0.01)
    bounds = g.bounds_of([box])
    np.testing.assert_allclose(bounds[1] - bounds[0], (1.0, 0.5, 0.25), atol=1e-12)
    np.testing.assert_allclose(bounds.mean(axis=0), (1.0, 2.0, 3.0), atol=1e-12)
    assert shell_volumes(box)[0] == pytest.approx(0.125, rel=0.01)


def test_problems_names_what_is_wrong() -> None:
    box = g.rounded_box((1.0, 0.5, 0.25))
    flipped = g.surface(box.vertices, box.face_vertices.reshape(-1, 4)[:, ::-1].copy(), box.uv)
    opened = g.surface(box.vertices, box.face_vertices.reshape(-1, 4)[1:].copy(), box.uv[4:])
    assert problems(flipped) == ["a shell is inside out"]
    assert any("open edges" in problem for problem in problems(opened))
    assert problems(opened, closed=False) == []


def test_fillet_rounds_a_corner_on_its_inside() -> None:
    rounded = g.fillet([(0, 0), (1, 0), (1, 1)], 0.1, 4)
    np.testing.assert_allclose(rounded[1], (0.9, 0.0), atol=1e-12)
    np.testing.assert_allclose(rounded[-2], (1.0, 0.1), atol=1e-12)
    np.testing.assert_allclose(np.hypot(*(rounded[1:-1] - (0.9, 0.1)).T), 0.1, atol=1e-12)
