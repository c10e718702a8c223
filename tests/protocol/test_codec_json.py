"""Descriptions as plain JSON, there and back."""

from __future__ import annotations

import json

import pytest

from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.codec_json import description_from_json, description_to_json

PROMPTS = (
    "An old man in a green jacket walks slowly to a round wooden table, then waves. No lamps. At sunset.",
    "A low angle shot: two cats under a bed for 3 seconds",
)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_description_survives_json(prompt: str) -> None:
    description = SceneParser.load().run(prompt)
    plain = json.loads(json.dumps(description_to_json(description)))
    assert description_from_json(plain) == description
    assert description_from_json({**plain, "field_of_tomorrow": 1}) == description
