"""`sceneloom asset CATEGORY --out asset.blend`, `… asset --list`, `… asset --gallery --out sheet.html`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from ..m3_assets import catalogue
from ..m3_assets.contract import Category
from ..m3_assets.listing import family_elsewhere, listing, others
from ..protocol.asset_sources import (
    PARAMETRIC,
    AssetSources,
    SourceState,
    add_source_arguments,
    sources_from_arguments,
)
from ..protocol.errors import InvalidRequestError, ResourceError
from ..protocol.job import checked_output, checked_seed
from ..protocol.scene import Parameter
from .progress_line import ProgressLine


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sceneloom asset", description="Make one asset.")
    parser.add_argument("category", nargs="?", help="a name of --list or a synonym; of another source: what it is")
    parser.add_argument("--list", action="store_true", help="every category with its parameters")
    parser.add_argument("--json", action="store_true", help="the list as JSON")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a parameter; repeatable")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--gallery", action="store_true", help="pictures of all (or of CATEGORY) in one sheet")
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="pictures per category (default 3)")
    parser.add_argument("--out", metavar="FILE", help=".blend, .glb or .obj; of a gallery .html, .png or .jpg")
    add_source_arguments(parser)
    parser.add_argument("--sources", action="store_true", help="which sources can be used here, and what to do")
    parser.add_argument("--mesh", metavar="FILE", help="repair this mesh of somebody else's: .glb, .obj, .ply, .stl, …")
    parser.add_argument("--blender", metavar="PATH", help="a Blender executable (default: the bpy module)")
    options = parser.parse_args(arguments)
    if options.list:
        print(json.dumps(listing(), indent=1) if options.json else _table())
        return 0
    if options.gallery:
        return _gallery(options)
    sources = sources_from_arguments(options)
    if options.sources:
        return _states(sources)
    if not options.category or not options.out:
        raise InvalidRequestError("A category and --out FILE are needed.", hint="See sceneloom asset --list.")
    out = checked_output(options.out, (".blend", ".glb", ".obj"))
    checked_seed(options.seed)
    if options.mesh or sources.default != PARAMETRIC:
        return _from_elsewhere(options, sources, out)
    name = catalogue.canonical(options.category)
    if name is None:
        family = family_elsewhere(options.category.lower())
        if family is not None:
            raise InvalidRequestError(
                f"{options.category!r} ({family}) is made by a prompt, in a scene of its own.",
                hint=f'Use: sceneloom generate "a {options.category}" --out {options.out}',
            )
        raise InvalidRequestError(
            f"There is no asset category {options.category!r}.", hint="sceneloom asset --list shows them all."
        )
    category = catalogue.categories()[name]
    values = dict(_value(category, assignment) for assignment in options.set)
    from .blender import run_in_blender  # with every stage; what is wrong is said before

    job = {"category": options.category, "object_id": f"{category.name}_1", "seed": options.seed, "values": values}
    line = ProgressLine()
    run_in_blender("asset", job | {"out": out}, options.blender, line)
    line.end()
    print(out)
    return 0


def _from_elsewhere(options: argparse.Namespace, sources: AssetSources, out: str) -> int:
    """A mesh file, or what another source gives for the words, as an asset; the report goes to standard error."""
    mesh = ""
    if options.mesh:
        mesh = str(Path(options.mesh).expanduser().absolute())
        if not Path(mesh).is_file():
            raise InvalidRequestError(f"There is no file {options.mesh}.", hint="Check the name after --mesh.")
    else:
        state = next((one for one in _source_states(sources) if one.name == sources.default), None)
        if state is not None and not state.ready:
            raise ResourceError(state.message, hint=state.hint)
    from .blender import run_in_blender

    job = {"category": options.category, "object_id": "asset_1", "seed": options.seed, "values": {}}
    line = ProgressLine()
    done = run_in_blender(
        "asset", job | {"sources": asdict(sources), "mesh_file": mesh, "out": out}, options.blender, line
    )
    line.end()
    if done:
        print(done, file=sys.stderr)
    print(out)
    return 0


def _source_states(sources: AssetSources) -> tuple[SourceState, ...]:
    from ..m3_assets.sources.making import SourcedAssets

    return SourcedAssets().states(sources)


def _states(sources: AssetSources) -> int:
    for state in _source_states(sources):
        print(f"{state.name:<12}{'ready  ' if state.ready else 'missing'}  {state.message} {state.hint}".rstrip())
    return 0


def _gallery(options: argparse.Namespace) -> int:
    from .gallery import SUFFIXES, make_gallery

    if not options.out:
        raise InvalidRequestError("A gallery needs --out FILE.", hint="Name an .html, .png or .jpg file.")
    if not 1 <= options.seeds <= 20:
        raise InvalidRequestError(f"{options.seeds} seeds are not possible.", hint="Use 1 to 20.")
    out = checked_output(options.out, SUFFIXES)
    words = [options.category] if options.category else []
    make_gallery(out, words, options.seeds, options.blender)
    print(out)
    return 0


def _value(category: Category, assignment: str) -> tuple[str, float | int | bool | str]:
    """A checked NAME=VALUE."""
    name, separator, text = assignment.partition("=")
    parameter = next((p for p in category.parameters if p.name == name), None)
    if not separator or parameter is None:
        known = ", ".join(p.name for p in category.parameters)
        raise InvalidRequestError(f"{category.name} has no parameter {name!r}.", hint=f"It has {known}.")
    return name, _converted(parameter, text)


def _converted(parameter: Parameter, text: str) -> float | int | bool | str:
    if parameter.choices:
        if text not in parameter.choices:
            raise InvalidRequestError(
                f"{parameter.name} cannot be {text!r}.", hint=f"Choose from {', '.join(parameter.choices)}."
            )
        return text
    if isinstance(parameter.value, str):
        return text
    if isinstance(parameter.value, bool):
        if text.lower() not in ("true", "false", "1", "0", "yes", "no"):
            raise InvalidRequestError(f"{parameter.name} is true or false, not {text!r}.", hint="Use true or false.")
        return text.lower() in ("true", "1", "yes")
    try:
        number = type(parameter.value)(text)
    except ValueError as error:
        raise InvalidRequestError(f"{parameter.name} is a number, not {text!r}.", hint="Use a number.") from error
    low, high = parameter.minimum, parameter.maximum
    if not (low is None or number >= low) or not (high is None or number <= high):
        raise InvalidRequestError(
            f"{parameter.name} = {text} is out of range.", hint=f"Use {low:g} to {high:g} {parameter.unit}.".strip()
        )
    return number


def _table() -> str:
    rows = [f"{'category':<16}{'family':<12}parameters"]
    for category in catalogue.categories().values():
        rows.append(f"{category.name:<16}{category.family:<12}{', '.join(_range(p) for p in category.parameters)}")
    for row in others():
        rows.append(f"{row['category']:<16}{row['family']:<12}{', '.join(p['name'] for p in row['parameters'])}")
    return "\n".join(rows)


def _range(parameter: Parameter) -> str:
    if parameter.choices:
        return f"{parameter.name} ({'|'.join(parameter.choices)})"
    if parameter.minimum is not None and parameter.maximum is not None:
        return f"{parameter.name} ({parameter.minimum:g}…{parameter.maximum:g})"
    return parameter.name
