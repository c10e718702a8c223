"""Makes an asset library inside Blender: `python make_library.py FOLDER FILES ASSETS_A_FILE`.

Chairs, lamps, crates and so on with tags, catalogs, an author and a licence; one collection in the first file.
"""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path

import bpy

NAMES = ("Armchair", "Oak Table", "Desk Lamp", "Wooden Crate", "Garden Gnome", "Fern", "Street Sign", "Tea Pot")
ADJECTIVES = ("Red", "Old", "Nordic", "Rusty", "Small", "Baroque", "Plain", "Painted", "Broken", "Tall", "Worn")
CATALOGS = {"Furniture": ("Armchair", "Oak Table", "Desk Lamp"), "Outdoor": ("Garden Gnome", "Fern", "Street Sign")}


def catalog_id(path: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, path))


def box(name: str, size: tuple[float, float, float]) -> bpy.types.Object:
    """A box away from its origin, of the given size."""
    mesh = bpy.data.meshes.new(name)
    corners = [(x * size[0] + 1.0, y * size[1], z * size[2]) for x in (0, 1) for y in (0, 1) for z in (0, 1)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    mesh.from_pydata(corners, [], faces)
    return bpy.data.objects.new(name, mesh)


def mark(block: bpy.types.ID, kind: str) -> None:
    block.asset_mark()
    facts = block.asset_data
    facts.author, facts.license, facts.description = "A. Maker", "CC-BY-4.0", f"a {kind.lower()}"
    facts.tags.new(kind.split()[-1].lower())
    path = next((path for path, kinds in CATALOGS.items() if kind in kinds), None)
    if path is not None:
        facts.catalog_id = catalog_id(path)


def main() -> None:
    folder, num_files, per_file = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["# This is an Asset Catalog Definition file for Blender.", "VERSION 1", ""]
    lines += [f"{catalog_id(path)}:{path}:{path}" for path in CATALOGS]
    (folder / "blender_assets.cats.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    number = 0
    for file in range(num_files):
        bpy.ops.wm.read_factory_settings(use_empty=True)
        blocks = set()
        for _ in range(per_file):
            kind = NAMES[number % len(NAMES)]
            prefix = "" if number < len(NAMES) else f"{ADJECTIVES[number // len(NAMES) % len(ADJECTIVES)]} {number} "
            made = box(f"{prefix}{kind}", (0.7, 0.7, 0.9))
            mark(made, kind)
            blocks.add(made)
            number += 1
        if file == 0:
            group = bpy.data.collections.new("Camp Fire")
            for part, size in (("Logs", (0.8, 0.8, 0.2)), ("Flames", (0.3, 0.3, 0.6))):
                group.objects.link(box(part, size))
            mark(group, "Camp Fire")
            blocks.add(group)
        bpy.data.libraries.write(str(folder / f"file_{file:03d}.blend"), blocks, compress=True)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
