"""What lies round and behind a scene: windows that open their wall, and the air before what is far."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import bpy
import hand_made_bundle as made
import numpy as np
from mathutils import Vector


def check_a_window_opens_the_wall_and_takes_its_opening_along(folder: Path) -> None:
    walls = {"ceiling": ([-2, -2, 2.5], [2, 2, 2.6]), "wall_back": ([-2, 2, 0], [2, 2.1, 2.5]),
             "wall_left": ([-2.1, -2, 0], [-2, 2, 2.5])}  # fmt: skip
    meshes = [made.scene.AssetMesh(name=name, mesh=made.box(*box), part_names=(name,)) for name, box in walls.items()]
    room = made.asset("room", meshes, made.material("plaster", "plaster", (0.5, 0.5, 0.5)), role="environment")
    pane = made.scene.AssetMesh(name="body", mesh=made.box([-0.4, -0.05, 1], [0.4, 0.05, 2]), part_names=("pane",))
    window = made.asset("window_1", [pane], made.material("glass", "glass", (0.8, 0.8, 0.8), transmission=1.0))
    original = made.bundle()
    place = made.scene.Transform(translation=np.array([0.3, 1.949, 0.0], dtype=np.float32), rotation=made.IDENTITY)
    placement = made.scene.ObjectPlacement(
        object_id="window_1", category="window", transform=place, dimensions=window.dimensions
    )
    builder = made.build(
        assets=made.scene.AssetSet(assets=original.assets.assets | {"room": room, "window_1": window}),
        layout=dataclasses.replace(
            original.layout, placements=original.layout.placements | {"window_1": placement}
        ),
    )
    root, hung = builder.objects["room"], builder.objects["window_1"]
    cut = {o.name: o for o in (root, *root.children) if any(m.type == "BOOLEAN" for m in o.modifiers)}
    assert set(cut) == {"Room Wall Back"}, cut
    assert [m.type for m in cut["Room Wall Back"].modifiers] == ["BOOLEAN", "WEIGHTED_NORMAL"]

    def is_open(x: float, z: float) -> bool:
        depsgraph = builder.scene.view_layers[0].depsgraph
        depsgraph.update()
        wall = cut["Room Wall Back"].evaluated_get(depsgraph)
        return not wall.ray_cast(Vector((x, 0.0, z)), Vector((0.0, 1.0, 0.0)))[0]

    assert is_open(0.3, 1.5)
    assert not is_open(0.3, 0.5)
    assert not is_open(-1.0, 1.5)
    hung.location.x = -1.0
    assert is_open(-1.0, 1.5)
    assert not is_open(0.3, 1.5)


def check_far_things_fade_into_the_sky_that_is_seen(folder: Path) -> None:
    """Aside of a low sun the air is that of the cooler sky above its glow."""
    original = made.bundle()
    for elevation, rows in ((0.7, slice(0, 2)), (0.12, slice(1, 3))):
        colors = np.array([[0.9, 0.4, 0.2], [0.5, 0.4, 0.4], [0.1, 0.2, 0.4]], dtype=np.float32)
        world = dataclasses.replace(
            original.layout.world, colors=colors, stops=np.array([0, 0.3, 1], dtype=np.float32), strength=0.9,
            seen_strength=0.5, sun_elevation_rad=elevation, fog_density=0.001,
        )  # fmt: skip
        builder = made.build(layout=dataclasses.replace(original.layout, world=world))
        air = next(g for g in bpy.data.node_groups if g.name == f"{builder.collection.name} Air")
        nodes = {node.bl_idname: node for node in air.nodes}
        horizon = nodes["ShaderNodeRGB"].outputs[0].default_value[:3]
        assert np.allclose(horizon, colors[rows].mean(axis=0), atol=1e-6), tuple(horizon)
        assert abs(nodes["ShaderNodeEmission"].inputs["Strength"].default_value - 0.5) < 1e-6
