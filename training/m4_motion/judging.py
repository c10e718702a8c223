"""What every row of the evaluation is worth on one fold, window by window, and the figures of several folds together.

Each fold has its own judges, so what lies in their space (KID, FID, diversity) is compared within a fold and averaged;
what is counted per window is pooled. Intervals are over trial groups, of which no two folds share one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.m4_motion.learned.features import from_motion
from backend.m4_motion.learned.joints import JointMotion

from .clip_store import Clip
from .metrics import bodily, diversity, fid, interval, kid

Array = NDArray[np.float64]
RETRIEVAL = ("R@1", "R@2", "R@3")
PHYSICAL = ("skate", "penetration mm", "float mm")
COPY_M = 0.04
"""mean joint distance below which a window counts as a copy of a training window"""
_DRAWS = 400


@dataclass(frozen=True, kw_only=True)
class FoldFigures:
    """One fold: N windows, and of every row what was measured on each of them."""

    fold: int
    clips: int
    groups: list[str]
    """(N,) the trial group of each window"""
    windows: dict[str, dict[str, Array]]
    """row: figure: (N,)"""
    embedded: dict[str, Array]
    """row: (judges, N, D); the real motions are there as `real`"""
    multimodality: dict[str, float] = field(default_factory=dict)
    ablation: dict[str, Array] = field(default_factory=dict)
    """setting of PhysicsSSM: (M,) joint errors in mm"""
    ablation_groups: list[str] = field(default_factory=list)
    tasks: dict[str, float] = field(default_factory=dict)
    """what came of it in scenes (`tasks`)"""
    missing: list[str] = field(default_factory=list)
    """weights that were not there"""

    def write(self, path: Path) -> None:
        arrays = {f"window|{row}|{name}": values for row, own in self.windows.items() for name, values in own.items()}
        arrays |= {f"embedded|{row}": values for row, values in self.embedded.items()}
        arrays |= {f"ablation|{row}": values for row, values in self.ablation.items()}
        facts = {"fold": self.fold, "clips": self.clips, "groups": self.groups, "multimodality": self.multimodality,
                 "ablation_groups": self.ablation_groups, "tasks": self.tasks, "missing": self.missing}  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, facts=np.array(json.dumps(facts)), **arrays)  # type: ignore[arg-type]

    @classmethod
    def read(cls, path: Path) -> FoldFigures:
        windows: dict[str, dict[str, Array]] = {}
        parts: dict[str, dict[str, Array]] = {"embedded": {}, "ablation": {}}
        with np.load(path) as arrays:
            facts = json.loads(str(arrays["facts"]))
            for key in arrays.files:
                kind, *names = key.split("|")
                if kind == "window":
                    windows.setdefault(names[0], {})[names[1]] = arrays[key]
                elif kind in parts:
                    parts[kind][names[0]] = arrays[key]
        return cls(windows=windows, embedded=parts["embedded"], ablation=parts["ablation"], **facts)


def per_window(motions: Sequence[JointMotion], places: Array) -> dict[str, Array]:
    """What bodies obey, and whether a window is a copy: (N,) each.

    places: joint places of training windows (M, 16 · 60)
    """
    physical = [bodily(motion) for motion in motions]
    found = {name: np.array([own[name] for own in physical]) for name in (*PHYSICAL, "jerk")}
    found["copies"] = np.array([_is_copy(from_motion(motion), places) for motion in motions])
    return found


def training_places(train: Sequence[Clip]) -> Array:
    """(M, 16 · 60) joint places of training windows of three seconds, every half second."""
    rows = []
    for clip in train:
        if clip.kind == "program":
            continue
        values = from_motion(clip.motion)
        for start in range(0, len(values) - 59, 10):
            rows.append(values[start : start + 60 : 4, 4:64].reshape(-1))
    return np.array(rows, dtype=np.float32)


def _is_copy(features: Array, places: Array) -> float:
    """1 where the joints are, on the mean, as near to a training window as a copy is; nan where it is too short."""
    if len(features) < 56:
        return float("nan")
    values = features[:60:4, 4:64]
    known = places.reshape(len(places), -1, 60)[:, : len(values)]
    apart = np.sqrt(((known - values[None]) ** 2).mean(axis=(1, 2)) * 3.0)
    return float(apart.min() < COPY_M)


def pooled(folds: Sequence[FoldFigures], rng: np.random.Generator) -> dict[str, dict]:
    """Every figure of every row over all windows of the folds, with intervals, and each row against `full`.

    A row counts where every fold has it.
    """
    names = [row for row in folds[0].windows if all(row in fold.windows for fold in folds)]
    groups = [group for fold in folds for group in fold.groups]

    def of(row: str, figure: str) -> Array:
        return np.concatenate([fold.windows[row][figure] for fold in folds])

    real_jerk = float(of("real", "jerk").mean())
    figures: dict[str, dict] = {}
    for row in names:
        entry: dict = {name: interval(of(row, name), groups, rng) for name in (*RETRIEVAL, "MM-Dist")}
        seen = "real" if row == "shuffled captions" else row
        for name, distance in (("KID", kid), ("FID", fid)):
            entry[name] = float(
                np.mean(
                    [
                        distance(m, r)
                        for fold in folds
                        for m, r in zip(fold.embedded[seen], fold.embedded["real"], strict=True)
                    ]
                )
            )
        entry["diversity"] = float(np.mean([diversity(m, rng) for fold in folds for m in fold.embedded[seen]]))
        if all(row in fold.multimodality for fold in folds):
            entry["multimodality"] = float(np.mean([fold.multimodality[row] for fold in folds]))
        if row != "shuffled captions":
            for name in PHYSICAL:
                entry[name] = interval(of(row, name), groups, rng)
            entry["jerk ratio"] = float(of(row, "jerk").mean()) / real_jerk
            entry["copies"] = float(np.nanmean(of(row, "copies")))
        figures[row] = entry
    for name, distance in (("KID floor", kid), ("FID floor", fid)):
        figures["real"][name] = float(np.mean([_half_distance(fold, distance, rng) for fold in folds]))
    if "full" in names:
        lead_of = np.mean([of("full", name) for name in RETRIEVAL], axis=0)
        for row in names:
            if row not in ("full", "real"):
                lead = lead_of - np.mean([of(row, name) for name in RETRIEVAL], axis=0)
                figures[row]["full leads by"] = interval(lead, groups, rng)
                figures[row]["full nearer by"] = _kid_lead(folds, row, rng)
    return figures


def _half_distance(fold: FoldFigures, distance, rng: np.random.Generator) -> float:  # type: ignore[no-untyped-def]
    """Of one half of the real windows from the other: what no system can be better than."""
    values = []
    for real in fold.embedded["real"]:
        for _ in range(5):
            order = rng.permutation(len(real))
            values.append(distance(real[order[: len(real) // 2]], real[order[len(real) // 2 :]]))
    return float(np.mean(values))


def _kid_lead(folds: Sequence[FoldFigures], row: str, rng: np.random.Generator) -> tuple[float, float, float]:
    """KID of a row less that of `full`, with its interval over trial groups, resampled within each fold."""
    draws = np.zeros((_DRAWS + 1, len(folds)))
    for column, fold in enumerate(folds):
        other = fold.embedded["real" if row == "shuffled captions" else row]
        names = sorted(set(fold.groups))
        members = {name: [i for i, group in enumerate(fold.groups) if group == name] for name in names}
        for draw in range(_DRAWS + 1):
            chosen = names if draw == 0 else [names[i] for i in rng.integers(len(names), size=len(names))]
            rows = np.array([i for name in chosen for i in members[name]])
            # the real side stays whole: a resampled one would hold windows twice
            seeds = zip(other, fold.embedded["full"], fold.embedded["real"], strict=True)
            draws[draw, column] = np.mean([kid(o[rows], r) - kid(f[rows], r) for o, f, r in seeds])
    values = draws.mean(axis=1)
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return float(values[0]), float(low), float(high)


def pooled_ablation(folds: Sequence[FoldFigures], rng: np.random.Generator) -> dict[str, dict]:
    """Joint errors of every setting of PhysicsSSM, and by how much the learned gate is better."""
    groups = [group for fold in folds for group in fold.ablation_groups]
    names = [name for name in folds[0].ablation if all(name in fold.ablation for fold in folds)]
    values: Mapping[str, Array] = {name: np.concatenate([fold.ablation[name] for fold in folds]) for name in names}
    result: dict[str, dict] = {}
    for name, own in values.items():
        result[name] = {"joint error mm": interval(own, groups, rng)}
        if name != "gate learned":
            result[name]["gate learned is better by mm"] = interval(own - values["gate learned"], groups, rng)
    return result
