"""`sceneloom models list|download|verify|remove|pack`: weights of pretrained models."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

from ..common.models import download, store
from ..common.models.catalogue import MODELS, Model, model_named
from ..protocol.errors import InvalidRequestError, ResourceError, WeightsNotFoundError
from ..protocol.job import checked_output
from .progress_line import ProgressLine

_SPARE_BYTES = 500_000_000


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sceneloom models", description="Weights of pretrained models.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="what there is, its size and licence, and what is here")
    listing.add_argument("--json", action="store_true")
    fetching = verbs.add_parser("download", help="fetch models, or go on with them")
    fetching.add_argument("names", nargs="+", metavar="name")
    fetching.add_argument("--mirror", default="", metavar="URL", help="another hub (or $SCENELOOM_MODEL_MIRROR)")
    fetching.add_argument("--from", dest="source", metavar="FILE.tar", help="a pack, without any network")
    fetching.add_argument("--yes", action="store_true", help="do not ask")
    for verb, text in (("verify", "read every file and compare its checksum"), ("remove", "delete a model")):
        verbs.add_parser(verb, help=text).add_argument("name")
    packing = verbs.add_parser("pack", help="one file for machines without a network")
    packing.add_argument("name")
    packing.add_argument("--out", metavar="FILE.tar", help="default: NAME.tar")
    options = parser.parse_args(arguments)
    if options.verb == "list":
        return _list(options.json)
    if options.verb == "download":
        return max(_download(model, options) for model in [model_named(name) for name in options.names])
    model = model_named(options.name)
    if options.verb == "verify":
        return _verify(model)
    if options.verb == "remove":
        print(f"{store.remove(model) / 1e6:,.0f} MB are free again")
        return 0
    out = checked_output(options.out or f"{model.name}.tar", (".tar",))
    store.pack(model, Path(out))
    print(out)
    return 0


def state_of(model: Model) -> str:
    """`here`, `incomplete` or `not here`."""
    if store.is_complete(model):
        return "here"
    return "incomplete" if store.manifest_of(model) is not None else "not here"


def _list(as_json: bool) -> int:
    rows = [
        {"name": m.name, "purpose": m.purpose, "licence": m.licence, "about_mb": m.about_mb, "state": state_of(m),
         "folder": str(store.folder_of(m))}
        for m in MODELS.values()
    ]  # fmt: skip
    if as_json:
        print(json.dumps(rows, indent=1))
        return 0
    print(f"{'name':<34}{'state':<12}{'about':>9}  {'licence':<26}for")
    for row in rows:
        print(f"{row['name']:<34}{row['state']:<12}{row['about_mb']:>6,} MB  {row['licence']:<26}{row['purpose']}")
    print(f"They lie in {store.models_folder()}. Fetch one with: sceneloom models download NAME (it asks first).")
    return 0


def _download(model: Model, options: argparse.Namespace) -> int:
    line = ProgressLine()
    if options.source:
        store.unpack(model, Path(options.source), line)
        line.end()
        print(store.folder_of(model))
        return 0
    if store.is_complete(model):
        print(store.folder_of(model))
        return 0
    hub = download.hub_address(options.mirror)
    download.check_reachable(hub)
    manifest = download.fetch_manifest(model, hub)
    _check_space(manifest.size)
    if not options.yes:
        _ask(model, manifest, hub)
    download.download(model, manifest, hub, line)
    line.end()
    print(store.folder_of(model))
    return 0


def _ask(model: Model, manifest: store.Manifest, hub: str) -> None:
    """Raises InvalidRequestError unless a person agrees."""
    print(
        f"{model.name}, {model.purpose}\n  size     {manifest.size / 1e6:,.0f} MB in {len(manifest.files)} files\n"
        f"  licence  {model.licence}\n  from     {hub}/{model.repository} at {manifest.commit[:12]}\n"
        f"  to       {store.folder_of(model)}",
        file=sys.stderr,
    )
    if not sys.stdin.isatty():
        raise InvalidRequestError("Nobody is here to agree to this download.", hint="Add --yes.")
    print("Download it? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise InvalidRequestError("Nothing was downloaded.", hint="Answer y to agree.")


def _check_space(size: int) -> None:
    folder = store.models_folder()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE_BYTES:
        raise ResourceError(
            f"The disk has {free / 1e6:,.0f} MB free; {(size + _SPARE_BYTES) / 1e6:,.0f} MB are needed.",
            hint="Free some, or name another folder in SCENELOOM_MODELS.",
        )


def _verify(model: Model) -> int:
    line = ProgressLine()
    damaged = store.damaged_files(model, line)
    line.end()
    if damaged:
        raise WeightsNotFoundError(
            f"{model.name} is damaged: {', '.join(damaged)}.",
            hint=f"Run: sceneloom models remove {model.name}, and download it again.",
        )
    print(f"{model.name} is as it should be")
    return 0
