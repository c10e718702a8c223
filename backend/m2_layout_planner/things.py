"""The objects of a scene as the planner sees them: footprints, heights, and what kind of place each one wants."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from ..common import quat
from ..common.naming import said_name
from ..common.wings import FLYERS, in_the_air
from ..protocol.conventions import STEP_OVER_M
from ..protocol.scene import Asset, AssetSet, CollisionShape, Entity, SceneDescription
from .separation import Array

Kind = Literal["floor", "ground", "backdrop", "sky", "wall", "environment"]

# Flat things that others stand on; they lie under the scene and nothing bumps into them.
GROUND = frozenset({
    "road", "street", "path", "sidewalk", "grass", "lawn", "field", "meadow", "beach", "sand", "snow", "ice", "rug",
    "carpet", "track", "pavement", "floor", "ground", "water", "lake", "river", "pond", "sea", "ocean", "pool",
    "puddle", "train_track", "stage", "bowling lane"
})  # fmt: skip
ROADS = frozenset({"road", "street", "highway", "sidewalk", "path", "track", "train_track"})
PLANTS = frozenset({"tree", "bush", "palm", "palm tree", "pine"})
BENDY = frozenset({"flower", "plant", "bouquet", "umbrella", "pen", "pencil", "brush", "branch", "grass", "rose"})
WATER = frozenset({"water", "lake", "river", "pond", "sea", "ocean", "pool"})
BACKDROP = frozenset({
    "mountain", "hill", "building", "house", "castle", "tower", "barn", "church", "skyscraper", "bridge",
    "lighthouse", "volcano", "windmill", "forest"
})  # fmt: skip
FENCES = frozenset({"fence", "hedge", "railing"})
SKY = frozenset({"cloud", "kite", "sun", "moon", "star", "rainbow", "ufo"})
WALL = frozenset({"picture", "painting", "poster", "mirror", "clock", "window", "door", "curtain", "dartboard"})
SEATS = frozenset({"chair", "bench", "couch", "sofa", "stool", "armchair", "bed"})
VEHICLES = frozenset({"car", "truck", "bus", "van", "motorcycle", "taxi", "bicycle", "train", "boat",
                      "tractor", "excavator", "submarine", "airplane", "scooter", "kick scooter", "tricycle",
                      "unicycle", "jet ski", "army tank", "rover", "spaceship", "space shuttle", "canoe", "kayak",
                      "gondola", "raft"})
TABLES = frozenset({"table", "desk", "counter"})
INSTRUMENTS = frozenset({"piano", "drum kit"})
"""one sits at: before the keys, behind the drums"""
# What stands on a table where there is one and nothing else is said.
TABLETOP = frozenset({
    "book", "cup", "mug", "glass", "bottle", "plate", "bowl", "laptop", "phone", "vase", "candle", "apple", "orange",
    "banana", "pen", "paper", "newspaper", "key", "teapot", "monitor", "computer", "keyboard", "sandwich", "cake",
    "pizza", "jar", "fork", "knife", "spoon", "kettle", "magazine", "notebook", "typewriter",
    "cutting board", "sewing machine", "cash register", "aquarium", "scissors", "coin", "soda can", "can",
    "bread", "dough", "loaf", "meat", "steak", "cheese", "pie", "pastry", "cookie", "donut", "hamburger", "salad",
    "croissant", "pretzel", "waffle", "taco", "burrito", "sushi", "fries", "popcorn", "spaghetti", "roast chicken",
    "coffee machine", "gramophone", "pancakes", "gem", "crystal", "hair dryer", "chocolate bar", "flashlight", "skull",
    "microscope", "flask", "test tube", "potion", "globe", "crystal ball",
})  # fmt: skip
ROADSIDE = frozenset({
    "street light", "streetlight", "lamp", "lamppost", "fence", "sign", "bench", "hydrant", "mailbox"
})  # fmt: skip
SCREENS = frozenset({"tv", "television", "monitor", "laptop", "computer", "screen", "radio", "microwave"})
PERSON_RADIUS_M = 0.25
PERSON_RADIUS_FROM_M = 1.0  # height from which a figure takes a person's room
HEAD_HEIGHT_M = 1.9
SURROUNDINGS_M = 35.0
LOW_GROWTH_M = 0.3  # tufts and stones that people walk through and over
SLAB_M = 0.6
"""height of the boxes that a crown hides things like"""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A convex prism of an object, in asset space."""

    polygon: Array
    """(N, 2) m counter-clockwise"""
    bottom: float
    top: float


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One object to place."""

    object_id: str
    asset: Asset
    entity: Entity | None
    kind: Kind
    centre: Array
    """(2,) m of the footprint, in asset space"""
    half: Array
    """(2,) m half extents of the footprint; 0 for round things"""
    radius: float
    """m added all round; the whole footprint of round things"""
    bottom: float
    top: float
    pieces: tuple[Piece, ...]
    name: str = "what was there already"
    """how a sentence calls it: `the red ball`, `the second chair`"""
    overhang: float = 0.0
    """m by which a crown reaches over the footprint, above people's heads"""
    crown: Array = field(default_factory=lambda: np.zeros((0, 6)))
    """(C, 6) low and high corners of what the leaves of a tree or bush hide, one box above the other, asset space"""

    @property
    def is_person(self) -> bool:
        return self.asset.role == "character"

    @property
    def body(self) -> Array:
        """(2,) m an actor reaches to the side and to the front, over a person's room: 0 for people."""
        return self.half if self.is_person else np.zeros(2)

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @cached_property
    def reach(self) -> float:
        """Radius of the circle around the footprint, m."""
        return float(np.hypot(*self.half)) + self.radius

    @property
    def extents(self) -> Array:
        """(2,) m half width and half depth, radius included."""
        return np.asarray(self.half + self.radius)

    @cached_property
    def boxes(self) -> Array:
        """(B, 6) low and high corners of the boxes that its pieces and its crown hide, asset space."""
        pieces = [(*p.polygon.min(axis=0), p.bottom, *p.polygon.max(axis=0), p.top) for p in self.pieces]
        return np.concatenate([np.array(pieces).reshape(-1, 6), self.crown])

    @cached_property
    def words(self) -> frozenset[str]:
        """Names this object answers to."""
        lemma = self.entity.lemma if self.entity else self.asset.category
        return frozenset({self.asset.category, lemma, self.asset.category.replace(" ", "_"), lemma.replace(" ", "_")})


def is_mountain(thing: Thing) -> bool:
    """Whether a thing is so big that it is the horizon, behind all others anyway."""
    return thing.kind == "backdrop" and bool(thing.words & {"mountain", "volcano"} and "hill" not in thing.words)


def lines_roads(thing: Thing) -> bool:
    """Whether a thing stands beside a road rather than on it."""
    return thing.kind == "backdrop" or bool(thing.words & (PLANTS | ROADSIDE))


def gather_things(description: SceneDescription, assets: AssetSet) -> dict[str, Thing]:
    """A Thing for every asset, in the order of the assets."""
    shapes: dict[tuple[int, int, bytes], tuple[Array, tuple[Piece, ...]]] = {}  # equal instances share their arrays
    crowns: dict[tuple[int, int, bytes], Array] = {}
    things = {}
    aloft = in_the_air(description)
    for object_id, asset in assets.assets.items():
        key = (id(asset.meshes), id(asset.collision_shapes), asset.bounds.tobytes())
        if key not in shapes:
            shapes[key] = (_hull_of_meshes(asset), _pieces(asset))
        thing = _thing(asset, description.entity_of(object_id), *shapes[key], flies=object_id in aloft)
        if thing.words & PLANTS and key not in crowns:
            crowns[key] = _crown(asset)
        crown = crowns[key] if thing.words & PLANTS else thing.crown
        things[object_id] = replace(thing, name=said_name(description, object_id), crown=crown)
    return things


def _crown(asset: Asset) -> Array:
    """Boxes (C, 6) about the leaves of a tree or bush, in asset space."""
    found: list[tuple[float, ...]] = []
    bottom, top = (float(z) for z in asset.bounds[:, 2])
    points = np.concatenate([part.mesh.vertices.astype(np.float64) for part in asset.meshes] or [np.zeros((0, 3))])
    for base in np.arange(bottom, top, SLAB_M):
        slab = points[(points[:, 2] >= base) & (points[:, 2] < base + SLAB_M)]
        if len(slab) > 3:
            (x0, y0), (x1, y1) = 0.85 * slab[:, :2].min(axis=0), 0.85 * slab[:, :2].max(axis=0)
            found.append((x0, y0, base, x1, y1, base + SLAB_M))
    return np.array(found).reshape(-1, 6)


def gather_surroundings(assets: AssetSet) -> list[Thing]:
    """Solid things of the surroundings (trees round a meadow, street furniture), one per collision shape."""
    found = []
    for asset in assets.assets.values():
        if asset.role != "environment" or asset.category in ("room", "floor", "ground"):
            continue
        for piece in _pieces(asset) if asset.collision_shapes else ():
            low, high = piece.polygon.min(axis=0), piece.polygon.max(axis=0)
            if piece.top > STEP_OVER_M if asset.source == "scene" else _grows_on_the_meadow(piece, low, high):
                found.append(
                    Thing(object_id=asset.object_id, asset=asset, entity=None, kind="floor", centre=0.5 * (low + high),
                          half=0.5 * (high - low), radius=0.0, bottom=piece.bottom, top=piece.top, pieces=(piece,))
                )  # fmt: skip
    return found


def _grows_on_the_meadow(piece: Piece, low: Array, high: Array) -> bool:
    """Whether a piece of generated surroundings is neither the far forest nor low growth."""
    near = bool(np.all(high - low < SURROUNDINGS_M)) and np.linalg.norm(low + high) < 2.0 * SURROUNDINGS_M
    return bool(piece.top > LOW_GROWTH_M and near)


def _thing(
    asset: Asset, entity: Entity | None, hull: Array, pieces: tuple[Piece, ...], flies: bool = False
) -> Thing:
    low, high = asset.bounds.astype(np.float64)
    centre, half, radius = 0.5 * (low[:2] + high[:2]), 0.5 * (high[:2] - low[:2]), 0.0
    if asset.role == "character":
        size = min(1.0, float(high[2] - low[2]) / PERSON_RADIUS_FROM_M)  # a toy robot needs less room
        centre, half, radius = np.zeros(2), np.zeros(2), PERSON_RADIUS_M * size
        if asset.category != "person":  # animals are long; they turn about their origin
            half, radius = np.abs(asset.bounds[:, :2].astype(np.float64)).max(axis=0), 0.0
    elif _is_round(hull, half):
        radius, half = float(half.max()), np.zeros(2)
    overhang = 0.0
    low_pieces = [p for p in pieces if p.bottom < HEAD_HEIGHT_M]
    if {asset.category, entity.lemma if entity else ""} & PLANTS and high[2] > 2.5 and low_pieces:
        outline = np.concatenate([p.polygon for p in low_pieces])
        trunk = 0.5 * np.ptp(outline, axis=0)
        centre = 0.5 * (outline.min(axis=0) + outline.max(axis=0))
        overhang = float(max(0.0, (high - low)[:2].max() * 0.5 - trunk.max()))
        half, radius = np.zeros(2), float(trunk.max()) + 0.05
    return Thing(
        object_id=asset.object_id, asset=asset, entity=entity, kind="sky" if flies else _kind(asset, entity),
        centre=centre, half=half,
        radius=radius, bottom=float(low[2]), top=float(high[2]), pieces=pieces, overhang=overhang,
    )  # fmt: skip


def _kind(asset: Asset, entity: Entity | None) -> Kind:
    if asset.role == "environment":
        return "environment"
    words = {asset.category.replace(" ", "_"), asset.category} | ({entity.lemma} if entity else set())
    states = set(entity.values("state")) | set(entity.values("other")) if entity else set()
    extent = asset.dimensions
    if words & SKY or (words & FLYERS and states & {"flying", "soaring", "hovering"}):
        return "sky"
    if words & GROUND and extent[2] < 0.3:
        return "ground"
    if words & BACKDROP and max(extent) > 3.0:
        return "backdrop"
    if words & WALL:
        return "wall"
    return "floor"


def _hull_of_meshes(asset: Asset) -> Array:
    """Convex outline seen from above (N, 2), counter-clockwise, asset space."""
    points = [asset.bounds[:, :2].astype(np.float64)]
    for part in asset.meshes:
        origin = part.joint.origin if part.joint else np.zeros(3)
        points.append((part.mesh.vertices + origin)[:, :2].astype(np.float64))
    low, high = asset.bounds[:, :2].astype(np.float64)
    cloud = (
        np.concatenate(points[1:]) if len(points) > 1 else np.array([low, [high[0], low[1]], high, [low[0], high[1]]])
    )
    return _convex(cloud)


def _convex(points: Array) -> Array:
    try:
        return np.asarray(points[ConvexHull(points).vertices])
    except (QhullError, ValueError):  # flat or a single point: its bounding rectangle, a millimetre thick
        low, high = points.min(axis=0) - 5e-4, points.max(axis=0) + 5e-4
        return np.array([low, [high[0], low[1]], high, [low[0], high[1]]])


def _is_round(hull: Array, half: Array) -> bool:
    if max(half) < 1e-6 or min(half) / max(half) < 0.93:
        return False
    area = 0.5 * abs(float(np.sum(hull[:, 0] * np.roll(hull[:, 1], -1) - np.roll(hull[:, 0], -1) * hull[:, 1])))
    return bool(area < 0.86 * 4.0 * half[0] * half[1])


_NOBODY_INSIDE = frozenset({"fireplace"})
"""hollow, yet no place to be"""


def _pieces(asset: Asset) -> tuple[Piece, ...]:
    """Convex prisms for the exact check: the collision shapes, or the whole where there are none."""
    if asset.role == "character" and asset.category != "person":
        piece = Piece(polygon=_hull_of_meshes(asset), bottom=float(asset.bounds[0, 2]), top=float(asset.bounds[1, 2]))
        return (piece,)
    if asset.role == "character":
        angle = np.linspace(0.0, 2.0 * np.pi, 12, endpoint=False)
        radius = 0.22 * min(1.0, float(np.ptp(asset.bounds[:, 2])) / PERSON_RADIUS_FROM_M)
        circle = radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        return (Piece(polygon=circle, bottom=float(asset.bounds[0, 2]), top=float(asset.bounds[1, 2])),)
    pieces = [_piece(shape) for shape in asset.collision_shapes if shape.kind not in ("plane", "concave")]
    if not pieces or asset.category in _NOBODY_INSIDE:
        low, high = asset.bounds.astype(np.float64)
        pieces = [Piece(polygon=_hull_of_meshes(asset), bottom=float(low[2]), top=float(high[2]))]
    return tuple(pieces)


def _piece(shape: CollisionShape) -> Piece:
    size = shape.dimensions.astype(np.float64)
    if shape.kind == "hull" and shape.points is not None:
        local = shape.points.astype(np.float64)
    elif shape.kind == "box":
        signs = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)])
        local = signs * size
    else:
        angle = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
        height = size[0] if shape.kind == "sphere" else size[2]
        ring = 0.5 * size[0] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        local = np.concatenate([np.column_stack([ring, np.full(16, z)]) for z in (-0.5 * height, 0.5 * height)])
    points = quat.mul_vec(shape.transform.rotation, local * shape.transform.scale) + shape.transform.translation
    return Piece(polygon=_convex(points[:, :2]), bottom=float(points[:, 2].min()), top=float(points[:, 2].max()))
