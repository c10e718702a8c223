"""What the words say about a person: kind of body, skin, hair, clothes, with tasteful draws where nothing is said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...common.colors import linear_color
from ...protocol.scene import Entity
from .costumes import Build
from .creatures import costume_of

Color = NDArray[np.float32]

WOMEN = (
    "woman", "girl", "lady", "mother", "mom", "mum", "queen", "princess", "wife", "sister", "daughter", "grandmother",
    "grandma", "waitress", "actress", "ballerina", "witch", "bride", "nurse", "female", "aunt", "goddess", "granny",
    "nun", "maid", "fairy", "mermaid", "empress", "duchess", "bridesmaid", "stewardess", "sorceress", "nanny", "niece",
    "girlfriend", "granddaughter", "seamstress", "cheerleader", "superheroine", "hostess",
)  # fmt: skip
MEN = (
    "man", "boy", "guy", "father", "dad", "king", "prince", "husband", "brother", "son", "grandfather", "grandpa",
    "waiter",
    "knight", "wizard", "gentleman", "male", "uncle", "monk", "priest", "businessman", "policeman", "fireman", "cowboy",
    "soldier", "astronaut", "robot", "player", "footballer", "viking", "pirate", "santa", "bouncer", "butler",
    "groom", "boyfriend", "nephew", "grandson", "emperor", "gladiator", "samurai", "fisherman", "mailman", "postman",
    "salesman", "superman",
)  # fmt: skip
BEARDED_FOLK = {"gnome", "dwarf", "leprechaun"}
TINY_FOLK = {"gnome", "leprechaun", "pixie", "imp"}
SMALL_FOLK = TINY_FOLK | {"dwarf", "hobbit", "goblin", "halfling"}
"""of tales, as tall as garden gnomes or as children"""
CHILDREN = ("child", "kid", "boy", "girl", "toddler", "baby", "son", "daughter", "schoolboy", "schoolgirl", "pupil",
            "niece", "nephew", "grandson", "granddaughter", "grandchild", "newborn", "infant", "preschooler",
            "kindergartner")  # fmt: skip
SIBLINGS = frozenset({"sister", "brother", "sibling", "cousin", "friend", "twin", "princess", "prince", "ballerina",
                      "dancer", "boxer", "hero", "superhero"})
"""children where they are said to be little"""
ELDERS = ("grandmother", "grandma", "grandfather", "grandpa", "elder", "granny", "wizard", "santa", "senior")
SKINS = ((0.60, 0.365, 0.265), (0.52, 0.300, 0.205), (0.40, 0.215, 0.135), (0.245, 0.120, 0.070), (0.105, 0.050, 0.030))
HAIRS = {
    "black": (0.012, 0.010, 0.010), "dark brown": (0.035, 0.018, 0.010), "brown": (0.085, 0.040, 0.018),
    "blond": (0.46, 0.29, 0.105), "red": (0.28, 0.070, 0.016), "grey": (0.30, 0.30, 0.30), "white": (0.66, 0.65, 0.63),
}  # fmt: skip
IRISES = ((0.10, 0.042, 0.014), (0.19, 0.088, 0.026), (0.085, 0.20, 0.085), (0.07, 0.21, 0.42), (0.20, 0.27, 0.30))
# muted clothes that go together: (top, bottom, shoes)
OUTFITS = (
    ((0.52, 0.115, 0.055), (0.030, 0.042, 0.085), (0.055, 0.030, 0.018)),
    ((0.060, 0.165, 0.245), (0.205, 0.150, 0.090), (0.060, 0.035, 0.020)),
    ((0.60, 0.56, 0.47), (0.035, 0.055, 0.110), (0.62, 0.60, 0.56)),
    ((0.055, 0.155, 0.115), (0.060, 0.058, 0.060), (0.035, 0.030, 0.028)),
    ((0.58, 0.330, 0.060), (0.045, 0.060, 0.095), (0.50, 0.48, 0.44)),
    ((0.330, 0.085, 0.120), (0.085, 0.080, 0.078), (0.050, 0.028, 0.020)),
    ((0.215, 0.285, 0.330), (0.040, 0.038, 0.042), (0.60, 0.58, 0.55)),
    ((0.105, 0.095, 0.190), (0.250, 0.215, 0.165), (0.070, 0.045, 0.028)),
)  # fmt: skip
HEAVY = ("fat", "overweight", "chubby", "stout", "plump", "heavy", "big", "round")
SLIM = ("thin", "slim", "skinny", "slender", "lean")
STRONG = ("strong", "muscular", "athletic", "fit", "burly")


@dataclass(frozen=True, kw_only=True)
class Person:
    """A body, before clothes."""

    sex: str
    """man or woman"""
    age: str
    """child, adult or old"""
    stature_m: float
    weight: float
    """-0.5 slim … 1 heavy, all over"""
    belly: float
    """0 flat … 1 round"""
    muscle: float
    """0 … 1"""
    skin: Color
    hair_color: Color
    iris: Color
    outfit: tuple[Color, Color, Color]
    """unsaid colours of top, bottom and shoes"""
    build: Build | None = None
    """a creature's, whose body is not a person's"""


def words_of(entity: Entity, worn: tuple[Entity, ...] = ()) -> set[str]:
    """Everything said of the person, lower case."""
    said = {entity.lemma.lower(), *entity.lemma.lower().split()}
    said |= {attribute.value.lower() for attribute in entity.attributes}
    for thing in worn:
        said |= {thing.lemma.lower(), thing.category.lower()}
    return said


def is_child(entity: Entity) -> bool:
    """Whether a person is called a child."""
    return entity.category == "person" and bool(words_of(entity) & set(CHILDREN))


def color_of(entity: Entity) -> Color | None:
    """The first colour said of a thing, scene-linear."""
    for value in entity.values("color"):
        found = linear_color(value)
        if found is not None:
            return np.asarray(found, dtype=np.float32)
    return None


def read_person(
    entity: Entity, worn: tuple[Entity, ...], rng: np.random.Generator, outfit_index: int | None = None
) -> Person:
    """Every draw is made whether or not a word replaces it, so that a word changes only what it says.

    outfit_index: which of the outfits' colours, counted round; None = drawn
    """
    said = words_of(entity)
    is_woman, height, skin, hair, iris, outfit = rng.random(6)
    weight, muscle = rng.uniform(-0.16, 0.18), rng.uniform(0.0, 0.35)
    is_named_woman = bool(said & set(WOMEN)) or any(word.endswith("woman") for word in said)
    sex = "woman" if is_named_woman else "man" if said & {*MEN, *BEARDED_FOLK} else "woman" if is_woman < 0.5 else "man"
    child = bool(said & set(CHILDREN) or (said & SIBLINGS and said & {"little", "young", "younger", "small", "baby"}))
    age = "child" if child else "old" if said & {*ELDERS, "old", "elderly", "aged"} else "adult"
    if "young" in said and age == "old":
        age = "adult"
    chosen = int(outfit * len(OUTFITS)) if outfit_index is None else outfit_index % len(OUTFITS)
    heavy = bool(said & {*HEAVY, "gnome", "dwarf"})
    weight += (0.40 if age == "child" else 0.60) * heavy - 0.40 * bool(said & set(SLIM))
    muscle += 0.6 * bool(said & set(STRONG))
    skin_index = int(min(len(SKINS) - 1, skin**1.2 * len(SKINS)))
    costume = costume_of(entity)
    build = None if costume is None else costume.build
    if costume is not None and costume.sex is not None and not is_named_woman:
        sex = costume.sex
    painted = _painted(entity, worn)
    hair_color = _hair_color(entity, worn, age, skin_index, hair)
    if costume is not None and costume.hair_color is not None:
        hair_color = np.array(costume.hair_color, dtype=np.float32)
    belly = heavy * (0.25 if age == "child" else 0.8 if sex == "man" else 0.6)
    if build is not None:
        weight, belly, muscle = weight + build.weight, max(belly, build.belly), max(muscle, build.muscle)
    irises = np.array(IRISES[0 if skin_index > 2 else int(iris * len(IRISES))], dtype=np.float32)
    if costume is not None and costume.iris is not None:
        irises = np.array(costume.iris, dtype=np.float32)
    return Person(
        sex=sex,
        age=age,
        stature_m=_stature(sex, age, said, height, build),
        weight=float(np.clip(weight, -0.5, 1.0)),
        belly=belly,
        muscle=float(np.clip(muscle, 0.0, 1.0)) if age == "adult" else 0.0,
        skin=np.array(SKINS[skin_index] if painted is None else painted, dtype=np.float32),
        hair_color=hair_color,
        iris=irises,
        outfit=tuple(np.array(c, dtype=np.float32) for c in OUTFITS[chosen]),  # type: ignore[arg-type]
        build=build,
    )


_NATURAL = {"white", "black", "brown", "tan", "beige", "pale", "dark"}
"""words that tell of a person's skin, and paint none"""


def _painted(entity: Entity, worn: tuple[Entity, ...]) -> tuple[float, float, float] | Color | None:
    """The colour of a skin that is no person's: as said (blue skin, a green alien), or the creature's own."""
    for thing in worn:
        if thing.lemma.split()[-1].lower() == "skin" and not _NATURAL & set(thing.values("color")):
            said = color_of(thing)
            if said is not None:
                return said
    costume = costume_of(entity)
    if costume is None:
        return None
    said = color_of(entity) if costume.flesh else None
    return costume.skin if said is None else said


def _stature(sex: str, age: str, said: set[str], draw: float, build: Build | None) -> float:
    """Round adult and school-age means with a spread of about one standard deviation."""
    if "robot" in said:
        mean = 0.40 if "tiny" in said else 0.80 if said & {"small", "little"} else 1.60
        return round(mean * (0.95 + 0.10 * draw), 3)
    if build is not None and age != "child":
        mean, spread = build.stature_m * (0.93 if sex == "woman" else 1.0), 0.03 * build.stature_m
    elif said & SMALL_FOLK:
        mean, spread = (0.42, 0.03) if said & TINY_FOLK else (1.25, 0.08)
    elif age == "child":
        mean, spread = (0.86, 0.03) if said & {"toddler", "baby"} else (1.18, 0.07)
    else:
        mean, spread = (1.65, 0.05) if sex == "woman" else (1.78, 0.055)
    mean -= 0.04 * (age == "old")
    mean *= (
        1.0 + 0.07 * bool(said & {"tall", "huge", "giant"}) - 0.08 * bool(said & {"short", "small", "little", "tiny"})
    )
    return float(round(mean + (2.0 * draw - 1.0) * spread, 3))


def _hair_color(entity: Entity, worn: tuple[Entity, ...], age: str, skin_index: int, draw: float) -> Color:
    for thing in worn:
        if thing.lemma.split()[-1] in ("hair", "beard", "mustache", "moustache", "ponytail"):
            said = color_of(thing)
            spellings = {"gray": "grey", "blonde": "blond"}
            for value in thing.values("color"):
                value = spellings.get(value, value)
                if value in HAIRS:
                    return np.array(HAIRS[value], dtype=np.float32)
            if said is not None:
                return said
    said_words = words_of(entity)
    if said_words & {"blond", "blonde"}:
        return np.array(HAIRS["blond"], dtype=np.float32)
    if said_words & {"redhead", "ginger"}:
        return np.array(HAIRS["red"], dtype=np.float32)
    if age == "old":
        return np.array(HAIRS["grey" if draw < 0.55 else "white"], dtype=np.float32)
    fair = ("dark brown", "brown", "blond", "brown", "red", "black")
    choices = fair if skin_index < 2 else ("black", "dark brown", "black")
    return np.array(HAIRS[choices[int(draw * len(choices))]], dtype=np.float32)
