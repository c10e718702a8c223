"""Real clips noised in part and denoised again: what the generator does to a motion, with what is right beside it.

The one distortion that cannot be written down (SDEdit, Meng et al. 2022): the generator's own trembling, floating and
sliding on a motion whose clean form is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backend.common.word_pieces import WordPieces
from backend.m1_scene_parser.minilm import MiniLM
from backend.m4_motion.learned.features import from_motion
from backend.m4_motion.learned.generator import finished
from backend.m4_motion.learned.joints import JointMotion

from . import train_motion_ssm
from .clip_store import Clip
from .sampling import TorchGenerator
from .windows import Texts

_BATCH = 32
_STRENGTHS = (0.2, 0.3, 0.4)
"""how far back to noise: beyond, the motion is another one, and its own clip no longer what is right"""


@dataclass(frozen=True, kw_only=True)
class Denoised:
    """A motion as the generator gives it, placed like the real one."""

    wrong: JointMotion
    right: JointMotion
    group: str
    """of trials"""


def load_generator(folder: Path, captions: Sequence[str]) -> TorchGenerator:
    """The denoiser of a folder; WeightsNotFoundError names the file that is missing."""
    model = train_motion_ssm.load_model(folder)
    texts = Texts(WordPieces(train_motion_ssm.read_vocabulary(folder)))
    texts.learn(captions, MiniLM.load())
    return TorchGenerator(model, texts, train_motion_ssm.read_normalisation(folder))


def denoised_windows(
    folder: Path, clips: Sequence[Clip], count: int, frames: int, rng: np.random.Generator
) -> list[Denoised]:
    """So many windows of the clips, through the denoiser of `folder`."""
    usable = [clip for clip in clips if len(clip.motion.root) > 24]
    generator = load_generator(folder, [caption for clip in usable for caption in clip.captions])
    pairs: list[Denoised] = []
    while len(pairs) < count:
        chosen = [usable[i] for i in rng.integers(len(usable), size=_BATCH)]
        real = []
        for clip in chosen:
            length = min(frames, len(clip.motion.root) - 1) // 4 * 4
            start = int(rng.integers(len(clip.motion.root) - length))
            real.append(clip.motion.cut(start, start + length + 1))
        features = [from_motion(motion) for motion in real]
        captions = [clip.captions[int(rng.integers(len(clip.captions)))] for clip in chosen]
        made = generator.features(captions, [len(own) for own in features], rng, start=features,
                                  strength=float(rng.choice(_STRENGTHS)))  # fmt: skip
        for clip, motion, own in zip(chosen, real, made, strict=True):
            wrong = finished(own)[0]
            pairs.append(Denoised(wrong=wrong, right=motion.cut(0, len(wrong.root)), group=clip.group))
    return pairs[:count]
