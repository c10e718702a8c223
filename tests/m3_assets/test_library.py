"""The user's asset libraries: a real one, made and read by Blender."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from backend.common.progress import silent
from backend.m1_scene_parser.minilm import MiniLM
from backend.m3_assets.library import index
from backend.m3_assets.library.index import LibraryAsset, LibraryIndex, index_of, read_catalogs
from backend.m3_assets.library.source import LibrarySource
from backend.m3_assets.sources.making import wanted_for
from backend.m3_assets.stage import AssetBuilder
from backend.protocol.asset_sources import AssetSources
from backend.protocol.errors import ResourceError
from backend.protocol.scene import Entity, Lighting, SceneDescription, Setting, Shot
from build_addon import ROOT, VENDORED, refresh_vendored_tree
from setup_environments import python_of

ARMCHAIR = Entity(id="armchair_1", lemma="armchair", category="chair", count=2)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eleven assets in two files, and a file that is none."""
    refresh_vendored_tree()
    folder = tmp_path_factory.mktemp("library")
    script = ROOT / "tests" / "bench" / "make_library.py"
    command = [str(python_of(ROOT / ".venv-blender")), str(script), str(folder), "2", "5"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (folder / "broken.blend").write_bytes(b"BLENDER no more")
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("SCENELOOM_BPY_PYTHON", str(python_of(ROOT / ".venv-blender")))
    monkeypatch.setattr("backend.common.blender_command.ADDON", VENDORED.parent)


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return MiniLM.load()


def test_names_tags_catalogs_and_sizes_are_read_once(
    library: Path, encoder: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = index_of(library, "", encoder.encode, silent)
    assert len(found.assets) == 11
    by_name = {one.name: one for one in found.assets}
    chair, fire = by_name["Armchair"], by_name["Camp Fire"]
    assert (chair.catalog, chair.tags, chair.author, chair.licence) == (
        "Furniture", ("armchair",), "A. Maker", "CC-BY-4.0"
    )  # fmt: skip
    assert np.allclose(np.subtract(chair.high, chair.low), (0.7, 0.7, 0.9), atol=1e-5)
    assert (fire.kind, fire.num_faces) == ("collection", 12)
    assert found.embeddings.shape == (11, 384)
    assert [line for line in found.unread if line.startswith("broken.blend")]

    asked: list[list[str]] = []
    real = index.read_files
    monkeypatch.setattr(index, "read_files", lambda files, blender: asked.append(list(files)) or real(files, blender))
    again = index_of(library, "", lambda texts: pytest.fail("embedded again"), silent)
    assert again.assets == found.assets
    assert not asked, "nothing has changed"
    (library / "broken.blend").unlink()
    shutil.copy(library / "file_001.blend", library / "more.blend")
    grown = index_of(library, "", encoder.encode, silent)
    assert [[Path(file).name for file in files] for files in asked] == [["more.blend"]]
    assert len(grown.assets) == 16
    (library / "more.blend").unlink()


def test_a_scene_takes_what_the_library_has(library: Path, encoder: MiniLM) -> None:
    stage = AssetBuilder.load(encoder.encode)
    crate = Entity(id="piano_1", lemma="piano", category="piano")
    scene = SceneDescription(
        prompt="", setting=Setting(), lighting=Lighting(), shot=Shot(), entities=(ARMCHAIR, crate), relations=(),
        actions=(),
    )  # fmt: skip
    wish = AssetSources(default="library", libraries=(str(library),))
    made = stage.run(scene, rng=np.random.default_rng(0), progress=silent, sources=wish)
    one, other = made.assets["armchair_1.1"], made.assets["armchair_1.2"]
    assert one.library is not None
    assert (one.library.name, one.licence, one.source) == ("Armchair", "CC-BY-4.0", "library")
    assert one.dimensions == pytest.approx((0.7, 0.7, 0.9), abs=1e-3), "its own size is plausible"
    assert one.bounds[0] == pytest.approx((-0.35, -0.35, 0.0), abs=1e-3)
    assert one.library.placement.translation == pytest.approx((-1.35, -0.35, 0.0), abs=1e-3)
    assert other.library == one.library
    assert "by A. Maker" in one.origin
    assert made.assets["piano_1"].source == "parametric"
    assert not [note for note in made.notes if "piano" in note], "a library need not have everything"
    asked = AssetSources(by_thing={"piano": "library"}, libraries=(str(library),))
    notes = stage.run(scene, rng=np.random.default_rng(0), progress=silent, sources=asked).notes
    assert [note for note in notes if "No asset library has a “piano”" in note]


def test_a_size_that_cannot_be_is_mended(encoder: MiniLM) -> None:
    corners = tuple((float(x), float(y), float(z)) for x in (0, 70) for y in (0, 70) for z in (0, 90))
    centimetres = LibraryAsset(
        file="a.blend", kind="object", name="Armchair", tags=(), catalog="", description="", author="", licence="",
        num_faces=6, low=corners[0], high=corners[-1], outline=corners,
    )  # fmt: skip
    source = LibrarySource(encoder.encode)
    embeddings = encoder.encode([centimetres.text])
    source.indexes = lambda *_: [LibraryIndex(assets=(centimetres,), embeddings=embeddings, unread=())]  # type: ignore[method-assign]
    asset = source.make(ARMCHAIR, wanted_for(ARMCHAIR), AssetSources(libraries=("a",)), silent)
    assert 0.5 < asset.dimensions[2] < 1.4
    assert asset.library is not None
    assert asset.library.placement.scale[0] == pytest.approx(float(asset.dimensions[2]) / 90.0, rel=1e-4)
    assert any("scaled" in step for step in asset.library.steps)
    assert asset.licence == "not stated"


def test_two_thousand_assets_answer_at_once(encoder: MiniLM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corners = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    assets = tuple(
        LibraryAsset(
            file="a.blend", kind="object", name=f"Thing {number}", tags=("lamp",) if number == 1234 else (),
            catalog="", description="", author="", licence="", num_faces=1, low=corners[0], high=corners[1],
            outline=corners,
        )
        for number in range(2_000)
    )  # fmt: skip
    generator = np.random.default_rng(0)
    embeddings = generator.normal(size=(2_000, 384)).astype(np.float32)
    embeddings[1234] = encoder.encode(["a lamp"])[0]
    source = LibrarySource(encoder.encode)
    whole = LibraryIndex(assets=assets, embeddings=embeddings / 20.0, unread=())
    whole.embeddings[1234] *= 20.0
    source.indexes = lambda *_: [whole]  # type: ignore[method-assign]
    lamp, sources = Entity(id="lamp_1", lemma="lamp", category="lamp"), AssetSources(libraries=(str(tmp_path),))
    seconds = []
    for _ in range(5):
        start_s = time.process_time()
        found = source.find(lamp, sources)
        seconds.append(time.process_time() - start_s)
        assert found is not None
        assert found.tags == ("lamp",)
    assert min(seconds) < 0.05


def test_without_libraries_or_blender_it_says_so(
    encoder: MiniLM, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = LibrarySource(encoder.encode)
    assert not source.state(AssetSources()).ready
    gone = source.state(AssetSources(libraries=(str(tmp_path / "gone"),)))
    assert "gone is not there" in gone.message
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(ResourceError, match="Blender could not read"):
        source.indexes(AssetSources(libraries=(str(library),), blender=str(tmp_path / "no-blender")))


def test_catalogs_are_read_as_blender_writes_them(tmp_path: Path) -> None:
    file = tmp_path / "blender_assets.cats.txt"
    file.write_text("# a comment\nVERSION 1\n\n1-2:Props/Old: Props-Old\n\nbroken line\n", encoding="utf-8")
    assert read_catalogs(file) == {"1-2": "Props/Old"}
    assert read_catalogs(tmp_path / "none.txt") == {}
