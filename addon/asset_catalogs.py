"""Blender's catalog file of an asset library: found, added to, never spoiled."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

CATALOGS = "blender_assets.cats.txt"
_HEAD = """# This is an Asset Catalog Definition file for Blender.
#
# Empty lines and lines starting with `#` will be ignored.
# The first non-ignored line should be the version indicator.
# Other lines are of the format "UUID:catalog/path/for/assets:simple catalog name"

VERSION 1

"""


def catalog_id(library: Path, path: str) -> str:
    """The UUID of a catalog; one that is not there is added at the end of the file, and all else stays as it is.

    Raises OSError where the file cannot be written.
    """
    path = "/".join(part.strip().replace(":", "-") for part in path.split("/") if part.strip())
    file = library / CATALOGS
    text = file.read_text(encoding="utf-8") if file.is_file() else _HEAD
    for line in text.splitlines():
        fields = line.split(":")
        if len(fields) >= 2 and not line.startswith("#") and fields[1].strip() == path:
            return fields[0].strip()
    made = str(uuid.uuid4())
    ending = "" if text.endswith("\n") else "\n"
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        unfinished.write_text(f"{text}{ending}{made}:{path}:{path.replace('/', '-')}\n", encoding="utf-8")
        os.replace(unfinished, file)  # whole or not at all
    finally:
        unfinished.unlink(missing_ok=True)
    return made
