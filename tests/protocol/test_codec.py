"""Frames: what goes in comes out; what is damaged is refused with the field named."""

import contextlib
import dataclasses
import json
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from backend.protocol.codec import decode, encode
from backend.protocol.errors import MalformedFrameError
from backend.protocol.messages import MESSAGE_TYPES, AssetRequest, Failure, GenerateRequest, ProgressReport
from backend.protocol.scene import Mesh, PoseTrack, ShapeKey

TYPES = MESSAGE_TYPES | {"Mesh": Mesh, "PoseTrack": PoseTrack}
FLOATS = st.floats(allow_nan=False, allow_infinity=False, width=32)


def _mesh(vertices: np.ndarray) -> Mesh:
    return Mesh(
        vertices=vertices,
        face_sizes=np.array([3], np.int32),
        face_vertices=np.array([0, 1, 2], np.int32),
        uv=np.zeros((3, 2), np.float32),
        material_index=np.zeros(1, np.int32),
        part_index=np.zeros(1, np.int32),
        shape_keys=(ShapeKey(name="weight", offsets=vertices, range=(0.0, 2.0)),),
        covered=np.array([True, False, True]),
    )


@given(hnp.arrays(np.float32, hnp.array_shapes(min_dims=2, max_dims=3, max_side=20), elements=FLOATS))
def test_arrays_round_trip(array: np.ndarray) -> None:
    out = decode(encode(_mesh(array)), TYPES)
    np.testing.assert_array_equal(out.vertices, array)
    assert out.vertices is out.shape_keys[0].offsets, "the same array crosses once and stays shared"
    assert not out.vertices.flags.writeable
    np.testing.assert_array_equal(out.covered, [True, False, True])
    assert out.sharp_edges is None
    assert out.shape_keys[0].range == (0.0, 2.0)


@given(st.text(), st.integers(0, 2**32 - 1), st.none() | st.floats(0.1, 600))
def test_messages_round_trip(prompt: str, seed: int, duration_s: float | None) -> None:
    try:
        prompt.encode()
    except UnicodeEncodeError:
        prompt = ""
    request = GenerateRequest(prompt=prompt, seed=seed, duration_s=duration_s)
    assert decode(encode(request), TYPES) == request


def test_mixed_scalars_keep_their_types() -> None:
    request = AssetRequest(category="chair", object_id="x", values={"a": 1, "b": 1.5, "c": True, "d": "oak"})
    values = decode(encode(request), TYPES).values
    assert [type(v) for v in values.values()] == [int, float, bool, str]


def test_same_message_same_bytes() -> None:
    array = np.random.default_rng(1).normal(size=(5, 3)).astype(np.float32)
    assert encode(_mesh(array)) == encode(_mesh(array))


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_damaged_frames_are_refused(data: st.DataObject) -> None:
    frame = bytearray(encode(_mesh(np.ones((3, 3), np.float32))))
    if data.draw(st.booleans()):
        frame = frame[: data.draw(st.integers(0, len(frame) - 1))]
    for _ in range(data.draw(st.integers(0, 4))):
        if frame:
            frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(MalformedFrameError):
        decode(bytes(frame), TYPES)


def _frame(header: dict[str, object], data: bytes = b"") -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<4sI", b"SLM1", len(text)) + text + bytes(-(8 + len(text)) % 16) + data


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [1, 3], "data_offsets": [0, 4000]},
        {"dtype": "F32", "shape": [2**40, 3], "data_offsets": [0, 12]},
        {"dtype": "F32", "shape": [-1, 3], "data_offsets": [0, 12]},
        {"dtype": "I32", "shape": [1, 3], "data_offsets": [0, 12]},
        {"dtype": "O", "shape": [1, 3], "data_offsets": [0, 12]},
        {"dtype": "F32", "shape": [1, 3], "data_offsets": [3, 15]},
        None,
        7,
    ],
)
def test_bad_array_entries_are_named(entry: object) -> None:
    good = {"dtype": "F32", "shape": [1, 4], "data_offsets": [0, 16]}
    header = {"type": "PoseTrack", "data_size": 16, "value": {"translations": entry, "rotations": good}}
    with pytest.raises(MalformedFrameError, match="translations"):
        decode(_frame(header, bytes(16)), TYPES)


def test_unknown_types_and_fields_are_refused() -> None:
    with pytest.raises(MalformedFrameError, match="Surprise"):
        decode(_frame({"type": "Surprise", "data_size": 0, "value": {}}), TYPES)
    with pytest.raises(MalformedFrameError, match="wrong fields"):
        decode(_frame({"type": "ProgressReport", "data_size": 0, "value": {"fraction": 1, "more": 2}}), TYPES)
    with pytest.raises(MalformedFrameError, match="fraction"):
        decode(_frame({"type": "ProgressReport", "data_size": 0, "value": {"fraction": "x", "text": ""}}), TYPES)


def test_every_message_has_a_codec() -> None:
    for message in (ProgressReport(fraction=0.5, text="…"), Failure(code="a", message="b", hint="", stage="")):
        assert decode(encode(message), TYPES) == message
    assert all(dataclasses.is_dataclass(kind) for kind in MESSAGE_TYPES.values())
