"""The user's own Blender asset libraries: what is in them, found by word and meaning, taken instead of building."""
