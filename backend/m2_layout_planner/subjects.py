"""What the picture is about: the people who act and what they act on, and what is merely there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..common.kites import kites_flown
from ..common.mounts import RIDING
from ..common.swinging import SEATED
from ..common.toys import BLOW_BUBBLES, TOLL
from ..common.wings import LANDING, flight_of
from .airborne import flown_past
from .placing import Scene
from .separation import Array
from .take import Take
from .things import WATER, Thing
from .verbs import need_of, receiver_of

FAR_M = 14.0
TOGETHER_M = 3.5
"""people nearer than this to someone who acts belong into the same picture"""
AT_HAND_M = 1.8
"""a thing matters from when someone is so near to it"""
GONE_M = 2.5
"""what flies or rolls farther off than this from everybody and everything else has left the picture"""
BIG_M = 1.3
"""reach from which a thing that people act on may be cropped: a car, a fence"""
SCENE_M = 3.5
"""the same of what things fall onto or roll to without people"""
SMALL_BESIDE = 10.0
"""height of what is flown over and seen whole, in reaches of what flies: a bird would be a dot over a whole tree"""
GOAL_M = 2.2
"""the same of what something is thrown or kicked to"""
_PLAYED_ON = frozenset({*SEATED, TOLL})
"""deeds on a thing that is seen whole, however high: a seesaw, a bell over who rings it"""
FRAME = 1.5
"""height from which what somebody sits in is a frame that may be cropped, in those of the tallest of them"""
_FIGHTING = frozenset({"fight", "battle", "slay", "attack", "confront", "defend", "spray"})
STILL_LIFE_COUNT, STILL_LIFE_TABLE_M = 3, 1.2
"""so many things on furniture of at most this height are a still life even where the furniture is named first"""
# cost of seeing a face from so many degrees off its front
FACE_DEG = (0.0, 15.0, 55.0, 75.0, 90.0, 115.0, 180.0)
FACE_COST = (0.06, 0.0, 0.0, 0.12, 0.3, 0.75, 1.0)


@dataclass(frozen=True, kw_only=True)
class Subjects:
    """The objects of a scene by how much the picture needs them."""

    main_id: str | None
    people: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    """what people act on, what moves, and what carries such; without people every small thing"""
    near: tuple[str, ...] = ()
    """other small things: in the picture as far as that leaves the subject big"""
    far: tuple[str, ...] = ()
    """houses, trees, mountains, the sky: background, may be cropped"""
    sent: tuple[str, ...] = ()
    """of the props, what is kicked or thrown to a thing, and that thing: it is seen arriving"""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.people, *self.props)


def find_subjects(scene: Scene, take: Take, asked: str | None) -> Subjects:
    """Sorts the things of a scene."""
    main_id = main_subject(scene, asked)
    solid = [i for i, t in scene.things.items() if t.kind not in ("environment", "ground") or _is_pond(t)]
    solid = [i for i in solid if i in take.outlines]
    if main_id is None or main_id not in take.outlines:
        return Subjects(main_id=None, props=tuple(solid))
    middle = take.outlines[main_id].mean(axis=(0, 1))

    def is_near(object_id: str) -> bool:
        return bool(np.linalg.norm(take.outlines[object_id].mean(axis=(0, 1)) - middle) < FAR_M)

    small = [i for i in solid if i == main_id or (_is_small(scene.things[i]) and is_near(i))]
    kites = kites_flown(scene.description)
    aloft = [i for i in solid if i in kites or flight_of(scene.description, i) is not None]
    foes, played = _foes(scene), _targets(scene, _PLAYED_ON)  # however big
    drifting = _targets(scene, frozenset({BLOW_BUBBLES}))  # away, and out of the picture
    small += [i for i in solid if (i in aloft or i in foes or i in played) and i not in small]
    small = [i for i in small if i not in drifting]
    if not scene.things[main_id].is_person:
        if scene.things[main_id].kind == "backdrop":  # a house beside water: both
            small += [i for i in solid if _is_pond(scene.things[i]) and i not in small]
        small += [i for i in _flown_to(scene, aloft) if i in solid and i not in small]
        ends = set().union(*_acted_on(scene))  # stairs that a ball bounces down are seen whole
        small += [i for i in solid if i in ends and i not in small and scene.things[i].reach < SCENE_M]
        far = tuple(i for i in solid if i not in small)
        stage = _still_life_stage(scene, main_id, small)
        return Subjects(main_id=main_id, props=tuple(i for i in small if i not in stage), near=stage, far=far)
    people = [i for i in small if scene.things[i].is_person]
    acted, receivers = _acted_on(scene)
    props = [i for i in small if i not in people and (i in acted or i in receivers or take.travels(i))]
    mounts = _mounts(scene)  # whom one rides and what one drives or fights is seen whole
    whole = {*mounts, *kites, *foes, *played}
    tallest = max((scene.things[i].height for i in people), default=0.0)
    frames = {i for i in _targets(scene, SEATED) if i in props and scene.things[i].height > FRAME * tallest}
    props = [i for i in props if i not in frames]  # of a swing: who swings is what one looks at
    beds = _beds_of_animals(scene)
    props = [i for i in props if i not in beds]
    props = [i for i in props if i in whole or scene.things[i].reach < (GOAL_M if i in receivers else BIG_M)]
    for object_id in list(props):
        root = scene.tree.root_of(object_id)
        if root in small and root not in (*props, *people, *beds) and scene.things[root].reach < BIG_M:
            props.append(root)
    props += [i for i in _flown_to(scene, aloft) if i in solid and i not in props]
    taken = {*people, *props}
    return Subjects(
        main_id=main_id, people=tuple(people), props=tuple(props), near=tuple(i for i in small if i not in taken),
        far=tuple(i for i in solid if i not in small and i not in taken), sent=_sent(scene, props),
    )  # fmt: skip


def _sent(scene: Scene, props: list[str]) -> tuple[str, ...]:
    """What is kicked or thrown to a thing that is there, and that thing, of the props."""
    objects = {e.id: [i for i in e.object_ids if i in scene.things] for e in scene.description.entities}
    found = []
    for action in scene.description.actions:
        goal = objects.get(receiver_of(scene.description, action) or "", [])
        if need_of(action) in ("kick", "throw") and any(not scene.things[i].is_person for i in goal):
            found += [i for i in (*objects.get(action.target_id or "", []), *goal) if i in props]
    return tuple(found)


def _flown_to(scene: Scene, aloft: list[str]) -> list[str]:
    """What is flown over, past or round, and where something lands: it is seen whole, if that leaves more than a dot
    of what flies."""
    landing = {a.target_id: a.actor_id for a in scene.description.actions if a.verb.split()[0] in LANDING}
    perches = [i for e in scene.description.entities if e.id in landing for i in e.object_ids if i in scene.things]
    birds = [i for e in scene.description.entities if e.id in landing.values() for i in e.object_ids]
    flyers = [*aloft, *(i for i in birds if i in scene.things)]
    passed = [flown_past(scene.description, scene.things, i) for i in aloft]
    span = max((scene.things[i].reach for i in flyers), default=0.0)
    seen = [i for i in (*passed, *perches) if i is not None and scene.things[i].height < SMALL_BESIDE * span]
    return list(dict.fromkeys(seen))


def _still_life_stage(scene: Scene, main_id: str, small: list[str]) -> tuple[str, ...]:
    """The furniture below a still life: what is on a table is looked at closely, its table is not."""
    root = scene.tree.root_of(main_id)
    group = [i for i in small if i != root and scene.tree.root_of(i) == root]
    least = STILL_LIFE_COUNT if main_id == root else 1
    kind = scene.things[root].kind
    low = kind == "wall" or (kind == "floor" and scene.things[root].height <= STILL_LIFE_TABLE_M)
    beside = [i for i in small if scene.tree.root_of(i) != root]
    if root not in small or len(group) < least or not low or beside:
        return ()
    return (root,)


def _mounts(scene: Scene) -> set[str]:
    """What somebody rides or drives."""
    ridden = {action.target_id for action in scene.description.actions if action.verb.split()[0] in RIDING}
    return {i for e in scene.description.entities if e.id in ridden for i in e.object_ids}


def _beds_of_animals(scene: Scene) -> set[str]:
    """What animals sit or lie on: a cat would be a dot on a whole couch."""
    found: set[str] = set()
    for action in scene.description.actions:
        actor = next((e for e in scene.description.entities if e.id == action.actor_id), None)
        bed = next((e for e in scene.description.entities if e.id == action.target_id), None)
        if actor is not None and bed is not None and actor.category != "person" and need_of(action) == "sit":
            found.update(bed.object_ids)
    return found


def _foes(scene: Scene) -> set[str]:
    """What somebody fights with."""
    fought = {action.target_id for action in scene.description.actions if action.verb.split()[0] in _FIGHTING}
    return {i for e in scene.description.entities if e.id in fought for i in e.object_ids}


def _targets(scene: Scene, verbs: Collection[str]) -> set[str]:
    """What deeds with such verbs are done on or with."""
    meant = {action.target_id for action in scene.description.actions if action.verb in verbs}
    return {i for e in scene.description.entities if e.id in meant for i in e.object_ids}


def _acted_on(scene: Scene) -> tuple[set[str], set[str]]:
    """Objects that actions are about, and objects that something is thrown, kicked or put to."""
    entities = {e.id: e for e in scene.description.entities}
    targets = [a.target_id for a in scene.description.actions]
    receivers = [receiver_of(scene.description, a) for a in scene.description.actions]
    found = [{i for n in names if n in entities for i in entities[n].object_ids} for names in (targets, receivers)]
    return found[0], found[1]


def present(take: Take, subjects: Subjects) -> dict[str, NDArray[np.bool_]]:
    """Subject -> (S,) the moments at which it has not flown or rolled out of the picture."""
    passing = {i for i in subjects.props if take.travels(i) and i not in subjects.sent}
    first = [take.outlines[i][:1] if i in passing else take.outlines[i] for i in subjects.all]
    scenery = np.concatenate([outline.reshape(-1, 3) for outline in first])
    margin = GONE_M if subjects.people else 0.4 * GONE_M
    low, high = scenery.min(axis=0) - margin, scenery.max(axis=0) + margin
    found = {}
    for object_id in subjects.all:
        middle = take.outlines[object_id].mean(axis=1)
        found[object_id] = ((middle >= low) & (middle <= high)).all(axis=1) | (object_id not in passing)
    return found


def matters(scene: Scene, take: Take, subjects: Subjects) -> dict[str, NDArray[np.bool_]]:
    """Subject -> (S,) the moments at which it has to be in the picture when the camera follows the action."""
    always = np.ones(take.count, dtype=bool)
    here = present(take, subjects)
    if not subjects.people:
        return here
    hips = {i: take.outlines[i][:, 1] for i in subjects.people}
    busy = {i: take.acting.get(i, ~always) for i in subjects.people}
    nobody = ~np.any(list(busy.values()), axis=0)
    main_id = subjects.main_id if subjects.main_id in hips else subjects.people[0]
    busy[main_id] = busy[main_id] | nobody
    found = {}
    for one in subjects.people:
        with_others = [busy[o] & (np.linalg.norm(hips[one] - hips[o], axis=1) < TOGETHER_M) for o in subjects.people]
        found[one] = busy[one] | np.any(with_others, axis=0)
    for prop in subjects.props:
        middle = take.outlines[prop].mean(axis=1)
        reach = scene.things[prop].reach
        close = [busy[i] & (np.linalg.norm(hips[i] - middle, axis=1) < AT_HAND_M + reach) for i in subjects.people]
        found[prop] = (np.any(close, axis=0) | take.moving(prop) | (prop in subjects.sent)) & here[prop]
    return found


def face_cost(take: Take, subjects: Subjects, eyes: Array) -> float:
    """0 where the faces of those who act are seen from the front or at three quarters, 1 where from behind."""
    total = weight = 0.0
    for person in subjects.people:
        toward = (eyes - take.outlines[person][:, 0])[:, :2]
        face = take.faces[person][:, :2]
        norm = np.linalg.norm(toward, axis=1) * np.linalg.norm(face, axis=1) + 1e-9
        angle = np.degrees(np.arccos(np.clip((toward * face).sum(axis=1) / norm, -1.0, 1.0)))
        busy = take.acting.get(person, np.zeros(take.count, dtype=bool)).astype(float) + 0.05
        busy[take.telling] += 0.7 * busy.sum()
        share = 2.0 if person == subjects.main_id else 1.0
        total += share * float(np.interp(angle, FACE_DEG, FACE_COST) @ busy / busy.sum())
        weight += share
    return total / weight if weight else 0.0


def cloud(take: Take, object_ids: tuple[str, ...]) -> Array:
    """All outline points (N, 3) of objects over the whole take."""
    found = [take.outlines[i].reshape(-1, 3) for i in object_ids if i in take.outlines]
    if not found:
        return np.array([[x, y, z] for x in (-2.0, 2.0) for y in (-1.0, 1.0) for z in (0.0, 1.7)])
    return np.unique(np.concatenate(found), axis=0)


def _is_pond(thing: Thing) -> bool:
    """Water that is a thing of the scene, not all there is to see."""
    return thing.kind == "ground" and bool(thing.words & WATER) and thing.reach < FAR_M


def _is_small(thing: Thing) -> bool:
    if thing.kind == "sky":
        return thing.reach < 1.5
    return thing.kind in ("floor", "wall") and (thing.is_person or thing.height < 2.6) and thing.reach < 4.0


def main_subject(scene: Scene, asked: str | None) -> str | None:
    """The object that the picture is about: the asked one, else the first who acts, else the first person or thing.

    None where there is nothing but the surroundings.
    """
    entities = {e.id: e for e in scene.description.entities}
    order = [asked] if asked else []
    order += [a.actor_id for a in scene.description.actions]
    order += [e.id for e in scene.description.entities if e.role == "character"]
    order += [e.id for e in scene.description.entities]
    for entity_id in order:
        entity = entities.get(entity_id or "")
        for object_id in entity.object_ids if entity else ():
            thing = scene.things.get(object_id)
            if thing is not None and (
                thing.kind not in ("environment", "ground", "sky")
                or entity_id == asked
                or flight_of(scene.description, object_id) is not None
            ):
                return object_id
    return next((i for i, t in scene.things.items() if t.kind != "environment"), None)
