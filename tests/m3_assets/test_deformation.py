"""People in twelve poses: joints keep their volume, limbs stay apart, skin stays under cloth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backend.m3_assets.character.benchmark import dressed
from backend.m3_assets.character.deformation import (
    joint_volumes,
    poking_vertices,
    region_volume,
    self_intersection_m,
)
from backend.m3_assets.character.poses import POSES, deformed, pose_rotations, shaped

MAN = dressed("man", "", ("shirt", "trousers", "shoe"))
WOMAN = dressed("woman", "", ("t-shirt", "skirt", "boot"))


def rotations(asset, pose: str) -> np.ndarray:  # type: ignore[no-untyped-def]
    assert asset.skeleton is not None
    return pose_rotations(asset.skeleton, POSES[pose])


def test_a_closed_patch_has_its_volume() -> None:
    corners = np.array([(x, y, z) for z in (0, 1) for y in (0, 1) for x in (0, 1)], dtype=float)
    quads = np.array([(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)])
    assert region_volume(corners, quads) == pytest.approx(1.0)
    assert region_volume(corners, quads[1:]) == pytest.approx(1.0)  # one side open: the fan closes it


def test_poses_are_what_they_are_called() -> None:
    assert len(POSES) == 12
    body = MAN.meshes[0].mesh
    rest = shaped(body)
    sitting = deformed(MAN.skeleton, body, rest, rotations(MAN, "sit"))  # type: ignore[arg-type]
    assert sitting[:, 2].min() > rest[:, 2].min() + 0.3  # the feet come up when the hips stay
    up = deformed(MAN.skeleton, body, rest, rotations(MAN, "arms_up"))  # type: ignore[arg-type]
    assert up[:, 2].max() > rest[:, 2].max() + 0.15
    np.testing.assert_allclose(up[:, 0].min(), -up[:, 0].max(), atol=2e-3)


@pytest.mark.parametrize("pose", POSES)
def test_joints_keep_their_volume(pose: str) -> None:
    off = {joint: abs(share - 1.0) for joint, share in joint_volumes(MAN, rotations(MAN, pose)).items()}
    assert max(off.values()) < 0.15, off


@pytest.mark.parametrize("pose", POSES)
def test_limbs_do_not_pass_through_one_another(pose: str) -> None:
    assert self_intersection_m(MAN, rotations(MAN, pose)) < 0.005


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("asset", [MAN, WOMAN], ids=["shirt and trousers", "skirt"])
def test_skin_stays_under_cloth(asset, pose: str) -> None:  # type: ignore[no-untyped-def]
    assert poking_vertices(asset, rotations(asset, pose))[0] == 0


def test_oracles_can_fail() -> None:
    """An arm inside the trunk, and an elbow without preserved volume."""
    assert MAN.skeleton is not None
    through = pose_rotations(MAN.skeleton, (("upper_arm.L", (0, 1, 0), 70.0),))
    assert self_intersection_m(MAN, through) > 0.005
    root, *others = MAN.meshes
    linear = replace(MAN, meshes=(replace(root, mesh=replace(root.mesh, preserve_volume=None)), *others))
    bent = pose_rotations(MAN.skeleton, POSES["run_left"])
    assert joint_volumes(linear, bent)["forearm.L"] < 0.85
