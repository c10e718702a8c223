"""The command line: exit codes, one clear sentence, JSON shapes, and no half-written files."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from backend.cli import main
from backend.protocol.frames import read_sequence
from build_addon import ROOT, VENDORED, refresh_vendored_tree
from tests.m7_render_post.frames import make_folder
from tests.processes import runs, until


@pytest.fixture(scope="session", autouse=True)
def _vendored() -> None:
    refresh_vendored_tree()


def sceneloom(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(VENDORED)} | settings
    command = [sys.executable, "-P", "-m", "backend", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=False, cwd=ROOT)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process, which spares the second that a process needs to begin."""
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        try:
            code = main(list(arguments))
        except SystemExit as end:  # argparse's own way
            code = int(end.code or 0)
        output = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, output.out, output.err)

    return run


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["generate", "", "--out", "x.blend"], "empty"),
        (["generate", "word " * 10_000, "--out", "x.blend"], "10,000 words"),
        (["generate", "a chair", "--out", "x.blend", "--duration", "-3"], "-3"),
        (["generate", "a chair", "--out", "x.blend", "--duration", "nan"], "nan"),
        (["generate", "a chair", "--out", "x.blend", "--fps", "0"], "0 frames"),
        (["generate", "a chair", "--out", "x.blend", "--seed", "-1"], "seed"),
        (["generate", "a chair", "--out", "x.fbx"], ".blend"),
        (["generate", "a chair", "--out", "x.blend", "--render", "still.gif"], "still.gif"),
        (["generate", "a chair"], "--out"),
        (["generate", "a chair", "--out", "/proc/nowhere/x.blend"], "cannot be written"),
        (["generate", "a chair", "--out", "x.blend", "--engine", "unreal"], "unreal"),
        (["parse"], "no prompt"),
        (["parse", "--file", "no-such-file.txt"], "no-such-file.txt"),
        (["paint", "x"], "paint"),
        (["asset", "zeppelin of doom", "--out", "x.blend"], "zeppelin of doom"),
        (["asset", "table", "--set", "wings=2", "--out", "x.blend"], "wings"),
        (["asset", "table", "--set", "width_m=wide", "--out", "x.blend"], "wide"),
        (["asset", "table", "--set", "width_m=900", "--out", "x.blend"], "900"),
        (["asset", "--gallery"], "--out"),
        (["asset", "--gallery", "--out", "x.gif"], "x.gif"),
        (["asset", "--gallery", "--seeds", "0", "--out", "x.png"], "0 seeds"),
        (["asset", "zeppelin of doom", "--gallery", "--out", "x.png"], "zeppelin of doom"),
        (["asset", "a gnome", "--source", "magic", "--out", "x.blend"], "magic"),
        (["asset", "a gnome", "--mesh", "no-such.glb", "--out", "x.blend"], "no-such.glb"),
        (["asset", "chair", "--seed", "-1", "--out", "x.blend"], "seed -1"),
        (["models", "download", "shap-e", "--from", "no-such.tar"], "There is no file no-such.tar"),
        (["generate", "a gnome", "--out", "x.blend", "--image", "gnome=no-such.png"], "no-such.png"),
        (["motion", "waves", "--out", "x.txt"], ".bvh"),
        (["motion", "a man walks", "--set", "pace=2", "--out", "x.bvh"], "pace"),
        (["motion", "a man walks", "--set", "speed=90", "--out", "x.bvh"], "0.3 to 6"),
        (["generate", "a chair", "--out", "x.blend", "--render", "x.mp4", "--look", "sepia"], "sepia"),
        (["generate", "a chair", "--out", "x.blend", "--render", "x.jpg", "--look", "noir"], "x.jpg"),
        (["generate", "a chair", "--out", "x.blend", "--frames", "x.frames"], "one clip"),
        (["generate", "a chair", "--out", "x.blend", "--render", "x.mp4", "--enhance", "7"], "enhancement of 7"),
        (["generate", "a chair", "--out", "x.blend", "--enhance"], "nothing to enhance"),
        (["generate", "a chair", "--out", "x.blend", "--render", "x.exr", "--enhance"], "x.exr"),
        (["enhance", "no-such-folder", "--prompt", "a cube", "--strength", "0", "--out", "x.mp4"], "no-such-folder"),
        (["enhance", "tests", "--prompt", "", "--out", "x.mp4"], "no prompt"),
        (["postprocess", "no-such-folder", "--out", "x.mp4"], "no-such-folder"),
        (["postprocess", ".", "--out", "x.gif"], "x.gif"),
        (["postprocess", "tests", "--out", "x.mp4"], "no rendered frames"),
    ],
)
def test_wrong_requests_exit_2_with_one_sentence(arguments: list[str], says: str, here: Run, tmp_path: Path) -> None:
    done = here(*(a.replace("x.", f"{tmp_path}/x.") if a.startswith("x.") else a for a in arguments))
    assert done.returncode == 2, done
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["generate", "", "--out", "x.blend"], "empty"), (["paint", "x"], "paint"), (["generate", "a chair"], "--out")],
)
def test_a_process_says_what_is_wrong_and_exits_2(arguments: list[str], says: str) -> None:
    done = sceneloom(*arguments)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_parse_prints_the_documented_shape() -> None:
    done = sceneloom("parse", "An old man in a green jacket walks slowly to a round wooden table. No lamps. At sunset.")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert set(answer) == {
        "prompt", "setting", "lighting", "shot", "entities", "relations", "actions", "duration_s", "excluded",
        "unparsed",
    }  # fmt: skip
    assert answer["excluded"] == ["lamp"]
    assert answer["lighting"]["time_of_day"] == "sunset"
    assert {e["category"] for e in answer["entities"]} == {"person", "jacket", "table"}


def test_parse_file_gives_a_line_for_each_prompt_and_errors_in_place(here: Run, tmp_path: Path) -> None:
    prompts = tmp_path / "prompts.txt"
    prompts.write_text("a red ball\n\n" + "word " * 2500 + "\ntwo chairs\n", encoding="utf-8")
    done = here("parse", "--file", str(prompts), "--jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert len(lines) == 3
    assert lines[1]["error"]["code"] == "invalid_request"
    assert lines[2]["entities"][0]["count"] == 2


def test_layout_is_the_same_for_the_same_seed(here: Run) -> None:
    first, second = (run("layout", "two chairs near a table", "--seed", "5") for run in (sceneloom, here))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert set(json.loads(first.stdout)) >= {"bounds", "placements", "cameras", "lights", "paths", "unsatisfied"}


def test_simulate_gives_every_thing_a_track(here: Run) -> None:
    done = here("simulate", "a ball rolls down a ramp", "--duration", "2", "--fps", "12")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["timeline"]["frame_count"] == 24
    moving = [track for track in answer["object_tracks"].values() if len(track["translations"]) > 1]
    assert moving


def test_motion_writes_a_file_of_the_asked_length(here: Run, tmp_path: Path) -> None:
    out = tmp_path / "clip.bvh"
    done = here("motion", "a woman walks, then waves", "--duration", "3", "--out", str(out))
    assert done.returncode == 0, done.stderr
    text = out.read_text()
    assert text.startswith("HIERARCHY")
    assert "Frames: 72" in text
    assert [p.name for p in tmp_path.iterdir()] == ["clip.bvh"]


def test_a_value_that_is_set_changes_the_motion(here: Run, tmp_path: Path) -> None:
    def frames(*settings: str) -> int:
        out = tmp_path / "clip.bvh"
        arguments = [part for setting in settings for part in ("--set", setting)]
        done = here("motion", "a man walks to a chair", *arguments, "--out", str(out))
        assert done.returncode == 0, done.stderr
        return int(out.read_text().partition("Frames:")[2].split()[0])

    assert frames("speed=0.6") > 1.3 * frames("walk.speed_m_s=1.9", "arm_swing=0.4")


def test_postprocess_writes_a_clip_with_a_look_and_a_value_of_ones_own(here: Run, tmp_path: Path) -> None:
    make_folder(tmp_path / "frames", 3)
    out = tmp_path / "clip.mp4"
    arguments = ("--look", "noir", "--set", "grain.strength=0", "--out", str(out))
    done = here("postprocess", str(tmp_path / "frames"), *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(out)
    assert int(cv2.VideoCapture(str(out)).get(cv2.CAP_PROP_FRAME_COUNT)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clip.mp4", "frames"]


def test_enhance_without_weights_says_what_is_missing_and_writes_the_look_that_was_asked_for(
    here: Run, tmp_path: Path
) -> None:
    make_folder(tmp_path / "frames", 2)
    none = ("--models", str(tmp_path / "none"))
    asked = ("enhance", str(tmp_path / "frames"), "--prompt", "a red square", *none)
    for more, written in ((("--plan",), []), (("--out", "a.png"), []), (("--out", "b.png", "--look", "noir"), ["b"])):
        done = here(*asked, *(str(tmp_path / part) if part.endswith(".png") else part for part in more))
        assert done.returncode == 1, done
        assert "stable-diffusion-v1-5" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        found = sorted({path.name[0] for path in tmp_path.glob("*.png")})
        assert found == written
    assert "the look noir alone" in done.stderr


def test_asset_list_as_json(here: Run) -> None:
    done = here("asset", "--list", "--json")
    assert done.returncode == 0, done.stderr
    entries = json.loads(done.stdout)
    assert len(entries) >= 40
    for entry in entries:
        assert set(entry) == {"category", "family", "synonyms", "parameters"}
        for parameter in entry["parameters"]:
            assert set(parameter) == {"name", "type", "default", "min", "max", "choices", "unit"}


def test_doctor_finds_everything_here() -> None:
    done = sceneloom("doctor")
    assert done.returncode == 0, done.stdout
    assert "bpy module" in done.stdout


def test_nothing_on_the_way_imports_torch() -> None:
    probe = "import sys; import backend.pipeline; backend.pipeline.Stages.load(); sys.exit('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=False)
    assert done.returncode == 0


def _base_color_image(scene: dict[str, Any]) -> int:
    texture = scene["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"]["index"]
    return int(scene["textures"][texture]["source"])


def test_asset_files_hold_size_and_colour(tmp_path: Path) -> None:
    out = tmp_path / "table.glb"
    done = sceneloom("asset", "table", "--set", "width_m=1.8", "--set", "color=red", "--out", str(out))
    assert done.returncode == 0, done.stderr
    content = out.read_bytes()
    scene = json.loads(content[20 : 20 + int.from_bytes(content[12:16], "little")])
    position = scene["meshes"][0]["primitives"][0]["attributes"]["POSITION"]
    accessor = scene["accessors"][position]
    assert accessor["max"][0] - accessor["min"][0] == pytest.approx(1.8, abs=0.02)
    assert all("baseColorTexture" in m["pbrMetallicRoughness"] and "normalTexture" in m for m in scene["materials"])
    view = scene["bufferViews"][scene["images"][_base_color_image(scene)]["bufferView"]]
    binary = content[20 + int.from_bytes(content[12:16], "little") + 8 :]
    start = view.get("byteOffset", 0)
    pixels = cv2.imdecode(np.frombuffer(binary[start : start + view["byteLength"]], np.uint8), cv2.IMREAD_COLOR)
    blue, green, red = pixels[pixels.max(axis=2) > 0].mean(axis=0)
    assert red > 1.5 * max(green, blue), (red, green, blue)
    assert [p.name for p in tmp_path.iterdir()] == ["table.glb"]


@pytest.mark.parametrize("blender", ["/nonexistent/blender", "/bin/true", "/bin/false"])
def test_a_blender_that_is_none_is_named(blender: str, tmp_path: Path) -> None:
    done = sceneloom("generate", "a chair", "--out", str(tmp_path / "x.blend"), "--blender", blender)
    assert done.returncode == 1
    assert "Blender" in done.stderr
    assert not list(tmp_path.iterdir())


def test_full_disk_and_cancel_leave_nothing(tmp_path: Path) -> None:
    """A small tmpfs that fills up while the scene is saved."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a tmpfs")
    try:
        done = sceneloom("generate", "a chair", "--out", str(disk / "scene.blend"))
        assert done.returncode == 1, done
        assert "could not be written" in done.stderr
        assert not list(disk.iterdir())
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("ending", ["interrupt", "terminate Blender", "kill"])
def test_ending_while_a_clip_renders_leaves_nothing(ending: str, tmp_path: Path) -> None:
    """A render does not let Python run; it ends nevertheless, whoever is told to or goes away."""
    command = [sys.executable, "-P", "-m", "backend", "generate", "a red ball falls and bounces", "--duration", "60"]
    command += ["--out", str(tmp_path / "scene.blend"), "--render", str(tmp_path / "clip.mp4")]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(VENDORED)}
    )
    assert process.stderr is not None
    assert any(b"render clip.mp4" in line for line in process.stderr)
    blender = int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])
    until(lambda: any(path.name.startswith(".clip") for path in tmp_path.iterdir()), 60)
    told_s = time.monotonic()
    if ending == "terminate Blender":
        os.kill(blender, signal.SIGTERM)
    else:
        process.send_signal(signal.SIGINT if ending == "interrupt" else signal.SIGKILL)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == {"interrupt": 130, "terminate Blender": 1, "kill": -signal.SIGKILL}[ending], errors
    if ending == "terminate Blender":
        assert b"Blender ended in the middle of the job" in errors
    try:
        until(lambda: not runs(blender), 20)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(blender, signal.SIGKILL)
    # the process that cleans up notices a moment after Blender is gone
    until(lambda: [path.name for path in tmp_path.iterdir()] == ["scene.blend"], 5)
    assert time.monotonic() - told_s < 15


def test_a_killed_render_keeps_its_frames_and_the_same_command_goes_on(here: Run, tmp_path: Path) -> None:
    frames, clip = tmp_path / "frames", tmp_path / "clip.mp4"
    asked = ["generate", "a red ball", "--duration", "0.5", "--fps", "8", "--out", str(tmp_path / "scene.blend")]
    asked += ["--render", str(clip), "--look", "clean", "--frames", str(frames)]
    environment = os.environ | {"PYTHONPATH": str(VENDORED)}
    process = subprocess.Popen([sys.executable, "-P", "-m", "backend", *asked], stderr=subprocess.PIPE, env=environment)
    until(lambda: (frames / "passes_0002.exr").exists(), 240)
    os.kill(int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0]), signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode == 1
    assert not clip.exists()
    made = {path.name: path.stat().st_mtime_ns for path in frames.glob("*.exr")}
    # what is there can be used
    there = read_sequence(frames)
    assert (1 <= there.timeline.frame_count < 4, there.num_planned) == (True, 4)
    done = here("postprocess", str(frames), "--look", "noir", "--out", str(tmp_path / "early.mp4"))
    assert done.returncode == 0, done.stderr
    assert f"{there.timeline.frame_count} of 4 frames" in done.stderr
    # and the same command renders the others only
    done = sceneloom(*asked)
    assert done.returncode == 0, done.stderr
    after = {path.name: path.stat().st_mtime_ns for path in frames.glob("*.exr")}
    assert {name: after[name] for name in made} == made
    assert len(after) == 2 * 4
    assert int(cv2.VideoCapture(str(clip)).get(cv2.CAP_PROP_FRAME_COUNT)) == 4
    assert not [path.name for path in frames.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("moment_s", [0.4, 2.5])
def test_interrupt_exits_130_and_leaves_nothing(moment_s: float, tmp_path: Path) -> None:
    """Early it falls into an import, later into the work."""
    environment = os.environ | {"PYTHONPATH": str(VENDORED)}
    command = [sys.executable, "-P", "-m", "backend", "generate", "two men dance", "--out", str(tmp_path / "x.blend")]
    process = subprocess.Popen(
        [*command, "--render", str(tmp_path / "x.mp4")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    time.sleep(moment_s)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert b"Cancelled" in errors
    assert not list(tmp_path.iterdir())


def test_an_interrupt_that_a_library_swallows_ends_it_all_the_same(tmp_path: Path) -> None:
    """As one does that falls into a weak reference's callback while something is imported."""
    (tmp_path / "deaf.py").write_text(
        "import time\nprint('asleep', flush=True)\ntry: time.sleep(60)\nexcept BaseException: pass\ntime.sleep(60)\n"
    )
    command = "import backend.interrupting as i; i.end_when_interrupted(); import backend.cli as c, sys\n"
    command += "c.COMMANDS['deaf'] = ''; c.importlib.import_module = lambda name: __import__('deaf')\n"
    command += "sys.exit(c.main(['deaf']))"
    environment = os.environ | {"PYTHONPATH": f"{VENDORED}{os.pathsep}{tmp_path}"}
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    process.stdout.readline()
    told_s = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors.decode().strip()) == (130, "sceneloom: Cancelled.")
    assert time.monotonic() - told_s < 2
