"""Write `blender_assets/animals/`: the skin of every species at a height of 1, with weights and surface coordinates.

python -m training.m3_assets.build_animals [SPECIES…]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.m3_assets.animal.skeleton import bones_of
from backend.m3_assets.animal.species import Species
from backend.m3_assets.animal.words import SPECIES

from .animal_skin import skin_of
from .animal_skinning import four_strongest, ownership, surface_coordinates, weights_of

TARGET = Path(__file__).resolve().parents[2] / "blender_assets" / "animals"


def build(species: Species) -> dict[str, NDArray[np.generic]]:
    """Vertices (V, 3) as (side, forward, up), quads (F, 4), joints and weights (V, 4), coordinates (V, 2)."""
    vertices, quads = skin_of(species.flesh, species.cell)
    owner = ownership(species.flesh, vertices)
    bones = {
        name: (np.array([-head[1], head[2]]), np.array([-tail[1], tail[2]]))
        for name, _, head, tail, _ in bones_of(species, 1.0)
    }
    joints, weights = four_strongest(weights_of(species.flesh, vertices, quads, owner, bones))
    return {
        "vertices": vertices.astype(np.float32),
        "quads": quads.astype(np.uint16 if len(vertices) < 65536 else np.int32),
        "joints": joints.astype(np.uint8),
        "weights": np.round(weights * 65535.0).astype(np.uint16),
        "coordinates": surface_coordinates(species.flesh, vertices, owner).astype(np.float32),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    names = parser.parse_args().names
    TARGET.mkdir(parents=True, exist_ok=True)
    for species in SPECIES:
        if species.form_of or (names and species.name not in names):
            continue
        skin = build(species)
        path = TARGET / f"{species.name}.npz"
        np.savez_compressed(path, **skin)
        print(f"{path.name}: {len(skin['vertices'])} vertices, {len(skin['quads'])} quads, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
