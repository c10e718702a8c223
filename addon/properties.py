"""What the artist sets, kept in the file with each scene."""

from __future__ import annotations

import bpy
from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, PointerProperty, StringProperty

from . import asset_sources, enhance_properties, look_properties, understood
from ._vendor.backend.protocol.conventions import MAX_DURATION_S

_RELATIVE = {"PATH_SUPPORTS_BLEND_RELATIVE"} if bpy.app.version >= (4, 5, 0) else set()


class SceneloomSettings(bpy.types.PropertyGroup):
    prompt: StringProperty(name="Prompt", description="What the scene shows and what happens, in plain words")
    use_duration: BoolProperty(name="Set Duration", description="Otherwise as long as the action takes")
    duration_s: FloatProperty(
        name="Duration",
        description="Length of the animation",
        default=5.0,
        min=0.1,
        max=MAX_DURATION_S,
        unit="TIME_ABSOLUTE",
    )
    seed: IntProperty(name="Seed", description="Another seed gives another variation", default=0, min=0)
    physicality: FloatProperty(
        name="Physicality",
        description="1 follows the animation, less lets bodies give way, 0 lets them fall",
        default=1.0,
        min=0.0,
        max=1.0,
        subtype="FACTOR",
    )
    target: EnumProperty(
        name="Build In",
        items=(
            ("NEW", "New Scene", "A scene of its own, with its own camera, light and frame range"),
            ("THIS", "This Scene", "Into the current scene, at the 3D cursor; its world and frame range stay"),
        ),
    )
    asset_source: EnumProperty(
        name="Things From",
        description="Where things come from; what a source does not have is built",
        items=asset_sources.ITEMS,
    )
    understood: PointerProperty(type=understood.SceneloomUnderstood)
    """the prompt as it was read, and as the artist has corrected it"""
    replace_startup: BoolProperty(
        name="Replace Start-up Objects",
        description="Remove Blender's cube, light and camera, and look through the generated camera",
    )
    keep: EnumProperty(
        name="Keep My",
        description="Work by hand that a regeneration leaves as it is",
        items=(
            ("placement", "Placement", "Where I have put things; what depends on them moves along", "OBJECT_ORIGIN", 1),
            ("shape", "Shape", "What I have modelled, and lamps and cameras that I have set", "MESH_DATA", 2),
            ("materials", "Materials", "What I have painted or replaced", "MATERIAL", 4),
            ("motion", "Motion", "Generated curves that I have edited; keys above them always stay", "ACTION", 8),
        ),
        options={"ENUM_FLAG"},
        default={"placement", "shape", "materials", "motion"},
    )
    num_variations: IntProperty(
        name="Count", description="How many variations to build at once", default=1, min=1, max=8
    )
    look: PointerProperty(type=look_properties.SceneloomLook)
    """what post-processing does"""
    enhancement: PointerProperty(type=enhance_properties.SceneloomEnhancement)
    """how the enhancer repaints"""
    post_output: StringProperty(
        name="Output",
        description="A video of the frame range (.mp4, .mkv, .mov), or a picture of this frame (.png, .exr)",
        default="//clip.mp4",
        subtype="FILE_PATH",
        options=_RELATIVE,
    )
    post_frames: StringProperty(
        name="Keep Frames",
        description="Folder that keeps the rendered frames and passes; empty: they go when the video is there",
        subtype="DIR_PATH",
        options=_RELATIVE,
    )
    post_keep_existing: BoolProperty(
        name="Use Existing", description="Frames that lie in the folder already are not rendered again"
    )
    post_add_strip: BoolProperty(
        name="Add Strip", description="Put the video into the sequencer of a scene of its own, after the last one"
    )
    history_index: IntProperty(name="Generation")
    generation: IntProperty(options={"HIDDEN"})
    """number of the generation that is shown"""
    report_json: StringProperty(options={"HIDDEN"})
    """what became of the last generation that was built into this scene"""


CLASSES = (
    *understood.CLASSES,
    look_properties.SceneloomLook,
    enhance_properties.SceneloomEnhancement,
    SceneloomSettings,
)


def attach() -> None:
    bpy.types.Scene.sceneloom = PointerProperty(type=SceneloomSettings)


def detach() -> None:
    del bpy.types.Scene.sceneloom
