"""What a verb means for where a person stands."""

from __future__ import annotations

from typing import Literal

from ..common.belongings import GIVING
from ..protocol.scene import Action, SceneDescription

Need = Literal["walk", "take", "put", "sit", "kick", "push", "throw", "touch", "meet", "face", "none"]

WALKING = frozenset({
    "walk", "run", "jog", "go", "come", "move", "march", "sneak", "stroll", "approach", "rush", "hurry", "step",
    "dash", "skip", "wander", "limp", "crawl", "return", "enter", "leave", "cross", "sprint", "tiptoe", "pace",
    "race", "head", "stagger", "climb", "jump", "hop", "ride", "follow", "chase", "swim", "fly", "arrive", "exit",
    "gallop", "trot", "canter", "prowl", "stalk", "pursue", "hunt", "flee", "escape", "shadow", "trail",
    "drive", "steer", "dive", "wade", "ice", "roller",  # ice skate, roller skate
})  # fmt: skip
_NEEDS: dict[Need, frozenset[str]] = {
    "take": frozenset({
        "pick", "grab", "take", "lift", "get", "collect", "gather", "fetch", "hold", "carry", "raise", "bring",
        "clutch", "grip", "cradle", "remove", "buy", "steal"
    }),
    "put": frozenset({"put", "place", "drop", "set", "lay", "return", "store"}),
    "sit": frozenset({"sit", "lie", "sleep", "rest", "lean", "row", "paddle"}),
    "kick": frozenset({"kick", "dribble"}),
    "push": frozenset({"push", "pull", "drag", "shove", "roll"}),
    "throw": frozenset({"throw", "toss", "hurl", "fling", "pitch", "shoot", "pass", *GIVING}),
    "touch": frozenset({
        "open", "close", "touch", "hit", "knock", "press", "punch", "use", "play", "read", "clean", "wash", "turn",
        "ring", "topple", "smash", "break", "cut", "paint", "push", "type", "cook", "eat", "drink", "water",
        "light", "switch", "stir", "mix", "slice", "chop", "carve", "saw", "peel", "wipe", "polish", "scrub", "knead",
        "write", "draw", "dig", "sweep", "rake", "hammer", "nail", "pour", "fill", "slap", "build", "repair", "fix",
        "decorate", "plant", "pet", "stroke", "pat", "examine", "inspect", "tend", "hang", "mount", "pin", "blow",
        "strike", "box"
    }),
    "meet": frozenset({
        "hug", "kiss", "shake", "meet", "greet", "talk", "speak", "chat", "fight", "dance", "help", "join", "feed"
    }),
    "face": frozenset({
        "wave", "point", "look", "stare", "watch", "listen", "bow", "smile", "nod", "clap", "cheer", "salute", "laugh",
        "shout", "sing", "see", "face", "photograph", "film"
    }),
}  # fmt: skip
PLACES = frozenset({"next_to", "beside", "near", "left_of", "right_of", "in_front_of", "behind", "far_from", "around"})
_PLACELESS = frozenset({"stand up", "put down", "set down", "turn around"})


def need_of(action: Action) -> Need:
    """The kind of place an action needs; `none` where it happens on the spot."""
    base = action.verb.split()[0]
    has_target = action.target_id is not None
    if base in WALKING and not (base in ("jump", "hop") and not has_target):
        return "walk"
    if action.verb in _PLACELESS and not has_target:
        return "none"
    for need, words in _NEEDS.items():
        if base in words:
            return need if has_target else "none"
    return "face" if has_target else "none"


def receiver_of(description: SceneDescription, action: Action) -> str | None:
    """Entity that a kicked, pushed or thrown thing shall go to: `kick into the goal`, `throw to the girl`."""
    own = {action.actor_id, action.target_id}
    for relation in description.relations:
        if relation.subject_id in own and relation.object_id not in own:
            words = set(f"{relation.predicate} {relation.spatial or ''}".replace("_", " ").split())
            acts = action.verb.split()[0] in words or relation.subject_id == action.target_id
            if need_of(action) == "put":  # where it is now is no destination: the verb itself has to say so
                if action.verb.split()[0] in words and words & {"on", "in", "into", "onto", "under", "inside"}:
                    return relation.object_id
                continue
            if relation.subject_id == action.target_id and relation.spatial in PLACES:
                continue  # where it stands is not where it goes
            if acts and words & {"to", "into", "toward", "towards", "at", "onto", "through", "in", "over"}:
                return relation.object_id
    return None


def path_shape(action: Action) -> str:
    """`circle`, or a direction word, of a walk without a goal; empty where none is said."""
    words = f"{action.text} {' '.join(action.manner)}".lower().replace(",", " ").split()
    if "circle" in words or "circles" in words or ("around" in words and action.target_id is not None):
        return "circle"
    for word in ("away", "forward", "forwards", "ahead", "backward", "backwards", "back", "left", "right", "across",
                 "toward", "towards"):  # fmt: skip
        if word in words:
            return word.rstrip("s")
    return ""


def passing(action: Action) -> str:
    """`past`, `across` or `along` when a walk does not end at its target; else empty."""
    words = f"{action.verb} {action.text}".lower().replace(",", " ").split()
    if action.verb.split()[0] == "cross":
        return "across"
    return next((word for word in ("past", "by", "across", "along", "through") if word in words), "")


def speed_m_s(action: Action) -> float:
    """Usual speed of a way of going."""
    base = action.verb.split()[0]
    fast = {"run": 3.0, "sprint": 4.5, "dash": 4.0, "jog": 2.4, "rush": 2.5, "race": 4.0, "hurry": 2.0, "chase": 3.0,
            "pursue": 3.0, "hunt": 3.0, "flee": 3.0, "escape": 3.0, "gallop": 5.0, "canter": 4.0, "trot": 2.6,
            "ice": 2.4, "roller": 2.4}
    slow = {"sneak": 0.7, "tiptoe": 0.6, "crawl": 0.5, "limp": 0.7, "stagger": 0.7, "stroll": 1.0, "wander": 1.0}
    speed = fast.get(base, slow.get(base, 1.3))
    if {"slowly", "slow", "carefully", "tiredly"} & set(action.manner):
        speed *= 0.7
    if {"quickly", "fast", "quick"} & set(action.manner):
        speed *= 1.4
    return speed


_WAITING = frozenset({"wait", "stand", "linger", "queue", "rest"})


def in_place(need: Need, verb: str) -> bool:
    """Whether somebody who does this on some ground stays as they are: who waits on a platform turns to nobody."""
    return need in ("touch", "sit") or verb in _WAITING
