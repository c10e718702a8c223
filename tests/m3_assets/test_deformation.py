"""People in twelve poses: joints keep their volume, limbs stay apart, skin stays under cloth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backend.common import quat
from backend.common.skeleton import rest_pose
from backend.m3_assets.character import poses
from backend.m3_assets.character.bodies import dressed
from backend.m3_assets.character.deformation import (
    joint_volumes,
    poking_vertices,
    region_volume,
    self_intersection_m,
)
from backend.m3_assets.character.poses import POSES, deformed, pose_rotations, shaped
from backend.protocol.deform_joints import deform_joints, weights_with_deform_joints

MAN = dressed("man", "", ("shirt", "trousers", "shoe"))
BOY, FAT = dressed("boy", "", ()), dressed("man", "fat", ())
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


def exported(asset):  # type: ignore[no-untyped-def]
    """As FBX, glTF and USD hold it: no dual quaternions."""
    root, *others = asset.meshes
    return replace(asset, meshes=(replace(root, mesh=replace(root.mesh, preserve_volume=None)), *others))


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("asset", [MAN, WOMAN, BOY, FAT], ids=["man", "woman", "boy", "fat man"])
def test_joints_keep_their_volume_here_and_in_other_programs(asset, pose: str) -> None:  # type: ignore[no-untyped-def]
    for shown in (asset, exported(asset)):
        off = {joint: abs(share - 1.0) for joint, share in joint_volumes(shown, rotations(asset, pose)).items()}
        assert max(off.values()) < 0.15, off


@pytest.mark.parametrize(("joint", "degrees"), [("hand.L", 110.0), ("thigh.R", -70.0)])
def test_a_twisted_limb_is_no_candy_wrapper(joint: str, degrees: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is thinnest of a limb keeps most of its girth; without helpers it would not."""
    assert MAN.skeleton is not None
    skeleton, body = MAN.skeleton, exported(MAN).meshes[0].mesh
    turned = np.tile(quat.IDENTITY, (len(skeleton.joint_names), 1))
    index = skeleton.joint_names.index(joint)
    turned[index] = quat.from_angle_axis(np.radians(degrees), np.array([0.0, 1.0, 0.0]))
    along = "forearm" + joint[-2:] if joint.startswith("hand") else joint
    rest = shaped(body)

    def girth() -> float:
        """The least of the cross-sections' sizes along the bone, as a share of that at rest."""
        bone = skeleton.joint_names.index(along)
        heads, frames = rest_pose(skeleton)
        local = quat.mul_vec(quat.inv(frames[bone]), rest - heads[bone])
        share = local[:, 1] / skeleton.bone_lengths[bone]
        bent = quat.mul_vec(quat.inv(frames[bone]), deformed(skeleton, body, rest, turned) - heads[bone])
        low, high = (0.15, 1.1) if joint.startswith("hand") else (-0.1, 0.9)
        near = np.hypot(local[:, 0], local[:, 2]) < 0.25 * skeleton.bone_lengths[bone]
        sizes = []
        for start in np.arange(low, high, 0.08):
            ring = near & (share >= start) & (share < start + 0.08)
            if ring.sum() > 6:
                sizes.append(
                    np.hypot(bent[ring, 0], bent[ring, 2]).mean() / np.hypot(local[ring, 0], local[ring, 2]).mean()
                )
        return float(min(sizes))

    with_helpers = girth()
    monkeypatch.setattr(poses, "weights_with_deform_joints", lambda *data: data[5:7])
    assert with_helpers > 0.85
    assert with_helpers > girth() + 0.02


def test_weights_stay_four_that_sum_to_one() -> None:
    assert MAN.skeleton is not None
    heads, frames = rest_pose(MAN.skeleton)
    axes = quat.mul_vec(frames, np.array([0.0, 1.0, 0.0]))
    names = (*MAN.skeleton.joint_names, *(helper.name for helper in deform_joints(MAN.skeleton.joint_names)))
    assert len(names) == len(MAN.skeleton.joint_names) + 22
    for worn in MAN.meshes:
        mesh = worn.mesh
        joints, weights = weights_with_deform_joints(
            MAN.skeleton.joint_names,
            heads,
            axes,
            MAN.skeleton.bone_lengths,
            mesh.vertices,
            mesh.skin_joints,
            mesh.skin_weights,
            mesh.hangs,
        )
        assert joints.shape == weights.shape == (len(mesh.vertices), 4)
        assert joints.max() < len(names)
        np.testing.assert_allclose(weights.sum(axis=1), 1.0, atol=1e-5)


def test_only_what_hangs_goes_with_the_skirts_joints() -> None:
    """Trousers of a fat man stand as far off his hips as a skirt, and have to follow his thighs."""
    for asset, hanging in ((FAT, set()), (WOMAN, {"skirt"})):
        assert asset.skeleton is not None
        heads, frames = rest_pose(asset.skeleton)
        axes = quat.mul_vec(frames, np.array([0.0, 1.0, 0.0]))
        names = (*asset.skeleton.joint_names, *(h.name for h in deform_joints(asset.skeleton.joint_names)))
        skirt = [j for j, name in enumerate(names) if name.startswith("DEF-skirt")]
        found = set()
        for worn in asset.meshes:
            mesh = worn.mesh
            joints, weights = weights_with_deform_joints(
                asset.skeleton.joint_names, heads, axes, asset.skeleton.bone_lengths, shaped(mesh).astype(np.float32),
                mesh.skin_joints, mesh.skin_weights, mesh.hangs,
            )  # fmt: skip
            if (np.isin(joints, skirt) & (weights > 0.1)).any():
                found.add(worn.name)
        assert found == hanging


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("asset", [MAN, BOY, FAT], ids=["man", "boy", "fat man"])
def test_limbs_do_not_pass_through_one_another(asset, pose: str) -> None:  # type: ignore[no-untyped-def]
    assert self_intersection_m(asset, rotations(asset, pose)) < 0.005


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("asset", [MAN, WOMAN], ids=["shirt and trousers", "skirt"])
def test_skin_stays_under_cloth(asset, pose: str) -> None:  # type: ignore[no-untyped-def]
    assert poking_vertices(asset, rotations(asset, pose))[0] == 0


def test_oracles_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """An arm inside the trunk, and an elbow without helpers and without preserved volume."""
    assert MAN.skeleton is not None
    through = pose_rotations(MAN.skeleton, (("upper_arm.L", (0, 1, 0), 70.0),))
    assert self_intersection_m(MAN, through) > 0.005
    monkeypatch.setattr(poses, "weights_with_deform_joints", lambda *data: data[5:7])
    bent = pose_rotations(MAN.skeleton, POSES["run_left"])
    assert joint_volumes(exported(MAN), bent)["forearm.L"] < 0.85
