"""What people do, measured on bones, soles and things, as `bench_prompts.md` defines it.

Every test returns the mask of frames (T,) where the action holds, or None when it does not happen.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .recording import Recording, Thing
from .relating import gap

Mask = np.ndarray


class Acting:
    """One actor's motion, and the one thing the action is about."""

    def __init__(self, recording: Recording, actor: Thing, target: Thing | None, check: dict[str, Any]) -> None:
        self.recording, self.actor, self.target, self.check = recording, actor, target, check
        self.fps, self.count = recording.fps, recording.frame_count
        self.hips = actor.heads["hips"]
        self.head = actor.heads["head"]
        self.wrists = {side: actor.heads[f"hand.{side}"] for side in "LR"}
        self.palms = {side: actor.heads[f"middle_1.{side}"] for side in "LR"}
        self.speed = _speed(self.hips * [1, 1, 0], self.fps)
        self.standing = 0.535 * actor.standing_height
        self.floor = float(np.min(actor.soles))

    def test(self, verb: str) -> Mask | None:
        return getattr(self, verb.replace(" ", "_"))()

    # --- places ---------------------------------------------------------------------------------

    def stand(self) -> Mask | None:
        height = self.hips[:, 2] - self.floor
        return _lasting((height >= 0.85 * self.standing) & (self.speed < 0.4), 0.5 * self.fps)

    def _travel(self, fast: bool) -> Mask | None:
        moving = self.speed > (1.2 if fast else 0.25)
        best = None
        for start, end in runs(_closed(moving, int(0.4 * self.fps))):
            path = self.hips[start : end + 1] * [1, 1, 0]
            length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
            if length < self.check.get("min_m", 0.5):
                continue
            if not self._reaches(start, end) or not self._steps(start, end, fast):
                continue
            best = np.zeros(self.count, bool) if best is None else best
            best[start : end + 1] = True
        return best

    def _reaches(self, start: int, end: int) -> bool:
        if self.check.get("target", {}).get("category") == "@camera":
            to = self.recording.camera[:, :3, 3] - self.hips
            distance = np.linalg.norm(to[:, :2], axis=1)
            return bool(distance[end] < distance[start] - 0.3)
        if self.target is None:
            return True
        place = np.tile(self.hips[end], (2, 1))
        if self.check.get("past"):
            centers = self.target.centers[0]
            along = self.hips[end] - self.hips[start]
            closest = np.linalg.norm((self.hips[start : end + 1] - centers)[:, :2], axis=1).min()
            return bool(closest <= 3.0 + 0.5 * self.target.size[:2].max() and (self.hips[end] - centers) @ along > 0)
        return gap(place, self.target.box_at(end)) <= 1.2

    def _steps(self, start: int, end: int, fast: bool) -> bool:
        """Feet alternate, planted ones do not slip; walking always has one down, running flies or is fast."""
        soles = self.actor.soles[start : end + 1] - self.floor
        down = soles < 0.015
        speed = float(np.median(self.speed[start : end + 1]))
        if fast:
            if speed < 2.0 and not (~down.any(1)).any():
                return False
        elif speed > self.check.get("max_speed", 2.2) or (~(soles < 0.03).any(1)).mean() > 0.05:
            return False
        difference = soles[:, 0] - soles[:, 1]
        if np.ptp(difference) < 0.03:
            return False
        slips = []
        for side in (0, 1):
            ball = self.actor.heads[f"toe.{'LR'[side]}"][start : end + 1, :2]
            for first, last in runs(down[:, side]):
                # between heel strike and toe-off the ball of the foot must not move
                flat = ball[first + round(0.35 * (last - first)) : first + round(0.75 * (last - first)) + 1]
                if last - first >= 5:
                    slips.append(float(np.linalg.norm(flat.max(0) - flat.min(0))))
        return not slips or float(np.median(slips)) <= 0.03

    def walk(self) -> Mask | None:
        return self._travel(fast=False)

    def run(self) -> Mask | None:
        return self._travel(fast=True)

    def turn(self) -> Mask | None:
        front = self.actor.axes["hips"][:, :, 2]
        yaw = np.degrees(np.unwrap(np.arctan2(front[:, 1], front[:, 0])))
        least = self.check.get("min_deg", 60)
        window = int(3.0 * self.fps)
        best: tuple[float, int, int] | None = None
        for start in range(self.count):
            for end in range(start + 2, min(self.count, start + window)):
                if abs(yaw[end] - yaw[start]) >= least and (best is None or end - start < best[0]):
                    best = (end - start, start, end)
        return None if best is None else _mask(self.count, best[1], best[2])

    def jump(self) -> Mask | None:
        high = (self.actor.soles - self.floor).min(1) >= 0.04
        flights = [run for run in runs(high) if run[1] - run[0] >= 2]
        if not flights or len(flights) != self.check.get("times", len(flights)):
            return None
        return _mask(self.count, max(0, flights[0][0] - int(0.3 * self.fps)), flights[-1][1] + int(0.2 * self.fps))

    # --- seats ----------------------------------------------------------------------------------

    def _sits(self) -> Mask:
        assert self.target is not None
        near = np.array(
            [self.target.surface_distance(f, self.hips[f]) <= 0.10 + 0.055 * self.actor.standing_height
             for f in range(self.count)]
        )  # fmt: skip
        knees = []
        for side in "LR":
            thigh, shin = (self.actor.axes[f"{b}.{side}"][:, :, 1] for b in ("thigh", "shin"))
            knees.append(180 - np.degrees(np.arccos(np.clip((thigh * shin).sum(1), -1, 1))))
        bent = np.abs(np.mean(knees, axis=0) - 90) <= 30
        return near & bent

    def sit(self) -> Mask | None:
        sits = _lasting(self._sits(), 0.5 * self.fps)
        if sits is None or sits[0]:
            return None
        first = int(np.argmax(sits))  # the act ends when the seat is taken, not when it is left
        return _mask(self.count, first, first + int(0.5 * self.fps))

    def stand_up(self) -> Mask | None:
        sits = self._sits()
        up = (self.hips[:, 2] - self.floor) >= 0.85 * self.standing
        if not sits[: max(2, int(0.3 * self.fps))].all() or not up.any():
            return None
        first = int(np.argmax(up))
        last_sit = int(np.max(np.nonzero(sits[:first])[0])) if sits[:first].any() else 0
        return _mask(self.count, last_sit, first)

    # --- hands and things -----------------------------------------------------------------------

    def _hand_distance(self) -> np.ndarray:
        """(2, T) distance of each hand (palm or finger roots) to the target's surface."""
        assert self.target is not None
        joints = ("hand", "middle_1", "middle_3", "index_3", "thumb_3")
        return np.array(
            [[min(self.target.surface_distance(f, self.actor.heads[f"{j}.{side}"][f]) for j in joints)
              for f in range(self.count)] for side in "LR"]
        )  # fmt: skip

    def pick_up(self) -> Mask | None:
        assert self.target is not None
        height = self.target.centers[:, 2]
        rise = np.nonzero(height >= height[0] + 0.10)[0]
        if not len(rise):
            return None
        lifted = int(rise[0])
        for distance in self._hand_distance():
            near = distance <= 0.10
            if near[lifted : lifted + int(0.5 * self.fps)].all() and near[:lifted].any():
                before = runs(near[: lifted + 1])
                return _mask(self.count, before[-1][0], lifted)
        return None

    def put_down(self) -> Mask | None:
        assert self.target is not None
        moving = _speed(self.target.centers, self.fps) > 0.05
        if not moving.any():
            return None
        rest = int(np.nonzero(moving)[0][-1])
        distance = self._hand_distance()
        held = (distance[:, max(0, rest - int(0.5 * self.fps)) : rest + 1] <= 0.10).all(1)
        if not held.any() or rest >= self.count - 2:
            return None
        if not (distance[int(np.argmax(held)), -1] >= 0.15):
            return None
        return _mask(self.count, max(0, rest - int(0.5 * self.fps)), rest)

    def throw(self) -> Mask | None:
        assert self.target is not None
        near = self._hand_distance().min(0) <= 0.10
        speed = _speed(self.target.centers, self.fps)
        for frame in np.nonzero(near[:-2] & ~near[1:-1])[0]:
            flight = self.target.centers[frame + 1 :]
            away = np.linalg.norm(flight - flight[0], axis=1) >= 1.0
            if speed[frame + 1 : frame + 5].max() >= 2.0 and away.any():
                direction = self.check.get("direction")
                if direction:
                    wanted = {"right": self.recording.right, "left": -self.recording.right}[direction]
                    path = (flight[int(np.argmax(away))] - flight[0]) * [1, 1, 0]
                    if path @ wanted < 0.5 * np.linalg.norm(path):
                        continue
                return _mask(self.count, max(0, frame - int(0.6 * self.fps)), int(frame) + 1)
        return None

    def kick(self) -> Mask | None:
        assert self.target is not None
        speed = _speed(self.target.centers, self.fps)
        for side in "LR":
            for frame in range(1, self.count - 3):
                feet = [self.actor.heads[f"{b}.{side}"][frame] for b in ("foot", "toe")]
                feet.append(feet[1] + (feet[1] - feet[0]) * 0.4)
                close = min(self.target.surface_distance(frame, p) for p in feet) <= 0.12
                if close and speed[frame : frame + 4].max() >= 1.0 and speed[max(0, frame - 4) : frame].max() < 1.0:
                    return _mask(self.count, max(0, frame - int(0.4 * self.fps)), frame + int(0.2 * self.fps))
        return None

    def push(self) -> Mask | None:
        assert self.target is not None
        near = self._hand_distance().min(0) <= 0.08
        moves = _speed(self.target.centers, self.fps) > 0.02
        mask = _lasting(_closed(near & moves, 3), 0.5 * self.fps)
        if mask is None:
            return None
        frames = np.nonzero(mask)[0]
        path = np.linalg.norm((self.target.centers[frames[-1]] - self.target.centers[frames[0]])[:2])
        return mask if path >= 0.3 else None

    # --- gestures -------------------------------------------------------------------------------

    def wave(self) -> Mask | None:
        for side in "LR":
            shoulder = self.actor.heads[f"upper_arm.{side}"]
            mask = _lasting(_closed(self.wrists[side][:, 2] > shoulder[:, 2], 3), 0.6 * self.fps)
            if mask is None:
                continue
            frames = np.nonzero(mask)[0]
            sideways = self.actor.axes["upper_chest"][frames][:, :, 0]
            swing = ((self.palms[side] - self.hips)[frames] * sideways).sum(1)
            if _reversals(swing, 0.05) < 3:
                continue
            if self.target is not None:
                front = self.actor.axes["upper_chest"][frames[0]][:, 2] * [1, 1, 0]
                to = (self._target_center(frames[0]) - self.hips[frames[0]]) * [1, 1, 0]
                if front @ to < 0.5 * np.linalg.norm(front) * np.linalg.norm(to):
                    continue
            return mask
        return None

    def _target_center(self, frame: int) -> np.ndarray:
        if self.target is None:
            return self.recording.camera[frame, :3, 3]
        return self.target.centers[frame]

    def point(self) -> Mask | None:
        for side in "LR":
            shoulder, elbow = (self.actor.heads[f"{b}.{side}"] for b in ("upper_arm", "forearm"))
            wrist = self.wrists[side]
            centers = np.array([self._target_center(f) for f in range(self.count)])
            straight = _angle(shoulder - elbow, wrist - elbow) >= 150
            aimed = _angle(wrist - shoulder, centers - shoulder) <= 20
            mask = _lasting(straight & aimed, 0.3 * self.fps)
            if mask is not None:
                return mask
        return None

    def look(self) -> Mask | None:
        front = self.actor.axes["head"][:, :, 2]
        centers = np.array([self._target_center(f) for f in range(self.count)])
        return _lasting(_angle(front, centers - self.head) <= 25, 0.4 * self.fps)

    def bow(self) -> Mask | None:
        pitch = [90 - np.degrees(np.arccos(np.clip(-self.actor.axes[b][:, 2, 2], -1, 1))) for b in ("head", "chest")]
        down = (np.array(pitch) >= 25).all(0)
        mask = _lasting(down, 3)
        return mask if mask is not None and not down[0] else None

    def clap(self) -> Mask | None:
        apart = np.linalg.norm(self.palms["L"] - self.palms["R"], axis=1)
        closes, state, frames = 0, "apart", []
        for frame, distance in enumerate(apart):
            if state == "apart" and distance <= 0.08:
                closes, state = closes + 1, "together"
                frames.append(frame)
            elif state == "together" and distance >= 0.12:
                state = "apart"
        return _mask(self.count, frames[0], frames[-1]) if closes >= 3 else None

    def dance(self) -> Mask | None:
        moving = np.ones(self.count, bool)
        for points in (*self.wrists.values(), self.hips, *(self.actor.heads[f"foot.{s}"] for s in "LR")):
            window = np.ones(2 * int(self.fps))  # the mean over two seconds: feet take turns
            mean = np.convolve(_speed(points, self.fps), window, "same") / np.convolve(moving * 0 + 1, window, "same")
            moving &= mean > 0.15
        mask = _lasting(_closed(moving, int(0.3 * self.fps)), 2.0 * self.fps)
        if mask is None:
            return None
        frames = np.nonzero(mask)[0]
        swings = max(_reversals((self.wrists[s] - self.hips)[frames, axis], 0.05) for s in "LR" for axis in range(3))
        return mask if swings >= 6 else None

    def fall(self) -> Mask | None:
        height = (self.hips[:, 2] - self.floor) / self.standing
        low = np.nonzero(height <= 0.35)[0]
        if not len(low) or not (height[: low[0]] >= 0.7).any() or height[-1] > 0.35:
            return None
        up = np.nonzero(height[: low[0]] >= 0.7)[0][-1]
        joints = np.stack(list(self.actor.heads.values()))
        return _mask(self.count, int(up), int(low[0])) if joints[:, :, 2].min() - self.floor > -0.03 else None


# --- signals ------------------------------------------------------------------------------------


def _speed(points: np.ndarray, fps: float) -> np.ndarray:
    if len(points) < 2:
        return np.zeros(len(points))
    return np.linalg.norm(np.gradient(points, axis=0), axis=1) * fps


def _angle(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    norm = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.degrees(np.arccos(np.clip((a * b).sum(1) / np.maximum(norm, 1e-9), -1, 1)))


def runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """First and last frames of every stretch of True."""
    edges = np.diff(np.concatenate([[0], mask.astype(int), [0]]))
    return list(zip(np.nonzero(edges == 1)[0].tolist(), (np.nonzero(edges == -1)[0] - 1).tolist(), strict=True))


def _closed(mask: np.ndarray, hole: int) -> np.ndarray:
    """The mask with holes of up to `hole` frames filled."""
    filled = mask.copy()
    for start, end in runs(~mask):
        if start > 0 and end < len(mask) - 1 and end - start < hole:
            filled[start : end + 1] = True
    return filled


def _lasting(mask: np.ndarray, frames: float) -> Mask | None:
    kept = np.zeros(len(mask), bool)
    for start, end in runs(mask):
        if end - start + 1 >= frames:
            kept[start : end + 1] = True
    return kept if kept.any() else None


def _mask(count: int, start: int, end: int) -> Mask:
    mask = np.zeros(count, bool)
    mask[start : end + 1] = True
    return mask


def _reversals(signal: np.ndarray, least: float) -> int:
    """Turning points of a signal that are at least `least` apart in value."""
    count, direction, extreme = 0, 0, signal[0]
    for value in signal[1:]:
        if direction >= 0 and value < extreme - least:
            count, direction, extreme = count + 1, -1, value
        elif direction <= 0 and value > extreme + least:
            count, direction, extreme = count + 1, 1, value
        else:
            extreme = max(extreme, value) if direction >= 0 else min(extreme, value)
    return count
