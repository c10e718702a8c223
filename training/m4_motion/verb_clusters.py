"""Which verb a caption is about: clusters that sampling is balanced over, so that walking is not most of it."""

from __future__ import annotations

from collections.abc import Sequence

_STEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("dance", ("danc", "salsa", "breakdanc", "ballet")),
    ("climb", ("climb", "stairs", "ladder", "upstairs")),
    ("stand up", ("stand up", "stands up", "get up", "gets up", "getting up", "rise")),
    ("sit", ("sit", "seat")), ("lie", ("lie", "lying", "sleep")), ("kneel", ("kneel",)), ("crawl", ("crawl",)),
    ("crouch", ("crouch", "squat", "duck")), ("jump", ("jump", "hop", "leap", "flip", "cartwheel")),
    ("dribble", ("dribbl",)), ("shoot", ("shoot", "aim")), ("kick", ("kick",)),
    ("throw", ("throw", "toss", "pitch")), ("swing", ("swing", "golf", "sword", "stab", "slash")),
    ("punch", ("punch", "box", "fight", "kata", "karate", "hit")), ("block", ("block", "dodg")),
    ("push", ("push", "shove")), ("pull", ("pull", "drag")), ("wave", ("wave", "waving", "greet")),
    ("drink", ("drink", "eat", "sip")), ("wash", ("wash", "clean", "wipe", "sweep")), ("clap", ("clap", "applaud")),
    ("pick up", ("pick", "lift", "grab", "bend")), ("turn", ("turn", "spin", "pivot")), ("balance", ("balanc",)),
    ("run", ("run", "sprint", "jog")), ("step", ("step", "strafe", "sidestep")),
    ("walk", ("walk", "stroll", "march", "sneak", "limp", "navigat")), ("talk", ("talk", "laugh", "direct")),
    ("stand", ("stand", "idle", "wait")),
)  # fmt: skip


def verb_of(captions: Sequence[str]) -> str:
    """The first cluster that the captions name, or `other`."""
    said = " ".join(captions).lower()
    words = said.replace(",", " ").replace(".", " ").split()
    for verb, stems in _STEMS:
        if any((" " in stem and stem in said) or any(word.startswith(stem) for word in words) for stem in stems):
            return verb
    return "other"
