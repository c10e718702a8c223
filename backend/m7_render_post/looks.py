"""The looks that ship, and those from a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from ..common.resources import resource_path
from ..protocol.errors import InvalidRequestError
from ..protocol.look import BUILT_IN_LOOKS, Look, changed, look_from_json
from .grade import table_of


def load_look(name: str, strength: float = 1.0, settings: tuple[tuple[str, str], ...] = ()) -> Look:
    """A look by its name, its JSON file or the JSON itself, with single values set. Raises InvalidRequestError."""
    if name in BUILT_IN_LOOKS:
        path: Path | None = resource_path("looks", f"{name}.json")
    elif name.lower().endswith(".json"):
        path = Path(name).expanduser()
    elif name.lstrip().startswith("{"):
        path = None
    else:
        hint = f"Choose from {', '.join(BUILT_IN_LOOKS)}, or name a .json file."
        raise InvalidRequestError(f"There is no look {name!r}.", hint=hint)
    if not 0.0 <= strength <= 1.0:
        raise InvalidRequestError(f"A strength of {strength:g} is not possible.", hint="Use 0 to 1.")
    try:
        look = look_from_json(json.loads(name if path is None else path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InvalidRequestError(
            f"The look {path or 'that was sent'} cannot be read: {reason}.", hint="Start from a copy of one that ships."
        ) from error
    for value_path, text in settings:
        look = changed(look, value_path, text)
    if (
        look.grade.lut and not Path(look.grade.lut).is_absolute() and path is not None
    ):  # a table lies beside the look that names it
        look = replace(look, grade=replace(look.grade, lut=str(path.parent / look.grade.lut)))
    look = look.at_strength(strength)
    if look.grade.lut:
        table_of(look.grade.lut)  # what is wrong with it is said before hours of work
    return look
