"""Contact sheets of people: all bodies in twelve poses, and every garment, hat and hair; `character_sheets.py FOLDER`.

Runs in the environment of the bpy module, with the add-on's vendored tree (`sceneloom bench characters` makes both).
"""

from __future__ import annotations

import importlib
import math
import sys
from pathlib import Path

import bpy
import numpy as np
from mathutils import Quaternion, Vector

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TILE_PX, TURN_RAD = 200, -0.5
WORN = (
    "t-shirt", "shirt", "jacket", "coat", "dress", "robe", "skirt", "shorts", "trousers", "shoe", "boot", "hat", "cap",
    "helmet", "crown", "glasses", "backpack", "armor", "beard",
)  # fmt: skip
HAIR = ("", "bun", "bob", "curly", "ponytail", "bald")
ROLES = ("knight", "astronaut", "robot", "wizard", "king", "cowboy", "policeman", "fireman", "footballer", "santa")


def backend(name: str):
    return importlib.import_module(f"addon._vendor.backend.{name}")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    poses, bodies = backend("m3_assets.character.poses").POSES, backend("m3_assets.character.bodies")
    rows = [[(body, pose) for pose in poses] for body in bodies.BODIES]
    sheet(folder / "bodies.png", [tile(bodies.dressed(*body), pose) for row in rows for body, pose in row], len(poses))
    people = [(lemma, "", (word,)) for word in WORN for lemma in ("man", "woman")]
    people += [(lemma, said, ()) for said in HAIR for lemma in ("man", "woman")]
    people += [(role, "", ()) for role in ROLES]
    sheet(folder / "garments.png", [tile(bodies.dressed(*person, seed=1), "stand") for person in people], 12)
    faces = [("man", ""), ("woman", ""), ("boy", ""), ("girl", ""), ("man", "old"), ("woman", "old"), ("man", "fat")]
    shown = [(bodies.dressed(lemma, said, (), seed), "stand") for seed in (1, 2) for lemma, said in faces]
    sheet(folder / "faces.png", [tile(asset, pose, close=True) for asset, pose in shown], len(faces))


def tile(asset, pose: str, close: bool = False) -> np.ndarray:
    """(H, W, 4) of one person in three-quarter view, bottom row first."""
    scene = bpy.context.scene
    rig = importlib.import_module("addon.scene_builder.assets").build_single_asset(asset, scene)
    module = backend("m3_assets.character.poses")
    for bone in rig.pose.bones:
        if "ik_fk" in bone:
            bone["ik_fk"] = 0.0
    turns = module.pose_rotations(asset.skeleton, module.POSES[pose])
    for name, turn in zip(asset.skeleton.joint_names, turns, strict=True):
        rig.pose.bones[name].rotation_quaternion = Quaternion(turn)
    bpy.context.view_layer.update()
    head = rig.pose.bones["head"]
    points = [head.head, head.tail] if close else [b.tail for b in rig.pose.bones if b.bone.use_deform]
    low, high = (Vector(tuple(pick(p[i] for p in points) for i in range(3))) for pick in (min, max))
    away = Vector((math.sin(TURN_RAD), -math.cos(TURN_RAD), 0.15)).normalized()
    camera = bpy.data.objects.new("Eye", bpy.data.cameras.new("Eye"))
    scene.collection.objects.link(camera)
    scene.camera = camera
    camera.data.type, camera.rotation_mode = "ORTHO", "QUATERNION"
    camera.location, camera.rotation_quaternion = 0.5 * (low + high) + 4.0 * away, away.to_track_quat("Z", "Y")
    camera.data.ortho_scale = (1.5 if close else 1.3) * max(high - low)
    scene.render.engine, scene.render.film_transparent = "BLENDER_WORKBENCH", True
    scene.render.resolution_x = scene.render.resolution_y = TILE_PX
    shading = scene.display.shading
    shading.light, shading.color_type, shading.show_cavity, shading.cavity_type = "STUDIO", "MATERIAL", True, "BOTH"
    scene.view_settings.view_transform = "Standard"
    scene.render.filepath = str(Path(bpy.app.tempdir) / "tile.png")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(scene.render.filepath)
    pixels = np.array(image.pixels[:], dtype=np.float32).reshape(TILE_PX, TILE_PX, 4)
    bpy.data.images.remove(image)
    bpy.ops.outliner.orphans_purge(do_recursive=True)
    return pixels


def sheet(path: Path, tiles: list[np.ndarray], columns: int) -> None:
    rows = -(-len(tiles) // columns)
    whole = np.ones((rows * TILE_PX, columns * TILE_PX, 4), dtype=np.float32)
    for number, pixels in enumerate(tiles):
        top, left = (rows - 1 - number // columns) * TILE_PX, number % columns * TILE_PX
        share = pixels[..., 3:]
        whole[top : top + TILE_PX, left : left + TILE_PX, :3] = share * pixels[..., :3] + (1.0 - share) * 0.82
    image = bpy.data.images.new(path.stem, columns * TILE_PX, rows * TILE_PX)
    image.pixels.foreach_set(whole.ravel())
    image.filepath_raw, image.file_format = str(path), "PNG"
    image.save()
    print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
