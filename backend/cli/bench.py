"""`sceneloom bench [NAME …]`: measures this machine; without a name everything but the long ones."""

from __future__ import annotations

import argparse
import dataclasses
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Client
from pathlib import Path

import numpy as np

from ..protocol.codec import decode, encode
from ..protocol.errors import InvalidRequestError, ResourceError
from ..protocol.job import GenerateJob, checked_request
from ..protocol.messages import MESSAGE_TYPES
from ..protocol.scene import PoseTrack
from ..protocol.transport import listen, new_address, new_key, remove_address
from .blender import run_in_blender

_CHECKOUT = Path(__file__).resolve().parents[4]

SPEED_PROMPT = (
    "A man and a woman stand near a wooden table, the man waves. A red cup, a blue bowl and a green bottle are on the "
    "table, two chairs stand next to it, a lamp, a bookshelf, a couch, a crate and a ball are in the room. 5 seconds"
)


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sceneloom bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"any of {', '.join(BENCHMARKS)}")
    parser.add_argument("--out", default="out/bench", help="folder for results (default out/bench)")
    parser.add_argument(
        "--only",
        default="",
        help="prompts: ids; motion: verbs; tasks, scenes: names; assets, asset-files, asset-colors: categories; "
        "repair: ways to break a mesh (comma-separated); "
        "parse-strings, sentences: how many",
    )
    parser.add_argument("--layouts", type=int, default=12, help="tasks: random scenes for each task (default 12)")
    options = parser.parse_args(arguments)
    for name in options.names:
        if name not in BENCHMARKS:
            raise InvalidRequestError(f"There is no benchmark {name!r}.", hint=f"Choose from {', '.join(BENCHMARKS)}.")
    out = Path(options.out).absolute()
    out.mkdir(parents=True, exist_ok=True)
    for name in options.names or ("transport", "speed", "parse", "assets", "layout", "physics"):
        print(f"== {name}", flush=True)
        BENCHMARKS[name](out, options)
    return 0


def _transport(out: Path, options: argparse.Namespace) -> None:
    """A 20 MB mesh through a channel, encoding and decoding included, both ends in this process."""
    vertices = np.random.default_rng(0).normal(size=(1_666_666, 3)).astype(np.float32)
    message = PoseTrack(translations=vertices, rotations=np.zeros((1, 4), np.float32))
    address, key = new_address(), new_key()
    received: list[tuple[float, int]] = []
    sizes = MESSAGE_TYPES | {"PoseTrack": PoseTrack}

    def serve() -> None:
        channel = Client(address, authkey=key)
        for _ in range(5):
            frame = channel.recv_bytes()
            decode(frame, sizes)
            received.append((time.perf_counter(), len(frame)))

    with listen(address, key) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        channel = listener.accept()
        seconds = []
        for number in range(5):
            start_s = time.perf_counter()
            channel.send_bytes(encode(message))
            while len(received) <= number:
                time.sleep(0.0005)
            seconds.append(received[number][0] - start_s)
        thread.join()
        channel.close()
    remove_address(address)
    print(f"{received[0][1] / 1e6:.1f} MB in {1000 * float(np.median(seconds)):.0f} ms (median of 5)")


def _speed(out: Path, options: argparse.Namespace) -> None:
    """Cold and warm generation of 10 objects, 2 people and 5 s, without renders."""
    report_path = out / "speed.json"
    job = GenerateJob(request=checked_request(SPEED_PROMPT), out=str(out / "speed.blend"), report=str(report_path))
    start_s = time.perf_counter()
    command = [sys.executable, "-P", "-m", "backend", "generate", SPEED_PROMPT, "--out", str(out / "cold.blend")]
    command += ["--report", str(out / "cold.json")]
    subprocess.run(command, check=True, capture_output=True)
    cold_s = time.perf_counter() - start_s
    run_in_blender("generate", dataclasses.asdict(job) | {"times": 3}, None, lambda fraction, text="": None)
    cold, warm = (json.loads(path.read_text()) for path in (out / "cold.json", report_path))
    for name, report, total_s in (("cold", cold, cold_s), ("warm", warm, warm["seconds"]["total"])):
        seconds = report["seconds"]
        stages = "  ".join(f"{stage} {value:.2f}" for stage, value in seconds["stages"].items())
        print(f"{name}: {total_s:.2f} s in all; backend {seconds['backend']:.2f} ({stages}); ", end="")
        print(f"build {seconds['build']:.2f}, save {seconds['save']:.2f}; memory {report['backend_memory_mb']:.0f} MB")
    print(f"{warm['objects']} objects, {warm['frames']} frames")


def _parse(out: Path, options: argparse.Namespace) -> None:
    """Cold start, warm median and memory of the parser."""
    from ..m1_scene_parser.benchmark import speed

    speed()


def _parse_strings(out: Path, options: argparse.Namespace) -> None:
    """Random and hostile strings through the whole parser: 10,000, or as many as `--only` says."""
    from ..m1_scene_parser.benchmark import strings

    if not strings(int(options.only or 10_000)):
        raise ResourceError("Some strings broke the parser.", hint="See the lines above.")


def _assets(out: Path, options: argparse.Namespace) -> None:
    """Every category with 20 seeds: contract, times, silhouettes, standing."""
    from .asset_figures import run as measure

    measure(out, _named(options))


def _asset_files(out: Path, options: argparse.Namespace) -> None:
    """Every category as .glb under the Khronos validator."""
    from .asset_files import check_files

    check_files(out, _named(options))


def _asset_colors(out: Path, options: argparse.Namespace) -> None:
    """Every category that has a colour, rendered in one that is asked for."""
    from .asset_files import check_colors

    check_colors(out, _named(options))


def _named(options: argparse.Namespace) -> list[str]:
    return [name.strip() for name in options.only.split(",") if name.strip()]


def _layout(out: Path, options: argparse.Namespace) -> None:
    from ..m2_layout_planner.benchmark import run as measure

    measure()


def _characters(out: Path, options: argparse.Namespace) -> None:
    """People in twelve poses: build time, volumes, self-intersection, skin through cloth; sheets to look at."""
    from ..m3_assets.character.benchmark import run as measure

    measure()
    script = _CHECKOUT / "tests" / "bench" / "character_sheets.py"
    if script.exists():
        python = _CHECKOUT / ".venv-blender" / "bin" / "python"
        if subprocess.run([str(python), str(script), str(out / "characters")], check=False).returncode:
            raise ResourceError("The contact sheets could not be rendered.", hint="See the messages above.")


def _physics(out: Path, options: argparse.Namespace) -> None:
    from ..m5_physics.benchmark import run as measure

    measure()


def _prompts(out: Path, options: argparse.Namespace) -> None:
    """The 30 judging prompts: finished .blend files against their checklists (in a checkout only)."""
    extra = ["--only", options.only] if options.only else []
    _judge("judge_prompts.py", out / "prompts", extra, "The prompts could not all be judged.")


def _blur(out: Path, options: argparse.Namespace) -> None:
    """Motion blur and depth of field against Cycles' own, as a page with pictures (in a checkout only)."""
    _judge("judge_blur.py", out / "blur", [], "Some blur is not that of Cycles.")


def _enhance(out: Path, options: argparse.Namespace) -> None:
    """The enhancer on a rendered shot, as a page with pictures (in a checkout only; real weights where they are)."""
    _judge("judge_enhance.py", out / "enhance", [], "The enhancer does not keep to the passes.")


def _after_render(out: Path, options: argparse.Namespace) -> None:
    """Looks, blur, enhancer, seconds and memory as one page with pictures (in a checkout only)."""
    _judge("judge_after_render.py", out / "after_render", [], "Some of what comes after the render misses its bar.")


def _judge(name: str, out: Path, arguments: list[str], failure: str) -> None:
    script = _CHECKOUT / "tests" / "bench" / name
    if not script.exists():
        raise ResourceError("What judges this is not here.", hint="Run this in a checkout of the project.")
    if subprocess.run([sys.executable, str(script), "--out", str(out), *arguments], check=False).returncode:
        raise ResourceError(failure, hint="See the messages above.")


def _post(out: Path, options: argparse.Namespace) -> None:
    """Post-processing: seconds a frame, memory at 4K, against OpenCV's bare calls and FFmpeg's filters."""
    from ..m7_render_post.benchmark import run as measure

    measure(out)


def _motion(out: Path, options: argparse.Namespace) -> None:
    """Contact sheets of all verbs, beside real clips where those are there; `--only` names some of them."""
    from .motion_sheet import run as motion

    script, captures = _CHECKOUT / "tests" / "bench" / "real_strips.py", out / "real"
    if script.exists():
        subprocess.run([sys.executable, str(script), str(captures)], check=False)
    motion(out, tuple(filter(None, options.only.split(","))), captures)


def _motion_sources(out: Path, options: argparse.Namespace) -> None:
    from .motion_sources import run as sources

    sources()


def _tasks(out: Path, options: argparse.Namespace) -> None:
    """Goals, grasps, seats, kicks, chases, pouring and riding over random scenes, against their bars."""
    from .task_figures import run as tasks

    tasks(options.layouts, tuple(_named(options)))


def _scenes(out: Path, options: argparse.Namespace) -> None:
    """Twenty acted scenes as strips and MP4 clips (in a checkout only); `--only` names some of them."""
    from ..common.blender_command import bpy_python, clean_environment
    from .scene_clips import run as scenes

    script = _CHECKOUT / "tests" / "bench" / "film_scene.py"
    if not script.exists():
        raise ResourceError("What films the scenes is not here.", hint="Run this in a checkout of the project.")

    def film(blend: Path, folder: Path) -> None:
        command = [bpy_python(), str(script), str(blend), str(folder)]
        if subprocess.run(command, capture_output=True, env=clean_environment(), check=False).returncode:
            raise ResourceError("A scene could not be filmed.", hint=f"Try: {' '.join(command)}")

    scenes(out, film, tuple(_named(options)))


def _sentences(out: Path, options: argparse.Namespace) -> None:
    """Random action sentences from words to finished scenes: 200, or as many as `--only` says."""
    from .sentence_figures import run as sentences

    if not sentences(int(options.only or 200)):
        raise ResourceError("Some sentences broke, or left something out silently.", hint="See the lines above.")


def _animals(out: Path, options: argparse.Namespace) -> None:
    """Figures and a contact sheet of all animals in all gaits."""
    from .animal_sheet import run as animals

    animals(out)


def _repair(out: Path, options: argparse.Namespace) -> None:
    """200 broken meshes through the repair chain, and how long many faces take; `--only` names ways to break them."""
    from ..m3_assets.repair.benchmark import run as repair

    if not repair(out, _named(options)):
        raise ResourceError("The repair chain misses a bar.", hint="See the lines above.")


def _library(out: Path, options: argparse.Namespace) -> None:
    """Indexing an asset library of 2,000 assets, and finding in it (in a checkout only)."""
    from ..common.blender_command import bpy_python
    from ..m1_scene_parser.minilm import MiniLM
    from ..m3_assets.library.benchmark import run as library

    script = _CHECKOUT / "tests" / "bench" / "make_library.py"
    if not script.exists():
        raise ResourceError("What makes the library is not here.", hint="Run this in a checkout of the project.")
    library([bpy_python(), str(script)], out / "library", lambda: MiniLM.load().encode)


BENCHMARKS: dict[str, Callable[[Path, argparse.Namespace], None]] = {
    "transport": _transport,
    "speed": _speed,
    "parse": _parse,
    "parse-strings": _parse_strings,
    "assets": _assets,
    "asset-files": _asset_files,
    "asset-colors": _asset_colors,
    "layout": _layout,
    "physics": _physics,
    "characters": _characters,
    "post": _post,
    "blur": _blur,
    "enhance": _enhance,
    "after-render": _after_render,
    "motion-sources": _motion_sources,
    "animals": _animals,
    "repair": _repair,
    "library": _library,
    "tasks": _tasks,
    "sentences": _sentences,
    "scenes": _scenes,
    "motion": _motion,
    "prompts": _prompts,
}
