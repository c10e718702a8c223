"""Tiny models, saved once for all tests; without torch and diffusers the tests that need them are left out."""

from __future__ import annotations

import dataclasses
import importlib.util
from pathlib import Path

import pytest

from backend.m8_enhancer import diffusion, models
from backend.m8_enhancer.models import FAMILIES


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all models, with random weights."""
    missing = [name for name in (*models.PACKAGES, "peft") if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"{missing[0]} is not installed here; run: make train-setup")
    from tests.m8_enhancer.tiny_models import save_tiny_models

    root = tmp_path_factory.mktemp("models")
    for model in FAMILIES:
        save_tiny_models(root, model)
    return root


@pytest.fixture
def tiny_families(monkeypatch: pytest.MonkeyPatch) -> None:
    """Families that paint pictures of 64 x 40 and eight frames at once, on one thread."""
    for name, family in FAMILIES.items():
        light = dict.fromkeys(family.parameters_m, 0.1)
        small = dataclasses.replace(
            family, area_px=(40 * 24, 72 * 48), window=8, overlap=2, steps=4, parameters_m=light
        )
        monkeypatch.setitem(FAMILIES, name, small)
    monkeypatch.setattr(diffusion.os, "cpu_count", lambda: 1)
