"""TripoSR's adapter: against its published interface with a real picture encoder, and against its own code where that
is installed."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import trimesh

from backend.common.models import store
from backend.common.models.catalogue import MODELS
from backend.common.progress import silent
from backend.m3_assets.repair.chain import Wanted, repaired
from backend.m3_assets.sources import foreground, picture, triposr
from backend.m3_assets.sources.foreground import SIZE_PX
from backend.m3_assets.sources.generator import has_package
from backend.m3_assets.sources.picture import PictureMaker
from backend.protocol.errors import JobCancelled, ResourceError, StageError
from tests.m3_assets.pretrained import drawn, listed, models, needs_diffusers

__all__ = ["models"]

# diffusers and transformers warn of what they will change themselves
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
needs_tsr = pytest.mark.skipif(not has_package("tsr"), reason="unverified: TripoSR's package tsr is not installed")


@pytest.mark.skipif(not has_package("skimage"), reason="scikit-image is not in this environment; run: make torch")
@needs_diffusers
def test_marching_cubes_stand_in_for_the_compiled_ones() -> None:
    import torch

    axis = torch.linspace(-1.0, 1.0, 24)
    x, y, z = torch.meshgrid(axis, axis, axis, indexing="ij")
    vertices, faces = triposr.marching_cubes(0.7 - (x**2 + (y - 0.2) ** 2 + (2.0 * z) ** 2).sqrt(), 0.0)
    places = vertices[:, [2, 1, 0]].numpy() / 11.5 - 1.0  # as TripoSR reads them
    assert places.max(axis=0) == pytest.approx([0.7, 0.9, 0.35], abs=0.02)
    ball = trimesh.Trimesh(places, faces.numpy())
    assert ball.is_watertight
    assert abs(ball.volume) == pytest.approx(4.0 / 3.0 * np.pi * 0.7**3 / 2.0, rel=0.03)


def old_name(key: str) -> str:
    """A weight of the picture encoder as transformers 4 called it, which TripoSR's were saved with."""
    for old, new in triposr._RENAMED:
        key = key.replace(new, old)
    return key


def tsr_class(asked: dict[str, Any]) -> Any:
    """What the adapter uses of TripoSR's class: the published loading with a real picture encoder, and a mesh that any
    picture gives."""
    import torch
    from transformers import ViTConfig, ViTModel

    class Renderer:
        def set_chunk_size(self, size: int) -> None:
            asked["chunk"] = size

    class TSR(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            config = ViTConfig(hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2)
            self.image_tokenizer = torch.nn.ModuleDict({"model": ViTModel(config)})
            self.decoder = torch.nn.Linear(1, 1)
            self.renderer = Renderer()

        @classmethod
        def from_pretrained(cls, folder: str, config_name: str, weight_name: str) -> TSR:
            asked.update(config=config_name, weights=weight_name)
            model = cls()
            model.load_state_dict(torch.load(Path(folder) / weight_name, map_location="cpu"))
            return model

        def forward(self, pictures: list[Any], device: str) -> str:
            asked.update(picture=pictures[0], device=device)
            return "codes"

        def extract_mesh(self, codes: str, has_vertex_color: bool, resolution: int) -> list[trimesh.Trimesh]:
            asked.update(resolution=resolution, colored=has_vertex_color)
            self.decoder(torch.zeros(1, 1))
            nose = trimesh.creation.box((0.2, 0.1, 0.1), trimesh.transformations.translation_matrix((0.6, 0.0, 0.5)))
            mesh = trimesh.util.concatenate([trimesh.creation.box((1.0, 0.5, 1.5)), nose])
            mesh.visual.vertex_colors = np.full((len(mesh.vertices), 4), (120, 60, 30, 255), np.uint8)
            return [mesh]

    return TSR


@pytest.fixture
def asked(models: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """TripoSR's package in name, its weights in the store, room for it; gives what is asked of it."""
    import diffusers  # noqa: F401  it asks which packages there are, before they are replaced
    import torch

    asked: dict[str, Any] = {}
    package, encoder = ModuleType("tsr.system"), ModuleType("tsr.models.tokenizers.image")
    package.TSR = tsr_class(asked)  # type: ignore[attr-defined]
    empty = ("tsr", "torchmcubes", "tsr.models", "tsr.models.tokenizers", "omegaconf", "einops", "imageio")
    names = {name: ModuleType(name) for name in empty}
    for name, module in (names | {"tsr.system": package, "tsr.models.tokenizers.image": encoder}).items():
        monkeypatch.setitem(sys.modules, name, module)
    names["torchmcubes"].marching_cubes = triposr.marching_cubes  # type: ignore[attr-defined]
    names["tsr.models.tokenizers"].image = encoder  # type: ignore[attr-defined]
    asked["encoder"] = encoder
    for name, file in (("triposr", "model.ckpt"), ("triposr", "config.yaml"), ("dino-vitb16", "config.json")):
        folder = store.folder_of(MODELS[name])
        folder.mkdir(exist_ok=True)
        (folder / file).write_bytes(b"x")
    weights = {old_name(key): value for key, value in package.TSR().state_dict().items()}  # type: ignore[attr-defined]
    torch.save(weights, store.folder_of(MODELS["triposr"]) / "model.ckpt")
    for name in ("triposr", "dino-vitb16"):
        listed(name, store.folder_of(MODELS[name]))
    for module in (triposr, picture):
        monkeypatch.setattr(module, "WAYS", tuple(dataclasses.replace(way, memory_mb=1) for way in module.WAYS))
    return asked


@needs_diffusers
def test_the_triposr_adapter_speaks_the_documented_interface(models: Path, asked: dict[str, Any]) -> None:
    generator = triposr.TripoSR()
    path = drawn(models / "gnome.png", (250, 250, 250))
    seen: list[str] = []
    made = generator.generate("gnome", path, np.random.default_rng(0), lambda f, text="": seen.append(text))
    assert asked["picture"].size == (SIZE_PX, SIZE_PX)
    assert asked["picture"].mode == "RGB"
    assert (asked["config"], asked["weights"]) == ("config.yaml", "model.ckpt")
    assert (asked["chunk"], asked["resolution"], asked["colored"]) == (8192, 256, True)
    assert asked["encoder"].hf_hub_download().endswith("config.json")
    assert "TripoSR surface" in seen
    assert "gnome.png" in made.origin
    assert made.licence == "MIT"
    asset = repaired(made.mesh, Wanted(object_id="a", category="gnome", label="Gnome", is_real_size=False))
    mesh_made = asset.meshes[0].mesh
    assert mesh_made.vertices[:, 1].min() < -mesh_made.vertices[:, 1].max() + 0.05, "its nose is in front, at -Y"
    assert asset.dimensions[2] > asset.dimensions[0]


@needs_diffusers
def test_weights_saved_with_transformers_4_are_taken_by_5(asked: dict[str, Any]) -> None:
    import torch

    model, _ = triposr.TripoSR()._loaded(torch)
    saved = torch.load(store.folder_of(MODELS["triposr"]) / "model.ckpt")
    encoder = dict(model.image_tokenizer["model"].named_parameters())
    old = "image_tokenizer.model.encoder.layer.1."
    names = {"attention.attention.query": "attention.q_proj", "attention.output.dense": "attention.o_proj",
             "intermediate.dense": "mlp.fc1", "output.dense": "mlp.fc2"}  # fmt: skip
    for theirs, ours in names.items():
        assert torch.equal(saved[f"{old}{theirs}.weight"], encoder[f"layers.1.{ours}.weight"])


@needs_diffusers
def test_triposr_with_less_memory_takes_a_coarser_grid(
    models: Path, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = tuple(way for way in triposr.WAYS if way.device == "cpu")
    monkeypatch.setattr(triposr, "WAYS", tuple(dataclasses.replace(way, memory_mb=way.grid) for way in ways))
    monkeypatch.setattr("backend.m3_assets.sources.generator.available_memory_mb", lambda: 200.0)
    path = drawn(models / "gnome.png", (250, 250, 250))
    made = triposr.TripoSR().generate("gnome", path, np.random.default_rng(0), silent)
    assert asked["resolution"] == 128
    assert "grid of 128" in made.origin


@needs_diffusers
def test_triposr_without_a_surface_and_with_broken_code_says_so(
    models: Path, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    vertices, faces = triposr.marching_cubes(torch.zeros(4, 4, 4) - 1.0, 0.0)
    assert (len(vertices), len(faces)) == (0, 0)
    path = drawn(models / "gnome.png", (250, 250, 250))
    empty = trimesh.Trimesh(vertices.numpy(), faces.numpy())
    monkeypatch.setattr(sys.modules["tsr.system"].TSR, "extract_mesh", lambda *_, **__: [empty])
    with pytest.raises(StageError, match=r"no shape in gnome\.png"):
        triposr.TripoSR().generate("gnome", path, np.random.default_rng(0), silent)
    monkeypatch.delattr(sys.modules["tsr.system"], "TSR")
    with pytest.raises(ResourceError, match="code cannot be used"):
        triposr.TripoSR().generate("gnome", path, np.random.default_rng(0), silent)


@needs_diffusers
def test_words_become_a_picture_and_the_picture_a_mesh(
    models: Path, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.m8_enhancer.tiny_models import save_base

    generator = triposr.TripoSR(pictures=PictureMaker(num_steps=2, size_px=64))
    without = generator.state(has_picture=False)
    assert (generator.state().ready, without.ready) == (True, False)
    assert "--image" in without.hint
    assert "sceneloom models download stable-diffusion-v1-5" in without.hint
    with pytest.raises(ResourceError, match="there is none"):
        generator.generate("gnome", None, np.random.default_rng(0), silent)

    save_base(store.folder_of(MODELS["stable-diffusion-v1-5"]))
    listed("stable-diffusion-v1-5", store.folder_of(MODELS["stable-diffusion-v1-5"]))
    assert generator.state(has_picture=False).ready
    # noise has no subject: what the pipeline painted is asked for all the same
    monkeypatch.setattr(foreground, "cut_out", lambda pixels: np.ones(pixels.shape[:2]))
    seen: list[tuple[float, str]] = []
    made = generator.generate(
        "a red cube", None, np.random.default_rng(3), lambda fraction, text="": seen.append((fraction, text))
    )
    shown = np.asarray(asked["picture"], float)
    assert shown.std() > 1.0
    assert [text for _, text in seen if text.startswith("picture step")] == [
        "picture step 1 of 2", "picture step 2 of 2"
    ]  # fmt: skip
    assert [fraction for fraction, _ in seen] == sorted(fraction for fraction, _ in seen)
    assert made.licence == "MIT; its picture: CreativeML Open RAIL-M"
    assert "a picture by stable-diffusion-v1-5 (weights " in made.origin
    assert generator._pictures._pipeline is None, "it made room for TripoSR"
    assert len(generator.models(has_picture=False)) == 2
    generator.generate("a red cube", None, np.random.default_rng(3), silent)
    assert np.array_equal(shown, np.asarray(asked["picture"], float)), "same seed, same picture"
    generator.generate("a red cube", None, np.random.default_rng(4), silent)
    assert not np.array_equal(shown, np.asarray(asked["picture"], float))

    def cancelling(fraction: float, text: str = "") -> None:
        if text == "picture step 1 of 2":
            raise JobCancelled

    with pytest.raises(JobCancelled):
        generator.generate("a red cube", None, np.random.default_rng(3), cancelling)
    generator.unload()
    assert generator._model is None
    assert generator._pictures._pipeline is None


@needs_tsr
@needs_diffusers
def test_triposr_itself_with_tiny_weights(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The published code from its files to a mesh: only the numbers of layers and channels are smaller."""
    import torch

    triposr.provide_marching_cubes(torch)
    with triposr.in_name_only(triposr.UNUSED):
        from tsr.models.tokenizers import image as encoder
        from tsr.system import TSR

    folder, vit = store.folder_of(MODELS["triposr"]), store.folder_of(MODELS["dino-vitb16"])
    folder.mkdir()
    vit.mkdir()
    (vit / "config.json").write_text(json.dumps({
        "model_type": "vit", "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 2, "image_size": 32, "patch_size": 16,
    }))  # fmt: skip
    tokens, network = "tsr.models.tokenizers", "tsr.models.network_utils"
    (folder / "config.yaml").write_text(json.dumps({
        "cond_image_size": 64,
        "image_tokenizer_cls": f"{tokens}.image.DINOSingleImageTokenizer",
        "image_tokenizer": {"pretrained_model_name_or_path": "facebook/dino-vitb16"},
        "tokenizer_cls": f"{tokens}.triplane.Triplane1DTokenizer", "tokenizer": {"plane_size": 8, "num_channels": 16},
        "backbone_cls": "tsr.models.transformer.transformer_1d.Transformer1D",
        "backbone": {"in_channels": 16, "num_attention_heads": 2, "attention_head_dim": 8, "num_layers": 1,
                     "cross_attention_dim": 32, "norm_num_groups": 4},
        "post_processor_cls": f"{network}.TriplaneUpsampleNetwork",
        "post_processor": {"in_channels": 16, "out_channels": 8},
        "decoder_cls": f"{network}.NeRFMLP",
        "decoder": {"in_channels": 24, "n_neurons": 16, "n_hidden_layers": 2, "activation": "silu"},
        "renderer_cls": "tsr.models.nerf_renderer.TriplaneNeRFRenderer",
        "renderer": {"radius": 0.87, "feature_reduction": "concat", "density_activation": "exp", "density_bias": -1.0,
                     "num_samples_per_ray": 128},
    }))  # fmt: skip
    from omegaconf import OmegaConf

    monkeypatch.setattr(encoder, "hf_hub_download", lambda *_, **__: str(vit / "config.json"))
    torch.manual_seed(0)
    model = TSR(OmegaConf.load(folder / "config.yaml"))
    with torch.no_grad():
        for parameter in model.decoder.parameters():  # so lively that there is an inside and an outside
            parameter.mul_(4.0)
        next(iter(model.decoder.layers[-1:])).bias[0] = 4.0
    torch.save({old_name(key): value for key, value in model.state_dict().items()}, folder / "model.ckpt")
    for name in ("triposr", "dino-vitb16"):
        listed(name, store.folder_of(MODELS[name]))
    monkeypatch.setattr(triposr, "WAYS", (triposr.Way(device="cpu", half=False, memory_mb=1, grid=32),))
    generator, seen = triposr.TripoSR(), []
    path = drawn(models / "gnome.png", (250, 250, 250))
    made = generator.generate("gnome", path, np.random.default_rng(0), lambda f, text="": seen.append(text))
    assert len(made.mesh.triangles) > 0
    assert np.abs(made.mesh.vertices).max() <= 0.871, "within its radius"
    assert made.mesh.colors is not None
    assert seen.count("TripoSR surface") >= 32**3 // triposr.CHUNK

    def cancelling(fraction: float, text: str = "") -> None:
        if text == "TripoSR surface":
            raise JobCancelled

    with pytest.raises(JobCancelled):
        generator.generate("gnome", path, np.random.default_rng(0), cancelling)
