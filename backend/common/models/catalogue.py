"""The pretrained models that can be asked for. Nothing here is downloaded unless a person says so."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch

from ...protocol.errors import InvalidRequestError


@dataclass(frozen=True, kw_only=True)
class Model:
    """One model on a model hub."""

    name: str
    """as it is asked for, and the name of its folder"""
    purpose: str
    repository: str
    revision: str = "main"
    """resolved to a commit when the list of files is fetched, and kept from then on"""
    licence: str
    about_mb: int
    """of the download, roughly; the exact size is asked of the hub before a person is asked"""
    files: tuple[str, ...]
    """patterns of what is needed"""

    def needs(self, path: str, all_paths: frozenset[str]) -> bool:
        """Whether a file of the repository is needed; pickled weights only where there are no safetensors."""
        if not any(fnmatch(path, pattern) for pattern in self.files) or any(part in path for part in _LEFT_OUT):
            return False
        folder = path.rpartition("/")[0]
        has_safe = any(p.endswith(".safetensors") and p.rpartition("/")[0] == folder for p in all_paths)
        return not (path.endswith(".bin") and has_safe)


_LEFT_OUT = (".fp16.", ".non_ema.", "openvino", "safety_checker/")
"""copies of weights for other uses, and what is never loaded"""
_PIPELINE = ("model_index.json", "*/*.json", "*/*.txt", "*/*.safetensors", "*/*.bin")
_ONE = ("config.json", "diffusion_pytorch_model.safetensors")
_LORA = ("pytorch_lora_weights.safetensors",)


def _enhancer(
    repository: str, purpose: str, licence: str, about_mb: int, files: tuple[str, ...] = _ONE, name: str = ""
) -> Model:
    """A model of the enhancer, in a folder named as its repository."""
    return Model(name=name or repository.rpartition("/")[2], purpose=purpose, repository=repository, licence=licence,
                 about_mb=about_mb, files=files)  # fmt: skip


MODELS = {
    model.name: model
    for model in (
        Model(
            name="shap-e",
            purpose="words to a mesh (Shap-E, OpenAI)",
            repository="openai/shap-e",
            licence="MIT",
            about_mb=2_600,
            files=_PIPELINE,
        ),
        Model(
            name="triposr",
            purpose="a picture to a mesh (TripoSR, Stability AI and Tripo AI)",
            repository="stabilityai/TripoSR",
            licence="MIT",
            about_mb=1_680,
            files=("config.yaml", "model.ckpt"),
        ),
        Model(
            name="dino-vitb16",
            purpose="the picture encoder's layout, which TripoSR asks for",
            repository="facebook/dino-vitb16",
            licence="Apache-2.0",
            about_mb=1,
            files=("config.json",),
        ),
        _enhancer("stable-diffusion-v1-5/stable-diffusion-v1-5", "repaints frames (enhance); pictures for triposr",
                  "CreativeML Open RAIL-M", 4_200, _PIPELINE),
        _enhancer("lllyasviel/control_v11f1p_sd15_depth", "holds depth (enhance)", "CreativeML Open RAIL-M", 1_450),
        _enhancer("lllyasviel/control_v11p_sd15_openpose", "holds people (enhance)", "CreativeML Open RAIL-M", 1_450),
        _enhancer("lllyasviel/control_v11p_sd15_canny", "holds outlines (enhance)", "CreativeML Open RAIL-M", 1_450),
        _enhancer("lllyasviel/control_v11p_sd15_normalbae", "holds shapes (enhance)", "CreativeML Open RAIL-M", 1_450),
        _enhancer("guoyww/animatediff-motion-adapter-v1-5-3", "clips, not only stills (enhance)", "Apache-2.0", 1_820),
        _enhancer("latent-consistency/lcm-lora-sdv1-5", "a few steps instead of many (enhance)",
                  "CreativeML Open RAIL++-M", 135, _LORA),
        _enhancer("stabilityai/stable-diffusion-xl-base-1.0", "larger stills (enhance --model sdxl)",
                  "CreativeML Open RAIL++-M", 13_900, _PIPELINE),
        _enhancer("diffusers/controlnet-depth-sdxl-1.0", "holds depth (sdxl)", "CreativeML Open RAIL++-M", 5_000),
        _enhancer("xinsir/controlnet-openpose-sdxl-1.0", "holds people (sdxl)", "Apache-2.0", 2_500),
        _enhancer("diffusers/controlnet-canny-sdxl-1.0", "holds outlines (sdxl)", "CreativeML Open RAIL++-M", 5_000),
        _enhancer("latent-consistency/lcm-lora-sdxl", "a few steps instead of many (sdxl)",
                  "CreativeML Open RAIL++-M", 400, _LORA),
    )
}


def model_named(name: str) -> Model:
    """Raises InvalidRequestError naming the models that there are."""
    if name not in MODELS:
        raise InvalidRequestError(f"There is no model {name!r}.", hint=f"Choose from {', '.join(MODELS)}.")
    return MODELS[name]
