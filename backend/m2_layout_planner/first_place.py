"""Where someone is before the first walk: a few metres off, so that the walk is seen."""

from __future__ import annotations

import numpy as np

from ..protocol.conventions import direction_heading
from .paths import FloorPlan
from .placing import Scene
from .separation import Array
from .sight import Blocks, blocks_of
from .standoff import outline_distance

CONVERSATION_M = 1.0
"""people who have nothing to do with one another do not stand nearer"""
_RUN_UP_M = 1.0
"""of a kick: two steps, so that it does not keep one waiting"""
AT_FEET_M = 0.2  # from the middle of the body to what the next step meets


def choose_start(
    scene: Scene, plan: FloorPlan, end: Array, angle: str | None, speed_m_s: float, rng: np.random.Generator,
    short: bool = False, straight: bool = False,
) -> Array:  # fmt: skip
    """Pose (3,) from which a walk to `end` (3,) goes across the picture or diagonally toward the camera.

    `straight`: in line with where it ends, as a run-up.
    """
    usual = float(np.clip(1.9 * speed_m_s, 2.2, 5.0)) if not short else _RUN_UP_M
    headings = np.linspace(-np.pi, np.pi, 32, endpoint=False)
    blocks = blocks_of(scene)
    best, best_score = end, -np.inf
    for length in (usual, 1.3 * usual, 0.75 * usual, 0.5 * usual):
        directions = np.stack([np.sin(headings), -np.cos(headings)], axis=-1)
        starts = end[:2] - length * directions
        clear = plan.clearance(starts)
        wanted = {"behind": np.pi, "front": 0.0, "side": 0.5 * np.pi}.get(angle or "", 0.37 * np.pi)
        score = 0.9 * np.cos(np.abs(headings) - wanted)  # either way across the picture
        score += (6.0 if straight else 1.2 if short else 0.6) * np.cos(headings - end[2])  # not turning on arrival
        score += np.minimum(clear, 0.6) * 1.0 - 8.0 * np.maximum(0.3 - clear, 0.0)
        score -= 0.5 * abs(length - usual)
        score += rng.uniform(0.0, 0.05, len(headings))
        for k in np.argsort(-score, kind="stable")[:12]:
            if score[k] <= best_score:
                break
            free = plan.is_free(starts[k], end[:2])
            value = float(score[k]) - (0.0 if free else 2.5)
            if value <= best_score:
                continue
            value -= 1.5 * _hidden_on_the_way(blocks, starts[k], end[:2])
            if value > best_score:
                best, best_score = np.array([*starts[k], headings[k]]), value
    return best


def _hidden_on_the_way(blocks: Blocks, start: Array, end: Array) -> float:
    """Share of a straight walk that furniture hides from a camera in front of the scene."""
    way = np.linspace(start, end, 6)
    points = np.column_stack([way, np.full(len(way), 0.7)])
    eye = np.array([*(0.5 * (start + end) + [1.5, -7.0]), 1.7])
    return float(blocks.hide(eye, points).mean())


def free_spot(scene: Scene, plan: FloorPlan) -> Array:
    """A free place (3,) near the others for someone about whom nothing is said: beside them, seen by the camera."""
    others = np.array([s.pose[:2] for i, s in scene.stands.items() if scene.things[i].is_person]).reshape(-1, 2)
    middle = others.mean(axis=0) if len(others) else np.zeros(2)
    radius = np.repeat(np.linspace(0.0, 4.0, 9), 16)
    angle = np.tile(np.linspace(-np.pi, np.pi, 16, endpoint=False), 9)
    points = middle + radius[:, None] * np.stack([np.sin(angle), -np.cos(angle)], axis=-1)
    cost = radius + 10.0 * np.maximum(0.6 - plan.clearance(points), 0.0)
    cost += 0.6 * np.abs(points[:, 1] - middle[1])  # side by side rather than one behind the other
    for other in others:
        cost += 1.5 * np.maximum(CONVERSATION_M - np.linalg.norm(points - other, axis=1), 0.0)
    bodies = np.column_stack([points, np.full(len(points), 0.7)])
    eye = np.array([middle[0] + 1.5, middle[1] - 7.0, 1.6])
    cost += 2.0 * blocks_of(scene).hide(eye, bodies)
    return np.array([*points[int(np.argmin(cost))], scene.front_heading])


def way_up_to(
    scene: Scene, plan: FloorPlan, target_id: str, length_m: float, current: Array | None
) -> tuple[Array, float]:
    """A straight way (2, 2) that ends with the feet at a thing, and its heading; from `current` (3,) where given."""
    thing, pose = scene.things[target_id], scene.stands[target_id].pose
    headings = np.radians([70.0, -70.0, 50.0, -50.0, 90.0, -90.0, 25.0, -25.0])
    if current is not None:
        headings = np.array([direction_heading(pose[:2] - current[:2])])
    ways = []
    for heading in headings:
        direction = np.array([np.sin(heading), -np.cos(heading)])
        end = pose[:2] - (outline_distance(thing, pose[2], -direction) + AT_FEET_M) * direction
        ways.append(np.array([current[:2] if current is not None else end - length_m * direction, end]))
    room = [float(np.clip(plan.clearance(np.linspace(way[0], way[1], 12)) - 0.4, -1.0, 0.0).min()) for way in ways]
    best = int(np.argmax(room))
    return ways[best], float(headings[best])


def half_way(a: Array, b: Array) -> Array:
    """The end pose (1, 3) of a walk from `a` toward someone at `b` who comes to meet it."""
    middle, span = 0.5 * (a[:2] + b[:2]), b[:2] - a[:2]
    direction = span / max(float(np.linalg.norm(span)), 1e-6)
    return np.array([[*(middle - 0.5 * direction), direction_heading(direction)]])
