"""Captions with graphs from a user's own copy of Visual Genome (Krishna et al. 2017, CC BY 4.0).

The folder holds `region_graphs.json` (regions with their phrase, objects and relationships) and, for colours and
materials, `attributes.json`, as published. The files have gigabytes, so one image at a time is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.m1_scene_parser.lexicon import Lexicon
from backend.m1_scene_parser.tokens import guess_verb_lemma, singular, verb_forms

from .dataset import is_held_out

CHUNK = 1 << 20


def read_visual_genome(folder: Path, lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    """Rows in the shape of FACTUAL's, without the held-out images; raises SystemExit where the file is missing."""
    regions = folder / "region_graphs.json"
    if not regions.is_file():
        raise SystemExit(f"{regions} is missing; it is in region_graphs.json.zip of Visual Genome 1.2 or later.")
    described: dict[int, list[str]] = {}
    if (folder / "attributes.json").is_file():
        for image in read_array(folder / "attributes.json"):
            for thing in image["attributes"]:
                described[thing["object_id"]] = thing.get("attributes") or []
    for image in read_array(regions):
        if not is_held_out(image["image_id"]):
            for region in image["regions"]:
                yield _row(region, image["image_id"], described, lexicon)


def _row(region: dict[str, Any], image_id: int, described: dict[int, list[str]], lexicon: Lexicon) -> dict[str, Any]:
    phrase = region["phrase"].lower()
    said = phrase.split()
    entities = []
    for thing in region["objects"]:
        name = (thing.get("name") or thing["names"][0]).lower()
        values = [value.lower() for value in described.get(thing["object_id"], ()) if value.lower() in said]
        entities.append({
            "id": thing["object_id"], "name": name, "lemma": singular(name, lexicon), "count": None,
            "attributes": [{"value": value} for value in dict.fromkeys(values)],
        })  # fmt: skip
    relations = [
        {"subject": r["subject_id"], "object": r["object_id"], "predicate": _lemmas(r["predicate"], lexicon)}
        for r in region["relationships"]
    ]
    return {"text": phrase, "source": "Visual Genome", "image_id": image_id, "entities": entities,
            "relations": relations}  # fmt: skip


def _lemmas(predicate: str, lexicon: Lexicon) -> str:
    """`wearing a` → `wear`, `is ON` → `on`."""
    words = []
    for word in predicate.lower().split():
        lemma, form = verb_forms(word, lexicon)
        if word in ("a", "an", "the", "is", "are"):
            continue
        words.append(lemma if lemma and form != "base" else guess_verb_lemma(word) if word.endswith("ing") else word)
    return " ".join(words)


def read_array(path: Path) -> Iterator[Any]:
    """The items of a JSON array, one at a time."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8") as file:
        text, started = "", False
        while chunk := file.read(CHUNK):
            text += chunk
            if not started:
                text, started = text.lstrip().removeprefix("["), True
            while True:
                text = text.lstrip().removeprefix(",").lstrip()
                try:
                    item, end = decoder.raw_decode(text)
                except json.JSONDecodeError:
                    break  # not all of it is read yet, or the array ends
                yield item
                text = text[end:]
        if text.strip() != "]":
            raise SystemExit(f"{path} ends in the middle of an item.")
