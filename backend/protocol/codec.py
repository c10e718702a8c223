"""Dataclasses to bytes and back: a JSON header, then raw little-endian arrays.

    magic "SLM1" | header size, uint32 | header, JSON | padding to 16 | arrays

An array stands in the header as {"dtype", "shape", "data_offsets"} (the words of safetensors). The same
array object is written once, so equal instances stay shared. Every size, offset, field and type is checked
on decoding; decoded arrays are read-only views into the frame. Nothing is ever unpickled.
"""

from __future__ import annotations

import dataclasses
import json
import struct
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import numpy as np

from .errors import MalformedFrameError

_MAGIC = b"SLM1"
_PREFIX = struct.Struct("<4sI")
_ALIGNMENT = 16
_DTYPES = {"F32": np.dtype("<f4"), "I32": np.dtype("<i4"), "BOOL": np.dtype("?"), "U8": np.dtype("u1")}
_DTYPE_NAMES = {dtype: name for name, dtype in _DTYPES.items()}

T = TypeVar("T")


class _ArrayWriter:
    """Collects arrays; each object once."""

    def __init__(self) -> None:
        self.chunks: list[memoryview] = []
        self.size = 0
        self._written: dict[tuple[int, str], dict[str, Any]] = {}
        self._alive: list[np.ndarray] = []

    def add(self, array: np.ndarray, dtype: np.dtype[Any]) -> dict[str, Any]:
        key = (id(array), dtype.str)
        entry = self._written.get(key)
        if entry is None:
            data = np.ascontiguousarray(array, dtype=dtype)
            end = self.size + data.nbytes
            entry = {"dtype": _DTYPE_NAMES[dtype], "shape": list(array.shape), "data_offsets": [self.size, end]}
            self._alive.append(array)
            padding = -end % _ALIGNMENT
            self.chunks.append(data.reshape(-1).view(np.uint8).data)
            if padding:
                self.chunks.append(memoryview(bytes(padding)))
            self.size = end + padding
            self._written[key] = entry
        return entry


class _ArrayReader:
    """Read-only views into a frame's data; each entry once."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._read: dict[tuple[int, ...], np.ndarray] = {}

    def get(self, entry: Any, dtype: np.dtype[Any], path: str) -> np.ndarray:
        try:
            name, shape, (start, end) = entry["dtype"], tuple(entry["shape"]), entry["data_offsets"]
        except (TypeError, KeyError, ValueError) as error:
            raise MalformedFrameError(f"{path} is no array entry.") from error
        if _DTYPES.get(name) != dtype:
            raise MalformedFrameError(f"{path} has dtype {name!r}, expected {_DTYPE_NAMES[dtype]}.")
        if not all(type(n) is int and n >= 0 for n in (*shape, start, end)) or len(shape) > 4:
            raise MalformedFrameError(f"{path} has a bad shape or offset.")
        count = 1
        for length in shape:
            count *= length
        if not 0 <= start <= end <= len(self._data) or end - start != count * dtype.itemsize or start % _ALIGNMENT:
            raise MalformedFrameError(f"{path} lies outside the frame or has the wrong size.")
        key = (start, end, *shape)
        if key not in self._read:
            array = np.frombuffer(self._data[start:end], dtype=dtype).reshape(shape)
            array.flags.writeable = False
            self._read[key] = array
        return self._read[key]


_Encode = Callable[[Any, _ArrayWriter], Any]
_Decode = Callable[[Any, _ArrayReader, str], Any]


def encode(message: Any) -> bytes:
    """The frame of a dataclass instance; its class name goes into the header."""
    arrays = _ArrayWriter()
    kind: Any = type(message)
    to_json, _ = _codec(kind)
    body = {"type": type(message).__name__, "data_size": 0, "value": to_json(message, arrays)}
    body["data_size"] = arrays.size
    header = json.dumps(body, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    padding = -(_PREFIX.size + len(header)) % _ALIGNMENT
    return b"".join([_PREFIX.pack(_MAGIC, len(header)), header, bytes(padding), *arrays.chunks])


def decode(frame: bytes, expected: dict[str, type]) -> Any:
    """The dataclass instance in a frame; its type must be one of `expected` (name to class).

    Raises MalformedFrameError, naming the field, when anything does not add up.
    """
    if len(frame) < _PREFIX.size:
        raise MalformedFrameError("The frame is too short.")
    magic, header_size = _PREFIX.unpack_from(frame)
    data_start = _PREFIX.size + header_size
    data_start += -data_start % _ALIGNMENT
    if magic != _MAGIC or data_start > len(frame):
        raise MalformedFrameError("The frame does not begin as one of ours.")
    try:
        header = json.loads(bytes(frame[_PREFIX.size : _PREFIX.size + header_size]))
    except (ValueError, RecursionError) as error:
        raise MalformedFrameError("The frame's header is no JSON.") from error
    if not isinstance(header, dict) or set(header) != {"type", "data_size", "value"}:
        raise MalformedFrameError("The frame's header has the wrong fields.")
    kind = expected.get(header["type"]) if isinstance(header["type"], str) else None
    if kind is None:
        raise MalformedFrameError(f"A message of type {header['type']!r} was not expected.")
    if header["data_size"] != len(frame) - data_start:
        raise MalformedFrameError("The frame was cut off.")
    arrays = _ArrayReader(memoryview(frame)[data_start:])
    return _codec(kind)[1](header["value"], arrays, kind.__name__)


@cache
def _codec(hint: Any) -> tuple[_Encode, _Decode]:
    """Encoder and decoder of one type hint, made once."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint):
        return _dataclass_codec(hint)
    if origin is np.ndarray:
        return _array_codec(np.dtype(typing.get_args(arguments[1])[0]).newbyteorder("<"))
    if origin is tuple:
        return _tuple_codec(arguments)
    if origin is dict:
        return _dict_codec(arguments[1])
    if origin is typing.Literal:
        return _choice_codec(arguments)
    if origin in (typing.Union, types.UnionType):
        return _union_codec(arguments)
    return _scalar_codec((hint,))


def _dataclass_codec(kind: Any) -> tuple[_Encode, _Decode]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    codecs: dict[str, tuple[_Encode, _Decode]] = {}

    def field_codecs() -> dict[str, tuple[_Encode, _Decode]]:
        if not codecs:
            codecs.update({name: _codec(hints[name]) for name in names})
        return codecs

    def to_json(value: Any, arrays: _ArrayWriter) -> Any:
        if type(value) is not kind:
            raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")
        fields = field_codecs()
        try:
            return {name: fields[name][0](getattr(value, name), arrays) for name in names}
        except (TypeError, ValueError) as error:
            raise TypeError(f"{kind.__name__}: {error}") from error

    def from_json(value: Any, arrays: _ArrayReader, path: str) -> Any:
        if not isinstance(value, dict) or set(value) != set(names):
            raise MalformedFrameError(f"{path} has the wrong fields for {kind.__name__}.")
        fields = field_codecs()
        return kind(**{name: fields[name][1](value[name], arrays, f"{path}.{name}") for name in names})

    return to_json, from_json


def _array_codec(dtype: np.dtype[Any]) -> tuple[_Encode, _Decode]:
    def to_json(value: Any, arrays: _ArrayWriter) -> Any:
        if not isinstance(value, np.ndarray):
            raise TypeError(f"expected an array, got {type(value).__name__}")
        return arrays.add(value, dtype)

    return to_json, lambda value, arrays, path: arrays.get(value, dtype, path)


def _tuple_codec(arguments: tuple[Any, ...]) -> tuple[_Encode, _Decode]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item_to, item_from = _codec(arguments[0])

        def from_json(value: Any, arrays: _ArrayReader, path: str) -> Any:
            if not isinstance(value, list):
                raise MalformedFrameError(f"{path} is no list.")
            return tuple(item_from(item, arrays, f"{path}[{i}]") for i, item in enumerate(value))

        return (lambda value, arrays: [item_to(item, arrays) for item in value]), from_json
    items = [_codec(argument) for argument in arguments]

    def fixed_from_json(value: Any, arrays: _ArrayReader, path: str) -> Any:
        if not isinstance(value, list) or len(value) != len(items):
            raise MalformedFrameError(f"{path} is no list of {len(items)}.")
        return tuple(item[1](v, arrays, path) for item, v in zip(items, value, strict=True))

    return (lambda value, arrays: [item[0](v, arrays) for item, v in zip(items, value, strict=True)]), fixed_from_json


def _dict_codec(value_hint: Any) -> tuple[_Encode, _Decode]:
    item_to, item_from = _codec(value_hint)

    def from_json(value: Any, arrays: _ArrayReader, path: str) -> Any:
        if not isinstance(value, dict):
            raise MalformedFrameError(f"{path} is no map.")
        return {key: item_from(item, arrays, f"{path}[{key!r}]") for key, item in value.items()}

    return (lambda value, arrays: {str(key): item_to(item, arrays) for key, item in value.items()}), from_json


def _choice_codec(choices: tuple[Any, ...]) -> tuple[_Encode, _Decode]:
    def to_json(value: Any, arrays: _ArrayWriter) -> Any:
        if value not in choices:
            raise TypeError(f"{value!r} is none of {choices}")
        return value

    def from_json(value: Any, arrays: _ArrayReader, path: str) -> Any:
        if value not in choices:
            raise MalformedFrameError(f"{path} is {value!r}, none of {choices}.")
        return value

    return to_json, from_json


def _union_codec(arguments: tuple[Any, ...]) -> tuple[_Encode, _Decode]:
    others = tuple(a for a in arguments if a is not type(None))
    if len(others) > 1:
        return _scalar_codec(others)
    item_to, item_from = _codec(others[0])
    return (
        lambda value, arrays: None if value is None else item_to(value, arrays),
        lambda value, arrays, path: None if value is None else item_from(value, arrays, path),
    )


def _scalar_codec(kinds: tuple[type, ...]) -> tuple[_Encode, _Decode]:
    def accept(value: Any) -> Any:
        if isinstance(value, np.generic):
            value = value.item()
        if type(value) in kinds:
            return value
        if float in kinds and type(value) is int:
            return float(value)
        raise TypeError(f"{value!r} is no {' or '.join(kind.__name__ for kind in kinds)}")

    def from_json(value: Any, arrays: _ArrayReader, path: str) -> Any:
        try:
            return accept(value)
        except TypeError as error:
            raise MalformedFrameError(f"{path}: {error}.") from error

    return (lambda value, arrays: accept(value)), from_json
