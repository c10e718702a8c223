"""A generation made anew in the place of an old one: what was changed by hand stays, channel by channel.

The old objects stay and take over what is new, so that everything that hangs on them (modifiers, constraints, children,
drivers, collections, the artist's own keys) keeps hanging on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import bpy

from . import fingerprints
from .collections import FOLDER_KEY, GENERATION_KEY, TEXT_KEY, TEXT_PRINT_KEY
from .digests import KEY, digest
from .take_over import fits, has_same_bones, is_worked_on, replace, take_over

KEPT = "Kept by Hand"
"""collection of what the new description has no place for any more, but an artist has worked on"""
_KEYS = "sceneloom_keys"


@dataclass(kw_only=True)
class Kept:
    """What a regeneration left as it was, in words for the artist."""

    channels: dict[str, set[str]] = field(default_factory=dict)
    """by object name"""
    untold: set[str] = field(default_factory=set)
    """names of objects that come from another version and may be as they were made"""
    left_over: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    as_it_was: str = ""
    """name of the copy of the generation that was made before"""
    set_aside: dict[str, str] = field(default_factory=dict)
    """by object name, the muted track that holds the motion with the artist's changes"""

    @property
    def words(self) -> list[str]:
        lines = [f"{name}: kept {', '.join(sorted(channels))}" for name, channels in self.channels.items()]
        lines += [f"{name}: no longer asked for, kept in “{KEPT}”" for name in self.left_over]
        lines += [f"{name}: the motion as you changed it is in the muted track “{track}”"
                  for name, track in self.set_aside.items()]
        if self.as_it_was:
            lines.append(f"As it was, it is in the history as “{self.as_it_was}”")
        if self.untold:
            lines.insert(0, f"{len(self.untold)} things come from another version of Sceneloom or Blender: what you "
                            "changed of them cannot be told from what was made, so they stay as they are")  # fmt: skip
        return lines + [f"{name}: stays deleted" for name in self.deleted]


def remember_members(collection: bpy.types.Collection) -> None:
    """Remember which objects there are, to tell later which of them the artist has deleted."""
    collection[_KEYS] = [target[KEY] for target in fingerprints.originals(collection).values()]


def merge(
    old: bpy.types.Collection,
    new: bpy.types.Collection,
    *,
    keep: set[str],
    take: set[str] = frozenset(fingerprints.CHANNELS),
    only: set[str] | None = None,
) -> Kept:
    """Let the objects of the generation `old` take over what `new` holds, which is gone afterwards.

    `keep`: channels in which work by hand wins. `take`: channels that are renewed at all. `only`: keys of the objects
    that are renewed; None = all, and then objects come and go as the new description says.
    """
    before, fresh = fingerprints.originals(old), fingerprints.originals(new)
    changed = fingerprints.changed_by_hand(before.values())
    untold = fingerprints.untold(changed, before)
    old_blocks, new_blocks = _blocks_of(before.values()), _blocks_of(fresh.values())
    kept = Kept()
    bodies = {_person_of(key, before) for key, channels in changed.items() if "shape" in channels} - {None}
    apart = set()
    for key, target in list(before.items()):
        made = fresh.get(key)
        if made is None or (only is not None and key not in only):
            continue
        by_hand = changed.get(key, set())
        if key in untold:
            as_new = fingerprints.as_made_anew(target, made) & untold[key]
            by_hand, untold[key] = by_hand - as_new, untold[key] - as_new
        mine = by_hand & keep
        if certain := mine - untold.get(key, set()):
            kept.channels[target.name] = certain
        if mine & untold.get(key, set()):
            kept.untold.add(target.name)
        if "shape" in keep and _person_of(key, before) in bodies:  # skin, clothes and bones fit one another
            mine = mine | {"shape"}
        leave = mine | (fingerprints.made_alike(target, made) - by_hand) | (set(fingerprints.CHANNELS) - take)
        if fits(target, made) and (has_same_bones(target, made) or "shape" in leave):
            take_over(target, made, leave=leave)
        elif "shape" not in mine:
            before[key] = replace(target, made, leave=mine)
        elif only is None:
            apart.add(key)
    if only is None:
        worked_on = {key for key, target in before.items() if key in changed or is_worked_on(target)} if keep else set()
        _come_and_go(old, new, before, fresh, worked_on, apart, kept)
    _take_references(before, fresh)
    bpy.data.batch_remove([made for key, made in fresh.items() if before.get(key) != made])
    if only is None:
        _take_facts(old, new)
    remove(new)
    _drop_unused(old_blocks, new_blocks)
    return kept


def _come_and_go(
    old: bpy.types.Collection,
    new: bpy.types.Collection,
    before: dict[str, bpy.types.Object],
    fresh: dict[str, bpy.types.Object],
    worked_on: set[str],
    apart: set[str],
    kept: Kept,
) -> None:
    """What is new comes, what is no longer asked for goes. `worked_on`: keys of what then moves into a folder of its
    own. `apart`: keys of what moves there although there is something new in its place."""
    for key in apart:
        target = before.pop(key)
        del target[KEY]
        _keep_apart(target, old, kept)
    once = set(old.get(_KEYS, []))
    for key, made in fresh.items():
        if key in before:
            continue
        if key in once and key not in apart:
            kept.deleted.append(made.name)
            continue
        for folder in made.users_collection:
            _folder_like(old, new, folder).objects.link(made)
            folder.objects.unlink(made)
        made[GENERATION_KEY] = old[GENERATION_KEY]
        before[key] = made
    for key in [key for key in before if key not in fresh]:
        target = before.pop(key)
        if key in worked_on:
            _keep_apart(target, old, kept)
        else:
            bpy.data.objects.remove(target)


def _keep_apart(target: bpy.types.Object, generation: bpy.types.Collection, kept: Kept) -> None:
    kept.left_over.append(target.name)
    inside = {generation, *generation.children_recursive}
    for own in [c for c in target.users_collection if c in inside]:
        own.objects.unlink(target)
    _child(generation, KEPT).objects.link(target)


def _person_of(key: str, targets: dict[str, bpy.types.Object]) -> str | None:
    """Key of the rig that an object is, or is a piece of."""
    owner = targets.get(key.split("/")[0])
    return owner[KEY] if owner is not None and owner.type == "ARMATURE" else None


# --- All at once ----------------------------------------------------------------------------------------------------


def _take_references(before: dict[str, bpy.types.Object], fresh: dict[str, bpy.types.Object]) -> None:
    """Whatever points at a new object points at the one that took over from it."""
    for key, made in fresh.items():
        target = before.get(key)
        if target is not None and target != made:
            made.user_remap(target)


def _take_facts(old: bpy.types.Collection, new: bpy.types.Collection) -> None:
    """Prompt, seed, warnings and the readable text of the new generation."""
    text, print_before, fresh = old.get(TEXT_KEY), old.get(TEXT_PRINT_KEY), new.get(TEXT_KEY)
    for name in list(new.keys()):
        if name != GENERATION_KEY:
            old[name] = new[name]
    if text is None or fresh is None:  # deleted by the artist
        old[TEXT_KEY] = None
        bpy.data.batch_remove([fresh] if fresh is not None else [])
    elif digest([text.as_string()]) == print_before:
        text.clear()
        text.write(fresh.as_string())
        old[TEXT_KEY] = text
        bpy.data.texts.remove(fresh)
    else:  # the artist has written in it
        name = text.name
        text.name = f"{name} · Notes"
        fresh.name = name


def remove(collection: bpy.types.Collection) -> None:
    """A generation with its folders, and what nothing uses any more of what it held."""
    held = list(collection.all_objects)
    blocks = _blocks_of(held)
    for child in [collection, *collection.children_recursive]:
        bpy.data.collections.remove(child)
    bpy.data.batch_remove([target for target in held if not target.users_collection])
    _drop_unused(blocks, [])


def _blocks_of(targets: Iterable[bpy.types.Object]) -> list[bpy.types.ID]:
    """What belongs to objects: data, materials, actions; each once."""
    found: dict[bpy.types.ID, None] = {}
    for target in targets:
        blocks = [target.data, *(slot.material for slot in target.material_slots)]
        if target.animation_data is not None:
            blocks += [target.animation_data.action, *fingerprints.generated_actions(target)]
        found.update(dict.fromkeys(block for block in blocks if block is not None))
    return list(found)


def _drop_unused(old: list[bpy.types.ID], new: list[bpy.types.ID]) -> None:
    """Old blocks that nothing uses go, and the new ones get the names that are free then."""
    left = list(dict.fromkeys([*old, *new]))
    while unused := [block for block in left if block.users == 0]:  # a mesh that goes frees its materials
        left = [block for block in left if block not in unused]
        bpy.data.batch_remove(unused)
    for block in left:
        if block.name[-4:-3] == "." and block.name[-3:].isdigit():
            wanted = block.name[:-4]
            block.name = wanted if wanted not in _same_kind(block) else block.name


def _same_kind(block: bpy.types.ID) -> bpy.types.bpy_prop_collection:
    kinds = {
        bpy.types.Action: bpy.data.actions,
        bpy.types.Armature: bpy.data.armatures,
        bpy.types.Camera: bpy.data.cameras,
        bpy.types.Material: bpy.data.materials,
        bpy.types.Mesh: bpy.data.meshes,
    }
    return next((blocks for kind, blocks in kinds.items() if isinstance(block, kind)), bpy.data.lights)


def _folder_like(
    old: bpy.types.Collection, new: bpy.types.Collection, folder: bpy.types.Collection
) -> bpy.types.Collection:
    """The folder of the old generation that was made as one of the new, whatever it is called now."""
    if folder == new:
        return old
    name = folder[FOLDER_KEY]
    found = next((child for child in old.children_recursive if child.get(FOLDER_KEY) == name), None)
    if found is None:
        parent = next((c for c in (new, *new.children_recursive) if folder.name in c.children), new)
        found = bpy.data.collections.new(name)
        found[FOLDER_KEY] = name
        _folder_like(old, new, parent).children.link(found)
    return found


def _child(parent: bpy.types.Collection, name: str) -> bpy.types.Collection:
    found = next((c for c in parent.children if c.name == name or c.name.startswith(f"{name}.")), None)
    if found is None:
        found = bpy.data.collections.new(name)
        parent.children.link(found)
    return found
