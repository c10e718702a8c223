"""Measures the planner on random scenes of boxes: collisions, supports, relations, time, growth with size.

`sceneloom bench layout` prints `growth_table()`; the tests hold the bars of single figures.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from ..common.progress import silent
from ..common.seeding import stage_rng
from ..protocol.scene import (
    Affordance,
    Asset,
    AssetSet,
    CollisionShape,
    Entity,
    Lighting,
    PhysicsProperties,
    Relation,
    SceneDescription,
    SceneLayout,
    Setting,
    Shot,
    Transform,
)
from .plane import pieces_overlap
from .stage import LayoutPlanner
from .stand import Stand, from_transform
from .surfaces import surfaces_of
from .things import Thing, gather_things

SIZES = (10, 20, 50, 100, 200, 400)
TOLERANCE_M = 0.005
# category: width, depth, height in m, and whether it carries things
_FURNITURE = {
    "table": (1.4, 0.8, 0.74, True), "chair": (0.45, 0.5, 0.9, False), "couch": (2.0, 0.9, 0.85, False),
    "lamp": (0.35, 0.35, 1.5, False), "crate": (0.6, 0.6, 0.6, True), "cabinet": (0.9, 0.45, 1.2, True),
    "barrel": (0.6, 0.6, 0.9, False), "bench": (1.5, 0.45, 0.8, False),
}  # fmt: skip
_SMALL = {"cup": (0.09, 0.09, 0.1), "book": (0.15, 0.22, 0.03), "bowl": (0.22, 0.22, 0.09), "ball": (0.2, 0.2, 0.2)}
_FLOOR_RELATIONS = ("near", "next_to", "left_of", "right_of", "in_front_of", "behind", "facing")
_TABLE_RELATIONS = ("next_to", "left_of", "right_of", "behind")


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one layout is worth."""

    num_objects: int
    seconds: float
    colliding: int
    """objects that reach into another one by more than 5 mm"""
    supported: int
    """objects that stand on the ground or on their support, within 1 cm"""
    relations: int
    unsatisfied: int


def random_scene(num_objects: int, rng: np.random.Generator) -> tuple[SceneDescription, AssetSet]:
    """Furniture and small things with chained relations; about one in three stands on a table."""
    entities: list[Entity] = []
    relations: list[Relation] = []
    assets: dict[str, Asset] = {}
    floor: list[str] = []
    load: dict[str, list[str]] = {}
    names, small_names = list(_FURNITURE), list(_SMALL)
    for number in range(num_objects):
        holders = [i for i, items in load.items() if len(items) < 3]
        if holders and rng.random() < 0.35:
            category = small_names[int(rng.integers(len(small_names)))]
            holder = holders[int(rng.integers(len(holders)))]
            object_id = f"{category}_{number}"
            relations.append(_relation(object_id, "on", holder))
            if load[holder] and rng.random() < 0.5:
                word = _TABLE_RELATIONS[int(rng.integers(len(_TABLE_RELATIONS)))]
                relations.append(_relation(object_id, word, load[holder][-1]))
            load[holder].append(object_id)
            size, carries = np.array(_SMALL[category]), False
        else:
            category = names[int(rng.integers(len(names)))]
            object_id = f"{category}_{number}"
            if floor and rng.random() < 0.6:  # a tree of relations: each new thing to one that is there already
                word = _FLOOR_RELATIONS[int(rng.integers(len(_FLOOR_RELATIONS)))]
                relations.append(_relation(object_id, word, floor[-1]))
            floor.append(object_id)
            size, carries = np.array(_FURNITURE[category][:3]), _FURNITURE[category][3]
            if carries:
                load[object_id] = []
        entities.append(Entity(id=object_id, lemma=category, category=category))
        assets[object_id] = box_asset(object_id, category, size * rng.uniform(0.9, 1.1), carries)
    description = SceneDescription(
        prompt="", setting=Setting(), lighting=Lighting(), shot=Shot(), entities=tuple(entities),
        relations=tuple(relations), actions=(),
    )  # fmt: skip
    return description, AssetSet(assets=assets)


def _relation(subject_id: str, word: str, object_id: str) -> Relation:
    return Relation(subject_id=subject_id, predicate=word.replace("_", " "), spatial=word, object_id=object_id)


def box_asset(object_id: str, category: str, size: np.ndarray, carries: bool) -> Asset:
    """A box of `size` (3,) m with a carrying top."""
    half = 0.5 * size
    identity = np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32)
    middle = Transform(translation=np.array([0.0, 0.0, half[2]], dtype=np.float32), rotation=identity)
    top = Transform(translation=np.array([0.0, 0.0, size[2]], dtype=np.float32), rotation=identity)
    area = np.array([size[0], size[1], 0.0], dtype=np.float32)
    return Asset(
        object_id=object_id, category=category, label=category, role="prop", source="parametric", meshes=(),
        materials=(), bounds=np.array([[-half[0], -half[1], 0.0], [half[0], half[1], size[2]]], dtype=np.float32),
        physics=PhysicsProperties(mass_kg=1.0),
        collision_shapes=(CollisionShape(kind="box", transform=middle, dimensions=size.astype(np.float32)),),
        affordances=(Affordance(name="top", kind="surface_top", frame=top, dimensions=area),) if carries else (),
    )  # fmt: skip


def colliding_objects(things: dict[str, Thing], stands: dict[str, Stand]) -> set[str]:
    """Objects whose convex pieces reach into another's by more than the tolerance."""
    ids = [i for i, t in things.items() if t.kind not in ("environment", "ground")]
    centres = np.array([stands[i].pose[:2] for i in ids]).reshape(-1, 2)
    reach = np.array([things[i].reach + things[i].overhang for i in ids])
    found: set[str] = set()
    near = np.linalg.norm(centres[:, None] - centres[None], axis=-1) < reach[:, None] + reach[None]
    for i, j in zip(*np.nonzero(np.triu(near, 1)), strict=True):
        a, b = ids[i], ids[j]
        if pieces_overlap(
            things[a], stands[a].pose, stands[a].base, things[b], stands[b].pose, stands[b].base, TOLERANCE_M
        ):
            found |= {a, b}
    return found


def supported_objects(layout: SceneLayout, things: dict[str, Thing], stands: dict[str, Stand]) -> set[str]:
    """Objects whose origin is within 1 cm of the ground or of a surface of their support, under their centre."""
    found = set()
    for object_id, placement in layout.placements.items():
        stand, holder = stands[object_id], things.get(placement.support_id or "")
        if holder is None:
            heights = [0.0]
        else:
            base = stands[holder.object_id].base
            heights = [
                base + float(s.centre[2]) for s in surfaces_of(holder, "surface_top", "inside", "sit_at", "lie_at")
            ]
            heights += [base, base + holder.top]
        if min(abs(stand.base - h) for h in heights) <= 0.01:
            found.add(object_id)
    return found


def measure(description: SceneDescription, assets: AssetSet, seed: int) -> Figures:
    """Plans one scene and checks it from its placements alone."""
    planner = LayoutPlanner.load()
    start = time.perf_counter()
    layout = planner.run(description, assets, rng=stage_rng(seed, "layout"), progress=silent)
    seconds = time.perf_counter() - start
    things = gather_things(description, assets)
    stands = {i: from_transform(things[i], p.transform) for i, p in layout.placements.items()}
    return Figures(
        num_objects=len(things), seconds=seconds, colliding=len(colliding_objects(things, stands)),
        supported=len(supported_objects(layout, things, stands)), relations=len(description.relations),
        unsatisfied=len(layout.unsatisfied),
    )  # fmt: skip


def growth_table(sizes: tuple[int, ...] = SIZES, seeds: int = 2) -> str:
    """Seconds, colliding and supported shares and unsatisfied relations for growing scenes, as text."""
    lines = ["objects  seconds  colliding  supported  relations held"]
    for size in sizes:
        runs = [measure(*random_scene(size, np.random.default_rng([size, seed])), seed) for seed in range(seeds)]
        count, relations = sum(r.num_objects for r in runs), max(1, sum(r.relations for r in runs))
        held = 1.0 - sum(min(r.unsatisfied, r.relations) for r in runs) / relations
        lines.append(
            f"{size:7d}  {sum(r.seconds for r in runs) / len(runs):7.2f}  {sum(r.colliding for r in runs) / count:9.1%}"
            f"  {sum(r.supported for r in runs) / count:9.1%}  {held:14.1%}"
        )
    return "\n".join(lines)


def run() -> None:
    """What `sceneloom bench layout` prints."""
    print(growth_table())
