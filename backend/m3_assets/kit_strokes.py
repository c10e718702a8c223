"""What is played with clubs, sticks and rackets, a hole with its flag, a puck, nets; and what is worked with: a wrench,
a nail."""

from __future__ import annotations

import numpy as np

from ..common.sports import CUP_M, TOW_ROPE_M
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, translated
from .geometry_loft import extrude
from .making import look, main_look
from .sketch import Sketch, part, solid, thing

_POLE_M, _NET_M, _MESH_M = 2.0, 6.0, 0.12


def _golf_hole(values: Values) -> Sketch:
    """A cup let into the green, seen as a dark round with a light rim, and a thin pole with a small flag in it."""
    cloth, pole = main_look("Flag", values), look("Pole", "plastic", "#f1efe6")
    dark, rim = look("Cup", "rubber", "#0b0d0b"), look("Rim", "plastic", "#e9ebe6")
    edge = [(CUP_M - 0.004, 0.0), (CUP_M + 0.004, 0.0), (CUP_M + 0.004, 0.004), (CUP_M - 0.004, 0.004)]
    banner = fillet([(0.008, 1.62), (0.46, 1.79), (0.008, 1.96)], 0.01, 2, closed=True)
    return Sketch(
        parts=[part("cup", "Cup", cylinder(CUP_M - 0.003, 0.002, (0, 0, 0.001), segments=28)),
               part("rim", "Rim", lathe(edge, 32, closed_profile=True)),
               part("pole", "Pole", cylinder(0.008, _POLE_M, (0, 0, 0.5 * _POLE_M), segments=12)),
               part("flag", "Flag", extrude(banner, 0.004, plane="xz", edge=0.0012, caps="fan"))],
        looks=[cloth, pole, dark, rim], solids=None, grip=False, push=False,
    )  # fmt: skip


def _hockey_stick(values: Values) -> Sketch:
    """A long shaft on its side along X with tape at the butt, and a taped blade that turns off at its end."""
    wood, tape = main_look("Shaft", values), look("Tape", "fabric", "#17181a")
    shaft = rounded_box((1.22, 0.019, 0.030), (-0.61, 0, 0.0), 0.005)
    knob = rounded_box((0.16, 0.024, 0.035), (-0.08, 0, 0.0), 0.006)
    outline = fillet([(-1.20, -0.015), (-1.285, 0.03), (-1.30, 0.30), (-1.235, 0.305), (-1.205, 0.06)], 0.02, 3,
                     closed=True)  # fmt: skip
    blade = extrude(outline[::-1], 0.012, plane="xz", edge=0.003, caps="fan")
    return Sketch(parts=[part("shaft", "Shaft", shaft), part("knob", "Tape", knob), part("blade", "Tape", blade)],
                  looks=[wood, tape], places=(shapes.grip((-0.12, 0, 0.0), 0.03, 0.2),),
                  solids=(solid("shaft"), solid("blade")))  # fmt: skip


def _puck(values: Values) -> Sketch:
    """A flat black disc with a bevelled edge."""
    rubber = main_look("Rubber", values)
    return Sketch(parts=[part("disc", "Rubber", cylinder(0.0381, 0.0254, (0, 0, 0.0127), segments=36, edge=0.003))],
                  looks=[rubber], solids=(solid("disc", kind="cylinder"),), push=False)  # fmt: skip


def _meshes(low: float, high: float) -> list[Surface]:
    """Cords both ways between two heights."""
    cords = [rounded_box((0.006, 0.006, high - low), (x, 0, 0.5 * (low + high)), 0.0015)
             for x in np.arange(-0.5 * _NET_M + _MESH_M, 0.5 * _NET_M, _MESH_M)]  # fmt: skip
    return cords + [rounded_box((_NET_M, 0.006, 0.006), (0, 0, z), 0.0015) for z in np.arange(low, high, _MESH_M)]


def _net(low: float, high: float, values: Values) -> Sketch:
    """A net of cords across X with a white band on top, between two posts."""
    band, cord = main_look("Band", values), look("Cords", "fabric", "#23262a")
    post = look("Post", "steel", "#3a4046")
    posts = [cylinder(0.035, high + 0.06, (sign * 0.5 * _NET_M, 0, 0.5 * high + 0.03), segments=18, edge=0.01)
             for sign in (-1, 1)]  # fmt: skip
    return Sketch(parts=[part("band", "Band", rounded_box((_NET_M, 0.016, 0.07), (0, 0, high - 0.035), 0.006)),
                         part("cords", "Cords", *_meshes(low, high - 0.07)), part("posts", "Post", *posts)],
                  looks=[band, cord, post], grip=False, push=False,
                  solids=(solid("band", "cords"), solid("posts")))  # fmt: skip


def _low_net(values: Values) -> Sketch:
    return _net(0.04, 0.92, values)


def _high_net(values: Values) -> Sketch:
    return _net(1.15, 2.05, values)


def _wrench(values: Values) -> Sketch:
    """A flat spanner along X with an open jaw at its working end and a ring at the other."""
    steel, dark = main_look("Steel", values), look("Inside", "steel", "#2b2e33")
    jaw = fillet([(0.060, -0.009), (0.080, -0.026), (0.110, -0.024), (0.112, -0.012), (0.092, -0.011), (0.088, 0.0),
                  (0.092, 0.011), (0.112, 0.012), (0.110, 0.024), (0.080, 0.026), (0.060, 0.009)], 0.004, 3,
                 closed=True)  # fmt: skip
    ring = [(0.012, -0.005), (0.021, -0.005), (0.021, 0.005), (0.012, 0.005)]
    loop = translated(lathe(ring, 24, closed_profile=True), (-0.094, 0, 0))
    return Sketch(parts=[part("shank", "Steel", rounded_box((0.150, 0.017, 0.006), (-0.008, 0, 0), 0.0025)),
                         part("jaw", "Steel", extrude(jaw, 0.011, plane="xy", edge=0.002, caps="fan")),
                         part("ring", "Inside", loop)],
                  looks=[steel, dark], places=(shapes.grip((-0.055, 0, 0), 0.018, 0.08),), grip=False,
                  solids=(solid("shank", "jaw"),))  # fmt: skip


def _tow_rope(values: Values) -> Sketch:
    """A straight cord along -Y from its hook at the back; its front half slides in the other one, as it is let out."""
    cord = main_look("Cord", values)
    half = 0.5 * TOW_ROPE_M
    back = cylinder(0.0075, half, (0, -0.5 * half, 0), axis=1, segments=10)
    front = cylinder(0.0070, half, (0, -0.5 * half, 0), axis=1, segments=10)
    fist = cylinder(0.011, 0.05, (0, -half + 0.03, 0), axis=1, segments=12, edge=0.004)
    return Sketch(parts=[part("cord", "Cord", back), part("out", "Cord", front, fist, moves_with="out")], looks=[cord],
                  joints={"out": shapes.joint("slide", (0, 0, 0), (0, -1, 0), (0.0, half))}, grip=False, push=False,
                  solids=(solid("cord"),))  # fmt: skip


def _hand_of_cards(values: Values) -> Sketch:
    """Five playing cards held up as a fan, their backs to the front, with a frame printed on each."""
    paper, red = main_look("Paper", values), look("Print", "paper", "#a3161c")
    cards: list[Surface] = []
    prints: list[Surface] = []
    for number in range(5):
        angle, y = 0.24 * (number - 2), 0.0012 * number
        for where, size, out in ((cards, (0.058, 0.0007, 0.089), 0.0), (prints, (0.050, 0.0002, 0.081), -0.00045)):
            flat = rounded_box(size, (0.0, y + out, 0.062), 0.0001)
            where.append(rotated(flat, angle, (0, 1, 0), (0, 0, 0)))
    return Sketch(parts=[part("cards", "Paper", *cards), part("backs", "Print", *prints)], looks=[paper, red],
                  places=(shapes.grip((0, 0.002, 0.028), 0.008, 0.05),), grip=False)  # fmt: skip


def _nail(values: Values) -> Sketch:
    """A round shank that is driven in half-way, with a flat head."""
    steel = main_look("Steel", values)
    line = fillet([(0, 0), (0.0022, 0.004), (0.0022, 0.0725), (0.0055, 0.073), (0.0055, 0.075), (0, 0.075)], 0.0004, 1)
    return Sketch(parts=[part("nail", "Steel", lathe(line, 16))], looks=[steel], push=False)  # fmt: skip


CATEGORIES = (
    thing("golf hole", "sports", (0.52, 2 * CUP_M + 0.008, _POLE_M), _golf_hole, material="fabric", color="#c8102e",
          span=1.6, mass_kg=1.0, static=True, synonyms=("golf flag", "putting hole")),
    thing("hockey stick", "sports", (1.30, 0.024, 0.3225), _hockey_stick, material="birch", span=1.6, mass_kg=0.5,
          synonyms=("ice hockey stick", "field hockey stick")),
    thing("puck", "sports", (0.0762, 0.0762, 0.0254), _puck, material="rubber", color="#121314", span=1.6,
          mass_kg=0.17, synonyms=("hockey puck",)),
    thing("tennis net", "sports", (_NET_M + 0.07, 0.07, 0.98), _low_net, material="fabric", color="#f2f2ee", span=2.5,
          mass_kg=15, synonyms=("badminton net",)),
    thing("volleyball net", "sports", (_NET_M + 0.07, 0.07, 2.11), _high_net, material="fabric", color="#f2f2ee",
          span=2.5, mass_kg=18),
    thing("wrench", "tool", (0.227, 0.052, 0.011), _wrench, material="steel", span=2, mass_kg=0.3,
          synonyms=("spanner", "monkey wrench")),
    thing("tow rope", "tool", (0.022, 0.5 * TOW_ROPE_M, 0.022), _tow_rope, material="linen", color="#b0874a", span=2,
          mass_kg=0.3, synonyms=("leash", "lead rope", "dog leash")),
    thing("hand of cards", "game", (0.133, 0.0062, 0.096), _hand_of_cards, material="paper", color="#f4f1e6", span=2,
          mass_kg=0.02, synonyms=("playing cards", "poker hand")),
    thing("nail", "tool", (0.011, 0.011, 0.075), _nail, material="steel", span=2, mass_kg=0.01,
          synonyms=("screw", "bolt")),
)  # fmt: skip
