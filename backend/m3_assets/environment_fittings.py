"""The fittings of a room as builds, each a thing of its own that an artist can move or hide."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .contract import Build
from .environment_architecture import ARCHITECTURE
from .environment_contents import CONTENTS
from .environment_fitting import Fitting
from .environment_installations import INSTALLATIONS

FITTINGS = ARCHITECTURE | CONTENTS | INSTALLATIONS
STANDING = frozenset({"desks", "meeting", "pews", "seats", "tables", "theatre lamp", "altar", "judge's bench"})
"""what stands on the floor behind the middle of the room, where a prompt may put its own things"""


def fitting_builds(
    names: Sequence[str], bounds: NDArray[np.float64], rng: np.random.Generator
) -> dict[str, Build]:
    """By object id, for the inner bounds (2, 3) of a room; `columns:stone` are columns of stone."""
    builds = {}
    for each in names:
        name, _, of = each.partition(":")
        made = Fitting()
        FITTINGS[name](made, bounds, of, rng)
        if made.parts:
            builds["room_" + name.replace(" ", "_").replace("'", "")] = made.build()
    return builds
