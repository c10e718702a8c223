"""Learning curves as a picture."""

from __future__ import annotations

from pathlib import Path


def plot(history: list[dict[str, float]], path: Path) -> None:
    """Loss on the left, validation scores on the right: with the rules' reading solid, by itself dashed."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    epochs = [record["epoch"] for record in history]
    left.plot(epochs, [record["loss"] for record in history])
    left.set(xlabel="epoch", ylabel="training loss", yscale="log")
    for index, key in enumerate(("exact", "thing", "attribute", "relation")):
        right.plot(epochs, [record[key] for record in history], label=key, color=f"C{index}")
        right.plot(epochs, [record[f"alone {key}"] for record in history], color=f"C{index}", linestyle="--")
    right.set(xlabel="epoch", ylabel="validation")
    right.legend(title="dashed: without the rules' reading", loc="center left", bbox_to_anchor=(1.0, 0.5))
    figure.savefig(path, dpi=100, bbox_inches="tight")
    pyplot.close(figure)
