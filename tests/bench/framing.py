"""How the 30 judging prompts are framed, from the bundles alone: `python -m tests.bench.framing [ids]`.

For each prompt, of its main person (or thing) at the frame that the still shows: the share of the frame's height, the
share of sample points that meshes of other things hide, the angle between face and camera, and over all frames the
share in which its middle is in the picture.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backend.common import quat
from backend.common.skeleton import forward_kinematics, rest_pose
from backend.m2_layout_planner.framing import View, on_frame
from backend.m2_layout_planner.moves import Shooting
from backend.pipeline import GenerateRequest, Stages, generate
from backend.protocol.scene import Asset, SceneBundle
from backend.protocol.telling import telling_frame

ROOT = Path(__file__).resolve().parents[2]
_SEEN_JOINTS = ("head", "upper_chest", "hips", "hand.L", "hand.R", "shin.L", "shin.R", "foot.L", "foot.R")


@dataclass(frozen=True)
class Figures:
    """How one bundle is framed."""

    subject_id: str
    height: float
    """share of the frame's height at the telling frame"""
    hidden: float
    """share of sample points behind something at the telling frame"""
    in_view: float
    """share of frames with the subject's middle in the picture"""
    face_deg: float | None
    """between face and camera, horizontally, at the telling frame"""


def figures(bundle: SceneBundle) -> Figures:
    """Measures the camera of a bundle."""
    camera, frames = bundle.layout.cameras[0], bundle.timeline.frame_count
    fractions = np.linspace(0.0, 1.0, frames)
    keys = [np.array([getattr(k, name) for k in camera.keys], float) for name in ("fraction", "translation", "target")]
    view = View(azimuth=0.0, pitch=0.0)
    shooting = Shooting(view=view, lens_mm=camera.lens_mm, fractions=keys[0], positions=keys[1], targets=keys[2])
    eyes, targets = shooting.at(fractions)
    k = telling_frame(bundle.motion, bundle.simulation)
    subject_id = _subject(bundle)
    asset, clip = bundle.assets.assets[subject_id], bundle.simulation.clips.get(subject_id)
    face_deg = None
    if clip is not None:
        names = list(asset.skeleton.joint_names)
        places, rotations = forward_kinematics(asset.skeleton, clip.root_translations, clip.joint_rotations)
        head = names.index("head")
        bone = np.array([0.0, asset.skeleton.bone_lengths[head], 0.0])
        crown = places[:, head] + quat.mul_vec(rotations[:, head], bone)
        outline = np.concatenate([places, crown[:, None]], axis=1)
        samples = places[k, [names.index(n) for n in _SEEN_JOINTS if n in names]]
        turned = quat.mul(rotations[k, head], quat.inv(rest_pose(asset.skeleton)[1][head]))
        face = quat.mul_vec(turned, np.array([0.0, -1.0, 0.0]))
        toward = eyes[k] - places[k, head]
        cosine = face[:2] @ toward[:2] / (np.linalg.norm(face[:2]) * np.linalg.norm(toward[:2]))
        face_deg = float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    else:
        low, high = asset.bounds.astype(float)
        corners = low + np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)]) * (high - low)
        track = bundle.simulation.object_tracks[subject_id]
        last = np.minimum(np.arange(frames), len(track.translations) - 1)
        turned = track.rotations[last][:, None].astype(float)
        outline = quat.mul_vec(turned, corners) + track.translations[last][:, None]
        samples = outline[k].mean(axis=0) + 0.6 * (outline[k] - outline[k].mean(axis=0))
    seen = on_frame(outline, eyes, targets, camera.lens_mm)
    middles = 0.5 * (seen.min(axis=1) + seen.max(axis=1))
    return Figures(
        subject_id=subject_id, height=float(np.ptp(seen[k, :, 1])) / 2.0, face_deg=face_deg,
        in_view=float((np.abs(middles) <= 1.0).all(axis=1).mean()),
        hidden=float(_hidden(bundle, subject_id, eyes[k], samples, k).mean()),
    )  # fmt: skip


def _subject(bundle: SceneBundle) -> str:
    """Who acts first, else the first person, else what the camera focuses on."""
    order = [a.actor_id for a in bundle.description.actions]
    people = list(bundle.simulation.clips)
    focus = bundle.layout.cameras[0].focus_object_id
    if not people:
        return focus or next(iter(bundle.simulation.object_tracks))

    def rank(object_id: str) -> int:
        entity = bundle.description.entity_of(object_id)
        return order.index(entity.id) if entity is not None and entity.id in order else len(order)

    return min(people, key=rank)


def _hidden(bundle: SceneBundle, subject_id: str, eye: np.ndarray, points: np.ndarray, frame: int) -> np.ndarray:
    """(N,) bool: which points a triangle of a thing (people and what carries the subject aside) stands before."""
    hidden = np.zeros(len(points), bool)
    own = {subject_id, bundle.layout.placements[subject_id].support_id}
    for object_id, track in bundle.simulation.object_tracks.items():
        asset = bundle.assets.assets[object_id]
        if object_id in own or asset.category in ("ground", "room", "floor"):
            continue
        k = min(frame, len(track.translations) - 1)
        inverse = quat.inv(track.rotations[k].astype(float))
        local = quat.mul_vec(inverse, np.vstack([eye, points]) - track.translations[k])
        hidden |= _crossed(asset, local[0], local[1:])
    return hidden


def _crossed(asset: Asset, eye: np.ndarray, points: np.ndarray) -> np.ndarray:
    """(N,) bool: which segments from the eye cut a triangle (Moller and Trumbore 1997)."""
    found = np.zeros(len(points), bool)
    for part in asset.meshes:
        mesh = part.mesh
        vertices = mesh.vertices.astype(float) + (part.joint.origin if part.joint else 0.0)
        starts = np.concatenate([[0], np.cumsum(mesh.face_sizes)[:-1]])
        for corner in range(1, int(mesh.face_sizes.max(initial=2)) - 1):
            chosen = starts[mesh.face_sizes > corner + 1]
            a, b, c = (vertices[mesh.face_vertices[chosen + n]] for n in (0, corner, corner + 1))
            ab, ac, origin = b - a, c - a, eye - a
            for n, point in enumerate(points):
                ray = point - eye
                normal = np.cross(ray, ac)
                across = (ab * normal).sum(-1)
                with np.errstate(all="ignore"):
                    u = (origin * normal).sum(-1) / across
                    q = np.cross(origin, ab)
                    v = q @ ray / across
                    t = (q * ac).sum(-1) / across
                    found[n] |= bool(((u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0.005) & (t < 0.97)).any())
    return found


def line(name: str, found: Figures) -> str:
    """One row of the table."""
    face = "   –" if found.face_deg is None else f"{found.face_deg:4.0f}"
    return f"{name:18} {found.subject_id:12} {found.height:6.2f} {found.hidden:6.2f} {found.in_view:7.2f} {face}"


def main() -> None:
    only = set(sys.argv[1:])
    stages = Stages.load()
    print(f"{'prompt':18} {'subject':12} height hidden in view face°")
    rows = []
    for item in json.loads((ROOT / "tests" / "data" / "bench_prompts.json").read_text(encoding="utf-8"))["prompts"]:
        if only and item["id"] not in only:
            continue
        request = GenerateRequest(prompt=item["prompt"], seed=item["seed"], duration_s=item["duration_s"])
        rows.append(figures(generate(request, stages)))
        print(line(item["id"], rows[-1]), flush=True)
    people = [r for r in rows if r.face_deg is not None]
    if people:
        heights, faces = [r.height for r in people], [r.face_deg for r in people]
        hidden, in_view = (np.mean([getattr(r, name) for r in people]) for name in ("hidden", "in_view"))
        small, behind = sum(h < 0.5 for h in heights), sum(f > 90.0 for f in faces)
        print(f"{len(people)} people: median height {np.median(heights):.2f}, {small} under .5; hidden {hidden:.2f};")
        print(f"in view {in_view:.2f}; median face angle {np.median(faces):.0f}°, {behind} seen from behind")


if __name__ == "__main__":
    main()
