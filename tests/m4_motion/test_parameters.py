"""Programs say what can be set of them, and do what was set."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.m4_motion.parameters import full_names
from backend.m4_motion.programs import OVERLAYS, PROGRAMS
from backend.protocol.errors import InvalidRequestError
from backend.protocol.scene import Parameter

from .scenes import Figure, at, ball, crate, does, person, play, thing, way


def goes(**chosen: float) -> Figure:
    values = {f"walk_a.{name}": value for name, value in chosen.items()}
    path = [way("m", "a", [(0, 4), (0, -2)], 0, 0)]
    return Figure(play([person("m")], {"m": at(0, 4)}, [does("a", "m", "walk")], path, chosen={"m": values}), "m")


def going_s(figure: Figure) -> float:
    first, last = next((a, b) for name, a, b in figure.clip.segments if name == "a")
    return (last - first) / figure.fps


def test_a_set_speed_is_walked_and_the_goal_stays() -> None:
    plain, quick, slow = goes(), goes(speed_m_s=1.8), goes(speed_m_s=0.7)
    assert going_s(quick) < 0.8 * going_s(plain) < 0.6 * going_s(slow)
    for figure in (plain, quick, slow):
        assert np.linalg.norm(figure.of("hips")[-1, :2] - [0.0, -2.0]) < 0.06
    value = next(p for p in quick.clip.parameters if p.name == "walk_a.speed_m_s")
    assert (value.value, value.minimum, value.unit) == (1.8, 0.3, "m/s")


def test_stride_lean_and_arms_do_what_they_say() -> None:
    plain, other = goes(), goes(stride=0.7, lean_rad=0.4, arm_swing=0.1)
    steps = [np.ptp((f.of("foot.L") - f.of("foot.R"))[40:80, 1]) for f in (plain, other)]
    assert steps[1] < 0.85 * steps[0]
    leans = [float(np.mean((f.of("hips") - f.of("neck"))[40:80, 1])) for f in (plain, other)]
    assert leans[1] > leans[0] + 0.1
    swings = [np.ptp((f.of("hand.L") - f.of("hips"))[40:80, 1]) for f in (plain, other)]
    assert swings[1] < 0.5 * swings[0]


@pytest.mark.parametrize("verb", sorted([*PROGRAMS, *OVERLAYS]))
def test_the_values_of_a_motion_make_that_motion_again(verb: str) -> None:
    scene = [person("m"), ball("b"), crate("c"), thing("g", "goal", (3, 1, 2))]
    places = {"m": at(0, 0), "b": at(0.15, -0.45), "c": at(0, -3), "g": at(2, -6)}
    target = {"push": "c"}.get(verb, "b")
    first = play(scene, places, [does("a", "m", verb, target)])
    values = {p.name: p.value for p in first.clips["m"].parameters}
    assert values, "something can be set"
    for parameter in first.clips["m"].parameters:
        assert parameter.name.startswith(f"{verb.replace(' ', '_')}_a.")
        if not isinstance(parameter.value, bool):
            assert parameter.minimum <= parameter.value <= parameter.maximum, parameter.name
        assert parameter.description
    again = play(scene, places, [does("a", "m", verb, target)], chosen={"m": values})
    assert len(again.clips["m"].root_translations) == len(first.clips["m"].root_translations)
    # values are told to four digits
    assert np.abs(again.clips["m"].joint_rotations - first.clips["m"].joint_rotations).max() < 2e-3


@settings(max_examples=12, deadline=None)
@given(
    verb=st.sampled_from(["walk", "jump", "kick", "wave", "dance", "pick up"]), share=st.floats(0.0, 1.0),
    seed=st.integers(0, 5),
)  # fmt: skip
def test_any_value_within_its_range_makes_a_sound_clip(verb: str, share: float, seed: int) -> None:
    scene, places = [person("m"), ball("b")], {"m": at(0, 0), "b": at(0.15, -0.45)}
    plain = play(scene, places, [does("a", "m", verb, "b")])
    rng = np.random.default_rng(seed)
    values = {
        p.name: bool(rng.integers(2)) if isinstance(p.value, bool)
        else float(p.minimum + share * rng.uniform() * (p.maximum - p.minimum))
        for p in plain.clips["m"].parameters
    }  # fmt: skip
    figure = Figure(play(scene, places, [does("a", "m", verb, "b")], chosen={"m": values}), "m")
    assert np.isfinite(figure.clip.joint_rotations).all()
    assert min(figure.sole("L").min(), figure.sole("R").min()) > -0.004


def test_names_are_found_by_every_spelling() -> None:
    known = [
        Parameter(name="walk_a1.speed_m_s", value=1.28, minimum=0.3, maximum=6.0),
        Parameter(name="wave_a2.left", value=False),
    ]
    for said in ("speed", "speed_m_s", "walk.speed", "walk_a1.speed", "walk_a1.speed_m_s"):
        assert full_names([(said, "1.4")], known) == {"walk_a1.speed_m_s": 1.4}
    assert full_names([("left", "yes")], known) == {"wave_a2.left": True}
    for said, text, told in (("pace", "2", "speed"), ("speed", "9", "0.3 to 6"), ("speed", "fast", "0.3 to 6"),
                             ("left", "2", "yes or no")):  # fmt: skip
        with pytest.raises(InvalidRequestError) as error:
            full_names([(said, text)], known)
        assert told in f"{error.value.message} {error.value.hint}"
