"""`sceneloom bench motion`: every verb from the side and from the front, drawn without Blender, with its figures."""

from __future__ import annotations

import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.skeleton import forward_kinematics, rest_pose
from ..pipeline import Stages, generate
from ..protocol.messages import GenerateRequest
from ..protocol.scene import Asset, MotionClip, PartJoint, SceneBundle

Array = NDArray[np.float64]
PICTURES, WIDTH, HEIGHT = 8, 210, 250
_SPAN_M, _NEAR_M = 2.1, 3.0
"""how much of the scene a picture is wide, and how near things are drawn"""
PROMPTS = {
    "idle": "a man stands", "walk": "a woman walks to a chair", "run": "a man runs", "jog": "a woman jogs",
    "sneak": "a man sneaks", "march": "a man marches", "limp": "an old man limps", "turn": "a woman turns around",
    "walk backwards": "a man walks backwards", "sidestep": "a woman steps to the left", "jump": "a boy jumps",
    "hop": "a girl hops three times", "climb stairs": "a man climbs the stairs",
    "climb ladder": "a man climbs a ladder",
    "sit": "a woman sits on a chair", "stand up": "a man stands up from a chair", "lie": "a woman lies on a bed",
    "kneel": "a man kneels", "crouch": "a woman crouches", "crawl": "a man crawls",
    "pick up": "a woman picks up a red ball", "put down": "a man picks up a box and puts it on a table",
    "carry": "a man carries a box to a table", "throw": "a boy throws a ball", "kick": "a man kicks a ball",
    "catch": "a man throws a ball to a woman. The woman catches it.", "push": "a man pushes a crate",
    "pull": "a man pulls a crate", "punch": "a man punches", "block": "a man blocks",
    "swing bat": "a boy swings a bat", "swing sword": "a knight swings a sword", "wave": "a woman waves",
    "point": "a man points at a tree", "clap": "a woman claps", "bow": "a man bows", "nod": "a woman nods",
    "shake head": "a man shakes his head", "look around": "a woman looks around",
    "reach": "a man reaches for a cup on a table",
    "open": "a woman opens a door", "drink": "a man drinks from a cup", "eat": "a girl eats an apple",
    "phone": "a woman talks on the phone", "type": "a man types on a laptop on a desk", "read": "a woman reads a book",
    "write": "a man writes at a desk", "salute": "a soldier salutes", "cheer": "a woman cheers",
    "dance": "a man dances",
    "fall": "a man falls", "hug": "a man hugs a woman", "shake hands": "a man shakes hands with a woman",
    "high five": "a boy high fives a girl", "balance": "a girl balances on one leg",
    "stretch": "a man stretches", "play guitar": "a man plays the guitar", "ride bicycle": "a man rides a bicycle",
    "ride horse": "a woman rides a horse", "drive": "a man drives a car", "lean": "a man leans against a wall",
    "talk": "a man talks to a woman", "follow": "a woman walks to a tree. A man follows her.",
    "raise": "a man picks up a box and holds it overhead", "give": "a man gives a cup to a woman",
    "feed": "a girl feeds a dog", "plant": "a farmer plants a seed", "close": "a man closes a door",
    "row": "a man rows a boat", "skateboard": "a boy rides a skateboard", "cut": "a man cuts a carrot on a table",
    "saw": "a carpenter saws a log", "stir": "a chef stirs a pot", "wipe": "a woman wipes a table",
    "build": "a boy builds a sandcastle", "pour": "a man pours tea into a cup on a table",
    "water": "a woman waters a flower", "dig": "a farmer digs a hole", "sweep": "a woman sweeps the floor",
    "rake": "a man rakes the leaves", "hammer": "a man hammers a nail into a table",
    "chop wood": "a man chops wood", "knead": "a baker kneads dough on a table", "knit": "an old woman knits",
    "play violin": "a woman plays the violin", "play piano": "a woman plays the piano",
    "play drums": "a boy plays the drums", "fly kite": "a girl flies a kite", "brush hair": "a woman brushes her hair",
    "wipe brow": "a man wipes his brow", "blow": "a boy blows out a candle on a table",
    "photograph": "a man photographs a tree", "push-up": "a man does push-ups", "sit-up": "a man does sit-ups",
    "squats": "a woman does squats", "jumping jack": "a man does jumping jacks", "yoga": "a woman does yoga",
    "meditate": "a monk meditates", "cartwheel": "a girl does a cartwheel", "handstand": "a gymnast does a handstand",
    "flip": "a boy does a flip", "backflip": "a man does a backflip", "roll": "a boy rolls on the ground",
    "forward roll": "a girl does a forward roll",
}  # fmt: skip


def run(out: Path, only: tuple[str, ...] = (), captures: Path | None = None) -> None:
    """Prints a line per verb, and writes `motion_<verb>.png` and contact sheets of eight verbs each.

    `captures` may have `<verb>.png`, the strip of a real clip: it stands under its verb's own.
    """
    stages = Stages.load()
    chosen = {verb: prompt for verb, prompt in PROMPTS.items() if not only or verb in only}
    print("verb            motion ms  frames  what was not met")
    sheets: list[NDArray[np.uint8]] = []
    for verb, prompt in chosen.items():
        start_s = time.process_time()
        bundle = generate(GenerateRequest(prompt=prompt, seed=7), stages)
        seconds = time.process_time() - start_s
        notes = "; ".join(bundle.warnings)
        print(f"{verb:15s} {1e3 * seconds:9.0f} {bundle.timeline.frame_count:7d}  {notes}", flush=True)
        actor = next((i for i in bundle.simulation.clips if len(bundle.simulation.clips[i].segments) > 1), None)
        actor = actor or next(iter(bundle.simulation.clips), None)
        if actor is None:
            continue
        picture = np.hstack([strip(bundle, actor, f"{verb}: {prompt}"), foot_paths(bundle, actor)])
        real = captures / f"{verb}.png" if captures is not None else None
        if real is not None and real.exists():
            below = read_picture(real)
            height = round(below.shape[0] * picture.shape[1] / below.shape[1])
            below = cv2.resize(below, (picture.shape[1], height), interpolation=cv2.INTER_LINEAR)
            picture = np.vstack([picture, below])
        cv2.imwrite(str(out / f"motion_{verb.replace(' ', '_')}.png"), picture)
        sheets.append(picture)
    for number in range(0, len(sheets), 8):
        cv2.imwrite(str(out / f"motion_sheet_{number // 8 + 1}.png"), np.vstack(sheets[number : number + 8]))
    print(f"contact sheets: {out}/motion_sheet_*.png")


def read_picture(path: Path) -> NDArray[np.uint8]:
    """(H, W, 3) BGR; raises FileNotFoundError where there is none that can be read."""
    picture = cv2.imread(str(path))
    if picture is None:
        raise FileNotFoundError(f"{path} is no picture.")
    return np.asarray(picture, dtype=np.uint8)


def strip(bundle: SceneBundle, actor: str, title: str, span_m: float = _SPAN_M) -> NDArray[np.uint8]:
    """Two rows of eight pictures over the time in which something is done: side and front, `span_m` wide."""
    clip = bundle.simulation.clips[actor]
    acting = [(a, b) for name, a, b in clip.segments if name != "idle"] or [(0, len(clip.root_translations) - 1)]
    first, last = min(a for a, _ in acting), max(b for _, b in acting)
    frames = np.linspace(first, last, PICTURES).round().astype(int)
    heading = quat.mul_vec(
        quat.mul(quat.normalize(bundle.assets.assets[actor].skeleton.rest_rotations[0].astype(float)),  # type: ignore[union-attr]
                 clip.joint_rotations[(first + last) // 2, 0].astype(float)), np.array([0.0, 0.0, 1.0])
    )  # fmt: skip
    ahead = np.array([heading[0], heading[1], 0.0])
    ahead = ahead / np.linalg.norm(ahead) if np.linalg.norm(ahead) > 0.2 else np.array([0.0, -1.0, 0.0])
    side = np.array([-ahead[1], ahead[0], 0.0])
    rows = []
    for view in (unit(side + 0.15 * ahead + [0.0, 0.0, 0.12]), unit(ahead + 0.2 * side + [0.0, 0.0, 0.12])):
        rows.append(np.hstack([_picture(bundle, actor, int(frame), view, span_m) for frame in frames]))
    picture = np.vstack(rows)
    cv2.putText(picture, title, (6, 14), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (40, 40, 40), 1, cv2.LINE_AA)
    return picture


def foot_paths(bundle: SceneBundle, actor: str) -> NDArray[np.uint8]:
    """The ankles' ways (left blue, right red) and the hips' (grey) from above and, below that, their heights in time.

    Where a foot stands there is a dot.
    """
    clip, skeleton = bundle.simulation.clips[actor], bundle.assets.assets[actor].skeleton
    assert skeleton is not None
    heads, _ = forward_kinematics(skeleton, clip.root_translations.astype(float), clip.joint_rotations.astype(float))
    picture = np.full((2 * HEIGHT, WIDTH, 3), 250, dtype=np.uint8)
    ways: list[tuple[NDArray[np.float64], tuple[int, int, int], NDArray[np.bool_] | None]]
    ways = [(clip.root_translations.astype(float), (150, 150, 150), None)]
    for number, (side, ink) in enumerate((("L", (200, 90, 30)), ("R", (40, 60, 210)))):
        foot = heads[:, skeleton.joint_names.index(f"foot.{side}")]
        ways.append((foot, ink, clip.foot_contacts[:, number] if number < clip.foot_contacts.shape[1] else None))
    low = np.min([way[:, :2].min(axis=0) for way, *_ in ways], axis=0)
    wide = max(float(np.max([np.ptp(way[:, :2], axis=0) for way, *_ in ways])), 0.6)
    tall = max(float(np.max([way[:, 2].max() for way, *_ in ways])), 0.6)
    for way, ink, stands in ways:
        above = 12 + (way[:, :2] - low) * (WIDTH - 24) / (1.15 * wide)
        above[:, 1] = HEIGHT - above[:, 1]
        time = np.linspace(6, WIDTH - 6, len(way))
        heights = np.column_stack([time, 2 * HEIGHT - 10 - way[:, 2] * (HEIGHT - 20) / tall])
        for line in (above, heights):
            cv2.polylines(picture, [np.round(8 * line).astype(np.int32)], False, ink, 1, cv2.LINE_AA, 3)
            for point in line[stands] if stands is not None else ():
                cv2.circle(picture, (round(point[0]), round(point[1])), 2, ink, -1, cv2.LINE_AA)
    cv2.rectangle(picture, (0, 0), (WIDTH - 1, 2 * HEIGHT - 1), (200, 200, 200), 1)
    cv2.line(picture, (0, HEIGHT), (WIDTH, HEIGHT), (200, 200, 200), 1)
    return picture


def unit(vector: Array) -> Array:
    return np.asarray(vector / np.linalg.norm(vector))


def _picture(bundle: SceneBundle, actor: str, frame: int, view: Array, span_m: float) -> NDArray[np.uint8]:
    """One moment, BGR: everybody, and the things within two metres, on a floor."""
    centre = bundle.simulation.clips[actor].root_translations[frame].astype(float)
    right = unit(np.cross([0.0, 0.0, 1.0], view))
    up = np.cross(view, right)
    scale = WIDTH / span_m
    light = unit(view + np.array([0.2, 0.1, 0.8]))
    depths, corners, inks = [], [], []
    for object_id, asset in bundle.assets.assets.items():
        if asset.role == "environment":
            continue
        for vertices, faces, color in _surfaces(bundle, asset, object_id, frame):
            if np.linalg.norm((vertices.mean(axis=0) - centre)[:2]) > _NEAR_M + span_m - _SPAN_M:
                continue
            x, y = (vertices - centre) @ right, (vertices - centre * [1, 1, 0]) @ up
            pixels = np.column_stack([0.5 * WIDTH + x * scale, 0.86 * HEIGHT - y * scale])
            corner = vertices[faces]
            normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
            normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
            shade = 0.45 + 0.55 * np.clip(normal @ light, 0.0, 1.0)
            seen = normal @ view > 0.0
            depths.append((vertices @ view)[faces].mean(axis=1)[seen])
            corners += list(np.round(8.0 * pixels[faces][seen]).astype(np.int32))
            inks.append((255.0 * np.clip(color * shade[:, None], 0.0, 1.0) ** (1.0 / 2.2))[seen, ::-1])
    picture = np.full((HEIGHT, WIDTH, 3), 236, dtype=np.uint8)
    cv2.rectangle(picture, (0, int(0.86 * HEIGHT)), (WIDTH, HEIGHT), (214, 214, 214), -1)
    ink = np.concatenate(inks).tolist()
    for face in np.argsort(np.concatenate(depths), kind="stable"):
        cv2.fillConvexPoly(picture, corners[face], ink[face], cv2.LINE_8, 3)
    cv2.rectangle(picture, (0, 0), (WIDTH - 1, HEIGHT - 1), (200, 200, 200), 1)
    return picture


def _surfaces(
    bundle: SceneBundle, asset: Asset, object_id: str, frame: int
) -> list[tuple[Array, NDArray[np.int32], Array]]:
    """Vertices (V, 3) in the world, faces (F, N) and their colours (F, 3), of an asset at a frame."""
    clip = bundle.simulation.clips.get(object_id)
    track = bundle.simulation.object_tracks.get(object_id)
    placement = bundle.layout.placements.get(object_id)
    found: list[tuple[Array, NDArray[np.int32], Array]] = []
    for part in asset.meshes:
        mesh = part.mesh
        vertices = mesh.vertices.astype(np.float64)
        for key in mesh.shape_keys:
            vertices = vertices + float(key.value) * key.offsets
        if clip is not None and mesh.skin_joints is not None and mesh.skin_weights is not None:
            vertices = _skinned(asset, clip, frame, vertices, mesh.skin_joints, mesh.skin_weights)
        elif placement is not None:
            if part.joint is not None:
                vertices = part.joint.origin + _moved(bundle, object_id, part.name, part.joint, vertices, frame)
            scale = placement.transform.scale
            turn, at = placement.transform.rotation, placement.transform.translation
            if track is not None:
                now = min(frame, len(track.translations) - 1)
                turn, at = track.rotations[now], track.translations[now]
            vertices = at + quat.mul_vec(np.asarray(turn, float), vertices * scale)
        base = np.array([material.base_color for material in asset.materials], dtype=np.float64)
        first = np.cumsum([0, *mesh.face_sizes[:-1]])
        for size in np.unique(mesh.face_sizes):
            which = np.flatnonzero(mesh.face_sizes == size)
            faces = mesh.face_vertices[first[which][:, None] + np.arange(size)]
            if mesh.covered is not None:
                bare = ~mesh.covered[faces].all(axis=1)
                which, faces = which[bare], faces[bare]
            found.append((vertices, faces, base[mesh.material_index[which]]))
    return found


def _moved(
    bundle: SceneBundle, object_id: str, name: str, joint: PartJoint, vertices: Array, frame: int
) -> Array:
    """Vertices (V, 3) of a jointed part as it is opened or turned at a frame."""
    tracks = bundle.simulation.part_tracks
    track = next((t for t in tracks if t.object_id == object_id and t.part == name), None)
    if track is None:
        return vertices
    value = np.array(float(track.values[min(frame, len(track.values) - 1), 0]))
    if joint.kind == "slide":
        return np.asarray(vertices + value * joint.axis)
    return quat.mul_vec(quat.from_angle_axis(value, joint.axis), vertices)


def _skinned(
    asset: Asset, clip: MotionClip, frame: int, vertices: Array, joints: NDArray[np.int32], weights: NDArray[np.float32]
) -> Array:
    """Vertices (V, 3) in the pose of a frame, by linear blending."""
    skeleton = asset.skeleton
    assert skeleton is not None
    rest, rest_turns = rest_pose(skeleton)
    heads, turns = forward_kinematics(skeleton, clip.root_translations[frame], clip.joint_rotations[frame])
    turned = quat.mul(turns, quat.inv(rest_turns))
    moved = heads[joints] + quat.mul_vec(turned[joints], vertices[:, None] - rest[joints])
    return np.asarray(np.einsum("vk,vkx->vx", weights.astype(np.float64), moved))
