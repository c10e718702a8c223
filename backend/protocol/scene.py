"""The types between stages, in pipeline order.

Symbols: T frames, J joints, V vertices, F faces, L face corners, K path points or keys, N points.
Arrays are float32 unless said. Every dataclass is frozen; nothing mutates a type after it is made.
Objects join by id, never by list position. Maps keep insertion order, which is deterministic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from .conventions import BoolArray, ByteArray, FloatArray, IntArray

# --- geometry and time ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Transform:
    """A pose with scale."""

    translation: FloatArray
    """(3,) m"""
    rotation: FloatArray
    """(4,) unit quaternion [w, x, y, z]"""
    scale: FloatArray = field(default_factory=lambda: np.ones(3, dtype=np.float32))
    """(3,)"""


@dataclass(frozen=True, kw_only=True)
class PoseTrack:
    """A rigid pose over time; T = 1 means static."""

    translations: FloatArray
    """(T, 3) m"""
    rotations: FloatArray
    """(T, 4) unit quaternions, sign-continuous"""


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Frame `frame_start + i` is at `i / fps` seconds."""

    fps: int
    frame_count: int
    frame_start: int = 1


# --- M1: scene description ------------------------------------------------------------------------

Role = Literal["character", "prop", "structure"]


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """One word said of an entity."""

    type: str
    """color, material, size, shape, pattern, age, style, state or other"""
    value: str


@dataclass(frozen=True, kw_only=True)
class Entity:
    """One noun phrase of the prompt: a thing, or `count` equal things."""

    id: str
    """lemma and number, e.g. `chair_1`"""
    lemma: str
    """the word said, singular"""
    category: str
    """nearest name in the catalogue, e.g. `person`, `table`; the lemma itself where none is near"""
    count: int = 1
    role: Role = "prop"
    attributes: tuple[Attribute, ...] = ()

    @cached_property
    def object_ids(self) -> tuple[str, ...]:
        """One id per instance: `chair_1`, or `chair_1.1`, `chair_1.2`, … when count > 1."""
        if self.count == 1:
            return (self.id,)
        return tuple(f"{self.id}.{number}" for number in range(1, self.count + 1))

    def values(self, attribute_type: str) -> tuple[str, ...]:
        """All attribute values of one type, in the order said."""
        return tuple(a.value for a in self.attributes if a.type == attribute_type)


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Subject predicate object, between entities."""

    subject_id: str
    predicate: str
    """as said, lemmatised; action verbs included (`walk to`)"""
    spatial: str | None
    """canonical spatial relation (`on`, `left_of`, `around`, …), or null"""
    object_id: str
    frame: Literal["viewer", "object"] = "viewer"


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something an entity does."""

    id: str
    actor_id: str
    """entity id; with count > 1 every instance acts"""
    verb: str
    """lemma, particles included: `walk`, `pick up`, `sit down`"""
    text: str
    target_id: str | None = None
    manner: tuple[str, ...] = ()
    """style, direction and count words: slowly, twice, left, …"""
    duration_s: float | None = None
    after: str | None = None
    """id of the action that ends before this one starts"""
    during: str | None = None
    """id of the action that this one goes along with"""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where it happens."""

    place: str | None = None
    indoor: bool = False


@dataclass(frozen=True, kw_only=True)
class Lighting:
    """When it happens, and in what air."""

    time_of_day: str | None = None
    """dawn, morning, day, noon, evening, sunset, dusk, night"""
    weather: str | None = None
    """clear, cloudy, fog, rain, snow, storm"""
    mood: str | None = None


@dataclass(frozen=True, kw_only=True)
class Shot:
    """What the camera was asked to do."""

    size: str | None = None
    """close-up, medium, full, wide"""
    movement: str | None = None
    """orbit, dolly_in, dolly_out, pan_left, pan_right, follow, static"""
    subject_id: str | None = None
    angle: str | None = None
    """low, high, top, eye, side, front, behind"""


@dataclass(frozen=True, kw_only=True)
class SceneDescription:
    """M1's output: what the prompt says."""

    prompt: str
    setting: Setting
    lighting: Lighting
    shot: Shot
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    actions: tuple[Action, ...]
    duration_s: float | None = None
    excluded: tuple[str, ...] = ()
    """lemmas that the prompt rules out"""
    unparsed: tuple[str, ...] = ()
    """words that nothing used"""

    def entity_of(self, object_id: str) -> Entity | None:
        """The entity an object id (`chair_1.2`) belongs to; None for implicit objects."""
        return next((e for e in self.entities if object_id in e.object_ids), None)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Which words of the prompt gave one entity, relation or action, and who read them."""

    kind: str
    """entity, relation or action"""
    ids: tuple[str, ...]
    """the entity, subject and object, or the action"""
    what: str
    """`chair_1: 3 × chair`, `chair_1 around table_1`, `a1: man_1 walk table_1`"""
    spans: tuple[tuple[int, int], ...]
    """character offsets [start, end) in the prompt; empty where nothing says it"""
    source: str
    """said, or implied by something else that was said"""
    confidence: float
    """1 for words that an entry knows, else the cosine of the nearest entry (0 where none is near)"""
    parser: str = "rules"
    """rules, neural, or both where they agree"""
    read: float = 1.0
    """the neural parser's probability; 1 for what only the rules read"""


# --- M3: assets -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ShapeKey:
    """A named slider: vertex offsets from the base shape."""

    name: str
    offsets: FloatArray
    """(V, 3) m, dense"""
    value: float = 0.0
    """the value this asset was generated with"""
    range: tuple[float, float] = (0.0, 1.0)


@dataclass(frozen=True, kw_only=True)
class Mesh:
    """Polygons of any size (quads kept), with everything a Blender mesh needs."""

    vertices: FloatArray
    """(V, 3) m, in the space of the asset (or of the joint's origin for a jointed part)"""
    face_sizes: IntArray
    """(F,) int32 corners per face"""
    face_vertices: IntArray
    """(L,) int32 vertex of each corner, counter-clockwise from outside"""
    uv: FloatArray
    """(L, 2) in metres along the surface (UV unit 1 = 1 m); U runs along the grain, the part's longest axis"""
    material_index: IntArray
    """(F,) int32 into the asset's materials"""
    part_index: IntArray
    """(F,) int32 into `AssetMesh.part_names`"""
    smooth: bool = True
    """shaded smooth; edges over 50 degrees are marked sharp in Blender (a fillet of two segments bends by 45 in its
    middle, so 30 would crease it)"""
    sharp_edges: IntArray | None = None
    """(E, 2) int32 further sharp edges"""
    skin_joints: IntArray | None = None
    """(V, 4) int32 into the skeleton's joints; unused slots have weight 0"""
    skin_weights: FloatArray | None = None
    """(V, 4) sums to 1"""
    shape_keys: tuple[ShapeKey, ...] = ()
    markings: FloatArray | None = None
    """(V,) −1…1 how much of the second colour (+) or the third (−) of a coat of fur shows: belly, saddle, socks"""
    preserve_volume: FloatArray | None = None
    """(V,) 0…1 how far the skin turns by dual quaternions (elbows, knees, twists) instead of linearly"""
    covered: BoolArray | None = None
    """(V,) bool: skin under clothes, hidden by a Mask modifier"""
    hangs: bool = False
    """cloth that hangs about the legs, as a skirt does, instead of lying on them"""
    texture: ByteArray | None = None
    """(H, W, 3) sRGB, row 0 at V = 0: colour of a surface that was scanned, painted or generated, over the square of
    the UVs from 0 to `texture_side_m`; materials of kind `textured` show it"""
    texture_side_m: float = 1.0
    subdivision_levels: int = 0
    """subdivision surface levels in the viewport and render; 0 = no modifier"""


@dataclass(frozen=True, kw_only=True)
class Material:
    """A procedural node material; colours are scene-linear Rec.709."""

    name: str
    kind: str
    """node recipe: plain, wood, metal, glass, plastic, rubber, fabric, cloth (worn fabric), leather, ceramic, paper,
    stone, brick, concrete, plaster, tile, asphalt, grass, soil, sand, snow, water, bark, foliage, skin, hair, cloud,
    emission, flame, light (in the air, as of a rainbow), screen, fur,
    textured (the mesh's own texture, whose mean on the material's faces is `base_color`)"""
    base_color: FloatArray
    """(3,)"""
    second_color: FloatArray | None = None
    """(3,) the other colour of a pattern, or the darker grain"""
    third_color: FloatArray | None = None
    """(3,) of a coat: lies where the mesh's markings are negative"""
    roughness: float = 0.5
    metallic: float = 0.0
    transmission: float = 0.0
    emission_w_m2: float = 0.0
    pattern: str | None = None
    """striped, checked, dotted, brick, planks, tiles, soccer, a coat (zebra, tabby, tiger, rosettes, patches, giraffe,
    dots) or null"""
    pattern_scale_m: float = 0.1
    bump: float = 0.1
    """0…1"""
    wear: float = 0.0
    """0…1 how far edges are rubbed bare and faces faded and scratched"""
    dirt: float = 0.0
    """0…1 how far grime covers it, from the ground up and in blotches"""


@dataclass(frozen=True, kw_only=True)
class PartJoint:
    """How a moving part hangs on the root mesh, or on another moving part.

    At rest the part's space is the asset's, moved by `origin`.
    """

    kind: Literal["hinge", "slide", "wheel"]
    origin: FloatArray
    """(3,) m in asset space: the object origin of the part"""
    axis: FloatArray
    """(3,) unit, asset space"""
    limits: tuple[float, float]
    """rad (hinge, wheel) or m (slide)"""
    carrier: str = ""
    """name of the jointed part that carries this one, and comes before it; empty = the root"""


@dataclass(frozen=True, kw_only=True)
class AssetMesh:
    """One Blender object. The first mesh of an asset is its root and has no joint."""

    name: str
    """`body` for the root, `door.L`, `wheel_front.R`, … for jointed parts, `shirt`, `hair` for worn ones"""
    mesh: Mesh
    part_names: tuple[str, ...]
    joint: PartJoint | None = None
    instances: FloatArray | None = None
    """(N, 5) x, y, z m, turn about Z rad, scale: the mesh stands at each of these places of asset space, as instances
    of one mesh (trees of a wood, tufts of a lawn); None = once, as it is. Never the root."""


@dataclass(frozen=True, kw_only=True)
class CollisionShape:
    """A convex (or static concave) body in asset space."""

    kind: Literal["box", "sphere", "capsule", "cylinder", "hull", "plane", "concave"]
    transform: Transform
    dimensions: FloatArray
    """(3,) m full extents: box x, y, z; sphere diameter in [0]; capsule, cylinder: diameter in [0], total height along
    local Z in [2]"""
    points: FloatArray | None = None
    """(N, 3) of a hull, or the vertices of a concave (static only) mesh, in asset space"""
    triangles: IntArray | None = None
    """(M, 3) int32, concave only"""
    joint: str | None = None
    """of a character: the skeleton joint this shape is fixed to; it is given where that joint is at rest"""


@dataclass(frozen=True, kw_only=True)
class PhysicsProperties:
    """What M5 needs to know."""

    mass_kg: float
    friction: float = 0.5
    restitution: float = 0.2
    rolling_friction: float = 0.0
    static: bool = False
    """never moves (buildings, ground, rooted plants)"""


@dataclass(frozen=True, kw_only=True)
class Affordance:
    """A place on an asset where something can be done, in asset space.

    kind              frame                                              dimensions (3,) m
    surface_top       centre of a surface that carries things, Z up      x, y extents, free height above (0 = open)
    inside            centre of the floor of a cavity                    x, y extents, height
    sit_at            where the sitter's seat touches, facing local -Y   width, depth, 0
    lie_at            centre of the lying surface, head toward +Y        x, y extents, 0
    grip_at           centre of the grip                                 thickness, length along local X, 0
    kick_at           centre of the thing to kick                        diameter, 0, 0
    push_at           where palms go, local -Y points away from the asset's surface   width, 0, height of the palms
    hang_at           hook point                                         0, 0, 0
    lean_at           wall-like face, local -Y points away from it       x extent, 0, z extent
    stand_at          a place for feet (stairs step, platform), Z up     x, y extents, 0
    foot_at           where the left foot of who sits on it rests, Z up  x, y extents, 0
    hold_at           where the other hand takes what one hand grips     thickness, length, 0
    shoulder_at       the middle of a butt that is set to the shoulder   width, 0, height
    doorway           centre of the threshold, local -Y through it       width, 0, height
    reach_at          centre of what hands work on: keys, an engine      x, y, z extents
    """

    name: str
    kind: str
    frame: Transform
    dimensions: FloatArray


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One editable value of a parametric asset; lives on the Blender mesh as a custom property."""

    name: str
    value: float | int | bool | str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class MeshFigures:
    """What a triangle mesh is made of, counted."""

    num_faces: int
    num_pieces: int
    """shells that share no vertex"""
    num_open_edges: int
    """edges with one face"""
    num_tangled_edges: int
    """edges with more than two faces, or with two that wind against each other"""
    dimensions_m: FloatArray
    """(3,) m, in the units and axes of its file before it was repaired"""


@dataclass(frozen=True, kw_only=True)
class MeshRepair:
    """How a mesh from elsewhere became an asset."""

    before: MeshFigures
    after: MeshFigures
    steps: tuple[str, ...]
    """what was done, in words"""


@dataclass(frozen=True, kw_only=True)
class LibraryReference:
    """A marked asset in a .blend of the user's library, which Blender appends."""

    file: str
    """absolute path"""
    kind: Literal["object", "collection"]
    name: str
    placement: Transform
    """from the space of its file to asset space: upright, at its size, on the floor"""
    steps: tuple[str, ...] = ()
    """what that changed, in words"""


@dataclass(frozen=True, kw_only=True)
class Skeleton:
    """A joint tree. Local rest frames have +Y along the bone; Blender's bones equal them exactly.

    `rest_translations[j]` is joint j's head in its parent's rest frame; a joint's pose rotation is
    applied in its own rest frame: local = rest_rotation * joint_rotation.
    """

    joint_names: tuple[str, ...]
    parents: IntArray
    """(J,) int32, -1 for the root, parents before children"""
    rest_translations: FloatArray
    """(J, 3) m, parent-relative"""
    rest_rotations: FloatArray
    """(J, 4) parent-relative"""
    bone_lengths: FloatArray
    """(J,) m"""


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One object, ready to be placed: real metres, origin on the floor under its centre, facing -Y."""

    object_id: str
    category: str
    label: str
    """what the artist reads: `Wooden table`"""
    role: Literal["character", "prop", "structure", "environment"]
    source: Literal["parametric", "library", "model", "character", "scene"]
    """`scene`: it is in the artist's scene already, and nothing is to be built"""
    meshes: tuple[AssetMesh, ...]
    materials: tuple[Material, ...]
    bounds: FloatArray
    """(2, 3) m min and max in asset space, jointed parts at rest, people at rest with arms down"""
    physics: PhysicsProperties
    collision_shapes: tuple[CollisionShape, ...]
    pivot: FloatArray = field(default_factory=lambda: np.zeros(3, dtype=np.float32))
    """(3,) m in asset space: the point about which Blender places and keys the root mesh (a ball's centre); all poses
    between stages stay those of the asset's origin"""
    affordances: tuple[Affordance, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    skeleton: Skeleton | None = None
    stand_in_for: str | None = None
    """the word said, when this is only the nearest category"""
    licence: str = "CC0-1.0"
    origin: str = ""
    """where a mesh from elsewhere comes from: a file, or a model with its weights and seed"""
    repair: MeshRepair | None = None
    recipe: str = ""
    """of what a model made: a digest of its words, seed, picture and weights, by which a library is asked for it"""
    library: LibraryReference | None = None
    """of an asset in a library, which Blender appends; the meshes are what layout and physics need to know of it"""

    @property
    def dimensions(self) -> FloatArray:
        """(3,) m"""
        extent: FloatArray = (self.bounds[1] - self.bounds[0]).astype(np.float32)
        return extent

    def affordances_of(self, kind: str) -> tuple[Affordance, ...]:
        """All affordances of one kind, in order."""
        return tuple(a for a in self.affordances if a.kind == kind)


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """A box along the axes that something in the artist's scene fills."""

    low: FloatArray
    """(3,) m"""
    high: FloatArray
    """(3,) m"""


@dataclass(frozen=True, kw_only=True)
class AssetSet:
    """M3's output: every object of the scene, implicit ground, room and backdrop included (role environment).

    Worn things (`jacket_1` of `man_1`) are part of their character's asset and have no entry of their own.
    Equal instances share the same array objects.
    """

    assets: dict[str, Asset]
    room_bounds: FloatArray | None = None
    """(2, 3) m inner bounds of the room, None outdoors and in the studio"""
    notes: tuple[str, ...] = ()
    """what could not be made as asked, in words"""


# --- M2: layout -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ObjectPlacement:
    """Where an object stands at the first frame."""

    object_id: str
    category: str
    transform: Transform
    """asset space to world"""
    dimensions: FloatArray
    """(3,) m"""
    support_id: str | None = None
    """the object it stands on or in; None = the ground"""


@dataclass(frozen=True, kw_only=True)
class CameraKey:
    """The camera at one moment."""

    fraction: float
    """0 = first frame, 1 = last frame"""
    translation: FloatArray
    """(3,) m"""
    target: FloatArray
    """(3,) m the point looked at"""


@dataclass(frozen=True, kw_only=True)
class Camera:
    """A camera with a target; one key means it does not move."""

    name: str
    keys: tuple[CameraKey, ...]
    lens_mm: float = 50.0
    sensor_width_mm: float = 36.0
    aperture_fstop: float | None = None
    """None = no depth of field"""
    focus_object_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Light:
    """A lamp; aims along its local -Z."""

    name: str
    kind: Literal["sun", "area", "point", "spot"]
    transform: Transform
    power_w: float
    """W; for a sun W/m²"""
    color: FloatArray
    """(3,) linear"""
    size_m: float = 0.1
    """disc diameter; for a sun the angular diameter in rad"""


LOW_SUN_RAD = 0.35
"""elevation below which the sun colours the sky about it"""


@dataclass(frozen=True, kw_only=True)
class World:
    """The sky, and how the picture is exposed."""

    kind: Literal["color", "gradient", "sky"]
    colors: FloatArray
    """(C, 3) linear, from horizon to zenith; one row for `color`"""
    stops: FloatArray
    """(C,) 0…1 position of each colour"""
    strength: float = 1.0
    seen_strength: float = 0.0
    """as the camera sees it, through a window too; 0 = as bright as it lights"""
    sun_elevation_rad: float = 0.7
    """of a `sky`; a gradient glows about a sun lower than `LOW_SUN_RAD`"""
    sun_rotation_rad: float = 0.0
    """from -Y toward +X"""
    exposure: float = 0.0
    """stops"""
    fog_density: float = 0.0
    """1/m; up to .005 it is the haze of clear air, which only far ground and buildings show; 0 = none"""
    weather: Literal["rain", "snow"] | None = None
    clouds: float = 0.0
    """0…1 cover"""
    stars: bool = False

    @property
    def has_low_sun(self) -> bool:
        """Whether a gradient glows about a sun near the horizon."""
        return self.kind == "gradient" and self.sun_elevation_rad < LOW_SUN_RAD


@dataclass(frozen=True, kw_only=True)
class WalkPath:
    """A way on the floor for one action, free of obstacles; it ends at the action's stand-off point."""

    actor_id: str
    """object id"""
    action_id: str
    target_id: str | None
    points: FloatArray
    """(K, 3) m from start to goal; K = 1 where the actor need not move"""
    start_heading_rad: float
    end_heading_rad: float


@dataclass(frozen=True, kw_only=True)
class SceneLayout:
    """M2's output."""

    bounds: FloatArray
    """(2, 3) m"""
    placements: dict[str, ObjectPlacement]
    cameras: tuple[Camera, ...]
    lights: tuple[Light, ...]
    world: World
    paths: tuple[WalkPath, ...]
    unsatisfied: tuple[str, ...] = ()
    """every constraint that does not hold, in words"""


# --- M4: motion -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class MotionEvent:
    """Something a body does to a thing, with the moment and the numbers M5 needs."""

    kind: Literal[
        "grasp", "release", "kick", "push", "sit", "stand", "hit", "strike", "row", "fall", "open", "close", "guide",
        "turn",
    ]
    frame: int
    """0-based"""
    actor_id: str
    joint: str
    """the joint that touches, e.g. `hand.R`"""
    target_id: str | None
    velocity: FloatArray | None = None
    """(3,) m/s of the thing after a release or a kick"""
    frame_end: int | None = None
    """of a push: the last frame of contact; of an opening or closing: when the part has arrived"""
    offset: Transform | None = None
    """of a grasp: the thing's pose in the joint's frame, where it is in the hand from then on wherever it was before;
    None: it is taken as it stands"""
    way: PoseTrack | None = None
    """of a guide: where the thing is at each frame from `frame` on (a skipped rope, a juggled ball), as far as the
    motion plans it; with a `velocity` it is let go at the end"""
    turns: dict[str, FloatArray] = field(default_factory=dict)
    """of a turn: (N,) value of each jointed part named, at each frame from `frame` on (a swing under a child)"""


@dataclass(frozen=True, kw_only=True)
class MotionClip:
    """The motion of one actor, in world space."""

    actor_id: str
    root_translations: FloatArray
    """(T, 3) m world position of joint 0"""
    joint_rotations: FloatArray
    """(T, J, 4) in each joint's rest frame, parent-relative; joint 0: world = rest * value"""
    foot_contacts: BoolArray
    """(T, 2) bool left, right; of four-legged actors (T, 4): front left, front right, back left, back right"""
    control_tracks: dict[str, PoseTrack]
    """world poses of IK controls: `foot.L`, `foot.R`, `hand.L`, `hand.R` (the joint frames), and poles
    `knee.L`, …, `elbow.R`"""
    pose_frames: IntArray
    """(K,) int32 0-based frames of the key poses (contact, down, passing, up, extremes), first and last included"""
    source: str
    """which source made it: program, or retrieval and generator with the nearest caption"""
    segments: tuple[tuple[str, int, int], ...] = ()
    """(action id or `idle`, first frame, last frame)"""
    parameters: tuple[Parameter, ...] = ()
    """`walk_1.speed_m_s`, …: the programs' named parameters"""
    face: dict[str, Curve] = field(default_factory=dict)
    """shape key of the face (`blink`, `smile`, …) to its keys, 0…1 (C = 1)"""


@dataclass(frozen=True, kw_only=True)
class MotionSet:
    """M4's output: people, and what they do to things."""

    timeline: Timeline
    clips: dict[str, MotionClip]
    events: tuple[MotionEvent, ...] = ()
    unmet: tuple[str, ...] = ()
    """every wish that the motion does not meet, in words"""


# --- M5: physics ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A thing held by a joint from one frame on to another."""

    object_id: str
    actor_id: str
    joint: str
    frame_start: int
    """0-based, the grasp"""
    frame_end: int | None
    """0-based, the release; None = held to the end"""
    offset: Transform
    """the thing's pose in the joint's frame"""


@dataclass(frozen=True, kw_only=True)
class PartTrack:
    """A jointed part over time: a door on its hinge, a drawer, a wheel."""

    object_id: str
    part: str
    """name of the `AssetMesh`"""
    values: FloatArray
    """(T, 1) rad about or m along the joint's axis, 0 = as built; of a wheel that steers (T, 2): then rad about the
    asset's up, which turns the turned wheel"""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Two things meet."""

    frame: int
    object_a: str
    object_b: str
    point: FloatArray
    """(3,) m"""
    impulse_n_s: float


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """M5's output: where everything is, at every frame."""

    timeline: Timeline
    object_tracks: dict[str, PoseTrack]
    """every object that is no character; T = 1 where it never moves"""
    part_tracks: tuple[PartTrack, ...] = ()
    """of the jointed parts that move"""
    clips: dict[str, MotionClip]
    """people, after contact correction"""
    attachments: tuple[Attachment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    missed: tuple[str, ...] = ()
    """events that could not be carried out, in words"""


# --- animation: the simulation as editable curves -------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Curve:
    """Keys of one property with C channels, all channels keyed at the same frames."""

    frames: IntArray
    """(K,) int32, 0-based"""
    values: FloatArray
    """(K, C)"""
    slopes: FloatArray
    """(K, 2, C) per frame, before and after the key (Bezier handles lie a third of the way along them)"""
    interpolation: Literal["bezier", "linear", "constant"] = "bezier"


@dataclass(frozen=True, kw_only=True)
class TransformCurves:
    """Curves of a rigid pose; None where it does not move. Of an object: where its pivot is."""

    translation: Curve | None = None
    rotation: Curve | None = None


@dataclass(frozen=True, kw_only=True)
class ActorCurves:
    """Curves of a character."""

    root: TransformCurves
    """translation of joint 0 (world) and rotation of joint 0"""
    joints: dict[str, Curve]
    """rotation (C = 4) per joint that moves"""
    controls: dict[str, TransformCurves]
    """world poses of the IK controls"""


@dataclass(frozen=True, kw_only=True)
class PartCurve:
    """The curve of a jointed part."""

    object_id: str
    part: str
    curve: Curve
    """channels as in `PartTrack`"""


@dataclass(frozen=True, kw_only=True)
class Animation:
    """Thinned curves, ready to be keys."""

    objects: dict[str, TransformCurves]
    actors: dict[str, ActorCurves]
    parts: tuple[PartCurve, ...] = ()


# --- the whole ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """How one stage made its result."""

    stage: str
    method: str
    """model, rule, program, library, solver, …"""
    version: str
    model: str = ""
    weights_sha256: str = ""
    licence: str = ""


@dataclass(frozen=True, kw_only=True)
class SceneBundle:
    """Everything Blender needs."""

    description: SceneDescription
    assets: AssetSet
    layout: SceneLayout
    motion: MotionSet
    simulation: Simulation
    animation: Animation
    timeline: Timeline
    seed: int
    provenance: tuple[Provenance, ...]
    warnings: tuple[str, ...] = ()
    """everything not understood, not satisfied or not met, in words"""


# --- after the render -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FrameCamera:
    """The camera at one frame, as far as a lens needs to be known."""

    lens_mm: float
    f_stop: float
    focus_m: float
    """distance of the focus along the view; 0 where none is set"""
    pixels_per_mm: float
    """of the picture, on the sensor"""
    rotation: tuple[float, ...] = ()
    """(w, x, y, z) from the camera's space (right, up, backwards) to the world's; empty where it is not known"""


@dataclass(frozen=True, kw_only=True)
class ViewSettings:
    """How Blender shows scene-linear light, in the words of its OpenColorIO configuration."""

    config: str
    """path of config.ocio; empty: none, the picture stays as it is"""
    display: str = "sRGB"
    view: str = "Standard"
    look: str = ""
    exposure_ev: float = 0.0
    gamma: float = 1.0


@dataclass(frozen=True, kw_only=True)
class FrameSequence:
    """Rendered frames with their passes in one folder, beside a `sequence.json` that says this."""

    timeline: Timeline
    resolution_px: tuple[int, int]
    passes: dict[str, str]
    """file name by pass (`combined`, `depth`, `normal`, `vector`, `index`, `pose`), with `{frame}` for its number"""
    cameras: tuple[FrameCamera, ...]
    """one for each frame"""
    view: ViewSettings
    color_space: str = "Linear Rec.709"
    engine: str = ""
    sound: str = ""
    """file name of what is heard, empty for none"""
    fps_base: float = 1.0
    """`timeline.fps` divided by this is the rate: 30 and 1.001 are 29.97"""
    prompt: str = ""
    """of the scene, where it was generated"""
    num_planned: int = 0
    """how many frames it was to have: more than there are where the render was ended early"""
    render_key: str = ""
    """equal for renders of one scene with one set of settings, which go on with one another's frames; empty: unknown"""
