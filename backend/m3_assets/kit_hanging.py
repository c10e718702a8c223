"""What hangs from a ceiling: a chandelier."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from .contract import Values
from .geometry import cylinder, lathe, scaled, translated, tube
from .making import Look, look, main_look
from .materials import glowing, material
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _chandelier(values: Values) -> Sketch:
    """A rose at the ceiling, a chain, a turned stem, two tiers of curved arms with candles that burn, and strings and
    drops of crystal."""
    metal, wax = main_look("Metal", values), look("Candles", "ceramic", "#f1e8d2")
    crystal = Look(material("Crystal", "glass", "#e8eef2", roughness=0.03), "glass")
    flame = Look(glowing("Flames", "#ffc873", 40.0), "glass")
    top = 0.92
    rose = [lathe([(0, top), (0.075, top), (0.078, top - 0.012), (0.05, top - 0.03), (0.014, top - 0.05),
        (0, top - 0.05)][::-1], 24)]
    chain = []
    for k in range(3):
        turn = np.linspace(0.0, 2 * np.pi, 13)[:-1]
        flat = np.column_stack([0.011 * np.cos(turn), 0 * turn, 0.021 * np.sin(turn)])
        ring = flat if k % 2 else flat[:, [1, 0, 2]]
        chain.append(tube(ring + np.array([0, 0, top - 0.065 - 0.034 * k]), 0.0035, 6, closed_path=True))
    stem = [lathe([(0, 0.17), (0.018, 0.18), (0.042, 0.22), (0.030, 0.26), (0.014, 0.30), (0.024, 0.34), (0.055, 0.39),
                   (0.060, 0.43), (0.035, 0.47), (0.016, 0.52), (0.020, 0.60), (0.042, 0.65), (0.040, 0.69),
                   (0.014, 0.74),
                   (0.010, 0.79), (0, 0.795)], 24)]  # fmt: skip
    arms, dishes, candles, flames, drops, strings = [], [], [], [], [], []

    dish = lathe([(0, -0.014), (0.020, -0.012), (0.046, 0.004), (0.044, 0.008), (0.014, 0.004), (0.014, 0.03),
        (0, 0.03)], 14)
    candle = cylinder(0.0125, 0.10, (0, 0, 0.075), segments=10)
    tongue = lathe([(0, 0.128), (0.008, 0.138), (0.0085, 0.146), (0.004, 0.165), (0, 0.176)], 8)
    bead = lathe([(0, -0.008), (0.0075, -0.002), (0.0075, 0.002), (0, 0.008)], 6)
    pear = lathe([(0, -1.0), (0.42, -0.35), (0.30, 0.35), (0, 0.62)], 6)

    def drop(at: np.ndarray, size: float) -> None:
        drops.append(translated(scaled(pear, (size, size, size)), at))

    for count, reach, low, rise, shift in ((8, 0.44, 0.36, 0.46, 0.0), (4, 0.25, 0.62, 0.68, 0.4)):
        for k in range(count):
            a = 2 * np.pi * k / count + shift
            out = np.array([np.cos(a), np.sin(a), 0.0])
            way = [0.03 * out + [0, 0, low + 0.06], 0.35 * reach * out + [0, 0, low - 0.10],
                0.75 * reach * out + [0, 0, low -
                   0.09], reach * out + [0, 0, low], reach * out + [0, 0, rise]]  # fmt: skip
            arms.append(tube(smooth_line(np.array(way), 5), 0.0085, 6))
            tip = reach * out + [0, 0, rise]
            dishes.append(translated(dish, tip))
            candles.append(translated(candle, tip))
            flames.append(translated(tongue, tip))
            for b in (0.0, 2.1, 4.2):
                drop(tip + 0.04 * np.array([np.cos(a + b), np.sin(a + b), 0]) + [0, 0, -0.030], 0.026)
            following = a + 2 * np.pi / count
            ends = [reach * out, reach * np.array([np.cos(following), np.sin(following), 0.0])]
            for t in np.linspace(0.1, 0.9, 5):
                at = (1 - t) * ends[0] + t * ends[1] + [0, 0, rise - 0.02 - 0.24 * t * (1 - t)]
                strings.append(translated(bead, at))
    for k, size in enumerate((0.05, 0.036, 0.028)):
        drop(np.array([0, 0, 0.12 + 0.035 * k]) if k == 0 else np.array([0.024 * (-1) ** k, 0, 0.165]), size)
    return Sketch(
        parts=[part("rose", "Metal", *rose), part("chain", "Metal", *chain), part("stem", "Metal", *stem),
               part("arms", "Metal", *arms), part("dishes", "Metal", *dishes), part("candles", "Candles", *candles),
               part("flames", "Flames", *flames), part("drops", "Crystal", *drops),
               part("strings", "Crystal", *strings)],
        looks=[metal, wax, crystal, flame], grip=False, push=False, solids=(solid("arms", "dishes", kind="hull"),),
    )  # fmt: skip


CATEGORIES = (
    thing("chandelier", "lamp", (0.97, 0.97, 0.85), _chandelier, material="brass", span=3.0, mass_kg=16.0,
    equal_sides=True,
          synonyms=("crystal chandelier", "candelabra lamp"), extra=(Parameter(name="second_color", value=""),)),
)  # fmt: skip
