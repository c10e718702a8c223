"""What stands at the roadside: fire hydrant, mailbox, traffic cone, trash can, traffic light, flag."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from . import shapes
from .contract import Surface, Values
from .flutter import Flutter
from .geometry import (
    cylinder,
    fillet,
    lathe,
    rotated,
    rounded_box,
    superellipsoid,
    sweep,
    translated,
    tube,
)
from .geometry_grid import thick_sheet
from .geometry_loft import extrude
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def sideways(line: ArrayLike, axis: int, at: tuple[float, float, float], segments: int = 20) -> Surface:
    """A turned piece whose profile [radius, along] lies along X (0, towards +X) or Y (1, towards -Y)."""
    turned = lathe(line, segments)
    return translated(rotated(turned, np.pi / 2, (0, 1, 0) if axis == 0 else (1, 0, 0)), at)


def _hydrant(values: Values) -> Sketch:
    """A flange with bolts, a barrel, a dome with a nut, two side nozzles and a front one with caps and chains."""
    paint, cap = main_look("Paint", values), look("Caps", "painted metal", str(values["second_color"]) or "#d9d6cc",
                                                  fill=0.4)
    chain = look("Chain", "iron")
    barrel = lathe(fillet([(0, 0), (0.165, 0), (0.165, 0.035), (0.115, 0.045), (0.105, 0.09), (0.105, 0.44),
                           (0.135, 0.455), (0.135, 0.50),
                           (0.115, 0.515), (0.1, 0.585), (0.06, 0.645), (0.032, 0.66), (0.032, 0.68), (0, 0.68)], 0.012,
                           3), 32)
    bolts = [cylinder(0.014, 0.024, (0.142 * np.cos(a), 0.142 * np.sin(a), 0.044), segments=6, edge=0.002)
             for a in 2 * np.pi * np.arange(8) / 8]
    bolts += [cylinder(0.011, 0.08, (0.122 * np.cos(a), 0.122 * np.sin(a), 0.478), segments=6, edge=0.002)
              for a in 2 * np.pi * (np.arange(8) + 0.5) / 8]
    side = [(0, 0.05), (0.06, 0.05), (0.06, 0.12), (0.075, 0.125), (0.075, 0.135), (0, 0.135)]
    lid = [(0, 0.13), (0.07, 0.13), (0.066, 0.165), (0.022, 0.17), (0.02, 0.195), (0, 0.195)]
    front = [(0, 0.05), (0.08, 0.05), (0.08, 0.12), (0.095, 0.125), (0.095, 0.137), (0, 0.137)]
    front_lid = [(0, 0.132), (0.09, 0.132), (0.085, 0.172), (0.026, 0.178), (0.024, 0.205), (0, 0.205)]
    nozzles = [sideways(fillet(side, 0.004, 2), 0, (0, 0, 0.38)),
               rotated(sideways(fillet(side, 0.004, 2), 0, (0, 0, 0.38)), np.pi, (0, 0, 1)),
               sideways(fillet(front, 0.004, 2), 1, (0, 0, 0.33), 24)]
    caps = [sideways(fillet(lid, 0.004, 2), 0, (0, 0, 0.38), 8),
            rotated(sideways(fillet(lid, 0.004, 2), 0, (0, 0, 0.38), 8), np.pi, (0, 0, 1)),
            sideways(fillet(front_lid, 0.004, 2), 1, (0, 0, 0.33), 8)]
    nut = cylinder(0.024, 0.05, (0, 0, 0.70), segments=6, edge=0.004)
    chains = [tube(smooth_line([(0.13 * s, -0.03, 0.33), (0.11 * s, -0.1, 0.26), (0.06 * s, -0.12, 0.25)], 5), 0.005, 6)
              for s in (-1, 1)]
    parts = [part("barrel", "Paint", barrel), part("nozzles", "Paint", *nozzles), part("bolts", "Paint", *bolts),
             part("caps", "Caps", *caps, nut),
             part("chains", "Chain", *chains)]  # fmt: skip
    return Sketch(parts=parts, looks=[paint, cap, chain], grip=False, solids=(solid("barrel", kind="cylinder"),))


def _mailbox(values: Values) -> Sketch:
    """A vaulted box on a post with a door at its front and a flag at its side; a street box has four legs and
    a chute."""
    paint, metal = main_look("Paint", values), look("Metal", "steel", fill=0.4)
    wood, red = look("Post", "pine"), look("Flag", "painted metal", "#c3201f")
    if values["style"] == "street":
        outline = [(-0.25, 0.2), (0.25, 0.2), (0.25, 0.95), *[(0.25 * np.cos(a), 0.95 + 0.27 * np.sin(a))
                                                              for a in np.linspace(0.2, np.pi - 0.2, 11)],
                   (-0.25, 0.95)]
        body = extrude(np.array(outline), 0.52, plane="yz", edge=0.02, caps="fan")
        legs = [rounded_box((0.06, 0.06, 0.24), (0.2 * sx, 0.19 * sy, 0.12), 0.008) for sx in (-1, 1) for sy in (-1, 1)]
        chute = rotated(rounded_box((0.4, 0.03, 0.2), (0, 0, 0), 0.01), -0.62, (1, 0, 0))
        parts = [part("box", "Paint", body), part("legs", "Paint", *legs),
                 part("chute", "Paint", translated(chute, (0, -0.21, 1.08))),
                 part("handle", "Metal", tube([(-0.14, -0.24, 1.03), (-0.14, -0.265, 1.01), (0.14, -0.265, 1.01),
                                               (0.14, -0.24, 1.03)], 0.009, 8)),
                 part("label", "Metal", rounded_box((0.26, 0.01, 0.16), (0, -0.253, 0.72), 0.003)),
                 part("panel", "Paint", rounded_box((0.44, 0.012, 0.5), (0, -0.252, 0.5), 0.006))]  # fmt: skip
        return Sketch(parts=parts, looks=[paint, metal], grip=False, solids=(solid("box", "legs"),))
    vault = [(-0.085, 1.0), (0.085, 1.0), (0.085, 1.11), *[(0.085 * np.cos(a), 1.11 + 0.085 * np.sin(a))
                                                           for a in np.linspace(0.25, np.pi - 0.25, 9)],
             (-0.085, 1.11)]
    arch = np.array(vault)
    body = extrude(arch, 0.46, plane="xz", edge=0.008, caps="fan")
    door = translated(extrude(arch * [1.06, 1.0], 0.018, plane="xz", edge=0.005, caps="fan"),
                      (0, -0.236, 0))
    parts = [part("box", "Paint", body), part("post", "Post", rounded_box((0.09, 0.09, 1.0), (0, 0.03, 0.5), 0.006),
                                              rounded_box((0.1, 0.4, 0.03), (0, 0.0, 0.985), 0.005),
                                              translated(rotated(rounded_box((0.05, 0.36, 0.05), (0, 0, 0), 0.006),
                                                                 -0.8, (1, 0, 0)), (0, -0.1, 0.86))),
             part("door", "Paint", door, moves_with="door"), part("door_handle", "Metal",
                                                                  rounded_box((0.03, 0.02, 0.012), (0, -0.252, 1.165),
                                                                              0.004), moves_with="door"),
             part("flag", "Flag", rounded_box((0.006, 0.03, 0.2), (0.092, -0.12, 1.19), 0.002),
                  rounded_box((0.006, 0.09, 0.06), (0.092, -0.15, 1.26), 0.002), moves_with="flag"),
             part("flag_pin", "Metal", cylinder(0.012, 0.02, (0.092, -0.12, 1.1), axis=0, segments=12))]  # fmt: skip
    joints = {"door": shapes.joint("hinge", (0, -0.236, 1.0), (1, 0, 0), (0.0, 1.6)), "flag": shapes.joint("hinge",
                                                                                                           (0.092,
                                                                                                            -0.12, 1.1),
                                                                                                            (1, 0, 0),
                                                                                                            (0.0,
                                                                                                             1.57))}
    return Sketch(parts=parts, looks=[paint, metal, wood, red], joints=joints, grip=False,
                  solids=(solid("post"), solid("box", "door")))  # fmt: skip


def _cone(values: Values) -> Sketch:
    """A hollow cone on a square foot with two white bands."""
    orange, white = main_look("Cone", values), look("Bands", "plastic", "white")
    body = lathe(fillet([(0.135, 0.03), (0.13, 0.05), (0.03, 0.70), (0.02, 0.70), (0.02, 0.69), (0.12, 0.03)], 0.004, 2,
                        closed=True), 32, True)
    bands = [lathe([(r0, z0), (r0 + 0.003, z0), (r1 + 0.003, z1), (r1, z1)], 32, True)
             for z0, z1 in ((0.28, 0.38), (0.47, 0.55)) for r0,
             r1 in [tuple(np.interp((z0, z1), (0.05, 0.70), (0.13, 0.03)))]]
    foot = rounded_box((0.38, 0.38, 0.03), (0, 0, 0.015), 0.012, 4)
    feet = [rounded_box((0.05, 0.05, 0.012), (0.14 * sx, 0.14 * sy, 0.006), 0.004) for sx in (-1, 1) for sy in (-1, 1)]
    parts = [part("cone", "Cone", body), part("foot", "Cone", translated(foot, (0, 0, 0.008)), *feet),
             part("bands", "Bands", *bands)]
    return Sketch(parts=parts, looks=[orange, white], solids=(solid("foot"), solid("cone", kind="hull")))


def _trash_can(values: Values) -> Sketch:
    """A ribbed can with handles and a domed lid; a wheeled bin with a hinged lid; a pedal bin for a kitchen."""
    shell, dark = main_look("Shell", values), look("Dark", "plastic", "#1b1c1e")
    if values["style"] == "wheeled":
        rings = [(0.24, 0.24, 0.09), (0.25, 0.26, 0.12), (0.285, 0.32, 0.92), (0.3, 0.335, 0.95)]
        from .transit_geometry import long_body

        turned = long_body([(z, -a, a, b) for a, b, z in rings], 0.05, 0.0)
        x, y, z = turned.vertices.T
        body = type(turned)(vertices=np.column_stack([x * 0.86, z, y]), face_sizes=turned.face_sizes,
                            face_vertices=turned.face_vertices.reshape(-1, 4)[:, ::-1].reshape(-1),
                            uv=turned.uv.reshape(-1, 4, 2)[:, ::-1].reshape(-1, 2))
        lid = rotated(rounded_box((0.58, 0.66, 0.05), (0, -0.01, 0.985), 0.02, 4, (1, 6, 1)), 0.06, (1, 0, 0),
                      (0, 0.3, 0.96))
        bar = [cylinder(0.016, 0.44, (0, 0.36, 0.95), axis=0, segments=14),
               *(rounded_box((0.03, 0.08, 0.05), (0.2 * s, 0.325, 0.945), 0.01) for s in (-1, 1))]
        wheels = []
        joints = {"lid": shapes.joint("hinge", (0, 0.31, 0.975), (1, 0, 0), (-2.4, 0.0))}
        for side, s in (("L", 1.0), ("R", -1.0)):
            name = f"wheel.{side}"
            wheels.append(part(name, "Dark", cylinder(0.11, 0.055, (0.27 * s, 0.245, 0.11), axis=0, segments=24,
                                                      edge=0.015), moves_with=name))
            joints[name] = shapes.joint("wheel", (0.27 * s, 0.245, 0.11), (1, 0, 0), (-1e4, 1e4))
        foot = rounded_box((0.34, 0.1, 0.1), (0, -0.17, 0.05), 0.02)
        ribs = [rounded_box((0.4, 0.012, 0.014), (0, -0.271 - 0.02 * k, 0.3 + 0.16 * k), 0.004) for k in range(3)]
        parts = [part("bin", "Shell", body), part("foot", "Shell", foot), part("lid", "Shell", lid,
                                                                               rounded_box((0.3, 0.03, 0.03),
                                                                                           (0, -0.34, 0.965), 0.01),
                                                                                           moves_with="lid"),
                 part("handle", "Dark", *bar), part("ribs", "Shell", *ribs),
                 part("axle", "Dark", cylinder(0.012, 0.5, (0, 0.245, 0.11), axis=0)), *wheels]  # fmt: skip
        return Sketch(parts=parts, looks=[shell, dark], joints=joints, grip=False,
                      solids=(solid("bin", "foot"), solid("wheel.L", kind="cylinder", axis=0),
                              solid("wheel.R", kind="cylinder", axis=0)))  # fmt: skip
    profile = [(0, 0), (0.2, 0), (0.205, 0.02)]
    for k in range(5):
        z = 0.10 + 0.105 * k
        r = 0.208 + 0.035 * z / 0.6
        profile += [(r - 0.002, z - 0.02), (r + 0.008, z), (r - 0.001, z + 0.02)]
    profile += [(0.243, 0.62), (0.252, 0.625), (0.25, 0.64), (0.238, 0.64), (0.2, 0.03), (0, 0.025)]
    body = lathe(profile, 40)
    lid = lathe(fillet([(0, 0.655), (0.25, 0.632), (0.262, 0.632), (0.262, 0.652), (0.235, 0.665), (0.12, 0.705),
                        (0, 0.715)], 0.006, 3), 40)
    knob = tube(smooth_line([(-0.05, 0, 0.705), (-0.045, 0, 0.74), (0, 0, 0.752), (0.045, 0, 0.74), (0.05, 0, 0.705)],
                            4), 0.009, 10)
    grips = [tube(smooth_line([(0.235 * s, -0.06, 0.5), (0.285 * s, -0.055, 0.49), (0.292 * s, 0, 0.48),
                               (0.285 * s, 0.055, 0.49), (0.235 * s, 0.06, 0.5)], 4), 0.008, 8)
             for s in (-1, 1)]
    parts = [part("can", "Shell", body), part("handles", "Shell", *grips), part("lid", "Shell", lid, moves_with="lid"),
             part("lid_handle", "Shell", knob, moves_with="lid")]
    joints = {"lid": shapes.joint("hinge", (0, 0.255, 0.64), (1, 0, 0), (-1.7, 0.0))}
    return Sketch(parts=parts, looks=[shell, dark], joints=joints, grip=False,
                  solids=(solid("can", "lid", kind="cylinder"),),
                  places=(shapes.affordance("inside", "inside", (0, 0, 0.03), (0.38, 0.38, 0.58)),))  # fmt: skip


def _traffic_light(values: Values) -> Sketch:
    """Three lamps under visors in a dark housing on a back board, one of them lit; a pole with a push-button box."""
    pole, dark = main_look("Pole", values), look("Housing", "painted metal", "#17191b", fill=0.3)
    lit = str(values["lit"])
    colors = {"red": ("#ff2a1c", "#4a0f0c"), "amber": ("#ffb01c", "#4a360c"), "green": ("#2cff6a", "#0c3f1c")}
    looks = [pole, dark, look("Edge", "plastic", "#ece8dc"), look("Button Box", "painted metal", "#e0b020", fill=0.3)]
    top = 3.3
    lamps = []
    hoods = []
    for k, (name, (on, off)) in enumerate(colors.items()):
        z = top - 0.2 - 0.3 * k
        glow = name == lit
        looks.append(Look(glowing(name.capitalize(), on, 25.0), "glass") if glow else look(name.capitalize(), "ceramic",
                                                                                           off))
        lamps.append(part(f"lamp_{name}", name.capitalize(), superellipsoid((0.21, 0.07, 0.21), (0, -0.125, z), 2, 6)))
        turn = np.linspace(-0.35, np.pi + 0.35, 15)
        arc = np.column_stack([0.118 * np.cos(turn), np.full(15, -0.21), z + 0.118 * np.sin(turn)])
        section = fillet([(-0.10, -0.004), (0.10, -0.004), (0.10, 0.004), (-0.10, 0.004)], 0.003, 1, closed=True)
        hoods.append(sweep(arc, section, up=(np.cos(turn[0]), 0, np.sin(turn[0])), caps="ladder"))
    board = [rounded_box((0.52, 0.02, 1.12), (0, -0.02, top - 0.5), 0.04, 4)]
    rim = [rounded_box((0.54, 0.014, 1.14), (0, -0.012, top - 0.5), 0.04, 4)]
    parts = [part("housing", "Housing", rounded_box((0.32, 0.17, 0.96), (0, -0.045, top - 0.5), 0.03, 4), *board),
             part("board_edge", "Edge", *rim), *lamps,
             part("visors", "Housing", *hoods), part("pole", "Pole", cylinder(0.06, 3.25, (0, 0.1, 1.625), segments=18,
                                                                              edge=0.02),
                                                                              cylinder(0.12, 0.14, (0, 0.1, 0.07),
                                                                                       segments=20, edge=0.03)),
             part("brackets", "Housing", *(rounded_box((0.07, 0.1, 0.06), (0, 0.04, top - 0.5 + d), 0.01)
                                           for d in (-0.32, 0.32))),
             part("button_box", "Button Box", rounded_box((0.1, 0.1, 0.18), (0, 0.0, 1.1), 0.012)),
             part("button", "Housing", cylinder(0.025, 0.02, (0, -0.055, 1.09), axis=1, segments=16))]  # fmt: skip
    return Sketch(parts=parts, looks=looks, grip=False, solids=(solid("pole", kind="cylinder"), solid("housing")))


_FLAG_COLORS = ("#c3201f", "#1f6b3a", "#e0a820")
"""of the upper stripe, where no colour is asked for; the others are white and blue"""


_IN_THE_WIND = Flutter(axis=0, pinned="low", amplitude_m=0.11, waves=1.25, across_rad_m=0.9, grows=0.8)


def _flag(values: Values) -> Sketch:
    """Cloth that waves from a pole with a ball on top and a foot: in three stripes, or all in the colour asked for."""
    color, beside = str(values["color"]), str(values["second_color"])
    plain = color not in ("", *_FLAG_COLORS)
    white, blue = (beside or color, color) if plain else (beside or "#f2f0ea", "#1d3f8a")
    first, second = main_look("Cloth", values), look("Second", "cotton", white)
    third, metal = look("Third", "cotton", blue), look("Pole", "aluminium", fill=0.3)
    ball = look("Ball", "gold", fill=0.2)
    high, length, tall = 3.0, 1.35, 0.9
    stripes = []
    for k, name in enumerate(("Cloth", "Second", "Third")):
        rows = []
        for z in np.linspace(high - tall * k / 3, high - tall * (k + 1) / 3, 5):
            u = np.linspace(0, 1, 25)
            wave = 0.11 * u**0.8 * np.sin(2 * np.pi * (1.25 * u) + 0.9 * (high - z))
            rows.append(np.column_stack([0.03 + length * u * (1 - 0.02 * np.sin(3 * u)), wave,
                                         z - 0.06 * u**2 + 0 * u]))
        stripes.append(part(f"stripe_{k + 1}", name, thick_sheet(np.array(rows)[::-1], 0.006), flutter=_IN_THE_WIND))
    parts = [*stripes, part("pole", "Pole", cylinder(0.025, high + 0.08, (0, 0, 0.5 * high + 0.04), top_radius=0.018,
                                                     segments=14)),
             part("ball", "Ball", superellipsoid((0.09, 0.09, 0.09), (0, 0, high + 0.11), 2, 5)),
             part("cord", "Third", tube([(0.028, -0.01, high - 0.02), (0.03, -0.012, 1.0)], 0.005, 6,
                                        edge=0.0))]  # fmt: skip
    if values["foot"]:
        disc = lathe(fillet([(0, 0), (0.2, 0), (0.2, 0.03), (0.05, 0.08), (0, 0.08)], 0.01, 2), 28)
        parts.append(part("foot", "Pole", disc))
    return Sketch(parts=parts, looks=[first, second, third, metal, ball], grip=False, solids=(solid("pole", "foot"),),
                  places=(shapes.grip((0, 0, 1.2), 0.05, 0.0),))  # fmt: skip


CATEGORIES = (
    thing("fire hydrant", "street", (0.39, 0.37, 0.725), _hydrant, material="painted metal", color="#c3201f",
          patterned=True, span=2.5, mass_kg=60,
          synonyms=("hydrant",), colors=("#c3201f", "#e0b020")),
    thing("mailbox", "street", (0.19, 0.5, 1.29), _mailbox, material="painted metal", color="#8f9499", span=2.5,
          mass_kg=9, synonyms=("letterbox", "postbox", "mail box", "post box"),
          colors=("#8f9499", "#1d1f22", "#b3161c"), extra=(shapes.choice("style", "post", ("post", "street")),),
          sized={"street": (0.52, 0.53, 1.22)},
          presets={w: {"style": "street", "color": c} for w, c in (("postbox", "#b3161c"), ("post box", "#b3161c"))}),
    thing("traffic cone", "street", (0.38, 0.38, 0.708), _cone, material="plastic", color="#e8590c", span=3,
          mass_kg=2.5, equal_sides=True,
          synonyms=("cone", "safety cone", "road cone", "orange cone")),
    thing("trash can", "street", (0.6, 0.52, 0.76), _trash_can, material="steel", span=3, mass_kg=4,
          synonyms=("garbage can", "trashcan", "bin", "trash bin", "rubbish bin", "dustbin", "wastebasket", "waste bin",
                    "recycling bin", "wheelie bin"),
          extra=(shapes.choice("style", "can", ("can", "wheeled")),), sized={"wheeled": (0.6, 0.72, 1.03)},
          presets={w: {"style": "wheeled", "material": "plastic", "color": c} for w, c in (("recycling bin", "#1f5fa8"),
                                                                                           ("wheelie bin", "#2e6b3a"),
                                                                                           ("bin", "#2e6b3a"))}),
    thing("traffic light", "street", (0.54, 0.48, 3.36), _traffic_light, material="painted metal", color="#3a3d40",
          span=2, mass_kg=70,
          synonyms=("stoplight", "traffic signal", "stop light", "traffic lights"),
          extra=(shapes.choice("lit", "red", ("red", "amber", "green"), "which lamp burns"),)),
    thing("flag", "street", (1.58, 0.4, 3.155), _flag, material="cotton", color="#c3201f", patterned=True, span=4,
          mass_kg=6,
          synonyms=("banner flag", "american flag", "flag on a pole", "pennant"), colors=_FLAG_COLORS,
          extra=(shapes.flag("foot", True, "whether it stands on a disc"),)),
)  # fmt: skip
