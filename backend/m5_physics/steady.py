"""What stands still whatever brushes it: a person's bones push without limit, furniture in real life bears them."""

from __future__ import annotations

from collections.abc import Iterable

from ..common.pouring import poured_into
from ..common.toys import SHOOT_ARROW
from ..protocol.scene import AssetSet, MotionSet, SceneDescription, SceneLayout

_FURNITURE_KG = 15.0
"""what is heavier does not give way to an arm that reaches onto or into it"""
_MOVES = frozenset({"grasp", "kick", "hit", "push", "guide"})
_SEATS = ("sit_at", "lie_at")


def held_still(
    description: SceneDescription,
    assets: AssetSet,
    layout: SceneLayout,
    motion: MotionSet,
    opened: Iterable[str],
    mobile: Iterable[str],
) -> frozenset[str]:
    """Ids of the things that stay where they are.

    Seats and beds under somebody, whose weight holds them down, and furniture that is `opened`, poured at, or below
    what people take and use, what arrows stick in and what a spoon goes round in; not what they kick, hit, push or
    take up, nor what is `mobile` by itself.
    """
    objects = {entity.id: entity.object_ids for entity in description.entities}

    def named(ids: Iterable[str | None]) -> set[str]:
        """The objects meant: one by its own id, all of an entity by the entity's."""
        return {name for i in ids if i is not None for name in objects.get(i, (i,)) if name in assets.assets}

    moved = named(event.target_id for event in motion.events if event.kind in _MOVES) | set(mobile)
    moved |= {name for ids in objects.values() if moved.intersection(ids) for name in ids}  # all of a stack
    people = {entity.id for entity in description.entities if any(name in motion.clips for name in entity.object_ids)}
    bearing = named(layout.placements[name].support_id for name in motion.clips if name in layout.placements)
    bearing |= named(event.target_id for event in motion.events if event.kind == "sit")
    seats = {name for name in bearing if any(a.kind in _SEATS for a in assets.assets[name].affordances)}
    used = {action.target_id for action in description.actions if action.actor_id in people}
    used |= {poured_into(description, action) for action in description.actions}
    below = named(layout.placements[name].support_id for name in named(used) if name in layout.placements)
    shot_at = named(action.target_id for action in description.actions if action.verb == SHOOT_ARROW)
    stirred = named(action.target_id for action in description.actions if action.verb.split()[0] == "stir")
    heavy = {name for name in (*below, *opened) if assets.assets[name].physics.mass_kg > _FURNITURE_KG}
    return frozenset((seats | heavy | shot_at | stirred) - moved)
