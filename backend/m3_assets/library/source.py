"""A thing from the user's libraries: found by word and meaning, its scale and origin checked against what is usual."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from ...common import quat
from ...common.progress import Progress, silent
from ...protocol.asset_sources import AssetSources, SourceState
from ...protocol.errors import AssetNotFoundError, ResourceError
from ...protocol.scene import Asset, Entity, LibraryReference, Material, Transform
from ..labels import spoken
from ..materials import physics
from ..repair.affordances import affordances_of
from ..repair.chain import Wanted
from ..repair.placing import placed, placing
from ..repair.surface import hull_shapes
from ..repair.triangles import Floats, Ints
from .bodies import one_part
from .index import Embed, LibraryAsset, LibraryIndex, index_of, stamp_of

SAME_WORD = 0.35
"""what a name or tag that says the noun adds to the cosine"""
NEAR_ENOUGH = 0.62
"""below that an asset is not what was asked for"""
_NO_LICENCE = "not stated"


class LibrarySource:
    """Indexes libraries when they are first asked for, and again when a file in them changes."""

    name = "library"

    def __init__(self, embed: Embed | None) -> None:
        self._embed = embed
        self._indexes: dict[str, tuple[str, LibraryIndex]] = {}

    def state(self, sources: AssetSources) -> SourceState:
        missing = next((folder for folder in sources.libraries if not Path(folder).is_dir()), None)
        if not sources.libraries or missing is not None:
            message = f"The asset library {missing} is not there." if missing else "No asset library is named."
            hint = "Add one in Preferences > File Paths > Asset Libraries, or name its folder with --library."
            return SourceState(name=self.name, ready=False, message=message, hint=hint)
        message = f"{len(sources.libraries)} asset libraries are searched."
        return SourceState(name=self.name, ready=True, message=message)

    def indexes(self, sources: AssetSources, progress: Progress = silent) -> list[LibraryIndex]:
        """Of every library. Raises ResourceError where there is none, or no Blender to read it with."""
        state = self.state(sources)
        if not state.ready:
            raise ResourceError(state.message, hint=state.hint, stage="assets")
        assert self._embed is not None
        found = []
        for folder in sources.libraries:
            stamp = stamp_of(Path(folder))
            known = self._indexes.get(folder)
            if known is None or known[0] != stamp:
                known = (stamp, index_of(Path(folder), sources.blender, self._embed, progress))
                self._indexes[folder] = known
            found.append(known[1])
        return found

    def find(self, entity: Entity, sources: AssetSources, progress: Progress = silent) -> LibraryAsset | None:
        """The asset that is most likely meant; None where none is near."""
        indexes = [index for index in self.indexes(sources, progress) if index.assets]
        if not indexes:
            return None
        assert self._embed is not None
        asked = self._embed([spoken(entity)])[0]
        best: tuple[float, LibraryAsset] | None = None
        for index in indexes:
            says_it = np.array([entity.lemma in one.words for one in index.assets])
            scores = index.embeddings @ asked + SAME_WORD * says_it
            row = int(np.argmax(scores))
            if float(scores[row]) >= NEAR_ENOUGH and (best is None or float(scores[row]) > best[0]):
                best = (float(scores[row]), index.assets[row])
        return None if best is None else best[1]

    def make(self, entity: Entity, wanted: Wanted, sources: AssetSources, progress: Progress) -> Asset:
        """The asset that stands for an entity. Raises AssetNotFoundError where no library has one."""
        found = self.find(entity, sources, progress)
        if found is None:
            raise AssetNotFoundError(
                f"No asset library has a “{entity.lemma}”.", hint="Mark one as an asset, or use another source.",
                stage="assets",
            )  # fmt: skip
        return asset_of(found, entity, wanted)


def asset_of(found: LibraryAsset, entity: Entity, wanted: Wanted) -> Asset:
    """What layout and physics need of a library's asset; Blender appends the real one."""
    points = np.array(found.outline, dtype=np.float64)
    how = placing(points, wanted.usual_m, up_axis=2, turn_rad=0.0, length=wanted.said_length)
    vertices = placed(points, how)
    offset = vertices[0] - how.scale * (how.rotation @ points[0])
    triangles = _hull(vertices)
    shown = Material(name="Outline", kind="plain", base_color=np.full(3, 0.4, np.float32))
    mass_kg = wanted.mass_kg
    if mass_kg is None or wanted.usual_m is None:
        mass_kg = 300.0 * float(np.prod(np.maximum(np.ptp(vertices, axis=0), 1e-3)))
    return Asset(
        object_id=entity.object_ids[0],
        category=entity.category,
        label=wanted.label,
        role="prop",
        source="library",
        meshes=(one_part(vertices, triangles, np.zeros(len(triangles))),),
        materials=(shown,),
        bounds=np.stack([vertices.min(axis=0), vertices.max(axis=0)]).astype(np.float32),
        physics=physics(wanted.stuff, mass_kg),
        collision_shapes=hull_shapes([vertices]),
        affordances=affordances_of(entity.category, vertices, triangles),
        licence=found.licence or _NO_LICENCE,
        origin=f"{found.name} of {Path(found.file).name}" + (f", by {found.author}" if found.author else ""),
        library=LibraryReference(
            file=found.file, kind=found.kind, name=found.name,  # type: ignore[arg-type]
            placement=Transform(
                translation=offset.astype(np.float32),
                rotation=quat.from_matrix(how.rotation).astype(np.float32),
                scale=np.full(3, how.scale, dtype=np.float32),
            ),
            steps=how.steps,
        ),
    )  # fmt: skip


def _hull(points: Floats) -> Ints:
    """Triangles (F, 3) of the convex outline, counter-clockwise from outside; of a flat one both sides of its box."""
    try:
        hull = ConvexHull(points)
    except (QhullError, ValueError):
        order = np.arange(len(points))
        return np.stack([np.zeros(max(len(order) - 2, 0), np.int64), order[1:-1], order[2:]], axis=1)
    faces = hull.simplices.astype(np.int64)
    corners = points[faces]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    inward = np.einsum("ij,ij->i", normals, hull.equations[:, :3]) < 0.0
    return np.where(inward[:, None], faces[:, ::-1], faces)
