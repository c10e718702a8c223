"""Where the motion of an action comes from: library clip, clip denoised in part, generator, or the motion program.

Motion programs know about fifty verbs, obey every wish of the scene and stay editable, so they keep what they know. A
learned source is taken where it is surer: a library clip whose caption says just this, or anything near where no
program knows the verb at all. How sure the generator may be is what its evaluation measured (`reliability` in
`router.json` beside its weights).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np

from ..protocol.errors import InvalidRequestError, ResourceError
from .learned.calibrator import Calibrator
from .learned.generator import Encode, Generator
from .learned.joints import JointMotion
from .learned.library import LibraryClip, Match, MotionLibrary
from .learned.projection import Bools, project
from .learned.weights import read_json, weights_folder

Source = Literal["program", "retrieval", "edited retrieval", "generator"]
LIBRARIES = "SCENELOOM_MOTION_LIBRARIES"
"""environment variable: folders of clips, separated as in PATH"""
PROGRAM_CONFIDENCE = 0.9
SAYS_IT, SAYS_NEARLY = 0.92, 0.70
"""similarities from which a clip is what was asked for, and near enough to be made into it"""
_KNOWN_ENOUGH = 0.60
"""how near a caption of the training must be for the generator to know what is meant"""
_EDIT_STRENGTH = 0.5
_ALIKE = 0.03
"""clips so near to the best one take turns with the seed"""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which source, how sure, and what else there was."""

    source: Source
    confidence: float
    text: str
    match: Match | None = None
    nearest: tuple[tuple[str, float], ...] = ()
    """captions and similarities, of the library and of what the generator was trained on"""
    confidences: dict[Source, float] = field(default_factory=dict)
    """of every source that there is"""


class MotionRouter:
    """Libraries and networks, each loaded when it is first asked for."""

    def __init__(self, encode: Encode, folders: Sequence[Path] = (), only: Source | None = None) -> None:
        self._encode, self.folders, self.only = encode, tuple(folders), only

    @classmethod
    def from_environment(cls, encode: Encode, folders: Sequence[Path] = (), only: Source | None = None) -> MotionRouter:
        """With the libraries that the environment names, after those given."""
        named = os.environ.get(LIBRARIES, "")
        return cls(encode, [*folders, *(Path(folder) for folder in named.split(os.pathsep) if folder)], only)

    @cached_property
    def library(self) -> MotionLibrary | None:
        return MotionLibrary.load(self.folders, self._encode) if self.folders else None

    @cached_property
    def generator(self) -> Generator | None:
        """None where this copy of the program ships none; a broken one is an error."""
        return Generator.load(self._encode) if is_shipped("motion_ssm") else None

    @cached_property
    def calibrator(self) -> Calibrator | None:
        return Calibrator.load() if is_shipped("physics_ssm") else None

    @cached_property
    def _known(self) -> tuple[list[str], np.ndarray, float]:
        """Captions of the generator's training, their embeddings, and its measured reliability."""
        folder = weights_folder("motion_ssm")
        arrays = np.load(folder / "captions.npz")
        reliability = float(read_json(folder / "router.json")["reliability"])
        return arrays["captions"].tolist(), arrays["embeddings"].astype(np.float32), reliability

    def choose(self, text: str, knows_program: bool, rng: np.random.Generator) -> Choice:
        """The surest source for a sentence about one person."""
        confidences: dict[Source, float] = {"program": PROGRAM_CONFIDENCE if knows_program else 0.0}
        nearest: list[tuple[str, float]] = []
        match = None
        if self.library is not None:
            found = self.library.search(text)
            nearest += [(match.caption, match.similarity) for match in found]
            alike = [m for m in found if m.similarity > found[0].similarity - _ALIKE]
            match = alike[int(rng.integers(len(alike)))]
            confidences["retrieval"] = _retrieval_confidence(found[0].similarity)
            if self._may_generate:
                confidences["edited retrieval"] = _edit_confidence(found[0].similarity, self._known[2])
        if self._may_generate:
            captions, embeddings, reliability = self._known
            scores = embeddings @ self._encode([text])[0]
            best = np.argsort(-scores)[:3]
            nearest += [(captions[i], float(scores[i])) for i in best]
            confidences["generator"] = reliability * _share(float(scores[best[0]]), _KNOWN_ENOUGH, 0.85)
        if self.only == "generator" and not self._may_generate:
            weights_folder("motion_ssm")  # says which file is missing
        if self.only is not None and self.only not in confidences:
            raise InvalidRequestError(
                f"There is no source “{self.only}” here.",
                hint="A library is named with --library; the generator needs its weights.",
            )
        source: Source = max(confidences, key=lambda name: confidences[name])
        if self.only is not None:
            source = self.only
        elif confidences[source] <= 0.0:
            source = "program"
        return Choice(source=source, confidence=confidences[source], text=text,
                      match=match if source in ("retrieval", "edited retrieval") else None,
                      nearest=tuple(nearest), confidences=confidences)  # fmt: skip

    @property
    def _may_generate(self) -> bool:
        return is_shipped("motion_ssm")

    def motion(self, choice: Choice, seconds: float | None, rng: np.random.Generator,
               fit: Callable[[LibraryClip, float | None], JointMotion]) -> JointMotion:  # fmt: skip
        """The chosen source's motion, calibrated: with its feet on the ground."""
        if choice.source == "generator":
            assert self.generator is not None
            return self._calibrated(*self.generator.generate(choice.text, seconds, rng))
        assert choice.match is not None
        motion = fit(choice.match.clip, seconds)
        if choice.source == "edited retrieval":
            assert self.generator is not None
            seconds = len(motion.root) / motion.fps
            edited = self.generator.generate(choice.text, seconds, rng, start=motion, strength=_EDIT_STRENGTH)
            return self._calibrated(*edited)
        return self._calibrated(motion)

    def _calibrated(self, motion: JointMotion, standing: Bools | None = None) -> JointMotion:
        if self.calibrator is None:
            return project(motion, standing=standing, steps=standing is not None)
        return self.calibrator.calibrate(motion, standing)


def source_of(learned: Sequence[str]) -> str:
    """What a clip says of its sources: `program`, or those that were learned."""
    return "; ".join(dict.fromkeys(learned)) or "program"


def is_shipped(name: str) -> bool:
    """Whether this copy of the program has these weights at all."""
    try:
        return weights_folder(name).is_dir()
    except ResourceError:
        return False


def _share(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0.0, 1.0))


def _retrieval_confidence(similarity: float) -> float:
    """Over the programs only where the caption says just this; over the generator, which it beats by what was measured,
    wherever it says nearly this."""
    if similarity >= SAYS_IT:
        return 0.95
    return 0.86 + 0.03 * _share(similarity, SAYS_NEARLY, SAYS_IT) if similarity >= SAYS_NEARLY else 0.0


def _edit_confidence(similarity: float, reliability: float) -> float:
    """Between both: the clip is near, and the rest is left to the generator."""
    return reliability * _share(similarity, _KNOWN_ENOUGH, SAYS_NEARLY) if similarity < SAYS_NEARLY else 0.0
