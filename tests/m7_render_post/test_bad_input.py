"""What is wrong with frames, wishes and disks: one sentence each, before the work where that can be known."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import OpenImageIO as oiio
import pytest

from backend.m7_render_post.looks import load_look
from backend.m7_render_post.passes import read_passes
from backend.pipeline import postprocess
from backend.protocol.errors import (
    InvalidRequestError,
    PostprocessError,
    ResourceError,
    SceneBackendError,
)
from backend.protocol.frames import read_sequence
from backend.protocol.messages import PostprocessRequest
from tests.m7_render_post.frames import HEIGHT, WIDTH, make_folder, pixels_of, run, write_frame


def test_a_disk_that_gets_full_keeps_no_half_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_folder(tmp_path / "frames", 3)
    real, moved = shutil.move, []

    def full(source: Path, target: Path) -> None:
        moved.append(target)
        if len(moved) == 2:
            target.write_bytes(source.read_bytes()[:100])  # as between two disks
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(shutil, "move", full)
    with pytest.raises(ResourceError, match="No space left"):
        run(tmp_path / "frames", tmp_path / "a.png")
    assert [path.name for path in tmp_path.glob("*a_*")] == ["a_0001.png"]
    done = run(tmp_path / "frames", tmp_path / "a.png")
    assert done.num_resumed == 2
    assert [path.name for path in sorted(tmp_path.glob("*a_*"))] == ["a_0001.png", "a_0002.png", "a_0003.png"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: (f / "sequence.json").write_text("{}"), "cannot be read"),
        (lambda f: (f / "sequence.json").write_text("nonsense"), "cannot be read"),
        (lambda f: (f / "frame_0002.exr").unlink(), "frame_0002.exr is missing"),
        (lambda f: (f / "frame_0002.exr").write_bytes(b"not an image"), "frame_0002.exr cannot be read"),
        (lambda f: (f / "frame_0002.exr").write_bytes((f / "frame_0002.exr").read_bytes()[:900]), "frame_0002.exr"),
        (lambda f: write_frame(f / "frame_0002.exr", pixels_of(2, 36, 20), in_parts=False), "36 × 20 px, the sequence"),
        (lambda f: _write_depth_alone(f / "frame_0002.exr"), "frame_0002.exr holds no picture"),
    ],
)
def test_what_is_wrong_with_a_folder_is_named(change: object, says: str, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    make_folder(folder, 3)
    assert callable(change)
    change(folder)
    with pytest.raises(SceneBackendError, match=says):
        run(folder, tmp_path / "clip.mp4")
    assert not list(tmp_path.glob("*clip*"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: (f / "frame_0005.exr").unlink(), "frame_0005.exr is missing"),
        (lambda f: write_frame(f / "frame_0005.exr", pixels_of(5, 36, 20), in_parts=False), "36 × 20 px"),
    ],
)
def test_a_gap_or_another_size_at_the_end_is_named_before_the_work(change: object, says: str, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    make_folder(folder, 5)
    change(folder)
    with pytest.raises(PostprocessError, match=says):
        run(folder, tmp_path / "clip.mp4")
    assert not list(folder.glob("post-*"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: (f / "frame_0003.exr").unlink(), "Frame 3 between 1 and 6 is not in"),
        (lambda f: [(f / f"frame_000{n}.exr").unlink() for n in (2, 5)], "Frame 2 and 1 more between 1 and 6"),
        (lambda f: (f / "frame_0006.exr").rename(f / "other_0006.exr"), "there are frame_0001.exr and other_0006.exr"),
    ],
)
def test_what_is_wrong_with_a_plain_folder_is_named(change: object, says: str, tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    make_folder(folder, 6)
    (folder / "sequence.json").unlink()
    change(folder)
    with pytest.raises(InvalidRequestError, match=says):
        postprocess(PostprocessRequest(folder=str(folder), look="clean", out=str(tmp_path / "a.mp4")))


@pytest.mark.parametrize("name", ["clip.mov", "frames.exr"])
def test_a_disk_without_space_is_named_and_nothing_half_written_stays(name: str, tmp_path: Path) -> None:
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    make_folder(tmp_path / "frames", 12)
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine does not let us mount a tmpfs")
    try:
        with pytest.raises(SceneBackendError, match=rf"{name[:4]}.* could not be written: .*No space left"):
            run(tmp_path / "frames", disk / name)
        for whole in disk.iterdir():
            assert whole.suffix == ".exr"
            assert read_passes(whole, ["combined"])["combined"].shape == (HEIGHT, WIDTH, 4)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _write_depth_alone(path: Path) -> None:
    specification = oiio.ImageSpec(WIDTH, HEIGHT, 1, oiio.FLOAT)
    specification.channelnames = ("ViewLayer.Depth.Z",)
    file = oiio.ImageOutput.create(str(path))
    assert file.open(str(path), specification)
    assert file.write_image(pixels_of(1)["depth"])
    assert file.close()


def test_bad_pixels_do_no_harm(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 1)
    pixels = pixels_of(1)
    for name in ("combined", "depth", "vector"):
        pixels[name][2:4, :5] = np.nan
        pixels[name][4, :5] = np.inf
    write_frame(tmp_path / "frames" / "frame_0001.exr", pixels, in_parts=False)
    run(tmp_path / "frames", tmp_path / "frame.exr")
    shown = read_passes(tmp_path / "frame.exr", ["combined"])["combined"]
    assert np.isfinite(shown).all()
    np.testing.assert_allclose(shown[20:, :8], pixels["combined"][20:, :8], atol=0.02)


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("clip.mov", {"codec": "dnxhr"}, "256 × 120 px or more"),
        ("clip.mp4", {"sound": Path(__file__)}, "sound .* cannot be read"),
    ],
)
def test_a_wish_that_cannot_be_met_is_named_before_the_work(
    name: str, settings: dict[str, object], says: str, tmp_path: Path
) -> None:
    make_folder(tmp_path / "frames", 1)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InvalidRequestError, match=says):
        run(tmp_path / "frames", tmp_path / name, **settings)
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(InvalidRequestError, match=r"/nowhere/a\.cube cannot be read"):
        load_look('{"grade": {"lut": "/nowhere/a.cube"}}')


def test_an_ffmpeg_without_the_codec_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_folder(tmp_path / "frames", 1)
    monkeypatch.setattr(av, "codecs_available", {"prores_ks"})
    with pytest.raises(InvalidRequestError, match="has no libx264"):
        run(tmp_path / "frames", tmp_path / "clip.mp4")


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 1)
    path = tmp_path / "frames" / "sequence.json"
    path.write_text(path.read_text().replace("frame_{frame}.exr", "../../secret.exr"))
    with pytest.raises(InvalidRequestError, match="no file name"):
        read_sequence(tmp_path / "frames")


def test_codec_and_container_must_go_together(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 1)
    with pytest.raises(InvalidRequestError, match="does not hold prores"):
        run(tmp_path / "frames", tmp_path / "clip.mp4", codec="prores")


def test_a_frame_that_lacks_a_pass_says_so(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 1)
    write_frame(tmp_path / "frames" / "frame_0001.exr", {"combined": pixels_of(1)["combined"]}, in_parts=False)
    with pytest.raises(PostprocessError, match="no depth pass"):
        run(tmp_path / "frames", tmp_path / "frame.png")
