"""A thing from the source that is wished for, repaired to the contract: one way in for every source."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...common.models import store
from ...common.object_priors import ObjectPrior, object_prior
from ...common.progress import Progress
from ...protocol.asset_sources import PARAMETRIC, AssetSources, SourceState
from ...protocol.errors import InvalidRequestError
from ...protocol.scene import Asset, Entity
from ..labels import label_of, spoken, without_article
from ..library.made import find_made, made_asset
from ..library.source import LibrarySource
from ..materials import stuff_name
from ..repair.chain import Wanted, repaired
from ..repair.reading import read_mesh
from .generator import MeshGenerator
from .shap_e import ShapE
from .triposr import TripoSR
from .usual_size import usual_size

Embed = Callable[[list[str]], NDArray[np.float32]]
VERSION = "4"
"""raised when the repair chain makes something else of the same mesh"""


class SourcedAssets:
    """Everything that is not built from parameters. Models are loaded when they are first asked for."""

    def __init__(self, embed: Embed | None = None) -> None:
        self._generators: dict[str, MeshGenerator] = {one.name: one for one in (ShapE(), TripoSR())}
        self._library = LibrarySource(embed)

    def states(self, sources: AssetSources) -> tuple[SourceState, ...]:
        """Of every source, whether it can be used."""
        parametric = SourceState(name=PARAMETRIC, ready=True, message="Built from parameters; always there.")
        generators = (one.state(bool(sources.images)) for one in self._generators.values())
        return (parametric, self._library.state(sources), *generators)

    def make(
        self, entity: Entity, sources: AssetSources, seed: int, progress: Progress, phrase: str = ""
    ) -> Asset:
        """The asset of an entity's first instance from the source that is wished for it, called by the phrase or by
        what is known of the entity.

        Raises SceneBackendError with the reason; JobCancelled when progress says so.
        """
        source = sources.of(entity)
        if source == LibrarySource.name:
            return self._library.make(entity, wanted_for(entity, phrase), sources, progress)
        generator = self._generators[source]
        image = Path(sources.image_of(entity)) if sources.image_of(entity) else None
        text, wanted = without_article(phrase) or spoken(entity), wanted_for(entity, phrase)
        recipe = _recipe(generator, text, seed, image)
        if (kept := find_made(recipe, sources, progress)) is not None:
            return made_asset(kept, entity, wanted, sources.blender)
        made = generator.generate(text, image, np.random.default_rng(seed), lambda f, m="": progress(0.8 * f, m))
        wanted = replace(wanted, is_real_size=False, licence=made.licence, origin=made.origin, source="model")
        asset = repaired(made.mesh, wanted, lambda f, m="": progress(0.8 + 0.2 * f, m))
        return replace(asset, recipe=recipe)

    def of_file(self, entity: Entity, path: Path, progress: Progress, phrase: str = "") -> Asset:
        """A mesh file of somebody else's as the asset of an entity."""
        origin, licence = path.name, "unknown"
        return repaired(read_mesh(path), replace(wanted_for(entity, phrase), origin=origin, licence=licence), progress)

    def unload(self) -> None:
        for generator in self._generators.values():
            generator.unload()


def wanted_for(entity: Entity, phrase: str = "") -> Wanted:
    """What is usual for a thing: size, material, mass; the words said of it count, all of them where there is a
    phrase."""
    prior = _prior(entity)
    said = next((stuff for value in entity.values("material") if (stuff := stuff_name(value))), None)
    usual = usual_size(entity, prior, without_article(phrase) or spoken(entity))
    known = stuff_name(prior.material) if prior is not None and prior.material else None
    return Wanted(
        object_id=entity.object_ids[0],
        category=entity.category,
        label=label_of(entity, phrase),
        usual_m=usual.size_m,
        said_length=usual.said,
        stuff=said or known or "plastic",
        color=next(iter(entity.values("color")), ""),
        mass_kg=usual.mass_kg,
    )


def _prior(entity: Entity) -> ObjectPrior | None:
    return object_prior(entity.lemma) or object_prior(entity.category)


def _recipe(generator: MeshGenerator, text: str, seed: int, image: Path | None) -> str:
    """A digest of what decides on what comes out: words, seed, picture and weights."""
    if image is not None and not image.is_file():
        raise InvalidRequestError(f"There is no picture {image}.", hint="Check its name.", stage="assets")
    lists = [store.manifest_of(model) for model in generator.models(has_picture=image is not None)]
    weights = [known.sha256 if known else "" for known in lists]
    digest = hashlib.sha256()
    for part in (VERSION, generator.name, text, str(seed), *weights):
        digest.update(part.encode() + b"\0")
    if image is not None:
        digest.update(image.read_bytes())
    return digest.hexdigest()[:32]
