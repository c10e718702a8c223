"""Skating, brushing one's teeth, cutting somebody's hair."""

from __future__ import annotations

import numpy as np

from backend.m3_assets.assemble import assemble
from backend.m3_assets.catalogue import category
from tests.m4_motion.scenes import Figure, at, chair, does, person, play, way


def test_a_skater_glides_over_one_foot_while_the_other_pushes_out() -> None:
    motion = play([person("m")], {"m": at(-4, 0, 0, 0.5 * np.pi)}, [does("a", "m", "ice skate")],
                  [way("m", "a", [(-4, 0), (4, 0)], 0.5 * np.pi, 0.5 * np.pi)])  # fmt: skip
    figure = Figure(motion, "m")
    hips, left, right = figure.of("hips"), figure.of("foot.L"), figure.of("foot.R")
    assert hips[-1, 0] - hips[0, 0] > 7.0
    apart = {"L": np.abs(left - hips)[:, 1], "R": np.abs(right - hips)[:, 1]}
    leg = figure.body.leg
    assert min(apart["L"].max(), apart["R"].max()) > 0.35 * leg  # each foot pushes
    assert np.minimum(apart["L"], apart["R"]).max() < 0.25 * leg  # one is always below the body
    middle = slice(len(hips) // 4, len(hips) // 2)
    slowest = min(np.diff(foot[middle, 0]).min() * 24.0 for foot in (left, right))
    assert slowest > 0.0  # neither foot is ever set down as in a step: both go on


def test_the_bristles_are_at_the_mouth() -> None:
    brush = assemble(category("toothbrush"), {p.name: p.value for p in category("toothbrush").parameters}, "b",
                     "toothbrush")  # fmt: skip
    motion = play([person("m"), brush], {"m": at(0, 0), "b": at(1, 0)}, [does("a", "m", "brush teeth", "b")])
    figure = Figure(motion, "m")
    span = slice(30, 90)
    hand = min((figure.of("hand.L")[span], figure.of("hand.R")[span]), key=lambda h: -float(h[:, 2].mean()))
    eyes = 0.5 * (figure.of("eye.L") + figure.of("eye.R"))[span]
    below_m = eyes[:, 2] - hand[:, 2]
    assert 0.0 < below_m.mean() < 0.16
    assert np.ptp(hand, axis=0).max() > 0.02  # to and fro


def test_hair_is_cut_at_the_head_of_who_sits() -> None:
    motion = play([person("m"), person("b"), chair("c")], {"m": at(0, -0.6), "c": at(0, 0), "b": at(0.7, 0)},
                  [does("s", "m", "sit", "c"), does("a", "b", "cut", "m", after="s")])  # fmt: skip
    client, barber = Figure(motion, "m"), Figure(motion, "b")
    highest = max(float(barber.of(f"hand.{side}")[:, 2].max()) for side in "LR")
    assert highest > client.of("neck")[-1, 2]
    assert barber.of("hips")[:, 2].min() > 0.75 * barber.of("hips")[0, 2]  # no crouching at the feet
