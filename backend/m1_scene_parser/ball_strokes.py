"""Strokes at balls: who golfs has a club, a ball and a hole with its flag, who bats a bat, who plays tennis a racket, a
net and somebody to play with."""

from __future__ import annotations

import re
from dataclasses import replace

from ..common.sports import BAT, GOLF, RALLY, SLAP_SHOT, VOLLEY
from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .things import free_id, people_in, without

_HITS = frozenset({"hit", "strike", "swing", "drive", "putt", "chip", "play", "golf", "tee", "shoot", "smash", "bat",
                   "slap", "score", "practice", "practise", "whack"})  # fmt: skip
_SWATS = frozenset({"hit", "strike", "smash", "bat", "whack"})
_GOLF = re.compile(r"\bgolf(s|ing|ed|er|ers)?\b(?!\s+(cart|bag|buggy))", re.IGNORECASE)
_HOCKEY = re.compile(r"\b(hockey|puck)\b", re.IGNORECASE)
_BATTED = frozenset({"baseball", "ball", "softball", "cricket ball"})
_BATS = re.compile(r"\b(bat|batter|baseball|softball|home run)\b", re.IGNORECASE)
_WITH_RACKETS = re.compile(r"\bplay\w*\s+(tennis|badminton|squash|padel|pickleball)\b", re.IGNORECASE)
_VOLLEYBALL = re.compile(r"\bplay\w*\s+(beach )?volleyball\b", re.IGNORECASE)
_ON_ICE = re.compile(r"\bon (the |thin |black |smooth )?ice\b", re.IGNORECASE)
_ICE = frozenset({"ice", "lake", "pond", "river", "rink", "canal"})
_FLAGS = frozenset({"flag", "pole", "flagstick", "pin"})
RINK = "ice rink"
_RINKS = frozenset({"rink", "ice rink", "hockey rink"})
_GAMES = frozenset({"tennis", "badminton", "squash", "hockey", "golf", "baseball", "volleyball", "game", "match"})


def with_ball_strokes(description: SceneDescription) -> SceneDescription:
    """The description with what such strokes need, and a verb for each."""
    for step in (_skating, _golfing, _batting, _at_hockey, _to_and_fro):
        description = step(description)
    return description


def _skating(description: SceneDescription) -> SceneDescription:
    """`skates on a frozen lake`, `ice skates`: on ice that is the ground, on blades and on no board."""
    people = people_in(description)
    skates = [a for a in description.actions if a.verb in ("skate", "ice skate") and a.actor_id in people]
    ice = {e.id for e in description.entities if e.lemma.split()[-1] in _ICE and (
        e.lemma in _RINKS or "frozen" in e.values("state") or "frozen" in e.lemma or (
            e.lemma == "ice" and _ON_ICE.search(description.prompt) is not None))}  # fmt: skip
    on_ice = ice or description.setting.place in (RINK, "rink") or any(a.verb == "ice skate" for a in skates)
    boards = any(e.category == "skateboard" for e in description.entities)
    same = {a.id for a in skates}
    if not skates or boards or not on_ice:
        rolls = same if not boards and not any(e.lemma == "ice" for e in description.entities) else set()
        return replace(
            description, actions=tuple(replace(a, verb="roller skate") if a.id in rolls and a.target_id is None else a
                                       for a in description.actions),
        )  # fmt: skip
    description = without(description, ice)
    return replace(
        description, setting=replace(description.setting, place=RINK, indoor=False),
        actions=tuple(replace(a, verb="ice skate") if a.id in same else a for a in description.actions),
    )


def _golfing(description: SceneDescription) -> SceneDescription:
    said = _GOLF.search(description.prompt)
    stroke = _stroke_of(description, _HITS, frozenset({"golf ball", "ball", "golf", "golf club", "hole", "golf hole"}))
    if said is None or stroke is None:
        return description
    flags = {e.id for e in description.entities if e.lemma.split()[-1] in _FLAGS}
    named = [e for e in description.entities if e.lemma.split()[-1] == "hole"]
    description = without(description, {e.id for e in description.entities if e.lemma in _GAMES} | flags)
    description, ball = _one(description, ("golf ball", "ball"), "golf ball", "golf ball")
    description, club = _one(description, ("golf club", "club", "putter"), "golf club", "golf club")
    hole = ""
    if "hole" not in description.excluded:
        description, hole = _one(description, tuple(e.lemma for e in named) or ("golf hole",), "golf hole", "golf hole")
    return _struck(description, stroke, GOLF, ball, club, hole)


def _batting(description: SceneDescription) -> SceneDescription:
    stroke = _stroke_of(description, _SWATS, _BATTED)
    if _BATS.search(description.prompt) is None or stroke is None:
        return description
    if stroke.target_id is None and stroke.verb != "bat":
        return description
    description = without(description, {e.id for e in description.entities if e.lemma in ("home run",)})
    description, ball = _one(description, tuple(_BATTED), "baseball", "baseball")
    description, bat = _one(description, ("bat", "baseball bat"), "baseball bat", "bat")
    return _struck(description, stroke, BAT, ball, bat, "")


def _at_hockey(description: SceneDescription) -> SceneDescription:
    """One shoots at the goal; where there are more, the next one keeps it, and all have sticks."""
    stroke = _stroke_of(description, _HITS, frozenset({"puck", "hockey", "goal", "hockey stick", "game"}))
    if _HOCKEY.search(description.prompt) is None or stroke is None:
        return description
    rinks = {e.id for e in description.entities if e.lemma in _RINKS}
    description = without(description, {e.id for e in description.entities if e.lemma in _GAMES} | rinks)
    player = people_in(description)[stroke.actor_id]
    rest = player.count - 1
    if rest:
        other = replace(player, id=free_id(player.lemma, {e.id for e in description.entities}), count=rest)
        description = replace(
            description,
            entities=(*(replace(e, count=1) if e.id == player.id else e for e in description.entities), other),
        )
    description, puck = _one(description, ("puck",), "puck", "puck")
    description, goal = _one(description, ("goal", "hockey goal"), "goal", "goal")
    description, stick = _one(description, ("hockey stick", "stick"), "hockey stick", "hockey stick")
    if rest:
        name = free_id("hockey_stick", {e.id for e in description.entities})
        spare = Entity(id=name, lemma="hockey stick", category="hockey stick", count=rest)
        description = replace(
            description, entities=(*description.entities, spare),
            relations=(*description.relations,
                       Relation(subject_id=other.id, predicate="in front of", spatial="in_front_of", object_id=goal,
                                frame="object"),
                       Relation(subject_id=other.id, predicate="with", spatial=None, object_id=spare.id)),
        )  # fmt: skip
    if not re.search(r"\b(field|street) hockey\b", description.prompt, re.IGNORECASE):
        description = replace(description, setting=replace(description.setting, place=RINK, indoor=False))
    return _struck(description, stroke, SLAP_SHOT, puck, stick, goal)


def _to_and_fro(description: SceneDescription) -> SceneDescription:
    """`two women play tennis`, `four girls play volleyball`: each hits the ball to the next one."""
    rackets = _WITH_RACKETS.search(description.prompt)
    if rackets is None and _VOLLEYBALL.search(description.prompt) is None:
        return description
    people = people_in(description)
    plays = [a for a in description.actions if a.verb == "play" and a.actor_id in people]
    with_whom = [r.object_id for r in description.relations if r.predicate == "play with" and r.object_id in people]
    players = list(dict.fromkeys([*(a.actor_id for a in plays), *with_whom]))
    number = sum(people[who].count for who in players)
    if not plays or number < 2:
        return description
    verb = RALLY if rackets is not None else VOLLEY
    kinds = ("tennis ball", "tennis ball") if rackets is not None else ("volleyball", "ball")
    balls = {e.id for e in description.entities if e.lemma in (kinds[0], "ball")}
    gone = {e.id for e in description.entities if e.lemma in _GAMES and e.id not in balls}
    gone |= {e.id for e in description.entities if rackets is not None and e.category == "tennis racket"}
    gone |= {e.id for e in description.entities if e.lemma.split()[-1] in ("court", "net")}
    description = without(description, gone)
    description, ball = _one(description, (kinds[0], "ball"), *kinds)
    if number == 2:
        net = "tennis net" if rackets is not None else "volleyball net"
        description, _ = _one(description, (net,), net, net)
    if rackets is not None:
        for who in players:
            name = free_id("tennis_racket", {e.id for e in description.entities})
            own = Entity(id=name, lemma="tennis racket", category="tennis racket", count=people[who].count)
            description = replace(description, entities=(*description.entities, own))
    first = plays[0]
    strokes = [replace(first, id=first.id if n == 0 else f"{first.id}_{n}", actor_id=who, verb=verb, target_id=ball,
                       during=None if n == 0 else first.id) for n, who in enumerate(players)]  # fmt: skip
    kept = [a for a in description.actions if a.id not in {play.id for play in plays}]
    return replace(
        description, actions=(*strokes, *kept),
        relations=tuple(r for r in description.relations if not (r.subject_id in players and
                        (r.object_id == ball or r.predicate.startswith("play")))),
    )  # fmt: skip


def _stroke_of(description: SceneDescription, verbs: frozenset[str], things: frozenset[str]) -> Action | None:
    """The first action of somebody who does such a thing to such a thing, or to nothing that is named."""
    lemma_of = {e.id: e.lemma for e in description.entities}
    for action in description.actions:
        about = lemma_of.get(action.target_id or "", "")
        if action.actor_id in people_in(description) and action.verb.split()[0] in verbs and (
            not about or about in things or about.split()[-1] in things
        ):
            return action
    return None


def _one(
    description: SceneDescription, lemmas: tuple[str, ...], lemma: str, category: str
) -> tuple[SceneDescription, str]:
    """The thing that one of these words names, as what it is here; added where none does. And its id."""
    named = next((e for e in description.entities if e.lemma in lemmas and e.role != "character"), None)
    if named is None:
        named = Entity(id=free_id(lemma.replace(" ", "_"), {e.id for e in description.entities}), lemma=lemma,
                       category=category)  # fmt: skip
        return replace(description, entities=(*description.entities, named)), named.id
    as_it_is = replace(named, lemma=lemma, category=category, role="prop", count=1)
    return replace(
        description, entities=tuple(as_it_is if e is named else e for e in description.entities)
    ), named.id


def _struck(
    description: SceneDescription, stroke: Action, verb: str, ball: str, club: str, goal: str
) -> SceneDescription:
    """The stroke with its ball, the club in the hands, and where the ball goes; no word says where they stand."""
    own = {stroke.actor_id, ball, club, goal}
    relations = [r for r in description.relations if not (r.subject_id in own and r.object_id in own)]
    relations = [r for r in relations if r.subject_id not in (ball, club)]
    if goal:
        relations.append(Relation(subject_id=stroke.actor_id, predicate=f"{verb} to", spatial=None, object_id=goal))
    same = {a.id for a in description.actions if a.actor_id == stroke.actor_id and a.id != stroke.id
            and a.verb.split()[0] in _HITS}  # fmt: skip
    actions = tuple(replace(a, verb=verb, target_id=ball) if a.id == stroke.id else a
                    for a in description.actions if a.id not in same)
    return replace(description, relations=tuple(relations), actions=actions)
