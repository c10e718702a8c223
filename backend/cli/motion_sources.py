"""`sceneloom bench motion-sources`: who makes the motion of forty prompts, and what a generated clip costs."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter

import numpy as np

from ..m4_motion.learned.performing import sentence_of
from ..m4_motion.learned.prompts import PROMPTS
from ..m4_motion.router import MotionRouter, is_shipped
from ..m4_motion.verbs import program_of
from ..pipeline import sentence_embeddings

SECONDS = (5, 10, 30, 60)


def run() -> None:
    """Prints a line per prompt, the share of every source, and times of the generator."""
    router, shares = MotionRouter.from_environment(sentence_embeddings), Counter[str]()
    for text in PROMPTS:
        first, *rest = text.split()
        choice = router.choose(sentence_of(text), program_of(_lemma(first))[1], np.random.default_rng(0))
        shares[choice.source] += 1
        near = f"  “{choice.nearest[0][0]}” {choice.nearest[0][1]:.2f}" if choice.nearest else ""
        print(f"{' '.join([first, *rest]):<26} {choice.source:<10} {choice.confidence:.2f}{near}")
    print("shares: " + ", ".join(f"{name} {count} of {len(PROMPTS)}" for name, count in shares.most_common()))
    if not is_shipped("motion_ssm") or router.generator is None:
        print("no generator is shipped with this copy")
        return
    for seconds in SECONDS:
        start_s = time.process_time()
        motion, _ = router.generator.generate("a person practices karate.", float(seconds), np.random.default_rng(1))
        sampled_s = time.process_time()
        if router.calibrator is not None:
            router.calibrator.calibrate(motion)
        done_s = time.process_time()
        generated_s, calibrated_s = sampled_s - start_s, done_s - sampled_s
        print(f"{seconds:3d} s clip: {generated_s:.2f} s to generate, {calibrated_s:.2f} s to calibrate (CPU)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(f"peak memory {peak:.0f} MB")


def _lemma(word: str) -> str:
    """`walks` as the table of verbs has it."""
    for ending in ("es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and program_of(stem)[1]:
            return stem
    return word
