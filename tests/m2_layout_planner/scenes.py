"""Scenes of box-shaped assets, written in one line each, for the layout tests and the benchmark."""

from __future__ import annotations

import numpy as np

from backend.protocol.scene import (
    Action,
    Affordance,
    Asset,
    AssetMesh,
    AssetSet,
    Attribute,
    CollisionShape,
    Entity,
    Lighting,
    Mesh,
    PhysicsProperties,
    Relation,
    SceneDescription,
    Setting,
    Shot,
    Transform,
)

IDENTITY = np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32)
# width, depth, height in m
SIZES: dict[str, tuple[float, float, float]] = {
    "person": (0.9, 0.32, 1.7), "table": (1.4, 0.8, 0.74), "desk": (1.4, 0.7, 0.75), "chair": (0.45, 0.5, 0.9),
    "couch": (2.0, 0.9, 0.85), "bed": (1.6, 2.05, 0.6), "bookshelf": (0.9, 0.32, 1.9), "lamp": (0.4, 0.4, 1.5),
    "box": (0.5, 0.5, 0.45), "ball": (0.22, 0.22, 0.22), "cup": (0.09, 0.09, 0.1), "book": (0.15, 0.22, 0.03),
    "vase": (0.15, 0.15, 0.3), "flower": (0.2, 0.2, 0.4), "laptop": (0.33, 0.24, 0.22), "tree": (3.0, 3.0, 4.5),
    "house": (8.0, 7.0, 6.0), "mountain": (120.0, 80.0, 45.0), "car": (1.8, 4.4, 1.45), "road": (40.0, 7.0, 0.03),
    "picture": (0.6, 0.03, 0.45), "door": (0.95, 0.1, 2.05), "window": (1.2, 0.12, 1.3), "clock": (0.3, 0.05, 0.3),
    "domino": (0.24, 0.07, 0.48), "goal": (3.0, 1.0, 2.0), "cloud": (4.0, 2.0, 1.5), "rug": (2.4, 1.7, 0.012),
    "cat": (0.2, 0.45, 0.3), "bench": (1.5, 0.45, 0.85), "wall": (4.0, 0.2, 2.6), "ladder": (0.45, 0.1, 2.4),
    "bowl": (0.25, 0.25, 0.1), "plate": (0.25, 0.25, 0.02), "crate": (0.6, 0.6, 0.6), "tv": (1.1, 0.2, 0.7),
    "grass": (3.0, 3.0, 0.04), "lake": (6.0, 4.0, 0.02), "barrel": (0.6, 0.6, 0.9), "ramp": (1.0, 2.0, 0.6),
}  # fmt: skip
PEOPLE = {"man", "woman", "boy", "girl", "person", "child"}
ROUND = {"ball", "cup", "vase", "bowl", "plate", "barrel", "lamp"}


def frame(x: float, y: float, z: float) -> Transform:
    return Transform(translation=np.array([x, y, z], dtype=np.float32), rotation=IDENTITY)


def affordances_of(category: str, size: np.ndarray) -> tuple[Affordance, ...]:
    width, depth, height = (float(v) for v in size)

    def one(kind: str, z: float, *dimensions: float, y: float = 0.0, name: str | None = None) -> Affordance:
        return Affordance(
            name=name or kind, kind=kind, frame=frame(0.0, y, z), dimensions=np.array(dimensions, dtype=np.float32)
        )

    if category in ("table", "desk", "box", "crate", "barrel", "book"):
        return (one("surface_top", height, width, depth, 0.0),)
    if category in ("chair", "couch", "bench"):
        return (one("sit_at", 0.45, 0.9 * width, 0.9 * depth, 0.0),)
    if category == "bed":
        return (one("lie_at", height, width, depth, 0.0),)
    if category == "bookshelf":
        return tuple(
            one("surface_top", z, 0.84, 0.28, 0.35, name=f"shelf[{n}]") for n, z in enumerate((1.5, 1.1, 0.7, 0.3))
        )
    if category in ("vase", "bowl"):
        return (one("inside", 0.02, 0.7 * width, 0.7 * depth, height),)
    return ()


def collision_shapes_of(category: str, size: np.ndarray) -> tuple[CollisionShape, ...]:
    width, depth, height = (float(v) for v in size)

    def box(x: float, y: float, z: float, *dimensions: float) -> CollisionShape:
        return CollisionShape(kind="box", transform=frame(x, y, z), dimensions=np.array(dimensions, dtype=np.float32))

    if category in ("table", "desk"):
        legs = [(sx * (0.5 * width - 0.04), sy * (0.5 * depth - 0.04)) for sx in (-1, 1) for sy in (-1, 1)]
        return (
            box(0, 0, height - 0.02, width, depth, 0.04),
            *(box(x, y, 0.5 * height - 0.02, 0.06, 0.06, height - 0.04) for x, y in legs),
        )
    if category == "bookshelf":
        boards = [box(0, 0, z - 0.01, width, depth, 0.02) for z in (0.3, 0.7, 1.1, 1.5, height)]
        return (*boards, *(box(side * (0.5 * width - 0.01), 0, 0.5 * height, 0.02, depth, height) for side in (-1, 1)))
    if category in ROUND - {"ball"}:
        shape = CollisionShape(kind="cylinder", transform=frame(0, 0, 0.5 * height), dimensions=size.astype(np.float32))
        return (shape,)
    return (box(0, 0, 0.5 * height, width, depth, height),)


def box_mesh(category: str, size: np.ndarray) -> Mesh:
    angle = (
        np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False) if category in ROUND else np.array([5, 7, 1, 3]) * np.pi / 4
    )
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    ring = ring / np.abs(ring).max(axis=0) * 0.5 * size[:2]
    count = len(ring)
    vertices = np.concatenate([np.column_stack([ring, np.full(count, z)]) for z in (0.0, size[2])]).astype(np.float32)
    sides = [[k, (k + 1) % count, (k + 1) % count + count, k + count] for k in range(count)]
    faces = [*sides, list(range(count))[::-1], list(range(count, 2 * count))]
    corners = np.concatenate(faces).astype(np.int32)
    return Mesh(
        vertices=vertices, face_sizes=np.array([len(f) for f in faces], dtype=np.int32), face_vertices=corners,
        uv=np.zeros((len(corners), 2), dtype=np.float32), material_index=np.zeros(len(faces), dtype=np.int32),
        part_index=np.zeros(len(faces), dtype=np.int32),
    )  # fmt: skip


def asset(object_id: str, category: str, role: str = "prop", scale: float = 1.0) -> Asset:
    size = scale * np.array(SIZES.get(category, (0.4, 0.4, 0.4)))
    bounds = np.array(
        [[-0.5 * size[0], -0.5 * size[1], 0.0], [0.5 * size[0], 0.5 * size[1], size[2]]], dtype=np.float32
    )
    return Asset(
        object_id=object_id, category=category, label=category.capitalize(), role=role,  # type: ignore[arg-type]
        meshes=(AssetMesh(name="body", mesh=box_mesh(category, size), part_names=("body",)),), materials=(),
        bounds=bounds, source="parametric",
        physics=PhysicsProperties(mass_kg=1.0), collision_shapes=collision_shapes_of(category, size),
        affordances=affordances_of(category, size),
    )  # fmt: skip


def scene(
    things: str, relations: str = "", actions: str = "", *, room: tuple[float, float, float] | None = None,
    time: str | None = None, weather: str | None = None, shot: Shot | None = None,
) -> tuple[SceneDescription, AssetSet]:  # fmt: skip
    """A description and its assets.

    things: `woman, 2 chair, table` · relations: `ball on table; chair around table` · actions: `woman walk table; woman
    pick_up ball` (underscores are spaces; `> text` adds words).
    """
    entities = []
    for text in (t.strip() for t in things.split(",") if t.strip()):
        words = text.split()
        count = int(words.pop(0)) if words[0].isdigit() else 1
        lemma = words[-1]
        category = "person" if lemma in PEOPLE else lemma
        role = "character" if category == "person" else "prop"
        attributes = tuple(Attribute(type="state", value=w) for w in words[:-1])
        entities.append(
            Entity(id=f"{lemma}_1", lemma=lemma, category=category, count=count, role=role, attributes=attributes)  # type: ignore[arg-type]
        )
    found_relations = []
    for text in (t.strip() for t in relations.split(";") if t.strip()):
        subject, spatial, target = text.split()[:3]
        own = "object" if text.endswith("(object)") else "viewer"
        found_relations.append(
            Relation(
                subject_id=f"{subject}_1",
                predicate=spatial.replace("_", " "),
                spatial=spatial,
                object_id=f"{target}_1",
                frame=own,
            )  # type: ignore[arg-type]
        )
    found_actions = []
    for number, text in enumerate((t.strip() for t in actions.split(";") if t.strip()), start=1):
        head, _, said = text.partition(">")
        words = head.split()
        found_actions.append(
            Action(
                id=f"a{number}", actor_id=f"{words[0]}_1", verb=words[1].replace("_", " "),
                text=said.strip() or head, target_id=f"{words[2]}_1" if len(words) > 2 else None,
                after=f"a{number - 1}" if number > 1 else None,
            )
        )  # fmt: skip
    description = SceneDescription(
        prompt=f"{things} / {relations} / {actions}", setting=Setting(indoor=room is not None),
        lighting=Lighting(time_of_day=time, weather=weather), shot=shot or Shot(),
        entities=tuple(entities), relations=tuple(found_relations), actions=tuple(found_actions),
    )  # fmt: skip
    assets = {
        object_id: asset(object_id, entity.category, "character" if entity.role == "character" else "prop")
        for entity in entities
        for object_id in entity.object_ids
    }
    bounds = None
    if room is not None:
        bounds = np.array(
            [[-0.5 * room[0], -0.5 * room[1], 0.0], [0.5 * room[0], 0.5 * room[1], room[2]]], dtype=np.float32
        )
    return description, AssetSet(assets=assets, room_bounds=bounds)
