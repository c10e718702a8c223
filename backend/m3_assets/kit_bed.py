"""Beds, pillows and rugs."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity, Parameter
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import cushion, deformed, extrude, leg, merge, pillow, rotated, rounded_box, translated
from .geometry_core import Floats
from .making import end, look, main_look, make, side, size_of
from .sampler import Value, sampler


def _duvet(width: float, length: float, thickness: float, drop: float, center: tuple[float, float, float]) -> Surface:
    """A quilt over a mattress: lies on its top, hangs over both sides and the foot end with soft waves."""
    reach_x, reach_y = width / 2, length / 2
    cells = (24, 28, 1)
    sheet = rounded_box((width + 2 * drop, length + drop, thickness), (0, 0, 0), 0.45 * thickness, 4, cells)

    def drape(points: Floats) -> Floats:
        x, y, z = points.T
        y = y + drop / 2  # hangs over at -Y only: its head end stays on the bed
        over_x = np.maximum(np.abs(x) - reach_x, 0.0)
        over_y = np.maximum(-(y - drop / 2) - reach_y, 0.0)
        y_flat = np.maximum(y - drop / 2, -reach_y)
        radius = 0.035
        fall = np.minimum(over_x + over_y, drop)
        out = radius * (1.0 - np.exp(-fall / radius))
        wave = 0.012 * np.sin(9.0 * y_flat + 1.0) * np.minimum(fall / drop, 1.0)
        wave_y = 0.012 * np.sin(10.0 * x + 0.5) * np.minimum(over_y / drop, 1.0)
        puff = 0.008 * np.cos(2 * np.pi * x / 0.38) * np.cos(2 * np.pi * y / 0.42) * np.exp(-8.0 * fall)
        side_x = np.sign(x) * (np.minimum(np.abs(x), reach_x) + np.where(over_x > 0, out * 0.8 + wave, 0.0))
        side_y = y_flat - np.where(over_y > 0, out * 0.8 + wave_y, 0.0)
        # across its thickness: upwards on the bed, outwards where it hangs
        hang_x = np.clip(over_x / 0.05, 0.0, 1.0)
        hang_y = np.clip(over_y / 0.05, 0.0, 1.0)
        up = np.maximum(1.0 - hang_x - hang_y, 0.15)
        return np.stack(
            [
                center[0] + side_x + np.sign(x) * z * hang_x,
                center[1] + side_y - z * hang_y,
                center[2] + z * up + puff - np.maximum(fall - 0.4 * radius, 0.0),
            ],
            axis=-1,
        )

    return deformed(sheet, drape)


def _build_bed(values: Values) -> Build:
    """Frame with head and foot board on legs, mattress, draped duvet with a folded band, pillows."""
    width, depth, height = size_of(values)
    wood, linen = main_look("Frame", values), look("Sheet", "cotton", "white")
    duvet = look("Duvet", "cotton", str(values["bedding_color"]), pattern=str(values["pattern"]),
                 second_color=str(values["second_color"]), pattern_scale_m=0.14)  # fmt: skip
    lining = look("Lining", "cotton", "cream")
    cases = look("Pillowcase", "cotton", "white")
    rail_z, rail_height = 0.27, 0.2
    mattress_height = 0.22
    top = rail_z + 0.05 + mattress_height
    post = 0.065
    x, y = width / 2 - post / 2, depth / 2 - post / 2
    parts = []
    foot_height = max(0.45, 0.52 * height)
    for sy, tall in ((1.0, height), (-1.0, foot_height)):
        for sx in (1.0, -1.0):
            parts.append(
                Part(
                    name=f"post_{end(sy)}.{side(sx)}",
                    material="Frame",
                    surface=leg(
                        (sx * x, sy * y, tall), (sx * x, sy * y, 0), (post, post), (0.75 * post, 0.75 * post), 0.008
                    ),
                )
            )
    rails = [rounded_box((0.03, 2 * y, rail_height), (s * x, 0, rail_z), 0.005) for s in (-1, 1)]
    parts.append(Part(name="side_rails", surface=merge(rails), material="Frame"))
    parts.append(Part(name="headboard", material="Frame", surface=_board(2 * x, y, 0.2, height - 0.02, 0.05)))
    parts.append(Part(name="footboard", material="Frame", surface=_board(2 * x, -y, 0.17, foot_height - 0.02, 0.02)))
    mattress_width, mattress_length = width - 0.09, depth - 0.15
    parts.append(
        Part(
            name="mattress",
            material="Sheet",
            surface=cushion(
                (mattress_width, mattress_length, mattress_height), (0, 0, top - mattress_height / 2), 0.05, 0.008
            ),
        )
    )
    head_space = 0.52
    cover = mattress_length - head_space
    quilt = _duvet(
        mattress_width + 0.01, cover, 0.045, 0.22, (0, -mattress_length / 2 + cover / 2 - 0.005, top + 0.012)
    )
    parts.append(Part(name="duvet", surface=quilt, material="Duvet"))
    band = cushion(
        (mattress_width + 0.05, 0.24, 0.05), (0, -mattress_length / 2 + cover - 0.09, top + 0.045), 0.022, 0.006
    )
    parts.append(Part(name="duvet_fold", surface=band, material="Lining"))
    count = 2 if width > 1.15 else 1
    for k in range(count):
        px = (k - (count - 1) / 2) * mattress_width / 2
        one = pillow((min(0.66, 0.86 * mattress_width / count), 0.42, 0.17), (0, 0, 0))
        one = rotated(one, 0.32, (1, 0, 0))
        parts.append(Part(name=f"pillow_{k + 1}", material="Pillowcase",
                          surface=translated(one, (px, mattress_length / 2 - 0.24, top + 0.1))))  # fmt: skip
    lying = mattress_width / count
    lies = tuple(
        shapes.affordance(
            f"lie_{k + 1}", "lie_at", ((k - (count - 1) / 2) * lying, 0, top + 0.02), (lying, mattress_length, 0)
        )
        for k in range(count)
    )
    sits = (
        shapes.affordance("sit.L", "sit_at", (width / 2 - 0.2, -0.1, top + 0.02), (1.0, 0.5, 0), np.pi / 2),
        shapes.affordance("sit.R", "sit_at", (-width / 2 + 0.2, -0.1, top + 0.02), (1.0, 0.5, 0), -np.pi / 2),
    )
    return make(
        parts,
        [wood, linen, duvet, lining, cases],
        [
            shapes.collision_box((width, depth, top - 0.17), (0, 0, 0.17 + (top - 0.17) / 2)),
            shapes.collision_box((width, post, height), (0, y, height / 2)),
            shapes.collision_box((width, post, foot_height), (0, -y, foot_height / 2)),
        ],
        (*lies, *sits, shapes.surface_top("bed", (0, -0.25, top + 0.035), 0.8 * mattress_width, 0.5 * mattress_length)),
        mass_kg=18.0 + 24.0 * width * depth,
    )  # fmt: skip


def _board(width: float, y: float, low: float, high: float, arch: float) -> Surface:
    """A head or foot board: a frame about a sunk panel, its top rail arched."""
    rail = min(0.1, 0.22 * (high - low))
    bar = rounded_box((width, 0.034, rail), (0, y, high - rail / 2 - arch), 0.006, divisions=(12, 1, 1), grain=0)

    def lift(points: Floats) -> Floats:
        moved = points.copy()
        moved[:, 2] += arch * (1.0 - (2 * points[:, 0] / width) ** 2)
        return moved

    count = max(4, round(width / 0.2))
    unit = width / count
    slats = []
    for k in range(count):
        sx = -width / 2 + unit * (k + 0.5)
        top = high - rail - arch + arch * (1.0 - (2 * sx / width) ** 2) + 0.01
        slats.append(
            rounded_box((unit - 0.004, 0.016, top - low - 0.05), (sx, y, (top + low + 0.05) / 2), 0.004, grain=2)
        )
    return merge([deformed(bar, lift), rounded_box((width, 0.03, 0.1), (0, y, low + 0.05), 0.005), *slats])


def _build_pillow(values: Values) -> Build:
    """A pillow, with piping along its seam."""
    width, depth, height = size_of(values)
    cloth = main_look("Cloth", values, 0.06)
    body = pillow((width, depth, height), (0, 0, height / 2))
    return make(
        [Part(name="pillow", surface=body, material="Cloth")],
        [cloth],
        [shapes.collision_box((0.8 * width, 0.8 * depth, 0.9 * height), (0, 0, 0.45 * height))],
        (
            shapes.grip((0, 0, height / 2), height, 0.6 * width),
            shapes.surface_top("top", (0, 0, 0.9 * height), 0.4 * width, 0.4 * depth),
        ),
        mass_kg=max(0.05, 12.0 * width * depth * height / 0.6),
    )


def _inlays(width: float, depth: float, z: float) -> list[Surface]:
    """A thin inner frame and a diamond in the middle, in the border's colour."""
    line, thick = 0.012 * min(width, depth) + 0.004, 0.002
    edges = [
        *(rounded_box((width, line, thick), (0, s * (depth - line) / 2, z - thick / 2), 0.0008) for s in (-1, 1)),
        *(
            rounded_box((line, depth - 2 * line, thick), (s * (width - line) / 2, 0, z - thick / 2), 0.0008)
            for s in (-1, 1)
        ),
    ]
    a, b = 0.2 * width, 0.24 * depth
    diamond = np.array(
        [
            (-a, 0.0),
            (-0.4 * a, -0.6 * b),
            (0.0, -b),
            (0.4 * a, -0.6 * b),
            (a, 0.0),
            (0.4 * a, 0.6 * b),
            (0.0, b),
            (-0.4 * a, 0.6 * b),
        ]
    )
    return [*edges, extrude(diamond, thick, plane="xy", center=z - thick / 2, edge=0.0008, caps="fan")]


def _build_rug(values: Values) -> Build:
    """A woven field within a border, fringes at both ends; round ones have a border ring."""
    width, depth, height = size_of(values)
    field = main_look("Field", values, 0.25)
    border = look("Border", "wool", str(values["border_color"]))
    fringe = look("Fringe", "cotton", "cream")
    band = 0.07 * min(width, depth)
    inlays = []
    if values["shape"] in ("round", "oval"):
        angle = np.arange(64) * 2 * np.pi / 64
        unit = np.column_stack([np.cos(angle), np.sin(angle)])
        outer = extrude(unit * (width / 2, depth / 2), height, plane="xy", center=height / 2, edge=0.4 * height)
        inner = extrude(
            unit * (width / 2 - band, depth / 2 - band),
            height + 0.004,
            plane="xy",
            center=height / 2 + 0.002,
            edge=0.4 * height,
        )
        parts = [
            Part(name="border", surface=outer, material="Border"),
            Part(name="field", surface=inner, material="Field"),
        ]
    else:
        inlays = _inlays(
            width - 4 * band,
            depth - 4 * band - (0.06 * min(width, depth) if values["fringe"] else 0.0),
            height + 0.0045,
        )
        tassel = 0.03 * min(width, depth) if values["fringe"] else 0.0
        inner_depth = depth - 2 * tassel
        parts = [
            Part(
                name="border",
                material="Border",
                surface=rounded_box((width, inner_depth, height), (0, 0, height / 2), 0.4 * height),
            ),
            Part(
                name="field",
                material="Field",
                surface=rounded_box(
                    (width - 2 * band, inner_depth - 2 * band, height + 0.003),
                    (0, 0, height / 2 + 0.0015),
                    0.4 * height,
                ),
            ),
        ]
        if tassel:
            count = max(8, min(40, round(width / 0.045)))
            strands = [
                rounded_box(
                    (0.45 * width / count, tassel + 0.01, 0.5 * height),
                    (width * ((k + 0.5) / count - 0.5), s * (depth / 2 - tassel / 2 - 0.005), 0.25 * height),
                    0.2 * height,
                )
                for s in (-1, 1)
                for k in range(count)
            ]
            parts.append(Part(name="fringe", surface=merge(strands), material="Fringe"))
    if inlays:
        parts.append(Part(name="inlay", surface=merge(inlays), material="Border"))
    return make(
        parts,
        [field, border, fringe],
        [shapes.collision_box((width, depth, height), (0, 0, height / 2))],
        (shapes.surface_top("rug", (0, 0, height), 0.95 * width, 0.95 * depth),),
        mass_kg=2.2 * width * depth,
    )


BED = (
    *shapes.sizes((1.6, 0.7, 2.6), (2.12, 1.2, 2.8), (1.05, 0.6, 1.8)),
    *shapes.finish("oak"),
    Parameter(name="bedding_color", value="teal", description="colour of the duvet"),
)
PILLOW = (*shapes.sizes((0.5, 0.15, 1.2), (0.36, 0.12, 1.0), (0.14, 0.04, 0.5)), *shapes.finish("cotton"))
RUG = (
    *shapes.sizes((2.4, 0.4, 8.0), (1.6, 0.3, 8.0), (0.012, 0.005, 0.05)),
    shapes.choice("shape", "rectangular", ("rectangular", "round", "oval", "square")),
    *shapes.finish("wool"),
    Parameter(name="border_color", value="cream", description="colour of the border"),
    shapes.flag("fringe", True),
)


def _finish_bed(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    draw = rng.random()
    colors = entity.values("color")
    if colors:  # a red bed has red bedding; the frame stays wood unless its material was named
        values["bedding_color"] = colors[0]
        if not entity.values("material"):
            values["material"], values["color"] = ("oak", "walnut", "pine")[int(draw * 3)], ""
    else:
        values["bedding_color"] = ("teal", "navy", "light gray", "olive", "dusty rose", "white")[int(draw * 6)]
        if values["bedding_color"] == "dusty rose":
            values["bedding_color"] = "salmon"
    if "single" in (a.value for a in entity.attributes):
        values["width_m"] = 0.98


def _finish_rug(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    if values["shape"] in ("round", "square"):
        values["width_m"] = values["depth_m"] = float(np.sqrt(float(values["width_m"]) * float(values["depth_m"])))
    if values["color"] in ("white", "cream", "beige"):
        values["border_color"] = "charcoal"
    del entity


CATEGORIES = (
    Category(
        name="bed",
        family="legged",
        synonyms=("double bed", "single bed", "king bed", "cot", "bunk"),
        parameters=BED,
        build=_build_bed,
        sample=sampler(
            "bed",
            BED,
            stuffs=("oak", "walnut", "pine"),
            ergonomic=True,
            use_prior=False,
            finish=_finish_bed,
            presets={"single bed": {"width_m": 0.98}, "cot": {"width_m": 0.8, "depth_m": 1.9}},
        ),
    ),
    Category(
        name="pillow",
        family="boxy",
        synonyms=("cushion", "throw pillow"),
        parameters=PILLOW,
        build=_build_pillow,
        sample=sampler(
            "pillow",
            PILLOW,
            colors=("white", "beige", "teal", "mustard"),
            use_prior=False,
            presets={"cushion": {"width_m": 0.42, "depth_m": 0.42}, "throw pillow": {"width_m": 0.42, "depth_m": 0.42}},
        ),
    ),
    Category(
        name="rug",
        family="panel",
        synonyms=("carpet", "mat", "doormat"),
        parameters=RUG,
        build=_build_rug,
        sample=sampler(
            "rug",
            RUG,
            colors=("burgundy", "navy", "teal", "charcoal"),
            use_prior=False,
            finish=_finish_rug,
            presets={
                "mat": {"width_m": 0.8, "depth_m": 0.5, "fringe": False, "material": "fabric"},
                "doormat": {"width_m": 0.75, "depth_m": 0.45, "fringe": False, "color": "brown"},
            },
        ),
    ),
)
