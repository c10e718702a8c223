"""Builds the Blender extension: `python build_addon.py` writes and validates `dist/sceneloom-<version>.zip`.

`--vendor-only` only brings `addon/_vendor/` up to date, the copy that a checkout runs from. Standard library only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from setup_environments import python_of

ROOT = Path(__file__).resolve().parent
ADDON = ROOT / "addon"
VENDORED = ADDON / "_vendor"
MANIFEST = ADDON / "blender_manifest.toml"
# What the child process needs beside the add-on. The locks let an artist set the backend up from the zip alone.
SOURCES = ("backend", "blender_assets", "requirements/backend.lock", "requirements/torch.txt")
ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # equal contents give equal bytes


def files_below(path: Path) -> Iterator[Path]:
    """Every file that ships, in a fixed order; float weights stay behind: only training goes on from them."""
    if path.is_file():
        if path.suffix != ".safetensors":
            yield path
    elif path.is_dir() and path.name != "__pycache__":
        for child in sorted(path.iterdir()):
            if not child.name.startswith("."):
                yield from files_below(child)


def refresh_vendored_tree() -> None:
    """Makes `addon/_vendor/` equal to its sources, touching only what differs in size or time."""
    wanted = {file.relative_to(ROOT): file for source in SOURCES for file in files_below(ROOT / source)}
    for file in list(files_below(VENDORED)):
        if file.relative_to(VENDORED) not in wanted:
            file.unlink(missing_ok=True)
    for relative, source in wanted.items():
        copy, status = VENDORED / relative, source.stat()
        if copy.exists() and signature(copy.stat()) == signature(status):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        # Others may be running from the tree: they see the old file or the new one, never half of it.
        unfinished = copy.with_name(f".{copy.name}.{os.getpid()}")
        shutil.copy2(source, unfinished)
        unfinished.replace(copy)


def signature(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def version() -> str:
    return str(tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["version"])


def write_zip(target: Path) -> None:
    """Writes the extension under a temporary name and renames it: fixed order, times and modes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    contents = {file.relative_to(ADDON).as_posix(): file for file in files_below(ADDON)}
    contents |= {name: ROOT / name for name in ("LICENSE", "NOTICE")}
    with zipfile.ZipFile(unfinished, "w") as archive:
        for name, file in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on whatever this runs
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes(), compresslevel=6)
    unfinished.replace(target)


def validate(target: Path) -> None:
    """Lets Blender's own validator judge the zip; a rejection ends the program."""
    packages = "Lib/site-packages" if sys.platform == "win32" else "lib/python3.11/site-packages"
    validators = list((ROOT / ".venv-blender" / packages).glob("bpy/*/scripts/addons_core/bl_pkg/cli/blender_ext.py"))
    if not validators:
        sys.exit("build_addon: no .venv-blender to validate with; run: make setup")
    command = [python_of(ROOT / ".venv-blender"), validators[0], "validate", target]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"build_addon: Blender rejects {target.name}:\n{done.stdout}")


def build() -> Path:
    """Refreshes the tree, writes the zip and validates it."""
    refresh_vendored_tree()
    target = ROOT / "dist" / f"sceneloom-{version()}.zip"
    write_zip(target)
    validate(target)
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--vendor-only", action="store_true", help="only bring addon/_vendor/ up to date")
    if parser.parse_args().vendor_only:
        return refresh_vendored_tree()
    target = build()
    print(f"{target.relative_to(ROOT)} ({target.stat().st_size / 1e6:.1f} MB), accepted by Blender's validator")
    return None


if __name__ == "__main__":
    main()
