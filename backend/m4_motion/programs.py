"""The table of motion programs, by verb."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..common import sports, toys
from ..common.mounts import is_driven
from ..common.swinging import PUSH_SWING, SEESAW, SLIDE, SWING
from . import aiming, exertions, gestures, handing, meeting, photographing, punching, tools, upright_work, using
from .acts import Act
from .archery import shoot_arrow
from .basket_shot import shoot_basket
from .bell_ringing import toll
from .blowing import blow
from .climbing import climb
from .club_swings import stroke
from .conjuring import conjure, take_staff
from .crawling import crawl
from .dancing import dance
from .diving import dive
from .driving import drive
from .exercising import EXERCISES
from .fiddling import play_violin, take_violin
from .fishing import fish, hold_rod
from .flights import catch
from .flips import FLIPS
from .gliding import glide
from .goalkeeping import dive_save
from .grasping import pick_up, put_down
from .grooming import brush_teeth
from .hand_toys import blow_bubbles, play_yo_yo, ring_bell
from .handiwork import CRAFTS, handiwork
from .holding import BRUSH, CUP, FLAT, HANDLE, SLAB, Hold, hold_from_start
from .hooping import hula_hoop
from .idle import stay
from .instruments import play_drums, play_piano, take_sticks
from .juggling import juggle
from .keeping import hold, raise_up
from .leaning import lean
from .lying import fall, lie
from .moving import Stand, jump_in_place, travel_to, turn_on_spot
from .opening import open_or_close, opening_stand
from .paper_planes import throw_anything
from .playing import play_guitar, strap_on
from .postures import crouch, kneel, sit
from .pouring import hold_can, pour
from .pushing import push, push_stand
from .rallies import rally
from .reading import spread_sheet
from .riding import cycle_of, ride
from .rising import stand_up
from .rolling import roll
from .rope_skipping import jump_in, skip, turn_rope
from .rowing import row
from .seesawing import seesaw
from .shaping import repair, shape
from .skating import ice_skate
from .sliding import slide_down
from .spraying import spray, take_hose
from .stirring import stir, take_spoon
from .strikes import kick, kick_stand
from .swimming import swim
from .swinging import push_swing, swing
from .tending import tend
from .towing import tow
from .tumbling import TUMBLING


def ride_on(act: Act) -> None:
    """In a car, on what has bars, or else on a board; what is none of these is told by `ride`."""
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    if asset is not None and is_driven(asset):
        drive(act)
    elif cycle_of(act) is not None or not glide(act):
        ride(act)


PROGRAMS: dict[str, Callable[[Act], None]] = {
    "stand": stay,
    "walk": travel_to,
    "run": travel_to,
    "jog": travel_to,
    "sneak": travel_to,
    "march": travel_to,
    "limp": travel_to,
    "turn": turn_on_spot,
    "climb": climb,
    "ride": ride_on,
    "drive": drive,
    "row": row,
    SWING: swing,
    PUSH_SWING: push_swing,
    SEESAW: seesaw,
    SLIDE: slide_down,
    toys.SKIP: skip,
    toys.TURN_ROPE: turn_rope,
    toys.JUMP_IN: jump_in,
    toys.HOOP: hula_hoop,
    toys.JUGGLE: juggle,
    toys.SHOOT_BASKET: shoot_basket,
    toys.SHOOT_ARROW: shoot_arrow,
    toys.YO_YO: play_yo_yo,
    toys.BLOW_BUBBLES: blow_bubbles,
    toys.RING: ring_bell,
    toys.TOLL: toll,
    toys.DIVE_SAVE: dive_save,
    **dict.fromkeys(sports.STROKES, stroke),
    **dict.fromkeys(sports.RALLIES, rally),
    sports.TOW: tow,
    "ice skate": ice_skate,
    "crawl": crawl,
    "swim": swim,
    "dive": dive,
    "jump": jump_in_place,
    "sit": sit,
    "stand up": stand_up,
    "kneel": kneel,
    "crouch": crouch,
    "lie": lie,
    "fall": fall,
    "pick up": pick_up,
    "hold": hold,
    "raise": raise_up,
    "put down": put_down,
    "throw": throw_anything,
    "catch": catch,
    "kick": kick,
    "push": push,
    "pull": push,
    "open": open_or_close,
    "close": open_or_close,
    "dance": dance,
    "reach": exertions.reach,
    "balance": exertions.balance,
    "swing bat": exertions.swing_bat,
    "swing sword": exertions.swing_sword,
    **dict.fromkeys(("type", *CRAFTS), handiwork),
    "stir": stir,
    "spray": spray,
    "write": upright_work.write,
    "plant": upright_work.plant,
    "tend": tend,
    "give": handing.hand_over,
    "feed": handing.feed,
    **dict.fromkeys(("build", "milk"), shape),
    "repair": repair,
    "dig": tools.dig,
    "sweep": tools.sweep,
    "rake": tools.rake,
    "hammer": tools.hammer,
    "chop wood": tools.chop,
    "saw": tools.saw,
    "play piano": play_piano,
    "play drums": play_drums,
    "lean": lean,
    **EXERCISES,
    **TUMBLING,
    **FLIPS,
    "roll": roll,
    "pour": pour,
    "water": pour,
    "hug": meeting.together(meeting.hug),
    "shake hands": meeting.together(meeting.shake_hands),
    "high five": meeting.together(meeting.high_five),
}

STANDS: dict[str, Stand] = {
    "chop wood": tools.chop_stand,
    "kick": kick_stand, "push": push_stand, "pull": push_stand, "open": opening_stand, "close": opening_stand,
}  # fmt: skip
"""Programs that begin at an exact place: the way there ends on it, not at the layout's point nearby."""

HOLDS: dict[str, Hold] = {"drink": CUP, "eat": CUP, "phone": SLAB, "read": FLAT, "swing bat": HANDLE,
                          "swing sword": HANDLE, "brush hair": BRUSH, "brush teeth": BRUSH}  # fmt: skip
"""Programs that are done with a thing in the hand, and how it is held where nothing else is said."""

GIVEN: dict[str, Callable[[Act], object]] = {
    **{verb: partial(hold_from_start, hold=hold) for verb, hold in HOLDS.items()}, "play guitar": strap_on,
    "play violin": take_violin,
}  # fmt: skip
"""How the thing of a program gets to the body before anything is done."""

TOOLS: dict[str, Callable[[Act], object]] = {**tools.GIVEN, "water": hold_can, "play drums": take_sticks,
                                             "fish": hold_rod, "stir": take_spoon, "spray": take_hose,
                                             "conjure": take_staff,
                                             toys.AIM_GUN: aiming.hold_gun, "photograph": photographing.hold_camera,
                                             "read": spread_sheet}  # fmt: skip
"""How a tool gets into the hands before anything else does."""

OVERLAYS: dict[str, Callable[[Act, int, int | None], None]] = {
    "wave": gestures.wave,
    "point": gestures.point,
    "look": gestures.look,
    "bow": gestures.bow,
    "clap": gestures.clap,
    "cheer": gestures.cheer,
    "nod": gestures.nod,
    "shake head": gestures.shake_head,
    "salute": gestures.salute,
    "wipe brow": gestures.wipe_brow,
    "drink": using.drink,
    "eat": using.eat,
    "blow": blow,
    "fish": fish,
    "phone": using.phone,
    "read": using.read,
    "photograph": photographing.photograph,
    toys.AIM_GUN: aiming.aim_gun,
    "conjure": conjure,
    "talk": gestures.talk,
    "stretch": gestures.stretch,
    "punch": punching.punch,
    "block": exertions.block,
    "play guitar": play_guitar,
    "play violin": play_violin,
    "fly kite": using.fly_kite,
    "brush hair": using.brush_hair,
    "brush teeth": brush_teeth,
}
"""Gestures: laid over what the body does from a frame on, for a number of frames (None: as long as they take)."""
