"""Scenes that another version of Sceneloom or of Blender made: where what an artist has changed cannot be told from
what was made, Regenerate keeps it, unless the artist says what is whose."""

from __future__ import annotations

import bpy

from . import generations, work_modes
from .scene_builder import fingerprints
from .scene_builder.collections import OBJECT_ID_KEY

ITEMS = (
    ("KEEP", "Keep All of It", "What may have been changed by hand stays as it is"),
    ("ANEW", "Make It Anew", "What may have been changed by hand is made anew, except what is selected; as it is now, "
     "the generation stays in the history as a variation"),
)  # fmt: skip


def untold_in(collection: bpy.types.Collection) -> dict[str, set[str]]:
    """By key, the channels of which it cannot be told whether they were changed by hand."""
    originals = fingerprints.originals(collection)
    return fingerprints.untold(fingerprints.changed_by_hand(originals.values()), originals)


def ask(context: bpy.types.Context, collection: bpy.types.Collection, what: str, seed: int) -> bool:
    """Ask what is to become of that, where there is any; returns whether the artist is asked."""
    work_modes.leave()
    untold = untold_in(collection)
    work_modes.give_back()
    if not untold:
        return False

    def draw(menu: bpy.types.Menu, context: bpy.types.Context) -> None:
        menu.layout.label(text=f"What you changed of {len(untold)} things cannot be told from what was made.")
        for choice, name, _ in ITEMS:
            if choice == "ANEW":
                name += f"{' Except the Selected' if what == 'ALL' else ''}, and Keep a Copy in the History"
            button = menu.layout.operator("sceneloom.regenerate", text=name)
            button.untold, button.what, button.seed = choice, what, seed

    context.window_manager.popup_menu(draw, title="This scene is from another version", icon="QUESTION")
    return True


def taken_as_made(
    context: bpy.types.Context, collection: bpy.types.Collection, only: set[str] | None
) -> dict[str, set[str]]:
    """What counts as made where the artist wants it anew: all that cannot be told of, but for the selected things. With
    `only`, ids of the things that are made anew, just theirs."""
    selected = {target.get(OBJECT_ID_KEY) or (target.parent or {}).get(OBJECT_ID_KEY)
                for target in context.selected_objects}  # fmt: skip

    def is_meant(key: str) -> bool:
        owner = key.split("/")[0]
        return owner not in selected if only is None else owner in only

    return {key: channels for key, channels in untold_in(collection).items() if is_meant(key)}


def settle(
    scene: bpy.types.Scene, collection: bpy.types.Collection, as_made: dict[str, set[str]], *, of_all: bool
) -> str:
    """Count those channels as made and, where it was asked `of_all`, the other untold ones as the artist's; a copy of
    the generation as it is stays as a hidden variation, whose name is returned."""
    copy = generations.keep_copy(scene, collection)
    originals = fingerprints.originals(collection)
    for key, channels in untold_in(collection).items():
        for channel in channels:
            if channel in as_made.get(key, ()):
                fingerprints.take_as_made(originals[key], channel)
            elif of_all:
                fingerprints.take_as_mine(originals[key], channel)
    if of_all:
        generations.take_world_as_made(collection)
    return copy.name
