"""Write `blender_assets/knowledge_base/`: entries as JSON, and the embeddings of their words.

From `knowledge_base_words.txt` and the object priors.

python -m training.m1_scene_parser.build_knowledge_base [--priors ../shared/data/scene]
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from backend.m1_scene_parser.minilm import MiniLM

ROOT = Path(__file__).resolve().parents[2]
WORDS = Path(__file__).with_name("knowledge_base_words.txt")
TARGET = ROOT / "blender_assets" / "knowledge_base"

# Friction and restitution by material: medians of TDW (BSD-2-Clause) and SceneSmith (MIT) values in materials.csv.
SURFACE = {
    "ceramic": (0.41, 0.3), "glass": (0.65, 0.3), "stone": (0.7, 0.2), "metal": (0.43, 0.3), "wood": (0.38, 0.3),
    "fabric": (0.65, 0.05), "leather": (0.5, 0.2), "plastic": (0.35, 0.4), "foam": (0.45, 0.2), "rubber": (0.75, 0.7),
    "paper": (0.4, 0.1), "cardboard": (0.4, 0.1), "concrete": (0.62, 0.2), "fur": (0.6, 0.1), "snow": (0.2, 0.0),
    "ice": (0.05, 0.1), "grass": (0.6, 0.1), "soil": (0.6, 0.05),
}  # fmt: skip
MATERIAL_NAMES = {
    "wood_hard": "wood", "wood_medium": "wood", "wood_soft": "wood", "plastic_hard": "plastic",
    "plastic_soft_foam": "foam", "material": "", "brick": "stone", "plaster": "stone", "fiberglass": "plastic",
}  # fmt: skip
BALL_RESTITUTION = {"ball": 0.7, "soccer ball": 0.65}


def read_priors(folder: Path) -> dict[str, dict[str, str]]:
    """Rows of object_priors.csv by class."""
    with (folder / "object_priors.csv").open(newline="", encoding="utf-8") as file:
        return {row["class"]: row for row in csv.DictReader(file)}


def parse_word(text: str) -> tuple[str, str, list[float], str, list[str]]:
    """`word (class) {w d h m material} = synonym` -> name, class, numbers, material, synonyms."""
    numbers: list[float] = []
    material = ""
    if braces := re.search(r"\s*\{([^}]*)\}", text):
        *values, material = braces[1].split()
        numbers = [float(value) for value in values]
        text = text.replace(braces[0], "")
    head, *synonyms = [part.strip() for part in text.split(" = ")]
    match = re.fullmatch(r"(.+?) \((.+)\)", head.strip())
    name, row = (match[1], match[2]) if match else (head.strip(), head.strip())
    return name, row, numbers, material, synonyms


def make_entry(word: str, category: str, role: str, priors: dict[str, dict[str, str]]) -> dict[str, Any]:
    """One entry in the documented schema (blender_assets/knowledge_base/README.md)."""
    name, row_name, numbers, material, synonyms = parse_word(word)
    category = name if category == "=" else category
    entry: dict[str, Any] = {
        "name": name,
        "category": category,
        "role": role,
        "synonyms": sorted(set(synonyms) - {name}),
    }
    if numbers:
        entry |= {"size_m": numbers[:3], "mass_kg": numbers[3], "source": "curated"}
    else:
        row = priors[row_name]
        entry["size_m"] = [round(float(row[key]), 4) for key in ("width_m", "depth_m", "height_m")]
        if row["height_p10_m"]:
            entry["height_range_m"] = [round(float(row[key]), 4) for key in ("height_p10_m", "height_p90_m")]
        if row["mass_kg"]:
            entry["mass_kg"] = round(float(row["mass_kg"]), 4)
        material = row["material"]
        entry["source"] = row["dims_source"]
    material = MATERIAL_NAMES.get(material, material)
    if material:
        entry["material"] = material
    friction, restitution = SURFACE.get(material, (0.5, 0.2))
    entry["friction"] = friction
    entry["restitution"] = BALL_RESTITUTION.get(category, restitution) if role == "prop" else restitution
    return entry


def build(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Group name -> entries."""
    priors = read_priors(folder)
    groups: dict[str, list[dict[str, Any]]] = {}
    group, role = "", ""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            group, role = line.strip("[]").split()
            groups.setdefault(group, [])
            continue
        category, _, words = line.partition(":")
        groups[group] += [make_entry(word.strip(), category.strip(), role, priors) for word in words.split(";")]
    return groups


def _stored_rows(path: Path) -> dict[str, Any]:
    """Words to the vectors of the last build; a word's vector never changes."""
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as stored:
        return dict(zip(map(str, stored["words"]), stored["vectors"], strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--priors", type=Path, default=ROOT.parent / "shared" / "data" / "scene")
    groups = build(parser.parse_args().priors)
    TARGET.mkdir(parents=True, exist_ok=True)
    seen: dict[str, str] = {}
    for group, entries in groups.items():
        for entry in entries:
            kept = []
            for word in [entry["name"], *entry["synonyms"]]:
                if word in seen:
                    print(f"{word}: said in {seen[word]} and again in {group}, the first one counts")
                else:
                    seen[word] = group
                    kept.append(word)
            entry["synonyms"] = [word for word in kept if word != entry["name"]]
        lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in entries)
        (TARGET / f"{group}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        print(f"{group}.json: {len(entries)} entries")
    words = sorted(seen)
    rows = _stored_rows(TARGET / "embeddings.npz")
    new = [word for word in words if word not in rows]
    if new:
        rows |= zip(new, MiniLM.load().encode(new).astype(np.float16), strict=True)
    vectors = np.stack([rows[word] for word in words])
    np.savez_compressed(TARGET / "embeddings.npz", words=np.array(words), vectors=vectors)
    print(f"embeddings.npz: {len(words)} words")


if __name__ == "__main__":
    main()
