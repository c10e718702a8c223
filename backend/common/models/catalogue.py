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
        if not any(fnmatch(path, pattern) for pattern in self.files) or ".fp16." in path:
            return False
        folder = path.rpartition("/")[0]
        has_safe = any(p.endswith(".safetensors") and p.rpartition("/")[0] == folder for p in all_paths)
        return not (path.endswith(".bin") and has_safe)


MODELS = {
    model.name: model
    for model in (
        Model(
            name="shap-e",
            purpose="words to a mesh (Shap-E, OpenAI)",
            repository="openai/shap-e",
            licence="MIT",
            about_mb=2_600,
            files=("model_index.json", "*/*.json", "*/*.txt", "*/*.safetensors", "*/*.bin"),
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
    )
}


def model_named(name: str) -> Model:
    """Raises InvalidRequestError naming the models that there are."""
    if name not in MODELS:
        raise InvalidRequestError(f"There is no model {name!r}.", hint=f"Choose from {', '.join(MODELS)}.")
    return MODELS[name]
