"""`sceneloom bench assets`: every category with 20 seeds: contract, times, silhouettes told apart, standing in M5."""

from __future__ import annotations

import hashlib
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..m3_assets.assemble import asset_of, complete_values
from ..m3_assets.catalogue import categories
from ..m3_assets.contract import Build, Category, Values
from ..m3_assets.geometry_check import problems
from ..m5_physics.bodies import build_bodies
from ..m5_physics.engine import available
from ..m5_physics.runner import Runner
from ..protocol.codec import encode
from ..protocol.messages import AssetReply
from ..protocol.scene import (
    Asset,
    AssetSet,
    Entity,
    ObjectPlacement,
    SceneLayout,
    Transform,
    World,
)
from .progress_line import ProgressLine

Array = NDArray[np.float64]
SEEDS, KNOWN = 20, 10
"""seeds per category; the first half are the known ones of the silhouette test"""
CELLS = 40
"""of a silhouette's longer side"""
_VIEWS = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (0.53, -0.85, 0.0))
STAND_S, STAND_TILT_RAD, STAND_SHIFT = 2.0, 0.14, 0.06
"""what stands tilts by less than that in 2 s, and moves by a smaller share of its size"""
_NO_SKY = World(kind="color", colors=np.ones((1, 3), dtype=np.float32), stops=np.zeros(1, dtype=np.float32))
NOT_STANDING = {
    *("ball", "soccer ball", "basketball", "tennis ball", "baseball", "apple", "orange", "lemon", "tomato", "peach"),
    *("pear", "egg", "watermelon", "wheel", "carrot", "microphone"),  # what rolls
    *("bicycle", "motorcycle", "kite", "sailboat", "umbrella", "shield", "guitar", "mirror", "picture", "clock"),
    *("fish", "curtain", "window", "door", "hat", "cloud", "water", "chandelier"),  # what leans, hangs, floats or flies
}


@dataclass(frozen=True)
class Measured:
    """What is kept of one built asset."""

    seconds: float
    faults: tuple[str, ...]
    masks: NDArray[np.bool_]
    size_m: float


def run(out: Path, only: Sequence[str] = ()) -> None:
    """Prints the figures of each test and what misses it, a test as soon as it is through; `only` names categories.

    What was measured of a category stays in `out`, so that an interrupted run goes on where it was; where the shared
    sources or what the first two seeds build have changed, it is measured anew.
    """
    line = ProgressLine()
    kept = out / "assets"
    kept.mkdir(parents=True, exist_ok=True)
    chosen = {name: category for name, category in categories().items() if not only or name in only}
    measured = {name: _measured(category, kept) for name, category in line.through(chosen, "building")}
    line.end()
    _report_contract(measured)
    _report_silhouettes(measured, line)
    _report_standing(chosen, line)


@lru_cache(maxsize=1)
def _shared_sources() -> bytes:
    """Of what all builders use: everything but the kits."""
    sources = sorted(Path(__file__).parents[1].joinpath("m3_assets").glob("[!k]*.py"))
    return b"".join(source.read_bytes() for source in sources)


def _measured(category: Category, kept: Path) -> list[Measured]:
    """What every seed of a category gives, from the folder `kept` where it is there."""
    digest = hashlib.blake2b(_shared_sources(), digest_size=8)
    for seed in range(2):
        digest.update(encode(AssetReply(asset=_whole(category, category.build(sampled(category, seed))))))
    path = kept / f"{category.name.replace(' ', '_')}_{digest.hexdigest()}.npz"
    if path.exists():
        with np.load(path) as stored:
            faults = [tuple(text.split(";")) if text else () for text in map(str, stored["faults"])]
            rows = zip(stored["seconds"].tolist(), faults, stored["masks"], stored["sizes_m"].tolist(), strict=True)
            return [Measured(*row) for row in rows]
    found = [measure(category, seed) for seed in range(SEEDS)]
    unfinished = path.with_suffix(".part.npz")
    np.savez_compressed(
        unfinished, seconds=[one.seconds for one in found], faults=[";".join(one.faults) for one in found],
        masks=np.stack([one.masks for one in found]), sizes_m=[one.size_m for one in found],
    )  # fmt: skip
    unfinished.replace(path)
    return found


def sampled(category: Category, seed: int) -> Values:
    """All values of a category for the bare word."""
    entity = Entity(id=f"{category.name}_1", lemma=category.name, category=category.name)
    rng = np.random.default_rng([zlib.crc32(category.name.encode()), seed])
    return complete_values(category, category.sample(entity, rng))


def measure(category: Category, seed: int) -> Measured:
    """Build a category from a seed, time it (CPU), and check the parts that the contract test checks first."""
    values = sampled(category, seed)
    start_s = time.process_time()
    build = category.build(values)
    seconds = time.process_time() - start_s
    asset = _whole(category, build)
    faults = ["unsound part"] if any(problems(part.surface, part.closed) for part in build.parts) else []
    if asset.role == "prop" and abs(float(asset.bounds[0, 2])) > 0.002 + 0.002 * float(asset.dimensions[2]):
        faults.append("not on the floor")
    return Measured(seconds, tuple(faults), silhouettes(asset), float(asset.dimensions.max()))


def _whole(category: Category, build: Build) -> Asset:
    """The asset that the parts of a category make."""
    role = "structure" if category.static else "prop"
    return asset_of(build, object_id=f"{category.name}_1", category=category.name, label=category.name, role=role)


def _report_contract(measured: dict[str, list[Measured]]) -> None:
    wrong = Counter(f"{name}: {fault}" for name, rows in measured.items() for row in rows for fault in row.faults)
    median_ms = {name: 1000 * float(np.median([row.seconds for row in rows])) for name, rows in measured.items()}
    every = np.array([1000 * row.seconds for rows in measured.values() for row in rows])
    slowest = sorted(median_ms, key=lambda name: -median_ms[name])[:3]
    print(f"{len(measured)} categories x {SEEDS} seeds: {sum(wrong.values())} break the contract {dict(wrong) or ''}")
    print(f"build, CPU: median {np.median(every):.0f} ms, 95 % {np.percentile(every, 95):.0f} ms, "
          f"worst {every.max():.0f}")  # fmt: skip
    print("  slowest: " + ", ".join(f"{name} {median_ms[name]:.0f} ms" for name in slowest))


def faces_of(asset: Asset) -> Array:
    """(F, 4, 3) corners of all faces of an asset at rest; triangles repeat their last corner."""
    found = []
    for part in asset.meshes:
        mesh = part.mesh
        starts = np.cumsum(mesh.face_sizes) - mesh.face_sizes
        last = starts + mesh.face_sizes - 1
        corners = mesh.vertices[mesh.face_vertices[np.minimum(starts[:, None] + np.arange(4), last[:, None])]]
        if part.joint is not None:
            corners = corners + part.joint.origin
        if part.instances is not None:
            corners = corners + part.instances[:1, :3]
        found.append(corners.astype(np.float64))
    return np.concatenate(found)


def silhouettes(asset: Asset) -> NDArray[np.bool_]:
    """(views, CELLS, CELLS) of an asset seen from the side, the front, above and three quarters; in equal size."""
    corners = faces_of(asset)
    size = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=-1).max(axis=1)
    large = size > 1.5 * float(asset.dimensions.max()) / CELLS
    masks = []
    for view in _VIEWS:
        way = np.array(view) / np.linalg.norm(view)
        right = np.cross((0.0, 0.0, 1.0), way) if abs(way[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
        right = right / np.linalg.norm(right)
        flat = corners @ np.stack([right, np.cross(way, right)], axis=1)  # (F, 4, 2)
        low, high = flat.min(axis=(0, 1)), flat.max(axis=(0, 1))
        scale = (CELLS - 1) / max(float((high - low).max()), 1e-9)
        cells = np.rint((flat - 0.5 * (low + high)) * scale + 0.5 * (CELLS - 1)).astype(np.int32)
        mask = np.zeros((CELLS, CELLS), dtype=np.uint8)
        mask[cells[..., 1].reshape(-1), cells[..., 0].reshape(-1)] = 1
        for face in cells[large]:
            cv2.fillConvexPoly(mask, face, 1)
        masks.append(mask.astype(bool))
    return np.stack(masks)


def _report_silhouettes(measured: dict[str, list[Measured]], line: ProgressLine) -> None:
    """The nearest of all known silhouettes (by overlap) names the category; with and without knowing the size."""
    names = list(measured)
    masks = np.stack([[row.masks.reshape(-1) for row in rows] for rows in measured.values()])  # (C, S, P)
    sizes = np.log([[row.size_m for row in rows] for rows in measured.values()])
    references = masks[:, :KNOWN].reshape(-1, masks.shape[2]).astype(np.float32)
    reference_sizes = sizes[:, :KNOWN].reshape(-1)
    right, mixed = {False: 0, True: 0}, Counter[str]()
    for name, index in line.through({name: index for index, name in enumerate(names)}, "comparing silhouettes"):
        for seed in range(KNOWN, SEEDS):
            mine = masks[index, seed].astype(np.float32)
            both = references @ mine
            overlap = both / (references.sum(axis=1) + mine.sum() - both)
            for with_size in (False, True):
                score = overlap - (0.3 * np.abs(reference_sizes - sizes[index, seed]) if with_size else 0.0)
                taken = names[int(np.argmax(score)) // KNOWN]
                right[with_size] += taken == name
                if taken != name and with_size:
                    mixed[f"{name} as {taken}"] += 1
    line.end()
    total = len(names) * (SEEDS - KNOWN)
    print(f"silhouettes, nearest neighbour of {len(names)}: {100 * right[False] / total:.1f} % by shape alone, "
          f"{100 * right[True] / total:.1f} % with the size")  # fmt: skip
    print("  taken for another: " + ", ".join(f"{text} ({count})" for text, count in mixed.most_common(24)))


def settled(asset: Asset, seconds: float = STAND_S) -> tuple[float, float]:
    """How far an asset put on a floor tilts (rad) and moves (share of its size) in that time."""
    fps = 24
    place = Transform(translation=np.zeros(3, dtype=np.float32), rotation=quat.IDENTITY.astype(np.float32))
    name = asset.object_id
    layout = SceneLayout(
        bounds=np.array([[-5, -5, 0], [5, 5, 3]], dtype=np.float32),
        placements={
            name: ObjectPlacement(
                object_id=name, category=asset.category, transform=place, dimensions=asset.dimensions, support_id=None
            )
        },
        cameras=(), lights=(), world=_NO_SKY, paths=(),
    )  # fmt: skip
    world = build_bodies(AssetSet(assets={name: asset}), layout, {}, {})
    runner = Runner(world.bodies, fps, available()[0], always_awake=True)  # the stage would let it rest untouched
    recording = runner.run(int(seconds * fps))
    index = runner.index[name]
    turned = quat.mul(recording.rotations[-1, index], quat.inv(recording.rotations[0, index]))
    up = quat.mul_vec(turned, np.array([0.0, 0.0, 1.0]))
    shift = float(np.linalg.norm(recording.translations[-1, index] - recording.translations[0, index]))
    return float(np.arccos(np.clip(up[2], -1.0, 1.0))), shift / float(asset.dimensions.max())


def _report_standing(chosen: dict[str, Category], line: ProgressLine) -> None:
    falls, tested = [], 0
    for name, category in line.through(chosen, "standing"):
        asset = _whole(category, category.build(sampled(category, 0)))
        if asset.physics.static or name in NOT_STANDING:
            continue
        tested += 1
        tilt, shift = settled(asset)
        if tilt > STAND_TILT_RAD or shift > STAND_SHIFT:
            falls.append(f"{name} ({np.degrees(tilt):.0f}°, {100 * shift:.0f} %)")
    line.end()
    print(f"stand {STAND_S:.0f} s on a floor: {tested - len(falls)} of {tested}")
    print(f"  falling: {', '.join(falls) or '-'}")
