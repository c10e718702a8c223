"""The enhancer: rendered frames and their passes become repainted frames."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from ..common.progress import Progress
from ..protocol.enhancement import Enhancement, checked_enhancement
from ..protocol.errors import DeviceOutOfMemoryError, EnhancementError, JobCancelled, SceneBackendError
from .controls import PASSES_OF_CONTROL, depth_picture, depth_range, normal_picture, outline_picture
from .diffusion import Painter, device_and_free_mb, is_out_of_memory, value_bytes
from .memory import Plan, budget_of, make_plan
from .models import FAMILIES, check_code, check_weights, controls_there
from .openpose import drawn, key_points, visible
from .store import Store
from .warping import Motion, carried, scaled
from .windows import next_window

log = logging.getLogger("sceneloom")

Image = NDArray[np.float32]
Pixels = NDArray[np.uint8]
_CARRIED = 0.5
"""share of the frame before, moved along the vectors, in what a new frame starts from"""


class Shot(Protocol):
    """What the enhancer sees of a shot."""

    @property
    def numbers(self) -> range:
        """Blender's numbers of the frames."""

    @property
    def size_px(self) -> tuple[int, int]: ...

    @property
    def pass_names(self) -> frozenset[str]:
        """of depth, normal, vector, index, pose"""

    def picture(self, number: int) -> Image:
        """(H, W, 4) as it is shown, 0…1, colours not multiplied by alpha"""

    def passes(self, number: int, names: Sequence[str]) -> Mapping[str, Image]:
        """depth (H, W) m, normal (H, W, 3) world, vector (H, W, 4) pixels, index (H, W)"""

    def people(self, number: int) -> list[dict[str, Any]]:
        """joints as `pose.json` has them"""

    def camera_rotation(self, number: int) -> tuple[float, ...]:
        """(w, x, y, z) from the camera's space to the world's; empty where it is not known"""


@dataclass(frozen=True, kw_only=True)
class Painted:
    """What a run has made."""

    store: Store
    plan: Plan | None
    """None where nothing had to be painted"""
    num_resumed: int
    notes: tuple[str, ...]
    """what is not as it might be, in words"""


class Enhancer:
    """M8: keeps its models between runs until it is told to unload."""

    def __init__(self) -> None:
        self._painter: Painter | None = None
        self._loaded_as: tuple[object, ...] = ()

    @classmethod
    def load(cls) -> Enhancer:
        return cls()

    @property
    def is_loaded(self) -> bool:
        return self._painter is not None

    def unload(self) -> None:
        if self._painter is not None:
            self._painter.unload()
        self._painter, self._loaded_as = None, ()

    def plan(self, enhancement: Enhancement, size_px: tuple[int, int], num_frames: int) -> Plan:
        """How a shot would be painted here. Raises SceneBackendError that says why it cannot be."""
        family = FAMILIES[enhancement.model]
        check_weights(
            enhancement.model,
            family,
            is_clip=num_frames > 1,
            few_steps=enhancement.few_steps,
            models_folder=enhancement.models_folder,
            has_own_base=bool(enhancement.base),
        )
        check_code(with_lora=bool(enhancement.lora) or enhancement.few_steps)
        device, free_mb = device_and_free_mb()
        return make_plan(
            enhancement.model,
            size_px,
            num_frames,
            len(controls_there(family, enhancement.models_folder)),
            budget_mb=budget_of(free_mb, enhancement.memory_mb),
            value_bytes=value_bytes(device),
            can_offload=device != "cpu",
        )

    def run(self, shot: Shot, enhancement: Enhancement, folder: Path, *, progress: Progress) -> Painted:
        """Paint every frame of a shot into a store below `folder`; frames that an earlier run has painted are kept.

        Raises SceneBackendError; `progress` may cancel, between two steps of denoising.
        """
        checked_enhancement(enhancement)
        is_clip = len(shot.numbers) > 1
        # 1. What fits
        plan = self.plan(enhancement, shot.size_px, len(shot.numbers))
        # 2. What holds the picture
        names, notes = _usable_controls(shot, enhancement)
        if len(names) > plan.num_controls:
            left_out = " and ".join(names[plan.num_controls :])
            notes += (f"The memory has no room for the ControlNets of {left_out}: they do not hold the picture.",)
            names = names[: plan.num_controls]
        store = Store.open(folder, plan.size_px)
        plan = replace(plan, size_px=store.size_px)
        num_resumed = store.num_done(shot.numbers)
        if num_resumed == len(shot.numbers):
            return Painted(store=store, plan=plan, num_resumed=num_resumed, notes=notes)
        progress(0.0, "enhance: look at the shot")
        limits = (0.0, 1.0)
        if "depth" in names:
            limits = depth_range(shot.passes(number, ["depth"])["depth"] for number in shot.numbers)
        # 3. Paint, with the models loaded first
        progress(0.02, "enhance: load the models")
        work = _Work(shot, enhancement, names, limits, store, progress)
        tokens, most = 0, 0
        while not work.is_done:
            try:
                painter = self._painter_for(enhancement, names, plan, is_clip)
                tokens, most = painter.num_prompt_tokens()
                if is_clip:
                    work.paint_window(painter, plan)
                else:
                    work.paint_still(painter, plan)
            except (JobCancelled, SceneBackendError):
                raise
            except Exception as error:
                if not is_out_of_memory(error):
                    log.exception("painting failed")
                    raise EnhancementError(f"The enhancer failed: {error}.", hint="The log has the details.") from error
                self.unload()
                plan = _next_smaller(plan, is_clip)
                notes += (f"The device ran out of memory; it went on with {plan}.",)
        if tokens > most:
            notes += (f"The model reads {most - 2} words or parts of words of the prompt, which has {tokens - 2}.",)
        return Painted(store=store, plan=plan, num_resumed=num_resumed, notes=notes)

    def _painter_for(self, enhancement: Enhancement, controls: tuple[str, ...], plan: Plan, is_clip: bool) -> Painter:
        """The loaded pipeline where it is the one that is wanted, else a new one."""
        style = (enhancement.few_steps, enhancement.lora, enhancement.lora_weight)
        weights = (enhancement.model, enhancement.base, enhancement.models_folder)
        wanted = (*weights, *style, controls, plan.offload, is_clip)
        if self._painter is None or self._loaded_as != wanted:
            self.unload()
            self._painter, self._loaded_as = Painter(enhancement, controls, plan, is_clip=is_clip), wanted
        self._painter.asked = enhancement
        return self._painter


class _Work:
    """One run: what is painted and what is next."""

    def __init__(
        self,
        shot: Shot,
        enhancement: Enhancement,
        controls: tuple[str, ...],
        limits: tuple[float, float],
        store: Store,
        progress: Progress,
    ) -> None:
        self._shot, self._enhancement, self._controls = shot, enhancement, controls
        self._limits, self._store, self._progress = limits, store, progress

    @property
    def is_done(self) -> bool:
        return self._store.num_done(self._shot.numbers) == len(self._shot.numbers)

    def paint_still(self, painter: Painter, plan: Plan) -> None:
        number = self._shot.numbers[0]
        picture, controls = self._rendered(number, plan.size_px), self._control_pictures(number, plan.size_px)
        painted = painter.still(picture, controls, number, self._reporter(0, 1, ""))
        self._store.add(range(number, number + 1), painted[None])

    def paint_window(self, painter: Painter, plan: Plan) -> None:
        """The next window: it begins with frames that are there, which hold the others to what they look like."""
        numbers = self._shot.numbers
        done = self._store.num_done(numbers)
        window = next_window(done, len(numbers), plan.window, plan.overlap)
        assert window is not None, "the caller asks whether all is done"
        there = [numbers[i] for i in window if i < done]
        missing = [numbers[i] for i in window if i >= done]
        kept = [self._store.newest(number) for number in there]
        start = [*kept, *self._starts(missing, kept[-1] if kept else None, plan.size_px)]
        held = [self._control_pictures(numbers[i], plan.size_px) for i in window]
        painted = painter.clip(
            np.stack(start),
            np.stack(kept) if kept else np.zeros((0, *start[0].shape), np.uint8),
            [np.stack(pictures) for pictures in zip(*held, strict=True)],
            window.start,
            self._reporter(done, len(missing), f"frames {missing[0]} to {missing[-1]}, "),
        )
        self._store.add(range(numbers[window.start], numbers[window.stop - 1] + 1), painted)

    def _starts(self, numbers: list[int], before: Pixels | None, size_px: tuple[int, int]) -> list[Pixels]:
        """What new frames start from: the render, with the repainted frame before it moved onto it where seen."""
        starts = []
        for number in numbers:
            picture = self._rendered(number, size_px).astype(np.float32) / 255.0
            if before is not None and "vector" in self._shot.pass_names:
                here, previous = (motion_of(self._shot, n, size_px) for n in (number, number - 1))
                moved, seen = carried(before.astype(np.float32) / 255.0, here, previous)
                share = np.where(seen[..., None], _CARRIED, 0.0)
                picture = (1.0 - share) * picture + share * np.clip(moved, 0.0, 1.0)
            before = np.round(picture * 255.0).astype(np.uint8)
            starts.append(before)
        return starts

    def _rendered(self, number: int, size_px: tuple[int, int]) -> Pixels:
        return np.round(small_picture(self._shot, number, size_px) * 255.0).astype(np.uint8)

    def _control_pictures(self, number: int, size_px: tuple[int, int]) -> list[Pixels]:
        wanted = sorted({name for control in self._controls for name in PASSES_OF_CONTROL[control]})
        passes = self._shot.passes(number, [name for name in wanted if name in self._shot.pass_names])
        made = []
        for control in self._controls:
            if control == "depth":
                made.append(depth_picture(passes["depth"], self._limits, size_px))
            elif control == "normal":
                made.append(normal_picture(passes["normal"], self._shot.camera_rotation(number), size_px))
            elif control == "openpose":
                people = [key_points(person) for person in self._shot.people(number)]
                seen = [visible(points, passes.get("depth"), self._shot.size_px) for points in people]
                line = FAMILIES[self._enhancement.model].controls[control].line
                made.append(drawn(seen, self._shot.size_px, size_px, line))
            else:
                made.append(outline_picture(passes.get("index"), passes.get("normal"), size_px))
        return made

    def _reporter(self, done: int, new: int, what: str) -> Any:
        total = len(self._shot.numbers)

        def report(step: int, steps: int) -> None:
            share = (done + new * step / steps) / total
            self._progress(0.05 + 0.95 * share, f"enhance: {what}step {step} of {steps}")

        return report


def small_picture(shot: Shot, number: int, size_px: tuple[int, int]) -> Image:
    """The rendered frame's colours, (H, W, 3) in 0…1, in the size that the model paints."""
    picture = np.clip(shot.picture(number)[..., :3], 0.0, 1.0)
    smaller = size_px[0] <= picture.shape[1]
    resized: Image = cv2.resize(picture, size_px, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
    return np.clip(resized, 0.0, 1.0)


def motion_of(shot: Shot, number: int, size_px: tuple[int, int]) -> Motion:
    """Where the frame's pixels come from and go to, in the model's pixels."""
    passes = shot.passes(number, [name for name in ("vector", "index") if name in shot.pass_names])
    return scaled(Motion(vector=passes["vector"], index=passes.get("index")), size_px)


def _usable_controls(shot: Shot, enhancement: Enhancement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the control pictures that the frames and the weights allow, and notes of those that they do not."""
    there = controls_there(FAMILIES[enhancement.model], enhancement.models_folder)
    notes, names = [], []
    for name in FAMILIES[enhancement.model].controls:
        if name not in there:
            notes.append(f"The weights of the ControlNet for {name} are not there: it does not hold the picture.")
        elif name == "normal" and not shot.camera_rotation(shot.numbers[0]):
            notes.append("The frames do not say how the camera is turned: normals do not hold the picture.")
        elif name == "openpose":
            if "pose" in shot.pass_names and _has_people(shot):
                names.append(name)
        elif not set(PASSES_OF_CONTROL[name]) & shot.pass_names:
            notes.append(f"The frames have no {' or '.join(PASSES_OF_CONTROL[name])} pass: nothing holds {name}.")
        else:
            names.append(name)
    if not names:
        raise EnhancementError(
            "Nothing holds the picture: the frames have no depth, normals or outlines.",
            hint="Render them with Sceneloom's passes.",
        )
    return tuple(names), tuple(notes)


def _has_people(shot: Shot) -> bool:
    return any(np.isfinite(key_points(person)).any() for number in shot.numbers for person in shot.people(number))


def _next_smaller(plan: Plan, is_clip: bool) -> Plan:
    """After an error: fewer frames at once, then models taking turns, then their layers; the size stays."""
    if is_clip and plan.window > 4:
        window = max(4, plan.window // 2)
        return replace(plan, window=window, overlap=max(window // 4, 1), shrunk_from=str(plan))
    order = ("none", "model", "layers")
    if plan.offload == "layers":
        raise DeviceOutOfMemoryError(
            "The device has too little memory even with models taking turns.",
            hint="Close other programs, or set a lower limit with --memory; what is painted stays for the next run.",
        )
    return replace(plan, offload=order[order.index(plan.offload) + 1], shrunk_from=str(plan))
