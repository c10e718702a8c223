"""Light, weather, mood, camera and durations: phrases that are no things, taken out before the grammar reads on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..protocol.conventions import MAX_DURATION_S
from .lexicon import Lexicon, match_phrase
from .scene_patterns import (
    ACTION_DURATION,
    ANGLES,
    AROUND,
    AXES,
    CLIP_DURATIONS,
    INDOORS,
    LENGTH,
    LENGTH_UNITS,
    MOOD_PHRASES,
    MOVEMENTS,
    NEAR_FOG,
    NO_SIZE_BEFORE,
    NUMBER_WORDS,
    OPENINGS,
    QUALITY,
    SEASONS,
    SHOT_SIZES,
    SNOW_GROUND,
    SNOWY,
    TIMES,
    WEATHER,
)
from .tokens import Token


@dataclass(slots=True)
class SceneWords:
    """What the phrases say."""

    time_of_day: str | None = None
    weather: str | None = None
    mood: str | None = None
    shot_size: str | None = None
    movement: str | None = None
    angle: str | None = None
    duration_s: float | None = None
    indoor: bool | None = None
    subject_at: list[int] = field(default_factory=list)
    """character offsets from where on the camera's subject may be named"""
    snow_ground: bool = False
    snowy: bool = False
    """a place is said to be snowy"""
    season: str | None = None
    tokens: list[Token] = field(default_factory=list)
    """what is left, durations of actions as DUR tokens"""


def take_scene_words(text: str, tokens: list[Token], lexicon: Lexicon) -> SceneWords:
    """Find the phrases of light, weather, mood, camera and time; leave the other tokens."""
    lower = text.lower().replace("’", "'")
    if len(lower) != len(text):  # letters that change length in lower case
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("’", "'")
    taken: list[tuple[int, int]] = []
    found = SceneWords()
    for pattern in CLIP_DURATIONS:
        for match in _free(pattern, lower, taken):
            found.duration_s = found.duration_s or _seconds(match)
            taken.append(match.span())
    phrases: dict[int, Token] = {}
    for match in _free(ACTION_DURATION, lower, taken):
        seconds = _seconds(match)
        if seconds:
            phrases[match.start()] = Token(text="", word="\0", tag="DUR", number=seconds, used=True)
            taken.append(match.span())
    for match in _free(LENGTH, lower, taken):
        phrases[match.start()] = _length(match, lower)
        taken.append(match.span())
    for match in _free(OPENINGS, lower, taken):
        found.mood = found.mood or next((word for word in ("cinematic", "dramatic") if word in match.group()), None)
        found.shot_size = "close-up" if "macro" in match.group() else found.shot_size
        taken.append(match.span())
    taken += [match.span() for match in _free(QUALITY, lower, taken)]
    close = found.shot_size
    found.movement = _first_of(MOVEMENTS, lower, taken, found)
    found.shot_size = _first_of(SHOT_SIZES, lower, taken, found) or close
    found.angle = _first_of(ANGLES, lower, taken, found)
    # `soft morning light`, `a rainy night`: one phrase may say light, time and weather
    light, times, weather = list(taken), list(taken), list(taken)
    for pattern in MOOD_PHRASES:
        for match in _free(pattern, lower, light):
            found.mood = found.mood or ("candlelit" if match["mood"] == "candle" else match["mood"])
            light.append(match.span())
    found.time_of_day = _first_of(TIMES, lower, times, None)
    found.weather = _first_of(WEATHER, lower, weather, None)
    taken += [*light[len(taken) :], *times[len(taken) :], *weather[len(taken) :]]
    if found.weather is None and _compiled(NEAR_FOG).search(lower):
        found.weather = "fog"
    for pattern in SEASONS:
        for match in _free(pattern, lower, taken):
            found.season = found.season or match["season"]
            taken.append(match.span())
    found.snow_ground, found.snowy = bool(re.search(SNOW_GROUND, lower)), bool(re.search(SNOWY, lower))
    for match in _free(INDOORS, lower, taken):
        found.indoor = match["side"] == "indoors" or match["slug"] == "int"  # INT. KITCHEN - DAY
        taken.append(match.span())
    found.tokens = _leave(tokens, taken, phrases, lexicon)
    return found


def _free(pattern: str, text: str, taken: list[tuple[int, int]]) -> list[re.Match[str]]:
    """Matches that overlap nothing taken before."""
    return [
        match for match in _compiled(pattern).finditer(text)
        if match.end() > match.start() and not any(s < match.end() and match.start() < e for s, e in taken)
    ]  # fmt: skip


_cache: dict[str, re.Pattern[str]] = {}


def _compiled(pattern: str) -> re.Pattern[str]:
    if pattern not in _cache:
        _cache[pattern] = re.compile(pattern)
    return _cache[pattern]


def _first_of(
    patterns: dict[str, str] | dict[str, tuple[str, ...]],
    text: str,
    taken: list[tuple[int, int]],
    found: SceneWords | None,
) -> str | None:
    """The value whose phrase stands first; all phrases are taken."""
    hits: list[tuple[int, str, re.Match[str]]] = []
    for value, group in patterns.items():
        if patterns is MOVEMENTS and isinstance(group, str):
            group = group + AROUND
        for pattern in (group,) if isinstance(group, str) else group:
            for match in _free(pattern, text, taken):
                hits.append((match.start(), value, match))
                taken.append(match.span())
    if not hits:
        return None
    hits.sort(key=lambda hit: hit[0])
    if found is not None and hits[0][1] != "wide":
        match = hits[0][2]
        if re.search(r"(?:of|on|around|follows?|tracks?|towards?|orbits?|circles?|in|at)$", match.group().strip()) or (
            re.match(
                r"\s*(?:slowly |gently )?(?:around|on|to|toward|towards|the|a|an|him|her|it|them)\b",
                text[match.end() :],
            )
        ):
            found.subject_at.append(match.end())
    return hits[0][1]


def _seconds(match: re.Match[str]) -> float | None:
    number = match["number"]
    value = float(NUMBER_WORDS[number]) if number in NUMBER_WORDS else float(number)
    value *= 60.0 if match["unit"].startswith("min") else 1.0
    return value if 0.0 < value <= MAX_DURATION_S else None


def _length(match: re.Match[str], text: str) -> Token:
    """`2 m tall`, `10-metre` as a size in metres; an adverb where it is a way: `walks two metres`."""
    number, unit, axis = match["number"], match["unit"], match["axis"]
    value = float(NUMBER_WORDS[number]) if number in NUMBER_WORDS else float(number)
    value *= next(metres for name, metres in LENGTH_UNITS.items() if unit.startswith(name))
    if axis is None and not match["of"] and (value <= 0.0 or re.match(NO_SIZE_BEFORE, text[match.end() :])):
        return Token(text=match.group(), word=match.group(), tag="ADV", lemma=match.group())
    words = f"{value:.4g} m {AXES[axis]}" if axis else f"{value:.4g} m"
    return Token(text=match.group(), word=words, tag="ADJ", value="size", lemma="measure")


def _leave(
    tokens: list[Token], taken: list[tuple[int, int]], phrases: dict[int, Token], lexicon: Lexicon
) -> list[Token]:
    """The tokens outside the taken spans; one token each where an action's duration or a length was."""
    left: list[Token] = []
    for token in tokens:
        span = next((span for span in taken if span[0] < token.end and token.start < span[1]), None)
        if span is None:
            left.append(token)
        elif span[0] in phrases and (not left or left[-1].start != span[0]):
            phrase = phrases[span[0]]
            phrase.start, phrase.end = span
            left.append(phrase)
    return _without_boilerplate(left, lexicon)


def _without_boilerplate(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Drop `please create a scene of`, `show me` at the start of sentences."""
    out: list[Token] = []
    index, start = 0, True
    words = [token.word for token in tokens]
    while index < len(tokens):
        length, _ = match_phrase(lexicon.boilerplate, words, index) if start else (0, "")
        if words[index : index + 2] in (["make", "the"], ["make", "it"], ["make", "them"], ["make", "his"]):
            length = 0  # make the walls blue
        if length > 1 or (length == 1 and index + 1 < len(words) and _goes_on(words[index + 1])):
            index += length
            continue
        start = tokens[index].word in (".", "!", "?", ";", ":") or (start and tokens[index].word == ",")
        out.append(tokens[index])
        index += 1
    return out


def _goes_on(word: str) -> bool:
    return word in (
        "a",
        "an",
        "the",
        "two",
        "three",
        "four",
        "five",
        "some",
        "several",
        "me",
        "us",
        "that",
        "how",
        "scene",
    )
