"""A user's Visual Genome becomes captions with graphs: read image by image, held-out images left out."""

import json
from pathlib import Path

import pytest

from backend.m1_scene_parser.lexicon import load_lexicon
from backend.m1_scene_parser.pointed_graph import write
from training.m1_scene_parser import visual_genome
from training.m1_scene_parser.dataset import is_held_out
from training.m1_scene_parser.pointing import point

REGION = {
    "region_id": 1, "phrase": "Man wearing a red hat", "objects": [
        {"object_id": 7, "name": "man", "synsets": []}, {"object_id": 8, "names": ["hat"]}],
    "relationships": [{"predicate": "wearing a", "subject_id": 7, "object_id": 8}],
}  # fmt: skip


def test_regions_become_pointed_graphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visual_genome, "CHUNK", 50)  # so that items are split between reads
    ids = range(1, 40)
    images = [{"image_id": image_id, "regions": [REGION]} for image_id in ids]
    described = [{"image_id": 1, "attributes": [{"object_id": 8, "attributes": ["red", "old"]}]}]
    (tmp_path / "region_graphs.json").write_text(json.dumps(images, indent=1), encoding="utf-8")
    (tmp_path / "attributes.json").write_text(json.dumps(described), encoding="utf-8")
    lexicon = load_lexicon()
    rows = list(visual_genome.read_visual_genome(tmp_path, lexicon))
    assert [row["image_id"] for row in rows] == [image_id for image_id in ids if not is_held_out(image_id)]
    pointed = point(rows[0], lexicon)
    assert pointed is not None
    assert pointed[0] == ["man", "wearing", "a", "red", "hat"]
    assert " ".join(write(pointed[1])) == "<thing> <0> <thing> <4> <is> <3> <relation> <0> <1> <object> <4>"


def test_a_broken_or_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"region_graphs\.json is missing"):
        list(visual_genome.read_visual_genome(tmp_path, load_lexicon()))
    (tmp_path / "region_graphs.json").write_text('[{"image_id": 1, "regions": []}, {"image', encoding="utf-8")
    with pytest.raises(SystemExit, match="ends in the middle"):
        list(visual_genome.read_visual_genome(tmp_path, load_lexicon()))
