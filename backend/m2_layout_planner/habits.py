"""What goes without saying of where things stand: chairs face their table, a nightstand is at the head of its bed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..protocol.scene import SceneDescription
from .plane import Plane
from .rows import add_rows
from .supports import SupportTree
from .things import SEATS, TABLES, Thing
from .verbs import need_of
from .wishes import Wish, ring_offsets

SITTER_TURN_RAD = 2.0
"""who sits before a table is seen from the front, half from the side"""
BEHIND_TURN_RAD = 0.35
"""who sits behind drums is seen over them, a little from the side"""
ACROSS_RAD = 1.25
"""who sit before and behind a table come to sit left and right"""
MET_TURN_RAD = 1.2
"""an animal that is fed or stroked is seen from the side, a little from the front"""
_BESIDE_BED = frozenset({"nightstand", "bedside table", "night stand", "bedside lamp"})
_BEFORE_COUCH_M = 0.38
_BOARDS = frozenset({"blackboard", "chalkboard", "whiteboard"})
_DESKS_A_ROW, _AISLE_M, _ROW_M, _BEFORE_BOARD_M = 3, 0.5, 1.7, 2.4
"""of a class: a teacher has room before the board, a chair between two rows"""


def add_habits(plane: Plane) -> None:
    """What goes without saying: chairs face their table, dominoes stand in a row, cars are on the road."""
    add_rows(plane)
    if not plane.is_floor:
        return
    tables = [j for j, t in enumerate(plane.things) if t.words & TABLES]
    anchored = {w.first for w in plane.wishes if w.kind == "anchor"}
    facing = {w.first for w in plane.wishes if w.kind == "face"}
    for w in list(plane.wishes):
        is_chair = bool(plane.things[w.first].words & (SEATS - {"bed", "bench"})) and w.others[0] in tables
        if is_chair and w.kind in ("gap", "side") and w.spatial != "far_from" and w.first not in anchored | facing:
            text = plane.sentence(w.first, "facing", w.others[0])
            plane.wishes.append(
                Wish(kind="face", spatial="facing", first=w.first, others=w.others, strength=0.5, text=text)
            )
            facing.add(w.first)
    _add_companions(plane)
    roads = [j for j, t in enumerate(plane.things) if t.words & {"road", "street", "highway"}]
    for i, thing in enumerate(plane.things):
        if roads and thing.words & {"car", "truck", "bus", "van", "motorcycle", "taxi"} and plane.free[i]:
            if any(w.first == i for w in plane.wishes):
                continue
            plane.apart.add((min(i, roads[0]), max(i, roads[0])))
            plane.wishes.append(Wish(kind="within", spatial="on", first=i, others=(roads[0],), strength=0.5,
                                     text=plane.sentence(i, "on", roads[0])))  # fmt: skip


def turn_to_be_seen(plane: Plane, tree: SupportTree) -> None:
    """A table with somebody at it, or two opposite each other, is turned so that their faces are seen."""
    sat_on = {support.parent_id for support in tree.supports.values() if support.kind == "seat"}
    at: dict[int, list[Wish]] = {}
    for wish in plane.wishes:
        if wish.kind == "anchor" and wish.spatial in ("at", "around") and plane.things[wish.first].object_id in sat_on:
            at.setdefault(wish.others[0], []).append(wish)
    for table, wishes in at.items():
        if len(wishes) == 1 and wishes[0].spatial == "at":
            behind = "drum kit" in plane.things[table].words
            plane.turned.setdefault(table, BEHIND_TURN_RAD if behind else SITTER_TURN_RAD)
        elif len(wishes) == 2 and abs(wishes[0].offset[1]) > abs(wishes[0].offset[0]):
            plane.turned.setdefault(table, ACROSS_RAD)


def turn_animals(plane: Plane, description: SceneDescription) -> None:
    """An animal that somebody comes to stands across the picture: who is before it hides neither it nor their face."""
    met = {a.target_id for a in description.actions if need_of(a) in ("meet", "touch") and a.target_id is not None}
    for i, thing in enumerate(plane.things):
        if thing.is_person and thing.asset.category != "person" and thing.entity is not None and thing.entity.id in met:
            plane.turned.setdefault(i, MET_TURN_RAD)


def _add_companions(plane: Plane) -> None:
    """Nightstands beside the head of the bed, first right, then left; a coffee table before its couch; a chair at each
    desk that has none."""
    related = {w.first for w in plane.wishes}
    sat_at = {w.others[0] for w in plane.wishes if w.kind == "anchor" and w.spatial in ("at", "around")}
    desks = [j for j, thing in enumerate(plane.things) if "desk" in thing.words and j not in sat_at]
    beds = [j for j, thing in enumerate(plane.things) if "bed" in thing.words]
    couches = [j for j, thing in enumerate(plane.things) if thing.words & {"couch", "sofa"}]
    _add_classes(plane, related)
    number = 0
    for i, thing in enumerate(plane.things):
        if not plane.free[i] or i in related:
            continue
        if beds and thing.words & _BESIDE_BED:
            bed = plane.things[beds[number // 2 % len(beds)]]
            side = 1.0 if number % 2 == 0 else -1.0
            place = (side * (_half_width(bed) + _half_width(thing) + 0.05), bed.extents[1] - thing.extents[1] - 0.02)
            _anchor(plane, i, beds[number // 2 % len(beds)], "next_to", (float(place[0]), float(place[1])))
            number += 1
        elif couches and "coffee table" in thing.words:
            couch = plane.things[couches[0]]
            ahead = float(couch.extents[1] + _BEFORE_COUCH_M + thing.extents[1])
            _anchor(plane, i, couches[0], "in_front_of", (0.0, -ahead))
        elif desks and "chair" in thing.words:
            desk = desks.pop(0)
            plane.wishes.append(replace(seat_at(plane, i, desk, plane.sentence(i, "at", desk)), strength=0.5))


def _add_classes(plane: Plane, related: set[int]) -> None:
    """Desks stand in rows before a blackboard, so that who sits at them looks at it."""
    boards = [j for j, thing in enumerate(plane.things) if thing.words & _BOARDS]
    desks = [i for i, thing in enumerate(plane.things) if "desk" in thing.words and plane.free[i] and i not in related]
    if not boards or len(desks) < 2:
        return
    columns = min(len(desks), _DESKS_A_ROW)
    for number, i in enumerate(desks):
        row, column = divmod(number, columns)
        across = (column - 0.5 * (columns - 1)) * (2.0 * _half_width(plane.things[i]) + _AISLE_M)
        _anchor(plane, i, boards[0], "in_front_of", (across, -_BEFORE_BOARD_M - row * _ROW_M))


def seat_at(plane: Plane, i: int, j: int, text: str) -> Wish:
    """A chair at a desk: before its front, facing it, with room for knees; a drummer's stool behind the drums."""
    seat, table = plane.things[i], plane.things[j]
    side, gap_m = (0.5, 0.13) if "drum kit" in table.words else (-0.5, 0.12)  # the snare is between the knees
    x, y, heading = ring_offsets(1, seat.extents, table.half, table.radius, gap_m, side * np.pi)[0]
    return Wish(kind="anchor", spatial="at", first=i, others=(j,), text=text, offset=(x, y), heading=heading)


def _half_width(thing: Thing) -> float:
    return float(thing.extents[0])


def _anchor(plane: Plane, i: int, j: int, spatial: str, offset: tuple[float, float]) -> None:
    plane.wishes.append(Wish(kind="anchor", spatial=spatial, first=i, others=(j,), offset=offset, heading=0.0,
                             strength=0.5, text=plane.sentence(i, spatial, j)))  # fmt: skip
