"""Plans who walks where, action by action: stand-off points, first places, ways, headings."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..common.belongings import GIVING, thrown_to
from ..common.kites import kites_flown
from ..common.mounts import RIDING
from ..common.pouring import POURING, poured_into
from ..common.pursuits import pursuits_of
from ..protocol.conventions import direction_heading
from ..protocol.scene import Action, WalkPath
from .casting import GOING, at_hand, in_time, obstacle_of, target_of
from .exchanges import be_in_place, carry, face_off, gather, hand_across, in_use, stand_at, throw_across, together
from .first_place import choose_start, free_spot, half_way
from .hands import in_hands
from .kites import fly_kite
from .mounts import mount
from .paths import FloorPlan, plan_path, resample
from .placing import Scene
from .playground import play
from .pursuits import pursue
from .separation import Array
from .stand import Stand
from .standoff import choose_stand_point, open_way, stand_points
from .strolls import beside_companion, by_mountain, circle, pass_by, pushed_along, run_into, through
from .surfaces import surfaces_of
from .verbs import Need, in_place, need_of, passing, path_shape, receiver_of, speed_m_s
from .viewing import come_to_see
from .waterways import go_by_water

LOOKING = frozenset({"look", "stare", "watch", "face", "gaze", "admire", "see", "examine", "inspect", "listen"})


@dataclass(kw_only=True)
class Choreography:
    """Where everybody is while the actions are gone through in order."""

    scene: Scene
    rng: np.random.Generator
    angle: str | None
    where: dict[str, Array] = field(default_factory=dict)
    """actor -> (3,) pose at the moment"""
    paths: list[WalkPath] = field(default_factory=list)
    flights: list[Array] = field(default_factory=list)
    """points (3,) that kicked and pushed things come past"""
    carried: dict[str, str] = field(default_factory=dict)
    """object -> actor"""
    sitters: dict[str, str] = field(default_factory=dict)
    """of several seats, who has which"""
    turned: set[str] = field(default_factory=set)
    """people who have been turned to whom they have to do with first"""

    def run(self) -> tuple[WalkPath, ...]:
        """Plans all actions; gives every actor a stand."""
        actions = in_time(self.scene.description.actions)
        for object_id, thing in self.scene.things.items():
            if thing.is_person and object_id in self.scene.stands:
                self.where[object_id] = self.scene.stands[object_id].pose.copy()
        self.carried = in_hands(self.scene)
        pursuits = {each.chase.id: each for each in pursuits_of(self.scene.description)}
        pursuits |= {each.flight.id: each for each in pursuits.values() if each.is_implied}
        for number, action in enumerate(actions):
            actors = [i for i in self.present(action.actor_id) if self.scene.things[i].is_person]
            if action.id in pursuits:
                pursue(self, pursuits[action.id], actions[number + 1 :])
            elif not any(path.action_id == action.id for path in self.paths):  # ahead of a pursuer
                for actor in actors:
                    self.act(actor, action, actions[number + 1 :])
        for object_id in self.scene.things:
            if object_id not in self.scene.stands:
                self.put(object_id, free_spot(self.scene, self.floor_plan(object_id)))
        return tuple(self.paths)

    def floor_plan(self, actor: str, leave_out: tuple[str, ...] = ()) -> FloorPlan:
        now = {i: s for i, s in self.scene.stands.items() if i not in self.carried}
        for other, pose in self.where.items():
            now[other] = Stand(pose=pose, base=0.0)
        return FloorPlan.of(
            self.scene.things, now, self.scene.room, leave_out=(actor, *leave_out), surroundings=self.scene.surroundings
        )

    def present(self, entity_id: str | None) -> list[str]:
        """Objects of an entity that are in the scene."""
        entity = next((e for e in self.scene.description.entities if e.id == entity_id), None)
        return [i for i in entity.object_ids if i in self.scene.things] if entity else []

    def has_way(self, actor: str) -> bool:
        """Whether somebody has gone or turned anywhere yet."""
        return any(path.actor_id == actor for path in self.paths)

    def put_first(self, actor: str, pose: Array) -> None:
        """Where somebody begins who has done nothing yet, and whom nobody has placed by hand."""
        if actor not in self.scene.held and not self.has_way(actor):
            self.put(actor, pose)

    def put(self, actor: str, pose: Array) -> None:
        self.scene.stands[actor] = Stand(pose=pose, base=0.0)
        self.where[actor] = pose

    def stand_of(self, object_id: str) -> Stand:
        """Where an object is at the moment: people have walked, carried things are with their carrier."""
        pose = self.where.get(self.carried.get(object_id, object_id))
        return self.scene.stands[object_id] if pose is None else Stand(pose=pose, base=0.0)

    def _target(self, action: Action, actor: str) -> str | None:
        return target_of(self.scene, action, actor, self.sitters)

    def act(self, actor: str, action: Action, later: list[Action]) -> None:
        need = need_of(action)
        target = self._target(action, actor)
        if target is not None and action.verb.split()[0] in RIDING and mount(self, actor, action, target):
            return
        if any(way(self, actor, action, target) for way in (play, go_by_water, through)):
            return
        if by_mountain(self, actor, action, target):
            return
        if target is not None and not self.has_way(actor) and at_hand(self.scene, actor, need, target):
            self.carried |= {target: actor} if need == "take" else {}
            return
        company = self.present(action.actor_id)
        if target is None and len(others := together(self, action)) > 1:
            gather(self, others)
            return
        if target in self.scene.stands and not self.has_way(actor):
            be_in_place(self, actor, action, company, str(target))
        into = [i for i in self.present(poured_into(self.scene.description, action)) if i in self.scene.stands]
        need, target = ("touch", into[0]) if action.verb.split()[0] in POURING and into else (need, target)
        if target is not None and kites_flown(self.scene.description).get(target) == actor:
            fly_kite(self, actor, target)
            return
        if action.verb.split()[0] == "lean" and target in self.scene.stands and not self.has_way(actor):
            stand_at(self, actor, str(target))
            return
        if need == "throw" and self.carried.get(target or "") == actor and self._throws(actor, action, target):
            return
        if need == "touch" and target is not None and in_use(self, actor, action, target):
            if actor not in self.where:  # eats what is in the hand: wherever there is room
                self.put(actor, free_spot(self.scene, self.floor_plan(actor)))
            return
        if need == "take" and target is not None and self.carried.get(target) == actor:
            carry(self, actor, action, later)
            return
        if target is not None and target not in self.scene.stands:
            if need == "walk" and actor not in self.where and self._meets(actor, target, later):
                face_off(self, actor, target)
            else:
                self._bring_in(target, actor, later)
        stays = in_place(need, action.verb) and self.scene.things[target or actor].kind in ("environment", "ground")
        stays |= need == "touch" and action.verb == "play" and self.scene.supports[actor].kind == "surface"
        if need == "none" or stays or (target is None and need != "walk"):  # where one stands
            return
        if need == "put" and target in self.carried:
            target = self._receiver(action, target)
            if target is None:
                return
        if need == "face" or (need == "throw" and self._is_far(actor, target)):
            if not self._is_on(actor, target) and self.carried.get(target or "") != actor:
                self._turn(actor, action, target)
            return
        if need == "throw" and target in self.carried:
            self._turn_to_throw(actor, action, target)
            return
        if need == "walk" and (obstacle := obstacle_of(self.scene, action, later)) is not None:
            run_into(self, actor, action, obstacle)
        elif target is None or target == actor:
            self.stroll(actor, action)
        elif need == "walk" and path_shape(action) == "circle":
            circle(self, actor, action, target)
        elif need == "walk" and (way := passing(action)) and actor not in self.where:
            pass_by(self, actor, action, target, way)
        elif need == "walk" and path_shape(action) == "away" and actor in self.where:
            self.stroll(actor, action, away_from=self.scene.stands[target].pose[:2])
        else:
            self.go(actor, action, need, target, later)
        if need == "take" and target is not None:
            self.carried[target] = actor

    def _throws(self, actor: str, action: Action, thing: str | None) -> bool:
        """Throws or hands what somebody has to somebody else, if that is what the words say."""
        assets = {object_id: each.asset for object_id, each in self.scene.things.items()}
        partner = thrown_to(self.scene.description, action, actor, assets)
        if partner is None or thing is None:
            return False
        (hand_across if action.verb.split()[0] in GIVING else throw_across)(self, actor, action, thing, partner)
        return True

    def face_at_start(self, actor: str, heading: float) -> None:
        """Turn somebody who has not moved yet, and whom nobody has placed by hand."""
        if actor not in self.scene.held | self.turned and self.scene.supports[actor].kind in ("floor", "surface"):
            pose = np.array([*self.where[actor][:2], heading])
            self.scene.stands[actor] = Stand(pose=pose, base=self.scene.stands[actor].base)
            self.where[actor] = pose
            self.turned.add(actor)

    def _is_on(self, actor: str, target: str | None) -> bool:
        """Who stands on a thing, or on a stack of such, does not turn to it."""
        holder = self.scene.things.get(self.scene.supports[actor].parent_id or "")
        return holder is not None and target is not None and holder.entity is self.scene.things[target].entity

    def _is_far(self, actor: str, target: str | None) -> bool:
        return target is not None and target in self.where and actor in self.where

    def _bring_in(self, target: str, actor: str, later: list[Action]) -> None:
        """Someone who will walk later is where that walk begins."""
        entity = self.scene.things[target].entity
        first = next((a for a in later if entity and a.actor_id == entity.id and need_of(a) in GOING), None)
        pose = free_spot(self.scene, self.floor_plan(actor))
        if first is not None and (goal := self._target(first, target)) is not None and goal in self.scene.stands:
            there, need = self.stand_of(goal), need_of(first)
            options = stand_points(self.scene, target, goal, there, need, None)
            plan = self.floor_plan(target)
            end, _ = choose_stand_point(self.scene, plan, options, target, goal, there, need, None, None)
            pose = choose_start(self.scene, self.floor_plan(target), end, self.angle, speed_m_s(first), self.rng)
        self.put(target, pose)

    def _turn(self, actor: str, action: Action, target: str | None) -> None:
        come_to_see(self, actor, action)
        if actor not in self.where:
            self.put(actor, free_spot(self.scene, self.floor_plan(actor)))
        if target is None:
            return
        here = self.where[actor]
        heading = direction_heading(self.stand_of(target).pose[:2] - here[:2])
        if not self.has_way(actor) and action.verb.split()[0] in LOOKING:
            here = np.array([*here[:2], heading])  # who looks at something from the start faces it already
            if actor not in self.scene.held:
                self.scene.stands[actor] = Stand(pose=here, base=self.scene.stands[actor].base)
        self.add(actor, action, target, here[None, :2], here[2], heading)

    def _turn_to_throw(self, actor: str, action: Action, target: str) -> None:
        """A held thing is thrown toward whom the prompt names, else across the picture."""
        receiver = self._receiver(action, target)
        if receiver is not None:
            heading = direction_heading(self.scene.stands[receiver].pose[:2] - self.where[actor][:2])
            here = self.where[actor]
            self.add(actor, action, target, here[None, :2], here[2], heading)

    def _receiver(self, action: Action, target: str) -> str | None:
        """The object that a kicked, pushed or thrown thing shall go to."""
        entity_id = receiver_of(self.scene.description, action)
        ids = next((e.object_ids for e in self.scene.description.entities if e.id == entity_id), ())
        found = next((i for i in ids if i in self.scene.stands), None)
        return found if found is None or self.scene.tree.root_of(target) != found else None

    def _aim(self, actor: str, action: Action, need: Need, target: str) -> Array | None:
        """The point (2,) that a kicked, pushed or thrown thing goes to."""
        if need not in ("kick", "push", "throw"):
            return None
        receiver = self._receiver(action, target)
        if receiver is not None:
            return np.asarray(self.scene.stands[receiver].pose[:2])
        if need == "throw":
            return None
        length = 4.0 if need == "kick" else 2.0
        plan = self.floor_plan(actor, leave_out=(target,))
        room_m = self.scene.things[target].reach + 0.6
        direction = pushed_along(self, actor, target, need)
        stand = self.scene.stands[target]
        if direction is None:
            direction = open_way(plan, stand.pose[:2], length, room_m, self.where.get(actor))
        self.flights.append(np.array([*(stand.pose[:2] + 0.5 * length * direction), 0.2]))
        return np.asarray(stand.pose[:2] + length * direction)

    def go(self, actor: str, action: Action, need: Need, target: str, later: list[Action]) -> None:
        aim = self._aim(actor, action, need, target)
        goal_need, goal_target = need, target
        follow = next((a for a in later if a.actor_id == action.actor_id), None)
        if need == "walk" and follow is not None and follow.verb.split()[0] == "sit" and follow.target_id is None:
            goal_need = "sit" if surfaces_of(self.scene.things[target], "sit_at") else need  # walks to a chair and sits
        if need == "walk" and follow is not None and (next_target := self._target(follow, actor)) is not None:
            next_need = need_of(follow)
            same = (
                target in (next_target, self.scene.tree.root_of(next_target))
                if next_target in self.scene.stands
                else False
            )
            if same and next_need in GOING and next_need != "walk":
                goal_need, goal_target = next_need, next_target  # go straight to where the next action happens
                aim = self._aim(actor, follow, next_need, next_target)
        plan = self.floor_plan(actor)
        options = stand_points(self.scene, actor, goal_target, self.stand_of(goal_target), goal_need, aim)
        if (nose := float(self.scene.things[actor].body[1])) > 0.0:  # an animal's nose is where a person would stand
            facing = np.stack([np.sin(options[:, 2]), -np.cos(options[:, 2])], axis=-1)
            options[:, :2] -= max(nose - 0.25, 0.0) * facing
        current = self.where.get(actor)
        if current is not None and target in self.where and need == "walk" and self._meets(actor, target, later):
            options = half_way(current, self.where[target])
        end, free = choose_stand_point(
            self.scene, plan, options, actor, goal_target, self.stand_of(goal_target), goal_need, current, None
        )
        name, other = self.scene.things[actor].name, self.scene.things[goal_target].name
        if not free:
            self.scene.unsatisfied.append(f"There is too little room for {name} beside {other}.")
        if current is None:
            walks = need == "walk" or need == "kick"
            start = choose_start(self.scene, plan, end, self.angle, speed_m_s(action), self.rng,
                                 short=need != "walk", straight=aim is not None) if walks else end  # fmt: skip
            self.put(actor, start)
            current = start
        if np.linalg.norm(end[:2] - current[:2]) < 0.12:
            self.add(actor, action, target, current[None, :2], current[2], end[2])
            return
        points = plan_path(plan, current[:2], end[:2])
        if points is None:
            self.scene.unsatisfied.append(f"There is no free way for {name} to {other}.")
            points = resample(np.array([current[:2], end[:2]]))
        self.add(actor, action, target, points, current[2], end[2])

    def _meets(self, actor: str, target: str, later: list[Action]) -> bool:
        """Both walk to each other."""
        own, other = self.scene.things[actor].entity, self.scene.things[target].entity
        if own is None or other is None:
            return False
        return any(a.actor_id == other.id and a.target_id == own.id and need_of(a) == "walk" for a in later)

    def stroll(self, actor: str, action: Action, away_from: Array | None = None) -> None:
        """A walk without a goal: across the picture, in a direction, in a circle."""
        shape = path_shape(action)
        size = float(self.scene.things[actor].body[1])
        length = float(np.clip(speed_m_s(action) * (action.duration_s or 2.8), 1.5 + 3.0 * size, 7.0 + 6.0 * size))
        if shape in ("toward", "away", "ahead", "forward"):  # it comes near, or goes off
            length = max(length, 4.5)
        if shape == "circle":
            circle(self, actor, action, None)
            return
        plan = self.floor_plan(actor)
        current = self.where.get(actor)
        wanted = {"away": np.pi - 0.35, "forward": 0.35, "left": -0.5 * np.pi, "right": 0.5 * np.pi, "back": np.pi,
                  "toward": 0.0, "ahead": 0.35, "backward": 0.35}.get(shape, 0.42 * np.pi)  # fmt: skip
        if self.angle == "behind":
            wanted = np.pi - 0.3
        elif self.angle == "front":
            wanted = 0.1
        if current is None:
            if beside_companion(self, actor, action):
                return
            end = self.free_line(plan, wanted, length)
            start = np.array([*(end[:2] - length * np.array([np.sin(end[2]), -np.cos(end[2])])), end[2]])
            self.put(actor, start)
            points = resample(np.array([start[:2], end[:2]]))
            self.add(actor, action, None, points, start[2], end[2])
            return
        heading = current[2]
        if away_from is not None:
            heading = direction_heading(current[:2] - away_from)
        elif shape in ("left", "right"):
            heading += 0.5 * np.pi if shape == "left" else -0.5 * np.pi
        best, best_score = current[:2], -np.inf
        for offset in np.radians([0, 20, -20, 45, -45, 80, -80, 120, -120]):
            for share in (1.0, 0.6):
                direction = np.array([np.sin(heading + offset), -np.cos(heading + offset)])
                end_point = current[:2] + share * length * direction
                score = share - 0.5 * abs(offset) + (0.0 if plan.is_free(current[:2], end_point) else -5.0)
                if score > best_score:
                    best, best_score = end_point, score
        points = resample(np.array([current[:2], best]))
        self.add(actor, action, None, points, current[2], direction_heading(best - current[:2]))

    def free_line(self, plan: FloorPlan, wanted: float, length: float) -> Array:
        """End pose of a free straight walk near the origin, in about the wanted heading."""
        best, best_score = np.zeros(3), -np.inf
        for side in (1.0, -1.0):
            for offset in np.radians([0, 15, -15, 35, -35, 60]):
                heading = side * wanted + offset
                direction = np.array([np.sin(heading), -np.cos(heading)])
                for middle in ([0, 0], [0, -0.8], [0, -1.6], [0.8, -0.8], [-0.8, -0.8], [0, -2.4], [0, 1.0]):
                    ends = np.array([middle - 0.5 * length * direction, middle + 0.5 * length * direction])
                    along = np.linspace(ends[0], ends[1], 12)
                    room = float(np.clip(plan.clearance(along) - 0.45, -1.0, 0.0).min())
                    score = 6.0 * room - 0.5 * abs(offset) - 0.15 * float(np.hypot(*middle)) + self.rng.uniform(0, 0.02)
                    if score > best_score:
                        best, best_score = np.array([*ends[1], heading]), score
        return best

    def add(
        self, actor: str, action: Action, target: str | None, points: Array, start_heading: float, end_heading: float
    ) -> None:
        start = float(start_heading)
        if len(points) > 1 and not self.has_way(actor):
            # the first walk begins in its own direction
            start = direction_heading(points[min(2, len(points) - 1)] - points[0])
            stand = self.scene.stands[actor]
            if actor in self.scene.actors:
                self.scene.stands[actor] = Stand(pose=np.array([*stand.pose[:2], start]), base=stand.base)
            else:
                start = float(start_heading)
        raised = len(points) == 1 and self.scene.supports[actor].kind == "surface"
        heights = np.full(len(points), self.scene.stands[actor].base if raised else 0.0)
        self.paths.append(
            WalkPath(
                actor_id=actor, action_id=action.id, target_id=target,
                points=np.column_stack([points, heights]).astype(np.float32),
                start_heading_rad=start, end_heading_rad=float(np.arctan2(np.sin(end_heading), np.cos(end_heading))),
            )
        )  # fmt: skip
        self.where[actor] = np.array([*points[-1], end_heading])
