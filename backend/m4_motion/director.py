"""Puts the actions in order, gives each to its performer, and keeps everybody on one clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from ..common.belongings import held_at_start
from ..common.naming import capitalized, said_name
from ..common.seeding import stage_rng
from ..common.weightless import is_weightless
from ..protocol.scene import Action, AssetSet, SceneDescription, SceneLayout
from .acts import Act, parameter_name
from .animals.fighting import fought
from .animals.marks import on_its_mark
from .animals.performer import Animal
from .animals.pose import is_quadruped
from .animals.pose import measure as measure_animal
from .animals.programs import Deed, animal_program, perform, phrase_of
from .body import is_humanoid, measure_person
from .carrying import have_from_start
from .channels import Array
from .climbing import up_there
from .facing import face
from .flights import caught
from .gait import Gait
from .hand_in_hand import join_hands, pairs_of
from .idle import wait_until
from .learned.performing import perform_learned
from .levels import level_of, on_level
from .locomotion import Style
from .lying import begin_so
from .mounted import gait_of, is_mounted, ride_animal
from .moving import approach
from .ordering import in_order, partner_of
from .parameters import Choices, Values
from .performer import Performer
from .postures import seat_first
from .programs import GIVEN, HOLDS, OVERLAYS, PROGRAMS, STANDS, TOOLS
from .pursuit import Pursuits, glance_back
from .rising import get_up
from .router import MotionRouter
from .scene_query import Flight, SceneQuery
from .styles import has_posture, nature_of, style_of
from .tripping import come_to_trip, obstacle_of
from .verbs import GOING, MUTUAL, STAGGERING, count_of, direction_of, program_for

_SETTLE_S = 0.6
_FLIGHT_SETTLE_S = 1.8
_AT_REST_S = 4.0
"""what flew off so long ago lies"""
_TURN_AND_READY_S = 2.4
_ANYHOW = frozenset({"stand", "stand up", "sit", "lie", "kneel", "crouch", "fall", "crawl", "climb", "ride", "drive",
                     *GOING})
"""programs that begin in any posture"""
_UP_THERE = frozenset({"turn", "stand", "jump", "dance"})
"""programs that are done on top of the stairs, where one has climbed them"""
_ONE_SIDED = frozenset({"kick", "wave", "salute", "punch", "drink", "throw", "pick up", "hold", "raise", "cartwheel"})
_SIZED = frozenset(
    {"wave", "bow", "clap", "nod", "shake head", "cheer", "talk", "jump", "dance", "throw", "kick"}
)


class Director:
    """One performance: who does what when."""

    def __init__(
        self, description: SceneDescription, assets: AssetSet, layout: SceneLayout, gaits: dict[str, Gait], fps: float,
        seed: int, tempo: float, chosen: Mapping[str, Values], router: MotionRouter | None = None,
    ) -> None:  # fmt: skip
        self.description = description
        self.scene = SceneQuery(description, assets, layout)
        self._scenes: dict[str, SceneQuery] = {}
        self.gaits, self.fps, self.seed, self.tempo, self._chosen = gaits, fps, seed, tempo, chosen
        self._router = router
        self.notes: list[str] = []
        self.spans: dict[tuple[str, str], tuple[int, int]] = {}
        """(action, actor) to its frames"""
        self.performers: dict[str, Performer] = {}
        self.animals: dict[str, Animal] = {}
        for object_id, asset in assets.assets.items():
            if asset.skeleton is None or object_id not in layout.placements:
                continue
            if is_quadruped(asset.skeleton):
                self.animals[object_id] = on_its_mark(
                    object_id, measure_animal(asset), self.scene, fps, seed, Choices(chosen.get(object_id, {}))
                )
                continue
            if not is_humanoid(asset.skeleton):
                self.notes.append(f"The {asset.category} stands still: its skeleton is not a person's.")
                continue
            transform = layout.placements[object_id].transform
            w, _, _, z = (float(v) for v in transform.rotation)
            heading = 2.0 * float(np.arctan2(z, w))
            body = measure_person(asset)
            pose = body.standing(float(transform.translation[0]), float(transform.translation[1]), heading)
            rng, floor_m = stage_rng(seed, object_id), level_of(description, layout, object_id)
            self._scenes[object_id] = on_level(self.scene, floor_m)
            self.performers[object_id] = Performer(
                actor_id=object_id, body=body, fps=fps, pose=pose, idle_phase=float(rng.uniform(0.0, 6.28)),
                choices=Choices(chosen.get(object_id, {})), floor_m=floor_m,
                hovers=is_weightless(description.entity_of(object_id)), stride_seed=int(rng.integers(2**32)),
            )  # fmt: skip
        self.pursuits = Pursuits(self.scene, self.performers, self.animals, tempo)

    @property
    def end_frame(self) -> int:
        """When the last action is over, or those who run to the end slow down."""
        actors: dict[str, Performer | Animal] = {**self.performers, **self.animals}
        running = self.pursuits.end_frame(actors)
        done = [actor.length for name, actor in actors.items() if not self.pursuits.is_open(name)]
        return max([*done, *([] if running is None else [running])], default=0)

    @property
    def settle_s(self) -> float:
        """Time after the last action: longer where something flies."""
        late = self.end_frame - round(_AT_REST_S * self.fps)
        flies = any(
            h.frame > late and (h.kind in ("kick", "fall") or (h.kind == "release" and h.landing is not None)
            or (h.kind == "guide" and h.velocity is not None))
            for p in self.performers.values()
            for h in p.happenings
        )
        runs_on = any(self.pursuits.is_open(name) for name in (*self.performers, *self.animals))
        return _FLIGHT_SETTLE_S if flies else 0.0 if runs_on else _SETTLE_S

    def play(self, report: Callable[[float], None]) -> None:
        """Every action, dependencies first."""
        ordered = in_order(self.description.actions)
        self._give_things(ordered, TOOLS)
        for thing, person in held_at_start(self.description, self.scene.assets.assets).items():
            placed = self.scene.layout.placements.get(thing)
            if person in self.performers and placed is not None and placed.support_id == person:
                have_from_start(self.performers[person], self.scene, thing)
        self._give_things(ordered, GIVEN)
        for number, action in enumerate(ordered):
            report(number / max(1, len(ordered)))
            for actor_id in self._actors(action):
                self._catch(actor_id)
                if actor_id in self.animals:
                    self._perform_animal(action, self.animals[actor_id])
                else:
                    self._perform(action, self.performers[actor_id])
        for actor_id in self.performers:
            self._catch(actor_id)
        for name, foe, action, first, last in fought(self.description, self.animals, dict(self.spans)):
            self.animals[name].rest(first - self.animals[name].length)
            seconds = (last + 1 - self.animals[name].length) / self.fps
            self._perform_animal(replace(action, after=None, during=None, duration_s=seconds), self.animals[name], foe)
        self._join_hands()
        self._set_moods()

    def _join_hands(self) -> None:
        """Of those who go hand in hand, as long as both do."""
        people = {entity.id: entity.object_ids for entity in self.description.entities}
        for first, second, *deeds in pairs_of(self.description.actions, people):
            spans = [self.spans.get((deed, who)) for deed, who in zip(deeds, (first, second), strict=True)]
            if first not in self.performers or second not in self.performers or None in spans:
                continue
            start, end = max(s[0] for s in spans if s), min(s[1] for s in spans if s)
            if not join_hands(self.performers[first], self.performers[second], start, end):
                both = " and ".join(said_name(self.description, who) for who in (first, second))
                self.notes.append(capitalized(f"{both} are too far from each other to go hand in hand."))

    def _catch(self, actor_id: str) -> None:
        """Who has something thrown to catches it, said or not, unless it is said for later."""
        performer, entity = self.performers.get(actor_id), self.description.entity_of(actor_id)
        if performer is None or performer.incoming is None or entity is None:
            return
        later = (a for a in self.description.actions if program_for(a)[0] == "catch" and a.actor_id == entity.id)
        if all((action.id, actor_id) in self.spans for action in later):
            self._perform(caught(performer.incoming, entity.id), performer)

    def _give_things(self, actions: list[Action], given: Mapping[str, Callable[[Act], object]]) -> None:
        """What somebody uses in the hand is in it from the start, unless it stands on something or is fetched."""
        for number, action in enumerate(actions):
            verb, _ = program_for(action)
            fetched = any(other.target_id == action.target_id for other in actions[:number])
            for actor_id in self._actors(action) if verb in given and not fetched else ():
                if actor_id in self.performers:
                    given[verb](self._act(action, verb, self.performers[actor_id]))

    def _thing_of(self, action: Action, verb: str, near: Array, actor_id: str) -> str | None:
        """What an action is about; of one in the hand also what is only named beside it: talks on the phone."""
        found = self.scene.target(action, actor_id, near)
        if found is None and verb in HOLDS:
            first = action.verb.split()[0]
            for relation in self.description.relations:
                if relation.subject_id == action.actor_id and relation.predicate.split()[0] == first:
                    things = [i for i in self.scene.objects_of(relation.object_id) if not self.scene.is_character(i)]
                    found = found or next(iter(things), None)
        return found

    def _style_words(self, action: Action, actor_id: str) -> list[str]:
        """How it is said to be done, and what the actor is said to be."""
        verb = {"sneak": ["sneakily"], "march": ["marching"], "limp": ["limping"]}.get(program_for(action)[0], [])
        verb = ["drunk"] if action.verb.split()[0] in STAGGERING else verb
        return [*action.manner, *verb, *nature_of(self.description.entity_of(actor_id))]

    def _set_moods(self) -> None:
        """Postures for who waits or gestures: by nature all the time, by manner as long as the action."""
        for actor_id, performer in self.performers.items():
            natural = style_of(nature_of(self.description.entity_of(actor_id)))
            if has_posture(natural):
                performer.moods.append((0, 10**9, natural))
            for action in self.description.actions:
                style = style_of(action.manner)
                if (action.id, actor_id) in self.spans and has_posture(style):
                    performer.moods.append((*self.spans[action.id, actor_id], style))

    def _actors(self, action: Action) -> list[str]:
        entity = next((e for e in self.description.entities if e.id == action.actor_id), None)
        ids = entity.object_ids if entity else (action.actor_id,)
        if program_for(action)[0] in MUTUAL and action.target_id is None:
            ids = ids[::2]  # each with the next one
        return [i for i in ids if i in self.performers or i in self.animals]

    def _company(self, action: Action) -> tuple[int, int] | None:
        """The frames of what others do meanwhile: a gesture said to go along lasts as long as that."""
        if program_for(action)[0] not in OVERLAYS or count_of(action) is not None or action.duration_s is not None:
            return None
        for other in self.description.actions:
            together = other.id == action.during or other.during == action.id
            if together and other.actor_id != action.actor_id and program_for(other)[0] not in OVERLAYS:
                spans = [span for (action_id, _), span in self.spans.items() if action_id == other.id]
                if spans:
                    return min(first for first, _ in spans), max(last for _, last in spans)
        return None

    def _perform(self, action: Action, performer: Performer) -> None:
        verb, known = program_for(action)
        partner = partner_of(action, self.description.actions)
        if partner is not None and (partner.id, performer.actor_id) in self.spans:
            first, last = self.spans[partner.id, performer.actor_id]
            act = self._act(action, verb, performer)
            OVERLAYS[verb](act, first, last - first + 1)
            self.spans[action.id, performer.actor_id] = (first, last)
            return
        wait_until(performer, self._start_frame(action, performer))
        if verb not in OVERLAYS:
            performer.leave_off()
        start = performer.length
        act = self._act(action, verb, performer)
        if begin_so(act):
            self.spans[action.id, performer.actor_id] = (start, performer.length - 1)
            return
        if self._router is not None and perform_learned(act, known, self._router):
            self.spans[action.id, performer.actor_id] = (start, performer.length - 1)
            return
        if act.target_id in self.animals and is_mounted(action, self.scene, str(act.target_id)):
            animal = self.animals[str(act.target_id)]
            first = animal.length
            self._perform_animal(replace(action, verb=gait_of(action, animal.body.winged), target_id=None), animal)
            ride_animal(act, animal, first)
            self.spans[action.id, performer.actor_id] = (start, max(start, performer.length - 1))
            return
        if not known:
            self.notes.append(f"“{action.verb}” is not a motion I know; {act.actor} stands instead.")
        if verb == "stand up":
            if start == 0:
                seat_first(act)
        elif verb in ("climb", "crawl", "ride", "drive", "swim", "ice skate"):
            pass  # their own way
        elif verb == "catch":
            self._receive(act)
        elif verb == "fall":
            if performer.posture == "stand" and not self._fell_short(action, performer):
                self._come_to_fall(act)
        elif (obstacle := self._trips_over(action, act)) is not None:
            come_to_trip(act, obstacle)
            self.spans[action.id, performer.actor_id] = (start, max(start, performer.length - 1))
            return
        else:
            approach(act, STANDS.get(verb))
        company = self._company(action)
        if company is not None:
            wait_until(performer, company[0])
            left_s = (company[1] + 1 - performer.length) / self.fps
            act = replace(act, duration_s=max(left_s, 1.0))
        if verb in OVERLAYS:
            OVERLAYS[verb](act, performer.length, None)
        else:
            if performer.posture == "climb" and verb in _UP_THERE:
                up_there(act, PROGRAMS[verb])
            else:
                if performer.posture not in ("stand", "sit") and verb not in _ANYHOW:
                    get_up(act)
                PROGRAMS[verb](act)
        if action.id in self.pursuits.fled:
            glance_back(act, start, performer.length - start)
        self.spans[action.id, performer.actor_id] = (start, max(start, performer.length - 1))

    def _perform_animal(self, action: Action, animal: Animal, foe: str | None = None) -> None:
        program, can = animal_program(phrase_of(action), animal.manner.hops) if foe is None else ("fight", True)
        if not can:
            self.notes.append(f"A {animal.body.species} cannot {action.verb}; it looks instead.")
        animal.rest(self._start_frame(action, animal) - animal.length)
        start = animal.length
        perform(
            Deed(
                action=action, program=program, animal=animal, scene=self.scene,
                style=style_of(self._style_words(action, animal.actor_id), self.tempo),
                target_id=foe or self.scene.target(action, animal.actor_id, np.array([*animal.point, 0.0])),
                duration_s=None if action.duration_s is None else action.duration_s / max(self.tempo, 1.0),
                direction=direction_of(action), count=count_of(action),
                pace_m_s=self.pursuits.pace_m_s.get(action.id), notes=self.notes,
            )
        )  # fmt: skip
        self.spans[action.id, animal.actor_id] = (start, max(start, animal.length - 1))

    def _trips_over(self, action: Action, act: Act) -> str | None:
        """What the same person falls over next, where this action is the way there."""
        if act.verb not in GOING:
            return None
        for other in self.description.actions:
            if other.after == action.id and other.actor_id == action.actor_id and program_for(other)[0] == "fall":
                return obstacle_of(self.scene, other, act.performer)
        return None

    def _fell_short(self, fall: Action, performer: Performer) -> bool:
        """Whether the way to this fall was broken off at full speed."""
        before = next((a for a in self.description.actions if a.id == fall.after), None)
        ran = before is not None and before.actor_id == fall.actor_id and program_for(before)[0] in GOING
        return ran and performer.speed_m_s > 0.5

    def _come_to_fall(self, act: Act) -> None:
        obstacle = obstacle_of(self.scene, act.action, act.performer)
        if obstacle is not None:
            come_to_trip(act, obstacle)
        else:
            approach(act)

    def _receive(self, act: Act) -> None:
        """The catcher waits, and turns to the thrower in time."""
        if act.performer.incoming is None:
            return
        incoming = act.performer.incoming
        wait_until(act.performer, max(2, incoming.frame - round(_TURN_AND_READY_S * self.fps)))
        face(act, np.array([*self.performers[incoming.thrower].point, 0.0]), "", 0.15)

    def _act(self, action: Action, verb: str, performer: Performer) -> Act:
        words = " ".join(action.manner).split()
        left = "left" in words
        if verb in _ONE_SIDED:
            name = parameter_name(verb, action, "left")
            left = performer.choices.flag(name, left, "with the left hand or foot")
        return Act(
            action=action, verb=verb, performer=performer, scene=self._scenes[performer.actor_id],
            style=self._chosen_style(action, verb, performer),
            gaits=self.gaits, rng=stage_rng(self.seed, performer.actor_id, action.id),
            target_id=self._thing_of(action, verb, np.array([*performer.point, 0.0]), performer.actor_id),
            side="L" if left else "R", count=count_of(action),
            duration_s=None if action.duration_s is None else action.duration_s / max(self.tempo, 1.0),
            direction=direction_of(action), performers=self.performers,
            pace_m_s=self.pursuits.pace_m_s.get(action.id), notes=self.notes,
        )  # fmt: skip

    def _chosen_style(self, action: Action, verb: str, performer: Performer) -> Style:
        """From the words, and from what the artist has set."""
        style = style_of(self._style_words(action, performer.actor_id), self.tempo)
        value = performer.choices.value
        tempo = value(parameter_name(verb, action, "tempo"), style.tempo, 0.3, 3.0, "", "1 is usual, 2 twice as quick")
        if verb not in _SIZED:
            return replace(style, tempo=tempo)
        name = parameter_name(verb, action, "amplitude")
        return replace(style, tempo=tempo, amplitude=value(name, style.amplitude, 0.2, 2.0, "", "1 is usual"))

    def _start_frame(self, action: Action, performer: Performer | Animal) -> int:
        """When the action may begin: after its own line and after what it follows."""
        frame = performer.length
        if program_for(action)[0] == "catch" and isinstance(performer, Performer) and performer.incoming:
            return frame  # a catch is timed by the flight
        for reference, end in ((action.after, True), (action.during, False)):
            if reference is None:
                continue
            for (action_id, _), (first, last) in self.spans.items():
                if action_id == reference:
                    frame = max(frame, last + 1 if end else first)
        for flight in self._flights_of(action, performer):
            frame = max(frame, flight.frame + round(0.1 * self.fps))
        return frame

    def _flights_of(self, action: Action, performer: Performer | Animal) -> list[Flight]:
        """What somebody else sent flying, where this action is about it."""
        flights = [self.scene.flights.get(name) for name in self.scene.objects_of(action.target_id)]
        return [flight for flight in flights if flight is not None and flight.actor_id != performer.actor_id]
