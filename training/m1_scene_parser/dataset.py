"""The FACTUAL training file, split by image: one in ten images is held out and never counted or tuned on."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCENE_DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "scene"


def is_held_out(image_id: int) -> bool:
    """Whether an image belongs to the hold-out tenth; depends on the id only."""
    return zlib.crc32(str(image_id).encode()) % 10 == 0


def read_factual(*, held_out: bool, folder: Path = SCENE_DATA) -> Iterator[dict[str, Any]]:
    """Rows of factual_train.jsonl.gz on one side of the split."""
    with gzip.open(folder / "factual_train.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if is_held_out(row["image_id"]) == held_out:
                yield row
