"""Named values of motion programs: what a program would choose, in which range, and what the artist chose instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..protocol.errors import InvalidRequestError
from ..protocol.scene import Parameter

Values = Mapping[str, float | bool]


@dataclass
class Choices:
    """The values of one actor: chosen ones come in, all that are used come out."""

    chosen: Values = field(default_factory=dict)
    """by full name, `walk_a1.speed_m_s`"""
    used: dict[str, Parameter] = field(default_factory=dict)

    def value(
        self, name: str, default: float, minimum: float, maximum: float, unit: str, description: str
    ) -> float:
        """The artist's number, kept within the range, else the program's own."""
        number = float(default)
        if name in self.chosen:
            number = float(np.clip(float(self.chosen[name]), minimum, maximum))
        self.used[name] = Parameter(
            name=name, value=round(number, 4), minimum=minimum, maximum=maximum, unit=unit, description=description
        )
        return number

    def flag(self, name: str, default: bool, description: str) -> bool:
        """The same for a yes or no."""
        chosen = bool(self.chosen.get(name, default))
        self.used[name] = Parameter(name=name, value=chosen, description=description)
        return chosen


_UNITS = ("_m_s", "_m", "_s", "_rad")


def full_names(settings: Iterable[tuple[str, str]], parameters: Iterable[Parameter]) -> dict[str, float | bool]:
    """Settings as they are typed (`speed` `1.4`, `walk.speed_m_s` `1.4`) by full names: for all actions that have them.

    Raises InvalidRequestError for what no action has, and for what is no number in its range.
    """
    known = list(parameters)
    found: dict[str, float | bool] = {}
    for said, text in settings:
        meant = [parameter for parameter in known if said in _spellings(parameter.name)]
        if not meant:
            names = sorted({_spellings(parameter.name)[-1] for parameter in known})
            raise InvalidRequestError(
                f"Nothing in this motion is called “{said}”.", hint=f"What can be set: {', '.join(names) or 'nothing'}."
            )
        for parameter in meant:
            found[parameter.name] = _read(said, text, parameter)
    return found


def _spellings(name: str) -> list[str]:
    """All ways to name `walk_a1.speed_m_s`, the shortest last."""
    act, _, own = name.partition(".")
    short = next((own.removesuffix(unit) for unit in _UNITS if own.endswith(unit)), own)
    verb = act.rpartition("_")[0]
    return [name, *(f"{front}.{back}" for front in (act, verb) for back in (own, short)), own, short]


def _read(said: str, text: str, parameter: Parameter) -> float | bool:
    if isinstance(parameter.value, bool):
        if text.lower() not in ("yes", "no", "true", "false", "1", "0"):
            raise InvalidRequestError(f"“{said}” is yes or no, not “{text}”.")
        return text.lower() in ("yes", "true", "1")
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    low, high = float(parameter.minimum or 0.0), float(parameter.maximum or 0.0)
    if not low <= number <= high:
        raise InvalidRequestError(f"“{said}” goes from {low:g} to {high:g}, “{text}” does not fit.")
    return number
