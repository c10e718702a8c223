"""A person from words: body, eyes, hair and clothes on one skeleton."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from ...common.skeleton import humanoid_skeleton, rest_pose
from ...protocol.scene import Asset, AssetMesh, Entity, Material, Parameter, PhysicsProperties, Skeleton
from .collision import bone_capsules
from .costumes import SHELL, Build
from .creatures import costume_of
from .figure_data import fit_skeleton, load_mesh
from .meshes import CHILD_EYE, eye_places, eyeballs, skinned_mesh
from .proportions import with_proportions
from .rags import outside, ragged
from .trims import trim
from .wardrobe import HANGING, HATS, ON_SKIN, WHOLE_HEADS, dress, gloves, hair, skin_material
from .words import Person, color_of, read_person

HEAD_SCALE = {"child": 1.50, "adult": 1.25, "old": 1.25}
"""6.5 heads for adults, 5.3 for a child: larger than life, as drawn figures are"""
HAND_PARTS = ("hand", "thumb", "index", "middle", "ring", "pinky", "nail")
FACE_KEYS = ("blink", "smile", "frown", "mouth_open", "brows_up", "brows_down", "brows_sad")


def build_character(
    entity: Entity, worn: tuple[Entity, ...], rng: np.random.Generator, outfit_index: int | None = None
) -> Asset:
    """One person with what they wear; the same words, generator and outfit give the same bytes."""
    # 1. Read the words
    person = read_person(entity, worn, rng, outfit_index)

    # 2. Bones, and how the built figure follows them
    skeleton = person_skeleton(person)
    girth = 1.14 if person.age == "child" else 1.0
    fit = fit_skeleton(skeleton, girth)
    baked = {"woman": float(person.sex == "woman" and person.age != "child"), "child": float(person.age == "child")}
    baked["old"] = float(person.age == "old")
    keys = {"weight": (person.weight, (-0.5, 1.0)), "muscle": (person.muscle, (-0.3, 1.0))}
    keys["belly"] = (person.belly, (0.0, 1.0))

    # 3. Body, eyes, clothes
    garments = dress(person, entity, worn, rng)
    hatted = any(garment.mesh in HATS for garment in garments)
    hidden = any(garment.mesh in WHOLE_HEADS for garment in garments)
    locks = hair(person, entity, worn, hatted, rng)
    garments = garments if hidden else (*garments, *locks)
    materials: list[Material] = list(_robot_materials(entity) if entity.lemma == "robot" else body_materials(person))
    index = {material.name: i for i, material in enumerate(materials)}
    body = load_mesh("body")
    covered, tucked = np.zeros(len(body.vertices), dtype=bool), np.zeros_like(body.vertices)
    face = dict.fromkeys(FACE_KEYS, (0.0, (0.0, 1.0)))
    meshes: list[AssetMesh] = []
    costume = costume_of(entity)
    torn = costume is not None and costume.torn
    for garment in sorted(garments, key=lambda one: one.mesh in ON_SKIN):
        mesh = ragged(garment.mesh) if torn else load_mesh(garment.mesh)
        mesh = outside(garment.mesh, covered) if garment.mesh in ON_SKIN else mesh
        if mesh.covers is not None:
            covered |= mesh.covers
        if mesh.tucks is not None:
            tucked = np.where(mesh.tucks != 0.0, mesh.tucks, tucked)
        inks = {"": _index_of(materials, garment.material)}
        for part in mesh.part_names:
            made = None if garment.plain else trim(part, garment.material)
            if made is not None:
                inks[part] = _index_of(materials, made)
        hangs = garment.mesh in HANGING
        sliders = {**keys, **face}
        meshes.append(skinned_mesh(garment.mesh, mesh, fit, person.stature_m, baked, sliders, inks, hangs=hangs))
    inks = {"": index["skin"], "lips": index["lips"], "mouth": index["mouth"], "nail": index["nails"]}
    glove = gloves(entity)
    if glove is not None:
        inks |= dict.fromkeys(HAND_PARTS, _index_of(materials, glove))
    body = replace(body, vertices=body.vertices + tucked)
    root = skinned_mesh("body", body, fit, person.stature_m, baked, {**keys, **face}, inks, covered)
    eyes = eyeballs(*eye_places(fit, person.age), skeleton.joint_names, index)
    meshes = [root, *meshes] if hidden else [root, eyes, *meshes]
    meshes = [with_proportions(mesh, skeleton, person.stature_m) for mesh in meshes]

    # 4. What the other stages need
    return person_asset(entity, person, skeleton, meshes, materials, source="character", girth=girth)


def person_asset(
    entity: Entity, person: Person, skeleton: Skeleton, meshes: Sequence[AssetMesh], materials: Sequence[Material], *,
    source: Literal["character", "library"], girth: float = 1.0,
) -> Asset:  # fmt: skip
    """A dressed body as an asset: its bounds with the arms down, its mass, capsules and sliders."""
    points = np.concatenate([mesh.mesh.vertices for mesh in meshes])
    heads, _ = rest_pose(skeleton)
    shoulder = float(heads[skeleton.joint_names.index("upper_arm.L"), 0]) + 0.055 * person.stature_m
    bounds = np.array([points.min(axis=0), points.max(axis=0)], dtype=np.float32)
    bounds[:, 0] = (-shoulder, shoulder)
    return Asset(
        object_id=entity.id,
        category=entity.category,
        label=entity.lemma[:1].upper() + entity.lemma[1:],
        role="character",
        source=source,
        meshes=tuple(meshes),
        materials=tuple(materials),
        bounds=bounds,
        physics=PhysicsProperties(mass_kg=body_mass_kg(person), friction=0.8, restitution=0.05),
        collision_shapes=bone_capsules(skeleton, person.stature_m, girth),
        parameters=parameters_of(person),
        skeleton=skeleton,
    )


def _index_of(materials: list[Material], material: Material) -> int:
    """Where a material is among those of the person, by its name; appended when it is new."""
    names = [known.name for known in materials]
    if material.name not in names:
        materials.append(material)
        return len(names)
    return names.index(material.name)


def person_skeleton(person: Person) -> Skeleton:
    """Proportions by age and sex."""
    if person.age == "child":
        return humanoid_skeleton(
            person.stature_m,
            eye=CHILD_EYE,
            head_scale=HEAD_SCALE["child"],
            leg_scale=0.88,
            arm_scale=0.92,
            shoulder_scale=0.90,
            hip_scale=0.92,
        )
    woman = person.sex == "woman"
    build = Build(stature_m=person.stature_m) if person.build is None else person.build
    return humanoid_skeleton(
        person.stature_m,
        head_scale=HEAD_SCALE[person.age] * build.head,
        leg_scale=build.legs,
        arm_scale=build.arms,
        shoulder_scale=(0.90 if woman else 0.99) * build.shoulders,
        hip_scale=1.06 if woman else 1.0,
    )


def body_mass_kg(person: Person) -> float:
    """From the body mass index usual at that age."""
    index = 15.5 if person.age == "child" else 22.5 if person.sex == "woman" else 23.5
    index += 9.0 * person.weight + 6.0 * person.belly + 2.0 * person.muscle
    return float(round(index * person.stature_m**2, 1))


def body_materials(person: Person) -> tuple[Material, ...]:
    """Skin, lips, nails, mouth and the parts of the eyes."""
    skin = person.skin
    # dark skin has lips nearer to its own hue; a woman's are a little redder
    redness = 0.14 if person.sex == "woman" and person.age != "child" else 0.0
    lips = skin * np.array([0.90, 0.66 - redness, 0.64 - redness], dtype=np.float32)
    nails = (0.80 * skin + 0.20 * np.array([0.86, 0.62, 0.56])).astype(np.float32)
    dark = np.array([0.09, 0.018, 0.016], dtype=np.float32)
    white = np.array([0.78, 0.77, 0.75], dtype=np.float32)
    black = np.array([0.004, 0.004, 0.004], dtype=np.float32)
    edge = (0.30 * person.iris).astype(np.float32)
    return (
        skin_material(person),
        Material(name="lips", kind="skin", base_color=lips, roughness=0.38, bump=0.03),
        Material(name="nails", kind="skin", base_color=nails, roughness=0.28, bump=0.0),
        Material(name="mouth", kind="plain", base_color=dark, roughness=0.5, bump=0.0),
        Material(name="eye_white", kind="plain", base_color=white, roughness=0.15, bump=0.0),
        Material(name="iris", kind="plain", base_color=person.iris, roughness=0.2, bump=0.0),
        Material(name="iris_edge", kind="plain", base_color=edge, roughness=0.15, bump=0.0),
        Material(name="pupil", kind="plain", base_color=black, roughness=0.05, bump=0.0),
        Material(name="glint", kind="plain", base_color=np.full(3, 0.8, dtype=np.float32), roughness=0.1,
                 emission_w_m2=1.0, bump=0.0),
    )  # fmt: skip


def _robot_materials(entity: Entity) -> tuple[Material, ...]:
    said = color_of(entity)
    shell = np.array(SHELL, dtype=np.float32) if said is None else said
    dark = np.array([0.02, 0.02, 0.022], dtype=np.float32)
    glow = np.array([0.10, 0.65, 0.80], dtype=np.float32)
    return (
        Material(name="skin", kind="metal", base_color=shell, roughness=0.3, metallic=1.0, bump=0.02),
        Material(name="lips", kind="metal", base_color=0.6 * shell, roughness=0.4, metallic=1.0, bump=0.02),
        Material(name="nails", kind="metal", base_color=0.6 * shell, roughness=0.3, metallic=1.0, bump=0.0),
        Material(name="mouth", kind="plain", base_color=dark, roughness=0.5, bump=0.0),
        Material(name="eye_white", kind="plain", base_color=dark, roughness=0.15, bump=0.0),
        Material(name="iris", kind="emission", base_color=glow, emission_w_m2=12.0, bump=0.0),
        Material(name="iris_edge", kind="plain", base_color=dark, roughness=0.1, bump=0.0),
        Material(name="pupil", kind="plain", base_color=dark, roughness=0.1, bump=0.0),
        Material(name="glint", kind="plain", base_color=dark, roughness=0.1, bump=0.0),
    )


def parameters_of(person: Person) -> tuple[Parameter, ...]:
    """What the artist reads of a person."""
    return (
        Parameter(name="stature_m", value=person.stature_m, minimum=0.6, maximum=2.3, unit="m", description="Height"),
        Parameter(name="age", value=person.age, choices=("child", "adult", "old"), description="Age group"),
        Parameter(name="sex", value=person.sex, choices=("man", "woman"), description="Build of the body"),
        Parameter(name="weight", value=person.weight, minimum=-0.5, maximum=1.0, description="Slim to heavy"),
        Parameter(name="belly", value=person.belly, minimum=0.0, maximum=1.0, description="Flat to round"),
        Parameter(name="muscle", value=person.muscle, minimum=-0.3, maximum=1.0, description="Muscle"),
    )
