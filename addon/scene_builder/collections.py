"""One generation: its collections, its names, and everything made for it, so that a cancel leaves no trace."""

from __future__ import annotations

import bpy

from .._vendor.backend.protocol.errors import JobCancelled
from .._vendor.backend.protocol.scene import Asset, SceneBundle
from .digests import digest

GENERATION_KEY = "sceneloom_generation"
OBJECT_ID_KEY = "sceneloom_object_id"
FOLDER_KEY = "sceneloom_folder"
"""custom property of a collection: what it holds, whatever the artist calls it"""
TEXT_KEY, TEXT_PRINT_KEY = "sceneloom_text", "sceneloom_text_print"
"""custom properties of a generation: the text to read, and the fingerprint of what was written"""
_PROMPT_LENGTH = 40
FOLDERS = {"character": "Characters", "prop": "Props", "structure": "Structures", "environment": "Environment"}
LIGHTS_AND_CAMERA = "Lights & Camera"
CONTROLS = "Controls"
WIDGETS = "Widgets"


class Generation:
    """Makes, names and remembers the data-blocks of one generation."""

    def __init__(self, prompt: str) -> None:
        self.number = 1 + max((c.get(GENERATION_KEY, 0) for c in bpy.data.collections), default=0)
        self.title = f"Sceneloom {self.number} · {_shortened(prompt)}"
        self.collection: bpy.types.Collection | None = None
        self._kept: list[bpy.types.ID] = []
        self._folders: dict[str, bpy.types.Collection] = {}
        self._names: list[tuple[bpy.types.Object, str]] = []

    def open(self) -> None:
        """Make the collection that everything goes into."""
        self.collection = self.keep(bpy.data.collections.new(self.title))
        self.collection[GENERATION_KEY] = self.number

    def keep(self, block):
        """Remember a new data-block; returns it."""
        self._kept.append(block)
        return block

    def object(self, name: str, data: bpy.types.ID | None, collection: bpy.types.Collection) -> bpy.types.Object:
        """A new object in a collection."""
        made = self.keep(bpy.data.objects.new(name, data))
        self._names.append((made, name))
        collection.objects.link(made)
        return made

    def adopt(self, made: bpy.types.Object, name: str, collection: bpy.types.Collection) -> bpy.types.Object:
        """An object from another file, under our name in a collection."""
        self.keep(made).name = name
        self._names.append((made, name))
        collection.objects.link(made)
        return made

    def folder(self, name: str, parent: bpy.types.Collection | None = None) -> bpy.types.Collection:
        """The sub-collection of that name, made when first asked for."""
        if name not in self._folders:
            self._folders[name] = self.keep(bpy.data.collections.new(name))
            self._folders[name][FOLDER_KEY] = name
            (parent or self.collection).children.link(self._folders[name])
        return self._folders[name]

    def write(self, words: str) -> None:
        """A text to read, of the collection's name."""
        text = self.keep(bpy.data.texts.new(self.title))
        text.write(words)
        self.collection[TEXT_KEY], self.collection[TEXT_PRINT_KEY] = text, digest([text.as_string()])

    def folder_of(self, asset: Asset) -> bpy.types.Collection:
        """Where the objects of an asset go."""
        return self.folder(FOLDERS[asset.role])

    def restore_names(self) -> None:
        """Give objects the names that were taken when they were made and are free now (`Camera.001`)."""
        for made, name in self._names:
            if made.name != name:
                made.name = name

    def check_whole(self) -> None:
        """Raises JobCancelled where something that was made is gone again: somebody has deleted it."""
        if not all(map(lives, self._kept)):
            raise JobCancelled(f"What was being built of {self.title} was deleted; nothing of it stays.")

    def remove(self) -> None:
        """Take back everything that was made and is still there: Blender crashes where it is told to remove the rest.
        """
        self._kept = [block for block in self._kept if lives(block)]
        for scene in [block for block in self._kept if isinstance(block, bpy.types.Scene)]:
            self._kept.remove(scene)
            bpy.data.scenes.remove(scene)  # this moves windows that show it to another scene
        bpy.data.batch_remove(self._kept)
        self._kept.clear()
        groups = [group for group in bpy.data.node_groups if group.name.startswith("Sceneloom ") and group.users == 0]
        bpy.data.batch_remove(groups)


def lives(block: bpy.types.ID) -> bool:
    """Whether a data-block is there still: somebody may have deleted it while a job was at work."""
    try:
        return bool(block.name)
    except ReferenceError:
        return False


def object_names(bundle: SceneBundle) -> dict[str, str]:
    """object id to what the artist reads: `Wooden Table`, and `Chair 1`, `Chair 2` where there are several."""
    labels = {object_id: title_case(asset.label) for object_id, asset in bundle.assets.assets.items()}
    shared = list(labels.values())
    seen: dict[str, int] = {}
    names = {}
    for object_id, label in labels.items():
        seen[label] = seen.get(label, 0) + 1
        names[object_id] = f"{label} {seen[label]}" if shared.count(label) > 1 else label
    return names


def title_case(label: str) -> str:
    """`t_shirt` -> `T Shirt`, `wheel_front.L` -> `Wheel Front.L`."""
    return " ".join(word[:1].upper() + word[1:] for word in label.replace("_", " ").split())


def _shortened(prompt: str) -> str:
    words = " ".join(prompt.split())
    if len(words) <= _PROMPT_LENGTH:
        return words
    return words[:_PROMPT_LENGTH].rsplit(" ", 1)[0] + "…"
