"""What is struck and what strikes it: a drum kit, drumsticks."""

from __future__ import annotations

import numpy as np

from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, rounded_box, superellipsoid, translated, tube
from .making import look, main_look
from .sketch import Sketch, part, solid, thing

Pieces = dict[str, list[Surface]]


def _shell(pieces: Pieces, radius: float, height: float, place: tuple[float, float, float], tilt: float = 0.0,
           lying: bool = False) -> Surface:  # fmt: skip
    """One drum with its lower head, hoops and lugs; the head that is struck (its own part) comes back."""

    def put(surface: Surface) -> Surface:
        turned = rotated(surface, np.pi / 2, (1, 0, 0)) if lying else rotated(surface, tilt, (1, 0, 0))
        return translated(turned, place)

    body = lathe(fillet([(0, 0.0), (radius, 0.0), (radius, height), (0, height)], 0.003, 1), 24)
    pieces["shells"].append(put(body))
    under = lathe(fillet([(0, -0.004), (radius - 0.006, -0.004), (radius - 0.006, 0.002), (0, 0.002)], 0.002, 1), 24)
    pieces["lower_heads"].append(put(under))
    for z in (-0.010, height - 0.018):
        ring = [(radius, z), (radius + 0.013, z), (radius + 0.013, z + 0.028), (radius, z + 0.028)]
        pieces["hoops"].append(put(lathe(fillet(ring, 0.004, 1, closed=True), 24, True)))
    for angle in 2 * np.pi * np.arange(6) / 6 + 0.2:
        lug = rotated(rounded_box((0.022, 0.018, 0.35 * height), (radius + 0.008, 0, 0.5 * height), 0.005), angle,
                      (0, 0, 1))  # fmt: skip
        x, y = (radius + 0.012) * np.cos(angle), (radius + 0.012) * np.sin(angle)
        pieces["lugs"] += [put(lug), put(cylinder(0.0035, height, (x, y, 0.5 * height), segments=6))]
    top = lathe(fillet([(0, height - 0.002), (radius - 0.004, height - 0.002), (radius - 0.004, height + 0.004),
                        (0, height + 0.004)], 0.002, 1), 24)  # fmt: skip
    return put(top)


def _stand(pieces: Pieces, x: float, y: float, top: float, spread: float = 0.24) -> None:
    """A tube on three legs."""
    pieces["stands"].append(cylinder(0.011, top - 0.12, (x, y, 0.5 * (top + 0.12)), segments=8))
    pieces["stands"].append(cylinder(0.017, 0.05, (x, y, 0.34 * top + 0.1), segments=8))
    for angle in 2 * np.pi * np.arange(3) / 3 + 0.5:
        foot = (x + spread * np.cos(angle), y + spread * np.sin(angle), 0.012)
        pieces["stands"].append(tube([foot, (x, y, 0.30)], 0.008, 8))
        pieces["feet"].append(superellipsoid((0.03, 0.03, 0.024), foot, 2.4, 3))


def _cymbal(radius: float, place: tuple[float, float, float], tilt: float) -> Surface:
    """Bell and bow, thin at the rim."""
    line = [(0, 0.030), (0.030, 0.026), (0.05, 0.013), (radius, 0.0), (radius, 0.0012), (0.05, 0.0145), (0.030, 0.028),
            (0, 0.0325)]  # fmt: skip
    lower, upper = line[:4], line[4:]
    return translated(rotated(lathe(fillet([*lower, *upper], 0.0005, 1), 32), tilt, (1, 0, 0)), place)


def _drum_kit(values: Values) -> Sketch:
    """Bass drum with pedal, snare, two toms on it, floor tom, hi-hat, crash and ride; the player sits behind, at +Y."""
    shell, skin = main_look("Shell", values), look("Head", "plastic", "#efece2")
    metal, brass, black = look("Chrome", "chrome"), look("Cymbals", "brass"), look("Rubber", "rubber", "#1b1c1f")
    names = ("shells", "lower_heads", "hoops", "lugs", "stands", "feet")
    pieces: Pieces = {name: [] for name in names}
    bass = _shell(pieces, 0.27, 0.40, (0.0, 0.06, 0.295), lying=True)
    for s in (-1, 1):
        pieces["stands"].append(tube([(0.24 * s, -0.36, 0.20), (0.36 * s, -0.44, 0.012)], 0.009, 8))
        pieces["feet"].append(superellipsoid((0.03, 0.03, 0.024), (0.36 * s, -0.44, 0.012), 2.4, 3))
    snare = _shell(pieces, 0.178, 0.14, (0.22, 0.34, 0.56))
    _stand(pieces, 0.22, 0.34, 0.55)
    toms = [_shell(pieces, 0.145, 0.20, (0.17 * s, -0.03, 0.66), tilt=-0.28) for s in (-1, 1)]
    for s in (-1, 1):
        holder = [(0.03 * s, -0.13, 0.55), (0.03 * s, -0.13, 0.72), (0.12 * s, -0.07, 0.74)]
        pieces["stands"].append(tube(holder, 0.011, 8))
    floor = _shell(pieces, 0.205, 0.38, (-0.46, 0.22, 0.20))
    for angle in 2 * np.pi * np.arange(3) / 3 + 0.4:
        x, y = -0.46 + 0.222 * np.cos(angle), 0.22 + 0.222 * np.sin(angle)
        pieces["stands"].append(cylinder(0.006, 0.40, (x, y, 0.21), segments=8))
        pieces["feet"].append(superellipsoid((0.026, 0.026, 0.022), (x, y, 0.011), 2.4, 3))
    _stand(pieces, 0.55, 0.18, 0.86)
    _stand(pieces, 0.50, -0.28, 1.08)
    _stand(pieces, -0.54, 0.06, 0.92)
    hats = [_cymbal(0.178, (0.55, 0.18, z), 0.0) for z in (0.80, 0.815)]
    crash, ride = _cymbal(0.20, (0.50, -0.28, 1.04), -0.22), _cymbal(0.255, (-0.54, 0.06, 0.88), -0.16)
    pedal = [rotated(rounded_box((0.085, 0.26, 0.012), (0.0, 0.23, 0.055), 0.004), -0.18, (1, 0, 0), (0, 0.1, 0.03)),
             tube([(0.0, 0.08, 0.06), (0.0, 0.03, 0.28)], 0.006, 8),
             superellipsoid((0.05, 0.05, 0.06), (0.0, 0.0, 0.29), 2.2, 4)]  # fmt: skip
    parts = [part("shells", "Shell", *pieces["shells"]), part("lower_heads", "Head", *pieces["lower_heads"]),
             part("bass_head", "Head", bass), part("snare_head", "Head", snare),
             part("tom_right_head", "Head", toms[0]), part("tom_left_head", "Head", toms[1]),
             part("floor_tom_head", "Head", floor),
             part("hoops", "Chrome", *pieces["hoops"], *pieces["lugs"]), part("stands", "Chrome", *pieces["stands"]),
             part("feet", "Rubber", *pieces["feet"]), part("hi_hat", "Cymbals", *hats),
             part("crash", "Cymbals", crash), part("ride", "Cymbals", ride),
             part("pedal", "Chrome", *pedal)]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, skin, metal, brass, black], grip=False, push=False,
                  solids=(solid("shells"),))  # fmt: skip


def _drumstick(values: Values) -> Sketch:
    """A turned stick that tapers to a small head; it lies along X, the head at +X."""
    wood = main_look("Wood", values)
    stick = cylinder(0.0075, 0.37, axis=0, segments=14, top_radius=0.0055)
    head = superellipsoid((0.026, 0.015, 0.015), (0.193, 0, 0), 2, 4)
    return Sketch(parts=[part("stick", "Wood", merge([stick, head]))], looks=[wood], grip=True)


CATEGORIES = (
    thing("drum kit", "music", (1.52, 0.96, 1.09), _drum_kit, material="lacquer", color="#8c161c", span=1.5, mass_kg=40,
          synonyms=("drum set", "drumset", "drumkit"), colors=("#8c161c", "#1d3f7c", "#1b1c1f")),
    thing("drumstick", "music", (0.39, 0.015, 0.015), _drumstick, material="birch", span=1.5, mass_kg=0.05,
          synonyms=("drum stick", "drumsticks")),
)  # fmt: skip
