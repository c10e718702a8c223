"""What the two processes say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from .asset_sources import AssetSources
from .conventions import DEFAULT_FPS, FloatArray, IntArray
from .enhancement import Enhancement
from .scene import (
    ActorCurves,
    Asset,
    Evidence,
    MotionClip,
    Obstacle,
    SceneBundle,
    SceneDescription,
    Skeleton,
    Transform,
)

PROTOCOL_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Hello:
    """First message of either side."""

    protocol_version: int
    backend_version: str
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GenerateRequest:
    """A prompt to turn into a scene."""

    prompt: str
    seed: int = 0
    """0…2³²-1"""
    duration_s: float | None = None
    fps: int = DEFAULT_FPS
    description: SceneDescription | None = None
    """a description that the artist has corrected; replaces M1, which only fills in what is left blank: the category of
    an entity, the canonical relation of a predicate"""
    physicality: float = 1.0
    """how people move: 1 follows the animation, below that linked bodies track it, 0 is a ragdoll"""
    stage_seeds: dict[str, int] = field(default_factory=dict)
    """seeds of single stages (`assets`, `layout`, `motion`, `physics`) where they differ from `seed`"""
    fixed: dict[str, Transform] = field(default_factory=dict)
    """objects that were moved by hand, by object id: they stay, and only what depends on them moves"""
    obstacles: tuple[Obstacle, ...] = ()
    """what is there already, in the space of the bundle: things are placed beside it, people walk around it"""
    motion_values: dict[str, dict[str, float | bool]] = field(default_factory=dict)
    """what the artist has set of the motion programs, by actor and by the names of `MotionClip.parameters`"""
    makehuman_folder: str = ""
    """absolute path of MakeHuman's data on the backend's computer: people are built from it; empty = embedded people"""
    sources: AssetSources = field(default_factory=AssetSources)
    """where things come from"""


@dataclass(frozen=True, kw_only=True)
class ParseRequest:
    """A prompt to read only: what would be built."""

    prompt: str


@dataclass(frozen=True, kw_only=True)
class VocabularyRequest:
    """Asks for the words that an artist may choose from when correcting a description."""


@dataclass(frozen=True, kw_only=True)
class AssetRequest:
    """One asset with chosen parameters (the Rebuild operator), or from another source."""

    category: str
    """of another source: what it is, in words"""
    object_id: str
    seed: int = 0
    values: dict[str, float | int | bool | str]
    sources: AssetSources = field(default_factory=AssetSources)
    mesh_file: str = ""
    """absolute path of a mesh of somebody else's that becomes the asset; comes before any source"""


@dataclass(frozen=True, kw_only=True)
class Grip:
    """A hand that has to be where the source's was while it holds something."""

    hand: str
    """`hand.L` or `hand.R`"""
    first: int
    """0-based frames, both included"""
    last: int


@dataclass(frozen=True, kw_only=True)
class RetargetRequest:
    """The motion of one of our people for another body: any armature, or the same one with other bones."""

    source: Skeleton
    root_translations: FloatArray
    """(T, 3) m world position of joint 0"""
    joint_rotations: FloatArray
    """(T, J, 4) parent-relative, in rest frames"""
    target: Skeleton
    """all joints of the armature, in world axes and metres"""
    fps: float = DEFAULT_FPS
    keep_path: bool = True
    """feet and hips stay over the places where the source's are; else ways grow with the legs"""
    grips: tuple[Grip, ...] = ()
    pose_frames: IntArray
    """(K,) int32 0-based frames of the source's key poses"""


@dataclass(frozen=True, kw_only=True)
class PostprocessRequest:
    """Rendered frames through a look (M7)."""

    folder: str
    """absolute path of the frames, on a disk that the backend sees"""
    look: str
    """name of a look that ships, a .json file, or the JSON itself"""
    strength: float = 1.0
    settings: tuple[tuple[str, str], ...] = ()
    """single values of the look, by `group.name`"""
    out: str
    """absolute path of a video or a picture; of several frames with their numbers; empty: a preview of `frame`"""
    frame: int | None = None
    """this frame only"""
    codec: str = ""
    """h264, prores or dnxhr; empty: by the suffix of `out`"""
    sound: str = ""
    """file that is heard; empty: the sequence's own"""
    seed: int = 0
    fps: int = DEFAULT_FPS
    """of a folder that does not say"""
    memory_mb: int = 1600


@dataclass(frozen=True, kw_only=True)
class EnhanceRequest:
    """Rendered frames, repainted (M8) between the two halves of a look (M7)."""

    folder: str
    """absolute path of the frames, on a disk that the backend sees"""
    enhancement: Enhancement
    look: str = ""
    """as in PostprocessRequest; empty: none, the frames as Blender shows them"""
    look_strength: float = 1.0
    settings: tuple[tuple[str, str], ...] = ()
    out: str = ""
    """absolute path of a video or a .png; empty: only the comparison"""
    frame: int | None = None
    """this frame only"""
    compare_frame: int | None = None
    """the reply shows this frame before and after"""
    or_look_alone: bool = False
    """where the enhancer cannot work here, write what the look makes and say so; otherwise that is an error"""
    codec: str = ""
    sound: str = ""
    fps: int = DEFAULT_FPS


@dataclass(frozen=True, kw_only=True)
class EnhancerStateRequest:
    """Asks whether, and how, a shot would be enhanced here."""

    enhancement: Enhancement
    size_px: tuple[int, int]
    num_frames: int


@dataclass(frozen=True, kw_only=True)
class Cancel:
    """Stop the running job; answered by Failure(cancelled)."""


@dataclass(frozen=True, kw_only=True)
class Unload:
    """Give memory back until the next request: a render starts."""


@dataclass(frozen=True, kw_only=True)
class Shutdown:
    """End the process."""


@dataclass(frozen=True, kw_only=True)
class ProgressReport:
    """How far the running job is; may be dropped, the latest wins."""

    fraction: float
    text: str


@dataclass(frozen=True, kw_only=True)
class GenerateReply:
    """The scene, and how long each stage took (seconds; not part of the bundle's bytes)."""

    bundle: SceneBundle
    stage_seconds: dict[str, float]
    memory_mb: float


@dataclass(frozen=True, kw_only=True)
class ParseReply:
    """What a prompt says, and which words say it."""

    description: SceneDescription
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VocabularyReply:
    """Words by what they are for: thing, verb, relation, place, and the types of attributes."""

    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class AssetReply:
    """The asset that was asked for."""

    asset: Asset


@dataclass(frozen=True, kw_only=True)
class RetargetReply:
    """The motion of the target."""

    parts: dict[str, str]
    """what each mapped joint is (`upper_arm.L`, `spine_1`, …) to its name"""
    moved: str
    """the joint that carries the way: `root_translations` of the clip are its"""
    clip: MotionClip
    """every frame; controls only where the target is a person of ours"""
    curves: ActorCurves
    """the same, thinned"""


@dataclass(frozen=True, kw_only=True)
class PostprocessReply:
    """What became of the frames."""

    files: tuple[str, ...] = ()
    num_frames: int = 0
    num_resumed: int = 0
    """of those, how many an earlier run had finished"""
    notes: tuple[str, ...] = ()
    """what of the look, or of the shot, is not in the files, in words"""
    before: FloatArray | None = None
    """(H, W, 4) of a preview: the frame without the look"""
    after: FloatArray | None = None
    """and with it"""


@dataclass(frozen=True, kw_only=True)
class EnhanceReply:
    """What became of the frames."""

    files: tuple[str, ...] = ()
    num_frames: int = 0
    num_resumed: int = 0
    """of those, how many an earlier run had painted"""
    plan: str = ""
    """how it was done: size, frames at once, memory"""
    notes: tuple[str, ...] = ()
    not_enhanced: str = ""
    """why the files show the look alone; empty: they are enhanced"""
    before: FloatArray | None = None
    """(H, W, 4) of `compare_frame`: the look alone; where that is all there is, the render"""
    after: FloatArray | None = None
    """and enhanced; else the look"""


@dataclass(frozen=True, kw_only=True)
class EnhancerStateReply:
    """Whether the enhancer works here."""

    is_available: bool
    text: str
    """the plan, or what is missing, in one sentence"""
    hint: str = ""
    """the way out"""
    code: str = ""
    """of the error that says why it does not"""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A SceneBackendError on its way over the wire."""

    code: str
    message: str
    hint: str
    stage: str


@dataclass(frozen=True, kw_only=True)
class JobFinished:
    """What the Blender side says to the process that started it, at the end."""

    code: str = ""
    """of the error, empty when all went well"""
    message: str = ""
    hint: str = ""


Message = (
    Hello
    | GenerateRequest
    | ParseRequest
    | VocabularyRequest
    | AssetRequest
    | RetargetRequest
    | PostprocessRequest
    | EnhanceRequest
    | EnhancerStateRequest
    | Cancel
    | Unload
    | Shutdown
    | ProgressReport
    | GenerateReply
    | ParseReply
    | VocabularyReply
    | AssetReply
    | RetargetReply
    | PostprocessReply
    | EnhanceReply
    | EnhancerStateReply
    | Failure
    | JobFinished
)

MESSAGE_TYPES: dict[str, type] = {kind.__name__: kind for kind in Message.__args__}
