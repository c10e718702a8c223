"""A person of MakeHuman's data from words, as the same kind of asset as the embedded one: every stage can use it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ...protocol.scene import Asset, AssetMesh, Entity, Material, Mesh, ShapeKey
from ..character.build import FACE_KEYS, body_materials, person_asset
from ..character.meshes import eyeballs
from ..character.proportions import with_proportions
from ..character.words import SKINS, Person, read_person
from .data import BODY_VERTICES, Array, HumanData, find_data
from .figure import Figure, axes, figure_of, four_heaviest, macro_targets
from .wardrobe import Worn, dress

# shape key to targets and shares
_FACE = {
    "blink": ("eye-left-closure", "eye-right-closure"), "smile": ("mouth-corner-puller",),
    "frown": ("mouth-depression",), "mouth_open": ("mouth-open",),
    "brows_up": ("eyebrows-left-up", "eyebrows-right-up"),
    "brows_down": ("eyebrows-left-down", "eyebrows-right-down"),
    "brows_sad": ("eyebrows-left-inner-up", "eyebrows-right-inner-up"),
}  # fmt: skip
Offsets = dict[str, tuple[Array, float, tuple[float, float]]]
"""shape key to offsets of the base mesh (V, 3) dm, its value and its range"""
_BUILD = {"weight": (-0.5, 1.0), "muscle": (-0.3, 1.0)}
_ANCESTRIES = ("caucasian", "caucasian", "asian", "african", "african")
"""of the skins of `words.SKINS`"""
_LIPS, _LIPS_SHARE = "expression/mouth-eversion", 0.2
"""the target that turns the lips out tells which faces they are: those that it moves by at least this share"""
_LOWER_UP_TO = 0.60
"""pieces of a suit whose middle is below this share of the stature are its lower part"""
_SHOES_TO, _SOCKS_FROM, _TROUSERS_TO = 0.02, 0.06, 0.12
"""of the stature: what reaches down to the first are shoes, their pieces above the second are socks, and clothes down
to the third hide those"""


def build_makehuman_character(
    entity: Entity, worn: tuple[Entity, ...], rng: np.random.Generator, folder: str, outfit_index: int | None = None
) -> Asset:
    """One person with what they wear. Raises InvalidRequestError where the folder holds no MakeHuman data."""
    # 1. Read the words and the shape that they ask for
    data = find_data(folder)
    person = read_person(entity, worn, rng, outfit_index)
    tone = int(np.argmin([np.linalg.norm(np.array(skin) - person.skin) for skin in SKINS]))
    ancestry = _ANCESTRIES[tone]
    figure = figure_of(data, person, ancestry)
    keys = _shape_offsets(data, person, ancestry)

    # 2. Skin, eyes, clothes
    materials = list(body_materials(person))
    clothes = dress(data, person, entity, worn, rng)
    covered = np.zeros(BODY_VERTICES, dtype=bool)
    for piece in clothes:
        if piece.covers:
            covered |= _hidden(piece.garment.hides, data.groups["body"])
    meshes = [_body(figure, keys, covered), _eyes(figure, materials)]
    for piece in _without_hidden_socks(figure, clothes):
        meshes.append(_worn(figure, piece, keys, materials))
    meshes = [with_proportions(mesh, figure.skeleton, person.stature_m) for mesh in meshes]

    # 3. What the other stages need
    return person_asset(entity, person, figure.skeleton, meshes, materials, source="library")


def _hidden(hides: NDArray[np.int32], quads: NDArray[np.int32]) -> NDArray[np.bool_]:
    """(V,) skin whose faces are all under a garment: a mask takes each face that it touches, past a sock's edge too."""
    hidden = np.zeros(BODY_VERTICES, dtype=bool)
    hidden[hides[hides < BODY_VERTICES]] = True
    hidden[quads[~hidden[quads].all(axis=1)]] = False
    return hidden


def _shape_offsets(data: HumanData, person: Person, ancestry: str) -> Offsets:
    """What the sliders of face and build do."""
    keys = {}
    for key in FACE_KEYS:
        targets = [f"expression/{name}" for name in _FACE[key]]
        if all(data.has_target(target) for target in targets):
            keys[key] = (sum(data.target(target) for target in targets) + np.zeros_like(data.points), 0.0, (0.0, 1.0))
    for key, limits in _BUILD.items():
        value = person.weight if key == "weight" else person.muscle
        build = {"weight": (1.0, 0.0), "muscle": (0.0, 1.0)}[key]
        offsets = np.zeros_like(data.points)
        for target, share in macro_targets(person, ancestry, *build)[1:]:
            offsets += share * data.target(target)
        # the shape has the value that was said, so the slider tells what is more or less
        keys[key] = (offsets, 0.0, (limits[0] - value, limits[1] - value))
    return keys


def _shape_keys(
    figure: Figure, offsets: Offsets, joints: np.ndarray, weights: Array
) -> tuple[ShapeKey, ...]:
    made = []
    for name, (moves, value, limits) in offsets.items():
        if np.abs(moves).max() > 1e-4:
            turned = figure.turned(moves, joints, weights).astype(np.float32)
            made.append(ShapeKey(name=name, offsets=turned, value=value, range=limits))
    return tuple(made)


def _body(
    figure: Figure, keys: Offsets, covered: NDArray[np.bool_]
) -> AssetMesh:
    quads, uv = figure.data.groups["body"], figure.data.face_uv["body"]
    lips = np.zeros(len(quads), dtype=np.int32)
    if figure.data.has_target(_LIPS):
        moved = np.linalg.norm(figure.data.target(_LIPS), axis=1)
        lips = (moved[quads].min(axis=1) > _LIPS_SHARE * moved.max()).astype(np.int32)
    joints, weights = figure.joints[:BODY_VERTICES], figure.weights[:BODY_VERTICES]
    own = {name: (moves[:BODY_VERTICES], value, limits) for name, (moves, value, limits) in keys.items()}
    return AssetMesh(
        name="body",
        part_names=("skin", "lips"),
        mesh=Mesh(
            vertices=figure.posed(figure.points[:BODY_VERTICES], joints, weights).astype(np.float32),
            face_sizes=np.full(len(quads), 4, dtype=np.int32),
            face_vertices=quads.reshape(-1).copy(),
            uv=uv.reshape(-1, 2).astype(np.float32),
            material_index=lips,
            part_index=lips,
            skin_joints=joints,
            skin_weights=weights.astype(np.float32),
            shape_keys=_shape_keys(figure, own, joints, weights),
            covered=covered,
        ),
    )


def _eyes(figure: Figure, materials: list[Material]) -> AssetMesh:
    """Our own eyeballs in MakeHuman's sockets, as large as its own."""
    names = figure.skeleton.joint_names
    centres, size = {}, 0.0
    for side in (".L", ".R"):
        ball = np.unique(figure.data.groups[f"helper-{side[-1].lower()}-eye"])
        points = figure.posed(figure.points[ball], figure.joints[ball], figure.weights[ball])
        centres[side] = 0.5 * (points.min(axis=0) + points.max(axis=0))
        size = 0.5 * float(np.ptp(points[:, 2]))
    return eyeballs(centres, size, names, {material.name: i for i, material in enumerate(materials)})


def _worn(
    figure: Figure, piece: Worn, keys: Offsets, materials: list[Material]
) -> AssetMesh:
    """A garment on the figure: skinned by the three vertices that each of its own hangs on."""
    garment = piece.garment
    points = garment.fitted(figure.points)
    dense = np.zeros((len(points), len(figure.skeleton.joint_names)))
    rows = np.arange(len(points))
    for corner in range(3):
        anchor = garment.anchors[:, corner]
        for k in range(4):
            share = np.clip(garment.weights[:, corner], 0.0, None) * figure.weights[anchor, k]
            np.add.at(dense, (rows, figure.joints[anchor, k]), share)
    joints, weights = four_heaviest(dense)
    moved = {
        name: (np.einsum("vk,vka->va", garment.weights, moves[garment.anchors]), value, limits)
        for name, (moves, value, limits) in keys.items()
    }
    lower = _lower_part(garment.quads, axes(points), float(axes(figure.points[:BODY_VERTICES])[:, 2].max()))
    inks = []
    for material in (piece.upper, piece.lower):
        known = [other.name for other in materials]
        if material.name not in known:
            materials.append(material)
        inks.append([other.name for other in materials].index(material.name))
    return AssetMesh(
        name=garment.name,
        part_names=("upper", "lower"),
        mesh=Mesh(
            vertices=figure.posed(points, joints, weights).astype(np.float32),
            face_sizes=np.full(len(garment.quads), 4, dtype=np.int32),
            face_vertices=garment.quads.reshape(-1).copy(),
            uv=garment.uv.reshape(-1, 2).astype(np.float32),
            material_index=np.where(lower, inks[1], inks[0]).astype(np.int32),
            part_index=lower.astype(np.int32),
            skin_joints=joints,
            skin_weights=weights.astype(np.float32),
            shape_keys=_shape_keys(figure, moved, joints, weights),
        ),
    )


def _without_hidden_socks(figure: Figure, clothes: list[Worn]) -> list[Worn]:
    """Shoes lose their socks where trousers reach down to them: both lie on the skin and would come through."""
    stature = float(axes(figure.points[:BODY_VERTICES])[:, 2].max())
    lowest = [float(axes(piece.garment.fitted(figure.points))[:, 2].min()) for piece in clothes]
    shod = {piece.garment.name for piece, low in zip(clothes, lowest, strict=True) if low < _SHOES_TO * stature}
    if not any(_SHOES_TO * stature < low < _TROUSERS_TO * stature for low in lowest):
        return clothes
    trimmed = []
    for piece in clothes:
        if piece.garment.name in shod:
            points = axes(piece.garment.fitted(figure.points))
            keep = _middles(piece.garment.quads, points) < _SOCKS_FROM * stature
            garment = replace(piece.garment, quads=piece.garment.quads[keep], uv=piece.garment.uv[keep])
            piece = replace(piece, garment=garment)
        trimmed.append(piece)
    return trimmed


def _lower_part(quads: NDArray[np.int32], points: Array, stature: float) -> NDArray[np.bool_]:
    """(F,) which faces belong to a piece that is worn below the waist."""
    return np.asarray(_middles(quads, points) < _LOWER_UP_TO * stature)


def _middles(quads: NDArray[np.int32], points: Array) -> Array:
    """(F,) m, the height of the middle of the piece that each face belongs to: pieces of a suit are not connected."""
    starts, ends = quads.reshape(-1), np.roll(quads, -1, axis=1).reshape(-1)
    count = len(points)
    edges = coo_matrix((np.ones(len(starts)), (starts, ends)), (count, count))
    number, piece = connected_components(edges, directed=False)
    low, high = np.full(number, np.inf), np.full(number, -np.inf)
    np.minimum.at(low, piece, points[:, 2])
    np.maximum.at(high, piece, points[:, 2])
    return np.asarray((0.5 * (low + high))[piece[quads[:, 0]]])
