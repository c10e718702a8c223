"""Words to programs: verbs with their synonyms, and what counts and directions say."""

from __future__ import annotations

from itertools import pairwise

from ..common.sports import RALLIES, STROKES, TOW
from ..protocol.scene import Action

_SYNONYMS = {
    "walk": "go come head stroll wander step move approach enter leave cross pace hike follow shadow trail return "
    "travel arrive saunter strut pass roam wade shuffle stagger lurch totter reel wobble",
    "climb": "ascend descend clamber scale climb_up climb_down go_up go_down walk_up walk_down",
    "march": "parade goose_step",
    "ride": "cycle bike pedal skate surf snowboard skateboard",
    "drive": "steer",
    "row": "paddle",
    "ice skate": "roller_skate",
    "crawl": "creep_on_all_fours",
    "limp": "hobble",
    "swim": "snorkel bathe",
    "dive": "",
    "run": "sprint race dash rush hurry charge chase pursue hunt flee escape gallop",
    "jog": "trot",
    "sneak": "creep tiptoe stalk prowl",
    "turn": "rotate spin pivot twirl face",
    "stand": "wait idle stay remain pause stop rest exist be watch_over live",
    "stand up": "rise get_up arise",
    "jump": "leap hop skip bounce",
    "sit": "sit_down seat perch",
    "lie": "lie_down sleep lay nap recline",
    "kneel": "kneel_down propose pray",
    "crouch": "squat duck hide stoop",
    "fall": "fall_down collapse trip faint tumble stumble topple_over",
    "pick up": "pick take grab lift get collect fetch grasp seize gather catch_hold snatch remove buy steal",
    "hold": "carry bring clutch grip cradle",
    "raise": "raise_up lift_up hold_up",
    "put down": "put place set drop lay_down set_down deliver leave_down return_to",
    "throw": "toss pitch hurl fling lob cast pass_to",
    "catch": "receive",
    "give": "hand offer present hand_over hand_to",
    "feed": "",
    "plant": "",
    "tend": "",
    "kick": "shoot punt dribble",
    "push": "shove press move_away slide",
    "pull": "drag tug tow haul heave",
    "open": "open_up unlock uncover",
    "close": "close_up shut lock",
    **dict.fromkeys(("swing on", "push swing", "seesaw", "slide down", "skip rope", "turn rope",
                     "jump in rope", "spin hoop", "juggle", "shoot basket", "shoot arrow",
                     "play yo-yo", "blow bubbles", "ring hand bell", "toll bell", "dive for",
                     "aim gun", *STROKES, *RALLIES, TOW), ""),
    "wave": "wave_at greet signal beckon hail wave_to",
    "point": "point_at point_to indicate show gesture direct conduct aim",
    "look": "look_at watch stare gaze see observe glance examine inspect admire peer look_around search listen",
    "bow": "bend curtsy",
    "clap": "applaud clap_hands",
    "cheer": "celebrate rejoice",
    "dance": "groove sway boogie swing",
    "nod": "agree",
    "shake head": "disagree refuse",
    "reach": "reach_out stretch_out touch feel hang mount pin straighten",
    "block": "parry defend shield",
    "balance": "",
    "swing bat": "bat",
    "swing sword": "slash stab fence duel joust",
    "type": "",
    "play guitar": "strum",
    "play violin": "",
    "fly kite": "",
    "write": "draw sketch paint",
    "cut": "slice chop carve peel",
    "saw": "",
    "play piano": "",
    "play drums": "drum",
    "brush hair": "comb",
    "brush teeth": "",
    "stir": "cook mix whisk season fry boil simmer roast",
    "wipe": "clean polish scrub dust wash iron",
    "build": "bake make construct decorate sculpt shape",
    "repair": "fix mend service tune",
    "lean": "lean_on lean_against prop",
    "pour": "serve fill",
    "water": "sprinkle",
    "spray": "hose extinguish douse put_out",
    "conjure": "enchant bewitch",
    "milk": "",
    "dig": "shovel excavate",
    "sweep": "mop broom brush_away",
    "rake": "hoe till",
    "hammer": "nail pound",
    "chop wood": "",
    "knead": "",
    "knit": "sew crochet embroider",
    "salute": "",
    "wipe brow": "",
    "drink": "sip gulp",
    "blow": "puff",
    "fish": "angle",
    "eat": "bite nibble chew munch devour taste lick",
    "phone": "telephone dial call",
    "read": "browse",
    "photograph": "film",
    "hug": "embrace cuddle hold_close kiss",
    "shake hands": "shake_hands_with",
    "high five": "high_five highfive five",
    "talk": "speak say chat explain discuss tell argue shout sing laugh smile",
    "stretch": "yawn warm_up",
    "push-up": "push_up pushup press-up push-ups pushups",
    "sit-up": "sit_up situp crunch sit-ups situps",
    "squats": "",
    "jumping jack": "jumping_jack exercise work_out",
    "yoga": "",
    "meditate": "",
    "cartwheel": "",
    "handstand": "headstand",
    "flip": "frontflip somersault",
    "roll": "roll_over forward_roll log_roll",
    "backflip": "back_flip",
    "punch": "hit strike box fight slap",
}
PROGRAMS = tuple(_SYNONYMS)
MUTUAL = frozenset({"hug", "shake hands", "high five"})
"""programs of two people at once"""
STAGGERING = frozenset({"stagger", "lurch", "totter", "reel", "wobble"})
"""walks of who cannot walk straight"""
GOING = ("walk", "run", "jog", "sneak", "march", "limp")
"""programs that take a person somewhere on foot"""
_PROGRAM_OF = {
    word.replace("_", " "): program for program, words in _SYNONYMS.items() for word in (program, *words.split())
}

_PHONES = frozenset({"phone", "telephone", "smartphone", "cellphone", "mobile"})
_STEPPED = frozenset({"stairs", "stair", "staircase", "stairway", "steps", "ladder"})
_UP_OR_DOWN = frozenset({"up", "down", "upstairs", "downstairs"})
_SAID_WITH: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("shake hands", frozenset({"shake"}), frozenset({"hand", "hands"})),
    ("high five", frozenset({"give", "high", "exchange", "share"}), frozenset({"five", "high-five", "fives"})),
    ("push", frozenset({"roll"}),
     frozenset({"barrel", "keg", "tire", "tyre", "wheel", "snowball", "boulder", "log", "hoop", "drum"})),
    ("throw", frozenset({"pass"}), frozenset({"ball", "basketball", "football", "frisbee", "puck", "volleyball"})),
    ("raise", frozenset({"lift", "hold", "raise", "pick"}), frozenset({"overhead", "aloft"})),
    ("chop wood", frozenset({"chop", "split"}), frozenset({"wood", "firewood", "log", "logs", "timber", "lumber"})),
    ("wipe brow", frozenset({"wipe", "mop", "rub", "dab"}),
     frozenset({"brow", "forehead", "sweat", "face", "temple", "eye", "nose", "mouth"})),
    ("shake head", frozenset({"shake"}), frozenset({"head"})),
    ("swing bat", frozenset({"swing", "hit", "wave"}), frozenset({"bat", "racket", "club", "hammer", "stick", "axe"})),
    ("swing sword", frozenset({"swing", "wave", "wield", "raise", "fight", "battle", "slay", "attack", "confront"}),
     frozenset({"sword", "blade", "katana", "saber"})),
    ("fly kite", frozenset({"fly", "hold"}), frozenset({"kite", "kites"})),
    ("play guitar", frozenset({"play", "strum", "practice", "practise"}),
     frozenset({"guitar", "ukulele", "banjo", "lute", "mandolin", "bass"})),
    ("play violin", frozenset({"play", "practice", "practise"}), frozenset({"violin", "fiddle", "viola"})),
    ("reach", frozenset({"play"}), frozenset({"chess"})),
    ("play piano", frozenset({"play", "practice", "practise"}), frozenset({"piano", "keyboard", "organ"})),
    ("play drums", frozenset({"play", "practice", "practise", "beat"}), frozenset({"drums", "drum", "drumkit"})),
    ("brush hair", frozenset({"brush", "comb"}), frozenset({"hair", "curls", "locks", "braid"})),
    ("brush teeth", frozenset({"brush", "clean"}), frozenset({"teeth", "tooth"})),
    ("squats", frozenset({"squat"}), frozenset({"do", "doe", "does", "doing", "did"})),
    ("roll", frozenset({"do", "perform", "make", "practice", "practise"}), frozenset({"roll"})),
    ("yoga", frozenset({"do", "practice", "practise", "perform", "teach"}), frozenset({"yoga", "tai"})),
    ("stir", frozenset({"make", "prepare", "brew", "mix"}),
     frozenset({"coffee", "tea", "cocktail", "drink", "soup", "salad", "smoothie", "cocoa", "batter", "potion"})),
    ("phone", frozenset({"talk", "speak", "chat", "make", "answer", "use", "call", "be", "hold"}), _PHONES),
)
"""program, verbs, and words of which one is said with them"""

_ARTICLES = frozenset({"a", "an", "the", "some", "his", "her", "their", "its"})
_COUNTS = {"once": 1, "twice": 2, "thrice": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
           "seven": 7, "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_DIRECTIONS = {"left": "left", "right": "right", "up": "up", "upward": "up", "upwards": "up", "down": "down",
               "forward": "forward", "forwards": "forward", "ahead": "forward", "back": "back",
               "backward": "back", "backwards": "back",
               "around": "around"}  # fmt: skip


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


def program_for(action: Action) -> tuple[str, bool]:
    """The program for an action; what is said with a verb may change what it means: talk on the phone."""
    words = set(action.text.lower().replace("’s", "").split())
    words |= {word[:-1] for word in words if word.endswith("s")}  # plays guitars
    if words & _STEPPED and words & _UP_OR_DOWN and program_of(action.verb)[0] in GOING:
        return "climb", True
    for program, verbs, things in _SAID_WITH:
        if action.verb.split()[0] in verbs and words & things:
            return program, True
    if action.verb == "roll" and set(action.text.lower().split()[1:2]) & _ARTICLES:
        return "stand", False  # dough, dice: a thing is rolled
    return program_of(action.verb)


def count_of(action: Action) -> int | None:
    """`three times` -> 3, `does two cartwheels` -> 2."""
    for word in action.manner:
        for part in word.lower().split():
            if part.isdigit():
                return min(int(part), 50)
            if part in _COUNTS:
                return _COUNTS[part]
    for number, deed in pairwise(action.text.lower().split()):
        if number in _COUNTS and deed.startswith(action.verb):
            return _COUNTS[number]
    return None


def direction_of(action: Action) -> str | None:
    """left, right, up, down, forward, back or around, where it was said."""
    for word in action.manner:
        for part in word.lower().split():
            if part in _DIRECTIONS:
                return _DIRECTIONS[part]
    return None
