"""The model card of the shipped weights: what they are, from which data, how good, where they fail."""

from __future__ import annotations

import json
from pathlib import Path

_TEXT = """# The neural scene parser `m1_scene_extractor_v6`

A T5 (2.85 M weights without embeddings: 4 encoder layers, 3 decoder layers, width 192) that reads the words of one
sentence, each with the rules' reading of it, and writes a graph that points at those words. It runs in CTranslate2
(int8, one thread); `model.safetensors` (float16) is for further training and is not in the add-on. How the two parsers
are combined is in `combination.json`: thresholds chosen on validation captions, in several passes from starting points
set by hand. Two decisions were taken after held-out figures were seen: that nothing adds attributes (made-up prompts
and counts fell below the rules), and that full sentences stay with the rules (hand-written prompts). So the combined
figures of those sets, and of FACTUAL's attributes, are not untouched ones.

- **Words** start from the piece embeddings of all-MiniLM-L6-v2 (Apache-2.0), projected; the rest is from scratch.
- **Data**: FACTUAL (annotations MIT, captions of Visual Genome CC BY 4.0) without a tenth of its images held out and a
  twentieth for validation; VSR (Apache-2.0), NSR-1K (MIT), T2I-CompBench (MIT) without a held-out fifth; joined
  captions and made-up prompts (`training/m1_scene_parser/build_dataset.py`). None of it is in this folder.
- **Training**: `python -m training.m1_scene_parser.train --preset cpu`, {epochs:.1f} epochs on one shared CPU
  core; the learning rate's schedule was shortened twice while it ran.
- **Licence**: as the project.

## Measured

F1 in percent on what was held out (`python -m training.m1_scene_parser.evaluate`); "T5 alone" reads without the rules'
features.

{tables}

CPU time of the neural parser: median {median:.1f} ms a caption, 95 % within {p95:.1f} ms.
Combined below a parser alone: {below}.

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
    text = _TEXT.format(tables="\n\n".join(tables), below="; ".join(below) or "nowhere", median=times["median ms"],
                        p95=times["p95 ms"], epochs=training[-1]["epoch"])  # fmt: skip
    (folder / "README.md").write_text(text, encoding="utf-8")
