"""Scores a parsed prompt against its gold graph; how is written in tests/data/artist_prompts.md."""

from __future__ import annotations

import json
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

from backend.protocol.codec_json import description_to_json
from backend.protocol.scene import SceneDescription

GOLD = Path(__file__).resolve().parents[2] / "tests" / "data" / "artist_prompts.jsonl"
PARTS = ("entity", "attribute", "count", "relation", "action", "time", "scene")
Graph = dict[str, Any]
Facts = dict[str, set[tuple[str, ...]]]


def read_gold() -> list[Graph]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


class Scores:
    """Hits, wanted and found, summed over prompts."""

    def __init__(self) -> None:
        self.hits, self.wanted, self.found = Counter[str](), Counter[str](), Counter[str]()
        self.misses: list[str] = []

    def add(self, gold: Graph, description: SceneDescription) -> None:
        wanted, found = compare(gold, description_to_json(description))
        for part in PARTS:
            self.hits[part] += len(wanted[part] & found[part])
            self.wanted[part] += len(wanted[part])
            self.found[part] += len(found[part])
            missed, extra = sorted(wanted[part] - found[part]), sorted(found[part] - wanted[part])
            if missed or extra:
                words = [*(f"-{'|'.join(item)}" for item in missed), *(f"+{'|'.join(item)}" for item in extra)]
                self.misses.append(f"{gold['id']:16} {part:9} {'  '.join(words)}")

    def f1(self, part: str) -> float:
        """Percent."""
        return 200.0 * self.hits[part] / max(self.wanted[part] + self.found[part], 1)

    def __str__(self) -> str:
        return "  ".join(f"{part} {self.f1(part):.1f} ({self.wanted[part]})" for part in PARTS)


def compare(gold: Graph, graph: Graph) -> tuple[Facts, Facts]:
    """Wanted and found facts, in the ids of the gold graph."""
    place = _plain(gold["setting"]["place"] or "")
    ignored = {e["id"] for e in graph["entities"] if place and _plain(e["lemma"]) == place}
    names = _pair(gold, graph, ignored)
    free = {_plain(lemma) for lemma in gold.get("free", ())}
    open_ids = {key for key, name in names.items() if "?" in name and name.split("?")[0] in free}
    ignored |= open_ids
    names = {key: name for key, name in names.items() if key not in open_ids}
    if "free" in gold:
        graph = _with_targets_as_in(gold, graph, names)
    vague = set(gold["vague"])
    return _facts(gold, {e["id"]: e["id"] for e in gold["entities"]}, vague, set()), _facts(
        graph, names, vague, ignored, known={e["id"] for e in gold["entities"]}
    )


def _with_targets_as_in(gold: Graph, graph: Graph, names: dict[str, str]) -> Graph:
    """`stands by a door` is one fact, said as the deed's target or as a relation: put as the gold graph puts it."""
    wanted = {(a["actor_id"], _verb(a["verb"])): a["target_id"] for a in gold["actions"]}
    related = {(r["subject_id"], r["object_id"]) for r in gold["relations"]}
    actions = []
    for action in graph["actions"]:
        actor, target = names.get(action["actor_id"], ""), action["target_id"]
        aim = wanted.get((actor, _verb(action["verb"])), "")
        if target is None and aim:
            places = [r["object_id"] for r in graph["relations"] if r["subject_id"] == action["actor_id"]]
            target = next((place for place in places if names.get(place) == aim), None)
        elif aim is None and (actor, names.get(target or "")) in related:
            target = None
        actions.append(action | {"target_id": target})
    return graph | {"actions": actions}


def _plain(text: str) -> str:
    return text.lower().replace(" ", "").replace("-", "").replace("_", "")


def _pair(gold: Graph, graph: Graph, ignored: set[str]) -> dict[str, str]:
    """Parsed id -> gold id, or `lemma?n` where gold has none; equal lemmas are paired so that most is right."""
    wanted: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    for entity in gold["entities"]:
        wanted.setdefault(_plain(entity["lemma"]), []).append(entity["id"])
    for entity in graph["entities"]:
        if entity["id"] not in ignored:
            found.setdefault(_plain(entity["lemma"]), []).append(entity["id"])
    names: dict[str, str] = {}
    gold_signs, graph_signs = _signs(gold), _signs(graph)
    for lemma, ids in found.items():
        places = [*wanted.get(lemma, ()), *(f"{lemma}?{n}" for n in range(len(ids)))][: max(len(ids), 4)]
        best = max(
            permutations(places, len(ids)) if len(ids) <= 4 else [tuple(places[: len(ids)])],
            key=lambda order: sum(
                1 + len(gold_signs[a] & graph_signs[b]) for a, b in zip(order, ids, strict=True) if a in gold_signs
            ),
        )
        names.update(zip(ids, best, strict=True))
    return names


def _signs(graph: Graph) -> dict[str, set[tuple[str, ...]]]:
    """What tells entities of one lemma apart."""
    lemma = {e["id"]: _plain(e["lemma"]) for e in graph["entities"]}
    signs = {e["id"]: {("is", a["value"]) for a in e["attributes"]} | {("count", str(e["count"]))}
             for e in graph["entities"]}  # fmt: skip
    for action in graph["actions"]:
        signs[action["actor_id"]].add(("does", _verb(action["verb"])))
        if action["target_id"]:
            signs[action["target_id"]].add(("undergoes", _verb(action["verb"])))
    for relation in graph["relations"]:
        signs[relation["subject_id"]].add((_predicate(relation), lemma[relation["object_id"]]))
        signs[relation["object_id"]].add((lemma[relation["subject_id"]], _predicate(relation)))
    return signs


def _verb(verb: str) -> str:
    return verb.split()[0]


def _predicate(relation: Graph) -> str:
    """The canonical spatial relation; `have` for parts and clothes; else the verb and its last word."""
    if relation["spatial"]:
        return str(relation["spatial"])
    words = relation["predicate"].split()
    if relation["predicate"] in ("with", "have", "wear", "in", "dress in", "of"):
        return "have"
    return words[0] if len(words) == 1 else f"{words[0]} {words[-1]}".replace("onto", "on").replace("into", "in")


def _facts(
    graph: Graph, names: dict[str, str], vague: set[str], ignored: set[str], known: set[str] | None = None
) -> Facts:
    facts: Facts = {part: set() for part in PARTS}
    for entity in graph["entities"]:
        if entity["id"] in ignored:
            continue
        name = names[entity["id"]]
        facts["entity"].add((name,))
        facts["attribute"] |= {(name, a["value"]) for a in entity["attributes"]}
        if entity["count"] > 1 and name not in vague:
            facts["count"].add((name, str(entity["count"])))
    deeds: dict[str, tuple[str, ...]] = {}
    for action in graph["actions"]:
        if action["actor_id"] not in ignored:
            target = names.get(action["target_id"] or "", "")
            deeds[action["id"]] = (names[action["actor_id"]], _verb(action["verb"]), target)
    facts["action"] |= set(deeds.values())
    for action in graph["actions"]:
        if action["id"] not in deeds:
            continue
        for key in ("after", "during"):
            if action[key] in deeds:
                facts["time"].add((*deeds[action["id"]][:2], key, *deeds[action[key]][:2]))
        if action["duration_s"]:
            facts["time"].add((*deeds[action["id"]][:2], "for", f"{action['duration_s']:g}"))
    aimed = {(deed[0], deed[2]) for deed in deeds.values()}
    for relation in graph["relations"]:
        if not {relation["subject_id"], relation["object_id"]} & ignored:
            subject, target = names[relation["subject_id"]], names[relation["object_id"]]
            if (subject, target) in aimed:
                continue
            predicate = _predicate(relation)
            facts["relation"].add((target, "in", subject) if predicate == "contains" else (subject, predicate, target))
    _scene(graph, facts, {_plain(e["lemma"]) for e in graph["entities"]})
    return facts


def _scene(graph: Graph, facts: Facts, lemmas: set[str]) -> None:
    place = graph["setting"]["place"]
    if place and (_plain(place) not in lemmas):
        facts["scene"].add(("place", _plain(place)))
        facts["scene"].add(("indoor", str(graph["setting"]["indoor"])))
    for key in ("time_of_day", "weather", "mood"):
        if graph["lighting"][key]:
            facts["scene"].add((key, graph["lighting"][key]))
    for key in ("size", "movement", "angle"):
        if graph["shot"].get(key):
            facts["scene"].add((key, graph["shot"][key]))
    if graph["duration_s"]:
        facts["scene"].add(("duration", f"{graph['duration_s']:g}"))
    facts["scene"] |= {("no", _plain(lemma)) for lemma in graph["excluded"]}
