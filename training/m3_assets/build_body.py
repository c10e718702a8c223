"""Build `blender_assets/characters/*.npz`: `python -m training.m3_assets.build_body [NAME …]` (minutes, deterministic).

Names build only those meshes: `body`, or any key of `GARMENTS`, `HAIR`, `HEADWEAR`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from backend.common.skeleton import humanoid_skeleton

from .bones import BONES
from .cage import QuadMesh
from .creature_heads import CREATURE_HEADS
from .creature_parts import CREATURE_PARTS
from .creature_skin import CREATURE_SKINS, hung
from .creature_wings import CREATURE_WINGS
from .figure import Figure
from .garments import DRAWERS, GARMENTS, build_garment, drawers
from .growth import grown
from .hair import HAIR, Strands
from .headwear import HEADWEAR
from .outfit_parts import HIDES_HEAD, OUTFIT_PARTS, Pieces
from .role_parts import ROLE_PARTS
from .shape import build_figure
from .skinning import covered_vertices, skin_weights, transferred_weights, vertex_normals
from .worn_things import WORN_THINGS

FOLDER = Path(__file__).resolve().parents[2] / "blender_assets" / "characters"
MAN = Figure()
# what a slider does at 1; the first three shape the person, the rest and those of the face stay as shape keys
MORPHS: dict[str, Figure] = {
    "woman": replace(
        MAN, waist=0.86, hips=1.06, chest=0.90, breast=0.9, pectoral=0.55, glute=1.05, thigh=1.03, calf=0.97,
        upper_arm=0.82, forearm=0.84, neck=0.82, trapezius=0.72, jaw=0.89, chin=0.75, cheek=0.45, brow=0.40, nose=0.82,
        lips=1.26, mouth_width=0.92, eye_height=1.10, foot=0.92, lash=1.5,
    ),
    "child": replace(
        MAN, waist=1.04, hips=0.93, chest=0.94, belly=0.25, pectoral=0.4, glute=0.92, thigh=0.95, calf=0.98,
        upper_arm=0.90, forearm=0.98, neck=0.86, trapezius=0.7, jaw=0.92, chin=0.60, cheek=0.8, brow=0.2, nose=0.62,
        lips=0.95, mouth_width=0.92, smile=0.35, eye_height=1.08, lash=0.8, ears=0.45, youth=1.0,
    ),
    "old": replace(
        MAN, waist=1.05, belly=0.30, chest=0.96, pectoral=0.6, glute=0.92, thigh=0.92, calf=0.93, upper_arm=0.90,
        forearm=0.95, neck=0.93, trapezius=0.85, cheek=-0.5, brow=1.15, nose=1.12, lips=0.82, eye_height=0.90, sag=1.0,
        crease=1.0,
    ),
    "weight": replace(
        MAN, waist=1.26, hips=1.13, chest=1.13, belly=0.6, pectoral=1.15, glute=1.16, thigh=1.19, calf=1.18,
        upper_arm=1.22, forearm=1.16, neck=1.26, trapezius=1.05, jaw=1.04, cheek=1.3, jowl=1.0,
    ),
    "belly": replace(MAN, belly=1.6, waist=1.03, chest=1.03, jowl=0.3),
    "muscle": replace(
        MAN, waist=0.98, chest=1.12, shoulders=1.1, pectoral=1.45, thigh=1.12, calf=1.16, upper_arm=1.32,
        forearm=1.22, neck=1.18, trapezius=1.40, jaw=1.05,
    ),
}  # fmt: skip
FACE = {
    "blink": {"blink": 1.0}, "smile": {"smile": 1.0}, "frown": {"frown": 1.0}, "mouth_open": {"mouth_open": 1.0},
    "brows_up": {"brow_raise": 1.0}, "brows_down": {"brow_raise": -0.35, "brow_tilt": 1.0},
    "brows_sad": {"brow_raise": 0.25, "brow_tilt": -1.0},
}  # fmt: skip
MORPHS |= {key: replace(MAN, **changes) for key, changes in FACE.items()}

HIDDEN_FROM_M = 0.930
"""how far up a head stays in a helmet"""
PIECES = {**OUTFIT_PARTS, **ROLE_PARTS, **CREATURE_HEADS, **CREATURE_PARTS, **CREATURE_WINGS, **BONES, **WORN_THINGS}
HIDES_BODY = ("bones", "ghost_sheet")
"""in place of a body"""
ON_FACE = ("beard", "brows", "lashes")
"""what follows the expressions"""
SLIDING = ("skirt", "dress", "gown")
LONG_SLEEVED, INTO_TRUNK_M = ("space_suit",), 0.10
"""through whose cuffs nobody sees the trunk: how far from any edge it is shown"""
FOOTWEAR, TOES_FROM_M, SOLE_TO_M = ("shoes", "boots", "pumps", "slippers"), -0.080, 0.012
TUCKED_FROM_M, TUCK_M, WAIST_M = 0.030, 0.0015, 0.60
"""how far from a garment's edges the skin under it makes room, how much, and from where up"""
GARMENT_MORPHS = ("woman", "child", "old", "weight", "belly", "muscle")
# a lid that closes on a larger eye has further to go, and a child's mouth is small: what a key needs on top there
MORPHS |= {f"{base}:blink": replace(MORPHS[base], blink=1.0) for base in ("woman", "old")}
MORPHS |= {f"child:{key}": replace(MORPHS["child"], **changes) for key, changes in FACE.items()}


def morph_offsets(points_of: Callable[[Figure], np.ndarray], names: Iterable[str]) -> dict[str, np.ndarray]:
    """(V, 3) from the average man per morph; `base:key` is what `key` does on `base` beyond what it does on him."""
    rest = points_of(MAN)
    offsets = {name: grown(points_of(MORPHS[name]), MORPHS[name].youth) - rest for name in names}
    for name in offsets:
        if ":" in name:
            base, key = name.split(":")
            offsets[name] = offsets[name] - offsets[base] - offsets[key]
    return offsets


def mesh_arrays(mesh: QuadMesh, joints: np.ndarray, weights: np.ndarray) -> dict[str, np.ndarray]:
    """What the body and every garment have in common."""
    kinds = sorted(set(mesh.quad_parts))
    return {
        "vertices": mesh.points.astype(np.float32),
        "quads": mesh.quads.astype(np.uint16),
        "uv": mesh.uv.astype(np.float32),
        "skin_joints": joints,
        "skin_weights": weights,
        "part_names": np.array(kinds),
        "quad_part": np.array([kinds.index(p) for p in mesh.quad_parts], dtype=np.uint8),
        "quad_grid": mesh.quad_rows.astype(np.uint8),
    }


def main(names: Sequence[str]) -> None:
    """Write the body and every garment, or those named."""

    def wanted(name: str) -> bool:
        return not names or name in names

    body = build_figure(MAN)
    joints, weights = skin_weights(body)
    if wanted("body"):
        arrays = mesh_arrays(body, joints, weights)
        arrays["mirror"] = body.mirror.astype(np.uint16)
        write("body", arrays | morph_arrays(morph_offsets(lambda f: build_figure(f).points, MORPHS)))
    for name in filter(wanted, GARMENTS):
        mesh = build_garment(name, MAN)
        arrays = mesh_arrays(mesh, *transferred_weights(mesh, body, joints, weights))
        arrays["covers"] = garment_covers(name, body)
        arrays["tucks"] = garment_tucks(name, body)
        offsets = morph_offsets(lambda f, name=name: build_garment(name, f).points, GARMENT_MORPHS)  # type: ignore[misc]
        write(name, arrays | morph_arrays(offsets))
    for name, made in {**HAIR, **HEADWEAR}.items():
        if wanted(name):
            write(name, head_arrays(made, MORPHS if name in ON_FACE else GARMENT_MORPHS))
    on_head = np.array([part.split(".")[0] in ("head", "lid", "lips", "mouth", "ear") for part in body.parts])
    on_head &= body.points[:, 2] > HIDDEN_FROM_M  # below, one looks into the neck opening
    below = np.array([part.startswith(("leg", "foot")) for part in body.parts]) | (body.points[:, 2] < 0.545)
    below &= np.array([part.startswith(("leg", "foot", "torso")) for part in body.parts])
    covers = {"fish_tail": below} | dict.fromkeys(HIDES_HEAD, on_head)
    covers |= dict.fromkeys(HIDES_BODY, np.ones(len(body.points), dtype=bool))
    for name, pieces in PIECES.items():
        if wanted(name):
            arrays = piece_arrays(pieces)
            if name in covers:
                arrays["covers"] = covers[name]
            write(name, arrays)
    skins = {name: made for name, made in CREATURE_SKINS.items() if wanted(name)}
    offsets = morph_offsets(lambda f: build_figure(f).points, GARMENT_MORPHS) if skins else {}
    for name, cover in skins.items():
        made = cover(body)
        own_joints, own_weights, own_offsets = hung(made, body, joints, weights, offsets)
        write(name, strand_arrays(made, own_joints, own_weights) | morph_arrays(own_offsets))


def garment_covers(name: str, body: QuadMesh) -> np.ndarray:
    """(V,) the skin that a garment hides; a skirt slides over the legs, which only its drawers hide."""
    cloth = build_garment(name, MAN, trims=False, lined=False)
    covered = covered_vertices(cloth, body)
    if name in LONG_SLEEVED:
        trunk = np.array([part.startswith("torso") for part in body.parts])
        covered |= trunk & covered_vertices(cloth, body, most_m=INTO_TRUNK_M)
    if name in SLIDING:
        legs = np.array([part.startswith(("leg", "foot")) for part in body.parts])
        covered = (covered & ~legs) | covered_vertices(drawers(MAN, DRAWERS[name]), body)
    if name in FOOTWEAR:
        # toes end in points that no near face of the shoe tells to be inside, and both soles lie on the floor
        in_shoe = (body.points[:, 1] < TOES_FROM_M) | (body.points[:, 2] < SOLE_TO_M)
        covered |= np.array([part.startswith("foot") for part in body.parts]) & in_shoe
    return covered


def garment_tucks(name: str, body: QuadMesh) -> np.ndarray:
    """(V, 3) how the skin makes room above the waist, nearer to a garment's edges than that which it hides.

    In a deep fold, as in an armpit, it would come through.
    """
    under = covered_vertices(build_garment(name, MAN, trims=False, lined=False), body, most_m=TUCKED_FROM_M)
    under &= body.points[:, 2] > WAIST_M
    return (-TUCK_M * under[:, None] * vertex_normals(body.points, body.quads)).astype(np.float16)


def morph_arrays(offsets: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Names and offsets (M, V, 3) of the morphs that move anything."""
    moving = {name: offset for name, offset in offsets.items() if np.abs(offset).max() > 1e-5}
    count = len(next(iter(offsets.values())))
    stacked = np.array(list(moving.values()), dtype=np.float16).reshape(len(moving), count, 3)
    return {"morph_names": np.array(list(moving), dtype="U16"), "morphs": stacked}


def head_arrays(build: Callable[[Figure], Strands], morphs: Iterable[str]) -> dict[str, np.ndarray]:
    """A mesh of the head; what hangs below the chin lies on neck and back more than it follows the head."""
    made = build(MAN)
    points = np.array(made.points)
    names = list(humanoid_skeleton(1.0).joint_names)
    hang = np.clip((0.885 - points[:, 2]) / 0.07, 0.0, 0.85) * np.clip((points[:, 1] + 0.035) / 0.02, 0.0, 1.0)
    joints = np.zeros((len(points), 4), dtype=np.uint8)
    joints[:, 0], joints[:, 1] = names.index("head"), np.where(hang > 0, names.index("upper_chest"), 0)
    weights = np.zeros((len(points), 4), dtype=np.float32)
    weights[:, 0], weights[:, 1] = 1.0 - hang, hang
    arrays = strand_arrays(made, joints, weights)
    return arrays | morph_arrays(morph_offsets(lambda figure: np.array(build(figure).points), morphs))


def strand_arrays(made: Strands, joints: np.ndarray, weights: np.ndarray) -> dict[str, np.ndarray]:
    """Locks and strips of one material, with the joints and weights (V, 4) that they hang on."""
    return {
        "vertices": np.array(made.points, dtype=np.float32),
        "quads": np.array(made.quads, dtype=np.uint16),
        "uv": np.array(made.uv, dtype=np.float32),
        "skin_joints": joints,
        "skin_weights": weights,
        "part_names": np.array(["strands"]),
        "quad_part": np.zeros(len(made.quads), dtype=np.uint8),
    }


def piece_arrays(build: Callable[[Figure], Pieces]) -> dict[str, np.ndarray]:
    """Rigid pieces, each on one bone."""
    made = build(MAN)
    names = list(humanoid_skeleton(1.0).joint_names)
    kinds = sorted(set(made.parts))
    count = len(made.strands.points)
    joints = np.zeros((count, 4), dtype=np.uint8)
    weights = np.zeros((count, 4), dtype=np.float32)
    for vertex, bones in enumerate(made.bones):
        holders = bones.split("+")
        joints[vertex, : len(holders)] = [names.index(bone) for bone in holders]
        weights[vertex, : len(holders)] = 1.0 / len(holders)
    arrays = {
        "vertices": np.array(made.strands.points, dtype=np.float32),
        "quads": np.array(made.strands.quads, dtype=np.uint16),
        "uv": np.array(made.strands.uv, dtype=np.float32),
        "skin_joints": joints,
        "skin_weights": weights,
        "part_names": np.array(kinds),
        "quad_part": np.array([kinds.index(part) for part in made.parts], dtype=np.uint8),
    }
    return arrays | morph_arrays(morph_offsets(lambda figure: np.array(build(figure).strands.points), GARMENT_MORPHS))


def write(name: str, arrays: dict[str, np.ndarray]) -> None:
    path = FOLDER / f"{name}.npz"
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    print(
        f"{name}: {len(arrays['vertices'])} vertices, {len(arrays['quads'])} quads, {path.stat().st_size / 1000:.0f} kB"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
