"""Write trained networks as they ship: float16 safetensors to go on from, ONNX that runs, digests, model card.

    python -m training.m4_motion.export motion_ssm|physics_ssm [--checkpoint FOLDER] [--output FOLDER]

The exports are compared with torch on several lengths before anything is written in place.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from backend.m4_motion.learned.weights import open_session
from backend.m4_motion.model import PHYSICS_WIDTH, SENTENCE_WIDTH, PhysicsSSM, TextToMotionSSM

from . import train_motion_ssm, train_physics_ssm
from .build_dataset import SHARED
from .caches import checkpoint_folder
from .known_captions import write_captions
from .model_card import write_card

WEIGHTS = Path(__file__).resolve().parents[2] / "blender_assets" / "weights" / "m4_motion"
TOLERANCE = 2e-4
"""of normalised features, between torch and the export"""


class TextPart(nn.Module):
    """Pieces and sentence to what the denoiser reads of the text, and how long it may take."""

    def __init__(self, model: TextToMotionSSM) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        vector, words, mask = self.model.text(pieces, sentence)
        return vector, words, mask, self.model.log_seconds(vector)


class DenoiserPart(nn.Module):
    """One step of the denoiser on motions without padding."""

    def __init__(self, model: TextToMotionSSM) -> None:
        super().__init__()
        self.model = model

    def forward(self, noisy: Tensor, time: Tensor, vector: Tensor, words: Tensor, word_mask: Tensor) -> Tensor:
        return self.model.denoise(noisy, time, vector, words, word_mask, torch.ones_like(noisy[..., 0]))


class RankerPart(nn.Module):
    """How near motions without padding are to a text's vector: the contrastive pair of the training."""

    def __init__(self, model: TextToMotionSSM) -> None:
        super().__init__()
        self.model = model

    def forward(self, motion: Tensor, vector: Tensor) -> Tensor:
        seen = self.model.seen(motion, torch.ones_like(motion[..., 0]))
        return nn.functional.cosine_similarity(seen, vector.expand_as(seen), dim=-1)


class PhysicsPart(nn.Module):
    """The calibrator on motions without padding."""

    def __init__(self, model: PhysicsSSM) -> None:
        super().__init__()
        self.model = model

    def forward(self, motion: Tensor, projected: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        return self.model(motion, projected, state, torch.ones_like(motion[..., 0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", choices=["motion_ssm", "physics_ssm"])
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--data-dir", type=Path, nargs="+", default=[SHARED], help="whose captions the router may know")
    options = parser.parse_args()
    names = {"motion_ssm": "motion_ssm_denoiser", "physics_ssm": "physics_ssm"}
    checkpoint = options.checkpoint or checkpoint_folder(names[options.network])
    output = options.output or WEIGHTS / options.network
    export(options.network, checkpoint, output, options.data_dir)
    sizes = {file.name: file.stat().st_size / 1e6 for file in sorted(output.rglob("*")) if file.is_file()}
    print(", ".join(f"{name} {size:.2f} MB" for name, size in sizes.items()), f"— {sum(sizes.values()):.1f} MB")


def export(network: str, checkpoint: Path, output: Path, data: list[Path]) -> None:
    """The folder as it ships, first under another name."""
    unfinished = output.with_name(f"{output.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    kept = ["model.safetensors", "config.json", "normalisation.json", "history.json", "evaluation.json"]
    missing = [name for name in kept if not (checkpoint / name).is_file()]
    if missing:
        raise SystemExit(f"{checkpoint / missing[0]} is missing: train, then run training.m4_motion.evaluate --write.")
    if network == "motion_ssm":
        kept.append("vocab.txt")
        export_motion(train_motion_ssm.load_model(checkpoint), unfinished)
    else:
        export_physics(train_physics_ssm.load_model(checkpoint), unfinished)
    for name in kept:
        shutil.copyfile(checkpoint / name, unfinished / ("training.json" if name == "history.json" else name))
    if network == "motion_ssm":
        reliability = json.loads((checkpoint / "evaluation.json").read_text(encoding="utf-8"))["reliability"]
        (unfinished / "router.json").write_text(json.dumps({"reliability": reliability}) + "\n", encoding="utf-8")
        write_captions(unfinished, data)
    write_card(network, unfinished)
    write_checksums(unfinished)
    shutil.rmtree(output, ignore_errors=True)
    unfinished.rename(output)


def write_checksums(folder: Path) -> None:
    """checksums.json: the SHA-256 of every file but itself and the model card."""
    digests = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir()) if file.name not in ("checksums.json", "README.md")
    }  # fmt: skip
    (folder / "checksums.json").write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


def export_motion(model: TextToMotionSSM, folder: Path) -> None:
    rng = torch.Generator().manual_seed(0)
    vocabulary = model.config.vocabulary

    def text_inputs(length: int) -> dict[str, Tensor]:
        pieces = torch.randint(1, vocabulary, (2, length), generator=rng)
        pieces[1] = 0
        return {"pieces": pieces, "sentence": torch.randn(2, SENTENCE_WIDTH, generator=rng)}

    _write(TextPart(model), text_inputs, {"pieces": {1: "words"}}, ["vector", "words", "word_mask", "log_seconds"],
           folder / "text.onnx", (3, 17))  # fmt: skip

    def inputs(length: int) -> dict[str, Tensor]:
        count = 2 if length < 100 else 8  # with and without the text, of one motion or of several
        with torch.no_grad():
            text = [rows.repeat_interleave(count // 2, dim=0) for rows in model.text(**text_inputs(5 + length % 7))]
        noisy = torch.randn(count, length, 251, generator=rng)
        return {"noisy": noisy, "time": torch.full((count,), 500),
                **dict(zip(("vector", "words", "word_mask"), text, strict=True))}  # fmt: skip

    axes = {"noisy": {0: "motions", 1: "frames"}, "time": {0: "motions"}, "vector": {0: "motions"},
            "words": {0: "motions", 1: "words"}, "word_mask": {0: "motions", 1: "words"}}  # fmt: skip
    _write(DenoiserPart(model), inputs, axes, ["clean"], folder / "denoiser.onnx", (20, 100, 400))

    def ranked(length: int) -> dict[str, Tensor]:
        return {"motion": torch.randn(4, length, 251, generator=rng), "vector": inputs(length)["vector"][:1]}

    _write(RankerPart(model), ranked, {"motion": {0: "motions", 1: "frames"}}, ["likeness"], folder / "ranker.onnx",
           (20, 100))  # fmt: skip


def export_physics(model: PhysicsSSM, folder: Path) -> None:
    rng = torch.Generator().manual_seed(0)

    def inputs(length: int) -> dict[str, Tensor]:
        wide = {"motion": 251, "projected": 251, "state": PHYSICS_WIDTH}
        return {name: torch.randn(1, length, width, generator=rng) for name, width in wide.items()}

    axes = {name: {1: "frames"} for name in ("motion", "projected", "state")}
    _write(PhysicsPart(model), inputs, axes, ["output", "gate"], folder / "physics.onnx", (9, 61, 240))


def _write(part: nn.Module, inputs, axes: dict, outputs: list[str], path: Path, lengths: tuple[int, ...]) -> None:  # type: ignore[no-untyped-def,type-arg]
    """Trace, write, and compare with torch on other lengths than the traced one."""
    part.eval()
    example = inputs(lengths[-1] // 4 * 4 + 4)
    torch.backends.mha.set_fastpath_enabled(False)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer warns of shapes that it does follow
        torch.onnx.export(part, tuple(example.values()), str(path), dynamo=False, input_names=list(example),
                          output_names=outputs, dynamic_axes=axes, opset_version=18)  # fmt: skip
    session = open_session(path)
    for length in lengths:
        example = inputs(length)
        with torch.no_grad():
            wanted = part(*example.values())
        made = session.run(None, {name: value.numpy() for name, value in example.items()})
        for name, ours, theirs in zip(outputs, wanted if isinstance(wanted, tuple) else (wanted,), made, strict=True):
            apart = float(np.abs(ours.numpy() - theirs).max())
            if not apart < TOLERANCE:
                raise SystemExit(f"{path.name}: {name} differs by {apart:.2e} at length {length}; nothing was written.")


if __name__ == "__main__":
    main()
