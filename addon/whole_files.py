"""Files that are there whole or not at all, also where the disk fills up while Blender writes them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ._vendor.backend.protocol.errors import ResourceError
from .interruption import unfinished

_ZSTD_START = bytes.fromhex("28b52ffd")
_ZSTD_SEEK_TABLE_END = bytes.fromhex("b1ea928f")
"""zstd's seekable format: the last four bytes of the last frame"""
_LAST_BLOCK = b"ENDB"
_LAST_BLOCK_BYTES = 32
"""at most, its head, which is all there is of it"""


@contextmanager
def finished_file(path: str) -> Iterator[str]:
    """A temporary name beside `path` that becomes `path` when all went well and goes away when not."""
    target = Path(path)
    temporary = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    with unfinished(temporary):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            yield str(temporary)
            if target.suffix == ".blend":
                check_whole(temporary)
            os.replace(temporary, target)
        except (OSError, RuntimeError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error).strip()
            raise ResourceError(
                f"{target} could not be written: {reason}.",
                hint="Check the disk's free space and the folder's rights.",
            ) from error


def check_whole(path: Path) -> None:
    """Blender does not notice a disk that fills up while it compresses: look how a .blend ends. Raises OSError."""
    with path.open("rb") as file:
        is_compressed = file.read(4) == _ZSTD_START
        file.seek(-min(_LAST_BLOCK_BYTES, path.stat().st_size), os.SEEK_END)
        end = file.read()
    if not (end.endswith(_ZSTD_SEEK_TABLE_END) if is_compressed else _LAST_BLOCK in end):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
