"""The evaluation's table as markdown and JSON, and what follows from it for the router."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from .judging import FoldFigures

_COLUMNS = ("R@1", "R@2", "R@3", "MM-Dist", "KID", "FID", "diversity", "multimodality", "copies", "skate",
            "penetration mm", "float mm", "jerk ratio")  # fmt: skip


def decide(figures: dict[str, dict]) -> float:
    """How far the router may trust the generator, 0…1: nothing unless it beats retrieval or the programs.

    The least of its leads in R@1–3 over both counts: where the interval is clear of zero it is trusted as far as its
    match is that of real motion, else not at all.
    """
    if "full" not in figures:
        return 0.0
    for name in ("program", "regression", "mean pose", "untrained", "shuffled captions"):
        if name in figures and figures[name]["full leads by"][1] <= 0.0:
            return 0.0
    return min(0.85, figures["full"]["R@3"][0] / max(figures["real"]["R@3"][0], 1e-6))


def table(figures: dict[str, dict]) -> str:
    """Markdown, a line per row; intervals in brackets."""
    lines = [f"| row | {' | '.join(_COLUMNS)} | full leads R@1–3 by | full nearer (KID) by |",
             "| --- |" + " --- |" * (len(_COLUMNS) + 2)]  # fmt: skip
    for name, row in figures.items():
        cells = [_cell(row.get(column)) for column in (*_COLUMNS, "full leads by", "full nearer by")]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def ablation_table(rows: dict[str, dict]) -> str:
    """Markdown, a line per setting of PhysicsSSM."""
    lines = ["| PhysicsSSM | joint error mm | gate learned is better by mm |", "| --- | --- | --- |"]
    for name, row in rows.items():
        lead = _cell(row.get("gate learned is better by mm"))
        lines.append(f"| {name} | {_cell(row['joint error mm'])} | {lead} |")
    return "\n".join(lines)


def in_scenes(tasks: Sequence[dict[str, float]]) -> dict[str, float]:
    """Figures of folds together: means, and of what is worst the worst; only of folds that have them."""
    told = [fold for fold in tasks if fold]
    return {name: max(values) if name.endswith("worst") else sum(values) / len(values)
            for name in (told[0] if told else ()) for values in [[fold[name] for fold in told]]}  # fmt: skip


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        mean, low, high = value
        return f"{mean:.3f} [{low:.3f}, {high:.3f}]"
    return f"{value:.3f}"


def write_report(
    folds: Sequence[FoldFigures], figures: dict[str, dict], ablation: dict[str, dict], folder: Path
) -> str:
    """`evaluation.json` and `evaluation.md` in the folder; the JSON text."""
    result = {
        "folds": [fold.fold for fold in folds], "windows": sum(len(fold.groups) for fold in folds),
        "clips": sum(fold.clips for fold in folds), "missing": [text for fold in folds for text in fold.missing],
        "rows": figures, "ablation": ablation, "tasks": [fold.tasks for fold in folds], "reliability": decide(figures),
    }  # fmt: skip
    real = figures["real"]
    lines = [f"Folds {result['folds']}: {result['windows']} windows of {result['clips']} clips held out.", "",
             table(figures), "",
             f"Floors of real halves: KID {real['KID floor']:.4f}, FID {real['FID floor']:.3f}."]  # fmt: skip
    if tasks := in_scenes([fold.tasks for fold in folds]):
        lines += ["", "| in scenes | figure |", "| --- | --- |"]
        lines += [f"| {name} | {_cell(value)} |" for name, value in tasks.items()]
    if ablation:
        lines += ["", ablation_table(ablation)]
    lines += [f"Left out: {text}" for fold in folds for text in fold.missing]
    folder.mkdir(parents=True, exist_ok=True)
    written = json.dumps(result, indent=1) + "\n"
    (folder / "evaluation.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "evaluation.json").write_text(written, encoding="utf-8")
    print("\n".join(lines))
    return written
