"""A training that is stopped after every step ends where one in one go does; finished weights can be gone on from."""

import json
import sys
from pathlib import Path

import pytest

from backend.m1_scene_parser.lexicon import load_lexicon
from backend.m1_scene_parser.pointed_graph import PointedGraph, PointedRelation, PointedThing, write

pytest.importorskip("torch", reason="torch is not installed; make train-setup")
pytest.importorskip("transformers", reason="transformers is not installed; make train-setup")
pytest.importorskip("matplotlib", reason="matplotlib is not installed; make train-setup")


def captions(folder: Path) -> None:
    from training.m1_scene_parser.reading import rules_reading

    lexicon = load_lexicon()
    with (folder / "train.jsonl").open("w", encoding="utf-8") as file:
        for color, subject, target in (("red", "cup", "table"), ("black", "cat", "sofa"), ("old", "man", "bench")):
            words = ["a", color, subject, "on", "a", target]
            graph = PointedGraph([PointedThing((2,), [(1,)]), PointedThing((5,))], [PointedRelation(0, (3,), 1)])
            columns = zip(*(word.features() for word in rules_reading(words, lexicon)), strict=True)
            record = {"words": " ".join(words), "features": [" ".join(column) for column in columns],
                      "target": " ".join(write(graph)), "from": "FACTUAL"}  # fmt: skip
            file.write(json.dumps(record) + "\n")


def test_a_run_that_was_stopped_goes_on_exactly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from training.m1_scene_parser import train

    captions(tmp_path)
    common = ["train", "--data-dir", str(tmp_path), "--overfit", "3", "--epochs", "1", "--batch-size", "1", "--width",
              "64", "--layers", "1", "--decoder-layers", "1", "--device", "cpu", "--output-dir"]  # fmt: skip

    def run(folder: str, *others: str) -> dict[str, torch.Tensor]:
        monkeypatch.setattr(sys, "argv", [*common, str(tmp_path / folder), *others])
        train.main()
        state = torch.load(tmp_path / folder / "state.pt", weights_only=True)
        assert (tmp_path / folder / "curves.png").stat().st_size > 1000
        return {"epoch": torch.tensor(state["epoch"]), "loss": torch.tensor(state["loss"]), **state["model"]}

    whole = run("whole")
    stopped = run("stopped", "--max-minutes", "0")
    assert stopped["epoch"] < 1
    for _ in range(4):
        if stopped["epoch"] > 1 - 1e-6:
            break
        stopped = run("stopped", "--max-minutes", "0")
    for name, value in whole.items():
        torch.testing.assert_close(stopped[name], value, rtol=0.0, atol=1e-6, msg=name)


def test_words_of_a_finished_model_are_told_apart_again() -> None:
    import numpy as np
    import torch

    from training.m1_scene_parser.model import Words

    rng = np.random.default_rng(0)
    known, counts = rng.normal(size=(60, 12)).astype(np.float32), np.array([0, 0] + [9, 0] * 29)
    first = Words(known, counts, 8)
    torch.nn.init.normal_(first.own.weight[1:])
    again = Words.from_table(known, counts, first.table())
    torch.testing.assert_close(again.projection.weight, first.projection.weight, rtol=0.0, atol=1e-4)
    torch.testing.assert_close(again.own.weight[1:], first.own.weight[1:], rtol=0.0, atol=1e-3)
