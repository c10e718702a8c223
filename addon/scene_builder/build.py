"""A SceneBundle becomes Blender data, one object per step; a cancel takes everything back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Matrix

from .._vendor.backend.protocol.messages import GenerateRequest
from .._vendor.backend.protocol.scene import Asset, Attachment, Light, SceneBundle, TransformCurves
from ..render import set_up_engine
from . import collections as folders
from . import motion_values
from .air import air_group, has_haze
from .animation import ActionWriter, animate_actor, animate_object, animate_part, hold_object
from .armature import bind, build_armature
from .camera_light import aim_camera, build_camera, build_light, place_light
from .collections import Generation, object_names
from .convert import about_pivot, pose_matrix, to_matrix
from .materials import show_exposed
from .obstacles import survey
from .openings import open_walls_behind_windows
from .rig_widgets import build_widgets
from .rigid_bodies import START_KEY, start_frame_of
from .scatter import covered_ground
from .sight import let_light_out, open_walls
from .sliders import add_sliders, animate_face
from .strips import acts_of, push_under_empty_action
from .things import ThingBuilder, describe, is_studio, part_of
from .view import show_scene
from .weather import build_drops, build_fog, fall
from .world import build_world

AGX_LOOKS = ("AgX - Medium High Contrast", "Medium High Contrast")

_JOINTS_PER_STEP = 16


@dataclass(frozen=True, kw_only=True)
class BuildOptions:
    """Where a bundle is built."""

    scene: bpy.types.Scene | None = None
    """build into this scene, whose world, camera, frame range and colours stay as they are; None = a new scene"""
    anchor: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """m, where the bundle's origin goes"""
    passed_over: frozenset[str] = frozenset()
    """names of objects of `scene` that are not in the way: they go, or the generation takes their place"""
    replace_startup: bool = False
    """remove every other scene with what is only in it: for files that hold nothing yet but Blender's start-up scene"""

    @property
    def origin(self) -> Matrix:
        """Where the bundle's origin lies: the bundle is in metres, a scene of the artist's in its own units."""
        place = Matrix.Translation(self.anchor)
        return place if self.scene is None else place @ Matrix.Scale(1.0 / self.scene.unit_settings.scale_length, 4)

    def fitted(self, request: GenerateRequest) -> Generator[tuple[float, str], None, GenerateRequest]:
        """The request for the artist's scene, at its frame rate and around what stands there, one look at a time."""
        if self.scene is None:
            return request
        render = self.scene.render
        fps = min(max(1, round(render.fps / render.fps_base)), 240)
        obstacles = yield from survey(self.scene, self.origin, self.passed_over)
        return dataclasses.replace(request, fps=fps, obstacles=obstacles)


class SceneBuilder:
    """Builds one bundle. `for _ in builder.steps()` runs it to the end; a timer may take one step per tick instead.

    Closing the steps early, or an error in one, removes everything made so far.
    """

    def __init__(self, bundle: SceneBundle, options: BuildOptions) -> None:
        if options.scene is not None:
            bundle = _at_home_in(options.scene, bundle)
        self.bundle = bundle
        self.options = options
        self.scene: bpy.types.Scene | None = options.scene
        self.collection: bpy.types.Collection | None = None
        self.objects: dict[str, bpy.types.Object] = {}
        """object id to the object that an artist selects: the root mesh, or the armature of a character"""
        self._generation = Generation(bundle.description.prompt)
        self._origin = options.origin
        self._names = object_names(bundle)
        self._things = ThingBuilder(self._generation)
        self._widgets: dict[str, bpy.types.Object] = {}
        self._anchor: bpy.types.Object | None = None

    def steps(self) -> Iterator[tuple[float, str]]:
        """Do one piece of the work at a time, yielding (fraction done, what was made)."""
        pieces = self._pieces()
        try:
            for piece in pieces:
                yield piece
                self._generation.check_whole()
        except BaseException:
            pieces.close()
            self._generation.remove()
            raise
        if self.options.replace_startup:
            remove_other_scenes(self.scene)
            self._generation.restore_names()

    def _pieces(self) -> Iterator[tuple[float, str]]:
        assets = self.bundle.assets.assets
        total = len(assets) + 3
        self._start()
        if self.options.scene is None and has_haze(self.bundle.layout.world):
            air = air_group(self.bundle.layout.world, f"{self._generation.title} Air")
            self._things.air = self._generation.keep(air)
        self._things.covered = covered_ground(
            (asset, to_matrix(self.bundle.layout.placements[object_id].transform))
            for object_id, asset in assets.items()
            if asset.role in ("prop", "structure") and object_id in self.bundle.layout.placements
        )
        yield 1 / total, self.collection.name
        for number, asset in enumerate(assets.values(), start=2):
            for made in self._things.materials(asset, self._names[asset.object_id]):
                if is_studio(asset):
                    show_exposed(made, self.bundle.layout.world.exposure)
                yield number / total, self._names[asset.object_id]
            if asset.skeleton is None:
                self._build_thing(asset)
                yield number / total, self._names[asset.object_id]
            else:
                yield from ((number / total, text) for text in self._build_character(asset))
        open_walls_behind_windows(self.objects, assets, self._generation)
        self._move_things()
        yield (total - 1) / total, "Motion"
        self._build_lights_and_camera()
        self._hide_widgets()
        yield 1.0, "Lights & Camera"

    # --- 1. Scene and collections -----------------------------------------------------------------------------------

    def _start(self) -> None:
        bundle, generation = self.bundle, self._generation
        generation.open()
        if self.scene is None:
            self.scene = generation.keep(bpy.data.scenes.new(generation.title))
            self._set_up_scene(self.scene)
        self.collection = generation.collection
        self.scene.collection.children.link(self.collection)
        for role in folders.FOLDERS:
            if any(asset.role == role for asset in bundle.assets.assets.values()):
                generation.folder(folders.FOLDERS[role])
        generation.folder(folders.LIGHTS_AND_CAMERA)
        controls = generation.folder(folders.CONTROLS)
        self._anchor = generation.object("Take", None, controls)
        self._anchor.empty_display_type, self._anchor.empty_display_size = "ARROWS", 0.5
        self._anchor.matrix_world = self._origin
        self._store_provenance()

    def _set_up_scene(self, scene: bpy.types.Scene) -> None:
        timeline = self.bundle.timeline
        scene.render.fps, scene.render.fps_base = timeline.fps, 1.0
        scene.frame_start = timeline.frame_start
        scene.frame_end = timeline.frame_start + timeline.frame_count - 1
        scene.frame_current = timeline.frame_start
        scene.render.resolution_x, scene.render.resolution_y = 1920, 1080
        scene.render.filepath = "//frames/frame_"
        set_up_engine(scene, "cycles", clip=False)
        scene.unit_settings.system = "METRIC"
        view = scene.view_settings
        view.view_transform = "AgX"
        looks = {item.identifier for item in view.bl_rna.properties["look"].enum_items}
        view.look = next((look for look in AGX_LOOKS if look in looks), AGX_LOOKS[0])
        view.exposure = self.bundle.layout.world.exposure
        scene.world = self._generation.keep(build_world(self.bundle.layout.world, self._generation.title))

    def _store_provenance(self) -> None:
        """What was asked, by which means it was made, and what was not met: as properties and as a text to read."""
        bundle = self.bundle
        report = {
            "prompt": bundle.description.prompt,
            "seed": bundle.seed,
            "timeline": dataclasses.asdict(bundle.timeline),
            "description": dataclasses.asdict(bundle.description),
            "provenance": [dataclasses.asdict(stage) for stage in bundle.provenance],
            "warnings": list(bundle.warnings),
        }
        self._generation.write(json.dumps(report, indent=1, ensure_ascii=False))
        self.collection["sceneloom_prompt"] = bundle.description.prompt
        self.collection["sceneloom_seed"] = str(bundle.seed)  # custom integers are signed
        self.collection["sceneloom_warnings"] = json.dumps(bundle.warnings, ensure_ascii=False)
        self.collection["sceneloom_provenance"] = json.dumps(report["provenance"], ensure_ascii=False)

    # --- 2. Things --------------------------------------------------------------------------------------------------

    def _build_thing(self, asset: Asset) -> None:
        root = self.objects[asset.object_id] = self._things.build(
            asset, self._names[asset.object_id], self._generation.folder_of(asset)
        )
        self._place(root, asset)
        if asset.object_id in self.bundle.simulation.object_tracks:
            root[START_KEY] = start_frame_of(asset.object_id, self.bundle.simulation)
        if asset.category == "room" and self.options.scene is None:
            placement = self.bundle.layout.placements.get(asset.object_id)
            pose = to_matrix(placement.transform) if placement is not None else Matrix.Identity(4)
            open_walls(root, pose, self.bundle.layout.cameras)

    def _place(self, target: bpy.types.Object, asset: Asset) -> None:
        """At the first pose of its track; the scale is the layout's."""
        object_id = asset.object_id
        placement = self.bundle.layout.placements.get(object_id)
        track = self.bundle.simulation.object_tracks.get(object_id)
        pose = to_matrix(placement.transform) if placement is not None else Matrix.Identity(4)
        if track is not None:
            pose = pose_matrix(track.translations[0], track.rotations[0]) @ Matrix.Diagonal((*pose.to_scale(), 1.0))
        pose = about_pivot(pose, asset)
        moved = self.bundle.animation.objects.get(object_id)
        if moved is None and not self._holds(object_id):
            pose = self._origin @ pose
        target.rotation_mode = "QUATERNION"
        target.location, target.rotation_quaternion, target.scale = pose.decompose()

    # --- 3. Characters ----------------------------------------------------------------------------------------------

    def _build_character(self, asset: Asset) -> Iterator[str]:
        name = self._names[asset.object_id]
        generation = self._generation
        folder = generation.folder(name, generation.folder_of(asset))
        armature = generation.keep(bpy.data.armatures.new(name))
        rig = self.objects[asset.object_id] = generation.object(name, armature, folder)
        rig.rotation_mode = "QUATERNION"
        rig.parent = self._anchor
        placement = self.bundle.layout.placements.get(asset.object_id)
        pose = to_matrix(placement.transform) if placement is not None else Matrix.Identity(4)
        rig.location, rig.rotation_quaternion, rig.scale = pose.decompose()
        describe(rig, asset)
        build_armature(asset, rig, self.scene, self._control_widgets())
        yield f"{name}: rig"
        bodies = []
        for asset_mesh in asset.meshes:
            made = self._things.mesh_object(asset, asset_mesh, name, folder)
            bind(made, asset_mesh, rig)
            bodies.append((made, asset_mesh))
            yield f"{name}: {asset_mesh.name}"
        add_sliders(rig, bodies)
        clip = self.bundle.simulation.clips.get(asset.object_id)
        if clip is None:
            return
        start = self.bundle.timeline.frame_start
        generated = ActionWriter(f"{name} · Generated", start, clip.pose_frames.tolist())
        edits = ActionWriter(f"{name} · Edits", start)
        generation.keep(generated.action)
        generation.keep(edits.action)
        curves = self.bundle.animation.actors.get(asset.object_id)
        keyed = animate_actor(rig, pose, generated, asset.skeleton, clip, curves)
        for number, joint in enumerate(keyed, start=1):
            if number % _JOINTS_PER_STEP == 0:
                yield f"{name}: {joint}"
        animate_face(rig, clip.face, generated)
        motion_values.store(rig, clip, self.bundle.description)
        push_under_empty_action(rig, generated, edits, acts_of(clip, self.bundle.description))

    def _control_widgets(self) -> dict[str, bpy.types.Object]:
        """Shapes of controls, shared by all characters of the generation."""
        if not self._widgets:
            generation = self._generation
            folder = generation.folder(folders.WIDGETS, generation.folder(folders.CONTROLS))

            def make_object(name: str, mesh: bpy.types.Mesh) -> bpy.types.Object:
                return generation.object(name, generation.keep(mesh), folder)

            self._widgets = build_widgets(make_object)
        return self._widgets

    def _hide_widgets(self) -> None:
        if not self._widgets:
            return
        folder = self._generation.folder(folders.WIDGETS)
        folder.hide_render = folder.hide_viewport = True

    # --- 4. What moves ----------------------------------------------------------------------------------------------

    def _holds(self, object_id: str) -> list[Attachment]:
        held = [a for a in self.bundle.simulation.attachments if a.object_id == object_id]
        return sorted(held, key=lambda attachment: attachment.frame_start)

    def _move_things(self) -> None:
        """Keys for everything that moves; it hangs under the anchor, so that a whole take can be moved."""
        bundle = self.bundle
        timeline = bundle.timeline
        moving = dict.fromkeys([*bundle.animation.objects, *(a.object_id for a in bundle.simulation.attachments)])
        for object_id in moving:
            target = self.objects[object_id]
            holds = self._holds(object_id)
            writer = ActionWriter(f"{target.name} · Generated", timeline.frame_start)
            self._generation.keep(writer.action)
            curves = bundle.animation.objects.get(object_id, TransformCurves())
            animate_object(writer, curves, holds, timeline.frame_count)
            if holds:
                track = bundle.simulation.object_tracks[object_id]
                hold_object(target, writer, holds, self.objects, track, self._anchor, timeline.frame_count)
            else:
                target.parent = self._anchor
            writer.assign(target)
        for moved in bundle.animation.parts:
            part = part_of(self.objects[moved.object_id], moved.part)
            writer = ActionWriter(f"{part.name} · Generated", timeline.frame_start)
            self._generation.keep(writer.action)
            animate_part(part, writer, moved.curve)
            writer.assign(part)

    # --- 5. Light and camera ----------------------------------------------------------------------------------------

    def _build_lights_and_camera(self) -> None:
        generation, layout = self._generation, self.bundle.layout
        folder = generation.folder(folders.LIGHTS_AND_CAMERA)
        for light in layout.lights:
            self._build_light(light, folder)
        let_light_out(self.objects.values(), folder.objects, generation)
        scene_camera: bpy.types.Object | None = None
        for camera in layout.cameras:
            data = generation.keep(build_camera(camera, self._clip_end_m()))
            made = generation.object(camera.name, data, folder)
            aim = generation.object(f"{camera.name} Target", None, folder)
            made.parent = aim.parent = self._anchor
            focus = self.objects.get(camera.focus_object_id) if camera.focus_object_id else None
            for action in aim_camera(made, aim, camera, focus, self.bundle.timeline, "Generated"):
                generation.keep(action)
            scene_camera = scene_camera or made
        self.scene.camera = self.scene.camera or scene_camera
        if self.options.scene is None:
            self._build_weather()

    def _build_weather(self) -> None:
        generation, world, timeline = self._generation, self.bundle.layout.world, self.bundle.timeline
        folder = generation.folder(folders.FOLDERS["environment"])
        if world.fog_density > 0.0 and not has_haze(world):
            fog = self._weather_object("Fog", build_fog(world, "Fog", self.bundle.layout.bounds), folder)
            fog.display_type = "BOUNDS"
        if world.weather is not None:
            name = world.weather.title()
            built = build_drops(world.weather, name, self.bundle.layout.bounds, self.bundle.seed)
            drops = self._weather_object(name, built, folder)
            generation.keep(fall(drops, world.weather, timeline))

    def _weather_object(
        self, name: str, built: tuple[bpy.types.Mesh, bpy.types.Material], folder: bpy.types.Collection
    ) -> bpy.types.Object:
        mesh, material = built
        self._generation.keep(material)
        result = self._generation.object(name, self._generation.keep(mesh), folder)
        result.hide_select = True  # it covers everything
        return result

    def _build_light(self, light: Light, folder: bpy.types.Collection) -> None:
        lamp = self._generation.keep(build_light(light))
        target = self._generation.object(light.name, lamp, folder)
        target.visible_camera = target.visible_transmission = False  # a lamp at a window would be a white disc
        place_light(target, light, self._origin)

    def _clip_end_m(self) -> float:
        """Twice as far as the farthest corner of anything."""
        farthest = float(np.abs(self.bundle.layout.bounds).max())
        for object_id, asset in self.bundle.assets.assets.items():
            placement = self.bundle.layout.placements.get(object_id)
            offset = placement.transform.translation if placement is not None else np.zeros(3)
            farthest = max(farthest, float(np.abs(asset.bounds + offset).max()))
        return max(100.0, 4.0 * farthest)


def _at_home_in(scene: bpy.types.Scene, bundle: SceneBundle) -> SceneBundle:
    """The bundle from the first frame of the artist's scene on, without what is there already.

    A ground that nobody asked for is left out too: it would lie in, or stand behind, the artist's own.
    """
    description = bundle.description
    asked = {object_id for entity in description.entities for object_id in entity.object_ids}
    unasked = {
        object_id
        for object_id, asset in bundle.assets.assets.items()
        if asset.source == "scene"
        or (asset.role == "environment" and description.setting.place is None and object_id not in asked)
    }
    kept = {object_id: asset for object_id, asset in bundle.assets.assets.items() if object_id not in unasked}
    return dataclasses.replace(
        bundle,
        assets=dataclasses.replace(bundle.assets, assets=kept),
        timeline=dataclasses.replace(bundle.timeline, frame_start=scene.frame_start),
    )


def remove_other_scenes(scene: bpy.types.Scene) -> None:
    """Leave `scene` as the only one, and drop what nothing uses any more."""
    for window in bpy.context.window_manager.windows:
        show_scene(window, scene)
    for other in [other for other in bpy.data.scenes if other != scene]:
        bpy.data.batch_remove([block for block in other.collection.all_objects if block.users_scene == (other,)])
        bpy.data.scenes.remove(other)
    bpy.data.orphans_purge(do_recursive=True)
