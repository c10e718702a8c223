"""What happens before the camera: outlines and faces at a few moments, from the plan or from the finished motion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.skeleton import forward_kinematics, rest_pose
from ..protocol.scene import MotionClip, Simulation, Skeleton, WalkPath
from .placing import Scene
from .separation import Array
from .stand import to_world
from .things import Thing

MOMENTS = 25
OUTLINE_JOINTS = ("hips", "hand.L", "hand.R", "foot.L", "foot.R", "toe.L", "toe.R")
FLESH_M = 0.07
"""from a joint to the skin, for a stature of 1.7 m"""
STILL_M = 0.12
_SEEN_UNDER_M = 0.15
"""depth to which what is in open water is seen"""
_SLANTED = frozenset({"fishing rod"})


@dataclass(frozen=True, kw_only=True)
class Take:
    """Where everything is at S moments, evenly from the first frame to the last."""

    outlines: dict[str, Array]
    """object id -> (S, K, 3) m; of a person the first point is the crown of the head, the second its hips"""
    faces: dict[str, Array]
    """person -> (S, 3) unit, where the face looks"""
    acting: dict[str, NDArray[np.bool_]]
    """person -> (S,) whether the prompt's actions keep them busy"""
    telling: int
    """the moment that shows what the scene is about"""

    @property
    def count(self) -> int:
        return len(next(iter(self.outlines.values()))) if self.outlines else 1

    def moving(self, object_id: str) -> NDArray[np.bool_]:
        """(S,) whether a thing is on its way at or right before a moment."""
        middle = self.outlines[object_id].mean(axis=1)
        step = np.linalg.norm(np.diff(middle, axis=0), axis=1) > 0.25 * STILL_M
        return np.asarray(np.append(step, False) | np.append(False, step))

    def travels(self, object_id: str) -> bool:
        """Whether a thing is ever somewhere else than at first."""
        middle = self.outlines[object_id].mean(axis=1)
        return bool(np.linalg.norm(middle - middle[0], axis=1).max() > STILL_M)


def rehearse(scene: Scene, paths: Sequence[WalkPath]) -> Take:
    """The take as the ways to walk foretell it: everybody goes their ways evenly, and acts at the end."""
    outlines, faces, acting = {}, {}, {}
    actors = {a.actor_id for a in scene.description.actions}
    for object_id, thing in _filmed(scene):
        own = [p for p in paths if p.actor_id == object_id]
        if not thing.is_person:
            outlines[object_id] = np.tile(box_corners(scene, object_id), (MOMENTS, 1, 1))
            continue
        pose = scene.stands[object_id].pose
        way = np.concatenate([pose[None, :2], *(p.points[:, :2].astype(np.float64) for p in own)])
        along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
        at = np.linspace(0.0, along[-1], MOMENTS)
        where = np.stack([np.interp(at, along, way[:, k]) for k in range(2)], axis=-1)
        heading = np.full(MOMENTS, own[-1].end_heading_rad if own else pose[2])
        steps = np.diff(where, axis=0)
        walks = np.linalg.norm(steps, axis=1) > 1e-3
        heading[:-1] = np.where(walks, np.arctan2(steps[:, 0], -steps[:, 1]), heading[:-1])
        faces[object_id] = np.stack([np.sin(heading), -np.cos(heading), np.zeros(MOMENTS)], axis=-1)
        turned = quat.from_angle_axis(heading, np.array([0.0, 0.0, 1.0]))
        feet = np.column_stack([where, np.full(MOMENTS, scene.stands[object_id].base)])
        outlines[object_id] = quat.mul_vec(turned[:, None], _standing_figure(thing)) + feet[:, None]
        acting[object_id] = np.full(MOMENTS, thing.entity is not None and thing.entity.id in actors)
    return Take(outlines=outlines, faces=faces, acting=acting, telling=MOMENTS - 1 if outlines else 0)


def take_of(scene: Scene, simulation: Simulation, telling_frame: int) -> Take:
    """The take as it is: from the final motion of people and things."""
    frames = simulation.timeline.frame_count
    picked = np.unique(np.rint(np.linspace(0, frames - 1, min(MOMENTS, frames))).astype(int))
    outlines, faces, acting = {}, {}, {}
    for object_id, thing in _filmed(scene):
        clip, skeleton = simulation.clips.get(object_id), thing.asset.skeleton
        if clip is not None and skeleton is not None:
            outlines[object_id], faces[object_id] = _figure(thing, skeleton, clip, picked)
            busy = [(first, last) for name, first, last in clip.segments if name != "idle"]
            acting[object_id] = np.array([any(a <= k <= b for a, b in busy) for k in picked])
        elif (track := simulation.object_tracks.get(object_id)) is not None and len(track.translations) > 1:
            corners = _asset_corners(thing)
            turned = track.rotations[picked].astype(np.float64)[:, None]
            outlines[object_id] = quat.mul_vec(turned, corners) + track.translations[picked][:, None]
        else:
            outlines[object_id] = np.tile(box_corners(scene, object_id), (len(picked), 1, 1))
    if scene.is_afloat:  # what is under water is not seen
        outlines = {i: np.maximum(points, [-np.inf, -np.inf, -_SEEN_UNDER_M]) for i, points in outlines.items()}
    telling = int(np.argmin(np.abs(picked - telling_frame))) if outlines else 0
    return Take(outlines=outlines, faces=faces, acting=acting, telling=telling)


def looked_at(take: Take, object_id: str, k: int) -> Array:
    """Three points (3, 3) of an object at moment k that ought to be seen."""
    outline = take.outlines[object_id][k]
    if object_id in take.faces:
        crown, hips = outline[0], outline[1]
        return np.array([crown + s * (hips - crown) for s in (0.15, 0.5, 1.0)])
    low, high = outline.min(axis=0), outline.max(axis=0)
    return np.asarray(low + np.array([[0.5, 0.5, 0.85], [0.2, 0.5, 0.5], [0.8, 0.5, 0.5]]) * (high - low))


def _filmed(scene: Scene) -> list[tuple[str, Thing]]:
    return [(i, t) for i, t in scene.things.items() if t.kind != "environment" and i in scene.stands]


def _asset_corners(thing: Thing) -> Array:
    """Corners (8, 3) of a thing's box, asset space."""
    if thing.asset.category in _SLANTED:
        return _extremes(thing)
    low, high = thing.asset.bounds.astype(np.float64)
    if thing.is_person:
        low, high = np.array([-0.28, -0.22, 0.0]), np.array([0.28, 0.22, thing.top])
    signs = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
    return np.asarray(low + signs * (high - low))


def _extremes(thing: Thing) -> Array:
    """Points (8, 3) of a thing that lie farthest out: what slants through its box does not fill it."""
    points = np.concatenate([part.mesh.vertices for part in thing.asset.meshes]).astype(np.float64)
    signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    return np.asarray(points[np.argmax(points @ signs.T, axis=0)])


def box_corners(scene: Scene, object_id: str) -> Array:
    """World corners (8, 3) of a thing's box where it stands."""
    thing, stand = scene.things[object_id], scene.stands[object_id]
    return np.array([to_world(thing, stand, corner) for corner in _asset_corners(thing)])


def _standing_figure(thing: Thing) -> Array:
    """Outline points (K, 3) of someone who stands, at the origin and facing -Y: crown, hips, the box's corners."""
    middle = np.array([[0.0, 0.0, thing.top], [0.0, 0.0, 0.54 * thing.top]])
    return np.concatenate([middle, _asset_corners(thing)])


def _figure(thing: Thing, skeleton: Skeleton, clip: MotionClip, picked: NDArray[np.int_]) -> tuple[Array, Array]:
    """Outline points (S, K, 3) of a moving body, and where its face looks (S, 3)."""
    places, rotations = forward_kinematics(skeleton, clip.root_translations[picked], clip.joint_rotations[picked])
    names = list(skeleton.joint_names)
    if not {"head", *OUTLINE_JOINTS} <= set(names):  # not of the humanoid kind
        low, high = places.min(axis=1), places.max(axis=1)
        shares = np.array([[0.5, 0.5, 1.0], [0.5, 0.5, 0.5], [0, 0, 0], [1, 1, 0], [0, 1, 1], [1, 0, 1]])
        return low[:, None] + shares * (high - low)[:, None], np.tile([0.0, -1.0, 0.0], (len(picked), 1))
    head = names.index("head")
    up = quat.mul_vec(rotations[:, head], np.array([0.0, 1.0, 0.0]))
    crown = places[:, head] + up * float(skeleton.bone_lengths[head])
    flesh = FLESH_M * thing.top / 1.7
    points = [crown, *(places[:, names.index(joint)] for joint in OUTLINE_JOINTS)]
    # the trunk and the head are as wide as a body whichever way it turns
    for joint in ("head", "upper_chest", "hips"):
        for x in (-2.0, 2.0):
            for y in (-2.0, 2.0):
                points.append(places[:, names.index(joint)] + flesh * np.array([x, y, 0.0]))
    lows = places[:, [names.index(j) for j in ("toe.L", "toe.R")]].min(axis=1) - [0.0, 0.0, 0.4 * flesh]
    points.append(lows)
    # the direction that the head's rest pose gives to -Y, turned by what the head's rotation is now
    turned = quat.mul(rotations[:, head], quat.inv(rest_pose(skeleton)[1][head]))
    return np.stack(points, axis=1), quat.mul_vec(turned, np.array([0.0, -1.0, 0.0]))
