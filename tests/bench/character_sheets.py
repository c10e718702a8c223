"""Contact sheets of people: bodies in poses, garments, hats, hair, faces, hands, feet; `character_sheets.py FOLDER`.

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
TILE_PX, TURN_RAD = 240, -0.5
FACES = (
    ("man", ""), ("woman", ""), ("boy", ""), ("girl", ""), ("man", "old"), ("woman", "old"), ("man", "fat"),
)  # fmt: skip
EXPRESSIONS = (
    {"blink": 1.0}, {"smile": 1.0}, {"frown": 1.0, "brows_sad": 1.0}, {"brows_down": 1.0, "frown": 0.5},
    {"mouth_open": 0.8, "brows_up": 1.0}, {"look_left": 0.6}, {"look_left": -0.6},
)  # fmt: skip
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
    tiles = []
    for body in bodies.BODIES:
        person = Person(bodies.dressed(*body))
        tiles += [person.tile(pose) for pose in poses]
    sheet(folder / "bodies.png", tiles, len(poses))
    people = [(lemma, "", (word,)) for word in WORN for lemma in ("man", "woman")]
    people += [(lemma, said, ()) for said in HAIR for lemma in ("man", "woman")]
    people += [(role, "", ()) for role in ROLES]
    tiles = [Person(bodies.dressed(*person, seed)).tile("stand") for seed, person in enumerate(people)]
    narrow = slice(round(0.26 * TILE_PX), round(0.74 * TILE_PX))
    sheet(folder / "garments.png", [pixels[:, narrow] for pixels in tiles], 20)
    tiles = []
    for seed in (1, 2):
        for lemma, said in FACES:
            tiles.append(Person(bodies.dressed(lemma, said, (), seed)).tile("stand", close=("head",)))
    sheet(folder / "faces.png", tiles, len(FACES))
    close_ups(folder / "close_ups.png", bodies)


def close_ups(path: Path, bodies) -> None:
    """Heads from three sides, faces that move and look aside, hands and feet."""
    tiles = []
    for lemma, said in (("man", ""), ("woman", ""), ("woman", "ponytail"), ("girl", "")):
        person = Person(bodies.dressed(lemma, said, (), 1))
        tiles += [person.tile("stand", ("head",), turn) for turn in (0.0, -0.5, -1.57, 3.14)]
        for face in EXPRESSIONS:
            person.pull(face)
            tiles.append(person.tile("stand", ("head",), -0.25))
        person.pull({})
        tiles += [person.tile(pose, ("hand.L", "middle_3.L"), turn) for pose, turn in (("stand", -0.5), ("sit", 0.6))]
        tiles += [person.tile("stand", ("foot.L", "foot.R", "toe.L", "toe.R"), turn) for turn in (-0.5, -1.57)]
    sheet(path, tiles, 8 + len(EXPRESSIONS))


class Person:
    """Built in a scene of their own, to be posed and taken pictures of."""

    def __init__(self, asset) -> None:
        self.skeleton = asset.skeleton
        self.rig = importlib.import_module("addon.scene_builder.assets").build_single_asset(asset, bpy.context.scene)
        bpy.ops.outliner.orphans_purge(do_recursive=True)
        for bone in self.rig.pose.bones:
            if "ik_fk" in bone:
                bone["ik_fk"] = 0.0
        self.eye = bpy.data.objects.new("Eye", bpy.data.cameras.new("Eye"))
        bpy.context.scene.collection.objects.link(self.eye)

    def pull(self, face: dict[str, float]) -> None:
        """Sliders of the face, and how far to the left of straight ahead the eyes' target is (m); the rest rests."""
        for name in ("blink", "smile", "frown", "mouth_open", "brows_up", "brows_down", "brows_sad"):
            self.rig[name] = face.get(name, 0.0)
        target = self.rig.pose.bones["look_at"]
        target["eyes_follow"] = 1.0
        aside = Vector((face.get("look_left", 0.0), 0.0, 0.0))
        target.location = target.bone.matrix_local.to_3x3().inverted() @ aside
        self.rig.update_tag()

    def tile(self, pose: str, close: tuple[str, ...] = (), turn_rad: float = TURN_RAD) -> np.ndarray:
        """(H, W, 4) in a pose, bottom row first; all of it, or what is round some bones."""
        module = backend("m3_assets.character.poses")
        turns = module.pose_rotations(self.skeleton, module.POSES[pose])
        for name, turn in zip(self.skeleton.joint_names, turns, strict=True):
            if not name.startswith("eye"):
                self.rig.pose.bones[name].rotation_quaternion = Quaternion(turn)
        bpy.context.view_layer.update()
        bones = [self.rig.pose.bones[name] for name in close]
        bones = bones or [bone for bone in self.rig.pose.bones if bone.bone.use_deform]
        points = [end for bone in bones for end in ((bone.head, bone.tail) if close else (bone.tail,))]
        low, high = (Vector(tuple(pick(p[i] for p in points) for i in range(3))) for pick in (min, max))
        away = Vector((math.sin(turn_rad), -math.cos(turn_rad), 0.15)).normalized()
        camera = self.eye
        camera.data.type, camera.rotation_mode = "ORTHO", "QUATERNION"
        camera.location, camera.rotation_quaternion = 0.5 * (low + high) + 4.0 * away, away.to_track_quat("Z", "Y")
        camera.data.ortho_scale = (1.5 if close else 1.3) * max(high - low)
        return rendered(camera)


def rendered(camera: bpy.types.Object) -> np.ndarray:
    """(H, W, 4) of the scene, bottom row first."""
    scene = bpy.context.scene
    scene.camera = camera
    scene.render.engine, scene.render.film_transparent = "BLENDER_WORKBENCH", True
    scene.render.resolution_x = scene.render.resolution_y = TILE_PX
    shading = scene.display.shading
    shading.light, shading.color_type, shading.show_cavity, shading.cavity_type = "STUDIO", "MATERIAL", True, "BOTH"
    scene.view_settings.view_transform = "Standard"
    scene.render.filepath = str(Path(bpy.app.tempdir) / "tile.png")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(scene.render.filepath)
    pixels = np.empty(4 * TILE_PX**2, dtype=np.float32)
    image.pixels.foreach_get(pixels)
    bpy.data.images.remove(image)
    return pixels.reshape(TILE_PX, TILE_PX, 4)


def sheet(path: Path, tiles: list[np.ndarray], columns: int) -> None:
    rows = -(-len(tiles) // columns)
    height, width, _ = tiles[0].shape
    whole = np.ones((rows * height, columns * width, 4), dtype=np.float32)
    for number, pixels in enumerate(tiles):
        top, left = (rows - 1 - number // columns) * height, number % columns * width
        share = pixels[..., 3:]
        whole[top : top + height, left : left + width, :3] = share * pixels[..., :3] + (1.0 - share) * 0.82
    image = bpy.data.images.new(path.stem, columns * width, rows * height)
    image.pixels.foreach_set(whole.ravel())
    image.filepath_raw, image.file_format = str(path), "PNG"
    image.save()
    print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
