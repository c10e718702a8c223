"""An animal from words: species, size, coat; one closed skin and the parts on it, on one skeleton."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ...common.object_priors import object_prior
from ...common.resources import resource_path
from ...protocol.scene import Asset, AssetMesh, Entity, Mesh, Parameter, PhysicsProperties
from ..sampler import SIZE_WORDS, words_of
from .breathing import breath_looks, breath_mesh
from .coat import coat_of, markings_of, materials_of
from .collision import bone_capsules
from .parts import pieces_of
from .piece import Piece
from .skeleton import skeleton_of
from .species import Species
from .sweep import Array
from .words import species_of

Ints = NDArray[np.int64]
_YOUNG = frozenset({"baby", "hatchling"})


def is_animal(entity: Entity) -> bool:
    """Whether there is a body for this animal; others stay plain stand-ins."""
    return (species_of(entity.lemma) or species_of(entity.category)) is not None


def build_animal(entity: Entity, rng: np.random.Generator) -> Asset:
    """One animal; the same words and generator give the same bytes."""
    # 1. Read the words
    species = species_of(entity.lemma) or species_of(entity.category)
    assert species is not None
    height_m = _height_m(species, entity, rng)
    coat = coat_of(species, entity, rng)

    # 2. Skin, weights and parts of the species, at this size
    skeleton = skeleton_of(species, height_m)
    names = skeleton.joint_names
    skin = load_skin(species.kind)
    materials = materials_of(species, coat, entity)
    look = {material.name: index for index, material in enumerate(materials)}
    pieces = pieces_of(species, height_m)
    body = _skin_part(species, skin, height_m, coat, look)
    soft = [_piece_part(piece, names, look, species, coat, height_m) for piece in pieces if piece.soft]
    hard = [_piece_part(piece, names, look, species, coat, height_m) for piece in pieces if not piece.soft]
    meshes: tuple[AssetMesh, ...] = (
        _joined("body", [body, *soft], subdivision_levels=1),
        _joined("details", hard, subdivision_levels=0),
    )
    if species.breath is not None:
        meshes = (*meshes, breath_mesh(species.breath, names.index(species.breath.bone), len(materials), height_m))
        materials = (*materials, *breath_looks(species.breath))

    # 3. What the other stages need
    points = np.concatenate([mesh.mesh.vertices for mesh in meshes])
    bounds = np.array([points.min(axis=0), points.max(axis=0)], dtype=np.float32)
    prior = object_prior(species.kind)
    usual = prior.mass_kg if prior is not None and prior.mass_kg else 40.0
    usual_height = prior.height_m if prior is not None else height_m
    return Asset(
        object_id=entity.id,
        category=species.kind,
        label=entity.lemma[:1].upper() + entity.lemma[1:],
        role="character",
        source="character",
        meshes=meshes,
        materials=materials,
        bounds=bounds,
        physics=PhysicsProperties(
            mass_kg=float(round(usual * (height_m / withers_m(species, usual_height)) ** 3, 2)), friction=0.8,
            restitution=0.05,
        ),
        collision_shapes=bone_capsules(skeleton, species, height_m),
        parameters=_parameters(species, height_m, coat),
        skeleton=skeleton,
    )  # fmt: skip


def parameters_of(species: Species, entity: Entity, rng: np.random.Generator) -> tuple[Parameter, ...]:
    """What the artist reads of an animal."""
    return _parameters(species, _height_m(species, entity, rng), coat_of(species, entity, rng))


def _parameters(species: Species, height_m: float, coat: str) -> tuple[Parameter, ...]:
    return (
        Parameter(name="withers_m", value=height_m, minimum=0.05, maximum=6.0, unit="m",
                  description="Height at the withers"),
        Parameter(name="coat", value=coat, choices=tuple(species.coats), description="Colours of the coat"),
    )  # fmt: skip


def withers_m(species: Species, height_m: float) -> float:
    """The height at the withers of an animal whose listed height is `height_m`: the head counts for a giraffe."""
    return height_m / species.listed_height


def _height_m(species: Species, entity: Entity, rng: np.random.Generator) -> float:
    prior = object_prior(entity.lemma) or object_prior(species.kind)
    assert prior is not None
    height = withers_m(species, prior.height_m)
    words = words_of(entity)
    size = float(np.prod([SIZE_WORDS[word][2] for word in words if word in SIZE_WORDS])) if words else 1.0
    lemma_words = [*entity.lemma.split(), *words]
    age = species.young if _YOUNG & set(lemma_words) else 1.0  # where lists have no size of its own for it
    return float(round(height * size * age * (1.0 + 0.04 * (2.0 * rng.random() - 1.0)), 4))


@lru_cache(maxsize=16)
def load_skin(name: str) -> tuple[Array, Ints, Ints, Array, Array]:
    """Of a species at height 1: vertices, quads, joints, weights, surface coordinates (training/m3_assets)."""
    with np.load(resource_path("animals", f"{name}.npz"), allow_pickle=False) as stored:
        weights = stored["weights"].astype(np.float64)
        return (
            stored["vertices"].astype(np.float64), stored["quads"].astype(np.int64), stored["joints"].astype(np.int64),
            weights / weights.sum(axis=1, keepdims=True), stored["coordinates"].astype(np.float64),
        )  # fmt: skip


def _skin_part(
    species: Species, skin: tuple[Array, Ints, Ints, Array, Array], height_m: float, coat: str,
    look: dict[str, int],
) -> _Part:  # fmt: skip
    vertices, quads, joints, weights, uv = skin
    placed = vertices * np.array([1.0, -1.0, 1.0])
    quads = quads[:, ::-1]  # forward is -Y: the other hand
    normals = vertex_normals(placed, quads)
    if species.wool:
        placed = placed + _curls(species, vertices, normals)[:, None] * normals
        normals = vertex_normals(placed, quads)
    corner = uv[quads] * height_m
    right = vertices[quads].mean(axis=1)[:, 0] < 0.0
    corner[right, :, 1] *= -1.0
    material = np.full(len(quads), look["coat"], dtype=np.int32)
    return _Part(
        name="skin", vertices=placed * height_m, quads=quads, uv=corner, material=material,
        joints=joints.astype(np.int32), weights=weights.astype(np.float32),
        markings=markings_of(species, coat, vertices, normals * np.array([1.0, -1.0, 1.0])),
    )  # fmt: skip


def _curls(species: Species, vertices: Array, normals: Array) -> Array:
    """Lumps of wool: rounded cells on the trunk, none on face and legs."""
    rng = np.random.default_rng(7)
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    seeds = rng.uniform(low, high, (2600, 3))
    distance, _ = cKDTree(seeds).query(vertices, k=1)
    lump = np.clip(1.0 - (distance / 0.055) ** 2, 0.0, 1.0)
    bare = markings_of(species, next(iter(species.coats)), vertices, normals * np.array([1.0, -1.0, 1.0]))
    return np.asarray(species.wool * (0.4 + 0.6 * lump) * (1.0 - bare))


def vertex_normals(vertices: Array, quads: Ints) -> Array:
    """(V, 3) unit outward normals."""
    corner = vertices[quads]
    face = np.cross(corner[:, 2] - corner[:, 0], corner[:, 3] - corner[:, 1])
    total = np.zeros_like(vertices)
    for k in range(4):
        for axis in range(3):
            total[:, axis] += np.bincount(quads[:, k], face[:, axis], len(vertices))
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))


class _Part:
    """One part's arrays on their way into a mesh."""

    def __init__(
        self, name: str, vertices: Array, quads: Ints, uv: Array, material: np.ndarray, joints: np.ndarray,
        weights: np.ndarray, markings: Array,
    ) -> None:  # fmt: skip
        self.name, self.vertices, self.quads, self.uv = name, vertices, quads, uv
        self.material, self.joints, self.weights, self.markings = material, joints, weights, markings


def _piece_part(
    piece: Piece, names: tuple[str, ...], look: dict[str, int], species: Species, coat: str, height_m: float
) -> _Part:
    vertices = piece.surface.vertices
    quads = piece.surface.face_vertices.reshape(-1, 4).astype(np.int64)
    material = np.full(len(quads), look[piece.look], dtype=np.int32)
    if piece.inner_faces is not None:
        material[piece.inner_faces.astype(bool)] = look[piece.inner]
    joints = np.zeros((len(vertices), 4), dtype=np.int32)
    weights = np.zeros((len(vertices), 4), dtype=np.float32)
    if piece.weights is not None:
        count = min(4, len(piece.bones))
        strongest = np.argsort(-piece.weights, axis=1, kind="stable")[:, :count]
        joints[:, :count] = np.array([names.index(bone) for bone in piece.bones])[strongest]
        kept = np.take_along_axis(piece.weights, strongest, axis=1)
        weights[:, :count] = kept / kept.sum(axis=1, keepdims=True)
    elif piece.share is None:
        joints[:, 0], weights[:, 0] = names.index(piece.bones[0]), 1.0
    else:
        base = piece.bones[0].rpartition("_")[0]
        chain = [i for i, name in enumerate(names) if name.rpartition("_")[0] == base]
        at = np.clip(piece.share * len(chain) - 0.5, 0.0, len(chain) - 1.0)
        first = np.minimum(at.astype(int), len(chain) - 1)
        second = np.minimum(first + 1, len(chain) - 1)
        joints[:, 0], joints[:, 1] = np.array(chain)[first], np.array(chain)[second]
        weights[:, 1] = at - first
        weights[:, 0] = 1.0 - weights[:, 1]
    points = vertices / height_m * np.array([1.0, -1.0, 1.0])
    normals = vertex_normals(vertices, quads) * np.array([1.0, -1.0, 1.0])
    return _Part(
        name=piece.part, vertices=vertices, quads=quads, uv=piece.surface.uv.reshape(-1, 4, 2), material=material,
        joints=joints, weights=weights, markings=markings_of(species, coat, points, normals),
    )  # fmt: skip


def _joined(name: str, parts: list[_Part], subdivision_levels: int) -> AssetMesh:
    first = np.cumsum([0, *(len(part.vertices) for part in parts)])
    corners = np.concatenate([part.quads + start for part, start in zip(parts, first, strict=False)])
    faces = [len(part.quads) for part in parts]
    return AssetMesh(
        name=name,
        part_names=tuple(part.name for part in parts),
        mesh=Mesh(
            vertices=np.concatenate([part.vertices for part in parts]).astype(np.float32),
            face_sizes=np.full(len(corners), 4, dtype=np.int32),
            face_vertices=corners.reshape(-1).astype(np.int32),
            uv=np.concatenate([part.uv for part in parts]).reshape(-1, 2).astype(np.float32),
            material_index=np.concatenate([part.material for part in parts]).astype(np.int32),
            part_index=np.repeat(np.arange(len(parts), dtype=np.int32), faces),
            skin_joints=np.concatenate([part.joints for part in parts]),
            skin_weights=np.concatenate([part.weights for part in parts]),
            markings=np.concatenate([part.markings for part in parts]).astype(np.float32),
            subdivision_levels=subdivision_levels,
        ),
    )
