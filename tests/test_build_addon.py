"""The extension's zip: complete, the same bytes each time, accepted by Blender's own validator."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

import build_addon


def test_zip_is_deterministic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / name for name in ("LICENSE", "NOTICE", "addon/__init__.py", "addon/blender_manifest.toml")]
    monkeypatch.setattr(build_addon, "ROOT", tmp_path)
    monkeypatch.setattr(build_addon, "ADDON", tmp_path / "addon")
    zips = []
    for order in (files, files[::-1]):  # other times, another order in the folder
        shutil.rmtree(tmp_path / "addon", ignore_errors=True)
        for index, file in enumerate(order):
            file.parent.mkdir(exist_ok=True)
            file.write_text(file.name)
            os.utime(file, (index * 1000, index * 1000))
        build_addon.write_zip(tmp_path / "dist" / "extension.zip")
        zips.append((tmp_path / "dist" / "extension.zip").read_bytes())
    assert zips[0] == zips[1]


def test_zip_holds_both_sides_and_no_leftovers(addon_zip: Path) -> None:
    names = zipfile.ZipFile(addon_zip).namelist()
    assert {"blender_manifest.toml", "__init__.py", "LICENSE", "_vendor/backend/__init__.py"} <= set(names)
    assert "_vendor/requirements/backend.lock" in names
    assert not [name for name in names if "__pycache__" in name or "/." in name or name.endswith(".blend1")]


def test_blender_accepts_the_zip(addon_zip: Path) -> None:
    build_addon.validate(addon_zip)


def test_blender_rejects_another_zip(tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("__init__.py", "")
    with pytest.raises(SystemExit, match="Blender rejects"):
        build_addon.validate(broken)


def test_refreshed_tree_follows_its_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "backend"
    source.mkdir()
    (source / "kept.py").write_text("one")
    (source / "removed.py").write_text("")
    monkeypatch.setattr(build_addon, "ROOT", tmp_path)
    monkeypatch.setattr(build_addon, "VENDORED", tmp_path / "_vendor")
    build_addon.refresh_vendored_tree()
    (source / "kept.py").write_text("other")
    (source / "removed.py").unlink()
    build_addon.refresh_vendored_tree()
    copies = {file.name: file.read_text() for file in (tmp_path / "_vendor" / "backend").iterdir()}
    assert copies == {"kept.py": "other"}
