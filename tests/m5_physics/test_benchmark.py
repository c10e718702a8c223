"""The benchmark prints a table and judges it; small here, in full by `sceneloom bench physics`."""

from __future__ import annotations

import pytest

from backend.m5_physics import benchmark


def test_a_pile_comes_down(monkeypatch: pytest.MonkeyPatch) -> None:
    small, few = benchmark.pile, benchmark.random_scenes
    monkeypatch.setattr(benchmark, "pile", lambda engine, **_: small(engine, num_bodies=8, seconds=1.0))
    monkeypatch.setattr(benchmark, "random_scenes", lambda engine, **_: few(engine, count=3))
    lines: list[str] = []
    assert benchmark.run(lines.append)
    assert len(lines) == 9
    assert "MISSED" not in "".join(lines)
