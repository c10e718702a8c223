"""Folders in, videos and pictures out: both layouts, sound, resuming, cancelling, one sentence for what is wrong."""

from __future__ import annotations

import dataclasses
import os
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from backend.m7_render_post.grade import table_of
from backend.m7_render_post.passes import passes_of, read_passes
from backend.m7_render_post.process import frame_rng
from backend.pipeline import postprocess
from backend.protocol.errors import (
    JobCancelled,
)
from backend.protocol.frames import ended_early, frame_numbers, frame_rate, read_sequence, write_sequence
from backend.protocol.look import Look
from backend.protocol.messages import PostprocessRequest
from tests.m7_render_post.frames import HEIGHT, WIDTH, make_folder, pixels_of, run, write_frame


@pytest.mark.parametrize("in_parts", [False, True])
def test_passes_are_read_by_meaning(in_parts: bool, tmp_path: Path) -> None:
    path, pixels = tmp_path / "frame.exr", pixels_of(2)
    write_frame(path, pixels, in_parts=in_parts)
    assert set(passes_of(path)) == set(pixels)
    for name, read in read_passes(path, pixels).items():
        np.testing.assert_array_equal(read, pixels[name][..., 0] if name in ("depth", "index") else pixels[name])


def test_both_layouts_give_the_same_picture(tmp_path: Path) -> None:
    for name, in_parts in (("old", False), ("new", True)):
        make_folder(tmp_path / name, 1, in_parts=in_parts)
        run(tmp_path / name, tmp_path / f"{name}.png")
    assert (tmp_path / "old.png").read_bytes() == (tmp_path / "new.png").read_bytes()


@pytest.mark.parametrize(
    ("name", "codec", "found", "pixel_format"),
    [
        ("clip.mp4", "", "h264", "yuv420p"),
        ("clip.mkv", "", "h264", "yuv420p"),
        ("clip.mov", "", "prores", "yuv422p10le"),
        ("clip.mov", "dnxhr", "dnxhd", "yuv422p"),
    ],
)
def test_a_video_has_every_frame(name: str, codec: str, found: str, pixel_format: str, tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 5)
    if codec == "dnxhr":  # it wants a picture of some size
        _enlarge(tmp_path / "frames", 256, 144)
    done = run(tmp_path / "frames", tmp_path / name, codec=codec)
    assert done.files == (tmp_path / name,)
    with av.open(str(tmp_path / name)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == found
        assert stream.codec_context.pix_fmt == pixel_format
        assert stream.average_rate == 24
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]
    assert len(frames) == 5
    if not codec:  # an odd height gets a row, colours stay what they were
        assert frames[0].shape == (HEIGHT + 1, WIDTH, 3)
        run(tmp_path / "frames", tmp_path / "frame.png")
        first = cv2.imread(str(tmp_path / "frame_0001.png"), cv2.IMREAD_COLOR)[..., ::-1]
        assert np.abs(frames[0][:HEIGHT].astype(float) - first).mean() < 4.0
    assert sorted(p.name for p in (tmp_path / "frames").iterdir() if p.name.startswith("post")) == []


def _enlarge(folder: Path, width: int, height: int) -> None:
    sequence = read_sequence(folder)
    for number in frame_numbers(sequence):
        write_frame(folder / f"frame_{number:04d}.exr", pixels_of(number, width, height), in_parts=False)
    write_sequence(folder, dataclasses.replace(sequence, resolution_px=(width, height)))


def _write_sound(path: Path, codec: str, seconds: float) -> None:
    rate = 44100
    wave = (0.3 * 32767 * np.sin(2 * np.pi * 440 * np.arange(int(seconds * rate)) / rate)).astype(np.int16)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.layout = "mono"
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=rate)
        frame = av.AudioFrame.from_ndarray(wave[None], format="s16", layout="mono")
        frame.sample_rate = rate
        for piece in resampler.resample(frame):
            container.mux(stream.encode(piece))
        container.mux(stream.encode())


def _packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(container.streams.audio[0]) if packet.size]


def test_sound_is_kept_untouched_and_cut_to_the_picture(tmp_path: Path) -> None:
    _write_sound(tmp_path / "sound.m4a", "aac", 2.0)
    make_folder(tmp_path / "frames", 24)
    run(tmp_path / "frames", tmp_path / "clip.mp4", sound=tmp_path / "sound.m4a")
    heard, given_packets = _packets(tmp_path / "clip.mp4"), _packets(tmp_path / "sound.m4a")
    assert 40 <= len(heard) <= 46  # one second of packets of 1024 samples
    assert heard == given_packets[: len(heard)]


def test_other_sound_becomes_aac(tmp_path: Path) -> None:
    _write_sound(tmp_path / "sound.wav", "pcm_s16le", 1.5)
    make_folder(tmp_path / "frames", 24)
    run(tmp_path / "frames", tmp_path / "clip.mp4", sound=tmp_path / "sound.wav")
    with av.open(str(tmp_path / "clip.mp4")) as container:
        stream = container.streams.audio[0]
        assert stream.codec_context.name == "aac"
        assert float(stream.duration * stream.time_base) == pytest.approx(1.0, abs=0.05)


def test_a_cancelled_job_goes_on_where_it_was(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 12)

    def cancel(fraction: float, text: str = "") -> None:
        if "frame 4" in text or "frame 5" in text or "frame 6" in text:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        run(tmp_path / "frames", tmp_path / "clip.mp4", progress=cancel)
    assert not list(tmp_path.glob("*clip*"))
    store = next((tmp_path / "frames").glob("post-*"))
    finished = {path.name: path.stat().st_mtime_ns for path in store.iterdir()}
    assert 4 <= len(finished) < 12
    assert not [name for name in finished if name.startswith(".")]
    # a frame that was rendered again meanwhile is made anew
    again = tmp_path / "frames" / "frame_0002.exr"
    later = max(finished.values()) + 10**9
    os.utime(again, ns=(later, later))
    done = run(tmp_path / "frames", tmp_path / "clip.mp4")
    assert done.num_frames == 12
    assert done.num_resumed == len(finished) - 1
    run(tmp_path / "frames", tmp_path / "whole.mp4")
    assert (tmp_path / "clip.mp4").read_bytes() == (tmp_path / "whole.mp4").read_bytes()


def test_another_look_takes_nothing_over(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 3)

    def cancel(fraction: float, text: str = "") -> None:
        if text == "encode":
            raise JobCancelled

    with pytest.raises(JobCancelled):
        run(tmp_path / "frames", tmp_path / "clip.mp4", progress=cancel)
    assert run(tmp_path / "frames", tmp_path / "clip.mp4", Look()).num_resumed == 0
    assert run(tmp_path / "frames", tmp_path / "clip.mp4").num_resumed == 3


def test_exr_output_is_scene_linear_and_exact(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 2)
    done = run(tmp_path / "frames", tmp_path / "out.exr", Look())
    assert [path.name for path in done.files] == ["out_0001.exr", "out_0002.exr"]
    np.testing.assert_array_equal(
        read_passes(tmp_path / "out_0002.exr", ["combined"])["combined"], pixels_of(2)["combined"]
    )


@pytest.mark.parametrize(
    ("look", "says"), [("noir", "grade, vignette, grain"), ('{"motion_blur": {"shutter": 0.5}}', "")]
)
def test_exr_output_says_what_of_the_look_it_does_not_have(look: str, says: str, tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 1)
    asked = PostprocessRequest(folder=str(tmp_path / "frames"), look=look, out=str(tmp_path / "a.exr"))
    notes = postprocess(asked).notes
    assert (says in notes[0]) if says else not notes
    assert not postprocess(dataclasses.replace(asked, out=str(tmp_path / "a.png"))).notes


def test_a_folder_of_plain_exr_files_will_do(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 3, first=7)
    (tmp_path / "frames" / "sequence.json").unlink()
    request = PostprocessRequest(
        folder=str(tmp_path / "frames"), look="documentary", out=str(tmp_path / "a.mp4"), fps=12
    )
    reply = postprocess(request)
    assert reply.num_frames == 3
    with av.open(reply.files[0]) as container:
        assert container.streams.video[0].average_rate == 12


def test_a_preview_shows_before_and_after(tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 3)
    reply = postprocess(PostprocessRequest(folder=str(tmp_path / "frames"), look="noir", out="", frame=2))
    assert reply.before is not None
    assert reply.after is not None
    assert reply.before.shape == reply.after.shape == (HEIGHT, WIDTH, 4)
    assert reply.before[..., :3].std(axis=2).max() > 0.1
    np.testing.assert_allclose(reply.after[..., :3].std(axis=2), 0.0, atol=1e-6)


def test_a_render_that_ended_early_is_said_to_have(tmp_path: Path) -> None:
    folder = tmp_path / "frames"
    make_folder(folder, 3)
    write_sequence(folder, dataclasses.replace(read_sequence(folder), num_planned=9))
    asked = PostprocessRequest(folder=str(folder), look="clean", out=str(tmp_path / "a.mp4"))
    reply = postprocess(asked)
    assert (reply.num_frames, reply.notes) == (3, ended_early(read_sequence(folder)))
    assert "3 of 9 frames" in reply.notes[0]
    assert not postprocess(dataclasses.replace(asked, frame=2, out=str(tmp_path / "a.png"))).notes


def test_a_table_that_has_changed_is_read_again(tmp_path: Path) -> None:
    table = tmp_path / "a.cube"
    for number, white in enumerate((1.0, 0.5)):
        rows = [f"{white * r} {white * g} {white * b}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
        table.write_text("\n".join(["LUT_3D_SIZE 2", *rows]))
        os.utime(table, ns=(number, number))
        assert table_of(str(table)).values.max() == white


def test_a_rate_is_exact(tmp_path: Path) -> None:
    sequence = make_folder(tmp_path, 1)
    assert frame_rate(dataclasses.replace(sequence, fps_base=1.001)) == Fraction(24000, 1001)


def test_grain_differs_by_frame_and_seed_only() -> None:
    values = [frame_rng(seed, number).random() for seed, number in ((1, 1), (1, 2), (2, 1), (1, 1))]
    assert values[0] == values[3]
    assert len(set(values)) == 3
