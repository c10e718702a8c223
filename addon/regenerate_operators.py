"""Make a generation, some of its objects, or its motion anew, and keep what was changed by hand."""

from __future__ import annotations

import json

import bpy
from bpy.props import EnumProperty, IntProperty
from mathutils import Matrix

from . import asset_sources, correction, generations, job, other_versions, work_modes
from ._vendor.backend.protocol.errors import InvalidRequestError
from ._vendor.backend.protocol.job import GenerateJob, checked_request
from ._vendor.backend.protocol.messages import GenerateRequest
from ._vendor.backend.protocol.scene import SceneBundle, Transform
from .backend_process import Backend
from .finding import Found
from .modal import JobOperator, redraw
from .scene_builder import fingerprints, motion_values, regenerate, strips
from .scene_builder.build import BuildOptions
from .scene_builder.collections import GENERATION_KEY, OBJECT_ID_KEY
from .scene_builder.convert import to_transform
from .scene_builder.things import PIVOT_KEY
from .session import SESSION
from .understood_operators import learn_words

_TAKEN = {
    "ALL": set(fingerprints.CHANNELS),
    "LOOK": {"shape", "materials"},
    "MOTION": {"motion"},
    "EDIT": {"motion"},
}  # fmt: skip
_SEEDED = {"LOOK": "assets", "MOTION": "motion"}


class SCENELOOM_OT_regenerate(JobOperator, bpy.types.Operator):
    """Make the shown generation anew, as the list says, around everything that was changed by hand"""

    bl_idname = "sceneloom.regenerate"
    bl_label = "Regenerate"
    bl_options = {"REGISTER", "UNDO"}

    what: EnumProperty(
        items=(
            ("ALL", "Everything", "Make the shown generation anew, as the list says, around what was changed by hand"),
            ("LOOK", "Look of Selected", "Another shape and other materials for the selected objects, at their places"),
            ("MOTION", "Motion", "Another way to move for the selected people, or for all where none is selected"),
            ("EDIT", "Edit Motion", "Make the motion of the selected people anew from the values that are set on them, "
             "and of whoever waits for them; keys and tracks above it stay"),
        ),
        options={"SKIP_SAVE"},
    )
    keep: EnumProperty(
        name="Keep My",
        items=tuple((channel, channel.title(), "") for channel in fingerprints.CHANNELS),
        options={"ENUM_FLAG", "SKIP_SAVE"},
        default=set(fingerprints.CHANNELS),
    )
    untold: EnumProperty(name="Of Another Version", items=other_versions.ITEMS, options={"SKIP_SAVE"})
    seed: IntProperty(name="Seed", description="-1 keeps the seed of the generation", default=-1, options={"SKIP_SAVE"})

    @classmethod
    def description(cls, context: bpy.types.Context, properties: bpy.types.OperatorProperties) -> str:
        return properties.bl_rna.properties["what"].enum_items[properties.what].description

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        collection = generations.shown(context.scene)
        if collection is None or not generations.has_request(collection):
            cls.poll_message_set("There is no generation in this scene yet")
            return False
        if collection.library is not None or collection.override_library is not None:
            cls.poll_message_set("This generation is linked from another file; regenerate it there")
            return False
        return super().poll(context)

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        if not self.properties.is_property_set("keep"):
            self.keep = context.scene.sceneloom.keep
        collection = generations.shown(context.scene)
        asked = self.properties.is_property_set("untold") or not self.keep
        if not asked and other_versions.ask(context, collection, self.what, self.seed):
            return {"CANCELLED"}
        return JobOperator.invoke(self, context, event)

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> job.Steps:
        collection = generations.shown(context.scene)
        only = None if self.what == "ALL" else self._chosen(context, collection)
        as_made = other_versions.taken_as_made(context, collection, only) if self.untold == "ANEW" else {}
        request = self._request(context, collection, as_made)
        backend = SESSION.backend()
        own_stage = generations.has_stage(collection)
        options = BuildOptions(
            scene=None if own_stage else context.scene,
            anchor=tuple(generations.origin_of(collection).translation),
            passed_over=generations.names_in_family(context.scene, collection),
        )
        if self.what == "EDIT" and not request.motion_values:
            hint = "Change a value of a selected person first."
            raise InvalidRequestError("Nothing of the motion was set.", hint=hint)
        places = Found(bpy.data.scenes, context.scene), Found(bpy.data.collections, collection)
        return self._regenerate(places, request, backend, options, only, as_made, wait_s)

    def _request(
        self, context: bpy.types.Context, collection: bpy.types.Collection, as_made: dict[str, set[str]]
    ) -> GenerateRequest:
        asked = generations.request_of(collection)
        understood = context.scene.sceneloom.understood
        of_list = self.what == "ALL" and understood.prompt == asked["prompt"]
        seed = asked["seed"] if self.seed < 0 else self.seed
        seeds = dict(asked["stage_seeds"]) if self.seed < 0 else {}
        if self.what in _SEEDED:
            stage = _SEEDED[self.what]
            seeds[stage] = (seeds.get(stage, seed) + 1) % 2**32
        context.view_layer.update()
        checked = checked_request(asked["prompt"], seed, asked["duration_s"])
        sources = asked["sources"]
        if of_list:
            sources = asset_sources.with_choices(sources, understood.things, by_id=True)
        return GenerateRequest(
            prompt=checked.prompt,
            seed=seed,
            duration_s=checked.duration_s,
            physicality=asked["physicality"],
            description=correction.description_of(understood) if of_list else asked["description"],
            stage_seeds=seeds,
            fixed=moved_by_hand(collection, as_made) if "placement" in self.keep else {},
            motion_values=self._motion_values(context, collection, asked["motion_values"]),
            makehuman_folder=asked["makehuman_folder"],
            sources=sources,
        )

    def _motion_values(
        self, context: bpy.types.Context, collection: bpy.types.Collection, before: dict[str, dict[str, float | bool]]
    ) -> dict[str, dict[str, float | bool]]:
        """What was set before, and for an edit what is set on the selected people, or on all where none is selected."""
        values = {actor: dict(own) for actor, own in before.items()}
        if self.what == "EDIT":
            people = fingerprints.originals(collection)
            for actor in self._chosen(context, collection) or people:
                rig = motion_values.owner_of(people[actor])
                if rig == people[actor] and (own := motion_values.set_by_hand(rig)):
                    values.setdefault(actor, {}).update(own)
        return values

    def _chosen(self, context: bpy.types.Context, collection: bpy.types.Collection) -> set[str] | None:
        """Ids of the selected things or people; None = all people."""
        owners = {o.parent if OBJECT_ID_KEY not in o and o.parent is not None else o for o in context.selected_objects}
        ids = {
            owner[OBJECT_ID_KEY]
            for owner in owners
            if owner.get(GENERATION_KEY) == collection[GENERATION_KEY] and OBJECT_ID_KEY in owner
        }
        if self.what == "LOOK":
            return ids
        people = fingerprints.originals(collection)
        return {object_id for object_id in ids if people[object_id].type == "ARMATURE"} or None

    def _regenerate(
        self,
        places: tuple[Found, Found],
        request: GenerateRequest,
        backend: Backend,
        options: BuildOptions,
        only: set[str] | None,
        as_made: dict[str, set[str]],
        wait_s: float,
    ) -> job.Steps:
        outcome = yield from job.generate(GenerateJob(request=request), backend, options, wait_s=wait_s)
        with job.taken_back([outcome], options):
            scene, collection = (place.get() for place in places)
            work_modes.leave()
            copy = other_versions.settle(scene, collection, as_made, of_all=only is None) if as_made else ""
        taken = _TAKEN[self.what]
        if self.what == "ALL" and options.scene is None:
            generations.take_stage(scene, outcome.scene, collection, outcome.collection)
        keys = None if only is None else _with_what_they_move(only, outcome, self.what)
        set_aside: dict[str, str] = {}
        if self.what == "EDIT":
            keys, set_aside = self._edited(scene, collection, outcome, set(request.motion_values), options)
        if self.what == "MOTION" and keys is None:
            keys = set(fingerprints.originals(outcome.collection))
        chosen = fingerprints.originals(collection) if self.what == "LOOK" else {}
        before = {key: dict(json.loads(o["sceneloom_fingerprints"])) for key, o in chosen.items()}
        kept = regenerate.merge(collection, outcome.collection, keep=set(self.keep), take=taken, only=keys)
        kept.set_aside, kept.as_it_was = set_aside, copy
        if options.scene is None:
            bpy.data.scenes.remove(outcome.scene)
        if self.what == "LOOK":
            _remain_chosen(collection, keys or set(), before)
        elif self.what in ("MOTION", "EDIT"):
            generations.store_motion(collection, request)
        yield from learn_words(backend, wait_s=wait_s)
        return scene, outcome, kept

    def _edited(
        self,
        scene: bpy.types.Scene,
        collection: bpy.types.Collection,
        outcome: job.Outcome,
        actors: set[str],
        options: BuildOptions,
    ) -> tuple[set[str], dict[str, str]]:
        """Keys of all whose motion comes out otherwise; curves of the edited people that were changed by hand are set
        aside, by the names of those people in tracks of these names."""
        before = fingerprints.originals(collection)
        set_aside = {}
        for actor in actors & set(before):
            changed = fingerprints.changed_by_hand([before[actor]]).get(actor, set())
            if "motion" in changed and (track := strips.set_aside(before[actor])) is not None:
                set_aside[before[actor].name] = track
            fingerprints.take_as_made(before[actor], "motion")
        if options.scene is None:
            generations.take_frame_range(scene, outcome.scene, collection)
        return actors | fingerprints.differing(before, fingerprints.originals(outcome.collection), "motion"), set_aside

    def finish(
        self, context: bpy.types.Context, outcome: tuple[bpy.types.Scene, job.Outcome, regenerate.Kept]
    ) -> set[str]:
        scene, made, kept = outcome
        settings = scene.sceneloom
        if self.what == "ALL":
            unused = settings.understood.unused
            correction.show(settings.understood, made.bundle.description)
            correction.mark_stand_ins(settings.understood, made.report["stand_ins"])
            settings.understood.unused = unused
        report = {**made.report, "kept": kept.words, "untold": len(kept.untold)}
        settings.report_json = json.dumps(report, ensure_ascii=False)
        redraw(context)
        done = "what was kept is in the panel" if kept.words else "nothing had been changed by hand"
        self.report({"INFO"}, f"Made anew; {done}")
        return {"FINISHED"}


def moved_by_hand(collection: bpy.types.Collection, as_made: dict[str, set[str]]) -> dict[str, Transform]:
    """Where the things and people now stand that an artist has moved, in the bundle's space, by object id. `as_made`:
    by key, the channels in which they count as they were made."""
    found = {}
    originals = fingerprints.originals(collection)
    to_bundle = generations.origin_of(collection).inverted()
    for key, channels in fingerprints.changed_by_hand(originals.values()).items():
        target = originals[key]
        if "placement" in channels - as_made.get(key, set()) and OBJECT_ID_KEY in target:
            pivot = Matrix.Translation(target.get(PIVOT_KEY, (0.0, 0.0, 0.0)))
            found[key] = to_transform(to_bundle @ target.matrix_world @ pivot.inverted())
    return found


def _with_what_they_move(only: set[str], outcome: job.Outcome, what: str) -> set[str]:
    """Keys of the chosen things with their parts; for motion, also of what the chosen people carry, throw and push."""
    bundle: SceneBundle = outcome.bundle
    ids = set(only)
    if what == "MOTION":
        ids |= {event.target_id for event in bundle.motion.events if event.actor_id in only and event.target_id}
        ids |= {held.object_id for held in bundle.simulation.attachments if held.actor_id in only}
    return {key for key in fingerprints.originals(outcome.collection) if key.split("/")[0] in ids}


def _remain_chosen(collection: bpy.types.Collection, keys: set[str], before: dict[str, dict[str, str]]) -> None:
    """A look that was chosen for single objects counts as the artist's own, and outlives later regenerations."""
    for key, target in fingerprints.originals(collection).items():
        if key in keys and key in before:
            target["sceneloom_fingerprints"] = json.dumps(before[key])


CLASSES = (SCENELOOM_OT_regenerate,)
