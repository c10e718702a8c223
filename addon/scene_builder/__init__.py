"""Turns a SceneBundle into Blender data that opens, plays and renders without the add-on."""
