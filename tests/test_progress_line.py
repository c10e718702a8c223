"""Progress on standard error, in a log."""

from __future__ import annotations

import pytest

from backend.cli import progress_line
from backend.cli.progress_line import ProgressLine


def test_a_log_tells_every_item_and_then_what_is_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = 0.0
    monkeypatch.setattr(progress_line.time, "monotonic", lambda: now_s)
    line = ProgressLine()
    for name, seconds in line.through(dict.fromkeys(("cup", "chair", "car", "tree"), 20.0), "building"):
        assert name in ("cup", "chair", "car", "tree")
        now_s += seconds
    assert capsys.readouterr().err.splitlines() == [
        "  0 %  building 1 of 4, cup",
        " 25 %  building 2 of 4, chair (about 60 s left)",
        " 50 %  building 3 of 4, car (about 40 s left)",
        " 75 %  building 4 of 4, tree (about 20 s left)",
    ]


def test_a_log_of_what_takes_long_gets_a_line_every_few_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s = 0.0
    monkeypatch.setattr(progress_line.time, "monotonic", lambda: now_s)
    line = ProgressLine()
    for number in range(200):
        line(number / 200, f"picture {number}")
        now_s += 1.0
    lines = capsys.readouterr().err.splitlines()
    assert 30 < len(lines) < 60
    assert lines[-1].endswith("left)")
