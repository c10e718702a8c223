"""What hides what: the boxes that a line of sight passes, against every box tried by itself."""

from __future__ import annotations

import numpy as np

from backend.m2_layout_planner.sight import Blocks


def passes(blocks: Blocks, box: int, eye: np.ndarray, point: np.ndarray) -> bool:
    """Whether one of many steps from the eye to the point lies in a box."""
    steps = eye + np.linspace(0.021, 0.969, 4001)[:, None] * (point - eye)
    x, y, heading = blocks.poses[box]
    cos, sin = np.cos(heading), np.sin(heading)
    delta = steps[:, :2] - (x, y)
    local = np.column_stack([delta @ [cos, sin], delta @ [-sin, cos], steps[:, 2]])
    return bool(np.any(np.all((local > blocks.low[box]) & (local < blocks.high[box]), axis=1)))


def test_a_point_is_hidden_by_the_boxes_before_it_and_by_no_other() -> None:
    rng = np.random.default_rng(5)
    count = 40
    half = rng.uniform(0.1, 0.9, (count, 2))
    middle = rng.uniform(-0.4, 0.4, (count, 2))  # boxes need not lie about the origin of their frame
    bottom = rng.uniform(0.0, 1.0, count)
    blocks = Blocks(
        owners=tuple(f"box_{k // 2}" for k in range(count)),
        poses=np.column_stack([rng.uniform(-6.0, 6.0, (count, 2)), rng.uniform(-3.0, 3.0, count)]),
        low=np.column_stack([middle - half, bottom]),
        high=np.column_stack([middle + half, bottom + rng.uniform(0.2, 1.5, count)]),
    )
    eye, points = np.array([0.5, -9.0, 1.5]), rng.uniform([-6, -6, 0.2], [6, 6, 1.8], (20, 3, 3))
    leave_out = [(f"box_{k}", f"box_{k + 1}") for k in range(20)]
    found = blocks.hide_each(eye, points, leave_out)
    for row in range(20):
        for k in range(3):
            before = [blocks.owners[b] for b in range(count) if passes(blocks, b, eye, points[row, k])]
            assert found[row, k] == bool(set(before) - set(leave_out[row])), (row, k)
    assert 0.2 < found.mean() < 0.9
    assert np.array_equal(blocks.hide(eye, points[3], leave_out[3]), found[3])
