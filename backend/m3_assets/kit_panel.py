"""Pictures, mirrors and signs."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import circle, cylinder, extrude, loft, merge, rounded_box, superellipsoid, translated
from .making import look, main_look, make, number_of, size_of
from .sampler import Value, sampler


def frame_around(width: float, height: float, bar: float, depth: float, z: float) -> Surface:
    """Four mitred mouldings about an opening; `z` is the middle, the frame is centred on y = 0."""
    section = np.array([(0.0, -depth / 2), (0.25 * bar, -0.62 * depth), (0.7 * bar, -0.5 * depth), (bar, -0.25 * depth),
                        (bar, depth / 2), (0.0, depth / 2)])  # fmt: skip
    section[:, 1] = np.clip(section[:, 1], -depth / 2, depth / 2)
    section[0, 1] = -0.36 * depth
    rings = []
    # one ring per corner of the rectangle; each section point moves inwards from the outer edge
    for sx, sz in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        ring = [(sx * (width / 2 - a), y, z + sz * (height / 2 - a)) for a, y in section[::-1]]
        rings.append(ring)
    return loft(np.array(rings), closed_path=True)


def _build_picture(values: Values) -> Build:
    """A moulded frame, a white mount, and a painted landscape: sky, sun, hills, a field and a tree."""
    width, depth, height = size_of(values)
    frame = main_look("Frame", values)
    bar = 0.085 * min(width, height)
    z = height / 2
    mount = 0.0 if values["style"] == "old" else 0.07 * min(width, height)
    inner_w, inner_h = width - 2 * bar, height - 2 * bar
    art_w, art_h = inner_w - 2 * mount, inner_h - 2 * mount
    back_y = 0.1 * depth
    t = min(0.004, 0.12 * depth)
    parts = [
        Part(name="frame", surface=frame_around(width, height, bar, depth, z), material="Frame"),
        Part(
            name="mount",
            surface=rounded_box((inner_w + 0.006, t, inner_h + 0.006), (0, back_y, z), 0.3 * t),
            material="Mount",
        ),
        Part(name="sky", surface=rounded_box((art_w, t, art_h), (0, back_y - t, z), 0.3 * t), material="Sky"),
    ]
    bottom, left = z - art_h / 2, -art_w / 2

    def ridge(name: str, levels: tuple[float, ...], layer: int) -> Part:
        x = np.linspace(0.0, art_w, 13)
        top = np.interp(x / art_w, np.linspace(0, 1, len(levels)), levels) * art_h
        low = np.column_stack([left + x, np.full(13, bottom)])
        high = np.column_stack([left + x, bottom + top])
        outline = np.concatenate([low, high[::-1]])
        piece = extrude(outline, 0.6 * t, plane="xz", center=back_y - t - 0.5 * t * layer, edge=0.1 * t)
        return Part(name=name.lower(), surface=piece, material=name)

    parts.append(ridge("Hills", (0.42, 0.58, 0.5, 0.66, 0.48, 0.55), 2))
    parts.append(ridge("Field", (0.34, 0.3, 0.36, 0.3, 0.26, 0.32), 3))
    sun = extrude(
        circle(0.075 * art_h, 24) + np.array([0.22 * art_w, z + 0.24 * art_h]),
        0.6 * t,
        plane="xz",
        center=back_y - 1.6 * t,
        edge=0.1 * t,
        caps="fan",
    )
    parts.append(Part(name="sun", surface=sun, material="Sun"))
    crown = extrude(
        circle(1.0, 20) * (0.1 * art_w, 0.13 * art_h) + (-0.26 * art_w, z - 0.02 * art_h),
        0.6 * t,
        plane="xz",
        center=back_y - 3.2 * t,
        edge=0.1 * t,
        caps="fan",
    )
    trunk = rounded_box(
        (0.025 * art_w, 0.6 * t, 0.2 * art_h), (-0.26 * art_w, back_y - 3.1 * t, z - 0.2 * art_h), 0.1 * t
    )
    parts += [
        Part(name="tree_crown", surface=crown, material="Leaves"),
        Part(name="tree_trunk", surface=trunk, material="Trunk"),
    ]
    looks = [frame, look("Mount", "paper", "ivory"), look("Sky", "paper", "light blue"), look("Hills", "paper", "teal"),
             look("Field", "paper", "mustard"), look("Sun", "paper", "peach"), look("Leaves", "paper", "dark green"),
             look("Trunk", "paper", "brown")]  # fmt: skip
    return make(
        parts,
        looks,
        [shapes.collision_box((width, depth, height), (0, 0, z))],
        (
            shapes.affordance("hook", "hang_at", (0, depth / 2, 0.9 * height), (0, 0, 0)),
            shapes.grip((0, 0, 0.05 * height), depth, 0.5 * width),
        ),
        mass_kg=0.5 + 5.0 * width * height,
    )


def _build_mirror(values: Values) -> Build:
    """A framed silver pane; a standing one has a swinging frame on feet."""
    width, depth, height = size_of(values)
    frame, glass = main_look("Frame", values), look("Mirror", "silver", roughness=0.02)
    bar = 0.07 * min(width, height)
    parts, joints = [], {}
    if values["style"] == "standing":
        post, foot_h = 0.035, 0.06
        pane_w, pane_h, pane_d = width - 3 * post, 0.88 * height, 0.03
        z = 0.06 * height + pane_h / 2 + 0.02
        stand = []
        for s in (-1, 1):
            x = s * (width - post) / 2
            stand += [rounded_box((post, post, z + 0.1), (x, 0, (z + 0.1) / 2 + 0.02), 0.006),
                      rounded_box((post, depth, 0.035), (x, 0, foot_h / 2), 0.008),
                      superellipsoid((1.3 * post, 1.3 * post, 1.3 * post), (x, 0, z + 0.13))]  # fmt: skip
            stand += [
                rounded_box((0.9 * post, 0.04, 0.03), (x, sy * (depth / 2 - 0.03), 0.014), 0.006) for sy in (-1, 1)
            ]
        stand.append(rounded_box((width - post, 0.03, 0.03), (0, 0, foot_h + 0.04), 0.006))
        parts.append(Part(name="stand", surface=merge(stand), material="Frame"))
        pins = [cylinder(0.009, 0.05, (s * (width / 2 - 1.2 * post), 0, z), axis=0, segments=12) for s in (-1, 1)]
        pieces = [
            ("frame", merge([frame_around(pane_w, pane_h, bar, pane_d, z), *pins]), "Frame"),
            ("pane", rounded_box((pane_w - 1.6 * bar, 0.006, pane_h - 1.6 * bar), (0, -0.002, z), 0.0015), "Mirror"),
            ("back", rounded_box((pane_w - 1.6 * bar, 0.006, pane_h - 1.6 * bar), (0, 0.008, z), 0.0015), "Frame"),
        ]
        parts += [Part(name=n, surface=p, material=m, moves_with="pane") for n, p, m in pieces]
        joints["pane"] = shapes.joint("hinge", (0, 0, z), (1, 0, 0), (-0.5, 0.5))
    else:
        z = height / 2
        if values["shape"] in ("round", "oval"):
            section = circle(0.5, 12) * (bar, depth) * (1, 0.98)
            angle = np.arange(48) * 2 * np.pi / 48
            rings = np.stack([
                np.stack([np.outer(np.cos(angle), np.ones(12)) * (width / 2 - bar / 2 + section[:, 0]),
                          np.tile(section[:, 1], (48, 1)),
                          z + np.outer(np.sin(angle), np.ones(12)) * (height / 2 - bar / 2 + section[:, 0])], -1)
            ])[0]  # fmt: skip
            ring = loft(rings[:, ::-1], closed_path=True)
            pane = extrude(
                circle(1.0, 48) * (width / 2 - 0.6 * bar, height / 2 - 0.6 * bar) + (0, z),
                0.4 * depth,
                plane="xz",
                edge=0.002,
                caps="fan",
            )
            parts = [
                Part(name="frame", surface=ring, material="Frame"),
                Part(name="pane", surface=pane, material="Mirror"),
            ]
        else:
            parts = [
                Part(name="frame", surface=frame_around(width, height, bar, depth, z), material="Frame"),
                Part(
                    name="pane",
                    surface=rounded_box((width - 1.6 * bar, 0.4 * depth, height - 1.6 * bar), (0, 0, z), 0.0015),
                    material="Mirror",
                ),
            ]
    return make(
        parts,
        [frame, glass],
        [shapes.collision_box((width, depth, height), (0, 0, height / 2))],
        (shapes.affordance("hook", "hang_at", (0, depth / 2, 0.9 * height), (0, 0, 0)),),
        joints,
        mass_kg=2.0 + 12.0 * width * height,
    )


_LETTERS = {
    # strokes on a 2 x 4 grid, (x, z, width, height) of each bar
    "S": [(0, 4, 2, 0), (0, 2, 0, 2), (0, 2, 2, 0), (2, 0, 0, 2), (0, 0, 2, 0)],
    "T": [(0, 4, 2, 0), (1, 0, 0, 4)],
    "O": [(0, 0, 2, 0), (0, 4, 2, 0), (0, 0, 0, 4), (2, 0, 0, 4)],
    "P": [(0, 0, 0, 4), (0, 4, 2, 0), (0, 2, 2, 0), (2, 2, 0, 2)],
}


def _lettering(text: str, height: float, x: float, z: float, y: float) -> Surface:
    """Raised strokes about the middle (x, z) on a face at `y` that looks to -Y."""
    unit, bar = height / 4, 0.2 * height
    step = 3.1 * unit
    start = x - step * (len(text) - 1) / 2 - unit
    pieces: list[Surface] = []
    for k, letter in enumerate(text):
        for px, pz, w, h in _LETTERS[letter]:
            centre = (start + k * step + (px + w / 2) * unit, y, z + (pz + h / 2 - 2) * unit)
            # strokes cross: each a little prouder than the one before, so that no two faces lie in one plane
            pieces.append(rounded_box((w * unit + bar, 0.004 + 0.0006 * len(pieces), h * unit + bar), centre, 0.001))
    return merge(pieces)


def _build_sign(values: Values) -> Build:
    """A board on a post: a stop sign, a pointed way sign, or a plain board with two lines."""
    width, depth, height = size_of(values)
    face, edge = main_look("Face", values), look("Border", "painted metal", "white")
    post_look = look("Post", "steel", fill=0.25) if values["style"] != "way" else look("Post", "weathered wood")
    ink = look("Ink", "painted metal", "white" if values["color"] not in ("white", "yellow", "") else "charcoal")
    style = str(values["style"])
    t = min(0.03, 0.6 * depth)
    board_h = width if style == "stop" else min(0.62 * width, 0.6 * height)
    z = height - board_h / 2
    radius = min(0.032, 0.4 * depth)
    post_h = height - 0.12 * board_h
    parts = [
        Part(
            name="post",
            surface=cylinder(radius, post_h, (0, depth / 2 - radius, post_h / 2), segments=16),
            material="Post",
        ),
        Part(
            name="base",
            surface=cylinder(1.15 * radius, 0.05, (0, depth / 2 - 1.15 * radius, 0.025), segments=20, edge=0.01),
            material="Post",
        ),
    ]
    front = depth / 2 - 2 * radius - t / 2
    face_y = front - t / 2
    if style == "stop":
        corner = np.pi / 8 + np.arange(8) * np.pi / 4
        octagon = np.column_stack([np.cos(corner), np.sin(corner)]) * (width / 2 / np.cos(np.pi / 8))
        parts.append(
            Part(
                name="border",
                surface=extrude(octagon + np.array([0, z]), t, plane="xz", center=front, edge=0.003, caps="fan"),
                material="Border",
            )
        )
        parts.append(
            Part(
                name="board",
                surface=extrude(
                    0.92 * octagon + np.array([0, z]), 0.004, plane="xz", center=face_y, edge=0.001, caps="fan"
                ),
                material="Face",
            )
        )
        parts.append(
            Part(name="lettering", surface=_lettering("STOP", 0.3 * width, 0, z, face_y - 0.003), material="Ink")
        )
    elif style == "way":
        h, w = board_h, width
        arrow = np.array(
            [
                (-w / 2, z - h / 2),
                (0.28 * w, z - h / 2),
                (w / 2, z),
                (0.28 * w, z + h / 2),
                (-w / 2, z + h / 2),
                (-0.42 * w, z),
            ]
        )
        parts.append(
            Part(
                name="board",
                surface=extrude(arrow, t, plane="xz", center=front, edge=0.004, caps="fan"),
                material="Face",
            )
        )
        lines = [
            rounded_box((0.5 * w, 0.004, 0.1 * h), (-0.06 * w, face_y - 0.001, z + s * 0.15 * h), 0.001)
            for s in (-1, 1)
        ]
        parts.append(Part(name="lettering", surface=merge(lines), material="Ink"))
    else:
        parts.append(
            Part(name="board", surface=rounded_box((width, t, board_h), (0, front, z), 0.006), material="Face")
        )
        rim = frame_around(0.97 * width, 0.96 * board_h, 0.025 * width, 0.006, z)
        parts.append(Part(name="border", surface=translated(rim, (0, face_y, 0)), material="Ink"))
        lines = [rounded_box((share * width, 0.004, 0.12 * board_h), (0, face_y - 0.001, z + up * board_h), 0.001)
                 for share, up in ((0.62, 0.2), (0.74, 0.0), (0.4, -0.2))]  # fmt: skip
        parts.append(Part(name="lettering", surface=merge(lines), material="Ink"))
    return make(
        parts,
        [face, edge, post_look, ink],
        [
            shapes.collision_box((width, t, board_h), (0, front, z)),
            shapes.collision_cylinder(2 * radius, post_h, (0, depth / 2 - radius, post_h / 2)),
        ],
        mass_kg=6.0 + 8.0 * width * board_h,
        static=True,
    )


PICTURE = (*shapes.sizes((0.7, 0.1, 4.0), (0.035, 0.01, 0.2), (0.55, 0.08, 3.0)),
           shapes.choice("style", "modern", ("modern", "old")), *shapes.finish("walnut", patterned=False))  # fmt: skip


MIRROR = (
    *shapes.sizes((0.6, 0.1, 3.0), (0.04, 0.01, 0.8), (0.9, 0.1, 3.0)),
    shapes.choice("style", "wall", ("wall", "standing")),
    shapes.choice("shape", "rectangular", ("rectangular", "round", "oval")),
    *shapes.finish("brass", patterned=False),
)


SIGN = (
    *shapes.sizes((0.75, 0.2, 4.0), (0.1, 0.04, 0.4), (2.3, 0.4, 6.0)),
    shapes.choice("style", "board", ("board", "stop", "way")),
    *shapes.finish("painted metal", "blue", patterned=False),
)


def _finish_mirror(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    if {"tall", "full-length", "long", "big", "large"} & {a.value for a in entity.attributes}:
        values["style"] = "standing"  # one to see oneself in, from head to foot
    if values["style"] == "standing":
        values["depth_m"] = max(float(values["depth_m"]), 0.4)
        values["height_m"] = max(float(values["height_m"]), 1.6)
    elif values["shape"] == "round":
        values["height_m"] = values["width_m"]


def _finish_sign(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng, entity
    if values["style"] == "stop":
        values["width_m"] = min(number_of(values, "width_m"), 0.4 * number_of(values, "height_m"))


CATEGORIES = (
    Category(
        name="picture",
        family="panel",
        synonyms=("painting", "picture frame", "photo", "photograph", "poster", "portrait", "artwork"),
        parameters=PICTURE,
        build=_build_picture,
        sample=sampler("picture", PICTURE, stuffs=("walnut", "oak", "gold"), use_prior=False),
    ),
    Category(
        name="mirror",
        family="panel",
        synonyms=("wall mirror", "standing mirror", "looking glass"),
        parameters=MIRROR,
        build=_build_mirror,
        sample=sampler(
            "mirror",
            MIRROR,
            stuffs=("brass", "walnut", "oak"),
            use_prior=False,
            finish=_finish_mirror,
            presets={"standing mirror": {"style": "standing", "depth_m": 0.42, "height_m": 1.6}},
        ),
    ),
    Category(
        name="sign",
        family="panel",
        synonyms=("stop sign", "street sign", "road sign", "traffic sign", "signpost", "billboard"),
        parameters=SIGN,
        build=_build_sign,
        sample=sampler(
            "sign",
            SIGN,
            colors=("blue", "green"),
            use_prior=False,
            finish=_finish_sign,
            presets={
                "stop sign": {"style": "stop", "color": "red", "width_m": 0.75},
                "signpost": {"style": "way", "material": "pine", "color": "", "width_m": 0.8, "height_m": 1.9},
                "billboard": {"width_m": 4.0, "height_m": 5.0, "depth_m": 0.3},
            },
        ),
        static=True,
    ),
)
