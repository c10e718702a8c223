"""The families of diffusion models: what each is made of, where it is used, and what is missing here."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from pathlib import Path

from ..common.models.store import find_weights
from ..common.models.store import models_folder as folder_of_models
from ..protocol.errors import InvalidRequestError, ResourceError, SceneBackendError, WeightsNotFoundError


@dataclass(frozen=True, kw_only=True)
class Control:
    """A ControlNet: its folder, and how much it holds the picture."""

    model: str
    scale: float
    line: float = 1.0
    """how thick the lines of its pictures were when it was trained, of those that ControlNet 1.1 draws"""


@dataclass(frozen=True, kw_only=True)
class Family:
    """One architecture and the models that it is run with."""

    base: str
    """folder of the base model, in the layout of diffusers"""
    controls: dict[str, Control]
    """by the name of their picture, those that matter most first; of those whose weights are there, all that fit"""
    motion: str = ""
    """folder of the motion adapter; empty: no clips"""
    few_steps: str = ""
    """folder of the LCM weights"""
    area_px: tuple[int, int]
    """least and most pixels of a picture that it paints well"""
    steps: int = 25
    guidance: float = 7.0
    window: int = 16
    overlap: int = 4
    parameters_m: dict[str, float] = field(default_factory=dict)
    """millions of weights by part (`unet`, `text`, `vae`, `control`, `motion`), for the memory plan"""


FAMILIES = {
    "sd15": Family(
        base="stable-diffusion-v1-5",
        controls={
            "depth": Control(model="control_v11f1p_sd15_depth", scale=0.6),
            "openpose": Control(model="control_v11p_sd15_openpose", scale=0.6),
            "canny": Control(model="control_v11p_sd15_canny", scale=0.4),
            "normal": Control(model="control_v11p_sd15_normalbae", scale=0.4),
        },
        motion="animatediff-motion-adapter-v1-5-3",
        few_steps="lcm-lora-sdv1-5",
        area_px=(512 * 512, 832 * 512),
        parameters_m={"unet": 860.0, "text": 123.0, "vae": 84.0, "control": 361.0, "motion": 417.0},
    ),
    "sdxl": Family(
        base="stable-diffusion-xl-base-1.0",
        controls={
            "depth": Control(model="controlnet-depth-sdxl-1.0", scale=0.6),
            "openpose": Control(model="controlnet-openpose-sdxl-1.0", scale=0.6, line=1.5),
            "canny": Control(model="controlnet-canny-sdxl-1.0", scale=0.4),
        },
        few_steps="lcm-lora-sdxl",
        area_px=(768 * 768, 1216 * 896),
        guidance=6.0,
        parameters_m={"unet": 2567.0, "text": 817.0, "vae": 84.0, "control": 1251.0},
    ),
}
PACKAGES = ("torch", "diffusers", "transformers", "accelerate")
_LCM_STEPS, _LCM_GUIDANCE = 8, 1.5


def steps_and_guidance(family: Family, steps: int, few_steps: bool) -> tuple[int, float]:
    """What the model is asked with; `steps` 0 leaves them to it."""
    if few_steps:
        return steps or _LCM_STEPS, _LCM_GUIDANCE
    return steps or family.steps, family.guidance


def controls_there(family: Family, models_folder: str) -> tuple[str, ...]:
    """Names of the ControlNets whose weights are there."""
    return tuple(name for name, control in family.controls.items() if find_weights(control.model, models_folder))


def check_code(with_lora: bool = False) -> None:
    """Raises ResourceError where the libraries are not installed; imports none of them."""
    wanted = (*PACKAGES, "peft") if with_lora else PACKAGES
    missing = [name for name in wanted if importlib.util.find_spec(name) is None]
    if missing:
        raise ResourceError(
            f"The enhancer needs {_listed(missing)}, which this backend's Python does not have.",
            hint="Run: make train-setup (in a checkout), or install them into the Python named in the preferences.",
        )


def check_weights(
    model: str, family: Family, *, is_clip: bool, few_steps: bool, models_folder: str, has_own_base: bool = False
) -> None:
    """Raises WeightsNotFoundError that names what is missing and where it belongs; InvalidRequestError for no clips.

    has_own_base: the family's base model is not needed.
    """
    if is_clip and not family.motion:
        raise InvalidRequestError(f"{model} enhances single frames only.", hint="Use --model sd15 for clips.")
    wanted = ((family.base, not has_own_base), (family.motion, is_clip), (family.few_steps, few_steps))
    needed = [name for name, is_wanted in wanted if is_wanted]
    missing = [name for name in needed if find_weights(name, models_folder) is None]
    if not controls_there(family, models_folder):
        missing.append(family.controls["depth"].model)
    if missing:
        raise WeightsNotFoundError(
            f"The enhancer's weights {_listed(missing)} are not in {folder_of_models(models_folder)}.",
            hint=f"Run: sceneloom models download {' '.join(missing)}, or set SCENELOOM_MODELS to where they are.",
        )


def missing_reason(
    model: str, *, is_clip: bool, few_steps: bool = False, with_lora: bool = False, models_folder: str = ""
) -> SceneBackendError | None:
    """Why this model cannot enhance here, None where it can. Loads nothing: takes milliseconds."""
    try:
        check_weights(model, FAMILIES[model], is_clip=is_clip, few_steps=few_steps, models_folder=models_folder)
        check_code(with_lora or few_steps)
    except SceneBackendError as error:
        return error
    return None


def folder_of(name: str, models_folder: str) -> Path:
    """A model's folder. Raises WeightsNotFoundError."""
    folder = find_weights(name, models_folder)
    if folder is None:
        raise WeightsNotFoundError(
            f"The weights of {name} are not in {folder_of_models(models_folder)}.",
            hint=f"Run: sceneloom models download {name}.",
        )
    return folder


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
