"""Somebody in somebody's arms, on their back or shoulders, from the first frame to the last."""

from __future__ import annotations

import numpy as np
import pytest

from backend.pipeline import Stages
from tests.scenes import joint, made

_BETWEEN = {"arms": 0.55, "shoulders": 0.75, "back": 0.45}
"""farthest from hips to hips, m"""

_BODY = ("hips", "spine", "chest", "neck", "head", "thigh.L", "thigh.R", "shin.L", "shin.R", "foot.L", "foot.R",
         "upper_arm.L", "upper_arm.R", "forearm.L", "forearm.R")  # fmt: skip


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


@pytest.mark.parametrize(
    ("prompt", "carrier", "carried", "manner"),
    [
        ("A mother carries her baby through a park", "mother_1", "baby_1", "arms"),
        ("A groom carries his bride through a garden", "groom_1", "bride_1", "arms"),
        ("A firefighter carries a child across a street", "firefighter_1", "child_1", "arms"),
        ("A father carries his daughter on his shoulders", "father_1", "daughter_1", "shoulders"),
        ("A boy carries his little sister on his back", "boy_1", "sister_1", "back"),
        ("A mother holds her baby in a living room", "mother_1", "baby_1", "arms"),
    ],
)
def test_who_is_carried_stays_with_the_carrier(
    stages: Stages, prompt: str, carrier: str, carried: str, manner: str
) -> None:
    bundle = made(prompt, stages)
    hips, theirs = joint(bundle, carrier, "hips"), joint(bundle, carried, "hips")
    apart = np.linalg.norm(theirs - hips, axis=-1)
    assert apart.max() < _BETWEEN[manner]
    assert np.ptp(apart) < 0.08
    # 1. The feet are off the floor, the carrier's are not
    for side in "LR":
        assert joint(bundle, carried, f"foot.{side}")[:, 2].min() > 0.12
    lowest = np.minimum(*(joint(bundle, carrier, f"foot.{side}")[:, 2] for side in "LR"))
    assert lowest.max() < 0.16
    # 2. Both hands are on the carried body: at it from the first frame on, and they stay there
    body = np.stack([joint(bundle, carried, name) for name in _BODY], axis=1)
    for side in "LR":
        hand = joint(bundle, carrier, f"hand.{side}")
        near = np.linalg.norm(body - hand[:, None], axis=-1).min(axis=1)
        assert near.max() < 0.26
        assert np.ptp(near) < 0.08
    # 3. It goes smoothly: no frame jumps
    assert np.linalg.norm(np.diff(theirs, axis=0), axis=-1).max() < 0.12
