"""A store of models and pictures for the tests of generators."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from backend.common.models import store
from backend.common.models.catalogue import MODELS
from backend.m3_assets.sources.generator import has_package

needs_diffusers = pytest.mark.skipif(
    not (has_package("torch") and has_package("diffusers")),
    reason="torch and diffusers are not in this environment; run: make torch",
)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCENELOOM_MODELS", str(tmp_path))
    return tmp_path


def listed(name: str, folder: Path) -> None:
    """A manifest for the files of a model that were put into the store."""
    files = tuple(
        store.ModelFile(path=p.relative_to(folder).as_posix(), size=p.stat().st_size, sha256=store.checksum(p))
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    )
    model = MODELS[name]
    store.write_manifest(
        model, store.Manifest(repository=model.repository, commit="0" * 40, licence=model.licence, files=files)
    )


def drawn(path: Path, ground: tuple[int, ...]) -> Path:
    image = Image.new("RGBA" if len(ground) == 4 else "RGB", (200, 120), ground)
    ImageDraw.Draw(image).ellipse((20, 30, 80, 110), fill=(200, 40, 40, 255)[: len(ground)])
    image.save(path)
    return path
