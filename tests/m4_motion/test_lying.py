"""What one lies on: the bed that one has come to, and then one goes on lying there."""

from __future__ import annotations

import numpy as np

from .scenes import Figure, at, does, person, place, play, thing, way


def bed_scene(*deeds: str) -> Figure:
    bed = thing("b", "bed", (1.6, 2.0, 0.5), place("sit_at", 0.6, 0, 0.5, (0.4, 0.4, 0)),
                place("lie_at", 0, 0, 0.5, (0.8, 1.9, 0)))  # fmt: skip
    actions = [does("w", "m", "walk", "b"), does("l", "m", "lie down", after="w")]
    actions += [does(f"d{i}", "m", deed, after=actions[-1].id) for i, deed in enumerate(deeds)]
    return Figure(
        play([person("m"), bed], {"m": at(3.5, 0), "b": at(0, 0)}, actions,
             [way("m", "w", [(3.5, 0), (1.25, 0)], -np.pi / 2, np.pi / 2)]), "m",
    )  # fmt: skip


def test_who_has_come_to_a_bed_lies_on_it() -> None:
    figure = bed_scene()
    end = figure.positions[-1]
    assert 0.5 < figure.of("hips")[-1, 2] < 0.7
    assert end[:, 2].min() > 0.48  # all of the body is on it
    assert np.abs(figure.of("hips")[-1, :2]).max() < 0.5


def test_who_lies_and_sleeps_stays_where_he_is() -> None:
    lying = len(bed_scene().clip.root_translations)
    figure = bed_scene("sleep")
    after = figure.of("hips")[lying - 15 :]
    assert len(after) > 48
    assert np.ptp(after, axis=0).max() < 0.02
