"""Animals on a leash: it is taut from the neck to the hand of who leads them, let out as far as they are apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common import quat
from ..common.sports import LEADING, LED
from ..common.two_bone import unit
from ..protocol.scene import AssetSet, PartTrack, SceneDescription, SceneLayout
from .courses import Path
from .people import JointPoses
from .runner import Runner
from .world import Array

_PALM_M = 0.07


def lead_along(
    description: SceneDescription, assets: AssetSet, joints: Mapping[str, JointPoses], runner: Runner,
    layout: SceneLayout, origins: Mapping[str, tuple[Array, Array]],
) -> tuple[PartTrack, ...]:  # fmt: skip
    """Drives every leash from neck to hand; and how far each is let out."""
    objects = {e.id: e.object_ids for e in description.entities}
    holders = {r.object_id: r.subject_id for r in description.relations if r.predicate == LEADING}
    found: list[PartTrack] = []
    for relation in description.relations:
        holder = holders.get(relation.subject_id)
        if relation.predicate != LED or holder is None:
            continue
        for leash, person, animal in zip(
            objects[relation.subject_id], objects[holder], objects[relation.object_id], strict=False
        ):
            asset = assets.assets.get(leash)
            slide = next((m for m in asset.meshes if m.joint is not None), None) if asset is not None else None
            tied = animal in joints and "neck_1" in joints[animal].names
            if asset is None or slide is None or slide.joint is None or person not in joints or not tied:
                continue
            places, turns = joints[person].of("hand.R")
            hand = places + quat.mul_vec(turns, np.array([0.0, _PALM_M, 0.0]))
            neck = joints[animal].of("neck_1")[0]
            scale = np.asarray(layout.placements[leash].transform.scale, dtype=float)
            low, high = asset.bounds[0] * scale, asset.bounds[1] * scale
            knot = np.array([0.0, high[1], 0.5 * (low[2] + high[2])])
            back = -unit(hand - neck)  # the leash's own -Y looks from the neck to the hand
            across = unit(np.cross(back, [0.0, 0.0, 1.0]))
            rotation = quat.unroll(quat.from_matrix(np.stack([across, back, np.cross(across, back)], axis=-1)))
            place = neck - quat.mul_vec(rotation, knot)
            index, (origin, own) = runner.index[leash], origins[leash]
            body = quat.mul(rotation, quat.inv(own))
            path = Path(0, place - quat.mul_vec(body, origin), body)
            runner.put(index, path.translations[0], path.rotations[0])
            runner.drive(index, path)
            out = np.linalg.norm(hand - neck, axis=-1) - (high[1] - low[1])
            values = np.clip(out / scale[1], *slide.joint.limits)[:, None]
            found.append(PartTrack(object_id=leash, part=slide.name, values=values.astype(np.float32)))
    return tuple(found)
