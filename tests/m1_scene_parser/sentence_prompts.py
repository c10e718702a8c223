"""Reads tests/data/multi_sentence_prompts.txt and unseen_prompts.txt as gold graphs; multi_sentence_prompts.md says how
they are written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from backend.m1_scene_parser.lexicon import load_lexicon
from training.m1_scene_parser.prompt_judge import Graph

DATA = Path(__file__).resolve().parents[1] / "data"
SEEN = DATA / "multi_sentence_prompts.txt"
UNSEEN = DATA / "unseen_prompts.txt"
_NAME = re.compile(r"(?:(some|\d+) )?(\S+?)(\.\d)?(?: \((.*)\))?")


def read_sentence_prompts(file: Path = SEEN) -> list[Graph]:
    """One gold graph for each prompt, in the shape that `prompt_judge.compare` takes, plus `free`: lemmas that may
    be there or not."""
    blocks = file.read_text(encoding="utf-8").strip().split("\n\n")
    return [_graph(number, block.splitlines()) for number, block in enumerate(blocks, 1)]


def _graph(number: int, lines: list[str]) -> Graph:
    fields = {key: [part.strip() for part in rest.split(";") if part.strip()] for line in lines[1:]
              for key, _, rest in [line.partition(":")]}  # fmt: skip
    graph: dict[str, Any] = {
        "id": f"s{number}", "prompt": lines[0], "duration_s": None, "setting": {"place": None, "indoor": False},
        "lighting": {"time_of_day": None, "weather": None, "mood": None}, "shot": {}, "excluded": fields.get("no", []),
        "entities": [], "relations": [], "actions": [], "vague": [],
        "free": [name.strip() for part in fields.get("free", []) for name in part.split(",")],
    }  # fmt: skip
    if fields.get("place"):
        graph["setting"]["place"] = fields["place"][0]
    for part in fields["things"]:
        match = _NAME.fullmatch(part)
        assert match, f"{lines[0]}: {part}"
        count, lemma, index, attributes = match.groups()
        name = lemma + (index or "")
        if count == "some":
            graph["vague"].append(name)
        graph["entities"].append({
            "id": name, "lemma": lemma.replace("_", " "), "count": 2 if count == "some" else int(count or 1),
            "attributes": [{"type": "", "value": value} for value in (attributes or "").split()],
        })  # fmt: skip
    known = {entity["id"] for entity in graph["entities"]}
    spatial = {*load_lexicon().maps["spatial"], "hanging_from", "attached_to"}
    for index, part in enumerate(fields.get("does", [])):
        actor, verb, *target = part.split()
        assert {actor, *target} <= known, f"{lines[0]}: {part}"
        graph["actions"].append({"id": f"a{index}", "actor_id": actor, "verb": verb,
                                 "target_id": target[0] if target else None, "after": None, "during": None,
                                 "duration_s": None})  # fmt: skip
    for part in fields.get("relations", []):
        subject, predicate, target_id = part.split()
        assert {subject, target_id} <= known, f"{lines[0]}: {part}"
        graph["relations"].append({
            "subject_id": subject, "object_id": target_id, "predicate": predicate.replace("_", " "),
            "spatial": predicate if predicate in spatial else None,
        })  # fmt: skip
    return graph
