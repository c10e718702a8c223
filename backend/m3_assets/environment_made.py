"""Assets of the surroundings, of what was built for them."""

from __future__ import annotations

from collections.abc import Mapping

from ..protocol.scene import Asset, Parameter
from .assemble import asset_of
from .contract import Build


def environment_asset(
    build: Build, object_id: str, category: str, label: str, place: str = "", parameters: tuple[Parameter, ...] = ()
) -> Asset:
    """What surrounds a scene: nobody moves it; the ground says which `place` was made."""
    if place:
        parameters = (Parameter(name="place", value=place, description="the setting that was made"), *parameters)
    return asset_of(build, object_id=object_id, category=category, label=label, parameters=parameters, static=True,
                    role="environment")  # fmt: skip


def backdrops(builds: Mapping[str, Build]) -> dict[str, Asset]:
    """Scenery by object id."""
    return {name: environment_asset(build, name, name.removeprefix("backdrop_"), name.replace("_", " ").capitalize())
            for name, build in builds.items()}  # fmt: skip
