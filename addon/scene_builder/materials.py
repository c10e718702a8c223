"""Materials: a Principled shader with a shared texture group in front of it: every value is named and editable."""

from __future__ import annotations

import bpy
import numpy as np

from .._vendor.backend.protocol.conventions import FloatArray
from .._vendor.backend.protocol.scene import Material
from .aging import DIRT_COLOR, age_group, grime
from .node_graph import NodeGraph, Value
from .textures import PATTERNS, pattern_group, texture_group

MIN_ALBEDO, MAX_ALBEDO = 0.03, 0.8
_SECOND_SHADE = 0.62
"""how dark the second colour is where none is given"""
_CLEAR_GLASS = np.array([0.875, 0.925, 0.91])
"""what one surface of clear glass lets through besides its reflection: a little less red, as soda-lime glass does;
without it a vase has no body"""
LIGHT_IN_AIR, FAINT = 0.5, 0.1
"""how bright a rainbow is before the sky"""
_SELF_LIT = ("emission", "screen")


def material_key(material: Material) -> tuple[object, ...]:
    """Equal materials have equal keys."""
    second = None if material.second_color is None else material.second_color.tobytes()
    third = None if material.third_color is None else material.third_color.tobytes()
    return (
        material.name, material.kind, material.base_color.tobytes(), second, third, material.roughness,
        material.metallic, material.transmission, material.emission_w_m2, material.pattern, material.pattern_scale_m,
        material.bump, material.wear, material.dirt,
    )  # fmt: skip


def build_image(texture: np.ndarray, name: str) -> bpy.types.Image:
    """An image of (H, W, 3) sRGB bytes, packed into the file."""
    height, width = texture.shape[:2]
    image = bpy.data.images.new(name, width, height, alpha=False)
    pixels = np.ones((height, width, 4), dtype=np.float32)
    pixels[..., :3] = texture / np.float32(255.0)
    image.pixels.foreach_set(pixels.reshape(-1))
    image.update()
    image.pack()
    return image


def build_material(
    material: Material, name: str, air: bpy.types.NodeTree | None = None, image: bpy.types.Image | None = None
) -> bpy.types.Material:
    """A node material, with viewport colours for Solid view and Workbench; `air` lies between it and the camera.

    image: what a textured one shows.
    """
    result = bpy.data.materials.new(name)
    if result.node_tree is None:
        result.use_nodes = True
    base = _albedo(material.base_color)
    result.diffuse_color = (*(base**0.7), _seen_through(material))
    result.roughness = material.roughness
    result.metallic = 0.0  # Solid view shows metal black
    result["sceneloom_kind"] = material.kind
    graph = NodeGraph(result.node_tree)
    if material.kind == "glass" or _is_glass(material):
        shader = _glass(graph, material, base)
    elif material.kind == "cloud":
        shader = _cloud(graph, base)
    elif material.kind == "flame":
        shader = _flame(graph, material, base)
    elif material.kind == "light":
        shader = _light(graph, base, material.emission_w_m2)
    else:
        shader = _principled(graph, material, base, image)
    if air is not None:
        shader = graph.add("ShaderNodeGroup", {0: shader}, label="Air", node_tree=air).outputs[0]
        result.cycles.emission_sampling = "NONE"  # it is no lamp
    graph.add("ShaderNodeOutputMaterial", {"Surface": shader})
    graph.arrange()
    return result


def _albedo(color: FloatArray) -> FloatArray:
    return np.clip(np.asarray(color, dtype=np.float64), MIN_ALBEDO, MAX_ALBEDO)


def _seen_through(material: Material) -> float:
    """How solid it is in Solid view and Workbench: faint light in the air is hardly there."""
    if material.kind == "light" and material.emission_w_m2 > 0.0:
        return FAINT
    return 0.35 if _is_glass(material) or material.kind == "light" else 1.0


def show_exposed(built: bpy.types.Material, exposure: float) -> None:
    """Solid view knows no exposure: what is dark only because the picture is exposed for something else is lifted."""
    red, green, blue, alpha = built.diffuse_color
    lift = 2.0 ** (0.7 * exposure)
    built.diffuse_color = (min(red * lift, 1.0), min(green * lift, 1.0), min(blue * lift, 1.0), alpha)


def _is_glass(material: Material) -> bool:
    return material.transmission >= 0.5 and material.kind not in ("water", "foliage")


def _second(material: Material, base: FloatArray) -> FloatArray:
    return _albedo(base * _SECOND_SHADE if material.second_color is None else material.second_color)


def _principled(
    graph: NodeGraph, material: Material, base: FloatArray, image: bpy.types.Image | None = None
) -> Value:
    """Pattern → texture group → Principled."""
    second = _second(material, base)
    base_input: Value = base
    second_input: Value = second
    if material.third_color is not None:  # under the stripes: a tiger's belly is white and striped
        marked = graph.add("ShaderNodeAttribute", attribute_name="markings").outputs["Fac"]
        base_input = graph.mix(graph.remap(marked, -0.3, -0.7), base, _albedo(material.third_color))
    if material.pattern in PATTERNS:
        pattern = graph.add(
            "ShaderNodeGroup", label=material.pattern.title(), node_tree=pattern_group(material.pattern)
        )
        for name, value in (
            ("Base Color", base_input), ("Second Color", second), ("Scale", material.pattern_scale_m),
        ):  # fmt: skip
            graph.set(pattern.inputs[name], value)
        base_input = pattern.outputs["Color"]
        if material.kind != "fur":  # a coat's second colour also lies where the mesh's markings say
            second_input = base_input
    if image is not None:
        base_input = graph.add("ShaderNodeTexImage", image=image).outputs["Color"]
    kind = material.pattern if material.pattern in ("brick", "planks", "tiles") else material.kind
    texture = graph.add("ShaderNodeGroup", label=kind.title(), node_tree=texture_group(kind))
    for name, value in (
        ("Base Color", base_input), ("Second Color", second_input), ("Scale", material.pattern_scale_m),
        ("Roughness", material.roughness), ("Bump", material.bump),
    ):  # fmt: skip
        graph.set(texture.inputs[name], value)
    color, roughness = texture.outputs["Color"], texture.outputs["Roughness"]
    metallic: Value = material.metallic
    if material.wear > 0.0 or material.dirt > 0.0:
        aged = graph.add(
            "ShaderNodeGroup",
            {"Color": color, "Roughness": roughness, "Metallic": metallic, "Wear": material.wear,
             "Dirt": material.dirt},
            label="Age", node_tree=age_group(),
        )  # fmt: skip
        color, roughness, metallic = (aged.outputs[name] for name in ("Color", "Roughness", "Metallic"))
    inputs: dict[str | int, Value] = {
        "Base Color": color,
        "Roughness": roughness,
        "Normal": texture.outputs["Normal"],
        "Metallic": metallic,
    }
    if material.emission_w_m2 > 0.0 or material.kind in _SELF_LIT:
        # W/m² of a diffuse emitter over pi is its radiance, which is what Blender calls strength
        inputs["Emission Color"] = np.asarray(material.base_color, dtype=float)
        inputs["Emission Strength"] = (material.emission_w_m2 or 3.0) / np.pi
    inputs |= _KIND_INPUTS.get(material.kind, {})
    shader = graph.add("ShaderNodeBsdfPrincipled", inputs)
    if material.kind == "skin":
        shader.subsurface_method = "RANDOM_WALK"
    if material.kind == "foliage":
        light_through = graph.add("ShaderNodeBsdfTranslucent", {"Color": texture.outputs["Color"]})
        return graph.add("ShaderNodeMixShader", {0: 0.35, 1: shader.outputs[0], 2: light_through.outputs[0]}).outputs[0]
    return shader.outputs[0]


_KIND_INPUTS: dict[str, dict[str | int, Value]] = {
    "skin": {
        "Subsurface Weight": 0.12,
        "Subsurface Scale": 0.02,
        "Subsurface Radius": (1.0, 0.35, 0.2),
        "Specular IOR Level": 0.4,
    },
    "fur": {"Sheen Weight": 0.18, "Sheen Roughness": 0.45, "Specular IOR Level": 0.22},
    "hair": {"Specular IOR Level": 0.35, "Anisotropic": 0.6},
    "fabric": {"Sheen Weight": 0.25, "Sheen Roughness": 0.4, "Specular IOR Level": 0.2},
    "cloth": {"Sheen Weight": 0.25, "Sheen Roughness": 0.4, "Specular IOR Level": 0.2},
    "rubber": {"Specular IOR Level": 0.3},
    "ceramic": {"Coat Weight": 0.6, "Coat Roughness": 0.08},
    "snow": {"Subsurface Weight": 0.25, "Subsurface Scale": 0.05, "Subsurface Radius": (0.6, 0.8, 1.0)},
    "water": {"Transmission Weight": 0.35, "IOR": 1.33, "Specular IOR Level": 0.35},
    "screen": {"Coat Weight": 1.0, "Coat Roughness": 0.05},
    "grass": {
        "Specular IOR Level": 0.15,
        "Sheen Weight": 0.35,  # seen from low, tips catch the light
        "Sheen Roughness": 0.5,
        "Sheen Tint": (0.5, 0.7, 0.25, 1.0),
    },
    "soil": {"Specular IOR Level": 0.15},
    "sand": {"Specular IOR Level": 0.2},
    "asphalt": {"Specular IOR Level": 0.25},
}


def _glass(graph: NodeGraph, material: Material, base: FloatArray) -> Value:
    """Glass whose shadow is a tint, not a black blot."""
    # a pane's colour is what passes: clear glass takes little, coloured glass keeps its colour
    share = base / max(base.max(), 1e-3)
    strength = float(np.ptp(share))
    tint = (_CLEAR_GLASS - 0.25 * strength) * (1.0 - (0.35 + 0.4 * strength) * (1.0 - share))
    glass = graph.add(
        "ShaderNodeBsdfPrincipled",
        {"Base Color": tint, "Roughness": min(material.roughness, 0.3), "Transmission Weight": 1.0, "IOR": 1.45},
    )
    clear = graph.add("ShaderNodeBsdfTransparent", {"Color": tint * 0.95})
    path = graph.add("ShaderNodeLightPath")
    through = graph.math("MAXIMUM", path.outputs["Is Shadow Ray"], path.outputs["Is Diffuse Ray"])
    shader = graph.add("ShaderNodeMixShader", {0: through, 1: glass.outputs[0], 2: clear.outputs[0]}).outputs[0]
    if material.dirt <= 0.0:
        return shader
    film = graph.add("ShaderNodeBsdfDiffuse", {"Color": DIRT_COLOR})
    covered = grime(graph, 0.75 * material.dirt)
    return graph.add("ShaderNodeMixShader", {0: covered, 1: shader, 2: film.outputs[0]}).outputs[0]


def _flame(graph: NodeGraph, material: Material, base: FloatArray) -> Value:
    """A body of fire: hot and bright where one looks through much of it, its own colour and clear toward the rim, red
    and torn at the tips."""
    place = graph.add("ShaderNodeTexCoord").outputs
    rim = graph.add("ShaderNodeLayerWeight", {"Blend": 0.5}).outputs["Facing"]
    up = graph.separate(place["Generated"])[2]
    torn = graph.noise(graph.vector("MULTIPLY", place["Generated"], (5.0, 5.0, 2.2)), 1.0, 3.0, 0.6)
    cool = graph.math("MULTIPLY_ADD", up, 0.5, graph.math("MULTIPLY", rim, 0.75))
    cool = graph.math("MULTIPLY_ADD", graph.math("SUBTRACT", torn, 0.5), 0.5, cool)
    hot = np.clip(np.array([1.0, 0.35, 0.08]) * 0.4 + base * np.array([1.0, 1.9, 2.0]), 0.0, 1.0)
    body_color, tip = base * np.array([1.0, 1.7, 1.0]), base * np.array([0.7, 0.4, 0.2])
    color = graph.ramp(cool, ((0.12, hot), (0.5, body_color), (0.95, tip)))
    body = graph.remap(cool, 1.05, 0.72, 0.0, 0.95)
    strength = graph.math("MULTIPLY", graph.remap(cool, 0.1, 0.9, 1.4, 0.45), material.emission_w_m2 / np.pi)
    inputs: dict[str | int, Value] = {
        "Base Color": base * 0.2, "Roughness": 1.0, "Specular IOR Level": 0.0, "Alpha": body,
        "Emission Color": color, "Emission Strength": strength,
    }  # fmt: skip
    return graph.add("ShaderNodeBsdfPrincipled", inputs).outputs[0]


def _light(graph: NodeGraph, base: FloatArray, watts_m2: float) -> Value:
    """Light in the air, as of a rainbow: it adds to what is behind it, and throws no shadow."""
    clear = graph.add("ShaderNodeBsdfTransparent")
    glow = graph.add("ShaderNodeEmission", {"Color": base, "Strength": watts_m2 / np.pi or LIGHT_IN_AIR})
    return graph.add("ShaderNodeAddShader", {0: clear.outputs[0], 1: glow.outputs[0]}).outputs[0]


def _cloud(graph: NodeGraph, base: FloatArray) -> Value:
    """White puffs that let light through and dissolve toward their outline."""
    facing = graph.add("ShaderNodeLayerWeight", {"Blend": 0.35}).outputs["Facing"]
    ragged = graph.noise(graph.add("ShaderNodeTexCoord").outputs["Object"], 1.6, 5.0, 0.6)
    fade = graph.remap(graph.math("MULTIPLY_ADD", ragged, 0.5, facing), 0.75, 1.15)
    white = graph.add("ShaderNodeBsdfDiffuse", {"Color": base})
    through = graph.add("ShaderNodeBsdfTranslucent", {"Color": base})
    glow = graph.add("ShaderNodeEmission", {"Color": base, "Strength": 0.25})
    puff = graph.add("ShaderNodeMixShader", {0: 0.4, 1: white.outputs[0], 2: through.outputs[0]})
    lit = graph.add("ShaderNodeAddShader", {0: puff.outputs[0], 1: glow.outputs[0]})
    clear = graph.add("ShaderNodeBsdfTransparent")
    return graph.add("ShaderNodeMixShader", {0: fade, 1: lit.outputs[0], 2: clear.outputs[0]}).outputs[0]
