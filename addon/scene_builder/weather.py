"""Fog, rain and snow as ordinary objects: they render anywhere and can be hidden, moved or deleted."""

from __future__ import annotations

import bpy
import numpy as np

from .._vendor.backend.protocol.conventions import FloatArray
from .._vendor.backend.protocol.scene import Curve, Timeline, World
from .animation import ActionWriter
from .meshes import polygon_mesh
from .node_graph import NodeGraph

_FALL_HEIGHT_M = 9.0
"""how high drops start; two such layers fall one after the other, for ever"""
_MARGIN_M = 5.0
_DROPS_PER_M2 = {"rain": 12.0, "snow": 25.0}
_MAX_DROPS = 15000
_SPEED_M_S = {"rain": 9.0, "snow": 1.1}


def build_fog(world: World, name: str, bounds: FloatArray) -> tuple[bpy.types.Mesh, bpy.types.Material]:
    """A box of air around the scene; a world volume would swallow the sun."""
    low = bounds[0] - np.array([60.0, 60.0, 5.0])
    high = bounds[1] + np.array([60.0, 60.0, 25.0])
    corners = [(x, y, z) for z in (low[2], high[2]) for y in (low[1], high[1]) for x in (low[0], high[0])]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(corners, [], [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)])
    material, graph = _material(name)
    # Air that takes away light and gives back the horizon's: what is far off turns into the horizon. Scattering
    # would have to bounce dozens of times to be as bright, and be noisy.
    horizon = np.clip(world.colors[0], 0.0, None)
    absorb = graph.add("ShaderNodeVolumeAbsorption", {"Color": (0.0, 0.0, 0.0), "Density": world.fog_density})
    glow = graph.add(
        "ShaderNodeEmission", {"Color": horizon, "Strength": world.strength * world.fog_density}, label="Fog Light"
    )
    air = graph.add("ShaderNodeAddShader", {0: absorb.outputs[0], 1: glow.outputs[0]})
    graph.add("ShaderNodeOutputMaterial", {"Volume": air.outputs[0]})
    graph.arrange()
    # Solid view and Workbench show its far sides: as what is lost in it
    material.diffuse_color = (*np.clip(horizon * world.strength, 0.0, 1.0).tolist(), 1.0)
    mesh.materials.append(material)
    return mesh, material


def build_drops(kind: str, name: str, bounds: FloatArray, seed: int) -> tuple[bpy.types.Mesh, bpy.types.Material]:
    """Streaks of rain or flakes of snow in a block over the scene, twice as high as they fall in one round."""
    rng = np.random.default_rng(seed)
    low, high = bounds[0, :2] - _MARGIN_M, bounds[1, :2] + _MARGIN_M
    count = min(_MAX_DROPS, int(_DROPS_PER_M2[kind] * float(np.prod(high - low))))
    places = np.concatenate(
        [rng.uniform(low, high, size=(count, 2)), rng.uniform(0.0, _FALL_HEIGHT_M, size=(count, 1))], 1
    )
    places = np.concatenate([places, np.add(places, [0.0, 0.0, _FALL_HEIGHT_M])])
    shape, quads = _streak() if kind == "rain" else _flake()
    sizes = rng.uniform(0.7, 1.3, size=(count, 1, 1))
    vertices = places[:, None] + shape * np.concatenate([sizes, sizes])
    faces = (quads + len(shape) * np.arange(2 * count)[:, None, None]).reshape(-1, quads.shape[1])
    mesh = polygon_mesh(name, vertices.reshape(-1, 3), np.full(len(faces), faces.shape[1]), faces.reshape(-1))
    mesh.update(calc_edges=True)
    material, graph = _material(name)
    white = graph.add("ShaderNodeBsdfTranslucent", {"Color": (0.8, 0.83, 0.87)})
    surface = white.outputs[0]
    if kind == "snow":  # lit from all sides, never darker than the sky behind it
        glow = graph.add("ShaderNodeEmission", {"Color": (0.9, 0.93, 1.0), "Strength": 0.35})
        surface = graph.add("ShaderNodeAddShader", {0: surface, 1: glow.outputs[0]}).outputs[0]
        material.cycles.emission_sampling = "NONE"
    if kind == "rain":
        clear = graph.add("ShaderNodeBsdfTransparent")
        surface = graph.add("ShaderNodeMixShader", {0: 0.3, 1: clear.outputs[0], 2: surface}).outputs[0]
    graph.add("ShaderNodeOutputMaterial", {"Surface": surface})
    graph.arrange()
    material.diffuse_color = (0.85, 0.88, 0.92, 0.3 if kind == "rain" else 1.0)
    mesh.materials.append(material)
    return mesh, material


def fall(target: bpy.types.Object, kind: str, timeline: Timeline) -> bpy.types.Action:
    """Let a block of drops fall by one layer and start again, for as long as the scene plays."""
    frames = max(1, round(_FALL_HEIGHT_M / _SPEED_M_S[kind] * timeline.fps))
    drift = 0.25 if kind == "snow" else 0.06  # sideways, of the way down
    values = np.array([[0.0, 0.0, 0.0], [drift * _FALL_HEIGHT_M, 0.0, -_FALL_HEIGHT_M]], dtype=np.float32)
    curve = Curve(
        frames=np.array([0, frames], dtype=np.int32),
        values=values,
        slopes=np.zeros((2, 2, 3), dtype=np.float32),
        interpolation="linear",
    )
    writer = ActionWriter(f"{target.name} · Generated", timeline.frame_start)
    for written in writer.write("location", curve, "Object Transforms"):
        written.modifiers.new("CYCLES")
    writer.assign(target)
    target.display.show_shadows = False
    target.visible_shadow = target.visible_diffuse = target.visible_glossy = False
    return writer.action


def _material(name: str) -> tuple[bpy.types.Material, NodeGraph]:
    material = bpy.data.materials.new(name)
    if material.node_tree is None:
        material.use_nodes = True
    return material, NodeGraph(material.node_tree)


def _streak() -> tuple[np.ndarray, np.ndarray]:
    """Two crossed strips, 4 mm wide, in the direction of the fall."""
    half, length = 0.002, 0.35
    tops = np.array([[0.0, 0.0, 0.0], [-0.06 * length, 0.0, length]])
    strips = [[tops[0] - d, tops[0] + d, tops[1] + d, tops[1] - d] for d in np.diag([half, half, half])[:2]]
    return np.array(strips).reshape(-1, 3), np.array([[0, 1, 2, 3], [4, 5, 6, 7]])


def _flake() -> tuple[np.ndarray, np.ndarray]:
    """An octahedron of 18 mm."""
    points = 0.009 * np.concatenate([np.eye(3), -np.eye(3)])
    around = [(0, 1), (1, 3), (3, 4), (4, 0)]
    return points, np.array([(a, b, 2) for a, b in around] + [(b, a, 5) for a, b in around])
