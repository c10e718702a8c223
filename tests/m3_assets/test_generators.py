"""Pretrained generators with tiny random weights made on the spot: the real loading and generating code."""

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
from PIL import Image, ImageDraw

from backend.common.models import store
from backend.common.models.catalogue import MODELS
from backend.common.progress import silent
from backend.m3_assets.repair.chain import Wanted, repaired
from backend.m3_assets.sources import foreground, picture, shap_e, triposr
from backend.m3_assets.sources.foreground import SIZE_PX, on_grey, read_picture
from backend.m3_assets.sources.generator import has_package
from backend.m3_assets.sources.picture import PictureMaker
from backend.protocol.errors import InvalidRequestError, JobCancelled, ResourceError, StageError

# diffusers and transformers warn of what they will change themselves
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")
needs_diffusers = pytest.mark.skipif(
    not (has_package("torch") and has_package("diffusers")),
    reason="torch and diffusers are not in this environment; run: make torch",
)
needs_tsr = pytest.mark.skipif(not has_package("tsr"), reason="unverified: TripoSR's package tsr is not installed")


def listed(name: str, folder: Path) -> None:
    """A manifest for the files of a model that were put into the store."""
    files = tuple(
        store.ModelFile(path=p.relative_to(folder).as_posix(), size=p.stat().st_size, sha256=store.checksum(p))
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    )
    model = MODELS[name]
    store.write_manifest(
        model, store.Manifest(repository=model.repository, commit="0" * 40, licence=model.licence, files=files)
    )


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCENELOOM_MODELS", str(tmp_path))
    return tmp_path


def marching_cubes_case(case: int) -> list[tuple[int, int, int]]:
    """Triangles of edge numbers for a cube whose corners x + 2y + 4z are inside where the case has a bit, in the order
    of diffusers: four edges along x, along y, along z. Round every face, inside runs are cut off corner by corner."""
    edges = {}
    for axis in range(3):
        first, second = (other for other in range(3) if other != axis)
        for number in range(4):
            low = ((number & 1) << first) | ((number >> 1) << second)
            edges[frozenset((low, low | 1 << axis))] = 4 * axis + number
    following = {}
    for axis in range(3):
        u, v = 1 << (axis + 1) % 3, 1 << (axis + 2) % 3
        for side in (0, 1):
            ring = [side << axis | corner for corner in (0, u, u | v, v)]
            ring = ring if side else ring[::-1]  # counter-clockwise from outside
            crossed = [
                (case >> ring[k] & 1, edges[frozenset((ring[k], ring[(k + 1) % 4]))])
                for k in range(4)
                if (case >> ring[k] & 1) != (case >> ring[(k + 1) % 4] & 1)
            ]
            for k, (leaves, edge) in enumerate(crossed):
                if leaves:  # back to where this run of inside corners began
                    following[edge] = crossed[k - 1][1]
    triangles = []
    while following:
        start, ahead = following.popitem()
        loop = [start]
        while ahead != start:
            loop.append(ahead)
            ahead = following.pop(ahead)
        triangles += [(loop[0], loop[k], loop[k + 1]) for k in range(1, len(loop) - 1)]
    return triangles


@pytest.fixture
def tiny_shap_e(models: Path) -> Path:
    """Every part of the pipeline, as small as it goes, saved as diffusers saves one."""
    import torch
    from diffusers import HeunDiscreteScheduler, PriorTransformer, ShapEPipeline
    from diffusers.pipelines.shap_e.renderer import ShapERenderer
    from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPTokenizer

    torch.manual_seed(0)
    words = models / "words"
    words.mkdir()
    letters = [chr(code) for code in range(97, 123)]
    vocabulary = ["<|startoftext|>", "<|endoftext|>", *letters, *(f"{letter}</w>" for letter in letters)]
    (words / "vocab.json").write_text(json.dumps({token: number for number, token in enumerate(vocabulary)}))
    (words / "merges.txt").write_text("#version: 0.2\n")
    tokenizer = CLIPTokenizer.from_pretrained(str(words), model_max_length=16)
    text_encoder = CLIPTextModelWithProjection(CLIPTextConfig(
        vocab_size=len(vocabulary), hidden_size=16, projection_dim=16, intermediate_size=32, num_attention_heads=2,
        num_hidden_layers=1, max_position_embeddings=16, bos_token_id=0, eos_token_id=1, pad_token_id=1,
    ))  # fmt: skip
    prior = PriorTransformer(
        num_attention_heads=2, attention_head_dim=16, embedding_dim=16, num_embeddings=32, embedding_proj_dim=16,
        time_embed_dim=64, num_layers=1, clip_embed_dim=32, additional_embeddings=0, time_embed_act_fn="gelu",
        norm_in_type="layer", encoder_hid_proj_type=None, added_emb_type=None,
    )  # fmt: skip
    renderer = ShapERenderer(
        param_shapes=((8, 93), (8, 8), (8, 8), (8, 8)), d_latent=16, d_hidden=8, n_output=12,
        background=(0.1, 0.1, 0.1),
    )  # fmt: skip
    with torch.no_grad():
        for name, parameter in renderer.mlp.named_parameters():  # so lively that there is an inside and an outside
            parameter.mul_(0.0 if name.endswith("bias") else 6.0)
        for case in range(256):  # a part of the published weights
            for row, triangle in enumerate(marching_cubes_case(case)):
                renderer.mesh_decoder.cases[case, row] = torch.tensor(triangle)
                renderer.mesh_decoder.masks[case, row] = True
    scheduler = HeunDiscreteScheduler(
        beta_schedule="exp", num_train_timesteps=1024, prediction_type="sample", use_karras_sigmas=True,
        clip_sample=True, clip_sample_range=1.0,
    )  # fmt: skip
    folder = store.folder_of(MODELS["shap-e"])
    ShapEPipeline(prior, text_encoder, tokenizer, scheduler, renderer).save_pretrained(str(folder))
    listed("shap-e", folder)
    return folder


@needs_diffusers
def test_shap_e_makes_the_same_mesh_of_the_same_seed(tiny_shap_e: Path) -> None:
    generator = shap_e.ShapE(num_steps=2, grid=20)
    assert generator.state().ready
    seen: list[str] = []
    made = generator.generate(
        "stone gnome", None, np.random.default_rng(3), lambda fraction, text="": seen.append(text)
    )
    mesh = made.mesh
    assert len(mesh.triangles) > 0
    assert mesh.colors is not None
    assert "precision, seed" in made.origin, "how it ran is told"
    assert store.manifest_of(MODELS["shap-e"]).sha256[:16] in made.origin  # type: ignore[union-attr]
    assert any("step 1 of" in text for text in seen)
    assert "Shap-E surface" in seen
    again = generator.generate("stone gnome", None, np.random.default_rng(3), silent).mesh
    assert np.array_equal(mesh.vertices, again.vertices)
    other = generator.generate("stone gnome", None, np.random.default_rng(4), silent).mesh
    assert not np.array_equal(mesh.vertices, other.vertices)
    asset = repaired(
        mesh, Wanted(object_id="a", category="gnome", label="Gnome", max_faces=2_000, is_real_size=False)
    )
    assert asset.repair is not None
    assert asset.repair.after.num_open_edges == 0
    generator.unload()
    assert generator._pipeline is None


@needs_diffusers
def test_shap_e_is_cancelled_between_steps_and_serves_on(tiny_shap_e: Path) -> None:
    generator = shap_e.ShapE(num_steps=4, grid=12)
    steps: list[str] = []

    def cancelling(fraction: float, text: str = "") -> None:
        steps.append(text)
        if "step 2" in text:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        generator.generate("gnome", None, np.random.default_rng(0), cancelling)
    assert "step 2" in steps[-1]
    generator.generate("gnome", None, np.random.default_rng(0), silent)


@needs_diffusers
def test_shap_e_without_a_surface_says_so(tiny_shap_e: Path) -> None:
    generator = shap_e.ShapE(num_steps=1, grid=8)
    import torch

    pipeline, _ = generator._loaded(torch)
    with torch.no_grad():
        for parameter in pipeline.shap_e_renderer.mlp.parameters():
            parameter.zero_()
    with pytest.raises(StageError, match="no shape for “gnome”"):
        generator.generate("gnome", None, np.random.default_rng(0), silent)


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


class _Tsr(ModuleType):
    """What the adapter uses of TripoSR's package, with a mesh that any picture gives."""

    asked: dict[str, Any]

    def from_pretrained(self, folder: str, *, config_name: str, weight_name: str) -> _Tsr:
        self.asked = {"folder": folder, "config": config_name, "weights": weight_name}
        self.renderer = self
        return self

    def set_chunk_size(self, size: int) -> None:
        self.asked["chunk"] = size

    def to(self, device: str) -> _Tsr:
        self.asked["device"] = device
        return self

    def __call__(self, pictures: list[Any], device: str) -> str:
        self.asked["picture"] = pictures[0]
        return "codes"

    def extract_mesh(self, codes: str, has_vertex_color: bool, resolution: int) -> list[trimesh.Trimesh]:
        nose = trimesh.creation.box((0.2, 0.1, 0.1), trimesh.transformations.translation_matrix((0.6, 0.0, 0.5)))
        mesh = trimesh.util.concatenate([trimesh.creation.box((1.0, 0.5, 1.5)), nose])
        mesh.visual.vertex_colors = np.full((len(mesh.vertices), 4), (120, 60, 30, 255), np.uint8)
        return [mesh]


def drawn(path: Path, ground: tuple[int, ...]) -> Path:
    image = Image.new("RGBA" if len(ground) == 4 else "RGB", (200, 120), ground)
    ImageDraw.Draw(image).ellipse((20, 30, 80, 110), fill=(200, 40, 40, 255)[: len(ground)])
    image.save(path)
    return path


@pytest.fixture
def tsr_package(models: Path, monkeypatch: pytest.MonkeyPatch) -> _Tsr:
    """TripoSR's package in name, its weights in the store, and room for it."""
    package = _Tsr("tsr.system")
    package.TSR = package  # type: ignore[attr-defined]
    package.encoder = ModuleType("tsr.models.tokenizers.image")  # type: ignore[attr-defined]
    empty = ("tsr", "torchmcubes", "tsr.models", "tsr.models.tokenizers", "omegaconf", "einops", "imageio", "rembg")
    names = {name: ModuleType(name) for name in empty}
    names |= {"tsr.system": package, "tsr.models.tokenizers.image": package.encoder}  # type: ignore[attr-defined]
    for name, module in names.items():
        monkeypatch.setitem(sys.modules, name, module)
    names["torchmcubes"].marching_cubes = triposr.marching_cubes  # type: ignore[attr-defined]
    names["tsr.models.tokenizers"].image = package.encoder  # type: ignore[attr-defined]
    for name, file in (("triposr", "model.ckpt"), ("triposr", "config.yaml"), ("dino-vitb16", "config.json")):
        folder = store.folder_of(MODELS[name])
        folder.mkdir(exist_ok=True)
        (folder / file).write_bytes(b"x")
    for name in ("triposr", "dino-vitb16"):
        listed(name, store.folder_of(MODELS[name]))
    for module in (triposr, picture):
        monkeypatch.setattr(module, "WAYS", tuple(dataclasses.replace(way, memory_mb=1) for way in module.WAYS))
    return package


@needs_diffusers
def test_the_triposr_adapter_speaks_the_documented_interface(models: Path, tsr_package: _Tsr) -> None:
    generator = triposr.TripoSR()
    path = drawn(models / "gnome.png", (250, 250, 250))
    made = generator.generate("gnome", path, np.random.default_rng(0), silent)
    assert tsr_package.asked["picture"].size == (SIZE_PX, SIZE_PX)
    assert (tsr_package.asked["config"], tsr_package.asked["weights"]) == ("config.yaml", "model.ckpt")
    assert tsr_package.encoder.hf_hub_download().endswith("config.json")  # type: ignore[attr-defined]
    assert "gnome.png" in made.origin
    assert made.licence == "MIT"
    asset = repaired(made.mesh, Wanted(object_id="a", category="gnome", label="Gnome", is_real_size=False))
    mesh_made = asset.meshes[0].mesh
    assert mesh_made.vertices[:, 1].min() < -mesh_made.vertices[:, 1].max() + 0.05, "its nose is in front, at -Y"
    assert asset.dimensions[2] > asset.dimensions[0]


@needs_diffusers
def test_words_become_a_picture_and_the_picture_a_mesh(
    models: Path, tsr_package: _Tsr, monkeypatch: pytest.MonkeyPatch
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
    shown = np.asarray(tsr_package.asked["picture"], float)
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
    assert np.array_equal(shown, np.asarray(tsr_package.asked["picture"], float)), "same seed, same picture"
    generator.generate("a red cube", None, np.random.default_rng(4), silent)
    assert not np.array_equal(shown, np.asarray(tsr_package.asked["picture"], float))

    def cancelling(fraction: float, text: str = "") -> None:
        if text == "picture step 1 of 2":
            raise JobCancelled

    with pytest.raises(JobCancelled):
        generator.generate("a red cube", None, np.random.default_rng(3), cancelling)
    generator.unload()
    assert generator._model is None
    assert generator._pictures._pipeline is None


@needs_tsr
def test_triposr_itself_with_tiny_weights() -> None:
    from tsr.system import TSR

    assert callable(TSR.from_pretrained)


@pytest.mark.parametrize("ground", [(250, 250, 250), (0, 0, 0, 0), (90, 120, 90)])
def test_the_subject_is_cut_out_and_centred(tmp_path: Path, ground: tuple[int, ...]) -> None:
    shown = np.asarray(on_grey(read_picture(drawn(tmp_path / "p.png", ground)), "p.png"), float)
    red = shown[..., 0] > shown[..., 1] + 60
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    assert 0.8 * SIZE_PX < len(rows) < 0.9 * SIZE_PX
    assert abs(rows.mean() - SIZE_PX / 2) < 8
    assert abs(columns.mean() - SIZE_PX / 2) < 8
    assert np.abs(shown[5, 5] - 127.5).max() < 4


def test_pictures_that_are_none_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    Image.new("RGB", (64, 64), (9, 9, 9)).save(tmp_path / "plain.png")
    for name, message in (("a.png", "no picture"), ("b.png", "There is no picture"), ("plain.png", "No subject")):
        with pytest.raises(InvalidRequestError, match=message):
            on_grey(read_picture(tmp_path / name), name)


def test_without_weights_it_says_how_to_get_them(models: Path) -> None:
    for generator in (shap_e.ShapE(), triposr.TripoSR()):
        state = generator.state()
        assert not state.ready
        assert state.hint.startswith(("Run: ", "In a checkout run: "))
        image = drawn(models / "p.png", (250, 250, 250))
        with pytest.raises(ResourceError):
            generator.generate("gnome", image, np.random.default_rng(0), silent)
