"""Doors and windows."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Build, Category, Part, Values
from .geometry import cylinder, merge, rounded_box, tube
from .making import look, main_look, make, size_of
from .sampler import sampler


def _build_door(values: Values) -> Build:
    """A frame with mouldings, and a panelled leaf with handles on hinges that swings towards -Y."""
    width, depth, height = size_of(values)
    leaf_look, frame_look = main_look("Leaf", values), look("Frame", str(values["frame_material"]))
    metal, glass = look("Handle", "brass"), look("Glass", "glass")
    bar = min(0.09, 0.1 * width)
    parts = []
    jambs = [
        *(
            rounded_box((bar, depth, height - bar), (s * (width - bar) / 2, 0, (height - bar) / 2), 0.004, grain=2)
            for s in (-1, 1)
        ),
        rounded_box((width, depth, bar), (0, 0, height - bar / 2), 0.004),
        *(
            rounded_box(
                (0.02, 0.5 * depth, height - bar),
                (s * (width / 2 - bar - 0.008), 0.22 * depth, (height - bar) / 2),
                0.003,
                grain=2,
            )
            for s in (-1, 1)
        ),
        rounded_box((width - 2 * bar, 0.5 * depth, 0.02), (0, 0.22 * depth, height - bar - 0.008), 0.003),
    ]
    parts.append(Part(name="frame", surface=merge(jambs), material="Frame"))
    threshold = 0.015
    parts.append(
        Part(
            name="threshold",
            surface=rounded_box((width - 2 * bar, depth, threshold), (0, 0, threshold / 2), 0.004),
            material="Frame",
        )
    )
    leaf_w, leaf_h, t = width - 2 * bar - 0.008, height - bar - threshold - 0.008, 0.04
    y = -0.05 * depth - t / 2 if depth > 0.06 else 0.0
    z0 = threshold + 0.004
    stile = min(0.12, 0.14 * leaf_w)
    pieces, panes = [], []
    if values["style"] == "modern":
        pieces.append(rounded_box((leaf_w, t, leaf_h), (0, y, z0 + leaf_h / 2), 0.004, grain=2))
        panes.append(
            rounded_box((0.13 * leaf_w, t + 0.006, 0.68 * leaf_h), (0.26 * leaf_w, y, z0 + 0.52 * leaf_h), 0.003)
        )
    else:
        pieces += [
            rounded_box((stile, t, leaf_h), (s * (leaf_w - stile) / 2, y, z0 + leaf_h / 2), 0.004, grain=2)
            for s in (-1, 1)
        ]
        rails = [(0.0, 0.11), (0.38, 0.47), (0.93, 1.0)]
        pieces += [
            rounded_box((leaf_w - 2 * stile, t, (b - a) * leaf_h), (0, y, z0 + (a + b) / 2 * leaf_h), 0.004, grain=0)
            for a, b in rails
        ]
        pieces.append(rounded_box((0.8 * stile, t - 0.003, 0.84 * leaf_h), (0, y, z0 + 0.52 * leaf_h), 0.004, grain=2))
        field_w = (leaf_w - 2.8 * stile) / 2
        for s in (-1, 1):
            for a, b in ((0.11, 0.38), (0.47, 0.93)):
                x = s * (0.4 * stile + field_w / 2)
                pieces.append(
                    rounded_box(
                        (field_w + 0.01, 0.35 * t, (b - a) * leaf_h + 0.01),
                        (x, y, z0 + (a + b) / 2 * leaf_h),
                        0.003,
                        grain=2,
                    )
                )
                pieces.append(
                    rounded_box(
                        (field_w - 0.06, 0.62 * t, (b - a) * leaf_h - 0.06),
                        (x, y, z0 + (a + b) / 2 * leaf_h),
                        0.006,
                        grain=2,
                    )
                )
    parts.append(Part(name="leaf", surface=merge(pieces), material="Leaf", moves_with="leaf"))
    if panes:
        parts.append(Part(name="pane", surface=merge(panes), material="Glass", moves_with="leaf"))
    grip_z = z0 + 1.0 if leaf_h > 1.6 else z0 + 0.5 * leaf_h
    lever_x = leaf_w / 2 - 0.06
    handles = []
    for out in (-1.0, 1.0):
        face = y + out * t / 2
        handles.append(rounded_box((0.04, 0.008, 0.2), (lever_x, face + out * 0.003, grip_z), 0.003))
        handles.append(cylinder(0.009, 0.045, (lever_x, face + out * 0.022, grip_z + 0.03), axis=1, segments=12))
        handles.append(
            tube(
                [
                    (lever_x, face + out * 0.045, grip_z + 0.03),
                    (lever_x - 0.06, face + out * 0.048, grip_z + 0.03),
                    (lever_x - 0.12, face + out * 0.044, grip_z + 0.026),
                ],
                [0.01, 0.0095, 0.008],
                10,
            )
        )
    hinge_x = -leaf_w / 2
    handles += [
        cylinder(0.009, 0.09, (hinge_x - 0.001, y - t / 2 - 0.004, z0 + share * leaf_h), segments=12)
        for share in (0.12, 0.5, 0.88)
    ]
    parts.append(Part(name="handle", surface=merge(handles), material="Handle", moves_with="leaf"))
    return make(
        parts, [leaf_look, frame_look, metal, glass],
        [*(shapes.collision_box((bar, depth, height), (s * (width - bar) / 2, 0, height / 2)) for s in (-1, 1)),
         shapes.collision_box((width, depth, bar), (0, 0, height - bar / 2)),
         shapes.collision_box((leaf_w, t, leaf_h), (0, y, z0 + leaf_h / 2))],
        (shapes.affordance("doorway", "doorway", (0, 0, 0), (width - 2 * bar, 0, height - bar)),
         shapes.affordance("handle", "grip_at", (lever_x - 0.06, y - t / 2 - 0.045, grip_z + 0.03), (0.02, 0.1, 0)),
         shapes.affordance("push", "push_at", (lever_x, y - t / 2, 1.1), (0.3, 0, 1.1))),
        {"leaf": shapes.joint("hinge", (hinge_x, y - t / 2 - 0.004, z0), (0, 0, 1), (-1.9, 0.0))},
        mass_kg=28.0, static=True,
    )  # fmt: skip


def _build_window(values: Values) -> Build:
    """A frame with a sill, two casements with glazing bars that open towards -Y, clear panes, a handle."""
    width, depth, height = size_of(values)
    wood, glass, metal = main_look("Frame", values), look("Glass", "glass"), look("Handle", "steel")
    bar = 0.06 * min(width, height) + 0.015
    deep = float(values["sill_m"])
    sill_h, sill_d = 0.035, depth + deep
    frame_d = 0.62 * depth
    y = 0.5 * (depth - frame_d)
    z0, z1 = sill_h, height
    tall = z1 - z0
    parts = [
        Part(
            name="sill",
            surface=rounded_box((width, sill_d, sill_h), (0, -0.5 * deep, sill_h / 2), 0.006),
            material="Frame",
        ),
        Part(
            name="frame",
            material="Frame",
            surface=merge(
                [
                    *(
                        rounded_box(
                            (bar, frame_d, tall), (s * (width - 0.06 - bar) / 2, y, z0 + tall / 2), 0.004, grain=2
                        )
                        for s in (-1, 1)
                    ),
                    rounded_box((width - 0.06 - 2 * bar, frame_d, bar), (0, y, z1 - bar / 2), 0.004),
                    rounded_box((width - 0.06 - 2 * bar, frame_d, 0.6 * bar), (0, y, z0 + 0.3 * bar), 0.004),
                ]
            ),
        ),
    ]
    inner_w, inner_low, inner_high = width - 0.06 - 2 * bar, z0 + 0.6 * bar, z1 - bar
    count = int(values["casement_count"])
    unit = inner_w / count
    joints = {}
    t, stile = 0.6 * frame_d, 0.8 * bar
    sash_h = inner_high - inner_low - 0.006
    z = (inner_low + inner_high) / 2
    for k in range(count):
        x = inner_w / 2 - unit * (k + 0.5)
        name = f"casement_{k + 1}"
        w = unit - 0.006
        bars = [
            *(rounded_box((stile, t, sash_h), (x + s * (w - stile) / 2, y, z), 0.004, grain=2) for s in (-1, 1)),
            *(
                rounded_box((w - 2 * stile, t, stile), (x, y, z + s * (sash_h - stile) / 2), 0.004, grain=0)
                for s in (-1, 1)
            ),
            rounded_box((w - 2 * stile, 0.5 * t, 0.4 * stile), (x, y, z + 0.16 * sash_h), 0.003, grain=0),
        ]
        pane = rounded_box((w - 1.6 * stile, 0.006, sash_h - 1.6 * stile), (x, y, z), 0.0015)
        parts.append(Part(name=name, surface=merge(bars), material="Frame", moves_with=name))
        parts.append(Part(name=f"{name}_pane", surface=pane, material="Glass", moves_with=name))
        left = x > 0 or count == 1
        hinge_x = x + (w / 2 if left else -w / 2)
        joints[name] = shapes.joint(
            "hinge", (hinge_x, y - t / 2, inner_low), (0, 0, 1), (0.0, 1.8) if left else (-1.8, 0.0)
        )
        if k == 0:
            grip_x = x - (w / 2 - stile / 2) * (1 if left else -1)
            lever = merge(
                [
                    rounded_box((0.022, 0.008, 0.07), (grip_x, y - t / 2 - 0.003, z), 0.003),
                    rounded_box((0.016, 0.014, 0.1), (grip_x, y - t / 2 - 0.022, z - 0.03), 0.005),
                    cylinder(0.007, 0.024, (grip_x, y - t / 2 - 0.012, z + 0.008), axis=1, segments=10),
                ]
            )
            parts.append(Part(name="handle", surface=lever, material="Handle", moves_with=name))
    free = 0.4 * depth + deep  # before the panes
    middle = (0, 0.5 * free - 0.45 * depth - deep, sill_h)
    places = [shapes.affordance("sill", "surface_top", middle, (0.9 * width, free, 0))]
    if deep > 0.0:  # wide enough to lie along it
        places.append(shapes.affordance("along_sill", "lie_at", middle, (free, 0.9 * width, 0), 0.5 * np.pi))
    return make(parts, [wood, glass, metal], [shapes.collision_box((width, depth, height), (0, 0, height / 2)),
                shapes.collision_box((width, sill_d, sill_h), (0, -0.5 * deep, sill_h / 2))], tuple(places),
                joints, mass_kg=30.0 * width * height, static=True)  # fmt: skip


DOOR = (*shapes.sizes((1.02, 0.5, 3.0), (0.14, 0.08, 0.4), (2.12, 1.0, 4.0)),
        shapes.choice("style", "classic", ("classic", "modern")), *shapes.finish("oak", patterned=False),
        shapes.choice("frame_material", "painted wood", ("painted wood", "oak", "walnut", "stone")))  # fmt: skip


WINDOW = (
    *shapes.sizes((1.2, 0.3, 4.0), (0.18, 0.08, 0.4), (1.3, 0.3, 3.0)),
    *shapes.finish("painted wood", patterned=False),
    shapes.number("casement_count", 2, 1, 6),
    shapes.length("sill_m", 0.0, 0.0, 0.6, "how far the sill reaches into the room"),
)
SILL = {"sill_m": 0.30}
"""of a window whose sill is what is said"""


CATEGORIES = (
    Category(
        name="door",
        family="panel",
        synonyms=("front door", "doorway", "entrance"),
        parameters=DOOR,
        build=_build_door,
        sample=sampler("door", DOOR, stuffs=("oak", "walnut", "pine"), use_prior=False),
        static=True,
    ),
    Category(
        name="window",
        family="panel",
        synonyms=("casement", "window pane", "windowsill", "window sill", "window ledge"),
        parameters=WINDOW,
        build=_build_window,
        sample=sampler(
            "window",
            WINDOW,
            use_prior=False,
            presets=dict.fromkeys(("windowsill", "window sill", "window ledge"), SILL),
        ),
        static=True,
    ),
)
