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
    brick = made.scene.AssetMesh(name="body", mesh=made.box([-1, -0.1, 0], [1, 0.1, 2.4]), part_names=("brick",))
    wall = made.asset("wall_1", [brick], made.material("brick", "brick", (0.4, 0.2, 0.1)), role="structure")
    original = made.bundle()
    placements = dict(original.layout.placements)
    for asset, at in ((window, [0.3, 1.949, 0.0]), (wall, [0.3, 2.4, 0.0])):  # the wall stands behind that of the room
        place = made.scene.Transform(translation=np.array(at, dtype=np.float32), rotation=made.IDENTITY)
        placements[asset.object_id] = made.scene.ObjectPlacement(
            object_id=asset.object_id, category=asset.category, transform=place, dimensions=asset.dimensions
        )
    own = {"room": room, "window_1": window, "wall_1": wall}
    builder = made.build(
        assets=made.scene.AssetSet(assets=original.assets.assets | own),
        layout=dataclasses.replace(original.layout, placements=placements),
    )
    root, hung = builder.objects["room"], builder.objects["window_1"]
    walls = (root, *root.children, builder.objects["wall_1"])
    cut = {o.name: o for o in walls if any(m.type == "BOOLEAN" for m in o.modifiers)}
    assert set(cut) == {"Room Wall Back", "Wall"}, cut
    assert [m.type for m in cut["Room Wall Back"].modifiers] == ["BOOLEAN", "WEIGHTED_NORMAL"]

    def is_open(x: float, z: float) -> bool:
        depsgraph = builder.scene.view_layers[0].depsgraph
        depsgraph.update()
        hits = []
        for wall in cut.values():
            to_wall = wall.matrix_world.inverted() @ Vector((x, 0.0, z))
            hits.append(wall.evaluated_get(depsgraph).ray_cast(to_wall, Vector((0.0, 1.0, 0.0)))[0])
        return not any(hits)

    assert is_open(0.3, 1.5)
    assert not is_open(0.3, 0.5)
    assert not is_open(-0.5, 1.5)
    hung.location.x = -0.2
    assert is_open(-0.5, 1.5)
    assert not is_open(0.6, 1.5)


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
