"""Where the things of a scene come from: four sources, chosen for the scene or for single things."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import InvalidRequestError
from .folders import made_library
from .scene import Entity

PARAMETRIC = "parametric"
TRIPOSR = "triposr"
MODELS = ("shap-e", TRIPOSR)
ASSET_SOURCES = (PARAMETRIC, "library", *MODELS)
"""built from parameters; the user's own Blender asset libraries; words to a mesh; a picture to a mesh"""


@dataclass(frozen=True, kw_only=True)
class AssetSources:
    """What a request wishes for. What a source cannot give is built from parameters, with a warning that says why."""

    default: str = PARAMETRIC
    """of everything that is neither a person, an animal nor part of the surroundings"""
    by_thing: dict[str, str] = field(default_factory=dict)
    """thing to source, where it differs: an entity's id, or the word that is said"""
    images: dict[str, str] = field(default_factory=dict)
    """thing to the absolute path of a picture, for sources that make a mesh of one; `""` is for any thing"""
    libraries: tuple[str, ...] = ()
    """absolute paths of the user's asset library folders"""
    kept_in: str = ""
    """absolute path of the asset library in which what models make is kept, and looked for; empty: nowhere"""
    blender: str = ""
    """the Blender executable that reads their files; empty: the bpy module of a checkout"""

    def of(self, entity: Entity) -> str:
        """The source that is wished for a thing."""
        return self.by_thing.get(entity.id, self.by_thing.get(entity.lemma, self.default))

    def is_wished(self, entity: Entity) -> bool:
        """Whether this very thing is to come from another source than its parameters."""
        return self.of(entity) != PARAMETRIC and bool({entity.id, entity.lemma} & set(self.by_thing))

    def image_of(self, entity: Entity) -> str:
        """The picture of a thing, or an empty string."""
        return next((self.images[key] for key in (entity.id, entity.lemma, "") if key in self.images), "")


@dataclass(frozen=True, kw_only=True)
class SourceState:
    """Whether a source can be used, and what to do where it cannot."""

    name: str
    ready: bool
    message: str
    """one sentence for the artist"""
    hint: str = ""


def sources_from_json(content: dict[str, Any]) -> AssetSources:
    """From what `dataclasses.asdict` made of one."""
    return AssetSources(**{**content, "libraries": tuple(content["libraries"])})


def sources_from_arguments(arguments: argparse.Namespace) -> AssetSources:
    """From `--source [THING=]NAME`, `--image [THING=]FILE`, `--library FOLDER` and `--blender PATH`.

    Raises InvalidRequestError for what is not there.
    """
    default, by_thing, images = PARAMETRIC, {}, {}
    for word in arguments.source:
        thing, separator, name = word.rpartition("=")
        if separator:
            by_thing[thing.strip().lower()] = check_source(name)
        else:
            default = check_source(name)
    for word in arguments.image:
        thing, separator, file = word.partition("=")
        path = Path(file if separator else thing).expanduser().absolute()
        if not path.is_file():
            raise InvalidRequestError(f"There is no picture {path}.", hint="Check the name after --image.")
        images[thing.strip().lower() if separator else ""] = str(path)
    if images and TRIPOSR not in (default, *by_thing.values()):
        raise InvalidRequestError("A picture is for triposr, and nothing comes from it.", hint="Add --source triposr.")
    for folder in arguments.library:
        if not Path(folder).expanduser().is_dir():
            raise InvalidRequestError(f"There is no folder {folder}.", hint="Name an asset library's folder.")
    return AssetSources(
        default=default, by_thing=by_thing, images=images, blender=arguments.blender or "",
        kept_in=str(made_library(arguments.keep_in or "")) if {default, *by_thing.values()} & set(MODELS) else "",
        libraries=tuple(str(Path(folder).expanduser().absolute()) for folder in arguments.library),
    )  # fmt: skip


def add_source_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that `sources_from_arguments` reads."""
    parser.add_argument(
        "--source", action="append", default=[], metavar="[THING=]NAME",
        help=f"where things come from, all or one: {', '.join(ASSET_SOURCES)} (default {PARAMETRIC}); repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--image", action="append", default=[], metavar="[THING=]FILE",
        help="the picture that triposr makes a mesh of (without one Stable Diffusion paints it)",
    )
    parser.add_argument(
        "--library", action="append", default=[], metavar="FOLDER", help="a Blender asset library; repeatable"
    )
    parser.add_argument(
        "--keep-in", metavar="FOLDER",
        help="the asset library for what models make, which answers the same wish again (default: "
        "$SCENELOOM_LIBRARY, or sceneloom/library among your data)",
    )  # fmt: skip


def check_source(name: str) -> str:
    """The name of a source. Raises InvalidRequestError naming those that there are."""
    if name not in ASSET_SOURCES:
        raise InvalidRequestError(f"There is no asset source {name!r}.", hint=f"Use {', '.join(ASSET_SOURCES)}.")
    return name
