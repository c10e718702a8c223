"""Parts of a body by the names of joints: Rigify, Mixamo, MakeHuman/MPFB, VRM, SMPL-H, Unreal, Biped and our own.

A name is read as words: `mixamorig:LeftUpLeg` is (left) up leg, `J_Bip_L_UpperArm` is (left) upper arm,
`f_index.01.R` is (right) index 01. What a word means may depend on the others: a "shoulder" is a collar bone where
there is an "arm", and the arm itself where there is a "collar".
"""

from __future__ import annotations

import re

from .bodies import FINGERS, SIDES

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LEFT, _RIGHT = {"l", "left", "lft"}, {"r", "right", "rgt"}
_SILENT = {
    "j",
    "bip",
    "def",
    "bone",
    "jnt",
    "joint",
    "b",
    "f",
    "cc",
    "base",
    "c",
    "sk",
    "character",
    "ctrl",
    "fk",
    "hand",
}
"""words that tell nothing beside others (`LeftHandIndex1`, `ToeBase`)"""
_ASIDE = {
    "twist", "roll", "ik", "pole", "target", "tweak", "mch", "org", "vis", "end", "nub", "helper", "corrective",
    "metacarpal", "palm", "adj", "sec", "breast", "share",
}  # fmt: skip
"""words of joints that follow others"""
_FINGER_WORDS = {
    **{finger: finger for finger in FINGERS}, "little": "pinky", "pinkie": "pinky", "pointer": "index", "mid": "middle",
}  # fmt: skip
_NUMBERED_FINGER = dict(enumerate(FINGERS, start=1))

# what a joint may be called without its side, best first
_CALLED: dict[str, tuple[str, ...]] = {
    "shoulder": ("clavicle", "collar", "collarbone", "shoulder"),
    "upper_arm": ("upperarm", "uparm", "armupper", "arm", "humerus", "shoulder"),
    "forearm": ("forearm", "lowerarm", "lowarm", "armlower", "elbow"),
    "hand": ("hand", "wrist"),
    "thigh": ("thigh", "upperleg", "upleg", "legupper", "femur", "hip"),
    "shin": ("shin", "calf", "lowerleg", "lowleg", "leglower", "leg", "knee"),
    "foot": ("ankle", "foot"),
    "toe": ("toe", "toes", "ball", "foot"),
}
_CENTRE = {"head": ("head",), "neck": ("neck",)}


def words_of(name: str) -> tuple[list[str], str, list[int]]:
    """Words, side (`.L`, `.R` or none) and numbers of a joint's name."""
    found = _WORD.findall(name.rpartition(":")[2])
    numbers = [int(word) for word in found if word.isdigit()]
    lower = [word.lower() for word in found if not word.isdigit()]
    side = ""
    for word in lower:
        side = side or (".L" if word in _LEFT else ".R" if word in _RIGHT else "")
    return [word for word in lower if word not in _LEFT | _RIGHT], side, numbers


def parts_by_name(names: tuple[str, ...], parents: list[int]) -> dict[str, int]:
    """Roles that the names tell, `upper_arm.L` or `head`, with the joint of each; fingers and toes included."""
    called: dict[tuple[str, str], list[int]] = {}
    fingers: dict[tuple[str, str], list[int]] = {}
    for joint, name in enumerate(names):
        words, side, numbers = words_of(name)
        if _ASIDE & {*words}:
            continue
        finger = next((_FINGER_WORDS[word] for word in words if word in _FINGER_WORDS), None)
        if finger is None and words == ["finger"] and len(numbers) == 2:  # MakeHuman: finger2-1
            finger = _NUMBERED_FINGER.get(numbers[0])
        if finger is not None:
            if "toe" not in words:
                fingers.setdefault((finger, side), []).append(joint)
            continue
        if words in (["toe"], ["toe", "f"]) and len(numbers) == 2:  # one of five
            continue
        spoken = "".join(word for word in words if word not in _SILENT) or "".join(w for w in words if w == "hand")
        called.setdefault((spoken, side), []).append(joint)
    found = {role: min(called[word, ""]) for role, spoken in _CENTRE.items() for word in spoken if (word, "") in called}
    for side in SIDES:
        found |= {
            role + side: joint for role, joint in _limbs({w: j for (w, s), j in called.items() if s == side}).items()
        }
        for finger in FINGERS:
            chain = sorted(fingers.get((finger, side), []), key=lambda joint: (_depth(parents, joint), joint))
            found |= {f"{finger}_{number}{side}": joint for number, joint in enumerate(chain[:3], start=1)}
    return found


def _limbs(called: dict[str, list[int]]) -> dict[str, int]:
    """One side: each word is used once; of joints with one word, the uppermost (`upperarm01`, not `upperarm02`)."""
    found: dict[str, int] = {}
    used: set[str] = set()
    # a word that two roles may have goes to the one that has no other
    order = ("forearm", "hand", "thigh", "shin", "foot", "toe", "upper_arm", "shoulder")
    for role in order:
        spoken = [word for word in _CALLED[role] if word in called and word not in used]
        if role == "shin" and "thigh" not in found:
            spoken = [word for word in spoken if word != "leg"]
        if spoken:
            used.add(spoken[0])
            found[role] = min(called[spoken[0]])
    return found


def _depth(parents: list[int], joint: int) -> int:
    depth = 0
    while parents[joint] >= 0:
        joint, depth = parents[joint], depth + 1
    return depth
