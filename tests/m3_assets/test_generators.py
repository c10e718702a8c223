"""Shap-E with tiny random weights made on the spot: the real loading and generating code; and pictures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backend.common.models import store
from backend.common.models.catalogue import MODELS
from backend.common.progress import silent
from backend.m3_assets.repair.chain import Wanted, repaired
from backend.m3_assets.sources import shap_e, triposr
from backend.m3_assets.sources.foreground import SIZE_PX, on_grey, read_picture
from backend.protocol.errors import InvalidRequestError, JobCancelled, ResourceError, StageError
from tests.m3_assets.pretrained import drawn, listed, models, needs_diffusers

__all__ = ["models"]

# diffusers and transformers warn of what they will change themselves
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")


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
