"""Paint sticks to what moves: true vectors against none and against optical flow, where every pixel's surface is known.

The painter stands in for a model: it paints the same strokes on the same surfaces in every frame, and lets colours
pump and texture boil, as models do. All around it is real: windows, store, warping, deflicker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from backend.common.progress import silent
from backend.m8_enhancer import stage
from backend.m8_enhancer.deflicker import Repainted, deflickered
from backend.m8_enhancer.finish import Finisher
from backend.m8_enhancer.measures import flicker, warping_error
from backend.m8_enhancer.memory import Plan
from backend.m8_enhancer.stage import Enhancer
from backend.m8_enhancer.warping import Motion, places_in
from backend.protocol.enhancement import Enhancement
from backend.protocol.errors import JobCancelled
from tests.m8_enhancer.moving_on import moved_on, optical_flow
from tests.m8_enhancer.sticking import (
    HEIGHT,
    WIDTH,
    Image,
    motion_at,
    painted,
    rendered,
    seen_squarely,
    was_seen,
)

COUNT = 9
WISH = Enhancement(prompt="brush strokes", strength=1.0, models_folder="")


@pytest.fixture(scope="module")
def motions() -> list[Motion]:
    return [motion_at(frame) for frame in range(COUNT)]


@pytest.fixture(scope="module")
def paintings() -> list[Image]:
    return [painted(frame) for frame in range(COUNT)]


def standing_still() -> list[Motion]:
    return [Motion(vector=np.zeros((HEIGHT, WIDTH, 4), np.float32))] * COUNT


def error_of_first_frames_paint(paintings: list[Image], motions: list[Motion], frame: int) -> float:
    """The first frame's paint moved on from frame to frame, against what sticks to the same surfaces (RMS)."""
    picture, known = moved_on(paintings, motions, [seen_squarely(i) for i in range(COUNT)])[frame]
    assert known.mean() > 0.3
    return float(np.sqrt(((picture - paintings[frame])[known] ** 2).mean()))


def test_what_was_hidden_turned_away_or_outside_is_known(motions: list[Motion]) -> None:
    for frame in range(1, COUNT):
        said = places_in(motions[frame], motions[frame - 1], is_before=True)[1]
        truth = was_seen(frame)
        assert 0.9 < truth.mean() < 0.98
        assert (said & ~truth).mean() < 0.008, "taken from another surface"
        assert (truth & ~said).mean() < 0.012, "given up though it was seen"


def test_paint_sticks_along_true_vectors_only(paintings: list[Image], motions: list[Motion]) -> None:
    ways = {
        "true": motions,
        "flow of the paint": optical_flow(paintings),
        "flow of the render": optical_flow([rendered(frame) for frame in range(COUNT)]),
        "none": standing_still(),
    }
    errors = {name: error_of_first_frames_paint(paintings, way, COUNT - 1) for name, way in ways.items()}
    print({name: round(error, 4) for name, error in errors.items()})
    assert errors["true"] < 0.025
    assert errors["flow of the paint"] > 4.0 * errors["true"], "it slides at outlines, and guesses what they hide"
    assert errors["flow of the render"] > 8.0 * errors["true"], "a plain ball that turns looks still"
    assert errors["none"] > 8.0 * errors["true"]


def test_outlines_leave_no_fringe_on_what_they_pass(paintings: list[Image], motions: list[Motion]) -> None:
    assert error_of_first_frames_paint(paintings, motions, 1) < 0.008
    assert warping_error(paintings, motions) < 0.012


def flickering(frame: int, painting: Image) -> Image:
    rng = np.random.default_rng(100 + frame)
    pumping = rng.normal(0.0, 0.05, 3).astype(np.float32)
    boiling = cv2.GaussianBlur(rng.normal(0.0, 0.08, painting.shape).astype(np.float32), (0, 0), 1.0)
    return np.clip(painting + pumping + boiling, 0.0, 1.0)


def error_of(pictures: Mapping[int, Image], paintings: Sequence[Image]) -> float:
    """Root mean square against the strokes alone."""
    errors = [((picture - paintings[i])[seen_squarely(i)] ** 2).mean() for i, picture in pictures.items()]
    return float(np.sqrt(np.mean(errors)))


def test_flicker_goes_along_true_vectors_and_the_strokes_stay(paintings: list[Image], motions: list[Motion]) -> None:
    made = [flickering(frame, painting) for frame, painting in enumerate(paintings)]
    left = {}
    for name, way in (("true", motions), ("none", standing_still())):
        frames = [Repainted(rendered=rendered(i), enhanced=made[i], motion=motion) for i, motion in enumerate(way)]
        steadied = {i: deflickered(frames, i) for i in range(2, COUNT - 2)}
        left[name] = flicker(list(steadied.values()), motions[2:-2])
        if name == "true":
            assert error_of(steadied, paintings) < 0.6 * error_of(dict(enumerate(made)), paintings)
    assert left["true"] < 0.35 * flicker(made, motions)
    assert left["none"] > 1.7 * left["true"], "it smears what moves"


class Shot:
    """Twelve frames of it, as the enhancer sees a folder."""

    numbers = range(1, 13)
    size_px = (WIDTH, HEIGHT)

    def __init__(self, *pass_names: str) -> None:
        self.pass_names = frozenset(pass_names)

    def picture(self, number: int) -> Image:
        return np.dstack([rendered(number), np.ones((HEIGHT, WIDTH), np.float32)])

    def passes(self, number: int, names: Sequence[str]) -> dict[str, Image]:
        motion = motion_at(number)
        assert motion.index is not None
        whole = {"vector": motion.vector, "index": motion.index, "depth": 10.0 - 2.0 * motion.index}
        return {name: whole[name] for name in names}

    def people(self, number: int) -> list[dict[str, Any]]:
        return []

    def camera_rotation(self, number: int) -> tuple[float, ...]:
        return ()


class StandIn:
    """In place of a loaded model."""

    def __init__(self, enhancement: Enhancement, controls: tuple[str, ...], plan: Plan, *, is_clip: bool) -> None:
        self.asked = enhancement
        assert is_clip
        assert controls == ("depth",)

    def num_prompt_tokens(self) -> tuple[int, int]:
        return 4, 77

    def clip(self, start: Any, kept: Any, controls: Sequence[Any], first: int, done: Any) -> Any:
        done(1, 1)
        frames = [flickering(first + 1 + i, painted(first + 1 + i)) for i in range(len(start))]
        made = np.rint(255.0 * np.stack(frames)).astype(np.uint8)
        made[: len(kept)] = kept
        return made


@pytest.fixture
def enhancer(monkeypatch: pytest.MonkeyPatch) -> Enhancer:
    monkeypatch.setattr(stage, "Painter", StandIn)
    monkeypatch.setattr(stage, "controls_there", lambda family, folder: ("depth",))
    plan = Plan(
        size_px=(WIDTH, HEIGHT), window=8, overlap=2, num_controls=1, offload="none", need_mb=1.0, budget_mb=2.0
    )
    monkeypatch.setattr(Enhancer, "plan", lambda self, *asked: plan)
    return Enhancer.load()


def test_a_shot_in_windows_ends_with_strokes_that_stick(enhancer: Enhancer, tmp_path: Path) -> None:
    truth = [painted(number) for number in range(13)]
    errors = {}
    for name in ("vector", "none"):
        shot = Shot("depth", "index", *([name] if name == "vector" else []))
        store = enhancer.run(shot, WISH, tmp_path / name, progress=silent).store
        assert store.windows() == [range(1, 9), range(5, 13)]
        finisher = Finisher(shot, store, WISH.strength)
        errors[name] = error_of({n: finisher.picture(n)[..., :3] for n in range(3, 11)}, truth)
    print({name: round(error, 4) for name, error in errors.items()})
    assert errors["vector"] < 0.65 * errors["none"]


def test_a_stopped_shot_keeps_its_windows_and_ends_the_same(enhancer: Enhancer, tmp_path: Path) -> None:
    shot = Shot("depth", "index", "vector")

    def stop(fraction: float, text: str = "") -> None:
        if "frames 9 to 12" in text:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        enhancer.run(shot, WISH, tmp_path / "stopped", progress=stop)
    again = enhancer.run(shot, WISH, tmp_path / "stopped", progress=silent)
    whole = enhancer.run(shot, WISH, tmp_path / "whole", progress=silent)
    assert (again.num_resumed, whole.num_resumed) == (8, 0)
    for number in shot.numbers:
        np.testing.assert_array_equal(again.store.blended(number), whole.store.blended(number))
