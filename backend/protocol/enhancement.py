"""What the enhancer (M8) is asked for: the same for the panel, the command line and scripts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .errors import InvalidRequestError

ENHANCER_MODELS = {
    "sd15": "Stable Diffusion 1.5: stills and clips",
    "sdxl": "Stable Diffusion XL: stills, finer",
}
DEFAULT_STRENGTH = 0.5
DEFAULT_NEGATIVE = "blurry, low quality, deformed, extra limbs, text, watermark"
MAX_STEPS = 150


@dataclass(frozen=True, kw_only=True)
class Enhancement:
    """How frames are repainted."""

    prompt: str
    """what the picture shows, in plain words"""
    negative: str = DEFAULT_NEGATIVE
    """what it does not show"""
    strength: float = DEFAULT_STRENGTH
    """0 gives the frames back as they are, 1 keeps of them only what the passes hold"""
    seed: int = 0
    steps: int = 0
    """of the whole way from noise, of which `strength` is walked; 0: what suits the model"""
    model: str = "sd15"
    base: str = ""
    """absolute path of another base model of the same architecture, in the layout of diffusers; empty: the usual one"""
    few_steps: bool = False
    """with the LCM weights: about four times as fast, a little softer"""
    lora: str = ""
    """absolute path of a .safetensors file with a style, empty for none"""
    lora_weight: float = 1.0
    models_folder: str = ""
    """where the weights lie; empty: the environment variable SCENELOOM_MODELS, or the user's data folder"""
    memory_mb: int = 0
    """what may be used of the device; 0: what is free"""


def checked_enhancement(enhancement: Enhancement) -> Enhancement:
    """The same, when its values make sense. Raises InvalidRequestError with one sentence."""
    if enhancement.model not in ENHANCER_MODELS:
        raise InvalidRequestError(
            f"There is no enhancer model {enhancement.model!r}.", hint=f"Choose from {', '.join(ENHANCER_MODELS)}."
        )
    if not 0.0 <= enhancement.strength <= 1.0:
        raise InvalidRequestError(f"An enhancement of {enhancement.strength:g} is not possible.", hint="Use 0 to 1.")
    if not 0 <= enhancement.steps <= MAX_STEPS:
        raise InvalidRequestError(f"{enhancement.steps} steps are not possible.", hint=f"Use 1 to {MAX_STEPS}.")
    if not 0 <= enhancement.seed < 2**32:
        raise InvalidRequestError(
            f"The seed {enhancement.seed} is out of range.", hint="Use a whole number from 0 to 4294967295."
        )
    if not enhancement.prompt.strip() and enhancement.strength > 0.0:
        raise InvalidRequestError("There is no prompt to enhance with.", hint="Say what the picture shows: --prompt.")
    if enhancement.base and not (Path(enhancement.base) / "model_index.json").is_file():
        raise InvalidRequestError(
            f"There is no base model in {enhancement.base}.",
            hint="Name a folder with a model_index.json, as diffusers saves it.",
        )
    if enhancement.lora:
        file = Path(enhancement.lora)
        if file.suffix.lower() != ".safetensors" or not file.is_file():
            raise InvalidRequestError(f"There is no LoRA {file}.", hint="Name a .safetensors file.")
    return enhancement
