"""People from MakeHuman's data: closed, dressed, on our skeleton, and able to do what the embedded ones do."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from backend.common.progress import silent
from backend.common.skeleton import forward_kinematics, humanoid_skeleton, rest_pose
from backend.m3_assets.character.poses import POSES, deformed, pose_rotations, shaped
from backend.m3_assets.makehuman import build_makehuman_character
from backend.m3_assets.makehuman.data import body_suit, find_data
from backend.m3_assets.stage import AssetBuilder
from backend.protocol.errors import InvalidRequestError
from backend.protocol.job import generate_parser, job_from_arguments
from backend.protocol.scene import Asset, Attribute, Entity, Lighting, Mesh, SceneDescription, Setting, Shot

from ..m4_motion.scenes import at, does, play, way

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "humanoid"
needs_data = pytest.mark.skipif(not FOLDER.exists(), reason="the MakeHuman data is not here (shared/data/humanoid)")


def entity(lemma: str, said: str = "") -> Entity:
    attributes = (Attribute(type="other", value=said),) if said else ()
    return Entity(id="p_1", lemma=lemma, category="person", role="character", attributes=attributes)


def person(lemma: str, said: str = "", worn: tuple[Entity, ...] = ()) -> Asset:
    return build_makehuman_character(entity(lemma, said), worn, np.random.default_rng(2), str(FOLDER))


def stature_of(asset: Asset) -> float:
    return float(next(p.value for p in asset.parameters if p.name == "stature_m"))


def quads_of(mesh: Mesh) -> np.ndarray:
    return mesh.face_vertices.reshape(-1, 4)


@needs_data
@pytest.mark.parametrize(("lemma", "said"), [("man", ""), ("woman", "fat"), ("boy", ""), ("grandmother", "")])
def test_a_person_stands_on_the_floor_in_our_rest_pose(lemma: str, said: str) -> None:
    asset = person(lemma, said)
    assert asset.skeleton is not None
    body = asset.meshes[0].mesh
    stature = stature_of(asset)
    assert abs(float(body.vertices[:, 2].min())) < 1e-4
    assert float(body.vertices[:, 2].max()) == pytest.approx(stature, rel=0.015)
    heads, frames = rest_pose(asset.skeleton)
    _, ours = rest_pose(humanoid_skeleton(1.0))
    index = asset.skeleton.joint_names.index
    for joint in ("upper_arm.L", "forearm.R", "index_2.L", "thigh.R", "shin.L"):
        np.testing.assert_allclose(frames[index(joint)], ours[index(joint)], atol=1e-4)
    for above, below in (("upper_arm.L", "forearm.L"), ("thigh.R", "shin.R"), ("shin.L", "foot.L")):
        way = heads[index(below)] - heads[index(above)]
        length = float(asset.skeleton.bone_lengths[index(above)])
        assert float(np.linalg.norm(way)) == pytest.approx(length, rel=1e-3)
        np.testing.assert_allclose(heads[index(above), 1], heads[index(below), 1], atol=0.02 * stature)
    assert heads[index("upper_arm.L"), 0] == pytest.approx(-heads[index("upper_arm.R"), 0], abs=2e-3)


@needs_data
def test_the_body_is_closed_skinned_and_moves_with_its_joints() -> None:
    asset = person("woman")
    assert asset.skeleton is not None
    body = asset.meshes[0].mesh
    quads = quads_of(body)
    edges = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    keys = edges[:, 0].astype(np.int64) * 100_000 + edges[:, 1]
    assert set(keys.tolist()) == set((edges[:, 1].astype(np.int64) * 100_000 + edges[:, 0]).tolist())
    for worn in asset.meshes:
        assert worn.mesh.skin_weights is not None
        assert worn.mesh.skin_weights.shape == (len(worn.mesh.vertices), 4)
        np.testing.assert_allclose(worn.mesh.skin_weights.sum(axis=1), 1.0, atol=1e-5)
    turned = pose_rotations(asset.skeleton, POSES["arms_up"])
    raised = deformed(asset.skeleton, body, shaped(body), turned)
    assert raised[:, 2].max() > body.vertices[:, 2].max() + 0.15
    assert (np.linalg.norm(raised - body.vertices, axis=1)[body.vertices[:, 2] < 0.5] < 1e-3).all()


@needs_data
def test_clothes_fit_every_body_and_follow_its_sliders() -> None:
    for lemma, said in (("man", ""), ("man", "fat"), ("girl", "")):
        asset = person(lemma, said)
        body, suit = asset.meshes[0].mesh, asset.meshes[2].mesh
        cloth = np.concatenate([worn.mesh.vertices for worn in asset.meshes[2:4]])  # the suit and the shoes
        assert body.covered is not None
        assert 0.25 < body.covered.mean() < 0.9
        top = body.vertices[body.covered]
        assert (cloth.min(axis=0) < top.min(axis=0) + 0.01).all()
        assert (cloth.max(axis=0) > top.max(axis=0) - 0.01).all()
        keys = {key.name: key for key in suit.shape_keys}
        mine = {key.name: key for key in body.shape_keys}
        assert {"weight", "muscle", "height"} <= set(keys)
        assert {"blink", "smile", "mouth_open", "brows_up"} <= set(mine)
        assert np.abs(keys["weight"].offsets).max() == pytest.approx(np.abs(mine["weight"].offsets).max(), rel=0.5)


@needs_data
def test_words_steer_what_is_worn() -> None:
    red = Entity(id="dress_1", lemma="dress", category="dress", attributes=(Attribute(type="color", value="red"),))
    names = {mesh.name for mesh in person("woman", worn=(red,)).meshes}
    assert "female_elegantsuit01" in names
    hatted = person("man", worn=(Entity(id="hat_1", lemma="hat", category="hat"),))
    assert "fedora" in {mesh.name for mesh in hatted.meshes}
    cloth = next(m for m in person("woman", worn=(red,)).materials if m.name == "clothes")
    assert cloth.base_color[0] > 3 * cloth.base_color[2]
    assert not {m.name for m in person("man", "bald").meshes} & {"short02", "short03"}


@needs_data
def test_without_clothes_in_the_folder_there_is_a_body_suit(tmp_path: Path) -> None:
    for name in ("base.obj", "rigs", "targets"):
        (tmp_path / name).symlink_to(FOLDER / name)
    asset = build_makehuman_character(entity("man"), (), np.random.default_rng(1), str(tmp_path))
    assert [mesh.name for mesh in asset.meshes] == ["body", "eyes", "body_suit"]
    hides = body_suit(find_data(str(tmp_path))).hides
    assert len(hides) > 2000


@needs_data
def test_they_walk_on_feet_that_do_not_slide() -> None:
    asset = person("man")
    assert asset.skeleton is not None
    route = way("p_1", "a", [(0.0, 0.0), (0.0, -3.0)], 0.0, 0.0)
    motion = play([asset], {"p_1": at(0, 0)}, [does("a", "p_1", "walk")], [route])
    clip = motion.clips["p_1"]
    assert clip.root_translations[-1, 1] < -2.7
    positions, _ = forward_kinematics(asset.skeleton, clip.root_translations, clip.joint_rotations)
    rest, _ = rest_pose(asset.skeleton)
    for side in "LR":
        joint = asset.skeleton.joint_names.index(f"toe.{side}")
        toe = positions[:, joint]
        assert toe[:, 2].min() > rest[joint, 2] - 0.005
        low = toe[:, 2] < rest[joint, 2] + 0.005
        assert 0.3 < low.mean() < 0.95
        speed = np.linalg.norm(np.diff(toe[:, :2], axis=0), axis=1) * motion.timeline.fps
        assert (speed[low[1:] & low[:-1]] > 0.2).mean() < 0.05


@needs_data
def test_the_stage_builds_people_from_it_and_roles_from_the_embedded_figures() -> None:
    entities = (entity("woman"), dataclasses.replace(entity("knight"), id="k_1"))
    description = SceneDescription(
        prompt="", setting=Setting(), lighting=Lighting(), shot=Shot(), entities=entities, relations=(), actions=()
    )
    built = AssetBuilder.load().run(
        description, rng=np.random.default_rng(1), progress=silent, makehuman_folder=str(FOLDER)
    ).assets
    assert built["p_1"].source == "library"
    assert built["k_1"].source == "character"


def test_a_folder_without_the_data_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequestError, match=r"no MakeHuman data in .*base\.obj is missing"):
        build_makehuman_character(entity("man"), (), np.random.default_rng(1), str(tmp_path))
    arguments = ["a man", "--out", str(tmp_path / "a.blend"), "--makehuman", str(tmp_path / "nowhere")]
    with pytest.raises(InvalidRequestError, match="There is no folder"):
        job_from_arguments(generate_parser().parse_args(arguments))
