"""What a predicted motion is measured by: feature groups, joints by forward kinematics, feet that stand."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from backend.common import quat
from backend.m4_motion.body import default_body
from backend.m4_motion.learned.features import CONTACTS, GROUPS, HEIGHT, POSITIONS, ROTATIONS, scene_to_features
from backend.m4_motion.learned.joints import COUNT, PARENTS, toe_way

GROUP_WEIGHTS = {"turn": 1.0, "travel": 2.0, "height": 1.0, "positions": 4.0, "rotations": 2.0, "velocities": 2.0,
                 "contacts": 0.5}  # fmt: skip
FEET = (14, 15, 19, 20)


def masked_mean(values: Tensor, mask: Tensor) -> Tensor:
    """Mean of (B, T, …) over the frames of mask (B, T) alone: padding counts for nothing."""
    weights = mask.reshape(*mask.shape, *[1] * (values.dim() - 2)).expand_as(values)
    return (values * weights).sum() / weights.sum().clamp(min=1.0)


def reconstruction(predicted: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """Squared error of normalised features, each group weighted as a whole."""
    total = predicted.new_zeros(())
    for name, columns in GROUPS.items():
        error = (predicted[..., columns] - target[..., columns]) ** 2
        total = total + GROUP_WEIGHTS[name] * masked_mean(error, mask)
    return total / sum(GROUP_WEIGHTS.values())


def kinematic(predicted: Tensor, target: Tensor, mask: Tensor) -> Tensor:
    """In metres: joints by the predicted rotations against the true ones, and standing feet's speed over the body.

    predicted, target (B, T, 251), not normalised
    """
    made, true = joints_by_rotations(predicted), joints_by_positions(target)
    places = masked_mean((made - true).abs().sum(-1), mask)
    # a foot that stands moves, seen from the body, exactly as the true one does
    standing = target[:, 1:, CONTACTS].clamp(0.0, 1.0)[..., None]
    shown = joints_by_positions(predicted)[:, :, FEET]
    drift = (shown[:, 1:] - shown[:, :-1]) - (true[:, 1:, FEET] - true[:, :-1, FEET])
    return places + 4.0 * masked_mean(drift.abs() * standing, mask[:, 1:] * mask[:, :-1])


def joints_by_positions(features: Tensor) -> Tensor:
    """(B, T, 21, 3) m over the root's place on the floor, heading removed."""
    root = torch.zeros_like(features[..., :3])
    root = torch.cat([root[..., :1], features[..., HEIGHT], root[..., :1]], dim=-1)
    return torch.cat([root[..., None, :], features[..., POSITIONS].unflatten(-1, (COUNT - 1, 3))], dim=-2)


def joints_by_rotations(features: Tensor) -> Tensor:
    """The same by forward kinematics on our body."""
    own = six_to_matrix(features[..., ROTATIONS].unflatten(-1, (COUNT - 1, 2, 3)))
    world: list[Tensor] = [torch.eye(3, device=features.device).expand_as(own[..., 0, :, :])]
    for joint in range(1, COUNT):
        world.append(world[PARENTS[joint]] @ own[..., joint - 1, :, :])
    offsets, ways = _offsets(), {}
    root = torch.cat(
        [torch.zeros_like(features[..., :1]), features[..., HEIGHT], torch.zeros_like(features[..., :1])], -1
    )

    def step(start: Tensor, turn: Tensor, way: str) -> Tensor:
        return start + turn @ torch.as_tensor(offsets[way], dtype=features.dtype, device=features.device)

    half = _between(world[2], world[3])
    ways[0], ways[1] = root, step(root, world[1], "spine")
    ways[2] = step(ways[1], world[2], "chest")
    upper = step(ways[2], half, "upper_chest")
    ways[3] = step(upper, world[3], "neck")
    ways[4] = step(ways[3], world[4], "head")
    for side, (shoulder, hip) in {"L": (5, 11), "R": (8, 16)}.items():
        ways[shoulder] = step(step(upper, world[3], f"shoulder.{side}"), world[shoulder], f"upper_arm.{side}")
        ways[shoulder + 1] = step(ways[shoulder], world[shoulder + 1], f"forearm.{side}")
        ways[shoulder + 2] = step(ways[shoulder + 1], world[shoulder + 2], f"hand.{side}")
        ways[hip] = step(root, world[hip], f"thigh.{side}")
        for number, name in enumerate(("shin", "foot", "toe", "tip"), start=1):
            ways[hip + number] = step(ways[hip + number - 1], world[hip + number], f"{name}.{side}")
    return torch.stack([ways[joint] for joint in range(COUNT)], dim=-2)


def six_to_matrix(six: Tensor) -> Tensor:
    """(..., 2, 3) to (..., 3, 3) by Gram-Schmidt (Zhou et al., CVPR 2019)."""
    first = torch.nn.functional.normalize(six[..., 0, :], dim=-1, eps=1e-6)
    second = six[..., 1, :] - (six[..., 1, :] * first).sum(-1, keepdim=True) * first
    second = torch.nn.functional.normalize(second, dim=-1, eps=1e-6)
    return torch.stack([first, second, torch.cross(first, second, dim=-1)], dim=-1)


def _between(first: Tensor, second: Tensor) -> Tensor:
    """Half way between two turns that are not far apart."""
    mean = first + second
    return six_to_matrix(torch.stack([mean[..., 0], mean[..., 1]], dim=-2))


@lru_cache(maxsize=1)
def _offsets() -> dict[str, np.ndarray]:
    """Ways between joints of the standing body with hanging arms, Y up."""
    body = default_body()
    ways = {name: body.offsets[body.index[name]] for name in ("spine", "chest", "upper_chest", "neck", "head")}
    for side in "LR":
        for name in ("shoulder", "upper_arm", "thigh", "shin", "foot", "toe"):
            ways[f"{name}.{side}"] = body.offsets[body.index[f"{name}.{side}"]]
        for name in ("forearm", "hand"):
            ways[f"{name}.{side}"] = quat.mul_vec(body.hang[side], body.offsets[body.index[f"{name}.{side}"]])
        ways[f"tip.{side}"] = toe_way(body, side)
    return {name: scene_to_features(np.asarray(way, dtype=np.float64)).astype(np.float32) for name, way in ways.items()}
