"""The same weights in plain transformers and in CTranslate2 (float32, int8): do they agree, and how long do they take.

    python -m training.m1_scene_parser.compare_runtimes [--weights FOLDER] [--captions 40]

One caption at a time, greedy, one thread, CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch
from ctranslate2 import Translator

from backend.common.word_pieces import WordPieces
from backend.m1_scene_parser.lexicon import load_lexicon
from backend.m1_scene_parser.neural_parser import MAX_TOKENS, NeuralParser
from backend.m1_scene_parser.word_features import Word

from .batches import encode
from .convert import convert
from .model import TARGET_TOKENS, PointingT5
from .reading import rules_reading
from .shipped import WEIGHTS

CAPTIONS = (
    "a man riding a brown horse on the beach", "two black cats sleep under a wooden table",
    "the wall is white and the floor is made of wood", "woman in a red dress holding an umbrella",
    "a small dog next to the tire of a parked car", "a tall glass building behind the trees",
    "three boats in the water near a pier", "a plate of food with a fork and a knife", "green leaves of a potted plant",
    "a boy wearing a blue cap throws a ball to the dog .",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--captions", type=int, default=len(CAPTIONS))
    arguments = parser.parse_args()
    for name, agree, milliseconds in compare(arguments.weights, CAPTIONS[: arguments.captions]):
        print(f"{name:24} {agree} of {arguments.captions} graphs as in transformers, {milliseconds:.2f} ms CPU each")


def compare(weights: Path, captions: tuple[str, ...]) -> list[tuple[str, int, float]]:
    """Name, captions with the very tokens of transformers, milliseconds of CPU a caption."""
    torch.set_num_threads(1)
    lexicon = load_lexicon()
    readings = [rules_reading(caption.split(), lexicon) for caption in captions]
    vocabulary = json.loads((weights / "int8" / "source_1_vocabulary.json").read_text(encoding="utf-8"))
    model = PointingT5.from_pretrained(weights, dtype=torch.float32).eval()
    pieces = WordPieces(vocabulary)

    def transformers(words: list[Word]) -> list[str]:
        columns = [list(column) for column in zip(*(word.features() for word in words), strict=True)]
        ids, features = encode([word.text for word in words], columns, pieces)
        written = model.write(torch.tensor(ids)[None], torch.tensor(features)[None], MAX_TOKENS)[0].tolist()
        return [TARGET_TOKENS[index] for index in written[1:] if TARGET_TOKENS[index] not in ("</s>", "<pad>")]

    def runtime(folder: Path, kind: str) -> Callable[[list[Word]], list[str]]:
        translator = Translator(str(folder), compute_type=kind, inter_threads=1, intra_threads=1)
        parser = NeuralParser(translator, pieces)
        options = {"beam_size": 1, "max_decoding_length": MAX_TOKENS}
        return lambda words: list(translator.translate_batch([parser.source(words)], **options)[0].hypotheses[0])

    with tempfile.TemporaryDirectory() as folder:
        convert(model, vocabulary, Path(folder), "float32")
        ways = {
            "transformers float32": transformers, "CTranslate2 float32": runtime(Path(folder), "float32"),
            "CTranslate2 int8": runtime(weights / "int8", "int8"),
        }  # fmt: skip
        results, expected = [], None
        for name, way in ways.items():
            way(readings[0])
            start = time.process_time()
            found = [way(words) for words in readings]
            took_s = time.process_time() - start
            expected = expected or found
            agree = sum(one == other for one, other in zip(found, expected, strict=True))
            results.append((name, agree, 1e3 * took_s / len(captions)))
    return results


if __name__ == "__main__":
    main()
