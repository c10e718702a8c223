"""What is aimed: pistols, rifles and the crossbow, upright with the muzzle at -Y, a hand's grip behind the trigger."""

from __future__ import annotations

import numpy as np

from . import shapes
from .bar_geometry import shaped_bar
from .contract import Part, Surface, Values
from .geometry import cylinder, fillet, lathe, loft, rotated, rounded_box, superellipsoid, sweep, translated, tube
from .geometry_grid import outward
from .making import look, main_look
from .sketch import Sketch, part, thing
from .vessel_geometry import smooth_line

_FLINTLOCK_M, _REVOLVER_M = (0.0476, 0.3933, 0.1583), (0.0404, 0.2664, 0.1475)
_MUSKET_M, _SHOTGUN_M, _ASSAULT_M = (0.055, 1.4861, 0.1865), (0.0472, 1.1711, 0.182), (0.05, 0.9018, 0.2531)


def _barrel(radius: float, bore: float, start: float, end: float, x: float, z: float) -> Surface:
    """Along Y from `start` forward to `end`, with a hole at its muzzle."""
    length = start - end
    profile = fillet([(0.0, 0.0), (radius, 0.0), (radius, length), (bore, length), (bore, length - 3.0 * radius),
                      (0.0, length - 3.0 * radius)], [0, 0, 0.2 * radius, 0.1 * radius, 0, 0], 2)  # fmt: skip
    return translated(rotated(lathe(profile, 20), 0.5 * np.pi, (1, 0, 0)), (x, start, z))


def _trigger_guard(y: float, z: float, length: float, deep: float) -> tuple[Surface, Surface]:
    """The bow of flat metal, and the trigger in it."""
    line = smooth_line(np.array([(0, y - 0.5 * length, z), (0, y - 0.46 * length, z - 0.8 * deep), (0, y, z - deep),
                                 (0, y + 0.46 * length, z - 0.8 * deep), (0, y + 0.5 * length, z)]), 4)  # fmt: skip
    band = fillet([(-0.005, -0.0016), (0.005, -0.0016), (0.005, 0.0016), (-0.005, 0.0016)], 0.0008, 1, closed=True)
    trigger = tube(smooth_line(np.array([(0, y, z), (0, y + 0.003, z - 0.4 * deep), (0, y - 0.004, z - 0.8 * deep)]),
                               3), 0.0026, 8)  # fmt: skip
    return sweep(line, band, up=(0, -1, 0), caps="ladder"), trigger


def _pistol() -> tuple[list[Part], float]:
    """A slide with serrations, sights and a muzzle over a frame, a slanting grip with panels, trigger and guard."""
    slide = rounded_box((0.025, 0.186, 0.027), (0, -0.005, 0.1265), 0.004, 4)
    frame = rounded_box((0.022, 0.168, 0.018), (0, -0.004, 0.106), 0.004, 4)
    serrations = [rounded_box((0.0264, 0.0022, 0.022), (0, 0.058 + 0.0052 * k, 0.127), 0.0005) for k in range(5)]
    sights = [rounded_box((0.004, 0.008, 0.006), (0, -0.088, 0.142), 0.001),
              rounded_box((0.018, 0.008, 0.006), (0, 0.078, 0.142), 0.001)]  # fmt: skip
    grip = shaped_bar([(0, 0.047, 0.106), (0, 0.056, 0.07), (0, 0.068, 0.03), (0, 0.075, 0.004)],
                      [0.024, 0.028, 0.030, 0.028], [0.050, 0.045, 0.047, 0.049], up=(0, 1, 0), roundness=3.2)
    panels = [shaped_bar([(s * 0.0128, 0.053, 0.088), (s * 0.0145, 0.062, 0.05), (s * 0.0135, 0.071, 0.016)],
                         [0.004, 0.005, 0.004], [0.030, 0.033, 0.034], up=(0, 1, 0), roundness=3.0)
              for s in (-1, 1)]  # fmt: skip
    guard, trigger = _trigger_guard(0.012, 0.099, 0.058, 0.033)
    muzzle = _barrel(0.0082, 0.0050, 0.0, -0.1005, 0.0, 0.127)
    hammer = rounded_box((0.007, 0.012, 0.014), (0, 0.090, 0.133), 0.003)
    return [part("slide", "Steel", slide, *sights), part("serrations", "Dark", *serrations),
            part("muzzle", "Dark", muzzle), part("frame", "Steel", frame, guard), part("trigger", "Dark", trigger,
                                                                                       hammer),
            part("grip", "Steel", grip), part("panels", "Grip", *panels)], 0.056  # fmt: skip


def _revolver() -> tuple[list[Part], float]:
    """A long barrel with its rod, a fluted cylinder in an open frame, a spur hammer, a curved wooden grip."""
    barrel = _barrel(0.0088, 0.0052, 0.0, -0.152, 0.0, 0.121)
    rod = cylinder(0.0052, 0.095, (0, -0.085, 0.1055), axis=1, segments=14, edge=0.002)
    turn = 2.0 * np.pi * np.arange(36) / 36
    rings = [np.column_stack([r * (1 - f * np.maximum(np.cos(6 * turn), 0) ** 3) * np.sin(turn), np.full(36, y),
                              0.113 + r * (1 - f * np.maximum(np.cos(6 * turn), 0) ** 3) * np.cos(turn)])
             for y, r, f in ((-0.034, 0.017, 0.16), (-0.032, 0.0195, 0.17), (-0.004, 0.0200, 0.15), (0.0, 0.0202, 0.0),
                             (0.010, 0.0202, 0.0), (0.012, 0.018, 0.0))]  # fmt: skip
    drum = outward(loft(np.array(rings)))
    bridge = [rounded_box((0.012, 0.062, 0.008), (0, -0.008, 0.1385), 0.003),
              rounded_box((0.016, 0.072, 0.012), (0, -0.006, 0.089), 0.004),
              rounded_box((0.016, 0.012, 0.052), (0, -0.040, 0.113), 0.004),
              rounded_box((0.022, 0.030, 0.054), (0, 0.026, 0.111), 0.006, 4)]  # fmt: skip
    grip = shaped_bar([(0, 0.036, 0.104), (0, 0.055, 0.08), (0, 0.075, 0.048), (0, 0.095, 0.019), (0, 0.098, 0.006)],
                      [0.021, 0.026, 0.029, 0.033, 0.026], [0.036, 0.033, 0.032, 0.036, 0.032], up=(0, 1, 0.6),
                      roundness=2.4)  # fmt: skip
    hammer = tube(smooth_line(np.array([(0, 0.034, 0.128), (0, 0.045, 0.144), (0, 0.058, 0.148)]), 3), 0.0038, 8)
    sight = rounded_box((0.003, 0.014, 0.012), (0, -0.140, 0.1345), 0.001)
    guard, trigger = _trigger_guard(0.005, 0.087, 0.052, 0.031)
    return [part("barrel", "Steel", barrel, sight), part("rod", "Dark", rod), part("cylinder", "Steel", drum),
            part("frame", "Steel", *bridge, guard), part("trigger", "Dark", trigger, hammer),
            part("grip", "Grip", grip)], 0.070  # fmt: skip


def _flintlock() -> tuple[list[Part], float]:
    """A flaring barrel on a wooden stock that bends down to a brass cap, ramrod, cock and pan."""
    barrel = _barrel(0.0125, 0.0075, 0.09, -0.205, 0.0, 0.129)
    muzzle = translated(rotated(lathe(fillet([(0.0125, 0.0), (0.0165, 0.012), (0.0165, 0.018), (0.0075, 0.018),
                                              (0.0075, 0.0)], 0.0012, 2, closed=True), 20, True), 0.5 * np.pi,
                                (1, 0, 0)), (0, -0.192, 0.129))  # fmt: skip
    stock = shaped_bar([(0, -0.17, 0.117), (0, -0.05, 0.115), (0, 0.06, 0.114), (0, 0.105, 0.104), (0, 0.135, 0.076),
                        (0, 0.155, 0.040), (0, 0.161, 0.022)], [0.020, 0.026, 0.031, 0.031, 0.030, 0.033, 0.034],
                       [0.016, 0.026, 0.034, 0.036, 0.032, 0.034, 0.034], roundness=2.6)  # fmt: skip
    cap = superellipsoid((0.041, 0.043, 0.040), (0, 0.162, 0.020), 2.2, 5)
    rod = cylinder(0.0034, 0.19, (0, -0.098, 0.1045), axis=1, segments=10, edge=0.001)
    bands = [rounded_box((0.026, 0.012, 0.034), (0, y, 0.120), 0.006, 4) for y in (-0.155, -0.06)]
    plate = rounded_box((0.006, 0.082, 0.024), (-0.0165, 0.052, 0.116), 0.005, 4)
    cock = [tube(smooth_line(np.array([(-0.022, 0.070, 0.116), (-0.022, 0.083, 0.139), (-0.020, 0.066, 0.152)]), 4),
                 [0.0052] * 8 + [0.004], 8), rounded_box((0.009, 0.012, 0.009), (-0.020, 0.058, 0.154), 0.002)]
    pan = [rounded_box((0.013, 0.020, 0.007), (-0.020, 0.026, 0.131), 0.002),
           rotated(rounded_box((0.011, 0.005, 0.026), (-0.020, 0.030, 0.146), 0.0015), 0.3, (1, 0, 0),
                   (-0.020, 0.030, 0.134))]  # fmt: skip
    guard, trigger = _trigger_guard(0.078, 0.099, 0.060, 0.030)
    return [part("barrel", "Steel", barrel), part("stock", "Grip", stock), part("cap", "Brass", cap, muzzle, *bands),
            part("ramrod", "Dark", rod), part("lock", "Brass", plate), part("cock", "Steel", *cock, *pan),
            part("guard", "Brass", guard), part("trigger", "Dark", trigger)], 0.128  # fmt: skip


def _gun(values: Values) -> Sketch:
    """A hand gun in one of three ages."""
    style = str(values["style"])
    steel = main_look("Steel", values)
    grip = look("Grip", "rubber", "#1d1d1f") if style == "pistol" else look("Grip", "walnut")
    parts, y = {"pistol": _pistol, "revolver": _revolver, "flintlock": _flintlock}[style]()
    z = 0.052 if style != "flintlock" else 0.072
    return Sketch(parts=parts, looks=[steel, grip, look("Dark", "iron", "#17181a"), look("Brass", "brass")],
                  push=False, grip=False, places=[shapes.grip((0, y, z), 0.030, 0.08)])  # fmt: skip


def _stock(straight: bool) -> Surface:
    """The butt, the wrist behind the trigger and the fore-end, in one piece of wood."""
    reach = -0.52 if straight else -0.30
    return shaped_bar(
        [(0, 0.40, 0.070), (0, 0.385, 0.072), (0, 0.26, 0.100), (0, 0.16, 0.119), (0, 0.09, 0.130), (0, 0.02, 0.135),
         (0, -0.10, 0.135), (0, reach + 0.02, 0.139), (0, reach, 0.140)],
        [0.030, 0.040, 0.041, 0.036, 0.036, 0.044, 0.044, 0.036, 0.022],
        [0.118, 0.124, 0.088, 0.052, 0.044, 0.050, 0.046, 0.034, 0.022], roundness=2.8)  # fmt: skip


def _long_gun(style: str) -> list[Part]:
    """Wooden stock, barrel and lock: a bolt-action rifle with its bolt and sights, a musket, a double-barrelled gun."""
    parts = [part("stock", "Grip", _stock(style == "musket")),
             part("butt_plate", "Dark", rounded_box((0.040, 0.010, 0.122), (0, 0.401, 0.069), 0.005, 4))]
    guard, trigger = _trigger_guard(0.045, 0.113, 0.075, 0.034)
    parts += [part("guard", "Steel", guard), part("trigger", "Dark", trigger)]
    if style == "shotgun":
        barrels = [_barrel(0.0118, 0.0092, 0.02, -0.73, 0.0118 * s, 0.166) for s in (-1, 1)]
        rib = rounded_box((0.008, 0.72, 0.005), (0, -0.36, 0.176), 0.002)
        action = rounded_box((0.046, 0.11, 0.050), (0, 0.035, 0.150), 0.010, 4)
        hammers = [tube(smooth_line(np.array([(s * 0.014, 0.075, 0.165), (s * 0.014, 0.092, 0.184),
                                              (s * 0.014, 0.105, 0.186)]), 3), 0.004, 8) for s in (-1, 1)]  # fmt: skip
        return [*parts, part("barrels", "Steel", *barrels, rib), part("action", "Dark", action, *hammers)]
    if style == "musket":
        bands = [rounded_box((0.040, 0.018, 0.046), (0, y, 0.146), 0.010, 4) for y in (-0.20, -0.38, -0.505)]
        cock = [tube(smooth_line(np.array([(-0.026, 0.06, 0.142), (-0.026, 0.075, 0.170), (-0.024, 0.056, 0.187)]), 4),
                     0.0055, 8), rounded_box((0.010, 0.014, 0.011), (-0.024, 0.046, 0.189), 0.002),
                rounded_box((0.014, 0.026, 0.008), (-0.026, 0.012, 0.158), 0.002),
                rotated(rounded_box((0.012, 0.006, 0.030), (-0.026, 0.018, 0.176), 0.002), 0.3, (1, 0, 0),
                        (-0.026, 0.018, 0.162))]  # fmt: skip
        plate = rounded_box((0.008, 0.12, 0.032), (-0.0215, 0.045, 0.140), 0.008, 4)
        rod = cylinder(0.0042, 0.55, (0, -0.735, 0.141), axis=1, segments=10, edge=0.001)
        return [*parts, part("barrel", "Steel", _barrel(0.0128, 0.0095, 0.04, -1.045, 0.0, 0.163)),
                part("bands", "Brass", *bands, plate), part("lock", "Steel", *cock), part("ramrod", "Dark", rod)]
    receiver = cylinder(0.0165, 0.20, (0, 0.02, 0.160), axis=1, segments=20, edge=0.004)
    bolt = [cylinder(0.0098, 0.10, (0, 0.135, 0.160), axis=1, segments=16, edge=0.003),
            tube(smooth_line(np.array([(-0.004, 0.115, 0.160), (-0.035, 0.120, 0.150), (-0.054, 0.126, 0.128)]), 3),
                 0.0052, 10), superellipsoid((0.021, 0.021, 0.021), (-0.057, 0.127, 0.124), 2.0, 3)]  # fmt: skip
    sights = [rounded_box((0.004, 0.016, 0.018), (0, -0.66, 0.181), 0.001),
              rounded_box((0.022, 0.018, 0.014), (0, -0.10, 0.183), 0.003)]  # fmt: skip
    band = rounded_box((0.040, 0.016, 0.046), (0, -0.22, 0.147), 0.010, 4)
    scope = [cylinder(0.0135, 0.20, (0, 0.0, 0.2005), axis=1, segments=20, edge=0.003),
             cylinder(0.0195, 0.055, (0, -0.115, 0.2005), axis=1, segments=20, edge=0.005),
             cylinder(0.0180, 0.045, (0, 0.115, 0.2005), axis=1, segments=20, edge=0.005),
             *(rounded_box((0.018, 0.018, 0.036), (0, y, 0.184), 0.004) for y in (-0.05, 0.05)),
             cylinder(0.008, 0.014, (0, 0.0, 0.2185), segments=14, edge=0.002)]  # fmt: skip
    return [*parts, part("barrel", "Steel", _barrel(0.0115, 0.0068, 0.0, -0.69, 0.0, 0.160), band),
            part("receiver", "Steel", receiver), part("bolt", "Metal", *bolt), part("sights", "Dark", sights[0]),
            part("scope", "Dark", *scope)]  # fmt: skip


def _assault() -> list[Part]:
    """Black: butt, receiver with a carrying rail and sights, pistol grip, curved magazine, ribbed hand guard."""
    receiver = [rounded_box((0.040, 0.22, 0.060), (0, 0.02, 0.175), 0.010, 4),
                rounded_box((0.036, 0.16, 0.040), (0, 0.03, 0.132), 0.008, 4)]  # fmt: skip
    butt = shaped_bar([(0, 0.13, 0.172), (0, 0.22, 0.168), (0, 0.33, 0.152), (0, 0.36, 0.150)],
                      [0.030, 0.030, 0.036, 0.036], [0.034, 0.050, 0.106, 0.116], roundness=4.0)  # fmt: skip
    grip = shaped_bar([(0, 0.085, 0.130), (0, 0.105, 0.080), (0, 0.122, 0.030)], [0.030, 0.034, 0.032],
                      [0.046, 0.042, 0.046], up=(0, 1, 0), roundness=3.0)  # fmt: skip
    magazine = shaped_bar([(0, -0.020, 0.125), (0, -0.026, 0.075), (0, -0.045, 0.030), (0, -0.060, 0.006)],
                          [0.026] * 4, [0.062] * 4, up=(0, 1, 0), roundness=5.0)  # fmt: skip
    guard_front = shaped_bar([(0, -0.08, 0.172), (0, -0.10, 0.172), (0, -0.29, 0.172), (0, -0.31, 0.172)],
                             [0.036, 0.048, 0.044, 0.030], [0.044, 0.056, 0.050, 0.034], roundness=3.2)  # fmt: skip
    ribs = [rounded_box((0.050, 0.006, 0.058), (0, -0.115 - 0.026 * k, 0.172), 0.003) for k in range(7)]
    sights = [rounded_box((0.012, 0.024, 0.052), (0, -0.33, 0.208), 0.004),
              rounded_box((0.024, 0.11, 0.018), (0, 0.02, 0.213), 0.004),
              rounded_box((0.018, 0.022, 0.028), (0, 0.065, 0.228), 0.004)]  # fmt: skip
    flash = cylinder(0.0135, 0.05, (0, -0.515, 0.178), axis=1, segments=16, edge=0.003)
    guard, trigger = _trigger_guard(0.045, 0.114, 0.062, 0.032)
    return [part("receiver", "Steel", *receiver), part("butt", "Grip", butt), part("grip", "Grip", grip),
            part("magazine", "Steel", magazine), part("hand_guard", "Grip", guard_front), part("ribs", "Dark", *ribs),
            part("sights", "Dark", *sights), part("barrel", "Steel", _barrel(0.0095, 0.006, -0.28, -0.50, 0, 0.178)),
            part("flash_hider", "Dark", flash), part("guard", "Steel", guard),
            part("trigger", "Dark", trigger)]  # fmt: skip


def _rifle(values: Values) -> Sketch:
    """A long gun of one of four kinds."""
    style = str(values["style"])
    steel = main_look("Steel", values)
    stock = look("Grip", "plastic", "#24262a") if style == "assault" else look("Grip", "walnut", "#6b3f22")
    parts = _assault() if style == "assault" else _long_gun(style)
    places = [shapes.grip((0, 0.10, 0.105) if style == "assault" else (0, 0.105, 0.128), 0.036, 0.08),
              shapes.affordance("fore_grip", "hold_at", (0, -0.20, 0.150), (0.044, 0.1, 0.0)),
              shapes.affordance("butt", "shoulder_at", (0, 0.375, 0.11), (0.03, 0.0, 0.1))]  # fmt: skip
    return Sketch(parts=parts, push=False, grip=False, places=places,
                  looks=[steel, stock, look("Dark", "iron", "#17181a"), look("Brass", "brass"),
                         look("Metal", "steel")])  # fmt: skip


def _crossbow(values: Values) -> Sketch:
    """A stock with a groove and a bolt in it, a steel bow across its front with a drawn string, stirrup and trigger."""
    wood, steel = main_look("Stock", values), look("Bow", "iron", "#3a3c40")
    cord, bolt_wood = look("String", "linen", "#d8c9a3"), look("Bolt", "birch")
    stock = shaped_bar([(0, 0.36, 0.070), (0, 0.345, 0.072), (0, 0.22, 0.088), (0, 0.12, 0.098), (0, -0.10, 0.100),
                        (0, -0.33, 0.100), (0, -0.36, 0.100)], [0.03, 0.042, 0.040, 0.044, 0.050, 0.046, 0.030],
                       [0.07, 0.084, 0.060, 0.056, 0.060, 0.052, 0.040], roundness=3.2)  # fmt: skip
    turn = np.linspace(-1.0, 1.0, 9)
    prod = shaped_bar(np.column_stack([0.30 * turn, -0.325 + 0.115 * turn**2, 0.112 + 0 * turn]),
                      0.034 - 0.016 * np.abs(turn), 0.014 - 0.005 * np.abs(turn), up=(0, 1, 0), steps=3)  # fmt: skip
    nut = (0.0, 0.06, 0.131)
    string = tube([(-0.292, -0.213, 0.112), nut, (0.292, -0.213, 0.112)], 0.0024, 6)
    stirrup = tube(smooth_line(np.array([(-0.03, -0.335, 0.10), (-0.052, -0.40, 0.10), (0, -0.445, 0.10),
                                         (0.052, -0.40, 0.10), (0.03, -0.335, 0.10)]), 4), 0.0055, 8)  # fmt: skip
    groove = rounded_box((0.012, 0.37, 0.004), (0, -0.15, 0.1285), 0.001)
    shaft = cylinder(0.0045, 0.34, (0, -0.115, 0.135), axis=1, segments=10, edge=0.001)
    head = translated(rotated(lathe([(0.0, 0.0), (0.0085, 0.0), (0.0075, 0.012), (0.0, 0.045)], 8), 0.5 * np.pi,
                              (1, 0, 0)), (0, -0.28, 0.135))  # fmt: skip
    lever = tube(smooth_line(np.array([(0, 0.045, 0.072), (0, 0.075, 0.050), (0, 0.16, 0.040), (0, 0.24, 0.030)]), 4),
                 0.0055, 8)  # fmt: skip
    ties = [rounded_box((0.054, 0.010, 0.066), (0, y, 0.102), 0.012, 4) for y in (-0.315, -0.285)]
    lock = [cylinder(0.014, 0.040, (0, 0.06, 0.124), axis=0, segments=18, edge=0.003),
            rounded_box((0.048, 0.07, 0.030), (0, 0.055, 0.108), 0.006)]  # fmt: skip
    return Sketch(
        parts=[part("stock", "Stock", stock), part("groove", "Bow", groove), part("prod", "Bow", prod),
               part("string", "String", string, *ties), part("stirrup", "Bow", stirrup), part("lever", "Bow", lever),
               part("lock", "Bow", *lock), part("bolt", "Bolt", shaft), part("bolt_head", "Bow", head)],
        looks=[wood, steel, cord, bolt_wood], push=False, grip=False,
        places=[shapes.grip((0, 0.13, 0.098), 0.044, 0.08),
                shapes.affordance("fore_grip", "hold_at", (0, -0.16, 0.075), (0.05, 0.1, 0.0)),
                shapes.affordance("butt", "shoulder_at", (0, 0.34, 0.085), (0.03, 0.0, 0.08))],
    )  # fmt: skip


_RIFLES = {"musket": _MUSKET_M, "shotgun": _SHOTGUN_M, "assault": _ASSAULT_M}
CATEGORIES = (
    thing("gun", "tool", (0.034, 0.1992, 0.1473), _gun, material="steel", color="#2b2d31", span=2.0, mass_kg=0.95,
          extra=(shapes.choice("style", "pistol", ("pistol", "revolver", "flintlock"), "its age"),),
          sized={"flintlock": _FLINTLOCK_M, "revolver": _REVOLVER_M},
          synonyms=("pistol", "handgun", "revolver", "flintlock pistol", "flintlock", "six-shooter"),
          presets={"six-shooter": {"style": "revolver"}, "flintlock pistol": {"style": "flintlock"}}),
    thing("rifle", "tool", (0.0891, 1.1311, 0.2175), _rifle, material="steel", color="#2b2d31", span=2.0, mass_kg=3.8,
          extra=(shapes.choice("style", "hunting", ("hunting", "musket", "shotgun", "assault"), "its kind"),),
          sized=_RIFLES, synonyms=("musket", "shotgun", "hunting rifle", "machine gun", "assault rifle", "carbine",
                                   "blunderbuss", "sniper rifle"),
          presets={"machine gun": {"style": "assault"}, "blunderbuss": {"style": "musket"}}),
    thing("crossbow", "tool", (0.6051, 0.8165, 0.1188), _crossbow, material="walnut", span=2.0, mass_kg=3.0,
          synonyms=("arbalest",)),
)  # fmt: skip
