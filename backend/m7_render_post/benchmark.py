"""`sceneloom bench post`: what post-processing costs on this machine."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import OpenImageIO as oiio
from numpy.typing import NDArray

from ..common.memory import peak_memory_mb
from ..common.progress import silent
from ..protocol.look import Grain, Look, Vignette, look_from_json
from ..protocol.scene import FrameCamera, FrameSequence, Timeline, ViewSettings
from .film import grained, vignetted
from .looks import load_look
from .lut import Lut, looked_up
from .process import Output, process_folder
from .stage import Frame, develop, expose

Image = NDArray[np.float32]
_VIEW = ViewSettings(config="")
_ROUNDS = 5


def run(out: Path) -> None:
    """Print the figures; `out` takes the frames of the last one."""
    frame = _frame(1920, 1080)
    look = load_look("cinematic")
    _full_chain(frame, look)
    _against_opencv(frame)
    _against_ffmpeg(frame)
    # in a process of its own, so that its peak is that of the job alone
    child = multiprocessing.get_context("spawn").Process(target=_at_4k, args=(out,))
    child.start()
    child.join()


def _frame(width: int, height: int) -> Frame:
    """A field that the camera pans over, with something fast and near before it: blurred everywhere."""
    rng = np.random.default_rng(0)
    small = rng.gamma(1.0, 0.4, (height // 8, width // 8, 3)).astype(np.float32)
    image = np.ones((height, width, 4), np.float32)
    image[..., :3] = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC).clip(0.0)
    depth = np.linspace(60.0, 4.0, height, dtype=np.float32)[:, None].repeat(width, axis=1)
    vector = np.zeros((height, width, 4), np.float32)
    vector[...] = (-0.006 * width, 0.0, -0.006 * width, 0.0)
    near = (slice(height // 3, 3 * height // 4), slice(width // 3, width // 2))
    depth[near] = 2.5
    vector[near] = (-0.02 * width, 0.003 * width, -0.02 * width, 0.003 * width)
    camera = FrameCamera(lens_mm=50.0, f_stop=2.8, focus_m=8.0, pixels_per_mm=width / 36.0)
    return Frame(number=1, combined=image, passes={"depth": depth, "vector": vector}, camera=camera)


def _whole(frame: Frame, look: Look) -> Image:
    return develop(expose(frame, look), look, _VIEW, "", np.random.default_rng(1))


def _full_chain(frame: Frame, look: Look) -> None:
    _whole(frame, look)  # compiles
    cores = min(2, os.cpu_count() or 1)
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    alone_s, worked_s = _best(lambda: _whole(frame, look))
    count = 3 * cores
    with ThreadPoolExecutor(cores) as pool:
        start_s = time.perf_counter()
        list(pool.map(lambda number: _whole(frame, look), range(count)))
        beside_s = (time.perf_counter() - start_s) / count
    cv2.setNumThreads(before)
    print(f"1080p, cinematic, every pixel blurred: {alone_s:.2f} s a frame on one core ", end="")
    print(f"({worked_s:.2f} s of work), ", end="")
    print(f"{beside_s:.2f} s on {cores} (bar 2 s)", flush=True)


def _against_opencv(frame: Frame) -> None:
    """The part of the chain that OpenCV has calls for, against these calls alone."""
    look = look_from_json(
        {
            "optics": {"distortion": 0.02, "chromatic_aberration": 0.001, "bloom": 0.1, "bloom_radius": 0.1},
            "exposure": {"exposure_ev": 0.3, "temperature_k": 5500.0},
            "vignette": {"strength": 0.4},
            "grain": {"strength": 0.03, "size": 1.5},
        }
    )
    image = frame.combined
    height, width = image.shape[:2]
    rng = np.random.default_rng(0)

    def ours() -> None:
        linear = expose(frame, look)
        grained(vignetted(linear, look.vignette), look.grain, rng)

    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    matrix = np.eye(4, dtype=np.float32)
    shade = np.ones_like(image)
    noise = np.empty((height, width), np.float32)
    kernel = cv2.getGaussianKernel(5, 0.75, cv2.CV_32F)

    def bare() -> None:
        parts = [cv2.remap(channel, x, y, cv2.INTER_CUBIC) for channel in cv2.split(image)]
        bent = cv2.merge(parts)
        pyramid = [bent]
        for _ in range(7):
            pyramid.append(cv2.pyrDown(pyramid[-1]))
        glow = pyramid[-1]
        for level in reversed(pyramid[1:-1]):
            glow = cv2.addWeighted(cv2.resize(glow, (level.shape[1], level.shape[0])), 0.5, level, 0.5, 0.0)
        glow = cv2.addWeighted(bent, 0.9, cv2.resize(glow, (width, height)), 0.1, 0.0)
        lit = cv2.multiply(cv2.transform(glow, matrix), shade)
        cv2.randn(noise, 0.0, 0.03)
        pattern = cv2.sepFilter2D(noise, cv2.CV_32F, kernel, kernel)
        cv2.add(lit, cv2.merge([pattern] * 4))

    _compare("lens, bloom, exposure, vignette, grain at 1080p", ours, "OpenCV's bare calls", bare, 2.0)


def _against_ffmpeg(frame: Frame) -> None:
    """Vignette, noise and a 33³ table: float32 here, 8 bits there, both from memory to memory."""
    steps = np.linspace(0.0, 1.0, 33, dtype=np.float32)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    table = Lut(np.stack([red, green**1.1, blue], axis=-1).copy(), np.zeros(3, np.float32), np.ones(3, np.float32))
    image = np.clip(frame.combined, 0.0, 1.0)
    vignette, grain = Vignette(strength=0.4), Grain(strength=0.03)
    rng = np.random.default_rng(0)

    def ours() -> None:
        grained(vignetted(looked_up(image, table), vignette), grain, rng)

    height, width = image.shape[:2]
    cube = _write_cube(table)
    graph = av.filter.Graph()
    source = graph.add_buffer(width=width, height=height, format=av.VideoFormat("rgb24"), time_base=Fraction(1, 24))
    chain = [
        graph.add("lut3d", f"file={cube}:interp=tetrahedral"),
        graph.add("vignette", "PI/5"),
        graph.add("noise", "alls=8:allf=t"),
        graph.add("format", "rgb24"),
        graph.add("buffersink"),
    ]
    for first, second in zip([source, *chain[:-1]], chain, strict=True):
        first.link_to(second)
    graph.configure()
    picture = av.VideoFrame.from_ndarray((image[..., :3] * 255).astype(np.uint8), format="rgb24")
    picture.time_base = Fraction(1, 24)
    count = 0

    def theirs() -> None:
        nonlocal count
        picture.pts = count
        count += 1
        graph.push(picture)
        graph.pull()

    _compare("table, vignette, grain at 1080p", ours, "FFmpeg's 8-bit filters", theirs, 4.0)
    cube.unlink()


def _write_cube(table: Lut) -> Path:
    path = Path(f"sceneloom-bench-{os.getpid()}.cube")  # FFmpeg's options do not take every path
    lines = [f"LUT_3D_SIZE {table.values.shape[0]}"]
    lines += [" ".join(f"{value:.6f}" for value in row) for row in table.values.reshape(-1, 3).tolist()]
    path.write_text("\n".join(lines))
    return path


def _compare(what: str, ours: Callable[[], None], name: str, theirs: Callable[[], None], bar: float) -> None:
    (ours_s, ours_worked_s), (theirs_s, theirs_worked_s) = _best(ours), _best(theirs)
    print(f"{what}: {1000 * ours_s:.0f} ms, {name} {1000 * theirs_s:.0f} ms: {ours_s / theirs_s:.1f} times ", end="")
    print(f"(bar {bar:g}); of work {1000 * ours_worked_s:.0f} and {1000 * theirs_worked_s:.0f} ms: ", end="")
    print(f"{ours_worked_s / theirs_worked_s:.1f} times", flush=True)


def _best(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the clock, and of processors' work, which other programs beside this one hardly change."""
    work()
    seconds, worked = [], []
    for _ in range(_ROUNDS):
        start_s, start_worked_s = time.perf_counter(), time.process_time()
        work()
        seconds.append(time.perf_counter() - start_s)
        worked.append(time.process_time() - start_worked_s)
    return min(seconds), min(worked)


def _at_4k(out: Path) -> None:
    """Four frames of 3840 × 2160 through the whole chain into pictures, within the usual budget."""
    folder = out / "post_4k"
    folder.mkdir(parents=True, exist_ok=True)
    frame = _frame(3840, 2160)
    layers = np.dstack([frame.combined, frame.passes["depth"], frame.passes["vector"]])
    names = [*(f"Combined.{c}" for c in "RGBA"), "Depth.Z", *(f"Vector.{c}" for c in "XYZW")]
    for number in range(1, 5):
        specification = oiio.ImageSpec(3840, 2160, len(names), oiio.FLOAT)
        specification.channelnames = tuple(f"ViewLayer.{name}" for name in names)
        file = oiio.ImageOutput.create(str(folder / f"frame_{number:04d}.exr"))
        assert file is not None
        file.open(str(folder / f"frame_{number:04d}.exr"), specification)
        file.write_image(layers)
        file.close()
    camera = frame.camera
    assert camera is not None
    del frame, layers
    made_mb = peak_memory_mb()
    sequence = FrameSequence(
        timeline=Timeline(fps=24, frame_count=4),
        resolution_px=(3840, 2160),
        passes=dict.fromkeys(("combined", "depth", "vector"), "frame_{frame}.exr"),
        cameras=(camera,) * 4,
        view=_VIEW,
    )
    start_s, start_worked_s = time.perf_counter(), time.process_time()
    process_folder(folder, sequence, load_look("cinematic"), Output(path=out / "post_4k.png"), seed=0, progress=silent)
    seconds, worked_s = (time.perf_counter() - start_s) / 4, (time.process_time() - start_worked_s) / 4
    print(f"4K, cinematic: {seconds:.1f} s a frame with files ({worked_s:.1f} s of work), ", end="")
    print(f"peak {peak_memory_mb():.0f} MB (bar 2000 MB; {made_mb:.0f} MB of it before, making the frames)", flush=True)
