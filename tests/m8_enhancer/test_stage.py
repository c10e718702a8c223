"""The enhancer from a folder of frames to a file: real loading and painting, with tiny models of random weights."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from backend.m7_render_post.folder import open_folder
from backend.m7_render_post.shot import RenderedShot
from backend.m8_enhancer import models, stage
from backend.m8_enhancer.models import FAMILIES
from backend.m8_enhancer.stage import Enhancer
from backend.m8_enhancer.store import painted_folder
from backend.pipeline import enhance, enhancer_state, postprocess
from backend.protocol.enhancement import Enhancement
from backend.protocol.errors import EnhancementError, InvalidRequestError, JobCancelled, WeightsNotFoundError
from backend.protocol.look import Look
from backend.protocol.messages import EnhanceReply, EnhanceRequest, EnhancerStateRequest, PostprocessRequest
from backend.server import _Models
from tests.m8_enhancer.shots import HEIGHT, WIDTH, make_shot_folder

pytestmark = [
    pytest.mark.usefixtures("tiny_families"),
    # What diffusers does with NumPy 2
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
]
WISH = Enhancement(prompt="a red cube on the lawn", seed=5)


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shot") / "frames"
    make_shot_folder(folder, 12)
    return folder


@pytest.fixture(scope="module")
def enhancer() -> Enhancer:
    return Enhancer.load()


def run(folder: Path, enhancer: Enhancer, wish: Enhancement, **settings: Any) -> EnhanceReply:
    progress = settings.pop("progress", lambda fraction, text="": None)
    return enhance(EnhanceRequest(folder=str(folder), enhancement=wish, **settings), enhancer, progress)


def read(path: str | Path) -> np.ndarray:
    return cv2.imread(str(path), cv2.IMREAD_UNCHANGED)


@pytest.mark.parametrize("look", ["", "cinematic"])
def test_strength_0_is_the_render_bit_for_bit(look: str, frames: Path, tmp_path: Path) -> None:
    reply = run(frames, Enhancer.load(), replace(WISH, strength=0.0), look=look, out=str(tmp_path / "a.png"), frame=3)
    assert not reply.not_enhanced
    plain = PostprocessRequest(folder=str(frames), look=look or "{}", out=str(tmp_path / "b.png"), frame=3, seed=5)
    postprocess(plain)
    assert Path(reply.files[0]).read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("model", ["sd15", "sdxl"])
def test_a_still_is_repainted_and_the_same_seed_paints_the_same(
    model: str, frames: Path, enhancer: Enhancer, tiny_models: Path, tmp_path: Path
) -> None:
    wish = replace(WISH, model=model, models_folder=str(tiny_models))
    pictures = {}
    for name, changed in (("a", wish), ("b", wish), ("c", replace(wish, seed=6))):
        reply = run(frames, enhancer, changed, out=str(tmp_path / f"{name}.png"), frame=2, compare_frame=2)
        pictures[name] = read(reply.files[0])
    assert pictures["a"].shape == (HEIGHT, WIDTH, 3)
    assert (pictures["a"] == pictures["b"]).all()
    assert (pictures["a"] != pictures["c"]).any()
    assert reply.before is not None
    assert reply.after is not None
    assert np.abs(reply.before - reply.after).mean() > 0.02
    assert "GB" in reply.plan
    assert not list(frames.glob("enhanced-*"))


@pytest.fixture(scope="module")
def painted_still(frames: Path, enhancer: Enhancer, tiny_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """With all controls, on a family as small as `tiny_families` makes it."""
    made: list[np.ndarray] = []

    def paint() -> np.ndarray:
        if not made:
            out = tmp_path_factory.mktemp("still") / "a.png"
            wish = replace(WISH, models_folder=str(tiny_models))
            made.append(read(run(frames, enhancer, wish, out=str(out), frame=2).files[0]))
        return made[0]

    return paint


@pytest.mark.parametrize("control", ["depth", "normal", "openpose", "canny"])
def test_every_control_reaches_the_picture(
    control: str, frames: Path, enhancer: Enhancer, tiny_models: Path, painted_still: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with_it = painted_still()
    monkeypatch.setattr(models, "find_weights", lambda name, chosen="", real=models.find_weights: (
        None if name == FAMILIES["sd15"].controls[control].model else real(name, chosen)))  # fmt: skip
    reply = run(frames, enhancer, replace(WISH, models_folder=str(tiny_models)), out=str(tmp_path / "b.png"), frame=2)
    assert any(control in note for note in reply.notes)
    assert (with_it != read(reply.files[0])).any()


def test_a_clip_is_painted_in_windows_that_hold_one_another(
    frames: Path, enhancer: Enhancer, tiny_models: Path, tmp_path: Path
) -> None:
    wish = replace(WISH, models_folder=str(tiny_models))
    said: list[str] = []
    reply = run(frames, enhancer, wish, out=str(tmp_path / "a.mp4"), progress=lambda f, text="": said.append(text))
    assert reply.num_frames == 12
    assert int(cv2.VideoCapture(reply.files[0]).get(cv2.CAP_PROP_FRAME_COUNT)) == 12
    assert "windows of 8 frames" in reply.plan
    assert any("frames 1 to 8, step 1 of 2" in text for text in said)
    assert any("frames 9 to 12, step 2 of 2" in text for text in said)
    # what two windows share, the later one shows as the earlier one: as its autoencoder gives those frames back
    shot = RenderedShot(frames, open_folder(frames), Look())
    painted = enhancer.run(shot, wish, tmp_path / "store", progress=lambda f, text="": None)
    first, second = painted.store.windows()
    assert (first, second) == (range(1, 9), range(5, 13))
    early, late = (painted.store._read(window) for window in (first, second))
    painter = enhancer._painter
    assert painter is not None
    given_back = painter._pipeline.decode_latents(painter._encoded(early[4:8]), 1)[0].permute(1, 2, 3, 0)
    expected = 255.0 * (given_back.detach().numpy() / 2.0 + 0.5).clip(0.0, 1.0)
    assert np.abs(expected - late[:4]).max() <= 1.0
    assert np.abs(expected - early[:4]).max() > 5.0


def test_an_interrupted_clip_goes_on_and_ends_the_same(
    frames: Path, enhancer: Enhancer, tiny_models: Path, tmp_path: Path
) -> None:
    wish = replace(WISH, models_folder=str(tiny_models))
    whole = run(frames, enhancer, wish, out=str(tmp_path / "whole.png"))

    def cancel(fraction: float, text: str = "") -> None:
        if "frames 9 to 12, step 2" in text:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        run(frames, enhancer, wish, out=str(tmp_path / "b.png"), progress=cancel)
    assert not list(tmp_path.glob("b*"))
    assert not list(frames.glob("enhanced-*/*/.*"))
    again = run(frames, enhancer, wish, out=str(tmp_path / "b.png"))
    assert again.num_resumed == 8
    for one, other in zip(whole.files, again.files, strict=True):
        assert Path(one).read_bytes() == Path(other).read_bytes()


_KILLED = """
import dataclasses, sys
from pathlib import Path
from backend.m8_enhancer.models import FAMILIES
from backend.m8_enhancer.stage import Enhancer
from backend.pipeline import enhance
from backend.protocol.enhancement import Enhancement
from backend.protocol.messages import EnhanceRequest
FAMILIES["sd15"] = dataclasses.replace(FAMILIES["sd15"], area_px=(960, 3456), window=8, overlap=2, steps=4,
    parameters_m=dict.fromkeys(FAMILIES["sd15"].parameters_m, 0.1))
folder, models, out = sys.argv[1:]
wish = Enhancement(prompt="a red cube on the lawn", seed=5, models_folder=models)
def tell(fraction, text=""):
    print(text, flush=True)
enhance(EnhanceRequest(folder=folder, enhancement=wish, out=out), Enhancer.load(), tell)
"""


def test_a_killed_process_loses_no_finished_window(
    frames: Path, enhancer: Enhancer, tiny_models: Path, tmp_path: Path
) -> None:
    arguments = [sys.executable, "-c", _KILLED, str(frames), str(tiny_models), str(tmp_path / "a.mp4")]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    assert process.stdout is not None
    for line in process.stdout:
        if "frames 9 to 12, step 1" in line:
            process.kill()
            break
    process.wait()
    process.stdout.close()
    assert not list(tmp_path.iterdir())
    reply = run(frames, enhancer, replace(WISH, models_folder=str(tiny_models)), out=str(tmp_path / "a.mp4"))
    assert reply.num_resumed == 8
    assert Path(reply.files[0]).is_file()


def test_frames_that_were_rendered_again_are_painted_again(tmp_path: Path) -> None:
    make_shot_folder(tmp_path / "frames", 2)
    keys = []
    for _ in range(2):
        shot = RenderedShot(tmp_path / "frames", open_folder(tmp_path / "frames"), Look())
        keys.append(painted_folder(tmp_path, shot.key, WISH))
        later = time.time_ns() + 10**9
        os.utime(tmp_path / "frames" / "frame_0002.exr", ns=(later, later))
    assert keys[0] != keys[1]
    assert painted_folder(tmp_path, "x", WISH) != painted_folder(tmp_path, "x", replace(WISH, negative="fog"))
    assert painted_folder(tmp_path, "x", WISH) == painted_folder(tmp_path, "x", replace(WISH, memory_mb=9))


def test_out_of_memory_shrinks_the_window_and_goes_on(
    frames: Path, tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    sizes: list[int] = []
    real = stage.Painter.clip

    def narrow(self: Any, start: Any, *rest: Any) -> Any:
        sizes.append(len(start))
        if len(start) > 4:
            raise torch.OutOfMemoryError("out of memory")
        return real(self, start, *rest)

    monkeypatch.setattr(stage.Painter, "clip", narrow)
    wish = replace(WISH, models_folder=str(tiny_models), steps=2)
    reply = run(frames, Enhancer.load(), wish, out=str(tmp_path / "a.mp4"))
    assert sizes[:2] == [8, 4]
    assert set(sizes[1:]) == {4}
    assert any("ran out of memory" in note for note in reply.notes)
    assert int(cv2.VideoCapture(reply.files[0]).get(cv2.CAP_PROP_FRAME_COUNT)) == 12


def test_styles_and_few_steps_change_the_picture(
    frames: Path, enhancer: Enhancer, tiny_models: Path, tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import save_file

    def lora(scale: float) -> dict[str, Any]:
        name = "unet.down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q"
        torch.manual_seed(1)
        return {f"{name}.lora_A.weight": scale * torch.randn(4, 16), f"{name}.lora_B.weight": torch.randn(16, 4)}

    file = tmp_path / "style.safetensors"
    save_file(lora(1.0), file)
    few = tiny_models / FAMILIES["sd15"].few_steps
    few.mkdir(exist_ok=True)
    save_file(lora(0.1), few / "pytorch_lora_weights.safetensors")
    wish = replace(WISH, models_folder=str(tiny_models))
    styled = replace(wish, lora=str(file))
    wishes = {
        "plain": wish,
        "style": styled,
        "half": replace(styled, lora_weight=0.5),
        "few": replace(wish, few_steps=True),
    }
    pictures = {
        name: read(run(frames, enhancer, one, out=str(tmp_path / f"{name}.png"), frame=2).files[0]).tobytes()
        for name, one in wishes.items()
    }
    assert len(set(pictures.values())) == 4


def test_another_base_model_takes_the_place_of_the_usual_one(
    frames: Path, enhancer: Enhancer, tiny_models: Path, tmp_path: Path
) -> None:
    folder, usual = tmp_path / "models", FAMILIES["sd15"].base
    folder.mkdir()
    for model in tiny_models.iterdir():
        if model.name != usual:
            (folder / model.name).symlink_to(model)
    plain = run(frames, enhancer, replace(WISH, models_folder=str(tiny_models)), out=str(tmp_path / "a.png"), frame=2)
    own = replace(WISH, models_folder=str(folder), base=str(tiny_models / usual))
    made = run(frames, enhancer, own, out=str(tmp_path / "b.png"), frame=2)
    np.testing.assert_array_equal(read(made.files[0]), read(plain.files[0]))
    with pytest.raises(WeightsNotFoundError, match=usual):
        run(frames, enhancer, replace(own, base=""), out=str(tmp_path / "c.png"), frame=2)


def test_the_backend_gives_the_models_back_for_a_render(frames: Path, tiny_models: Path, tmp_path: Path) -> None:
    kept = _Models(None)
    run(frames, kept.enhancer, replace(WISH, models_folder=str(tiny_models)), out=str(tmp_path / "a.png"), frame=1)
    assert kept.use_memory
    kept.unload()
    assert not kept.use_memory


# --- without weights ------------------------------------------------------------------------------


def test_without_weights_it_says_what_is_missing_and_where_it_belongs(frames: Path, tmp_path: Path) -> None:
    wish = replace(WISH, models_folder=str(tmp_path / "none"))
    start_s = time.perf_counter()
    with pytest.raises(WeightsNotFoundError, match="stable-diffusion-v1-5") as found:
        run(frames, Enhancer.load(), wish, out=str(tmp_path / "a.mp4"))
    assert time.perf_counter() - start_s < 1.0
    assert str(tmp_path / "none") in found.value.message
    assert "SCENELOOM_MODELS" in found.value.hint
    assert not list(tmp_path.iterdir())
    state = enhancer_state(EnhancerStateRequest(enhancement=wish, size_px=(640, 360), num_frames=1), Enhancer.load())
    assert not state.is_available
    assert state.hint


def test_without_weights_the_look_alone_is_written_and_named_so(frames: Path, tmp_path: Path) -> None:
    wish = replace(WISH, models_folder=str(tmp_path / "none"))
    out = str(tmp_path / "a.png")
    reply = run(frames, Enhancer.load(), wish, look="noir", out=out, frame=2, compare_frame=2, or_look_alone=True)
    assert "stable-diffusion-v1-5" in reply.not_enhanced
    assert np.ptp(read(reply.files[0]), axis=2).max() <= 1, "noir is grey"
    assert reply.before is not None
    assert reply.after is not None
    assert np.ptp(reply.before[..., :3], axis=2).max() > 0.1, "the render, to compare the look with"
    assert np.ptp(reply.after[..., :3], axis=2).max() < 0.01


def test_without_code_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda name: None if name in ("torch", "peft") else True)
    with pytest.raises(Exception, match="needs torch") as found:
        models.check_code()
    assert "make train-setup" in found.value.hint
    with pytest.raises(Exception, match="torch and peft"):
        models.check_code(with_lora=True)


def test_sdxl_makes_no_clips(frames: Path, tmp_path: Path) -> None:
    wish = replace(WISH, model="sdxl", models_folder=str(tmp_path))
    with pytest.raises(InvalidRequestError, match="single frames only"):
        run(frames, Enhancer.load(), wish, out=str(tmp_path / "a.mp4"), or_look_alone=True)


def test_repainted_frames_are_no_scene_linear_light(frames: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match="scene-linear"):
        run(frames, Enhancer.load(), WISH, out=str(tmp_path / "a.exr"), frame=1, or_look_alone=True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"strength": 1.5}, "1.5"),
        ({"model": "sd9"}, "sd9"),
        ({"prompt": " "}, "no prompt"),
        ({"steps": 900}, "900"),
        ({"lora": "/nowhere/style.safetensors"}, "style.safetensors"),
        ({"base": "/nowhere"}, "no base model in /nowhere"),
        ({"seed": -1}, "-1"),
    ],
)
def test_wishes_that_make_no_sense_are_named(change: dict[str, Any], says: str, frames: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match=says):
        run(frames, Enhancer.load(), replace(WISH, **change), out=str(tmp_path / "a.png"), frame=1)


def test_frames_that_nothing_holds_are_refused(tiny_models: Path, tmp_path: Path) -> None:
    sequence = make_shot_folder(tmp_path / "frames", 1)
    shot = RenderedShot(tmp_path / "frames", replace(sequence, passes={"combined": "frame_{frame}.exr"}), Look())
    with pytest.raises(EnhancementError, match="Nothing holds the picture"):
        Enhancer.load().run(
            shot, replace(WISH, models_folder=str(tiny_models)), tmp_path, progress=lambda f, t="": None
        )
