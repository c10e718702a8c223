"""What animals do on the spot, measured on the clip: what goes up, what stays down, and that all ends as it began."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from backend.common import quat
from backend.common.skeleton import forward_kinematics
from backend.m3_assets.animal.build import build_animal
from backend.m4_motion.animals.pose import measure
from backend.m4_motion.channels import Array
from backend.protocol.scene import Entity

from .scenes import at, does, play


class Acted:
    """One animal's deed as joints in the world."""

    def __init__(self, name: str, verb: str) -> None:
        asset = build_animal(Entity(id="m", lemma=name, category=name), np.random.default_rng(2))
        assert asset.skeleton is not None
        motion = play([asset], {"m": at(0.0, 0.0)}, [does("a", "m", verb)])
        assert motion.unmet == (), f"a {name} cannot {verb}"
        clip = motion.clips["m"]
        spans = [(first, last) for action, first, last in clip.segments if action == "a"]
        first, last = spans[0][0], spans[-1][1]
        self.rest = measure(asset)
        self.names = list(asset.skeleton.joint_names)
        self.positions, self.rotations = forward_kinematics(
            asset.skeleton, clip.root_translations[first : last + 1], clip.joint_rotations[first : last + 1]
        )

    def height(self, joint: str) -> Array:
        """(T,) of a joint, in heights of the hip."""
        return np.asarray(self.positions[:, self.names.index(joint), 2] / self.rest.leg)

    def up(self, joint: str) -> Array:
        """(T,) z of the way that is up in the joint at rest."""
        index = self.names.index(joint)
        turned = quat.mul(self.rotations[:, index], quat.inv(self.rest.rotations[index]))
        return np.asarray(quat.mul_vec(turned, np.array([0.0, 0.0, 1.0]))[:, 2])


def _bows(acted: Acted) -> bool:
    low = int(np.argmin(acted.height("chest")))
    return bool(acted.height("chest")[low] < acted.height("hips")[low] - 0.2
                and acted.height("hips").min() > 0.85 * acted.height("hips")[0])  # fmt: skip


def _shakes(acted: Acted) -> bool:
    lean = acted.positions[:, acted.names.index("ear.L"), 2] - acted.positions[:, acted.names.index("ear.R"), 2]
    return int((np.diff(np.sign(lean[np.abs(lean) > 0.01 * acted.rest.leg])) != 0).sum()) >= 5


def _begs(acted: Acted) -> bool:
    paws = np.minimum(acted.height("leg_front_foot.L"), acted.height("leg_front_foot.R"))
    return bool(paws.max() > 0.6 and acted.height("leg_back_foot.L").max() < 0.5
                and acted.height("head").max() > acted.height("head")[0])  # fmt: skip


def _rears(acted: Acted) -> bool:
    paws = np.minimum(acted.height("leg_front_foot.L"), acted.height("leg_front_foot.R"))
    return bool(paws.max() > 0.6 and np.ptp(acted.height("leg_back_foot.R")) < 0.05)


def _rolls_over(acted: Acted) -> bool:
    return bool(acted.up("chest").min() < -0.95 and acted.up("chest")[-1] > 0.95 and acted.height("hips").min() > 0.0
                and acted.height("leg_back_foot.L").max() > acted.height("hips").min())  # fmt: skip


def _rakes(acted: Acted) -> bool:
    left, right = (acted.height(f"leg_front_foot.{side}") for side in "LR")
    return bool(np.corrcoef(left, right)[0, 1] < -0.2 and np.ptp(left) > 0.08)


def _raises_its_trunk(acted: Acted) -> bool:
    tip = next(name for name in reversed(acted.names) if name.startswith("trunk_"))
    return bool(acted.height(tip).max() > acted.height("head").max() and acted.height(tip)[-1] < 0.7)


@pytest.mark.parametrize(
    ("name", "verb", "holds"),
    [("cat", "stretch", _bows), ("dog", "shake", _shakes), ("dog", "beg", _begs), ("horse", "rear up", _rears),
     ("dog", "roll over", _rolls_over), ("dog", "dig", _rakes), ("elephant", "spray", _raises_its_trunk)],
)  # fmt: skip
def test_an_animal_does_what_the_word_says(name: str, verb: str, holds: Callable[[Acted], bool]) -> None:
    acted = Acted(name, verb)
    assert holds(acted)
    if verb != "beg":  # which ends seated
        assert abs(acted.height("hips")[-1] - acted.height("hips")[0]) < 0.12, "it does not end on its feet"
    feet = np.stack([acted.height(f"leg_{leg}_foot.{side}") for leg in ("front", "back") for side in "LR"])
    assert feet.min() > -0.02, "a paw is in the floor"
