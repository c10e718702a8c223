"""What things usually are: size, mass, material and shape, read from `blender_assets/knowledge_base/`.

The folder's README documents the entries. A user adds or replaces entries with JSON files in
`SCENELOOM_KNOWLEDGE_BASE`, or in `sceneloom/knowledge_base` under the per-user configuration folder;
their words come first.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..protocol.errors import InvalidRequestError
from .resources import resource_path

ROLES = ("character", "prop", "structure")
FIELDS = (
    "name", "category", "role", "synonyms", "size_m", "height_range_m",
    "mass_kg", "material", "friction", "restitution", "source",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ObjectPrior:
    """One entry of the knowledge base."""

    name: str
    category: str
    """name in the catalogue of the shape that is built for it; its own name for clothing and body parts"""
    group: str
    """file it comes from: people, furniture, containers, …, animals, food, clothing, body"""
    role: str
    """character, prop or structure"""
    width_m: float
    depth_m: float
    height_m: float
    height_range_m: tuple[float, float]
    """smallest and largest usual height (10th and 90th percentile where models were measured, else ± 25 %)"""
    mass_kg: float | None
    material: str
    """empty where not known"""
    friction: float
    restitution: float
    synonyms: tuple[str, ...] = ()


def user_folder() -> Path:
    """Where a user's own entries are looked for; it need not exist."""
    named = os.environ.get("SCENELOOM_KNOWLEDGE_BASE")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "sceneloom" / "knowledge_base"


def entry_files() -> tuple[Path, ...]:
    """Every JSON file of the knowledge base, the user's first, in a fixed order."""
    own = user_folder()
    files = sorted(own.glob("*.json")) if own.is_dir() else []
    return (*files, *sorted(resource_path("knowledge_base").glob("*.json")))


def object_priors() -> dict[str, ObjectPrior]:
    """Every word (name or synonym) of the knowledge base to its entry; read again when a file changes."""
    return _read_all(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in entry_files()))


def object_prior(word: str) -> ObjectPrior | None:
    """The entry of a lemma or a category; of its last word (`garden chair` -> `chair`) if it has none; else None."""
    known = object_priors()
    words = word.lower().replace("_", " ").split()
    said = next((known[key] for i in range(len(words)) if (key := " ".join(words[i:])) in known), None)
    return said or (person_of_trade(words[-1], known) if words else None)


def person_of_trade(word: str, known: dict[str, ObjectPrior]) -> ObjectPrior | None:
    """The entry of man or woman for `doorman`, `camerawoman`: who is called after a thing that the base knows."""
    for ending in ("woman", "man"):
        if word.endswith(ending) and word.removesuffix(ending) in known:
            return known.get(ending)
    return None


@lru_cache(maxsize=4)
def _read_all(stamps: tuple[tuple[Path, int, int], ...]) -> dict[str, ObjectPrior]:
    by_word: dict[str, ObjectPrior] = {}
    by_synonym: dict[str, ObjectPrior] = {}
    for path, _, _ in stamps:
        for prior in read_entries(path):
            by_word.setdefault(prior.name, prior)
            for synonym in prior.synonyms:
                by_synonym.setdefault(synonym, prior)
    return by_synonym | by_word


def read_entries(path: Path) -> list[ObjectPrior]:
    """The entries of one file; raises InvalidRequestError naming file and line when one is wrong."""
    text = path.read_text(encoding="utf-8")
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(path, error.lineno, f"is no valid JSON: {error.msg.lower()}") from error
    if not isinstance(entries, list):
        raise _wrong(path, 1, "must hold a list of entries")
    return [_entry(path, text, number, entry) for number, entry in enumerate(entries)]


def _entry(path: Path, text: str, number: int, entry: Any) -> ObjectPrior:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
        raise _wrong(path, _line_of(text, None, number), f"entry {number + 1} needs a name")
    name = entry["name"]
    line = _line_of(text, name, number)

    def positive(key: str, values: Any, count: int) -> list[float]:
        numbers = values if isinstance(values, list) else []
        if len(numbers) != count or not all(_is_number(value) and value > 0 for value in numbers):
            raise _wrong(path, line, f"{key} of “{name}” must be {count} numbers above zero")
        return [float(value) for value in numbers]

    def number_of(key: str, default: float | None) -> float | None:
        value = entry.get(key, default)
        if value is not None and not (_is_number(value) and value >= 0):
            raise _wrong(path, line, f"{key} of “{name}” must be a number that is not negative")
        return value if value is None else float(value)

    unknown = sorted(set(entry) - set(FIELDS))
    if unknown:
        raise _wrong(path, line, f"“{name}” has the unknown field “{unknown[0]}”")
    role = entry.get("role", "prop")
    if role not in ROLES:
        raise _wrong(path, line, f"role of “{name}” must be one of {', '.join(ROLES)}")
    category, material = entry.get("category", name), entry.get("material", "")
    synonyms = entry.get("synonyms", [])
    if not isinstance(category, str) or not isinstance(material, str):
        raise _wrong(path, line, f"category and material of “{name}” must be words")
    if not isinstance(synonyms, list) or not all(isinstance(value, str) for value in synonyms):
        raise _wrong(path, line, f"synonyms of “{name}” must be a list of words")
    width, depth, height = positive("size_m", entry.get("size_m"), 3)
    low, high = positive("height_range_m", entry.get("height_range_m", [0.75 * height, 1.25 * height]), 2)
    friction, restitution = number_of("friction", 0.5), number_of("restitution", 0.2)
    assert friction is not None
    assert restitution is not None
    return ObjectPrior(
        name=name.lower(), category=category.lower(), group=path.stem, role=role,
        width_m=width, depth_m=depth, height_m=height, height_range_m=(min(low, high), max(low, high)),
        mass_kg=number_of("mass_kg", None) or None, material=material,
        friction=friction, restitution=restitution, synonyms=tuple(value.lower() for value in synonyms),
    )  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _line_of(text: str, name: str | None, number: int) -> int:
    """1-based line of an entry: where its name stands, or the line of its opening brace."""
    place = text.find(json.dumps(name, ensure_ascii=False)) if name is not None else -1
    if place < 0:
        for _ in range(number + 1):
            place = text.find("{", place + 1)
    return text.count("\n", 0, max(place, 0)) + 1


def _wrong(path: Path, line: int, what: str) -> InvalidRequestError:
    return InvalidRequestError(
        f"The knowledge base file {path.name}, line {line}: {what}.",
        hint=f"Correct or remove {path.name} in {path.parent}.",
    )
