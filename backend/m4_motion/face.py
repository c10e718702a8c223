"""What a face does: blinks, and the expressions that words ask for, as keys of the body's face sliders.

Blinks after Bentivoglio et al. (1997): about 17 a minute at rest, a spread of intervals with a long tail; the lids
close in 0.08 s and open in 0.17 s.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ..protocol.scene import Action, Curve, Entity

_BLINK_MEAN_S, _BLINK_LEAST_S = 3.4, 0.9
_CLOSE_S, _OPEN_S = 0.08, 0.17
_EASE_S = 0.35
_AT_REST = {"smile": 0.14}

EXPRESSIONS: dict[str, dict[str, float]] = {
    "happy": {"smile": 0.95, "brows_up": 0.30},
    "laughing": {"smile": 1.0, "mouth_open": 0.75, "brows_up": 0.35},
    "sad": {"frown": 0.80, "brows_sad": 1.0, "blink": 0.12},
    "angry": {"frown": 0.55, "brows_down": 1.0},
    "surprised": {"mouth_open": 0.80, "brows_up": 1.0},
    "afraid": {"mouth_open": 0.35, "frown": 0.45, "brows_sad": 0.8, "brows_up": 0.4},
    "tired": {"blink": 0.38, "frown": 0.20, "brows_sad": 0.25},
    "asleep": {"blink": 1.0},
}
"""sliders of an expression, 0…1"""
_WORDS = {
    "happy": "happy glad cheerful joyful merry excited delighted proud smile smiling grin friendly cheer celebrate",
    "laughing": "laugh laughing giggle chuckle",
    "sad": "sad unhappy gloomy crying cry weep weeping sob lonely disappointed depressed mourn",
    "angry": "angry furious mad grumpy annoyed fierce aggressive scowl frown shout yell",
    "surprised": "surprised shocked amazed astonished startled gasp",
    "afraid": "afraid scared frightened fearful nervous anxious worried terrified scream",
    "tired": "tired sleepy weary exhausted bored drowsy yawn",
    "asleep": "asleep sleep sleeping nap napping doze dozing",
}
WORDS: dict[str, str] = {word: name for name, words in _WORDS.items() for word in words.split()}
"""word to expression; adverbs are found by their stem"""


def expression_of(words: tuple[str, ...]) -> str | None:
    """The expression that the first telling word asks for: `happily`, `sad`, `laughs`."""
    for said in words:
        word = said.lower().strip(".,;!?")
        stems = (word, word.removesuffix("ly"), word.removesuffix("s"), word.removesuffix("ily") + "y")
        found = next((WORDS[stem] for stem in stems if stem in WORDS), None)
        if found is not None:
            return found
    return None


def face_curves(
    entity: Entity | None,
    actions: tuple[Action, ...],
    segments: tuple[tuple[str, int, int], ...],
    frame_count: int,
    fps: float,
    rng: np.random.Generator,
) -> dict[str, Curve]:
    """Slider name to its keys (C = 1): the person's own expression, those of their acts, and blinks on top."""
    own = expression_of(tuple(a.value for a in entity.attributes)) if entity is not None else None
    base = EXPRESSIONS[own] if own is not None else _AT_REST
    # 1. Levels over time: one step per stretch with an expression of its own
    steps: list[tuple[int, dict[str, float]]] = [(0, base)]
    by_id = {action.id: action for action in actions}
    for action_id, first, last in sorted(segments, key=lambda segment: segment[1]):
        action = by_id.get(action_id)
        name = expression_of((*action.manner, *action.text.split())) if action is not None else None
        if name == "asleep":  # until the next deed
            last = min((start for other, start, _ in segments if other in by_id and start > first), default=frame_count)
            if first == 0:
                steps[0] = (0, EXPRESSIONS[name])
        if name is not None and last > first:
            steps += [(first, EXPRESSIONS[name]), (last, base)]
    names = sorted({name for _, levels in steps for name in levels} | {"blink"})
    ease = max(1, round(_EASE_S * fps))
    keys: dict[str, dict[int, float]] = {name: {0: steps[0][1].get(name, 0.0)} for name in names}
    for (_, before), (frame, after) in pairwise(steps):
        for name in names:
            old, new = before.get(name, 0.0), after.get(name, 0.0)
            if old != new and frame + ease < frame_count:
                keys[name].setdefault(frame, old)
                keys[name][frame + ease] = new
    # 2. Blinks: closed from whatever the lids are at, and back
    close, back = max(1, round(_CLOSE_S * fps)), max(2, round(_OPEN_S * fps))
    lids = dict(sorted(keys["blink"].items()))
    at = rng.uniform(0.5, 2.6) * fps
    while round(at) + close + back < frame_count:
        start = round(at)
        level = float(np.interp(start, list(lids), list(lids.values())))
        if not any(start <= frame <= start + close + back for frame in lids if frame > 0):
            keys["blink"] |= {start: level, start + close: 1.0, start + close + back: level}
        at += max(_BLINK_LEAST_S, rng.gamma(2.2, _BLINK_MEAN_S / 2.2)) * fps
    return {name: _eased(found) for name, found in keys.items() if len(found) > 1 or found[0] != 0.0}


def _eased(keys: dict[int, float]) -> Curve:
    """Keys with level tangents."""
    frames = sorted(keys)
    return Curve(
        frames=np.array(frames, dtype=np.int32),
        values=np.array([[keys[frame]] for frame in frames], dtype=np.float32),
        slopes=np.zeros((len(frames), 2, 1), dtype=np.float32),
    )
