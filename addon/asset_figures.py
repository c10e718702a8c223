"""What became of a mesh from elsewhere, in words: for the report, the command line and the panel."""

from __future__ import annotations

import json
from typing import Any

from ._vendor.backend.protocol.scene import Asset


def repair_lines(asset: Asset) -> list[str]:
    """One fact a line; none for an asset that is built from parameters."""
    if asset.library is not None:
        return [f"from {asset.origin}, licence {asset.licence}", *asset.library.steps]
    if asset.repair is None:
        return []
    before, after = asset.repair.before, asset.repair.after
    lines = [f"{name}: {was:,} before, {now:,} after" for name, was, now in (
        ("faces", before.num_faces, after.num_faces),
        ("pieces", before.num_pieces, after.num_pieces),
        ("open edges", before.num_open_edges, after.num_open_edges),
        ("tangled edges", before.num_tangled_edges, after.num_tangled_edges),
    )]  # fmt: skip
    size = " × ".join(f"{value:.3g}" for value in after.dimensions_m.tolist())
    return [
        f"from {asset.origin}, licence {asset.licence}", *lines, f"size: {size} m, {asset.physics.mass_kg:.3g} kg",
        *asset.repair.steps,
    ]  # fmt: skip


def repair_report(asset: Asset) -> dict[str, Any]:
    """The same for scripts."""
    facts: dict[str, Any] = {"source": asset.source, "origin": asset.origin, "licence": asset.licence}
    if asset.repair is not None:
        for name, figures in (("before", asset.repair.before), ("after", asset.repair.after)):
            facts[name] = {
                key: value if isinstance(value, int) else [round(float(v), 4) for v in value]
                for key, value in vars(figures).items()
            }
        facts["steps"] = list(asset.repair.steps)
    return facts


def stored_lines(text: str) -> list[str]:
    """What `things.describe` kept on an object."""
    return json.loads(text) if text else []
