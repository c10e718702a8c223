"""M3's stage: every entity of a scene description becomes assets, and the scene gets its ground, room and backdrop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..common.afloat import BATHES
from ..common.object_priors import object_prior
from ..common.progress import Progress
from ..common.seeding import stage_rng
from ..common.wings import with_spread_wings
from ..protocol.asset_sources import PARAMETRIC, AssetSources
from ..protocol.errors import AssetNotFoundError, InvalidRequestError, JobCancelled, SceneBackendError
from ..protocol.scene import Asset, AssetSet, Attribute, Entity, Obstacle, Provenance, SceneDescription
from . import catalogue, described_parts
from .animal.build import build_animal, is_animal
from .assemble import assemble
from .built_in import built_in_parts
from .character import build_character
from .character.costumes import BATHING
from .character.creatures import costume_of
from .circumstances import as_meant, circumstances_of
from .contract import Category
from .environment import build_environment, is_surroundings
from .labels import label_of
from .makehuman import build_makehuman_character
from .obstacles import OBSTACLES_ID, obstacle_asset
from .sampler import Value, clipped
from .stand_in import NATURAL_COLORS, STAND_IN, stand_in_values
from .wearing import worn_by

if TYPE_CHECKING:
    from .sources.making import SourcedAssets

_ALL_PARAMETRIC = AssetSources()
MAX_VARIANTS = 5
"""different shapes among the instances of one entity, where nature varies"""
VARIED_FAMILIES = ("plant", "rock", "nature", "party")


class AssetBuilder:
    """M3: gives every thing its mesh, materials, size, mass and places to use."""

    provenance = Provenance(stage="assets", method="parametric", version="1", licence="CC0-1.0")

    def __init__(self, embed: Callable[[list[str]], NDArray[np.float32]] | None = None) -> None:
        self._embed = embed
        self._sourced: SourcedAssets | None = None

    @classmethod
    def load(cls, embed: Callable[[list[str]], NDArray[np.float32]] | None = None) -> AssetBuilder:
        """embed: unit vectors (N, 384) of N texts, for what is found by meaning."""
        catalogue.categories()
        return cls(embed)

    @property
    def sourced(self) -> SourcedAssets:
        """What is not built from parameters; its libraries are imported now."""
        if self._sourced is None:
            from .sources.making import SourcedAssets

            self._sourced = SourcedAssets(self._embed)
        return self._sourced

    def unload(self) -> None:
        """Give back what models hold."""
        if self._sourced is not None:
            self._sourced.unload()

    def run(
        self, description: SceneDescription, *, rng: np.random.Generator, progress: Progress,
        obstacles: Sequence[Obstacle] = (), makehuman_folder: str = "", sources: AssetSources = _ALL_PARAMETRIC,
    ) -> AssetSet:  # fmt: skip
        """Assets of all instances by object id, environment last; `obstacles` are there already, as part of it.

        makehuman_folder: where people are built from, unless it is empty. Raises InvalidRequestError if it holds none.
        sources: where things come from; what theirs cannot give is built from parameters, and the notes say why.
        """
        description = with_spread_wings(description)
        seed = int(rng.integers(2**32))
        assets: dict[str, Asset] = {}
        notes: list[str] = []

        # 1. Sort out what gets an asset of its own: not what is ruled out, worn, or part of the surroundings
        worn = worn_by(description)
        part_ids, part_values = built_in_parts(description)
        described_ids, described = described_parts.read(description)
        worn_ids = {thing.id for things in worn.values() for thing in things} | part_ids | described_ids
        entities = [
            entity
            for entity in description.entities
            if entity.id not in worn_ids
            and not {entity.lemma, entity.category} & set(description.excluded)
            and not is_surroundings(description, entity)
        ]

        acting = {action.actor_id for action in description.actions}

        # 2. Build them; every entity draws from a generator of its own, so that adding one changes no other
        outfits = count(int(stage_rng(seed, "outfits").integers(100)))
        for number, entity in enumerate(entities):
            progress(0.9 * number / len(entities), entity.lemma)
            entity_rng = stage_rng(seed, entity.id)
            is_alive, is_wished = is_person(entity) or is_animal(entity), sources.is_wished(entity)
            if not is_alive or (is_wished and entity.id not in acting):  # who does nothing may be a figure of one
                share = self._share(progress, number, len(entities))
                sourced, note = self._from_source(entity, sources, stage_rng(seed, entity.id, "source"), share)
                notes.extend(note)
                if sourced is not None:
                    assets.update(sourced)
                    continue
            elif is_wished:
                kind = "a person" if is_person(entity) else "an animal"
                notes.append(f"“{entity.lemma}” is built as {kind}: nothing from {sources.of(entity)} can act.")
            if is_person(entity):
                entity = _as_bather(description, entity, worn)
                # no two people of a scene are dressed alike before the outfits run out
                clothes = worn.get(entity.id, ())
                if makehuman_folder and costume_of(entity) is None:
                    people = [build_makehuman_character(entity, clothes, entity_rng, makehuman_folder, next(outfits))
                              for _ in range(entity.count)]  # fmt: skip
                else:
                    people = [build_character(entity, clothes, entity_rng, next(outfits)) for _ in range(entity.count)]
                built = _instances(entity, people)
            elif is_alive:
                built = _instances(entity, [build_animal(entity, entity_rng) for _ in range(entity.count)])
            else:
                told = {**part_values.get(entity.id, {}), **circumstances_of(description, entity)}
                built, note = _things(as_meant(description, entity), entity_rng, told, described.get(entity.id, {}))
                notes.extend(note)
            assets.update(built)

        # 3. Surround them: ground, room, backdrop (and the entities that are these)
        progress(0.9, "surroundings")
        surroundings, room_bounds = build_environment(description, assets, stage_rng(seed, "environment"))
        if obstacles:
            surroundings[OBSTACLES_ID] = obstacle_asset(obstacles)
        progress(1.0)
        return AssetSet(assets={**assets, **surroundings}, room_bounds=room_bounds, notes=tuple(notes))

    def _from_source(
        self, entity: Entity, sources: AssetSources, rng: np.random.Generator, progress: Progress
    ) -> tuple[dict[str, Asset] | None, list[str]]:
        """All instances of an entity from the source that is wished for it; None where it is to be built here."""
        source = sources.of(entity)
        if source == PARAMETRIC:
            return None, []
        try:
            asset = self.sourced.make(entity, sources, int(rng.integers(2**31)), progress)
        except JobCancelled:
            raise
        except SceneBackendError as error:
            if isinstance(error, AssetNotFoundError) and source == sources.default:
                return None, []  # a library need not have everything
            return None, [f"“{entity.lemma}” is built from parameters instead: {error}"]
        return _instances(entity, [asset] * entity.count), []

    @staticmethod
    def _share(progress: Progress, number: int, count: int) -> Progress:
        return lambda fraction, message="": progress(0.9 * (number + fraction) / count, message)

    def make(
        self, entity: Entity, sources: AssetSources, mesh_file: str, phrase: str, *, seed: int, progress: Progress
    ) -> Asset:
        """One thing, called by a phrase, from a mesh file, or from the source that is wished for it. Raises
        SceneBackendError."""
        if mesh_file:
            return self.sourced.of_file(entity, Path(mesh_file), progress, phrase)
        return self.sourced.make(entity, sources, seed, progress, phrase)

    def rebuild(self, category: str, object_id: str, values: Mapping[str, Value], *, seed: int) -> Asset:
        """One asset from parameter values; those not given are drawn from the seed, as for the bare noun that is said
        (a category's name or a synonym).

        Raises AssetNotFoundError for an unknown category, InvalidRequestError for an unknown parameter.
        """
        found = catalogue.category(category)
        known = [parameter.name for parameter in found.parameters]
        for name in values:
            if name not in known:
                raise InvalidRequestError(
                    f"{found.name} has no parameter “{name}”.", hint=f"It has {', '.join(known)}.", stage="assets"
                )
        chosen = {p.name for p in found.parameters if p.choices}
        said = tuple(Attribute(type="other", value=str(value)) for name, value in values.items() if name in chosen)
        entity = Entity(id=object_id, lemma=category, category=found.name, attributes=said)
        drawn = found.sample(entity, stage_rng(seed, "assets", found.name))
        return assemble(found, {**drawn, **values}, object_id, label_of(replace(entity, attributes=())))


def is_person(entity: Entity) -> bool:
    """People are built by the character module; animals are not."""
    return entity.category == "person"


def _as_bather(description: SceneDescription, entity: Entity, worn: Mapping[str, Sequence[Entity]]) -> Entity:
    """Somebody who swims or dives, and of whose clothes nothing is said, marked as one who bathes."""
    in_water = any(a.actor_id == entity.id and a.verb.split()[0] in BATHES for a in description.actions)
    if not in_water or worn.get(entity.id) or not any(e.category == "water" for e in description.entities):
        return entity
    return replace(entity, attributes=(*entity.attributes, Attribute(type="other", value=BATHING)))


def _instances(entity: Entity, built: list[Asset]) -> dict[str, Asset]:
    """Characters, no two alike, under their object ids."""
    label = label_of(entity)
    return {
        object_id: replace(one, object_id=object_id, label=label if entity.count == 1 else f"{label} {number}")
        for number, (object_id, one) in enumerate(zip(entity.object_ids, built, strict=True), start=1)
    }


def _things(
    entity: Entity, rng: np.random.Generator, told: Mapping[str, Value], described: Mapping[str, Value]
) -> tuple[dict[str, Asset], list[str]]:
    """All instances of an entity; equal ones share their arrays. `told`: parameters that the prompt says elsewhere;
    `described`: the parts it gives to what no category knows."""
    category, stand_in_for = (STAND_IN, entity.lemma) if described else find_category(entity)
    variants = min(entity.count, MAX_VARIANTS) if category.family in VARIED_FAMILIES else 1
    label = label_of(entity)
    shapes = []
    for _ in range(variants):
        values = {**values_of(category, entity, rng, stand_in_for), **told, **described}
        shapes.append(assemble(category, values, entity.id, label, stand_in_for))
    assets = {
        object_id: replace(
            shapes[number % variants],
            object_id=object_id,
            label=label if entity.count == 1 else f"{label} {number + 1}",
        )
        for number, object_id in enumerate(entity.object_ids)
    }
    if stand_in_for is None:
        return assets, []
    shape = "plain shape" if category is STAND_IN else category.name
    if described:
        parts = ", ".join(kind for kind in described_parts.KINDS if kind in described)
        return assets, [f"There is no “{stand_in_for}” in the catalogue; a body with its {parts} stands in for it."]
    return assets, [f"There is no “{stand_in_for}” in the catalogue; a {shape} of its size stands in for it."]


def find_category(entity: Entity) -> tuple[Category, str | None]:
    """The category that builds an entity, and the word it stands in for (None where it is what was said)."""
    known = catalogue.categories()
    said = catalogue.canonical(entity.lemma)
    if said is not None:
        return known[said], None
    prior = object_prior(entity.lemma)
    nearest = known.get(entity.category)
    if prior is not None and prior.group == "animals" and (nearest is None or nearest.family != "animal"):
        return STAND_IN, entity.lemma
    if entity.category in known and _fits(known[entity.category], entity):
        return known[entity.category], entity.lemma
    return STAND_IN, entity.lemma


def values_of(
    category: Category, entity: Entity, rng: np.random.Generator, stand_in_for: str | None
) -> Mapping[str, Value]:
    """Parameter values for one instance."""
    if category is STAND_IN:
        return stand_in_values(entity, rng)
    values = category.sample(entity, rng)
    if stand_in_for is not None and object_prior(entity.lemma) is not None:  # its shape, at the size of what was said
        usual = stand_in_values(entity, rng)
        values.update({p.name: usual[p.name] for p in category.parameters[:3]})
        if "color" in values and entity.lemma in NATURAL_COLORS and not entity.values("color"):
            values["color"] = usual["color"]
        values = clipped(values, {p.name: p for p in category.parameters})
    return values


def _fits(category: Category, entity: Entity) -> bool:
    """Whether the usual size of the word lies within what the category can be built at."""
    prior = object_prior(entity.lemma)
    if prior is None:
        return True
    usual = (prior.width_m, prior.depth_m, prior.height_m)
    return all(
        (p.minimum or 0.0) * 0.8 <= size <= (p.maximum or np.inf) * 1.25
        for p, size in zip(category.parameters[:3], usual, strict=True)
    )
