"""What the router may take the generator to know: captions of its training with their embeddings.

Sentences of KIT-ML's annotators are not among them: their set names no licence, so their words are not passed on.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from backend.m1_scene_parser.minilm import MiniLM

from .build_dataset import SHARED, clips_of
from .sample_programs import PHRASES


def write_captions(folder: Path, data: list[Path]) -> int:
    """captions.npz: `captions` (N,) and `embeddings` (N, 384) float16; returns N."""
    quoted = annotators_sentences()
    phrases = [text.format("").strip() for verb in PHRASES.values() for _, texts in verb for text in texts]
    captions = {f"a person {phrase}." for phrase in phrases}
    for place in data:
        captions |= {text for clip in clips_of(place) if clip.kind != "program" for text in clip.captions}
    kept = sorted(captions - quoted)
    embeddings = MiniLM.load().encode(kept).astype(np.float16)
    np.savez_compressed(folder / "captions.npz", captions=np.array(kept), embeddings=embeddings)
    return len(kept)


def annotators_sentences() -> set[str]:
    """The human sentences of the project's own set."""
    found = set()
    for split in ("train", "val"):
        path = SHARED / f"clips_{split}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            found |= {text["text"].strip() for text in json.loads(line)["texts"] if text["kind"] == "human"}
    return found
