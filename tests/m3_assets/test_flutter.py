"""Cloth in the wind: it stays where it is fastened, and its two keys together let the wave run on."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m3_assets import catalogue
from backend.m3_assets.assemble import assemble
from backend.protocol.conventions import WIND_KEYS
from backend.protocol.scene import AssetMesh


def cloth(word: str, *names: str) -> tuple[AssetMesh, np.ndarray]:
    """The mesh of a thing, and the vertices of some of its parts."""
    asset = assemble(catalogue.category(word), {}, "thing_1", word)
    mesh = asset.meshes[0]
    parts = np.repeat(mesh.mesh.part_index, mesh.mesh.face_sizes)
    own = np.isin(parts, [mesh.part_names.index(name) for name in names])
    return mesh, np.unique(mesh.mesh.face_vertices[own])


@pytest.mark.parametrize(("word", "names", "axis", "pinned"), [
    ("flag", ("stripe_1", "stripe_2", "stripe_3"), 0, np.argmin), ("clothesline", ("towel",), 2, np.argmax),
])  # fmt: skip
def test_cloth_is_fastened_at_one_edge_and_free_at_the_other(
    word: str, names: tuple[str, ...], axis: int, pinned: object
) -> None:
    mesh, own = cloth(word, *names)
    keys = {key.name: key.offsets for key in mesh.mesh.shape_keys}
    assert tuple(keys) == WIND_KEYS
    size = np.linalg.norm(np.stack([keys[name][own] for name in WIND_KEYS]), axis=(0, 2))
    along = mesh.mesh.vertices[own, axis]
    assert size[pinned(along)] < 1e-6  # type: ignore[operator]
    assert size.max() > 0.07
    others = np.setdiff1d(np.arange(len(mesh.mesh.vertices)), own)
    if word == "flag":
        assert max(np.abs(offsets[others]).max() for offsets in keys.values()) == 0.0  # the pole stands still


def test_the_wave_of_a_flag_runs_to_its_free_end() -> None:
    mesh, own = cloth("flag", "stripe_2")
    points = mesh.mesh.vertices[own]
    row = own[np.abs(points[:, 2] - np.median(points[:, 2])) < 0.02]
    sine, cosine = (key.offsets[:, 1] for key in mesh.mesh.shape_keys)
    x = mesh.mesh.vertices[row, 0]
    troughs = []
    for phase in (0.0, 0.5, 1.0):
        y = mesh.mesh.vertices[row, 1] + (np.cos(phase) - 1.0) * sine[row] - np.sin(phase) * cosine[row]
        troughs.append(float(x[np.argmin(y)]))
    assert troughs[0] < troughs[1] < troughs[2]
