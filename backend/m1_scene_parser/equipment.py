"""What a name or a deed says of things: a surfer's board is a surfboard, chess players have a board between them, who
toasts has a glass, who trains with a punching bag hits it, and who looks in a mirror looks at it."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Attribute, Entity, Relation, SceneDescription
from .lexicon import load_lexicon
from .things import free_id, without

_BOARD_OF = {"surfer": "surfboard", "skateboarder": "skateboard", "skater": "skateboard"}
_RIDING = frozenset({"ride", "surf", "skate", "glide"})
_CHEERING = frozenset({"cheer", "clap", "applaud", "scream", "shout", "chant", "sing", "wave", "jump", "celebrate"})
_SAILING = frozenset({"sail", "float", "drift", "sink", "cruise"})
_CHESS = frozenset({"chess player", "chess master", "chess grandmaster"})
_TOASTING = frozenset({"toast", "clink"})
_DRUNK_FROM = frozenset({"glass", "cup", "mug", "bottle"})
_TRAINING = frozenset({"train", "practice", "practise", "work", "exercise"})
_LOOKING = frozenset({"look", "gaze", "stare", "peer"})
_CRUMBS = frozenset({"breadcrumb", "crumb", "seed", "grain", "corn", "food", "fodder", "feed"})
"""what is fed and too small to be seen in a hand"""


def with_equipment(description: SceneDescription) -> SceneDescription:
    """The description with such things by their names and such deeds by what they are done to."""
    for step in (_with_fans, _dressed, _with_raised_glasses, _with_boards, _with_chess, _aimed, _fed,
                 _at_sea):  # fmt: skip
        description = step(description)
    return description


def _at_sea(description: SceneDescription) -> SceneDescription:
    """A ship that sails is on the sea, where no water is named."""
    ships = {e.id for e in description.entities if e.category in ("ship", "sailboat")}
    sailing = [a.actor_id for a in description.actions if a.actor_id in ships and a.verb.split()[0] in _SAILING]
    if not sailing or any(e.category == "water" for e in description.entities) or description.setting.place:
        return description
    sea = Entity(id=free_id("sea", {e.id for e in description.entities}), lemma="sea", category="water",
                 role="structure")  # fmt: skip
    on = tuple(Relation(subject_id=ship, predicate="on", spatial="on", object_id=sea.id) for ship in sailing)
    return replace(description, entities=(*description.entities, sea), relations=(*description.relations, *on))


def _with_fans(description: SceneDescription) -> SceneDescription:
    """Fans that cheer are people."""
    cheering = {action.actor_id for action in description.actions if action.verb.split()[0] in _CHEERING}
    return replace(
        description,
        entities=tuple(replace(e, category="person", role="character") if e.lemma == "fan" and e.id in cheering else e
                       for e in description.entities),
    )  # fmt: skip


def _dressed(description: SceneDescription) -> SceneDescription:
    """`a man in black` wears black clothes, `a girl on roller skates` the skates."""
    people = {entity.id for entity in description.entities if entity.category == "person"}
    shoes = {entity.id for entity in description.entities if entity.category == "shoe"}
    description = replace(
        description,
        relations=tuple(replace(r, predicate="wear", spatial=None) if r.subject_id in people and r.object_id in shoes
                        and r.predicate == "on" else r for r in description.relations),
    )  # fmt: skip
    is_color = load_lexicon().is_color
    worn = {r.object_id for r in description.relations if r.subject_id in people and r.predicate == "in"}
    clothes = {e.id for e in description.entities if e.id in worn and is_color(e.lemma)}
    return replace(
        description,
        entities=tuple(replace(e, lemma="clothes", category="suit", attributes=(*e.attributes, Attribute(type="color",
                       value=e.lemma))) if e.id in clothes else e for e in description.entities),
        relations=tuple(replace(r, spatial=None) if r.object_id in clothes else r for r in description.relations),
    ) if clothes else description  # fmt: skip


def _with_boards(description: SceneDescription) -> SceneDescription:
    """`the surfer carries his board`, and has one where he rides a wave."""
    riders = {e.id: _BOARD_OF[word] for e in description.entities for word in (e.lemma.split()[-1],)
              if word in _BOARD_OF}  # fmt: skip
    kinds = set(riders.values())
    if len(kinds) != 1:
        return description
    kind = kinds.pop()
    boards = {"board", kind}
    rides = [a for a in description.actions if a.actor_id in riders and a.target_id is None and a.verb in _RIDING]
    if rides and not any(boards & {e.lemma, e.category} for e in description.entities):
        own = Entity(id=kind, lemma=kind, category=kind, count=len({a.actor_id for a in rides}))
        sea = Entity(id="sea", lemma="sea", category="water", role="structure")
        waves = kind == "surfboard" and description.setting.place == "coast"
        afloat = (Relation(subject_id=kind, predicate="on", spatial="on", object_id=sea.id),) if waves else ()
        return replace(
            description, entities=(*description.entities, own, *((sea,) if waves else ())),
            relations=(*description.relations, *afloat),
            actions=tuple(replace(a, verb="ride", target_id=kind) if a in rides else a for a in description.actions),
        )  # fmt: skip
    return replace(
        description,
        entities=tuple(replace(e, lemma=kind, category=kind) if e.lemma == "board" else e
                       for e in description.entities),
    )  # fmt: skip


def _with_raised_glasses(description: SceneDescription) -> SceneDescription:
    """`a man and a woman toast with champagne`: a glass in each hand is raised, and drunk from."""
    entities = {entity.id: entity for entity in description.entities}
    toasts = [a for a in description.actions if a.verb in _TOASTING and a.actor_id in entities]
    if not toasts:
        return description
    toasting = {a.actor_id for a in toasts}
    with_what = {a.target_id for a in toasts} | {
        r.object_id for r in description.relations
        if r.subject_id in toasting and r.predicate in {f"{verb} with" for verb in _TOASTING}
    }  # fmt: skip
    drink = next((e for e in description.entities if e.id in with_what and e.category in _DRUNK_FROM), None)
    usual = drink or Entity(id="", lemma="glass", category="glass")
    others = tuple(e for e in description.entities if e is not drink)
    glasses: dict[str, Entity] = {}
    for actor in dict.fromkeys(a.actor_id for a in toasts):
        taken = {e.id for e in (*others, *glasses.values())}
        name = free_id(usual.lemma.replace(" ", "_"), taken)
        glasses[actor] = replace(usual, id=name, count=entities[actor].count)
    actions: list[Action] = []
    for action in description.actions:
        if action in toasts:
            raised = replace(action, verb="raise", target_id=glasses[action.actor_id].id)
            actions += [raised, replace(raised, id=f"{action.id}_drink", verb="drink", after=action.id, during=None)]
        else:
            actions.append(action)
    named = {drink.id} if drink else set()
    return replace(
        description, entities=(*others, *glasses.values()), actions=tuple(actions),
        relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} & named),
    )  # fmt: skip


def _with_chess(description: SceneDescription) -> SceneDescription:
    """Two chess players at a table play chess there, unless they are said to do something else with their hands."""
    players = [e for e in description.entities if e.lemma in _CHESS]
    if not players or any(e.category == "chess set" for e in description.entities) or (
        "chess set" in description.excluded or "chess" in description.excluded
    ):  # fmt: skip
        return description
    game = Entity(id=free_id("chess_set", {e.id for e in description.entities}), lemma="chess set",
                  category="chess set")  # fmt: skip
    actions = list(description.actions)
    for player in players:
        own = [a for a in actions if a.actor_id == player.id]
        if all(a.verb.split()[0] == "sit" for a in own):
            sits = own[-1].id if own else None
            plays = Action(id=f"plays_{player.id}", actor_id=player.id, verb="play", target_id=game.id, after=sits,
                           text="plays chess")  # fmt: skip
            actions.append(plays)
    return replace(description, entities=(*description.entities, game), actions=tuple(actions))


def _aimed(description: SceneDescription) -> SceneDescription:
    """`trains with a punching bag` punches it; `looks at herself in the mirror` looks at the mirror, from before it."""
    entities = {entity.id: entity for entity in description.entities}
    actions, inside = [], set()
    for action in description.actions:
        said = [(r, entities[r.object_id]) for r in description.relations
                if r.subject_id == action.actor_id and r.object_id in entities
                and r.predicate.split()[0] == action.verb.split()[0]]  # fmt: skip
        bags = [e for r, e in said if e.category == "punching bag" and r.predicate.split()[-1] in ("with", "on", "at")]
        mirrors = [(r, e) for r, e in said if e.category == "mirror" and r.predicate.split()[-1] in ("in", "into")]
        if action.verb.split()[0] in _TRAINING and bags:
            action = replace(action, verb="punch", target_id=bags[0].id)
        elif action.verb.split()[0] in _LOOKING and mirrors and action.target_id in (None, action.actor_id):
            action = replace(action, target_id=mirrors[0][1].id)
            inside |= {id(relation) for relation, _ in mirrors}
        actions.append(action)
    return replace(
        description, actions=tuple(actions),
        relations=tuple(replace(r, spatial=None) if id(r) in inside else r for r in description.relations),
    )  # fmt: skip


def _fed(description: SceneDescription) -> SceneDescription:
    """`feeds breadcrumbs to pigeons`: the pigeons are fed, and crumbs are too small to be seen."""
    entities = {entity.id: entity for entity in description.entities}
    actions, gone = [], set()
    for action in description.actions:
        food = entities.get(action.target_id or "")
        to = [r.object_id for r in description.relations
              if r.subject_id == action.actor_id and r.predicate == "feed to"]  # fmt: skip
        if action.verb == "feed" and food is not None and to and food.id != to[0]:
            action = replace(action, target_id=to[0])
            if food.lemma.split()[-1] in _CRUMBS:
                gone.add(food.id)
        actions.append(action)
    return without(replace(description, actions=tuple(actions)), gone)
