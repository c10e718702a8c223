"""Deeds in the order said become actions with an order in time."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action
from .graph import Deed, Graph, Mention
from .lexicon import Lexicon
from .things import References, Thing


def order_actions(
    graph: Graph, references: References, ids: dict[int, str], lexicon: Lexicon, prompt: str
) -> tuple[Action, ...]:
    """Actions of every deed and actor; `ids` maps a thing's number to its entity id."""
    return _Orderer(graph, references, ids, lexicon, prompt).run()


class _Orderer:
    def __init__(
        self, graph: Graph, references: References, ids: dict[int, str], lexicon: Lexicon, prompt: str
    ) -> None:
        self.graph, self.references, self.ids, self.lexicon, self.prompt = graph, references, ids, lexicon, prompt
        self.actions: list[Action] = []
        self.sentence_of: dict[str, int] = {}
        self.last_of_actor: dict[str, str] = {}
        self.states: dict[str, str] = {}
        """actor -> a participle (`holding a ball`) that the next action goes along with"""
        self.pending_before: str | None = None

    def run(self) -> tuple[Action, ...]:
        for deed in sorted(self.graph.deeds, key=lambda d: (d.start, d.number)):
            if not deed.negated:
                self._add(deed)
        return self._without_circles()

    def _without_circles(self) -> tuple[Action, ...]:
        """Drop what makes actions wait for each other (`before he sits he waves after he sits`)."""
        by_id = {action.id: action for action in self.actions}
        for name in list(by_id):
            seen, waiting = {name}, [by_id[name].after, by_id[name].during]
            while waiting:
                other = waiting.pop()
                if other == name:
                    by_id[name] = replace(by_id[name], after=None, during=None)
                    break
                if other is not None and other not in seen:
                    seen.add(other)
                    waiting += [by_id[other].after, by_id[other].during]
        return tuple(by_id.values())

    def _things(self, mention: Mention | None) -> list[Thing]:
        return [] if mention is None else self.references.of.get(mention.number, [])

    def _actors(self, deed: Deed) -> list[str]:
        found: list[str] = []
        for mention in deed.actors:
            for thing in self._things(mention):
                actor = self.ids.get(thing.number)
                if actor and actor not in found:
                    found.append(actor)
        return found

    def _add(self, deed: Deed) -> None:
        actors = self._actors(deed)
        targets = [self.ids[t.number] for t in self._things(deed.target) if t.number in self.ids]
        mutual = deed.target is not None and deed.target.lemma == "each other"
        previous = self.actions[-1] if self.actions else None
        first: str | None = None
        for actor in actors:
            target = next((t for t in targets if t != actor), None)
            if mutual and len(actors) > 1:
                target = next(other for other in actors if other != actor)
            action = Action(
                id=f"a{len(self.actions) + 1}",
                actor_id=actor,
                verb=deed.verb,
                text=self.prompt[deed.start : deed.end],
                target_id=target,
                manner=tuple(dict.fromkeys(deed.manner)),
                duration_s=deed.duration_s,
            )
            action = self._join(action, deed, previous, first)
            first = first or action.id
            self.actions.append(action)
            self.sentence_of[action.id] = deed.sentence
        if first and self.pending_before and deed.link != "before":
            self._replace(self.pending_before, after=first)
            self.pending_before = None
        for action in self.actions[len(self.actions) - len(actors) :]:
            if deed.stative and deed.link == "" and action.during is None:
                self.states[action.actor_id] = action.id
            elif action.during is None or action.during == self.last_of_actor.get(action.actor_id, action.during):
                self.last_of_actor[action.actor_id] = action.id

    def _join(self, action: Action, deed: Deed, previous: Action | None, first: str | None) -> Action:
        """The action with `after` or `during` set."""
        if first is not None:
            leader = next(a for a in self.actions if a.id == first)
            return (
                replace(action, during=first, after=None)
                if leader.after is None
                else replace(action, after=leader.after)
            )
        same_sentence = previous is not None and self.sentence_of[previous.id] == deed.sentence
        own = self.last_of_actor.get(action.actor_id)
        state = self.states.pop(action.actor_id, None)
        if deed.link == "while" and previous is not None:
            return replace(action, during=previous.id)
        if deed.link == "after" and same_sentence and previous is not None and deed.start > 0:
            self._replace(previous.id, after=action.id)
            return replace(action, after=previous.after)
        if own is not None and own == self.pending_before:
            own = None
        if deed.link == "before" and not same_sentence:
            self.pending_before = action.id
            return action
        if deed.link in ("then", "before", "after") and previous is not None:
            return replace(action, after=own if own and deed.link != "then" else self._latest(action, own, previous))
        if state is not None:
            moving = next(a for a in self.actions if a.id == state).verb.split()[0] in self.lexicon.sets["motion"]
            if moving and action.verb.split()[0] in self.lexicon.sets["ends_motion"]:
                return replace(action, after=state)  # a man running across the grass trips
            return replace(action, during=state, after=own)
        cause = next((earlier for earlier in reversed(self.actions) if self._reacts(action, earlier)), None)
        if own is not None and not deed.link and self._only_stands(own) and deed.verb.split()[0] not in (
            self.lexicon.sets["motion"] | self.lexicon.sets["ends_motion"]
        ):
            return replace(action, during=own)
        if own is not None and (cause is None or cause.actor_id == action.actor_id or self._is_earlier(cause.id, own)):
            return replace(action, after=own)
        return action if cause is None else replace(action, after=self._root(cause).id)

    def _only_stands(self, action_id: str) -> bool:
        """`stands at the door and waves`: a posture without an end of its own."""
        action = next(a for a in self.actions if a.id == action_id)
        return action.verb in ("stand", "wait", "stand still") and action.duration_s is None and action.during is None

    def _is_earlier(self, first: str, second: str) -> bool:
        ids = [action.id for action in self.actions]
        return ids.index(first) < ids.index(second)

    def _latest(self, action: Action, own: str | None, previous: Action) -> str:
        """`then`: after the actor's own last action where that was said last, else after what was said last."""
        return own if own is not None and previous.actor_id == action.actor_id else self._root(previous).id

    def _root(self, action: Action) -> Action:
        while action.during is not None:
            action = next(a for a in self.actions if a.id == action.during)
        return action

    def _reacts(self, action: Action, previous: Action) -> bool:
        """Somebody answers what was done before: catches the thrown ball, or is what was pushed."""
        if previous.id == self.pending_before:
            return False
        shared = {previous.target_id, previous.actor_id} - {None}
        if action.actor_id in shared:
            return True
        return action.verb.split()[0] in self.lexicon.sets["reaction"] and action.target_id in shared

    def _replace(self, action_id: str, *, after: str) -> None:
        for index, action in enumerate(self.actions):
            if action.id == action_id and after != action_id:
                self.actions[index] = replace(action, after=after)
