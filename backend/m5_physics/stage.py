"""M5's stage: what happens to things, and where everything is at every frame."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.progress import Progress, silent
from ..common.skeleton import forward_kinematics
from ..protocol.errors import ResourceError
from ..protocol.scene import AssetSet, MotionSet, PoseTrack, Provenance, SceneDescription, SceneLayout, Simulation
from .bodies import build_bodies
from .cues import find_cues, loosened
from .engine import available
from .events import EventScript
from .people import JointPoses
from .prop_actions import PropActions
from .recording import contacts_of, object_track
from .runner import Runner


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
    ) -> Simulation:
        """Simulate all frames of the motion's timeline; raises SimulationDivergedError."""
        timeline = motion.timeline
        del rng  # nothing here is left to chance

        # 1. People: all joints in the world
        joints: dict[str, JointPoses] = {}
        for actor_id, clip in motion.clips.items():
            skeleton = assets.assets[actor_id].skeleton
            assert skeleton is not None
            poses = forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)  # (T, J, 3), (T, J, 4)
            joints[actor_id] = JointPoses(skeleton.joint_names, *poses)

        # 2. Things: rigid bodies where the layout put them
        cues = find_cues(description, motion)
        world = build_bodies(assets, layout, joints, loosened(cues))

        # 3. The script: what people do to things, and what things do by themselves
        script = EventScript(description, motion.events, joints, world.origins, timeline.fps)
        runner = Runner(world.bodies, timeline.fps, self.engine, bones=world.bones)
        PropActions(description, layout, runner, script, timeline.frame_count).plan(cues)

        # 4. Simulate
        recording = runner.run(timeline.frame_count, script, progress)
        script.close()

        # 5. Back to the assets' own origins; what hardly moved has not moved
        tracks: dict[str, PoseTrack] = {}
        for object_id, (origin, turn) in world.origins.items():
            index = runner.index[object_id]
            body_rotations = recording.rotations[:, index]
            tracks[object_id] = object_track(
                layout.placements[object_id].transform,
                recording.translations[:, index] + quat.mul_vec(body_rotations, origin),
                quat.mul(body_rotations, turn),
            )
        progress(1.0, "done")
        return Simulation(
            timeline=timeline,
            object_tracks=tracks,
            clips=dict(motion.clips),
            attachments=tuple(script.attachments),
            contacts=contacts_of(recording, runner, tracks),
            missed=tuple(dict.fromkeys(script.missed)),
        )
