"""Football and basketball: who shoots has a ball, a goal or a hoop to shoot at, a keeper stands before the goal."""

from __future__ import annotations

from dataclasses import replace

from ..common.toys import DIVE_SAVE, SAVING
from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .things import free_id

_KEEPERS = frozenset({"keeper", "goalkeeper", "goalie"})
_FOOTBALLERS = frozenset({"striker", "footballer", "midfielder", "winger", "football player", "soccer player"})
_SHOTS = frozenset({"shoot", "kick", "score", "strike"})
_SAVES = frozenset({"save", "catch", "stop", "hold"})
_DIVES = frozenset({"dive", "leap", "jump", "lunge", "stretch"})
_BALLS = frozenset({"ball", "soccer ball"})


def with_ball_games(description: SceneDescription) -> SceneDescription:
    """The description with what a shot at goal, or at a hoop, needs, in the order in which it happens."""
    return _at_the_goal(_at_the_hoop(description))


def _at_the_goal(description: SceneDescription) -> SceneDescription:
    entities = {entity.id: entity for entity in description.entities}
    keepers = [e for e in description.entities if e.lemma.split()[-1] in _KEEPERS]
    strikers = [e for e in description.entities if e.lemma in _FOOTBALLERS or (keepers and e.category == "person")]
    shots = [a for a in description.actions if a.verb.split()[0] in _SHOTS
             and entities[a.actor_id] in strikers and entities[a.actor_id] not in keepers]  # fmt: skip
    if not shots or not (keepers or any(a.verb in ("shoot", "score") for a in shots)):
        return description
    balls = [e for e in description.entities if e.category in _BALLS]
    goals = [e for e in description.entities if e.category == "goal"]
    if balls and goals and not keepers and any(a.target_id == balls[0].id for a in shots):
        return description  # all is said
    added: list[Entity] = []
    ball = balls[0] if balls else Entity(id=free_id("ball", entities), lemma="ball", category="soccer ball")
    ball = replace(ball, category="soccer ball", lemma="soccer ball" if ball.lemma == "ball" else ball.lemma)
    goal = goals[0] if goals else Entity(id=free_id("goal", entities), lemma="goal", category="goal", role="structure")
    added += [each for each, known in ((ball, balls), (goal, goals)) if not known]
    shot = shots[0]
    saves = [a for a in description.actions if keepers and a.actor_id == keepers[0].id and a.verb.split()[0] in _SAVES]
    relations = [r for r in description.relations if not (r.subject_id == shot.actor_id and r.object_id == goal.id)]
    if keepers:
        relations.append(
            Relation(subject_id=keepers[0].id, predicate="in front of", spatial="in_front_of", object_id=goal.id,
                     frame="object")
        )  # fmt: skip
    relations.append(Relation(subject_id=shot.actor_id, predicate="kick into", spatial=None, object_id=goal.id))
    actions: list[Action] = []
    dives = [a for a in description.actions if keepers and a.actor_id == keepers[0].id and a.verb.split()[0] in _DIVES]
    for action in description.actions:
        if action is shot:
            action = replace(action, verb="kick", target_id=ball.id)
        elif dives and action in saves:
            continue  # that is what the dive is for
        elif action in dives[:1]:
            manner = (*action.manner, SAVING) if saves else action.manner
            action = replace(action, verb=DIVE_SAVE, target_id=ball.id, during=shot.id, after=None, manner=manner)
        elif action in saves:
            action = replace(action, verb="catch", target_id=ball.id, after=shot.id, during=None)
        actions.append(action)
    kept = tuple(ball if e.id == ball.id else e for e in description.entities)
    return replace(
        description, entities=(*kept, *added), relations=tuple(relations), actions=tuple(actions),
    )


def _at_the_hoop(description: SceneDescription) -> SceneDescription:
    entities = {entity.id: entity for entity in description.entities}
    for dunk in [a for a in description.actions if a.verb.split()[0] == "dunk"]:
        balls = [e for e in description.entities if e.category == "ball" or "ball" in e.lemma.split()]
        balls = [e for e in balls if e.role != "character"]
        hoops = [e for e in description.entities if e.category == "basketball hoop"]
        ball = balls[0] if balls else Entity(id=free_id("basketball", entities), lemma="basketball", category="ball")
        hoop = hoops[0] if hoops else Entity(id=free_id("hoop", entities), lemma="basketball hoop",
                                             category="basketball hoop", role="structure")  # fmt: skip
        added = [each for each, known in ((ball, balls), (hoop, hoops)) if not known]
        relations = [r for r in description.relations if r.subject_id != dunk.actor_id]
        relations.append(Relation(subject_id=dunk.actor_id, predicate="dunk into", spatial=None, object_id=hoop.id))
        relations.append(Relation(subject_id=ball.id, predicate="in", spatial="in", object_id=dunk.actor_id))
        return replace(
            description, entities=(*description.entities, *added), relations=tuple(relations),
            actions=tuple(replace(a, target_id=hoop.id) if a is dunk else a for a in description.actions),
        )  # fmt: skip
    return description

