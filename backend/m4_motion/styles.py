"""How something is done: style words, what they do to tempo, size, gait and posture, and the posture of who waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..protocol.scene import Entity
from .channels import INDEX, SIDES, Array, smooth
from .locomotion import Style
from .performer import Performer, ramp

_STYLE = {
    "slowly": {"tempo": 0.72, "amplitude": 0.85, "stride": 0.9},
    "quickly": {"tempo": 1.3, "amplitude": 1.15, "stride": 1.05, "lean": 0.05},
    "happily": {"tempo": 1.10, "amplitude": 1.35, "stride": 0.95, "bounce": 1.7, "head": -0.12, "lean": -0.04,
                "arms_out": 0.05, "clearance": 1.3, "chest": 0.08},
    "sadly": {"tempo": 0.68, "amplitude": 0.35, "stride": 0.78, "lean": 0.20, "head": 0.42, "bounce": 0.5,
              "shoulders": -0.08, "clearance": 0.8, "chest": -0.18},
    "tiredly": {"tempo": 0.68, "amplitude": 0.5, "stride": 0.75, "lean": 0.34, "head": 0.30,
                "clearance": 0.65, "shoulders": -0.10, "sway": 0.07, "chest": -0.18},
    "drunk": {"tempo": 0.76, "amplitude": 0.8, "stride": 0.82, "lean": 0.06, "head": 0.14, "bounce": 1.25,
              "arms_out": 0.24, "width": 0.045, "sway": 0.34, "unevenness": 2.0},
    "old": {"tempo": 0.74, "amplitude": 0.5, "stride": 0.70, "lean": 0.27, "head": -0.10, "crouch": 0.004,
            "bounce": 0.7, "clearance": 0.6, "arms_out": 0.06, "width": 0.018, "duty": 0.03, "unevenness": 1.4,
            "chest": -0.15},
    "angrily": {"tempo": 1.22, "amplitude": 1.25, "lean": 0.13, "head": 0.08, "shoulders": 0.09, "arms_out": 0.11,
                "bounce": 1.25, "stride": 1.04, "fists": 1.0},
    "proudly": {"tempo": 0.92, "amplitude": 1.15, "stride": 1.04, "lean": -0.11, "head": -0.14, "arms_out": 0.08,
                "shoulders": -0.03, "bounce": 1.25, "chest": 0.22},
    "carefully": {"tempo": 0.66, "amplitude": 0.55, "stride": 0.68, "lean": 0.12, "head": 0.26, "crouch": 0.04,
                  "clearance": 1.4, "arms_out": 0.16, "duty": 0.03},
    "sneakily": {"tempo": 0.62, "amplitude": 0.45, "stride": 0.85, "crouch": 0.13, "lean": 0.32, "head": 0.0,
                 "clearance": 1.9, "arms_out": 0.12, "shoulders": 0.06, "duty": 0.05, "bounce": 0.6},
    "marching": {"amplitude": 1.9, "stride": 0.92, "lean": -0.07, "head": -0.04, "drill": 1.0, "fists": 1.0,
                 "shoulders": -0.02, "chest": 0.15, "unevenness": 0.25},
    "limping": {"tempo": 0.78, "amplitude": 0.7, "stride": 0.74, "lean": 0.10, "head": 0.08, "limp": 1.0,
                "clearance": 1.2},
    "gently": {"tempo": 0.85, "amplitude": 0.8},
    "undead": {"tempo": 0.66, "amplitude": 0.3, "stride": 0.62, "lean": 0.10, "head": -0.05, "limp": 0.55, "sway": 0.10,
               "bounce": 0.7, "clearance": 0.5, "arms_forward": 1.0, "width": 0.02},
}  # fmt: skip
_WORDS = {
    "slowly": "slow calmly leisurely lazily relaxed casually",
    "quickly": "quick fast rapidly swiftly hurriedly briskly hastily energetically suddenly",
    "happily": "happy joyfully cheerfully cheerful excitedly merrily merry playfully excited joyful",
    "sadly": "sad dejectedly gloomily gloomy depressed unhappily unhappy sorrowfully",
    "tiredly": "tired wearily weary exhausted sleepily sleepy weakly weak heavily",
    "drunk": "drunkenly tipsy dizzy dizzily unsteadily",
    "old": "elderly aged ancient frail",
    "angrily": "angry furiously furious aggressively mad violently",
    "proudly": "proud confidently confident bravely brave majestically elegantly",
    "carefully": "careful cautiously cautious nervously nervous shyly shy hesitantly",
    "sneakily": "sneaking quietly stealthily silently secretly sneaky crouched",
    "marching": "",
    "limping": "",
    "gently": "gentle softly lightly tenderly",
    "undead": "zombie mummy ghoul",
}
_STYLE_OF = {word: style for style, words in _WORDS.items() for word in (style, *words.split())}
_ADDED = (
    "limp", "lean", "head", "crouch", "shoulders", "arms_out", "duty", "sway", "width", "arms_forward", "drill",
    "fists", "chest",
)  # fmt: skip
_STEP_S = 0.75
_POSTURE = ("lean", "head", "shoulders", "arms_out", "sway", "arms_forward", "chest")


def style_of(words: Sequence[str], tempo: float = 1.0) -> Style:
    """Tempo, size, gait and posture from style words, each counted once; factors multiply, angles add up."""
    style = Style(tempo=tempo)
    for name in dict.fromkeys(_STYLE_OF[word.lower()] for word in words if word.lower() in _STYLE_OF):
        changes = {
            key: getattr(style, key) + value if key in _ADDED else getattr(style, key) * value
            for key, value in _STYLE[name].items()
        }
        style = replace(style, **changes)
    return style


def style_word(word: str) -> str:
    """The style that a word means: `joyfully` → `happily`; nothing for other words."""
    return _STYLE_OF.get(word.lower(), "")


def nature_of(entity: Entity | None) -> list[str]:
    """Everything said of an actor: old, tired, angry, a zombie; colours mean nothing here."""
    if entity is None:
        return []
    reaching = [word for word in entity.lemma.lower().split() if _STYLE_OF.get(word) == "undead"]
    return [*(attribute.value for attribute in entity.attributes), *reaching]


def has_posture(style: Style) -> bool:
    """Whether who stands still in this style stands otherwise than people do."""
    return any(getattr(style, name) != 0.0 for name in _POSTURE)


def hold_postures(performer: Performer, motion: Array) -> None:
    """Lay the postures of the performer's moods over all frames in which the gait or a hand's work does not, in place.

    A gait has its style already, and a hand that touches something must stay there.
    """
    frames, fps = len(motion), performer.fps
    free = np.ones(frames)
    for first, last in performer.travelled:
        first, last = max(0, first), min(last, frames - 1)
        if first > last:
            continue  # a way that begins after the last frame
        # the gait brings its posture in and out over about a step
        free[first : last + 1] = 1.0 - ramp(last - first + 1, fps, _STEP_S, _STEP_S)
    busy = np.maximum(*(motion[:, INDEX[f"hand.w.{side}"]] for side in SIDES))
    free = smooth(np.minimum(free, 1.0 - np.clip(busy, 0.0, 1.0)), 0.10 * fps)
    t = np.arange(frames) / fps
    for first, last, style in performer.moods:
        last = min(last, frames - 1)
        if last - first < 2:
            continue
        weight = np.zeros(frames)
        ends = ramp(last - first + 1, fps, 0.4 if first > 0 else 0.0, 0.4 if last < frames - 1 else 0.0)
        weight[first : last + 1] = ends
        weight *= free
        rock = np.sin(2.0 * np.pi * t / 2.9 + performer.idle_phase)
        added: dict[str, Array | float] = {
            "spine.pitch": 0.65 * style.lean, "head.pitch": style.head - 0.35 * style.lean,
            "spine.roll": 0.45 * style.sway * rock, "head.roll": -0.3 * style.sway * rock,
        }  # fmt: skip
        for side in SIDES:
            added |= {
                f"shoulder.lift.{side}": style.shoulders, f"shoulder.forward.{side}": -style.chest,
                f"arm.abduct.{side}": 0.6 * style.arms_out,
                f"arm.flex.{side}": 0.55 * style.lean + (0.9 + 0.12 * (side == "L")) * style.arms_forward,
            }  # fmt: skip
        for name, value in added.items():
            motion[:, INDEX[name]] += weight * value
