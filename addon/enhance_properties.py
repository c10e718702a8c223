"""How the enhancer repaints, as the artist has set it."""

from __future__ import annotations

import bpy
from bpy.props import BoolProperty, EnumProperty, FloatProperty, IntProperty, StringProperty

from . import generations
from ._vendor.backend.protocol.enhancement import (
    DEFAULT_NEGATIVE,
    DEFAULT_STRENGTH,
    ENHANCER_MODELS,
    MAX_STEPS,
    Enhancement,
)
from .preferences import models_folder


class SceneloomEnhancement(bpy.types.PropertyGroup):
    is_on: BoolProperty(
        name="Enhance",
        description="Repaint the frames with a diffusion model; depth, normals, people and outlines stay in place",
    )
    prompt: StringProperty(
        name="Prompt", description="What the picture shows; empty: the prompt that the scene was made from"
    )
    negative: StringProperty(name="Negative", description="What the picture does not show", default=DEFAULT_NEGATIVE)
    strength: FloatProperty(
        name="Strength",
        description="0 leaves the render as it is, 1 keeps of it only what the passes hold",
        default=DEFAULT_STRENGTH,
        min=0.0,
        max=1.0,
        subtype="FACTOR",
    )
    model: EnumProperty(
        name="Model",
        items=[(name, text.partition(":")[0], text) for name, text in ENHANCER_MODELS.items()],
    )
    base: StringProperty(
        name="Base Model",
        description="Folder of another model of that kind, as diffusers saves it; empty: the usual one",
        subtype="DIR_PATH",
    )
    seed: IntProperty(name="Seed", description="Another seed paints another picture", default=0, min=0)
    steps: IntProperty(
        name="Steps", description="Of denoising; 0: what suits the model", default=0, min=0, max=MAX_STEPS
    )
    few_steps: BoolProperty(name="Few Steps", description="With the LCM weights: about four times as fast, softer")
    lora: StringProperty(name="LoRA", description="A style as a .safetensors file", subtype="FILE_PATH")
    lora_weight: FloatProperty(name="LoRA Weight", default=1.0, min=0.0, soft_max=1.5, max=4.0)


def prompt_of(scene: bpy.types.Scene) -> str:
    """What the scene was made from; where it was not generated, what the prompt's field says."""
    collection = generations.shown(scene)
    made_from = "" if collection is None else collection.get("sceneloom_prompt", "")
    return made_from or scene.sceneloom.prompt


def enhancement_of(scene: bpy.types.Scene) -> Enhancement:
    """The enhancement as the properties of the scene have it."""
    settings = scene.sceneloom.enhancement
    return Enhancement(
        prompt=settings.prompt or prompt_of(scene),
        negative=settings.negative,
        strength=round(settings.strength, 6),
        seed=settings.seed,
        steps=settings.steps,
        model=settings.model,
        base=bpy.path.abspath(settings.base) if settings.base else "",
        few_steps=settings.few_steps,
        lora=bpy.path.abspath(settings.lora) if settings.lora else "",
        lora_weight=round(settings.lora_weight, 6),
        models_folder=models_folder(),
    )
