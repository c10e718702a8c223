"""Weights of the learned motion networks: found, checked against their digests, opened without torch."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...common.resources import resource_path
from ...protocol.errors import ResourceError, WeightsNotFoundError

Floats = NDArray[np.float32]
NOT_SHIPPED = ("model.safetensors",)
"""for further training only: not in the add-on"""


def weights_folder(name: str) -> Path:
    """`motion_ssm` or `physics_ssm` among the shipped weights; raises ResourceError where it is missing."""
    return resource_path("weights", "m4_motion", name)


@lru_cache(maxsize=8)
def check_weights(folder: Path) -> None:
    """Raises WeightsNotFoundError for a missing file, ResourceError for one that is not what was shipped."""
    listing = folder / "checksums.json"
    if not listing.is_file():
        raise WeightsNotFoundError(f"The weights {listing} are missing.", hint="Install the add-on again.")
    for name, digest in json.loads(listing.read_text(encoding="utf-8")).items():
        path = folder / name
        if not path.is_file():
            if name in NOT_SHIPPED:
                continue
            raise WeightsNotFoundError(f"The weights {path} are missing.", hint="Install the add-on again.")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ResourceError(
                f"The weights {path} are not the ones that belong here.",
                hint="Install the add-on again, or export anew.",
            )


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def read_scale(folder: Path, prefix: str = "") -> tuple[Floats, Floats]:
    """Mean and deviation of a folder's normalisation."""
    rows = read_json(folder / "normalisation.json")
    return np.array(rows[f"{prefix}mean"], np.float32), np.array(rows[f"{prefix}std"], np.float32)


def open_session(path: Path) -> Any:
    """An ONNX Runtime session with one thread per run: small networks gain nothing from more."""
    import onnxruntime  # 0.2 s that only learned motion needs

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
