"""About 250 random action sentences over 100 layouts: nothing breaks, unmet wishes are told, bodies stay whole."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m4_motion.programs import OVERLAYS, PROGRAMS
from backend.protocol.scene import Action, Asset, Relation, Transform, WalkPath

from .scenes import Figure, at, ball, chair, crate, does, person, place, play, table, thing, way

VERBS = sorted([*PROGRAMS, *OVERLAYS])
MANNERS = (
    "slowly", "quickly", "sadly", "happily", "left", "right", "backwards", "twice", "three times", "old", "drunk"
)  # fmt: skip
THINGS = ("b", "c", "t", "k", "u", "n", "w")
"""ball, chair, table, crate, cup, bench, wall"""


def props() -> list[Asset]:
    bench = thing("n", "bench", (1.6, 0.4, 0.45), *(place("sit_at", x, 0, 0.45, (0.4, 0.4, 0)) for x in (-0.5, 0, 0.5)))
    cup = thing("u", "cup", (0.08, 0.08, 0.1), place("grip_at", 0, 0, 0.05, (0.08, 0, 0)))
    return [ball("b"), chair("c"), table("t"), crate("k"), cup, bench, thing("w", "wall", (3.0, 0.2, 2.5))]


def random_scene(
    rng: np.random.Generator,
) -> tuple[list[Asset], dict[str, Transform], list[Action], list[WalkPath], list[Relation], dict[str, float]]:
    statures = {"m": float(rng.uniform(1.5, 1.95)), "k2": float(rng.uniform(1.0, 1.4))}
    where = {name: at(*rng.uniform(-3, 3, 2), heading=rng.uniform(-3, 3)) for name in (*statures, *THINGS)}
    if rng.random() < 0.5:  # the cup stands on the table
        where["u"] = at(float(where["t"].translation[0]), float(where["t"].translation[1]), 0.75)
    actions: list[Action] = []
    paths: list[WalkPath] = []
    relations: list[Relation] = []
    last: dict[str, str] = {}
    for number in range(int(rng.integers(1, 5))):
        actor = str(rng.choice(list(statures)))
        verb = str(rng.choice(VERBS))
        others = [name for name in statures if name != actor]
        target = str(rng.choice([*THINGS, *others])) if rng.random() < 0.8 else None
        name = f"a{number}"
        manner = tuple(str(word) for word in rng.choice(MANNERS, int(rng.integers(0, 3)), replace=False))
        after = last.get(actor) if rng.random() < 0.8 else None
        during = str(rng.choice([a.id for a in actions])) if actions and rng.random() < 0.2 else None
        actions.append(does(name, actor, verb, target, manner=manner, after=after, during=during))
        last[actor] = name
        if target is not None and rng.random() < 0.7:
            start = where[actor].translation[:2].astype(float)
            goal = where[target].translation[:2].astype(float)
            away = goal - start
            goal = goal - away / max(np.linalg.norm(away), 1e-6) * 0.8
            end = float(np.arctan2(away[0], -away[1]))
            paths.append(way(actor, name, [tuple(start), tuple(goal)], end, end))
            if rng.random() < 0.3:
                relations.append(Relation(subject_id=target, predicate=f"{verb} on", spatial="on", object_id="t"))
    assets = [person(name, stature) for name, stature in statures.items()]
    return [*assets, *props()], where, actions, paths, relations, statures


def slide(figure: Figure) -> float:
    """Share of frames in which a foot on the floor moves by more than 0.2 m/s under its ball."""
    found = []
    for side in "LR":
        ball = figure.of(f"toe.{side}")
        on = figure.sole(side) < 0.002
        speed = np.linalg.norm(np.diff(ball[:, :2], axis=0), axis=-1) * figure.fps
        found.append(on[1:] & on[:-1] & (speed > 0.2) & (ball[1:, 2] < 0.03 * figure.body.stature))
    return float(np.mean(found))


@pytest.mark.parametrize("seed", range(0, 100, 10))
def test_random_actions_make_sound_clips(seed: int) -> None:
    for number in range(seed, seed + 10):
        rng = np.random.default_rng(number)
        assets, where, actions, paths, relations, statures = random_scene(rng)
        motion = play(assets, where, actions, paths, relations, seed=number)
        told = [(a.actor_id, a.verb, a.target_id, a.manner) for a in actions]
        for name, stature in statures.items():
            figure = Figure(motion, name, stature)
            assert np.isfinite(figure.clip.joint_rotations).all(), (number, told)
            assert min(figure.sole("L").min(), figure.sole("R").min()) > -0.005, (number, told)
            low = figure.positions[..., 2].min(axis=0)
            assert low.min() > -0.05, (number, told, figure.body.skeleton.joint_names[low.argmin()])
            steps = np.linalg.norm(np.diff(figure.positions, axis=0), axis=-1) * figure.fps
            assert steps.max() < 22.0, (number, told, np.unravel_index(steps.argmax(), steps.shape))
            if "ice skate" not in {action.verb for action in actions}:  # who skates glides
                assert slide(figure) <= 0.04, (number, told)  # who trips drags the feet
            moved = {name for name, *_ in figure.clip.segments}
            for action in actions:
                overlaid = action.verb in OVERLAYS or action.during is not None
                seen = action.id in moved or overlaid or any(action.text in note for note in motion.unmet)
                stands = action.verb in ("stand up", "sit", "kneel", "crouch", "fall", "turn", "walk", "run", "jog",
                                         "sneak", "march", "limp")  # fmt: skip
                assert seen or stands or action.actor_id != name, (number, action, motion.unmet)
