"""Write `blender_assets/lexicon/counted.json` and `colors.json` from FACTUAL's word counts and the colour lists.

    python -m training.m1_scene_parser.build_lexicon [--data ../shared/data/scene]

Words of held-out images are not counted. What is shipped is a list of words with counts, no caption.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from backend.m1_scene_parser.lexicon import ATTRIBUTE_TYPES

from .dataset import SCENE_DATA, read_factual

TARGET = Path(__file__).resolve().parents[2] / "blender_assets" / "lexicon"


def count_words(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Nouns, compounds, verbs and adjectives of annotated captions."""
    nouns: Counter[str] = Counter()
    compounds: Counter[str] = Counter()
    verbs: Counter[str] = Counter()
    adjectives: Counter[str] = Counter()
    for row in rows:
        for entity in row["entities"]:
            lemma = entity["lemma"]
            (compounds if " " in lemma else nouns)[lemma] += 1
            for attribute in entity["attributes"]:
                if " " not in attribute["value"]:
                    adjectives[attribute["value"]] += 1
        for relation in row["relations"]:
            if relation["type"] == "action" and " " not in relation["verb"]:
                verbs[relation["verb"]] += 1
    return {
        "about": "Counted in FACTUAL (MIT) over Visual Genome captions (CC BY 4.0); see NOTICE.",
        "nouns": _most(nouns, 2),
        "compounds": sorted(_most(compounds, 3)),
        "verbs": _most(verbs, 2),
        "adjectives": _most(adjectives, 2),
    }


def _most(counter: Counter[str], least: int) -> dict[str, int]:
    kept = {word: count for word, count in counter.items() if count >= least and word.replace(" ", "").isalpha()}
    return dict(sorted(kept.items(), key=lambda item: (-item[1], item[0])))


def read_colors(folder: Path) -> dict[str, str]:
    """Name -> #rrggbb; CSS before Crayola before xkcd where names repeat."""
    colors: dict[str, str] = {}
    with (folder / "colors.csv").open(newline="", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: {"css": 0, "crayola": 1}.get(row["list"].lower(), 2))
    for row in rows:
        name = row["name"].lower().strip()
        if name.replace(" ", "").replace("-", "").replace("'", "").isalpha():
            colors.setdefault(name, row["hex"].lower())
    return dict(sorted(colors.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SCENE_DATA)
    folder = parser.parse_args().data
    TARGET.mkdir(parents=True, exist_ok=True)
    counted = count_words(read_factual(held_out=False, folder=folder))
    colors = {"about": "dariusk/corpora (CC0): xkcd survey, CSS and Crayola names.", "colors": read_colors(folder)}
    for name, content in (("counted", counted), ("colors", colors)):
        (TARGET / f"{name}.json").write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(ATTRIBUTE_TYPES)} attribute types;", {k: len(v) for k, v in counted.items() if k != "about"})


if __name__ == "__main__":
    main()
