"""The folder of weights that ships, and its checksums; nothing here needs torch."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

WEIGHTS = Path(__file__).resolve().parents[2] / "blender_assets" / "weights" / "m1_scene_parser"


def write_checksums(folder: Path) -> None:
    """checksums.json: the SHA-256 of every file but itself and the model card."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    digests = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files if file.name not in ("checksums.json", "README.md")
    }  # fmt: skip
    (folder / "checksums.json").write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")
