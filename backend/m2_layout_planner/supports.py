"""What every object stands on, as a tree: the ground, furniture, what stands on furniture, walls, the sky."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from ..common.belongings import held_at_start, inside_at_start
from ..common.naming import capitalized
from ..common.openings import opening_of
from ..common.states import seats_from_start
from ..protocol.scene import Relation, SceneDescription
from .descents import DROPPED, descents, falls_off
from .surfaces import Surface, surfaces_of, top_surface
from .things import BENDY, SEATS, TABLES, TABLETOP, Thing, lines_roads

SupportKind = Literal["floor", "surface", "slope", "seat", "wall", "hang", "sky", "above", "environment", "hands"]
ON = frozenset({"on", "on_top_of", "onto"})
IN = frozenset({"in", "inside", "into", "within"})
HANGING = frozenset({"hanging_from", "hanging", "hang_from"})
VESSELS = frozenset({"vase", "pot", "jar", "bottle", "glass", "cup", "mug", "bucket", "basket", "urn", "bowl"})
ABOVE = frozenset({"above", "over"})
BESIDE = frozenset({"between", "among", "next_to", "beside", "near", "left_of", "right_of", "in_front_of", "behind"})
_BESIDE_OR_USED = BESIDE | {"through"}  # who looks through a microscope puts it nowhere
STATES = frozenset({"stand", "wait", "stay", "rest", "balance", "hang", "lie", "float", "hover", "lean"})
"""verbs that say how something is from the first frame on"""
SETTLED = frozenset({"sit", "perch", "roost", "nest", "land", "alight", "settle", "sleep", "lie", "doze", "nap"})
"""verbs of what is where they say from the first frame on, if it has no limbs to get there"""
PERCHERS = frozenset({"bird", "owl", "crow", "butterfly", "cat", "squirrel"})
"""what is on top of a fence or wall where other things hang on it"""
ABOARD = frozenset({"row", "paddle"})
"""verbs of who is in what they move from the first frame on"""
HEAP_WORDS = frozenset({"stack", "stacked", "pile", "piled", "heap", "tower"})
_WIDEST_M = 0.6
"""half of the widest thing that goes on a table unasked: a computer with its screen and its keyboard"""
FULL, FLAT_M = 0.4, 0.07
"""share of a table's area, and the height of what can be piled up"""
STANDING_WORDS = frozenset({"stand", "stand on", "dance", "dance on", "jump", "jump on", "walk on"})


@dataclass(frozen=True, kw_only=True)
class Support:
    """How one object is held up."""

    kind: SupportKind
    parent_id: str | None = None
    surface: Surface | None = None


@dataclass(kw_only=True)
class SupportTree:
    """Supports of all objects, parents before children, and what could not be had."""

    supports: dict[str, Support] = field(default_factory=dict)
    unsatisfied: list[str] = field(default_factory=list)

    def root_of(self, object_id: str) -> str:
        """The object itself, or what it finally stands on, that is on the floor."""
        seen = {object_id}
        while (parent := self.supports[object_id].parent_id) is not None and parent not in seen:
            seen.add(parent)
            object_id = parent
        return object_id

    def depth_of(self, object_id: str) -> int:
        """0 on the floor, 1 on something that stands on the floor, …"""
        depth = 0
        while (parent := self.supports[object_id].parent_id) is not None and depth < len(self.supports):
            object_id, depth = parent, depth + 1
        return depth


def instance_pairs(
    description: SceneDescription, relation: Relation, things: Mapping[str, Thing]
) -> Iterator[tuple[str, str]]:
    """Object ids that a relation joins: one to one where counts agree, else shared out in order."""
    entities = {entity.id: entity for entity in description.entities}
    if relation.subject_id not in entities or relation.object_id not in entities:
        return
    subjects = [i for i in entities[relation.subject_id].object_ids if i in things]
    objects = [i for i in entities[relation.object_id].object_ids if i in things]
    if relation.subject_id == relation.object_id:
        yield from zip(subjects[1:], objects, strict=False)
    elif objects:
        for number, subject in enumerate(subjects):
            yield subject, objects[number * len(objects) // len(subjects) if len(subjects) >= len(objects) else number]


def plan_supports(description: SceneDescription, things: dict[str, Thing], indoor: bool) -> SupportTree:
    """Chooses a support for every object."""
    wanted = {i: Support(kind="environment") for i, thing in things.items() if thing.kind == "environment"}
    tree = SupportTree()
    begun = STATES | DROPPED | ABOARD  # what drops onto something is above it before
    limbless = {i for i, thing in things.items() if thing.asset.skeleton is None}
    acted = {
        (a.actor_id, a.target_id) for a in description.actions
        if a.target_id and a.verb.split()[0] not in (begun | SETTLED if a.actor_id in limbless else begun)
    }  # fmt: skip
    heaps = _heaps(description, things)
    entities = {entity.id: entity for entity in description.entities}
    for object_id, person_id in held_at_start(description, {i: thing.asset for i, thing in things.items()}).items():
        wanted.setdefault(object_id, Support(kind="hands", parent_id=person_id))
    for sitter, seat_id in seats_from_start(description, {i: thing.asset for i, thing in things.items()}).items():
        places = surfaces_of(things[seat_id], "sit_at")
        own = places[_load(wanted, seat_id) % len(places)]
        wanted.setdefault(sitter, Support(kind="seat", parent_id=seat_id, surface=own))
    for inside, around, is_out in inside_at_start(description):
        into = [things[i] for i in around.object_ids if i in things]
        for object_id in inside.object_ids if into else ():
            if object_id in things and (place := _taken_out_of(things[object_id], into[0], tree, wanted, is_out)):
                wanted.setdefault(object_id, place)
    for object_id, slope_id, _ in descents(description, things):
        wanted.setdefault(object_id, Support(kind="slope", parent_id=slope_id))
    for object_id, holder_id in falls_off(description, things):
        tops = surfaces_of(things[holder_id], "surface_top")
        held: SupportKind = "surface" if tops else "hang"
        wanted.setdefault(object_id, Support(kind=held, parent_id=holder_id, surface=tops[0] if tops else None))
    for relation in description.relations:
        if (relation.subject_id, relation.object_id) in acted:
            continue  # what someone is about to do is no state of the first frame
        if relation.object_id in entities and not any(i in things for i in entities[relation.object_id].object_ids):
            for subject in (i for i in entities[relation.subject_id].object_ids if i in things):
                support = _on_the_room(relation, entities[relation.object_id].lemma)
                if support is not None:
                    wanted.setdefault(subject, support)
        for subject, target in instance_pairs(description, relation, things):
            if relation.predicate == "with" and _is_vase_of(things[subject], things[target]):
                space = _within(things[target], things[subject], tree, _load(wanted, subject))
                if space is not None:
                    wanted.setdefault(target, space)
                continue
            vase = wanted[subject].parent_id if subject in wanted else None
            if vase is not None and vase not in wanted and _is_vase_of(things[vase], things[subject]):
                subject = vase  # `a vase with flowers on a table`
            if subject in wanted or subject == target:
                continue
            if heap := heaps.get(relation.object_id):  # on a stack: on its top
                target = target if relation.subject_id == relation.object_id else heap[-1]
            support = _held_by(relation, things[subject], things[target], tree, _load(wanted, target), indoor)
            if support is not None:
                wanted[subject] = support
    tables = [t for t in things.values() if t.words & TABLES and surfaces_of(t, "surface_top")]
    for object_id, thing in things.items():
        if tables and object_id not in wanted and _is_for_tables(thing) and not _is_put(description, thing):
            unsaid = [t for t in tables if t.entity is None is thing.entity]  # a shop's till is on the shop's counter
            table = (unsaid or tables)[_instance(thing) % len(unsaid or tables)]
            top = _carrying(table, thing, _load(wanted, table.object_id))
            wanted[object_id] = Support(kind="surface", parent_id=table.object_id, surface=top)
    _share_with_neighbours(description, things, wanted)
    for heap in heaps.values():
        for below, above in itertools.pairwise(heap):
            wanted[above] = Support(kind="surface", parent_id=below, surface=_upper_side(things[below], things[above]))
    for object_id, thing in things.items():
        wanted.setdefault(object_id, _usual(thing, indoor))
    _pile_up(wanted, things)
    _break_cycles(wanted, things, tree)
    tree.supports = wanted
    order = sorted(things, key=tree.depth_of)
    tree.supports = {object_id: wanted[object_id] for object_id in order}
    return tree


def _heaps(description: SceneDescription, things: dict[str, Thing]) -> dict[str, list[str]]:
    """Entities whose instances stand on one another, bottom first: the biggest lies below."""
    heaps = {}
    for entity in description.entities:
        present = [i for i in entity.object_ids if i in things]
        words = {word for a in entity.attributes for word in a.value.split()}
        for relation in description.relations:
            if relation.subject_id == entity.id and (relation.spatial in ON or relation.object_id == entity.id):
                words |= set(relation.predicate.split())
                words |= {"stacked"} if relation.object_id == entity.id and relation.spatial in ON | ABOVE else set()
        if len(present) > 1 and words & HEAP_WORDS:
            heaps[entity.id] = sorted(present, key=lambda i: -round(float(np.prod(things[i].extents)), 4))
    return heaps


def _instance(thing: Thing) -> int:
    """0-based number of an object among those of its entity: one on each of several tables."""
    return thing.entity.object_ids.index(thing.object_id) if thing.entity else 0


def _is_for_tables(thing: Thing) -> bool:
    """Whether a thing stands on a table where there is one: cups and books, and lamps that are no floor lamps."""
    return bool(thing.words & TABLETOP or (thing.words & {"lamp"} and thing.height < 0.8)) and thing.reach < _WIDEST_M


def _pile_up(wanted: dict[str, Support], things: dict[str, Thing]) -> None:
    """Equal flat things lie on one another where a table is too full for them side by side."""
    shared: dict[tuple[str, str], list[str]] = {}
    seats = sum(bool(thing.words & SEATS) for thing in things.values())
    for object_id, support in wanted.items():
        if support.kind == "surface" and support.parent_id and support.surface:
            shared.setdefault((support.parent_id, support.surface.name), []).append(object_id)
    for members in shared.values():
        surface = wanted[members[0]].surface
        assert surface is not None
        if sum(float(np.prod(things[i].extents)) for i in members) < FULL * float(np.prod(surface.half)):
            continue
        flat = [i for i in members if things[i].entity is not None and things[i].height < FLAT_M]
        flat = [i for i in flat if _count(things[i]) != seats]  # one for everybody: the table is set with them
        for below, above in itertools.pairwise(flat):
            if things[below].entity is things[above].entity:
                wanted[above] = Support(
                    kind="surface", parent_id=below, surface=_upper_side(things[below], things[above])
                )


def _count(thing: Thing) -> int:
    return thing.entity.count if thing.entity is not None else 1


def _upper_side(below: Thing, above: Thing) -> Surface:
    """Where the next thing of a stack lies: straight above the middle."""
    surface = _carrying(below, above, 0)
    if surface.kind == "surface_top" and surface.free_height == np.inf:
        return replace(surface, half=np.minimum(surface.half, 0.05 * above.extents))
    return surface


def _is_put(description: SceneDescription, thing: Thing) -> bool:
    """Whether the prompt puts a thing somewhere; what something else is put beside may be anywhere."""
    own = thing.entity.id if thing.entity else ""
    return any(
        r.spatial is not None and (own == r.subject_id or (own == r.object_id and r.spatial not in _BESIDE_OR_USED))
        for r in description.relations
    )


def _share_with_neighbours(
    description: SceneDescription, things: dict[str, Thing], wanted: dict[str, Support]
) -> None:
    """What is beside things on a table is on it, too; and so is what they are beside."""
    beside = [r for r in description.relations if r.spatial in BESIDE]
    for relation in beside:
        for subject, target in instance_pairs(description, relation, things):
            other, item = wanted.get(target), things[subject]
            if subject in wanted or other is None or other.kind != "surface" or other.parent_id == subject:
                continue
            if item.kind == "floor" and not item.is_person and item.reach < 0.3 and item.height < 0.6:
                wanted[subject] = other
    for relation in beside:
        for subject, target in instance_pairs(description, relation, things):
            own = wanted.get(subject)
            if own is not None and own.kind == "surface" and target not in wanted and _is_for_tables(things[target]):
                wanted[target] = own


def _is_vase_of(holder: Thing, item: Thing) -> bool:
    """`a vase with a flower`: the flower is in it."""
    return bool(holder.words & VESSELS) and bool(item.words & BENDY)


def _load(wanted: dict[str, Support], target: str) -> int:
    return sum(support.parent_id == target for support in wanted.values())


def _usual(thing: Thing, indoor: bool) -> Support:
    if thing.kind == "environment":
        return Support(kind="environment")
    if thing.kind == "sky":
        return Support(kind="sky")
    if thing.kind == "wall" and indoor:
        return Support(kind="wall")
    if "chandelier" in thing.words and indoor:
        return Support(kind="hang")
    if "wall" in thing.words and indoor:
        return Support(kind="environment")
    return Support(kind="floor")


def _on_the_room(relation: Relation, lemma: str) -> Support | None:
    """A relation to a part of the room or the world that has no object of its own."""
    if lemma == "ceiling" and relation.spatial in ON | HANGING | IN | {"attached_to"}:
        return Support(kind="hang")
    if lemma == "wall" and relation.spatial in ON | HANGING | IN | {"attached_to"}:
        return Support(kind="wall")
    if lemma in ("sky", "air") and relation.spatial in IN | ON | {"at"}:
        return Support(kind="sky")
    if relation.spatial in ON | IN:
        return Support(kind="floor")
    return None


def _held_by(
    relation: Relation, item: Thing, holder: Thing, tree: SupportTree, load: int, indoor: bool
) -> Support | None:
    """The support that a relation asks for; None where it asks for none."""
    spatial = relation.spatial
    if holder.kind == "environment" or holder.kind == "ground":
        if spatial in HANGING and "ceiling" in holder.words:
            return Support(kind="hang")
        if spatial == "along" and lines_roads(item):
            return Support(kind="floor")
        if spatial in ON | IN | {"across", "along"}:
            if "sky" in holder.words:
                return Support(kind="sky")
            return Support(kind="floor", parent_id=holder.object_id if holder.kind == "ground" else None)
    if spatial in ABOVE:
        return Support(kind="sky" if item.kind == "sky" else "above", parent_id=holder.object_id)
    if spatial in HANGING:
        if holder.words & {"wall", "fence"} or item.kind == "wall":
            return Support(kind="wall", parent_id=None if indoor and "wall" in holder.words else holder.object_id)
        return Support(kind="hang", parent_id=holder.object_id)
    if spatial in ON | IN | {"attached_to", "against"} and "wall" in holder.words and indoor:
        return Support(kind="wall") if spatial != "against" and item.reach < 1.5 else None
    perches = item.words & PERCHERS or relation.predicate.split()[0] in SETTLED
    if spatial in ON | {"attached_to"} and holder.words & {"wall", "fence"} and not perches:
        return Support(kind="wall", parent_id=holder.object_id)
    if holder.kind == "sky":
        return None
    if spatial in ON and not surfaces_of(holder, "surface_top") and surfaces_of(holder, "inside"):
        return _within(item, holder, tree, load)
    if spatial in ON:
        return Support(kind="seat" if _sits(relation, item, holder) else "surface", parent_id=holder.object_id,
                       surface=_carrying(holder, item, load, _sits(relation, item, holder)))  # fmt: skip
    if spatial in IN:
        return _within(item, holder, tree, load)
    return None


def _sits(relation: Relation, item: Thing, holder: Thing) -> bool:
    return item.is_person and bool(surfaces_of(holder, "sit_at")) and relation.predicate not in STANDING_WORDS


def _carrying(holder: Thing, item: Thing, load: int, sits: bool = False) -> Surface:
    """The best surface of `holder` for `item`, `load` things being there already."""
    if sits:
        seats = surfaces_of(holder, "sit_at")
        return seats[load % len(seats)]
    tops = surfaces_of(holder, "surface_top")
    fitting = [s for s in tops if s.free_height > item.height]
    if len(fitting) > 1 and fitting[0].free_height < np.inf:  # a bookcase: share out over its shelves
        return fitting[load % len(fitting)]
    others = surfaces_of(holder, "lie_at", "stand_at", "sit_at")
    choices = [*fitting, *others]
    if item.is_person:
        choices = [*surfaces_of(holder, "stand_at"), *choices]
    return choices[0] if choices else top_surface(holder)


def _within(item: Thing, holder: Thing, tree: SupportTree, load: int) -> Support | None:
    if item.is_person and (seats := surfaces_of(holder, "sit_at")):
        return Support(kind="seat", parent_id=holder.object_id, surface=seats[load % len(seats)])
    spaces = surfaces_of(holder, "inside")
    if not spaces and holder.words & SEATS:
        return Support(kind="surface", parent_id=holder.object_id, surface=_carrying(holder, item, load))
    fitting = [s for s in spaces if item.words & BENDY or min(item.extents) <= 1.02 * min(s.half)]
    if fitting:
        return Support(kind="surface", parent_id=holder.object_id, surface=fitting[load % len(fitting)])
    if shelves := [s for s in surfaces_of(holder, "surface_top") if item.height < s.free_height < np.inf]:
        return Support(kind="surface", parent_id=holder.object_id, surface=shelves[load % len(shelves)])
    why = "is too big for it" if spaces else "there is no room in it"
    tree.unsatisfied.append(capitalized(f"{item.name} is not in {holder.name}: {item.name if spaces else ''} {why}.")
                            .replace(":  ", ": "))  # fmt: skip
    return None


def _taken_out_of(
    item: Thing, holder: Thing, tree: SupportTree, wanted: dict[str, Support], is_out: bool
) -> Support | None:
    """In what it is taken out of, low enough that this closes; or on it, where it has no inside: a table."""
    load = _load(wanted, holder.object_id)
    spaces = surfaces_of(holder, "inside")
    if not is_out and not spaces and surfaces_of(holder, "surface_top") and opening_of(holder.asset, "") is None:
        return Support(kind="surface", parent_id=holder.object_id, surface=_carrying(holder, item, load))
    if opening_of(holder.asset, "") is not None:
        long, short = sorted(item.extents, reverse=True)
        fits = any(
            item.height <= s.free_height and long <= max(s.half) and short <= min(s.half) for s in spaces
        )
        if spaces and not fits:
            tree.unsatisfied.append(capitalized(f"{item.name} is not in {holder.name}: it is too big for it."))
            return None
    return _within(item, holder, tree, load)


def _break_cycles(wanted: dict[str, Support], things: dict[str, Thing], tree: SupportTree) -> None:
    for object_id in things:
        seen, current = [object_id], wanted[object_id].parent_id
        while current is not None and current not in seen:
            seen.append(current)
            current = wanted[current].parent_id
        if current == object_id:
            parent = things[wanted[object_id].parent_id or object_id].name
            tree.unsatisfied.append(
                capitalized(f"{things[object_id].name} is not on {parent}: they would carry each other.")
            )
            wanted[object_id] = Support(kind="floor")
