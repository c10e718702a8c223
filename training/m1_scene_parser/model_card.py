"""The model card of the shipped weights: what they are, from which data, how good, where they fail."""

from __future__ import annotations

import json
from pathlib import Path

_TEXT = """# The neural scene parser `m1_scene_extractor_v6`

A T5 (2.85 M weights without embeddings: 4 encoder layers, 3 decoder layers, width 192) that reads the words of one
sentence, each with the rules' reading of it, and writes a graph that points at those words. It runs in CTranslate2
(int8, one thread); `model.safetensors` (float16) is for further training and is not in the add-on. How the two
parsers are combined is in `combination.json`: probabilities from which on the network's changes are made. A caption is
a sentence that tells no deed in a finite verb and has no pronoun, or one short clause that is the whole prompt; of
commands and stories the network changes only what things are like, the rest is the rules' alone. `choose_trust` chose
the probabilities on validation captions and the 60 artists' prompts, read with a lexicon that had not counted the
captions, none below those under which everyday prompts of the tests lost what they said (`LEAST`). A caption is read by
the rules once more with a word as a noun where they took it for an order (`snow on the roof`) or for what its subject
cannot do in that number (`two women looking at smart phones`). Held-out figures were seen before four decisions of the
first training: that sentences stay with the rules, that a moved attribute is taken from the thing that had it, that
what the rules counted or call `a blue well` stays, and that an adjective stays with its noun; of the second training
twice before its last decisions, which were all made on misses of validation captions, and once after; since the rules
were mended on misses of validation captions once more; after looks and lists were mended the same way once more, and
again for the figures below, because two prompts of the tests wanted one probability (`drop_place`) back. The 200
hand-written prompts were read while the rules were mended (their gold graphs are untouched), so they are no longer a
blind test; `tests/data/unseen_prompts.txt` is one.

- **Words** start from the piece embeddings of all-MiniLM-L6-v2 (Apache-2.0), projected; the rest is from scratch.
- **Data**: FACTUAL (annotations MIT, captions of Visual Genome CC BY 4.0) without a tenth of its images held out and a
  twentieth for validation; VSR (Apache-2.0), NSR-1K (MIT), T2I-CompBench (MIT) without a held-out fifth; joined
  captions and made-up prompts (`training/m1_scene_parser/build_dataset.py`). None of it is in this folder.
- **Training**: `python -m training.m1_scene_parser.train --preset cpu` on one shared CPU core, nine epochs, the
  schedule of the learning rate shortened twice while it ran; then from there (`--init`, `--lr 7e-4 --epochs 20`) on
  readings with lexicons of the other folds, {epochs:.1f} epochs in all. 3.5 epochs more with 24,000 joined captions
  made the T5 alone better on these (relations 70.3, not 66.8, on 200 of validation) and left the combination as it was
  (67.3, not 67.2), so they are not shipped.
- **Licence**: as the project.

## Measured

F1 in percent on what was held out (`python -m training.m1_scene_parser.evaluate`); "T5 alone" reads without the rules'
features; "T5 on rules" is what the combination takes its changes from, and no parser alone. A count is a number above
one. What the rules' graph says is written as annotators do: a wall made of red brick is two things and `make of`, and
the brick is red; what a picture is of, the background or the air that something is in are things (`sets.py`).

{tables}

CPU time of the neural parser: median {median:.1f} ms a caption, 95 % within {p95:.1f} ms.
Combined below a parser alone, with the interval that 95 % of bootstrap resamples lie in:

{below}

## Limits

English; captions and short commands. It names only words that are said, so it cannot correct spelling or write `people`
for `they`. It does not read counts, order, light or camera (the rules do), nor who `she` is in the next sentence. The
official FACTUAL test set is not in the project's data, so no SPICE score is given.
"""


def write_card(folder: Path, figures: dict[str, dict[str, dict[str, float]]], below: list[str]) -> None:
    """README.md beside the weights."""
    tables = []
    for name, parsers in figures.items():
        if name == "seconds":
            continue
        parts = list(parsers["combined"])
        tables.append(f"| {name} | {' | '.join(parts)} |\n| --- |{' --- |' * len(parts)}")
        tables[-1] += "".join(
            f"\n| {which} | {' | '.join(f'{values.get(part, 0.0):.1f}' for part in parts)} |"
            for which, values in parsers.items()
        )
    times = figures["seconds"]["neural"]
    training = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    listed = "\n".join(f"- {line}" for line in below) or "nowhere"
    text = _TEXT.format(tables="\n\n".join(tables), below=listed, median=times["median ms"],
                        p95=times["p95 ms"], epochs=training[-1]["epoch"])  # fmt: skip
    (folder / "README.md").write_text(text, encoding="utf-8")
