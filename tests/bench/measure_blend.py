"""Measures one finished .blend against its checklist: `python measure_blend.py SCENE.blend CHECKS.json RESULT.json`.

Runs with the bpy module. RESULT.json is a list of {passed, text} in the order of the checks.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import bpy
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import looking, relating
from tests.bench.acting import Acting, runs
from tests.bench.colors import color_share
from tests.bench.picturing import outline
from tests.bench.recording import Recording, record
from tests.bench.selecting import Selection

_GROUP_RELATIONS = ("around", "between", "in_row", "along_both_sides")


class Judge:
    """Judges the checks of one prompt in order; later ones may speak of earlier ones by id."""

    def __init__(self, recording: Recording, families: dict[str, Any]) -> None:
        self.recording = recording
        self.selection = Selection(recording, families)
        self.families = families
        self.masks: dict[str, np.ndarray] = {}

    def judge(self, check: dict[str, Any]) -> tuple[bool, str]:
        """Whether a check passes, and what was measured."""
        return getattr(self, f"_{check['type']}")(check)

    def _thing(self, check: dict[str, Any]) -> tuple[bool, str]:
        found = self.selection.find(check)
        fits = len(found) == check["count"] if "count" in check else len(found) >= check["min"]
        for thing in found[:1]:
            self.selection.remember(check, thing)
        return fits, f"{len(found)} found"

    def _absent(self, check: dict[str, Any]) -> tuple[bool, str]:
        found = self.selection.find(check)
        return not found, f"{len(found)} found"

    def _each(self, check: dict[str, Any], test: Any) -> tuple[bool, str]:
        found = self.selection.find(check["subject"])
        passed = [thing for thing in found if test(thing)]
        for thing in passed[:1]:
            self.selection.remember(check["subject"], thing)
        needed = check.get("min_count", len(found))
        return bool(found) and len(passed) >= needed, f"{len(passed)} of {len(found)}"

    def _color(self, check: dict[str, Any]) -> tuple[bool, str]:
        torso = check.get("region") == "torso"
        least = 0.5 if torso else 0.35
        family = self.families[check["color"]]
        return self._each(check, lambda t: color_share(self.recording, t, family, torso) >= least)

    def _material(self, check: dict[str, Any]) -> tuple[bool, str]:
        return self._each(check, lambda t: looking.has_material(self.recording, t, check["material"]))

    def _size(self, check: dict[str, Any]) -> tuple[bool, str]:
        axis = check.get("axis", "longest")
        if "larger_than" in check:
            others = self.selection.find(check["larger_than"])
            return self._each(
                check,
                lambda t: any(looking.extent(t, axis) >= 1.1 * looking.extent(o, axis) for o in others if o is not t),
            )
        sizes = [round(looking.extent(t, axis), 2) for t in self.selection.find(check["subject"])]
        passed, text = self._each(check, lambda t: check["min_m"] <= looking.extent(t, axis) <= check["max_m"])
        return passed, f"{text}: {sizes}"

    def _grounded(self, check: dict[str, Any]) -> tuple[bool, str]:
        return self._each(check, lambda t: looking.is_grounded(self.recording, t))

    def _relation(self, check: dict[str, Any]) -> tuple[bool, str]:
        objects = self.selection.find(check["object"])
        if check["predicate"] in _GROUP_RELATIONS:
            subjects = self.selection.find(check["subject"])
            if not subjects or not (objects or check["predicate"] == "in_row"):
                return False, f"{len(subjects)} subjects, {len(objects)} objects"
            return relating.holds_together(self.recording, check["predicate"], subjects, objects), "group"
        return self._each(
            check,
            lambda t: any(
                relating.holds(self.recording, check["predicate"], t, o, check) for o in objects if o is not t
            ),
        )

    def _action(self, check: dict[str, Any]) -> tuple[bool, str]:
        actors = self.selection.find(check["actor"])
        target = check.get("target")
        targets = [None] if target is None or target["category"] == "@camera" else self.selection.find(target)
        acting, mask = set(), None
        why = f"{len(actors)} actors, {len(targets)} targets"
        for actor in actors:
            for goal in targets:
                if goal is actor:
                    continue
                found = Acting(self.recording, actor, goal, check).test(check["verb"])
                if found is None:
                    continue
                if not self._in_order(check, found):
                    why += ", out of order"
                    continue
                acting.add(actor.name)
                mask = found
                self.selection.remember(check["actor"], actor)
                if target is not None and goal is not None:
                    self.selection.remember(target, goal)
                break
        if mask is not None and "id" in check:
            self.masks[check["id"]] = mask
        return len(acting) >= check.get("min_actors", 1), why

    def _physics(self, check: dict[str, Any]) -> tuple[bool, str]:
        other = check.get("over") or check.get("away_from")
        others = self.selection.find({"category": other}) if other else []

        def happens(thing: Any) -> bool:
            needed = check if check["event"] == "bounces" else {**check, "min_count": 1}
            mask = looking.event_mask(self.recording, thing, needed, others)
            if mask is None or not self._in_order(check, mask):
                return False
            if "id" in check:
                self.masks[check["id"]] = mask
            return True

        if check["event"] == "bounces":
            check = {**check, "min_count": check["min_count"]}
            return self._each({k: v for k, v in check.items() if k != "min_count"}, happens)
        return self._each(check, happens)

    def _in_order(self, check: dict[str, Any], mask: np.ndarray) -> bool:
        """Whether one of the stretches in which the action holds comes at the asked time."""
        return any(self._run_in_order(check, first, last) for first, last in runs(mask))

    def _run_in_order(self, check: dict[str, Any], first: int, last: int) -> bool:
        if "after" in check:
            before = self.masks.get(check["after"])
            if before is None:
                return False
            earlier = np.nonzero(before)[0]
            if first < earlier[-1] - 0.4 * self.recording.fps or first <= earlier[0]:
                # an event that goes on (a ball that flies) may begin with the contact that causes it
                return bool(check["type"] == "physics" and last > earlier[0])
        if "during" in check:
            other = self.masks.get(check["during"])
            if other is None:
                return False
            return bool(other[first : last + 1].sum() >= 0.5 * min(last - first + 1, other.sum()))
        return True

    def _lighting(self, check: dict[str, Any]) -> tuple[bool, str]:
        return looking.has_lighting(self.recording, check), ""

    def _camera(self, check: dict[str, Any]) -> tuple[bool, str]:
        found = self.selection.find(check["subject"])
        if check["framing"] in ("in_view", "wide"):
            return bool(found) and all(looking.has_framing(self.recording, check, t) for t in found), ""
        return any(looking.has_framing(self.recording, check, t) for t in found), ""

    def _setting(self, check: dict[str, Any]) -> tuple[bool, str]:
        return looking.is_indoor(self.recording) == check["indoor"], ""

    def _duration(self, check: dict[str, Any]) -> tuple[bool, str]:
        wanted = round(check["seconds"] * self.recording.fps)
        return abs(self.recording.frame_count - wanted) <= 1, f"{self.recording.frame_count} frames"


def main() -> None:
    blend, checks_path, result_path = sys.argv[1:4]
    order = json.loads(Path(checks_path).read_text(encoding="utf-8"))
    bpy.ops.wm.open_mainfile(filepath=blend)
    recording = record()
    judge = Judge(recording, order["colors_oklch"])
    results = []
    for check in order["checks"]:
        try:
            passed, text = judge.judge(check)
        except Exception as error:  # what cannot be measured fails, and says why
            traceback.print_exc()
            passed, text = False, f"cannot be measured: {error!r}"
        results.append({"passed": bool(passed), "text": text})
    if order.get("still_frame") is not None:
        np.savez(Path(result_path).with_suffix(".npz"), **outline(recording, order["still_frame"]))
    Path(result_path).write_text(json.dumps(results), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
