"""Surfaces become solids: one winding, no tangled edges, no holes, outward, without what lies inside.

The steps hold for any triangles: cutting at tangled edges leaves sheets whose borders are plain rings, and a sheet is
closed either by filling its rings (holes) or by giving it thickness (it was a sheet: a leaf, a box without a lid).
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components

from .triangles import Floats, Ints, areas, edge_keys, edge_uses, pieces_of, signed_volumes, used_only

MAX_HOLE_SHARE = 0.15
"""a ring whose lid is larger than that share of its piece is an opening, not a hole"""
MOUTH_CORNERS, MOUTH_LEVEL, MOUTH_SHARE, MOUTH_ROUND = 12, 0.03, 0.01, 0.7
"""of a vessel's rim: corners; unevenness by the height of its piece; share of its area; area by that of a circle"""
THICKNESS_SHARE = 0.012
"""of a sheet, as a share of the whole mesh's diagonal"""
FLAP_SHARE = 0.005
"""of the whole area, below which an open scrap at a tangled edge is a flap, as a single triangle always is"""
FLAT = 1e-4
"""volume over area^1.5 below which a piece holds nothing"""


def closed(vertices: Floats, triangles: Ints, up_axis: int | None = None) -> tuple[Floats, Ints, list[str]]:
    """Closed, oriented 2-manifold pieces, and what was done to get there, in words; with an axis that points up, a
    mouth on top stays open."""
    steps = []
    flip = _flips(triangles)
    if flip.any():
        steps.append(f"wound {int(min(flip.sum(), (~flip).sum())):,} faces like their neighbours")
        triangles = np.where(flip[:, None], triangles[:, ::-1], triangles)
    vertices, triangles, num_cut = _cut(vertices, triangles)
    if num_cut:
        steps.append(f"cut {num_cut:,} tangled edges apart")
        triangles, num_flaps = _without_flaps(vertices, triangles)
        if num_flaps:
            steps.append(f"dropped {num_flaps:,} flap{'s' if num_flaps > 1 else ''}")
    vertices, triangles, num_holes, num_sheets = _fill_or_thicken(vertices, triangles, up_axis)
    if num_holes:
        steps.append(f"filled {num_holes:,} hole{'s' if num_holes > 1 else ''}")
    if num_sheets:
        steps.append(f"gave thickness to {num_sheets:,} sheet{'s' if num_sheets > 1 else ''}")
    piece = pieces_of(triangles)
    inside_out = signed_volumes(vertices, triangles, piece) < 0.0
    if inside_out.any():
        steps.append(f"turned {int(inside_out.sum()):,} of {len(inside_out):,} pieces right side out")
        triangles = np.where(inside_out[piece][:, None], triangles[:, ::-1], triangles)
    return vertices, triangles, steps


def _neighbours(triangles: Ints) -> tuple[Ints, Ints, Ints]:
    """Pairs of corners (M,), (M,) on either side of edges with just two faces, and whether (M,) both run the same
    way."""
    keys, forward = edge_keys(triangles)
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    pairs = starts[np.diff(np.append(starts, len(keys))) == 2]
    one, other = order[pairs], order[pairs + 1]
    return one, other, (forward[one] == forward[other]).astype(np.int64)


def _flips(triangles: Ints) -> np.ndarray:
    """(F,) bool: what to turn over so that neighbours agree; of a piece the smaller part, where that can be done."""
    one, other, differs = _neighbours(triangles)
    if not differs.any():
        return np.zeros(len(triangles), dtype=bool)
    count = len(triangles)
    first, second = one // 3, other // 3
    graph = coo_matrix((np.ones(len(first), np.int8), (first, second)), shape=(count, count)).tocsr()
    number, label = connected_components(graph, directed=False)
    # one more face beside all pieces makes a single tree of them
    _, roots = np.unique(label, return_index=True)
    rows = np.concatenate([first, np.full(number, count)])
    columns = np.concatenate([second, roots])
    relation = np.concatenate([differs + 1, np.ones(number, np.int64)])  # 1 agrees, 2 differs
    tree = coo_matrix((np.ones(len(rows), np.int8), (rows, columns)), shape=(count + 1, count + 1)).tocsr()
    _, before = breadth_first_order(tree, count, directed=False)
    before[count] = count
    low, high = np.minimum(rows, columns), np.maximum(rows, columns)
    keys = low * (count + 1) + high
    order = np.argsort(keys, kind="stable")
    nodes = np.arange(count + 1)
    wanted = np.minimum(nodes, before) * (count + 1) + np.maximum(nodes, before)
    place = np.minimum(np.searchsorted(keys[order], wanted), len(order) - 1)
    flip = relation[order[place]] == 2
    flip[count] = False
    # each face adds up the differences on its way to the root, in doubling steps
    while (before != count).any():
        flip = flip ^ flip[before]
        before = before[before]
    flip = flip[:count]
    share = np.bincount(label, flip) / np.bincount(label)
    return np.asarray(flip ^ (share > 0.5)[label])


def _cut(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints, int]:
    """A vertex of its own for every fan of faces, so that faces are joined only where exactly two agree."""
    uses, agreeing = edge_uses(triangles)
    tangled = int(((uses > 2) | ((uses == 2) & ~agreeing)).sum())
    while True:
        vertices, triangles = _fans(vertices, triangles)
        keys, forward = edge_keys(triangles)
        _, inverse, uses = np.unique(keys, return_inverse=True, return_counts=True)
        balance = np.bincount(inverse, np.where(forward, 1, -1))
        wrong = ((uses > 2) | ((uses == 2) & (balance != 0)))[inverse]
        if not wrong.any():
            return vertices, triangles, tangled
        # fans that meet again further on still share the edge: its smallest face makes room
        corners = np.flatnonzero(wrong)
        smallest_first = corners[np.argsort(areas(vertices, triangles)[corners // 3], kind="stable")]
        _, chosen = np.unique(inverse[smallest_first], return_index=True)
        triangles = np.delete(triangles, np.unique(smallest_first[chosen] // 3), axis=0)


def _fans(vertices: Floats, triangles: Ints) -> tuple[Floats, Ints]:
    one, other, differs = _neighbours(triangles)
    one, other = one[differs == 0], other[differs == 0]
    following = np.arange(3 * len(triangles)).reshape(-1, 3)[:, [1, 2, 0]].reshape(-1)
    # across an edge the start of one side is the end of the other
    rows = np.concatenate([one, following[one]])
    columns = np.concatenate([following[other], other])
    size = 3 * len(triangles)
    graph = coo_matrix((np.ones(len(rows), np.int8), (rows, columns)), shape=(size, size))
    count, fan = connected_components(graph, directed=False)
    source = np.empty(count, dtype=np.int64)
    source[fan] = triangles.reshape(-1)
    return vertices[source], fan.reshape(-1, 3).astype(np.int64)


def _without_flaps(vertices: Floats, triangles: Ints) -> tuple[Ints, int]:
    """What was cut off may be small open scraps: they go, unless the thing is made of such."""
    piece = pieces_of(triangles)
    area = np.bincount(piece, areas(vertices, triangles))
    keys, _ = edge_keys(triangles)
    _, inverse, uses = np.unique(keys, return_inverse=True, return_counts=True)
    num_open = np.bincount(np.repeat(piece, 3), uses[inverse] == 1)
    flaps = (num_open > 0) & ((area < FLAP_SHARE * area.sum()) | (np.bincount(piece) == 1))
    if area[flaps].sum() > 0.5 * area.sum():
        return triangles, 0
    return triangles[~flaps[piece]], int(flaps.sum())


def _rings(triangles: Ints) -> list[Ints]:
    """Vertices of every border, in the order that a lid's faces would go round."""
    keys, _ = edge_keys(triangles)
    _, inverse, uses = np.unique(keys, return_inverse=True, return_counts=True)
    border = np.flatnonzero(uses[inverse] == 1)
    if not len(border):
        return []
    start, end = triangles.reshape(-1)[border], np.roll(triangles, -1, axis=1).reshape(-1)[border]
    after = dict(zip(end.tolist(), start.tolist(), strict=True))  # a lid runs against the faces it meets
    rings = []
    while after:
        first, ahead = after.popitem()
        ring = [first]
        while ahead != first:
            ring.append(ahead)
            ahead = after.pop(ahead)
        rings.append(np.array(ring))
    return rings


def _fill_or_thicken(
    vertices: Floats, triangles: Ints, up_axis: int | None
) -> tuple[Floats, Ints, int, int]:
    rings = _rings(triangles)
    if not rings:
        return vertices, triangles, 0, 0
    piece = pieces_of(triangles)
    piece_of_vertex = np.zeros(len(vertices), dtype=np.int64)
    piece_of_vertex[triangles.reshape(-1)] = np.repeat(piece, 3)
    area = np.bincount(piece, areas(vertices, triangles))
    with_lids, lids = _lids(vertices, triangles, rings)
    owner = np.array([piece_of_vertex[ring[0]] for ring in rings])
    sizes = np.array([len(lid) for lid in lids])
    open_area = np.bincount(owner, [areas(with_lids, lid).sum() for lid in lids], len(area))
    # what would hold nothing when its holes are filled is a sheet too
    filled = np.concatenate([triangles, *lids])
    volume = np.abs(signed_volumes(with_lids, filled, np.concatenate([piece, np.repeat(owner, sizes)])))
    has_ring = np.bincount(owner, minlength=len(area)) > 0
    is_sheet = has_ring & ((open_area > MAX_HOLE_SHARE * area) | (volume < FLAT * area**1.5))
    if up_axis is not None:
        for ring, one in zip(rings, owner, strict=True):
            heights = vertices[np.unique(triangles[piece == one]), up_axis]
            is_sheet[one] |= _is_mouth(vertices[ring], up_axis, heights, float(area[one]))
    kept = [lid for lid, one in zip(lids, owner, strict=True) if not is_sheet[one]]
    if kept:
        triangles = np.concatenate([triangles, *kept])
        piece = np.concatenate([piece, np.repeat(owner, sizes * ~is_sheet[owner])])
    vertices, triangles = used_only(with_lids, triangles)
    if is_sheet.any():
        vertices, triangles = _thickened(vertices, triangles, is_sheet[piece])
    return vertices, triangles, len(kept), int(is_sheet.sum())


def _is_mouth(ring: Floats, up_axis: int, heights: Floats, area: float) -> bool:
    """Whether a border (R, 3) is the rim of a vessel: level, round, on top, and not small."""
    low, high = float(heights.min()), float(heights.max())
    height = ring[:, up_axis]
    is_level = np.ptp(height) < MOUTH_LEVEL * (high - low)
    if len(ring) < MOUTH_CORNERS or not is_level or height.mean() < high - 0.1 * (high - low):
        return False
    flat = np.delete(ring, up_axis, axis=1)
    ahead = np.roll(flat, -1, axis=0)
    inside = 0.5 * abs(float((flat[:, 0] * ahead[:, 1] - flat[:, 1] * ahead[:, 0]).sum()))
    round_share = 4.0 * np.pi * inside / max(float(np.linalg.norm(ahead - flat, axis=1).sum()) ** 2, 1e-300)
    return inside > MOUTH_SHARE * area and round_share > MOUTH_ROUND


def _lids(vertices: Floats, triangles: Ints, rings: list[Ints]) -> tuple[Floats, list[Ints]]:
    """Triangles over every ring; a ring across which edges run already gets a vertex in its middle."""
    count = len(vertices)
    taken = np.unique(np.sort(np.stack([triangles, np.roll(triangles, -1, axis=1)], -1).reshape(-1, 2), axis=1)
                      @ np.array([count, 1]))  # fmt: skip
    lids: list[Ints] = []
    middles: list[Floats] = []
    for ring in rings:
        lid = _lid(vertices, ring)
        edges = np.sort(np.stack([lid, np.roll(lid, -1, axis=1)], -1).reshape(-1, 2), axis=1) @ np.array([count, 1])
        unique, uses = np.unique(edges, return_counts=True)
        across = unique[uses > 1]
        if len(across) and (taken[np.minimum(np.searchsorted(taken, across), len(taken) - 1)] == across).any():
            middle = np.full(len(ring), count + len(middles))
            lid = np.stack([ring, np.roll(ring, -1), middle], axis=1)
            middles.append(vertices[ring].mean(axis=0))
        lids.append(lid)
    return np.concatenate([vertices, np.reshape(middles, (-1, 3))]), lids


def _lid(vertices: Floats, ring: Ints) -> Ints:
    """Triangles (R - 2, 3) over a ring (R,), seen along the normal that fits it best."""
    from manifold3d import triangulate

    if len(ring) == 3:
        return ring[None]
    points = vertices[ring] - vertices[ring].mean(axis=0)
    normal = np.cross(points, np.roll(points, -1, axis=0)).sum(axis=0)
    fan = np.stack([np.zeros(len(ring) - 2, np.int64), *(np.arange(k, len(ring) - 2 + k) for k in (1, 2))], axis=1)
    length = float(np.linalg.norm(normal))
    if length < 1e-12:  # a slit
        return ring[fan]
    normal /= length
    u = np.cross(np.eye(3)[int(np.argmin(np.abs(normal)))], normal)
    u /= np.linalg.norm(u)
    flat = np.stack([points @ u, points @ np.cross(normal, u)], axis=1)
    found = np.asarray(triangulate([flat]), dtype=np.int64).reshape(-1, 3)
    return ring[found] if len(found) == len(fan) else ring[fan]


def _thickened(vertices: Floats, triangles: Ints, chosen: np.ndarray) -> tuple[Floats, Ints]:
    """The chosen triangles get a second side a little behind them, and walls along their borders."""
    sheet, rest = triangles[chosen], triangles[~chosen]
    used, local = np.unique(sheet, return_inverse=True)
    local = local.reshape(-1, 3)
    points = vertices[used]
    corners = points[local]
    face_normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.stack(
        [np.bincount(local.reshape(-1), np.repeat(face_normals[:, k], 3), len(used)) for k in range(3)], -1
    )
    normals = normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    depth = THICKNESS_SHARE * float(np.linalg.norm(np.ptp(vertices, axis=0)))
    behind = points - depth * normals
    keys, _ = edge_keys(local)
    _, inverse, uses = np.unique(keys, return_inverse=True, return_counts=True)
    border = np.flatnonzero(uses[inverse] == 1)
    start, end = local.reshape(-1)[border], np.roll(local, -1, axis=1).reshape(-1)[border]
    count = len(used)
    walls = np.concatenate([np.stack([end, start, start + count], 1), np.stack([end, start + count, end + count], 1)])
    shell = np.concatenate([local, local[:, ::-1] + count, walls]) + len(vertices)
    return used_only(np.concatenate([vertices, points, behind]), np.concatenate([rest, shell]))
