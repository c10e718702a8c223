"""What a role word wears: a knight, a nurse, a ballerina."""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[float, float, float]

WHITE, CREAM, BLACK, CHARCOAL, NAVY = (
    (0.68, 0.67, 0.64), (0.60, 0.55, 0.45), (0.012, 0.012, 0.014), (0.045, 0.050, 0.065), (0.018, 0.028, 0.075),
)  # fmt: skip
RED, WINE, GREEN, OLIVE, TEAL = (
    (0.50, 0.015, 0.015), (0.20, 0.012, 0.03), (0.03, 0.12, 0.04), (0.12, 0.13, 0.055), (0.06, 0.24, 0.25),
)  # fmt: skip
BLUE, JEANS, SKY, YELLOW, ORANGE = (
    (0.03, 0.12, 0.50), (0.05, 0.08, 0.16), (0.22, 0.36, 0.52), (0.70, 0.42, 0.02), (0.62, 0.17, 0.015),
)  # fmt: skip
PINK, PALE_PINK, BROWN, TAN, STRAW = (
    (0.68, 0.28, 0.42), (0.70, 0.46, 0.47), (0.10, 0.05, 0.022), (0.30, 0.19, 0.10), (0.55, 0.38, 0.15),
)  # fmt: skip
STEEL = (0.52, 0.53, 0.55)
BRONZE = (0.42, 0.25, 0.09)
SHELL = (0.55, 0.56, 0.58)
"""of a robot"""


@dataclass(frozen=True, kw_only=True)
class Build:
    """How a creature's body differs from a person's."""

    stature_m: float
    weight: float = 0.0
    belly: float = 0.0
    muscle: float = 0.0
    head: float = 1.0
    """how many times as large as on a person; so are the next"""
    legs: float = 1.0
    arms: float = 1.0
    shoulders: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Costume:
    """What a role word (knight, wizard) wears where nothing else is said."""

    top: str | None
    """None: bare above the waist"""
    bottom: str | None = "trousers"
    shoe: str | None = "boots"
    """None: barefoot"""
    head: str | None = None
    kind: str = "fabric"
    top_color: Rgb = (0.30, 0.30, 0.30)
    bottom_color: Rgb = (0.06, 0.06, 0.065)
    head_color: Rgb = (0.30, 0.30, 0.30)
    beard: bool = False
    hair: str | None = None
    hair_color: Rgb | None = None
    skin: Rgb | None = None
    shoe_color: Rgb | None = None
    glove_color: Rgb | None = None
    pattern: str | None = None
    """of the top"""
    shirt: str = "undershirt"
    """under a jacket"""
    parts: tuple[str, ...] = ()
    """further meshes, in the colour of the top"""
    extras: tuple[tuple[str, Rgb | None], ...] = ()
    """further meshes in colours of their own; None: in that of the skin"""
    plain: bool = False
    """belt and buttons in the colour of the cloth"""
    build: Build | None = None
    sex: str | None = None
    """None: drawn, where no word tells"""
    iris: Rgb | None = None
    hairless: bool = False
    """no hair, brows nor lashes"""
    torn: bool = False
    """clothes in rags"""
    flesh: bool = False
    """a colour that is said is that of the skin: a green monster"""


_SUIT = Costume(top="jacket", shirt="dress_shirt", shoe="shoes", top_color=CHARCOAL, bottom_color=CHARCOAL,
                shoe_color=BLACK)  # fmt: skip
_BLACK_SUIT = Costume(top="jacket", shirt="dress_shirt", shoe="shoes", top_color=BLACK, bottom_color=BLACK,
                      shoe_color=BLACK)  # fmt: skip
_POLICE = Costume(top="shirt", head="peaked_cap", shoe="shoes", top_color=(0.06, 0.10, 0.22), bottom_color=NAVY,
                  head_color=NAVY, shoe_color=BLACK)  # fmt: skip
_SPORT = Costume(top="t_shirt", bottom="shorts", shoe="shoes", top_color=BLUE, bottom_color=WHITE, shoe_color=WHITE)
_FIRE = Costume(top="coat", head="hard_hat", top_color=(0.50, 0.30, 0.03), bottom_color=(0.42, 0.25, 0.03),
                head_color=RED, shoe_color=BLACK)  # fmt: skip
_CHEF = Costume(top="shirt", head="toque", shoe="shoes", top_color=WHITE, bottom_color=CHARCOAL, head_color=WHITE,
                shoe_color=BLACK, extras=(("apron", (0.62, 0.61, 0.58)),))  # fmt: skip
_WAITER = Costume(top="shirt", shoe="shoes", top_color=WHITE, bottom_color=BLACK, shoe_color=BLACK,
                  extras=(("apron", BLACK),))  # fmt: skip
_SHOP = Costume(top="shirt", shoe="shoes", top_color=CREAM, bottom_color=JEANS, extras=(("apron", BROWN),))
_SCRUBS = Costume(top="t_shirt", shoe="shoes", top_color=TEAL, bottom_color=TEAL, shoe_color=WHITE)
_NURSE = Costume(top="t_shirt", head="nurse_cap", shoe="shoes", top_color=(0.30, 0.50, 0.58),
                 bottom_color=(0.30, 0.50, 0.58), head_color=WHITE, shoe_color=WHITE)  # fmt: skip
_LAB = Costume(top="coat", shoe="shoes", top_color=WHITE, bottom_color=CHARCOAL, plain=True)
_SITE = Costume(top="shirt", head="hard_hat", top_color=ORANGE, bottom_color=JEANS, head_color=YELLOW, shoe_color=TAN)
_DANCE = Costume(top="undershirt", bottom="tights", shoe="slippers", top_color=CHARCOAL, bottom_color=CHARCOAL,
                 shoe_color=BLACK, hair="hair_bun")  # fmt: skip
_PILOT = Costume(top="jacket", shirt="dress_shirt", head="peaked_cap", shoe="shoes", top_color=NAVY, bottom_color=NAVY,
                 head_color=NAVY, shoe_color=BLACK)  # fmt: skip
_VIKING = Costume(top="shirt", head="horned_helmet", top_color=BROWN, bottom_color=TAN, head_color=(0.30, 0.26, 0.20),
                  shoe_color=BROWN, beard=True, extras=(("cape", (0.12, 0.09, 0.07)),))  # fmt: skip
_FARM = Costume(top="shirt", head="hat", top_color=(0.45, 0.05, 0.04), pattern="checked", bottom_color=JEANS,
                head_color=STRAW, shoe_color=BROWN)  # fmt: skip
_WORK = Costume(top="shirt", top_color=(0.06, 0.11, 0.24), bottom_color=(0.05, 0.09, 0.20), shoe_color=BROWN)
_GNOME = Costume(top="shirt", head="stocking_cap", top_color=(0.03, 0.09, 0.30), bottom_color=BROWN, head_color=RED,
                 beard=True, hair_color=(0.75, 0.74, 0.72), shoe_color=BROWN)  # fmt: skip

COSTUMES: dict[str, Costume] = {
    # in armour and uniform
    "knight": Costume(
        top="breastplate", kind="metal", top_color=STEEL, bottom_color=(0.20, 0.205, 0.215), head="great_helm",
        head_color=STEEL, shoe_color=STEEL, glove_color=(0.20, 0.205, 0.215), parts=("knight_plate",),
    ),
    "gladiator": Costume(
        top="breastplate", kind="metal", bottom="skirt", shoe="boots", top_color=BRONZE, bottom_color=BROWN,
        head="helmet", head_color=BRONZE, shoe_color=BROWN,
    ),
    "viking": _VIKING,
    "archer": Costume(top="shirt", bottom="tights", top_color=GREEN, bottom_color=BROWN, shoe_color=BROWN,
                      extras=(("quiver", (0.150, 0.068, 0.026)),)),
    "soldier": Costume(top="shirt", head="steel_helmet", top_color=OLIVE, bottom_color=OLIVE, head_color=(0.09, 0.10,
                       0.04), shoe_color=BLACK),
    "policeman": _POLICE, "policewoman": _POLICE, "cop": _POLICE, "officer": _POLICE, "guard": _POLICE,
    "fireman": _FIRE, "firefighter": _FIRE, "firewoman": _FIRE,
    "pilot": _PILOT, "captain": _PILOT, "conductor": _PILOT,
    "sailor": Costume(top="shirt", head="peaked_cap", shoe="shoes", top_color=WHITE, bottom_color=NAVY,
                      head_color=WHITE, shoe_color=BLACK),
    "astronaut": Costume(
        top="space_suit", bottom="space_trousers", top_color=(0.70, 0.70, 0.68), bottom_color=(0.70, 0.70, 0.68),
        shoe_color=(0.42, 0.43, 0.45), glove_color=(0.42, 0.43, 0.45), parts=("space_gear",),
    ),
    "robot": Costume(
        top="undershirt", bottom="shorts", kind="metal", top_color=(0.16, 0.17, 0.19),
        bottom_color=(0.16, 0.17, 0.19), parts=("robot_parts",),
    ),
    # at work
    "chef": _CHEF, "cook": _CHEF, "baker": _CHEF,
    "waiter": _WAITER, "waitress": _WAITER, "bartender": _WAITER,
    "barista": _SHOP, "butcher": _SHOP, "carpenter": _SHOP, "gardener": _SHOP, "vendor": _SHOP, "seller": _SHOP,
    "nurse": _NURSE, "surgeon": _SCRUBS, "dentist": _SCRUBS,
    "doctor": _LAB, "scientist": _LAB, "pharmacist": _LAB,
    "builder": _SITE, "construction": _SITE, "miner": _SITE, "engineer": _SITE,
    "mechanic": _WORK, "janitor": _WORK, "mailman": _WORK, "postman": _WORK,
    "businessman": _SUIT, "businesswoman": _SUIT, "lawyer": _SUIT, "president": _SUIT, "detective": _SUIT,
    "salesman": _SUIT, "groom": _BLACK_SUIT, "butler": _BLACK_SUIT, "bouncer": _BLACK_SUIT, "pianist": _BLACK_SUIT,
    "magician": Costume(top="jacket", shirt="dress_shirt", shoe="shoes", top_color=BLACK, bottom_color=BLACK,
                        shoe_color=BLACK, extras=(("cape", WINE),)),
    "judge": Costume(top="gown", shoe="shoes", top_color=BLACK, plain=True),
    "maid": Costume(top="dress", shoe="pumps", top_color=BLACK, shoe_color=BLACK, hair="hair_bun",
                    extras=(("apron", WHITE),)),
    "bride": Costume(top="gown", shoe="pumps", top_color=(0.74, 0.73, 0.70), shoe_color=WHITE, hair="hair_bob",
                     plain=True, extras=(("veil", (0.74, 0.73, 0.71)),)),
    "monk": Costume(top="gown", top_color=(0.13, 0.06, 0.025), shoe="shoes"),
    "priest": Costume(top="gown", top_color=BLACK, shoe="shoes", shoe_color=BLACK, plain=True),
    "nun": Costume(top="gown", top_color=BLACK, shoe="shoes", shoe_color=BLACK, plain=True, hair="hair_bob",
                   extras=(("veil", BLACK),)),
    "farmer": _FARM, "shepherd": _FARM, "fisherman": _FARM,
    "cowboy": Costume(top="shirt", head="hat", top_color=(0.42, 0.20, 0.08), bottom_color=JEANS,
                      head_color=(0.16, 0.08, 0.035), shoe_color=BROWN),
    "student": Costume(top="t_shirt", shoe="shoes", top_color=SKY, bottom_color=JEANS, shoe_color=WHITE,
                       extras=(("backpack", (0.30, 0.05, 0.04)),)),
    "hiker": Costume(top="shirt", top_color=GREEN, bottom_color=TAN, shoe_color=BROWN, head="cap", head_color=TAN,
                     extras=(("backpack", ORANGE),)),
    # on the stage and in sport
    "ballerina": Costume(top="undershirt", bottom="tights", shoe="slippers", top_color=PINK, bottom_color=PALE_PINK,
                         shoe_color=PINK, hair="hair_bun", extras=(("tutu", (0.72, 0.42, 0.50)),)),
    "dancer": _DANCE, "gymnast": _DANCE, "acrobat": _DANCE,
    "clown": Costume(top="shirt", shoe="shoes", top_color=YELLOW, pattern="dotted", bottom_color=(0.05, 0.10, 0.45),
                     shoe_color=RED, hair="hair_curly", hair_color=(0.62, 0.12, 0.01), skin=(0.66, 0.60, 0.56),
                     extras=(("clown_nose", WHITE),)),
    "referee": Costume(top="t_shirt", bottom="shorts", shoe="shoes", top_color=BLACK, bottom_color=BLACK,
                       shoe_color=WHITE),
    "player": _SPORT, "athlete": _SPORT, "runner": _SPORT, "jogger": _SPORT, "goalkeeper": Costume(
        top="shirt", bottom="shorts", shoe="shoes", top_color=(0.20, 0.45, 0.03), bottom_color=BLACK,
        glove_color=WHITE, plain=True),
    "footballer": Costume(top="t_shirt", bottom="shorts", shoe="shoes", top_color=(0.55, 0.03, 0.03),
                          bottom_color=WHITE),
    "cheerleader": Costume(top="t_shirt", bottom="skirt", shoe="shoes", top_color=RED, bottom_color=WHITE,
                           shoe_color=WHITE, hair="hair_ponytail"),
    "boxer": Costume(top=None, bottom="shorts", top_color=RED, bottom_color=RED, shoe_color=BLACK, glove_color=RED),
    "swimmer": Costume(top=None, bottom="shorts", shoe=None, top_color=NAVY, bottom_color=NAVY),
    "surfer": Costume(top=None, bottom="shorts", shoe=None, top_color=TEAL, bottom_color=TEAL),
    # of tales
    "wizard": Costume(top="gown", head="pointed_hat", top_color=(0.07, 0.05, 0.24), head_color=(0.06, 0.04, 0.20),
                      beard=True),
    "witch": Costume(top="gown", head="pointed_hat", top_color=(0.045, 0.02, 0.06), head_color=(0.02, 0.012, 0.025)),
    "santa": Costume(top="coat", head="stocking_cap", top_color=RED, bottom_color=(0.45, 0.014, 0.014), head_color=RED,
                     beard=True, shoe_color=BLACK),
    "king": Costume(top="gown", head="crown", top_color=(0.30, 0.012, 0.03), beard=True, extras=(("cape", (0.16, 0.012,
                    0.05)),)),
    "emperor": Costume(top="gown", head="crown", top_color=(0.20, 0.02, 0.22), extras=(("cape", RED),)),
    "prince": Costume(top="jacket", bottom="tights", top_color=(0.05, 0.10, 0.35), bottom_color=CREAM, shoe_color=BROWN,
                      head="crown", extras=(("cape", WINE),)),
    "queen": Costume(top="gown", head="crown", top_color=(0.20, 0.02, 0.22), shoe="pumps"),
    "princess": Costume(top="gown", top_color=PINK, shoe="pumps", shoe_color=PINK),
    "gnome": _GNOME,
    "leprechaun": Costume(top="coat", head="pointed_hat", top_color=GREEN, bottom_color=GREEN, head_color=GREEN,
                          beard=True, hair_color=(0.34, 0.09, 0.02), shoe_color=BLACK),
    "pirate": Costume(top="jacket", head="tricorn", top_color=(0.26, 0.02, 0.02), bottom_color=(0.07, 0.06, 0.055),
                      head_color=BLACK, shoe_color=BLACK, beard=True, extras=(("eye_patch", BLACK),)),
    "ninja": Costume(top="shirt", head="hood", top_color=BLACK, bottom_color=BLACK, head_color=BLACK, shoe_color=BLACK,
                     glove_color=(0.02, 0.02, 0.022), plain=True),
}  # fmt: skip

BATHING = "bathing"
"""an attribute of who is in the water and is said to wear nothing in particular"""
