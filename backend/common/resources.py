"""The only place that finds a data file: `blender_assets/`, beside this package."""

from __future__ import annotations

from pathlib import Path

from ..protocol.errors import ResourceError

_ROOT = Path(__file__).resolve().parents[2] / "blender_assets"


def resource_path(*parts: str) -> Path:
    """Path of a shipped data file or folder, e.g. `resource_path("weights", "m4_motion")`.

    Raises ResourceError when it is not there, naming it.
    """
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        raise ResourceError(
            f"The data file {'/'.join(parts)} is missing from blender_assets.",
            hint="Install the add-on again, or restore the file from the repository.",
        )
    return path
