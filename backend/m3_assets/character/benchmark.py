"""`sceneloom bench characters`: build time, and every body in twelve poses: volumes, self-intersection, cloth."""

from __future__ import annotations

import time

import numpy as np

from .bodies import BODIES, dressed
from .deformation import joint_volumes, poking_vertices, self_intersection_m
from .poses import POSES, pose_rotations


def run() -> None:
    """Print one line per body, the worst of its poses named."""
    seconds = []
    for lemma, said, worn in BODIES:
        for seed in range(3):
            start = time.perf_counter()
            dressed(lemma, said, worn, seed)
            seconds.append(time.perf_counter() - start)
    times = 1000.0 * np.sort(seconds)
    print(f"building a dressed person: median {np.median(times):.0f} ms, slowest {times[-1]:.0f} ms")
    for lemma, said, worn in BODIES:
        asset = dressed(lemma, said, worn)
        assert asset.skeleton is not None
        worst, deepest, poking = (0.0, "", ""), (0.0, ""), (0, 0.0, "")
        for name, turns in POSES.items():
            rotations = pose_rotations(asset.skeleton, turns)
            for joint, share in joint_volumes(asset, rotations).items():
                worst = max(worst, (abs(share - 1.0), joint, name))
            deepest = max(deepest, (self_intersection_m(asset, rotations), name))
            count, out = poking_vertices(asset, rotations)
            poking = max(poking, (count, out, name))
        print(
            f"{' '.join((said, lemma, *worn)).strip()}: volume off by {100 * worst[0]:.0f} % ({worst[1]}, {worst[2]}); "
            f"into itself {1000 * deepest[0]:.1f} mm ({deepest[1]}); "
            f"through cloth {poking[0]} vertices, {1000 * poking[1]:.1f} mm ({poking[2]})"
        )
