"""M5's stage: what happens to things, and where everything is at every frame."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common import quat
from ..common.naming import said_start
from ..common.progress import Progress, silent
from ..common.skeleton import forward_kinematics
from ..common.wings import flight_of
from ..protocol.errors import ResourceError
from ..protocol.scene import (
    AssetSet,
    MotionClip,
    MotionSet,
    PoseTrack,
    Provenance,
    SceneDescription,
    SceneLayout,
    Simulation,
)
from .bodies import GROUND_ID, build_bodies
from .creature_gaits import laid_over
from .cues import find_cues, loosened
from .driving import Drives, vehicles
from .engine import available
from .events import EventScript, standing_on
from .floating import Waters
from .flying import Flights, fly_kites
from .humanoid import follow, limp_from
from .leading import lead_along
from .openings import opening_tracks
from .people import JointPoses
from .prop_actions import PropActions
from .recording import contacts_of, object_track
from .runner import Runner
from .steady import held_still
from .taken_along import taken_along
from .turning import turning_parts
from .wheels import wheel_tracks


class PhysicsSimulator:
    """M5: flights, falls and contacts, as a pose track per object."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self.provenance = Provenance(stage="physics", method="solver", model=engine, version="1")

    @classmethod
    def load(cls, engine: str | None = None) -> PhysicsSimulator:
        """With the preferred engine of those installed, or the named one."""
        installed = available()
        if not installed or (engine is not None and engine not in installed):
            raise ResourceError(
                f"The physics engine {engine or 'PyBullet or MuJoCo'} is not installed.",
                hint="Set up the backend again: it installs the engine that runs on this machine.",
                stage="physics",
            )
        return cls(engine or installed[0])

    def run(
        self,
        description: SceneDescription,
        assets: AssetSet,
        layout: SceneLayout,
        motion: MotionSet,
        *,
        rng: np.random.Generator,
        progress: Progress = silent,
        physicality: Mapping[str, float] | None = None,
    ) -> Simulation:
        """Simulate all frames of the motion's timeline; raises SimulationDivergedError.

        physicality  per person: 1 (as without it) follows the motion, 0 is a ragdoll
        """
        timeline = motion.timeline
        del rng  # nothing here is left to chance

        # 1. People: all joints in the world
        joints = {actor_id: _joint_poses(assets, clip) for actor_id, clip in motion.clips.items()}

        # 2. Things: rigid bodies where the layout put them
        turned, cues = turning_parts(assets, find_cues(description, motion), timeline)
        verbs = loosened(cues)
        opened, stuck = opening_tracks(description, assets, motion, cues)
        steady = held_still(description, assets, layout, motion, {track.object_id for track in opened}, verbs)
        world = build_bodies(assets, layout, joints, verbs, steady)

        # 3. Bodies that are not to follow their motion all the way: they meet things as fixed ones
        clips = dict(motion.clips)
        missed: list[str] = []
        limp = limp_from(description, motion)
        for actor_id in clips:
            share = 0.0 if actor_id in limp else (physicality or {}).get(actor_id, 1.0)
            if share < 1.0 and "pybullet" not in available():
                missed.append(f"{said_start(description, actor_id)} follows its motion: linked bodies need PyBullet.")
            elif share < 1.0:
                around = [body for body in world.bodies if not body.bone and body.id != GROUND_ID]
                tracking = follow(
                    assets.assets[actor_id],
                    clips[actor_id],
                    timeline.fps,
                    share,
                    surroundings=around,
                    start_frame=limp.get(actor_id, 0),
                    progress=progress,
                )
                clips[actor_id] = tracking.clip
                joints[actor_id] = _joint_poses(assets, tracking.clip)
                world = build_bodies(assets, layout, joints, verbs, steady)

        # 4. The script: what people do to things, and what things do by themselves
        runner = Runner(world.bodies, timeline.fps, self.engine, bones=world.bones)
        riders = standing_on(layout, frozenset(runner.index))
        script = EventScript(description, motion.events, joints, world.origins, timeline.fps, riders)
        waters = Waters(description, assets, layout, timeline.fps)
        drives = Drives(description, layout, runner, vehicles(assets, layout), timeline.frame_count, waters)
        flights = Flights(description, assets, layout, drives, timeline.frame_count, timeline.fps)
        PropActions(description, layout, runner, script, drives, flights, timeline.frame_count).plan(cues)

        fly_kites(description, assets, joints, runner, layout, world.origins)
        leashes = lead_along(description, assets, joints, runner, layout, world.origins)

        # 5. Simulate
        recording = runner.run(timeline.frame_count, script, progress)
        script.close()

        # 6. Back to the assets' own origins; what hardly moved has not moved
        tracks: dict[str, PoseTrack] = {}
        for object_id, (origin, turn) in world.origins.items():
            index = runner.index[object_id]
            body_rotations = recording.rotations[:, index]
            tracks[object_id] = object_track(
                layout.placements[object_id].transform,
                recording.translations[:, index] + quat.mul_vec(body_rotations, origin),
                quat.mul(body_rotations, turn),
            )
        tracks = waters.rocking(tracks, timeline.frame_count)
        tracks, limbs = laid_over(description, assets, tracks, timeline.fps, waters.swims)
        clips = taken_along(description, assets, layout, tracks, clips)
        rolling = {name: track for name, track in tracks.items() if flight_of(description, name) is None}
        progress(1.0, "done")
        return Simulation(
            timeline=timeline,
            object_tracks=tracks,
            part_tracks=(*wheel_tracks(assets, layout, rolling), *flights.wing_tracks(cues, tracks), *limbs, *opened,
                         *turned, *leashes),
            clips=clips,
            attachments=tuple(script.attachments),
            contacts=contacts_of(recording, runner, tracks),
            missed=tuple(dict.fromkeys((*missed, *script.missed, *stuck))),
        )


def _joint_poses(assets: AssetSet, clip: MotionClip) -> JointPoses:
    """Where all joints of a person are, at every frame."""
    skeleton = assets.assets[clip.actor_id].skeleton
    assert skeleton is not None
    poses = forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)  # (T, J, 3), (T, J, 4)
    return JointPoses(skeleton.joint_names, *poses)
