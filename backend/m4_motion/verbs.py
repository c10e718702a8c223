"""Words to programs: verbs with their synonyms, and what style words do."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action
from .locomotion import Style

_SYNONYMS = {
    "walk": "go come head stroll wander march step move approach enter leave cross pace hike follow return travel "
    "arrive saunter strut limp climb pass ride roam",
    "run": "sprint race dash rush hurry charge chase flee escape gallop",
    "jog": "trot",
    "sneak": "creep tiptoe crawl stalk prowl",
    "turn": "rotate spin pivot twirl face",
    "stand": "wait idle stay remain pause stop rest exist be watch_over live",
    "stand up": "rise get_up arise",
    "jump": "leap hop skip bounce",
    "sit": "sit_down seat perch",
    "lie": "lie_down sleep lay nap recline",
    "kneel": "kneel_down",
    "crouch": "squat duck hide stoop",
    "fall": "fall_down collapse trip faint tumble stumble topple_over",
    "pick up": "pick take grab lift get collect fetch hold carry grasp raise seize gather catch_hold bring snatch",
    "put down": "put place set drop lay_down set_down deliver leave_down return_to",
    "throw": "toss pitch hurl fling lob cast pass_to",
    "catch": "receive",
    "kick": "shoot punt dribble",
    "push": "shove press move_away slide",
    "open": "open_up unlock uncover",
    "close": "close_up shut lock",
    "wave": "wave_at greet signal beckon hail wave_to",
    "point": "point_at point_to indicate show gesture",
    "look": "look_at watch stare gaze see observe glance examine inspect admire peer read look_around search",
    "bow": "bend curtsy",
    "clap": "applaud clap_hands",
    "cheer": "celebrate rejoice",
    "dance": "groove sway boogie swing",
    "nod": "agree",
    "shake head": "disagree refuse",
    "salute": "",
    "drink": "sip eat",
    "hug": "embrace cuddle",
    "talk": "speak say chat explain discuss tell argue shout call sing laugh smile",
    "stretch": "yawn",
    "punch": "hit strike box fight",
}
PROGRAMS = tuple(_SYNONYMS)
_PROGRAM_OF = {
    word.replace("_", " "): program for program, words in _SYNONYMS.items() for word in (program, *words.split())
}

_STYLE = {
    "slowly": {"tempo": 0.72, "amplitude": 0.85, "stride": 0.9},
    "quickly": {"tempo": 1.3, "amplitude": 1.15, "stride": 1.05, "lean": 0.04},
    "happily": {"tempo": 1.08, "amplitude": 1.3, "bounce": 1.5, "head": -0.08, "lean": -0.03, "arms_out": 0.03},
    "sadly": {"tempo": 0.72, "amplitude": 0.45, "lean": 0.15, "head": 0.32, "bounce": 0.6, "shoulders": -0.06,
              "stride": 0.85},
    "tiredly": {"tempo": 0.7, "amplitude": 0.6, "lean": 0.18, "head": 0.25, "stride": 0.82, "clearance": 0.7,
                "shoulders": -0.08},
    "angrily": {"tempo": 1.22, "amplitude": 1.25, "lean": 0.10, "head": 0.06, "shoulders": 0.07, "arms_out": 0.09,
                "bounce": 1.2},
    "proudly": {"tempo": 0.95, "amplitude": 1.1, "lean": -0.07, "head": -0.12, "arms_out": 0.06, "shoulders": -0.02},
    "carefully": {"tempo": 0.75, "amplitude": 0.7, "stride": 0.8, "head": 0.12, "clearance": 1.2},
    "sneakily": {"tempo": 0.62, "amplitude": 0.45, "stride": 0.85, "crouch": 0.13, "lean": 0.32, "head": 0.0,
                 "clearance": 1.9, "arms_out": 0.12, "shoulders": 0.06, "duty": 0.05, "bounce": 0.6},
    "gently": {"tempo": 0.85, "amplitude": 0.8},
}  # fmt: skip
_STYLE_WORDS = {
    "slowly": "slow calmly leisurely lazily relaxed casually",
    "quickly": "quick fast rapidly swiftly hurriedly briskly hastily energetically suddenly",
    "happily": "happy joyfully cheerfully excitedly merrily playfully excited joyful",
    "sadly": "sad dejectedly gloomily depressed unhappily sorrowfully",
    "tiredly": "tired wearily exhausted sleepily weakly heavily drunk",
    "angrily": "angry furiously aggressively mad violently",
    "proudly": "proud confidently bravely majestically elegantly",
    "carefully": "careful cautiously nervously shyly hesitantly",
    "sneakily": "sneaking quietly stealthily silently secretly sneaky crouched",
    "gently": "gentle softly lightly tenderly",
}
_STYLE_OF = {word: style for style, words in _STYLE_WORDS.items() for word in (style, *words.split())}
_COUNTS = {"once": 1, "twice": 2, "thrice": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
           "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_DIRECTIONS = {"left": "left", "right": "right", "up": "up", "upward": "up", "upwards": "up", "down": "down",
               "forward": "forward", "forwards": "forward", "ahead": "forward", "back": "back",
               "backward": "back", "backwards": "back",
               "around": "around"}  # fmt: skip
_ADDED = ("lean", "head", "crouch", "shoulders", "arms_out", "duty")


def program_of(verb: str) -> tuple[str, bool]:
    """The program for a verb, and whether it is the verb itself or a known synonym."""
    words = verb.lower().strip().replace("_", " ")
    if words in _PROGRAM_OF:
        return _PROGRAM_OF[words], True
    parts = words.split()
    for size in range(len(parts) - 1, 0, -1):
        head = " ".join(parts[:size])
        if head in _PROGRAM_OF:
            return _PROGRAM_OF[head], True
    return "stand", False


def style_of(action: Action, tempo: float) -> Style:
    """Tempo, amplitude and posture from the manner words; factors multiply, angles add up."""
    style = Style(tempo=tempo)
    for word in (*action.manner, *(("sneakily",) if program_of(action.verb)[0] == "sneak" else ())):
        name = _STYLE_OF.get(word.lower())
        if name is None:
            continue
        changes = {
            key: getattr(style, key) + value if key in _ADDED else getattr(style, key) * value
            for key, value in _STYLE[name].items()
        }
        style = replace(style, **changes)
    return style


def count_of(action: Action) -> int | None:
    """`three times` -> 3."""
    for word in action.manner:
        for part in word.lower().split():
            if part.isdigit():
                return min(int(part), 50)
            if part in _COUNTS:
                return _COUNTS[part]
    return None


def direction_of(action: Action) -> str | None:
    """left, right, up, down, forward, back or around, where it was said."""
    for word in action.manner:
        for part in word.lower().split():
            if part in _DIRECTIONS:
                return _DIRECTIONS[part]
    return None
