"""The labelled sets, split for good: a tenth of FACTUAL's images, a fifth of the other sets.

What is held out is never counted, trained or tuned on. Validation, on which the combination is chosen, is a twentieth
of the FACTUAL images that are left.
"""

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


def is_validation(image_id: int) -> bool:
    """Whether an image that is not held out is used to choose settings on; depends on the id only."""
    return zlib.crc32(str(image_id).encode()) % 20 == 1


OTHER_SETS = ("vsr_spatial_train", "nsr1k_spatial_train", "t2icompbench_train_parsed")


def read_other(name: str, *, held_out: bool, folder: Path = SCENE_DATA) -> Iterator[dict[str, Any]]:
    """Fully labelled rows of one of OTHER_SETS on one side of its split by id."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["labels"] != "partial" and (zlib.crc32(row["id"].encode()) % 5 == 0) == held_out:
                yield row
