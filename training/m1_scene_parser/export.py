"""Write a trained checkpoint as it ships: float16 safetensors to go on from, the int8 model that runs, checksums.

    python -m training.m1_scene_parser.export [--checkpoint m1_checkpoints/m1_scene_extractor_v6]
        [--output blender_assets/weights/m1_scene_parser]

Run `choose_trust` and `evaluate` afterwards: they write how the parsers are combined, and the figures.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch

from .convert import convert
from .model import PointingT5
from .shipped import WEIGHTS, write_checksums


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, default=Path("m1_checkpoints/m1_scene_extractor_v6"))
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    arguments = parser.parse_args()
    vocabulary = (arguments.checkpoint / "vocab.txt").read_text(encoding="utf-8").splitlines()
    model = PointingT5.from_pretrained(arguments.checkpoint)
    shutil.rmtree(arguments.output / "int8", ignore_errors=True)
    convert(model, vocabulary, arguments.output / "int8")
    model.to(torch.float16).save_pretrained(arguments.output)
    (arguments.output / "generation_config.json").unlink(missing_ok=True)
    shutil.copyfile(arguments.checkpoint / "history.json", arguments.output / "training.json")
    write_checksums(arguments.output)
    sizes = {file.name: file.stat().st_size / 1e6 for file in sorted(arguments.output.rglob("*")) if file.is_file()}
    print(", ".join(f"{name} {size:.2f} MB" for name, size in sizes.items()), f"— {sum(sizes.values()):.1f} MB")


if __name__ == "__main__":
    main()
