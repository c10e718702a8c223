"""What a person wears, hair included, and in which colours: from the words, and from what suits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...protocol.scene import Entity, Material
from ..materials import PATTERNS
from .costumes import SHELL, STEEL
from .creatures import costume_of
from .words import Color, Person, color_of, words_of

# word to garment file; a dress or gown also covers the legs
TOPS = {
    "t-shirt": "t_shirt", "tshirt": "t_shirt", "tee": "t_shirt", "jersey": "t_shirt", "vest": "t_shirt",
    "shirt": "shirt", "blouse": "shirt", "sweater": "shirt", "pullover": "shirt", "hoodie": "shirt", "uniform": "shirt",
    "tunic": "shirt", "top": "t_shirt", "jacket": "jacket", "suit": "jacket", "blazer": "jacket", "coat": "coat",
    "overcoat": "coat", "raincoat": "coat", "armor": "breastplate", "armour": "breastplate",
    "dress": "dress", "sundress": "dress", "gown": "gown", "robe": "gown", "tuxedo": "jacket", "leotard": "undershirt",
}  # fmt: skip
BOTTOMS = {
    "trousers": "trousers", "pants": "trousers", "jeans": "trousers", "leggings": "tights", "tights": "tights",
    "shorts": "shorts", "skirt": "skirt", "kilt": "skirt",
}  # fmt: skip
FEET = {
    "shoe": "shoes", "sneaker": "shoes", "sandal": "shoes", "boot": "boots", "trainer": "shoes",
    "pump": "pumps", "heel": "pumps", "slipper": "slippers",
}  # fmt: skip
HEAD = {
    "hat": "hat", "sombrero": "hat", "fedora": "hat", "cap": "cap", "beanie": "cap", "beret": "cap", "helmet": "helmet",
    "hood": "helmet", "crown": "crown", "glasses": "glasses", "sunglasses": "glasses", "goggles": "glasses",
    "spectacles": "glasses", "tiara": "crown", "hard hat": "hard_hat", "chef hat": "toque", "chef's hat": "toque",
    "toque": "toque", "pointed hat": "pointed_hat", "wizard hat": "pointed_hat", "witch hat": "pointed_hat",
    "pirate hat": "tricorn", "tricorn": "tricorn", "peaked cap": "peaked_cap", "police cap": "peaked_cap",
    "santa hat": "stocking_cap", "stocking cap": "stocking_cap", "bobble hat": "stocking_cap",
    "horned helmet": "horned_helmet", "viking helmet": "horned_helmet", "army helmet": "steel_helmet",
}  # fmt: skip
HAIR_WORDS = {
    "ponytail": "hair_ponytail", "bun": "hair_bun", "bob": "hair_bob", "curly": "hair_curly", "afro": "hair_curly",
    "curls": "hair_curly",
}  # fmt: skip
# what is drawn where nothing is said: (share of the draws below which it is taken, mesh)
WOMENS_HAIR = (
    (0.34, "hair_long"),
    (0.56, "hair_bob"),
    (0.78, "hair_ponytail"),
    (0.90, "hair_bun"),
    (1.0, "hair_curly"),
)
OLD_WOMENS_HAIR = ((0.50, "hair_bun"), (0.75, "hair_bob"), (1.0, "hair_curly"))
MENS_HAIR = ((0.85, "hair_short"), (1.0, "hair_curly"))
OLD_MENS_HAIR = ((0.45, "hair_ring"), (1.0, "hair_short"))
METALS = {"metal", "steel", "iron", "silver", "gold", "chrome", "bronze", "brass", "copper"}
ONE_PIECE = ("dress", "gown")
HANGING = ("skirt", "dress", "gown", "coat", "tutu", "apron")
"""meshes that hang about the legs"""
HATS = (
    "hat", "cap", "helmet", "crown", "pointed_hat", "toque", "peaked_cap", "hard_hat", "steel_helmet", "horned_helmet",
    "tricorn", "hood", "stocking_cap", "kabuto",
)  # fmt: skip
WHOLE_HEADS = (
    "great_helm", "space_gear", "robot_parts", "alien_head", "wolf_head", "monster_head", "bones", "ghost_sheet",
)  # fmt: skip
"""meshes that the whole head is inside: no hair, eyes or brows"""
ON_SKIN = ("fur", "bandages")
"""meshes that lie on the skin, under all clothes"""
FORMAL = ("suit", "tuxedo", "blazer")
"""jackets with shirt and tie"""
EXTRAS = {
    "backpack": "backpack", "rucksack": "backpack", "knapsack": "backpack", "apron": "apron", "cape": "cape",
    "cloak": "cape", "veil": "veil", "tutu": "tutu", "scarf": "scarf", "shawl": "scarf", "muffler": "scarf",
    "headphones": "headphones", "headphone": "headphones", "headset": "headphones", "earphones": "headphones",
    "stethoscope": "stethoscope", "quiver": "quiver", "sword": "scabbard", "scabbard": "scabbard",
    "sabre": "scabbard", "saber": "scabbard", "camera": "neck_camera",
}  # fmt: skip
"""worn over what else is worn"""
USUAL_COLORS = {
    "apron": (0.66, 0.64, 0.60), "veil": (0.66, 0.64, 0.60), "scarf": (0.33, 0.045, 0.035),
    "headphones": (0.030, 0.032, 0.036), "stethoscope": (0.022, 0.024, 0.028), "quiver": (0.150, 0.068, 0.026),
    "scabbard": (0.045, 0.022, 0.012), "neck_camera": (0.014, 0.014, 0.016),
}  # fmt: skip
"""of what is not of the colour of the trousers where none is said"""
_STUFF = {"headphones": "plastic", "stethoscope": "rubber", "quiver": "leather", "scabbard": "leather",
          "neck_camera": "leather"}  # fmt: skip
WHITE = np.array([0.66, 0.64, 0.60], dtype=np.float32)


@dataclass(frozen=True, kw_only=True)
class Garment:
    """One worn mesh: the file it comes from and what it is made of."""

    mesh: str
    material: Material
    plain: bool = False
    """belt and buttons in the colour of the cloth"""


def dress(person: Person, entity: Entity, worn: tuple[Entity, ...], rng: np.random.Generator) -> tuple[Garment, ...]:
    """What the words say, and what goes with it; all draws are made first, so that a word changes only what it says."""
    sleeve, lower, footwear = rng.random(3)
    top_color, bottom_color, shoe_color = person.outfit
    said_color = color_of(entity)
    if said_color is not None:
        top_color = said_color
    girl = person.sex == "woman"
    top: str | None = "t_shirt" if sleeve < 0.55 or person.age == "child" else "shirt"
    bottom: str | None = (
        "trousers"
        if lower > 0.45
        else "shorts"
        if person.age == "child" and not girl
        else "skirt"
        if girl
        else "trousers"
    )
    shoe: str | None = "boots" if bottom == "skirt" and footwear < 0.4 and person.age != "child" else "shoes"
    shoe_said = False
    costume = costume_of(entity)
    under = "undershirt" if costume is None else costume.shirt
    is_plain = costume is not None and costume.plain
    kinds = {"top": "fabric", "bottom": "fabric"}
    head: dict[str, Material] = {}
    carried: list[Garment] = []
    steel, color_said = _rgb(STEEL), said_color is not None
    if costume is not None:
        top, bottom, shoe, kinds = (
            costume.top,
            costume.bottom,
            costume.shoe,
            {"top": costume.kind, "bottom": costume.kind},
        )
        worn_color = None if costume.flesh or entity.lemma == "robot" else said_color
        top_color = worn_color if worn_color is not None else _rgb(costume.top_color)
        bottom_color = _rgb(costume.bottom_color)
        shoe_color = shoe_color if costume.shoe_color is None else _rgb(costume.shoe_color)
        if costume.head is not None:
            head[costume.head] = cloth(costume.head, costume.kind, _rgb(costume.head_color), 0.6)
        if top is None and girl and "shells" not in dict(costume.extras):
            top = "undershirt"
        carried = [_extra(mesh, color, person) for mesh, color in costume.extras]
    patterns: dict[str, str | None] = {"top": None if costume is None else costume.pattern, "bottom": None}
    for thing in worn:
        word, color = thing.lemma.split()[-1].lower(), color_of(thing)
        pattern = next((PATTERNS[p] for p in thing.values("pattern") if p in PATTERNS), None)
        stuff = set(thing.values("material"))
        kind = (
            "metal" if stuff & METALS or word in ("armor", "armour") else "leather" if "leather" in stuff else "fabric"
        )
        if word in EXTRAS:
            mesh = EXTRAS[word]
            usual = _rgb(USUAL_COLORS[mesh]) if mesh in USUAL_COLORS else bottom_color
            own = color if color is not None else usual
            carried = [garment for garment in carried if garment.mesh != mesh]
            stuff_of = _STUFF.get(mesh, "fabric")
            roughness = 0.8 if stuff_of == "fabric" else 0.5
            carried.append(Garment(mesh=mesh, material=cloth(word, stuff_of, own, roughness, pattern)))
            continue  # a cape is no suit, though that is the nearest category
        name = next((w for w in (word, thing.category) if w in TOPS), None)
        if name is not None:
            shirt = "t_shirt" if costume is not None and costume.top == "t_shirt" else "shirt"  # a player's is a jersey
            top, kinds["top"], patterns["top"] = shirt if TOPS[name] == "shirt" else TOPS[name], kind, pattern
            if top == "dress" and "long" in {attribute.value for attribute in thing.attributes}:
                top = "gown"
            if word in FORMAL:
                under = "dress_shirt"
            is_plain, color_said = False, color is not None
            top_color = color if color is not None else top_color
        name = next((w for w in (word, word.rstrip("s"), thing.category) if w in BOTTOMS), None)
        if name is not None:
            bottom, kinds["bottom"], patterns["bottom"] = BOTTOMS[name], kind, pattern
            bottom_color = color if color is not None else bottom_color
        name = next((w for w in (word, word.rstrip("s"), thing.category) if w in FEET), None)
        if name is not None:
            shoe, shoe_color, shoe_said = FEET[name], color if color is not None else shoe_color, True
        name = next((w for w in (thing.lemma.lower(), word) if w in HEAD), None)
        if name is not None:
            if HEAD[name] in HATS:
                head = {mesh: made for mesh, made in head.items() if mesh not in (*HATS, *WHOLE_HEADS)}
            head[HEAD[name]] = headwear(name, color, stuff, bottom_color)
    leather = "metal" if costume is not None and costume.kind == "metal" else "leather"
    if girl and person.age != "child" and costume is None and not shoe_said and shoe == "shoes":
        shoe = "pumps" if top in ONE_PIECE or bottom == "skirt" else shoe
    garments = [] if shoe is None else [Garment(mesh=shoe, material=cloth(shoe, leather, shoe_color, 0.45))]
    if top not in ONE_PIECE and bottom is not None:
        garments.append(
            Garment(mesh=bottom, material=cloth(bottom, kinds["bottom"], bottom_color, 0.88, patterns["bottom"]))
        )
    if top == "jacket":
        garments.append(Garment(mesh=under, material=cloth(under, "fabric", WHITE, 0.85)))
    if top == "breastplate":
        kinds["top"] = "metal"
        top_color = top_color if costume is not None or color_said else steel
        garments.append(Garment(mesh="shirt", material=cloth("mail", "metal", 0.35 * steel, 0.85)))
    material = cloth(top or bottom or "cloth", kinds["top"], top_color, 0.85, patterns["top"])
    if top is not None:
        garments.append(Garment(mesh=top, material=material, plain=is_plain))
    parts = costume.parts if costume is not None else ()
    if top == "breastplate" and "knight_plate" not in parts:
        parts = ("knight_plate", *parts)
    if entity.lemma == "robot":
        material = cloth("plate", "metal", said_color if said_color is not None else _rgb(SHELL), 0.3)
    garments += [Garment(mesh=part, material=material) for part in parts]
    garments += carried
    garments += [Garment(mesh=mesh, material=material) for mesh, material in head.items()]
    return tuple(garments)


_SHEETS = ("ghost_sheet", "bones")
"""what is of the skin's colour and is no skin"""


def _extra(mesh: str, color: tuple[float, float, float] | None, person: Person) -> Garment:
    """A further mesh of a costume in its own colour; without one it is of the skin."""
    if color is not None:
        return Garment(mesh=mesh, material=cloth(mesh, "fabric", _rgb(color), 0.8))
    if mesh in _SHEETS:
        kind, roughness = ("fabric", 0.9) if mesh == "ghost_sheet" else ("plastic", 0.6)
        return Garment(mesh=mesh, material=cloth(mesh, kind, person.skin, roughness))
    return Garment(mesh=mesh, material=skin_material(person))


def skin_material(person: Person) -> Material:
    """Of the body, and of what grows on it."""
    return Material(name="skin", kind="skin", base_color=person.skin, roughness=0.5, bump=0.05)


def gloves(entity: Entity) -> Material | None:
    """What covers the hands of a role, if anything does."""
    costume = costume_of(entity)
    if costume is None or costume.glove_color is None:
        return None
    return cloth("gloves", costume.kind, _rgb(costume.glove_color), 0.6)


def headwear(word: str, color: Color | None, stuff: set[str], other: Color) -> Material:
    """A hat, helmet or pair of glasses in its own stuff."""
    mesh = HEAD[word]
    if mesh == "glasses":
        return cloth(mesh, "plastic", color if color is not None else _rgb((0.02, 0.018, 0.016)), 0.25)
    kind = "metal" if stuff & METALS else "plastic" if mesh == "helmet" else "fabric"
    return cloth(mesh, kind, color if color is not None else other, 0.4 if kind != "fabric" else 0.85)


def _rgb(values: tuple[float, float, float]) -> Color:
    return np.array(values, dtype=np.float32)


def hair(
    person: Person, entity: Entity, worn: tuple[Entity, ...], covered: bool, rng: np.random.Generator
) -> tuple[Garment, ...]:
    """Hair, beard, brows and lashes; under a hat (`covered`) only what shows."""
    style, whiskers = rng.random(2)
    costume = costume_of(entity)
    said = words_of(entity, worn)
    lengths = {
        value.lower()
        for thing in worn
        if "hair" in thing.lemma
        for attribute in thing.attributes
        for value in (attribute.value,)
    }
    said |= lengths
    if "bald" in said:
        name = None
    elif (word := next((word for word in HAIR_WORDS if word in said), None)) is not None:
        name = HAIR_WORDS[word]
    elif "long" in lengths:
        name = "hair_long"
    elif "short" in lengths:
        name = "hair_bob" if person.sex == "woman" else "hair_short"
    elif costume is not None and costume.hair is not None:
        name = costume.hair or None
    elif person.sex == "woman":
        name = _drawn(style, OLD_WOMENS_HAIR if person.age == "old" else WOMENS_HAIR)
    else:
        name = _drawn(style, OLD_MENS_HAIR if person.age == "old" else MENS_HAIR)
    if costume is not None and costume.head == "hood":
        name = None
    elif covered and name in ("hair_short", "hair_curly"):
        name = "hair_ring"
    elif covered and name in ("hair_bun", "hair_bob", "hair_long"):
        name = "hair_ponytail"
    bearded = bool(said & {"beard", "bearded", "moustache", "mustache"})
    bearded |= person.sex == "man" and (
        (person.age == "old" and whiskers < 0.35) or (person.age == "adult" and whiskers < 0.12)
    )
    if costume is not None:
        bearded = (bearded or (costume.beard and person.sex == "man")) and costume.head != "hood"
    if entity.lemma == "robot" or (costume is not None and costume.hairless):
        return ()
    material = Material(
        name="hair", kind="hair", base_color=person.hair_color,
        second_color=(0.55 * person.hair_color).astype(np.float32),
        roughness=0.42, bump=0.2,
    )  # fmt: skip
    dark = np.clip(0.75 * person.hair_color, 0.006, 0.35).astype(np.float32)
    brow = Material(name="brows", kind="hair", base_color=dark, roughness=0.6, bump=0.1)
    lash = Material(name="lashes", kind="hair", base_color=np.full(3, 0.008, dtype=np.float32), roughness=0.6, bump=0.0)
    made = [Garment(mesh="brows", material=brow), Garment(mesh="lashes", material=lash)]
    if name is not None:
        made.append(Garment(mesh=name, material=material))
    if bearded:
        made.append(Garment(mesh="beard", material=material))
    return tuple(made)


def _drawn(draw: float, table: tuple[tuple[float, str], ...]) -> str:
    return next(name for share, name in table if draw <= share)


def cloth(name: str, kind: str, color: Color, roughness: float, pattern: str | None = None) -> Material:
    """A garment's material, named after it."""
    second = WHITE if pattern is not None else (0.75 * np.asarray(color)).astype(np.float32)
    metal = kind == "metal"
    return Material(
        name=name, kind="cloth" if kind == "fabric" else kind, base_color=np.asarray(color, dtype=np.float32),
        second_color=second, roughness=0.32 if metal else roughness,
        metallic=1.0 if metal else 0.0, bump=0.03 if metal else 0.12,
        pattern=pattern,
        pattern_scale_m=0.06,
    )  # fmt: skip
