"""What a model made goes into an asset library, and the same wish is answered from there: real Blender both ways."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from backend.cli import asset
from backend.common.progress import silent
from backend.m3_assets.stage import AssetBuilder
from backend.protocol.asset_sources import AssetSources
from build_addon import ROOT, VENDORED, refresh_vendored_tree
from setup_environments import python_of
from tests.m3_assets.test_sources import GNOME, Lump, scene_of

WORDS = "a mossy stone gnome"
CHANGE = """
import bpy, sys
bpy.ops.wm.open_mainfile(filepath=sys.argv[1])
(gnome,) = (one for one in bpy.data.objects if one.asset_data is not None)
{change}
bpy.ops.wm.save_as_mainfile(filepath=sys.argv[2])
"""
RENAMED = """
gnome.name = "Gnorbert"
gnome.asset_data.tags.remove(gnome.asset_data.tags[0])
gnome.asset_data.license = "mine"
for vertex in gnome.data.vertices:
    vertex.co.z *= 1.25
"""


@pytest.fixture
def lump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lump:
    refresh_vendored_tree()
    made = Lump("shap-e")
    monkeypatch.setattr("backend.m3_assets.sources.making.ShapE", lambda: made)
    monkeypatch.setattr("backend.common.blender_command.ADDON", VENDORED.parent)
    monkeypatch.setenv("SCENELOOM_BPY_PYTHON", str(python_of(ROOT / ".venv-blender")))
    monkeypatch.setenv("SCENELOOM_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return made


@pytest.fixture
def change(lump: Lump) -> Callable[[Path, Path, str], None]:
    """What an artist does to the asset, in Blender."""

    def apply(before: Path, after: Path, code: str) -> None:
        python = str(python_of(ROOT / ".venv-blender"))
        command = [python, "-c", CHANGE.format(change=code), str(before), str(after)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    return apply


def test_a_second_wish_is_answered_from_the_library(
    lump: Lump, change: Callable[[Path, Path, str], None], tmp_path: Path
) -> None:
    library = tmp_path / "library"
    asset.run([WORDS, "--source", "shap-e", "--out", str(tmp_path / "gnome.blend")])
    (kept,) = library.glob("*.blend")
    assert "Sceneloom/Generated" in (library / "blender_assets.cats.txt").read_text(encoding="utf-8")
    assert not list((tmp_path / "cache" / "sceneloom").rglob("*.asset")), "there is no second store"

    # the artist gives it another name, other tags, a larger hat, and a place in a file of another name
    mine = library / "garden" / "my things.blend"
    mine.parent.mkdir()
    change(kept, mine, RENAMED)
    kept.unlink()
    # for layout and physics it is what it is now, and in Blender the artist's own
    wish = AssetSources(default="shap-e", kept_in=str(library))
    stage = AssetBuilder.load()
    found = stage.sourced.make(GNOME, wish, 0, silent, WORDS)
    assert lump.asked == ["mossy stone gnome"]
    fresh = stage.sourced.make(GNOME, AssetSources(default="shap-e"), 0, silent, WORDS)
    assert found.library is not None
    assert (found.library.name, found.library.file) == ("Gnorbert", str(mine))
    assert (found.source, found.recipe, found.licence) == ("model", fresh.recipe, "mine")
    assert found.library.steps[-1] == "kept in my things.blend, and taken from there"
    assert found.bounds == pytest.approx(fresh.bounds * [1.0, 1.0, 1.25], abs=1e-4)
    hulls = [np.concatenate([shape.points for shape in one.collision_shapes]) for one in (found, fresh)]  # type: ignore[misc]
    assert np.ptp(hulls[0], axis=0) == pytest.approx(np.ptp(hulls[1], axis=0) * [1.0, 1.0, 1.25], rel=0.1)

    # other seeds are other things, and what is no longer an asset is made anew
    asked = len(lump.asked)
    assert stage.sourced.make(GNOME, wish, 1, silent, WORDS).library is None
    made = stage.run(scene_of(GNOME), rng=np.random.default_rng(0), progress=silent, sources=wish).assets["gnome_1"]
    assert made.library is None
    assert len(lump.asked) == asked + 2
    change(mine, mine, "gnome.asset_clear(); gnome.use_fake_user = True")
    assert stage.sourced.make(GNOME, wish, 0, silent, WORDS).library is None, "no longer an asset"
