"""The retriever and the router: what is found, what is read again, who may move whom."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from backend.m1_scene_parser.minilm import MiniLM
from backend.m4_motion.body import default_body
from backend.m4_motion.bvh import write_bvh
from backend.m4_motion.learned import library as module
from backend.m4_motion.learned.bvh_files import parse_bvh, read_bvh
from backend.m4_motion.learned.features import motion_to_kit
from backend.m4_motion.learned.fitting import along_way, fit_length, repeated, travel_of
from backend.m4_motion.learned.joints import to_character
from backend.m4_motion.learned.library import MotionLibrary
from backend.m4_motion.learned.library_files import library_files
from backend.m4_motion.learned.tags import conflicts, tags_of
from backend.m4_motion.router import MotionRouter
from backend.protocol.errors import InvalidRequestError

from .joint_motions import apart_mm, programmed

CAPTIONS = {"walk": "a person walks forward.", "dance": "someone dances salsa.", "jump": "a man jumps up high."}


@pytest.fixture(scope="module")
def encode() -> object:
    model = MiniLM.load()
    return lambda sentences: model.encode(sentences)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """BVH files with captions."""
    place, body = tmp_path_factory.mktemp("library"), default_body()
    for verb, caption in CAPTIONS.items():
        root, rotations = to_character(body, programmed(verb))
        clip = SimpleNamespace(root_translations=root, joint_rotations=rotations)
        (place / f"{verb}.bvh").write_text(write_bvh(body.skeleton, clip, 20), encoding="ascii")  # type: ignore[arg-type]
        (place / f"{verb}.txt").write_text(caption + "\n", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def library(folder: Path, encode: object, tmp_path_factory: pytest.TempPathFactory) -> MotionLibrary:
    return MotionLibrary.load([folder], encode, tmp_path_factory.mktemp("cache"))  # type: ignore[arg-type]


def test_a_bvh_file_of_ours_comes_back(folder: Path) -> None:
    motion = read_bvh(folder / "walk.bvh")
    assert motion.fps == pytest.approx(20.0)
    ours = programmed("walk")
    apart = (motion.points - motion.points[:, :1]) - (ours.points - ours.points[:, :1])
    assert 1e3 * np.linalg.norm(apart, axis=-1).mean() < 25.0
    assert travel_of(motion) == pytest.approx(travel_of(ours), rel=0.03)


ONE_JOINT = "HIERARCHY\nROOT a\n{\nOFFSET 0 0 0\nCHANNELS 1 Xrotation\n}\nMOTION\n"


@pytest.mark.parametrize("text", ["", "HIERARCHY", f"{ONE_JOINT}Frames: 2\nFrame Time: 0.1\n1\n"])
def test_broken_bvh_files_are_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError, match=r"cannot|no BVH"):
        parse_bvh(text)


@pytest.mark.parametrize(("text", "clip"), [("a woman is walking", "walk"), ("dance", "dance"), ("he leaps", "jump")])
def test_the_nearest_caption_is_found(library: MotionLibrary, text: str, clip: str) -> None:
    found = library.search(text)
    assert found[0].clip.id == clip
    assert len({match.clip.id for match in found}) == len(found)


def test_only_what_has_changed_is_read_again(
    folder: Path, encode: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    own = module._read

    def counting(file: module.LibraryFile, *more: object) -> dict:  # type: ignore[type-arg]
        read.append(file.id)
        return own(file, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_read", counting)
    MotionLibrary.load([folder], encode, tmp_path)  # type: ignore[arg-type]
    assert sorted(read) == ["dance", "jump", "walk"]
    read.clear()
    MotionLibrary.load([folder], encode, tmp_path)  # type: ignore[arg-type]
    assert read == []
    os.utime(folder / "jump.bvh", ns=(10**18, 10**18))
    MotionLibrary.load([folder], encode, tmp_path)  # type: ignore[arg-type]
    assert read == ["jump"]


def test_kit_folders_are_libraries_too(encode: object, tmp_path: Path) -> None:
    (tmp_path / "kit" / "new_joint_vecs").mkdir(parents=True)
    (tmp_path / "kit" / "texts").mkdir()
    np.save(tmp_path / "kit" / "new_joint_vecs" / "1.npy", motion_to_kit(programmed("walk")))
    (tmp_path / "kit" / "texts" / "1.txt").write_text("a person walks.#x/X#0.0#0.0\n", encoding="utf-8")
    np.save(tmp_path / "kit" / "new_joint_vecs" / "2.npy", np.zeros((5, 7)))
    (tmp_path / "kit" / "texts" / "2.txt").write_text("broken#x/X#0.0#0.0\n", encoding="utf-8")
    found = MotionLibrary.load([tmp_path / "kit"], encode, tmp_path / "cache")  # type: ignore[arg-type]
    assert [clip.id for clip in found.clips] == ["1"]  # the broken one is left out, the others stay


def test_captions_come_from_tables_and_indexes_too(folder: Path, tmp_path: Path) -> None:
    text = (folder / "walk.bvh").read_text(encoding="ascii")
    for name in ("01_05", "clip", "Jump_Forward02"):
        (tmp_path / f"{name}.bvh").write_text(text, encoding="ascii")
    index = "Subject #1 (climb)\n01_05 \tplayground - climb\n"
    (tmp_path / "cmu-index-text.txt").write_text(index, encoding="utf-8")
    (tmp_path / "captions.csv").write_text("file,caption\nclip.bvh,a person walks\n", encoding="utf-8")
    said = {file.id: file.captions for file in library_files(tmp_path)}
    assert said == {"01_05": ("playground - climb",), "clip": ("a person walks",), "Jump_Forward02": ("jump forward",)}


def test_empty_and_missing_folders_are_named(encode: object, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(InvalidRequestError, match=str(folder)):
            MotionLibrary.load([folder], encode, tmp_path / "c")  # type: ignore[arg-type]


def test_a_walk_has_a_cycle_that_goes_on(library: MotionLibrary) -> None:
    clip = next(clip for clip in library.clips if clip.id == "walk")
    assert clip.loop is not None
    first, end = clip.loop
    assert 0.6 <= (end - first) / 20.0 <= 4.0  # one stride or a few: no two are alike
    longer = repeated(clip.motion, clip.loop, 300)
    assert len(longer.root) == 300
    steps = np.linalg.norm(np.diff(longer.root[:, :2], axis=0), axis=1)
    assert steps.max() < 2.0 * steps[first:end].max()


@pytest.mark.parametrize("seconds", [1.0, 3.0, 8.0])
def test_an_asked_length_is_met(library: MotionLibrary, seconds: float) -> None:
    clip = next(clip for clip in library.clips if clip.id == "walk")
    assert len(fit_length(clip, seconds).root) == round(20 * seconds)


@pytest.mark.parametrize("goal", [(0.0, -4.0), (3.0, -3.0), (1.0, -9.0)])
def test_a_way_is_followed_to_its_end(library: MotionLibrary, goal: tuple[float, float]) -> None:
    clip = next(clip for clip in library.clips if clip.id == "walk")
    points = np.array([(0.0, 0.0), (0.0, -1.0), goal])
    made = along_way(clip.motion, points, None, clip.loop)
    assert np.linalg.norm(made.root[-1, :2] - points[-1]) < 0.10
    assert np.linalg.norm(made.root[0, :2]) < 0.10


def test_the_other_hand_is_another_clip() -> None:
    left, right, either = (tags_of([f"a person waves {hand}"]) for hand in ("with the left hand", "right", ""))
    assert conflicts(left, right) == 1
    assert conflicts(left, left) == conflicts(left, either) == conflicts(either, right) == 0


def test_tags() -> None:
    tags = tags_of(["A person kicks a ball happily with the left leg, then turns around."])
    assert (tags.verb, tags.thing, tags.side, tags.style, tags.direction) == (
        "kick",
        "ball",
        "left",
        "happily",
        "around",
    )


# --- The router -----------------------------------------------------------------------------------------------------


def test_programs_keep_what_they_know(encode: object) -> None:
    router = MotionRouter(encode)  # type: ignore[arg-type]
    choice = router.choose("a person walks.", True, np.random.default_rng(0))
    assert choice.source == "program"


def test_a_clip_that_says_just_this_is_taken(
    folder: Path, encode: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cache_folder", lambda: tmp_path)
    router = MotionRouter(encode, [folder])  # type: ignore[arg-type]
    rng = np.random.default_rng(0)
    assert router.choose("a person walks forward.", True, rng).source == "retrieval"
    assert router.choose("a person picks up a cup.", True, rng).source == "program"
    unknown = router.choose("a person salsas.", False, rng)
    assert unknown.source == "retrieval"
    assert unknown.match is not None
    assert unknown.match.caption == CAPTIONS["dance"]
    assert router.choose("a person juggles knives.", False, rng).source == "program"


def test_calibrated_clips_are_those_that_were_found(
    folder: Path, encode: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "cache_folder", lambda: tmp_path)
    router = MotionRouter(encode, [folder])  # type: ignore[arg-type]
    choice = router.choose("a person walks forward.", True, np.random.default_rng(0))
    made = router.motion(choice, None, np.random.default_rng(0), fit_length)
    assert choice.match is not None
    whole = choice.match.clip.motion
    shown = apart_mm(made.moved(whole.root[0] - made.root[0]), whole)
    assert shown < 120.0
    assert abs(travel_of(made) - travel_of(choice.match.clip.motion)) < 0.25
