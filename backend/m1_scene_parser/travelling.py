"""Who drives or rides along is in a car: the one that is named, or one that goes without saying."""

from __future__ import annotations

from collections.abc import Container, Set
from dataclasses import replace

from ..common.mounts import DRIVING
from ..protocol.scene import Action, Entity, SceneDescription
from .things import free_id, people_in

CARS = frozenset({"car", "truck", "bus", "tractor"})
"""categories that have a driver's seat and wheels"""
_GOING = DRIVING | {"ride", "travel", "cruise", "commute"}
_ALONG = frozenset({"to", "toward", "towards", "through", "down", "up", "along", "past", "across", "over", "into", "on",
                    "in", "around", "home", "away", "from"})  # fmt: skip


def with_cars(description: SceneDescription) -> SceneDescription:
    """`drives in a taxi`, `drives to the beach`, `drives his kids to school`: the car is what the deed is about, and
    whoever is driven rides in it, as who sits beside the driver does."""
    cars = {entity.id for entity in description.entities if entity.category in CARS}
    people = people_in(description)
    description = _who_is_inside(description, cars, people)
    entities, actions, riders = list(description.entities), list[Action](), list[Action]()
    for action in description.actions:
        verb = action.verb.split()[0]
        if verb in _GOING and action.actor_id in people and action.target_id not in cars:
            inside = [r.object_id for r in description.relations
                      if r.subject_id == action.actor_id and r.object_id in cars and "in" in r.predicate.split()]
            driven = action.target_id if action.target_id in people else None
            if not inside and verb in DRIVING and (driven or _goes_by_car(description, action)):
                inside = sorted(cars)[:1]
                if not inside:
                    car = Entity(id=free_id("car", {e.id for e in entities}), lemma="car", category="car")
                    entities.append(car)
                    cars.add(car.id)
                    inside = [car.id]
            if inside:
                action = replace(action, target_id=inside[0])
                if driven:
                    riders.append(Action(id=f"rides_{driven}", actor_id=driven, verb="ride", text="rides along",
                                         target_id=inside[0], during=action.id))  # fmt: skip
        actions.append(action)
    in_cars = {action.actor_id: action for action in (*actions, *riders) if action.target_id in cars}
    for i, action in enumerate(actions):
        beside = next((in_cars[r.object_id] for r in description.relations if r.subject_id == action.actor_id
                       and r.object_id in in_cars and r.predicate.split()[0] == "sit"), None)
        if action.verb == "sit" and action.target_id is None and action.actor_id in people and beside is not None:
            actions[i] = replace(action, verb="ride", target_id=beside.target_id, after=None, during=beside.id)
    return replace(description, entities=tuple(entities), actions=(*actions, *riders))


def _who_is_inside(description: SceneDescription, cars: Set[str], people: Container[str]) -> SceneDescription:
    """`drives down a road in a car`: who drives is in it, not the road."""
    roads = {entity.id for entity in description.entities if entity.role == "structure"} - cars
    goes_along = {r.object_id: r for r in description.relations
                  if r.subject_id in people and r.object_id in roads and r.predicate.split()[0] in _GOING}  # fmt: skip
    relations = []
    for relation in description.relations:
        if relation.object_id in cars and relation.predicate == "in" and relation.subject_id in goes_along:
            way = goes_along[relation.subject_id]
            relation = replace(relation, subject_id=way.subject_id, predicate=f"{way.predicate.split()[0]} in")
        relations.append(relation)
    return replace(description, relations=tuple(relations))


def _goes_by_car(description: SceneDescription, action: Action) -> bool:
    """`drives`, `drives down a road`; not `drives a herd`, `drives a ball`, `drives a chariot`."""
    if action.target_id is None:
        return not any(r.subject_id == action.actor_id and r.predicate == action.verb for r in description.relations)
    return any(
        r.subject_id == action.actor_id and r.object_id == action.target_id
        and r.predicate.split()[0] == action.verb.split()[0] and set(r.predicate.split()[1:]) & _ALONG
        for r in description.relations
    )  # fmt: skip
