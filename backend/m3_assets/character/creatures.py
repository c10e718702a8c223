"""How creatures and heroes of tales look: their builds, skins, horns, wings and clothes; and who wears what."""

from __future__ import annotations

from ...protocol.scene import Entity
from .costumes import (
    BATHING,
    BLACK,
    BROWN,
    CHARCOAL,
    COSTUMES,
    GREEN,
    RED,
    STEEL,
    Build,
    Costume,
    Rgb,
)  # fmt: skip

GOLD: Rgb = (0.62, 0.42, 0.08)
_BONE: Rgb = (0.62, 0.58, 0.47)
_LINEN: Rgb = (0.56, 0.48, 0.33)

_GHOST = Costume(top=None, bottom=None, shoe=None, skin=(0.74, 0.75, 0.78), extras=(("ghost_sheet", None),), sex="man",
                 hairless=True, flesh=True)  # fmt: skip
_ZOMBIE = Costume(top="shirt", shoe="shoes", top_color=(0.13, 0.12, 0.09), bottom_color=(0.07, 0.065, 0.075),
                  shoe_color=(0.04, 0.03, 0.025), skin=(0.26, 0.33, 0.19), iris=(0.62, 0.62, 0.50), torn=True,
                  flesh=True,
                  plain=True, build=Build(stature_m=1.74, weight=-0.35))  # fmt: skip
_DEVIL = Costume(top=None, bottom="tights", shoe="boots", bottom_color=(0.10, 0.008, 0.012), shoe_color=BLACK,
                 skin=(0.46, 0.022, 0.016), iris=(0.75, 0.50, 0.02), hair="hair_short", hair_color=BLACK, beard=True,
                 extras=(("devil_horns", None), ("devil_tail", None), ("elf_ears", None)), sex="man", flesh=True,
                 build=Build(stature_m=1.78, muscle=0.6))  # fmt: skip
_DEMON = Costume(top=None, bottom="shorts", shoe=None, bottom_color=(0.05, 0.03, 0.03), skin=(0.34, 0.016, 0.014),
                 iris=(0.75, 0.42, 0.02), hairless=True, sex="man", flesh=True,
                 extras=(("ram_horns", None), ("bat_wings", None), ("devil_tail", None), ("claws", None),
                 ("tusks", None),
                         ("goblin_ears", None)),
                 build=Build(stature_m=2.05, weight=0.35, muscle=1.0, shoulders=1.12))  # fmt: skip
_MONSTER = Costume(top=None, bottom=None, shoe=None, skin=(0.05, 0.17, 0.36), hairless=True, sex="man", flesh=True,
                   extras=(("fur", None), ("monster_head", None), ("claws", None), ("wolf_tail", None)),
                   build=Build(stature_m=2.25, weight=1.0, belly=0.9, muscle=0.7, head=1.42, legs=0.80, arms=1.16,
                               shoulders=1.10))  # fmt: skip
_YETI = Costume(top=None, bottom=None, shoe=None, skin=(0.62, 0.64, 0.66), hairless=True, sex="man", flesh=True,
                extras=(("fur", None), ("monster_head", None), ("claws", None)), build=_MONSTER.build)  # fmt: skip
_BIGFOOT = Costume(top=None, bottom=None, shoe=None, skin=(0.13, 0.065, 0.03), hairless=True, sex="man", flesh=True,
                   extras=(("fur", None), ("monster_head", None), ("claws", None)), build=_MONSTER.build)  # fmt: skip
_WEREWOLF = Costume(top=None, bottom="trousers", shoe=None, bottom_color=(0.05, 0.06, 0.09), skin=(0.125, 0.105, 0.09),
                    hairless=True, torn=True, sex="man", flesh=True,
                    extras=(("fur", None), ("wolf_head", None), ("claws", None), ("wolf_tail", None)),
                    build=Build(stature_m=1.98, weight=0.3, muscle=1.0, head=1.12, arms=1.12, shoulders=1.12),
                    )  # fmt: skip
_GOBLIN = Costume(top="undershirt", bottom="shorts", shoe=None, top_color=(0.14, 0.075, 0.03), torn=True, sex="man",
                  bottom_color=(0.09, 0.06, 0.035), skin=(0.17, 0.33, 0.06), iris=(0.70, 0.45, 0.02), hairless=True,
                  extras=(("goblin_ears", None), ("long_nose", None), ("tusks", None), ("claws", None)), flesh=True,
                  build=Build(stature_m=1.15, weight=-0.2, head=1.45, legs=0.80, arms=1.12))  # fmt: skip
_TROLL = Costume(top=None, bottom="shorts", shoe=None, bottom_color=(0.11, 0.07, 0.035), skin=(0.20, 0.25, 0.21),
                 iris=(0.55, 0.35, 0.03), hair="hair_curly", hair_color=(0.05, 0.09, 0.035), torn=True, sex="man",
                 extras=(("goblin_ears", None), ("bulb_nose", None), ("tusks", None), ("claws", None)), flesh=True,
                 build=Build(stature_m=2.30, weight=0.9, belly=0.8, muscle=0.9, head=1.10, legs=0.80, arms=1.22,
                             shoulders=1.15))  # fmt: skip
_OGRE = Costume(top="shirt", bottom="trousers", shoe="boots", top_color=(0.34, 0.27, 0.16),
    bottom_color=(0.10, 0.07, 0.04),
                shoe_color=BROWN, skin=(0.24, 0.36, 0.05), hairless=True, sex="man", flesh=True, plain=True,
                extras=(("ogre_ears", None), ("bulb_nose", None)),
                build=Build(stature_m=2.25, weight=1.0, belly=1.0, muscle=0.6, head=1.12, legs=0.86, arms=1.08,
                            shoulders=1.06))  # fmt: skip
_ORC = Costume(top="breastplate", kind="metal", bottom="skirt", shoe="boots", top_color=(0.10, 0.10, 0.105),
               bottom_color=(0.09, 0.05, 0.03), shoe_color=BLACK, skin=(0.13, 0.24, 0.07), iris=(0.65, 0.10, 0.02),
               hairless=True, sex="man", flesh=True, extras=(("elf_ears", None), ("tusks", None), ("claws", None)),
               build=Build(stature_m=1.95, weight=0.4, muscle=1.0, shoulders=1.12, arms=1.08))  # fmt: skip
_HERO = Costume(top="shirt", bottom="tights", top_color=(0.02, 0.07, 0.42), bottom_color=(0.02, 0.07, 0.42),
                shoe_color=RED, plain=True, extras=(("cape", RED), ("hero_emblem", RED)),
                build=Build(stature_m=1.84, muscle=0.95, shoulders=1.06))  # fmt: skip
_HEROINE = Costume(top="shirt", bottom="tights", top_color=(0.42, 0.02, 0.03), bottom_color=(0.03, 0.06, 0.30),
                   shoe_color=RED, plain=True, extras=(("cape", (0.03, 0.06, 0.30)), ("hero_emblem", RED)), sex="woman",
                   build=Build(stature_m=1.72, muscle=0.5))  # fmt: skip

CREATURES: dict[str, Costume] = {
    "skeleton": Costume(top=None, bottom=None, shoe=None, skin=_BONE, extras=(("bones", None),), hairless=True,
    sex="man",
                        flesh=True),
    "ghost": _GHOST, "spirit": _GHOST, "phantom": _GHOST, "spectre": _GHOST, "specter": _GHOST,
    "zombie": _ZOMBIE, "ghoul": _ZOMBIE, "undead": _ZOMBIE,
    "alien": Costume(top=None, bottom=None, shoe=None, skin=(0.26, 0.34, 0.24), hairless=True, sex="man", flesh=True,
                     extras=(("alien_head", None),),
                     build=Build(stature_m=1.45, weight=-0.5, head=1.42, arms=1.10, shoulders=0.84)),
    "monster": _MONSTER, "beast": _MONSTER, "creature": _MONSTER, "yeti": _YETI, "bigfoot": _BIGFOOT,
    "sasquatch": _BIGFOOT, "werewolf": _WEREWOLF,
    "mummy": Costume(top=None, bottom=None, shoe=None, skin=(0.30, 0.24, 0.15), hairless=True, sex="man",
                     iris=(0.70, 0.50, 0.10), extras=(("bandages", _LINEN),), build=Build(stature_m=1.76, weight=-0.2)),
    "vampire": Costume(top="jacket", shirt="dress_shirt", shoe="shoes", top_color=BLACK, bottom_color=BLACK,
                       shoe_color=BLACK, skin=(0.62, 0.585, 0.56), hair_color=BLACK, hair="hair_short",
                       iris=(0.55, 0.02,
                       0.015), extras=(("cape", (0.012, 0.010, 0.014)), ("vampire_gear", BLACK), ("elf_ears", None))),
    "goblin": _GOBLIN, "imp": _GOBLIN, "gremlin": _GOBLIN, "troll": _TROLL, "ogre": _OGRE, "orc": _ORC,
    "devil": _DEVIL, "demon": _DEMON,
    "dwarf": Costume(top="coat", head="horned_helmet", top_color=(0.20, 0.07, 0.03), bottom_color=(0.10, 0.07, 0.05),
                     head_color=STEEL, beard=True, hair_color=(0.36, 0.10, 0.02), shoe_color=BROWN, sex="man",
                     build=Build(stature_m=1.22, weight=0.75, belly=0.6, muscle=0.8, head=1.30, legs=0.72,
                     shoulders=1.12)),
    "elf": Costume(top="shirt", bottom="tights", top_color=GREEN, bottom_color=(0.10, 0.18, 0.05), shoe_color=BROWN,
                   hair="hair_long", hair_color=(0.46, 0.34, 0.15), extras=(("elf_ears", None),),
                   build=Build(stature_m=1.74, weight=-0.3)),
    "fairy": Costume(top="undershirt", bottom="tights", shoe="slippers", top_color=(0.35, 0.55, 0.30),
                     bottom_color=(0.55, 0.62, 0.48), shoe_color=(0.35, 0.55, 0.30), hair="hair_bun", sex="woman",
                     extras=(("tutu", (0.48, 0.64, 0.40)), ("fairy_wings", (0.50, 0.66, 0.74)), ("elf_ears", None)),
                     build=Build(stature_m=1.05, weight=-0.25, head=1.25)),
    "angel": Costume(top="gown", shoe=None, top_color=(0.74, 0.73, 0.70), plain=True, hair_color=(0.50, 0.34, 0.12),
                     extras=(("feathered_wings", (0.72, 0.71, 0.68)), ("halo", GOLD))),
    "mermaid": Costume(top=None, bottom=None, shoe=None, hair="hair_long", hair_color=(0.30, 0.055, 0.015), sex="woman",
                       extras=(("fish_tail", (0.02, 0.30, 0.28)), ("shells", (0.42, 0.12, 0.40)))),
    "superhero": _HERO, "superman": _HERO, "superheroine": _HEROINE, "supergirl": _HEROINE,
    "samurai": Costume(top="breastplate", kind="metal", bottom="trousers", shoe="shoes", top_color=(0.26, 0.012, 0.014),
                       bottom_color=(0.035, 0.035, 0.05), head="kabuto", head_color=(0.05, 0.008, 0.010), sex="man",
                       shoe_color=BLACK, parts=("samurai_plates",)),
    "cyborg": Costume(top="undershirt", bottom="trousers", top_color=CHARCOAL, bottom_color=(0.03, 0.032, 0.036),
                      shoe_color=BLACK, hair="hair_short", extras=(("cyborg_parts", STEEL),), sex="man",
                      build=Build(stature_m=1.82, muscle=0.8)),
    "reaper": Costume(top="gown", bottom=None, shoe=None, top_color=BLACK, skin=_BONE, plain=True, hairless=True,
                      extras=(("bones", None), ("cape", BLACK), ("veil", BLACK)), sex="man"),
    "genie": Costume(top=None, bottom="trousers", shoe="slippers", bottom_color=(0.30, 0.03, 0.22),
    skin=(0.05, 0.20, 0.50),
                     hair="", beard=True, hair_color=BLACK, shoe_color=GOLD, sex="man", flesh=True, extras=(("elf_ears",
                     None),), build=Build(stature_m=1.95, weight=0.3, muscle=0.9, shoulders=1.15)),
}  # fmt: skip


def costume_of(entity: Entity) -> Costume | None:
    """The costume of a role word, if the person is one; who bathes is dressed for it."""
    words = entity.lemma.lower().split()
    own = next((known[word] for word in words for known in (CREATURES, COSTUMES) if word in known), None)
    return COSTUMES["swimmer"] if own is None and BATHING in entity.values("other") else own
