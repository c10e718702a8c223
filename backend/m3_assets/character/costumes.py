"""What a role word wears: a knight, a wizard, a footballer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Costume:
    """What a role word (knight, wizard) wears where nothing else is said."""

    top: str
    bottom: str = "trousers"
    shoe: str = "boots"
    head: str | None = None
    kind: str = "fabric"
    top_color: tuple[float, float, float] = (0.30, 0.30, 0.30)
    bottom_color: tuple[float, float, float] = (0.06, 0.06, 0.065)
    head_color: tuple[float, float, float] = (0.30, 0.30, 0.30)
    beard: bool = False
    shoe_color: tuple[float, float, float] | None = None
    glove_color: tuple[float, float, float] | None = None
    parts: tuple[str, ...] = ()
    """further meshes, in the colour of the top"""


STEEL = (0.52, 0.53, 0.55)
SHELL = (0.55, 0.56, 0.58)
"""of a robot"""
_SUIT = (0.045, 0.050, 0.065)
COSTUMES: dict[str, Costume] = {
    "knight": Costume(
        top="breastplate",
        kind="metal",
        top_color=STEEL,
        bottom_color=(0.20, 0.205, 0.215),
        head="great_helm",
        head_color=STEEL,
        shoe_color=STEEL,
        glove_color=(0.20, 0.205, 0.215),
        parts=("knight_plate",),
    ),
    "soldier": Costume(
        top="shirt",
        head="helmet",
        top_color=(0.13, 0.14, 0.06),
        bottom_color=(0.10, 0.11, 0.05),
        head_color=(0.11, 0.12, 0.05),
    ),
    "astronaut": Costume(
        top="space_suit",
        bottom="space_trousers",
        top_color=(0.70, 0.70, 0.68),
        bottom_color=(0.70, 0.70, 0.68),
        shoe_color=(0.42, 0.43, 0.45),
        glove_color=(0.42, 0.43, 0.45),
        parts=("space_gear",),
    ),
    "wizard": Costume(
        top="gown", head="pointed_hat", top_color=(0.07, 0.05, 0.24), head_color=(0.06, 0.04, 0.20), beard=True
    ),
    "witch": Costume(top="gown", head="pointed_hat", top_color=(0.045, 0.02, 0.06), head_color=(0.02, 0.012, 0.025)),
    "santa": Costume(
        top="coat",
        head="cap",
        top_color=(0.50, 0.015, 0.015),
        bottom_color=(0.45, 0.014, 0.014),
        head_color=(0.50, 0.015, 0.015),
        beard=True,
    ),
    "king": Costume(top="gown", head="crown", top_color=(0.30, 0.012, 0.03), beard=True),
    "queen": Costume(top="gown", head="crown", top_color=(0.20, 0.02, 0.22)),
    "princess": Costume(top="gown", top_color=(0.68, 0.28, 0.42), shoe="shoes"),
    "monk": Costume(top="gown", top_color=(0.13, 0.06, 0.025), shoe="shoes"),
    "cowboy": Costume(
        top="shirt",
        head="hat",
        top_color=(0.42, 0.20, 0.08),
        bottom_color=(0.05, 0.08, 0.16),
        head_color=(0.16, 0.08, 0.035),
    ),
    "businessman": Costume(top="jacket", shoe="shoes", top_color=_SUIT, bottom_color=_SUIT),
    "policeman": Costume(
        top="shirt",
        head="cap",
        shoe="shoes",
        top_color=(0.03, 0.06, 0.16),
        bottom_color=(0.02, 0.03, 0.07),
        head_color=(0.02, 0.03, 0.07),
    ),
    "fireman": Costume(
        top="jacket",
        head="helmet",
        top_color=(0.55, 0.30, 0.02),
        bottom_color=(0.05, 0.045, 0.04),
        head_color=(0.55, 0.03, 0.02),
    ),
    "player": Costume(
        top="t_shirt", bottom="shorts", shoe="shoes", top_color=(0.03, 0.12, 0.50), bottom_color=(0.70, 0.69, 0.66)
    ),
    "footballer": Costume(
        top="t_shirt", bottom="shorts", shoe="shoes", top_color=(0.55, 0.03, 0.03), bottom_color=(0.70, 0.69, 0.66)
    ),
    "robot": Costume(
        top="undershirt",
        bottom="shorts",
        kind="metal",
        top_color=(0.16, 0.17, 0.19),
        bottom_color=(0.16, 0.17, 0.19),
        parts=("robot_parts",),
    ),
}
