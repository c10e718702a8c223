"""Spatial relations between things, as `bench_prompts.md` defines them."""

from __future__ import annotations

from typing import Any

import numpy as np

from .recording import Recording, Thing

_FAR_THINGS = {"house", "fence", "water", "mountain", "building"}


def holds(recording: Recording, predicate: str, subject: Thing, object_: Thing, check: dict[str, Any]) -> bool:
    """Whether a relation between two things holds."""
    last = check.get("at") == "last"
    a, b = (subject.last_box, object_.last_box) if last else (subject.box, object_.box)
    if predicate == "on":
        fits = rests_on(subject, object_, last)
        if fits and check.get("centred"):
            offset = np.abs(a.mean(0) - b.mean(0))[:2]
            fits = bool((offset <= 0.2 * (b[1] - b[0])[:2]).all())
        return fits
    if predicate == "stacked_on":
        offset = np.linalg.norm((a.mean(0) - b.mean(0))[:2])
        return rests_on(subject, object_, last) and offset <= 0.4 * float((b[1] - b[0])[:2].min())
    if predicate == "above":
        return a[0, 2] >= b[1, 2] - 0.01 and gap(a, b) == 0.0
    if predicate == "under":
        center = a.mean(0)
        inside = (center[:2] >= b[0, :2] - 0.2).all() and (center[:2] <= b[1, :2] + 0.2).all()
        return bool(center[2] < b[1, 2] and inside)
    if predicate in ("in", "outside"):
        center = a.mean(0)
        inside = bool((center >= b[0]).all() and (center <= b[1]).all())
        if object_.category in ("vase", "goal") and not inside:
            overlap = np.prod(np.maximum(np.minimum(a[1], b[1]) - np.maximum(a[0], b[0]), 0))
            inside = overlap >= 0.3 * np.prod(a[1] - a[0])
        return inside if predicate == "in" else not inside
    if predicate == "next_to":
        return gap(a, b) <= 0.5
    if predicate == "near":
        return gap(a, b) <= (5.0 if _FAR_THINGS & {subject.category, object_.category} else 1.5)
    if predicate == "against":
        return gap(a, b) <= 0.1 and float(b[1, 2] - b[0, 2]) >= 1.5
    if predicate == "facing":
        return _faces(subject, object_, -1 if last else 0)
    if predicate in ("left_of", "right_of", "in_front_of", "behind"):
        directions = {"left_of": -recording.right, "right_of": recording.right}
        directions |= {"in_front_of": -recording.away, "behind": recording.away}
        offset = (a.mean(0) - b.mean(0)) * [1, 1, 0]
        if _in_direction(offset, directions[predicate], a):
            return True
        if check.get("frame") == "either":
            front = -object_.matrices[-1 if last else 0][:3, 1] * [1, 1, 0]
            front = front / max(np.linalg.norm(front), 1e-9)
            own = {"in_front_of": front, "behind": -front}
            return predicate in own and _in_direction(offset, own[predicate], a)
        return False
    raise ValueError(f"no such relation: {predicate}")


def _in_direction(offset: np.ndarray, direction: np.ndarray, box: np.ndarray) -> bool:
    distance = float(np.linalg.norm(offset))
    least = 0.05 if float((box[1] - box[0]).max()) < 0.3 else 0.1
    return distance >= least and float(offset @ direction) >= 0.5 * distance


def gap(a: np.ndarray, b: np.ndarray) -> float:
    """Horizontal distance between two footprints."""
    apart = np.maximum(0.0, np.maximum(a[0] - b[1], b[0] - a[1]))[:2]
    return float(np.linalg.norm(apart))


def rests_on(subject: Thing, object_: Thing, last: bool = False) -> bool:
    """Meshes within 1 cm (people 2 cm), the contact below the subject's centre, penetration at most 1 cm."""
    points, tree = (subject.last_vertices, object_.last_tree) if last else (subject.vertices, object_.tree)
    own, own_tree = (object_.last_vertices, subject.last_tree) if last else (object_.vertices, subject.tree)
    limit = 0.02 if subject.is_person else 0.01
    middle = points[:, 2].mean() if subject.is_person else (points[:, 2].min() + points[:, 2].max()) / 2
    low = points[points[:, 2] <= middle]
    low = low[np.argsort(low[:, 2])[:3000]]
    nearest, deepest = np.inf, 0.0
    for point in low:
        location, normal, _, distance = tree.find_nearest(point.tolist())
        if location is None:
            continue
        nearest = min(nearest, distance)
        outside = (point - np.array(location)) @ np.array(normal)
        if outside < 0 and normal.z > 0.5:
            deepest = max(deepest, distance)
    if nearest > limit:  # a small support under a wide thing
        inside = (own[:, :2] >= points[:, :2].min(0)).all(1) & (own[:, :2] <= points[:, :2].max(0)).all(1)
        for point in own[inside][:3000]:
            location, _, _, distance = own_tree.find_nearest(point.tolist())
            if location is not None and point[2] <= middle:
                nearest = min(nearest, distance)
    return nearest <= limit and deepest <= 0.01 + (0.01 if subject.is_person else 0.0)


def _faces(subject: Thing, object_: Thing, frame: int) -> bool:
    if subject.is_person:
        front = subject.axes["hips"][frame][:, 2]
        place = subject.heads["hips"][frame]
    else:
        front = -subject.matrices[frame][:3, 1]
        place = subject.centers[frame]
    to = (object_.centers[frame] - place) * [1, 1, 0]
    front = front * [1, 1, 0]
    cosine = to @ front / max(np.linalg.norm(to) * np.linalg.norm(front), 1e-9)
    return bool(cosine >= np.cos(np.radians(30)))


def holds_together(recording: Recording, predicate: str, subjects: list[Thing], objects: list[Thing]) -> bool:
    """Relations of a whole group: around, between, in_row, along_both_sides."""
    if predicate == "around":
        return any(_around(subjects, o) for o in objects)
    if predicate == "in_row":
        return _in_row(subjects)
    if predicate == "between":
        return all(_between(s, objects) for s in subjects)
    if predicate == "along_both_sides":
        return any(_both_sides(subjects, o) for o in objects)
    raise ValueError(f"no such relation: {predicate}")


def _around(subjects: list[Thing], object_: Thing) -> bool:
    offsets = np.array([s.box.mean(0) - object_.box.mean(0) for s in subjects])[:, :2]
    angles = np.sort(np.degrees(np.arctan2(offsets[:, 1], offsets[:, 0])))
    holes = np.diff(np.append(angles, angles[0] + 360))
    close = all(gap(s.box, object_.box) <= 1.0 for s in subjects)
    return close and float(holes.max()) <= 360 / len(subjects) + 40


def _between(subject: Thing, objects: list[Thing]) -> bool:
    for i, first in enumerate(objects):
        for second in objects[i + 1 :]:
            a, b = first.box.mean(0)[:2], second.box.mean(0)[:2]
            length = float(np.linalg.norm(b - a))
            along = float((subject.box.mean(0)[:2] - a) @ (b - a)) / max(length**2, 1e-9)
            off = np.linalg.norm(subject.box.mean(0)[:2] - (a + along * (b - a)))
            if 0.2 <= along <= 0.8 and off <= 0.25 * length:
                return True
    return False


def _in_row(subjects: list[Thing]) -> bool:
    centers = np.array([s.box.mean(0)[:2] for s in subjects])
    if len(centers) < 3:
        return False
    direction = np.linalg.svd(centers - centers.mean(0))[2][0]
    along = (centers - centers.mean(0)) @ direction
    order = np.argsort(along)
    spacing = np.linalg.norm(np.diff(centers[order], axis=0), axis=1)
    side = (centers - centers.mean(0)) @ np.array([-direction[1], direction[0]])
    curve = np.polyval(np.polyfit(along, side, 2), along)
    even = (np.abs(spacing - spacing.mean()) <= 0.3 * spacing.mean()).all()
    return bool(even and (np.abs(side - curve) <= 0.25 * spacing.mean()).all())


def _both_sides(subjects: list[Thing], road: Thing) -> bool:
    extent = road.box[1] - road.box[0]
    across = np.array([1.0, 0.0]) if extent[0] < extent[1] else np.array([0.0, 1.0])
    sides = [float((s.box.mean(0) - road.box.mean(0))[:2] @ across) for s in subjects if gap(s.box, road.box) <= 8]
    return sum(s > 0 for s in sides) >= 2 and sum(s < 0 for s in sides) >= 2
