"""One way in for every source: what cannot be had is said in a sentence, and the scene is complete without it."""

from __future__ import annotations

import multiprocessing
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend.common.models.catalogue import Model
from backend.common.progress import silent
from backend.m3_assets.repair.benchmark import faults
from backend.m3_assets.repair.broken import fine_sphere
from backend.m3_assets.sources.generator import Made, Way, choose_way
from backend.m3_assets.sources.making import SourcedAssets, wanted_for
from backend.m3_assets.stage import AssetBuilder
from backend.pipeline import Stages
from backend.protocol.asset_sources import ASSET_SOURCES, AssetSources, SourceState
from backend.protocol.errors import DeviceOutOfMemoryError, JobCancelled, ResourceError
from backend.protocol.messages import AssetReply, AssetRequest, Hello, ProgressReport, Shutdown, Unload
from backend.protocol.scene import (
    Action,
    Attribute,
    Entity,
    Lighting,
    SceneDescription,
    Setting,
    Shot,
)
from backend.protocol.transport import Channel
from backend.server import serve_client
from tests.processes import until

GNOME = Entity(
    id="gnome_1", lemma="gnome", category="statue",
    attributes=(Attribute(type="other", value="mossy"), Attribute(type="material", value="stone")),
)  # fmt: skip
CRATES = Entity(id="crate_1", lemma="crate", category="crate", count=3)


def scene_of(*entities: Entity) -> SceneDescription:
    return SceneDescription(
        prompt="", setting=Setting(), lighting=Lighting(), shot=Shot(), entities=entities, relations=(), actions=()
    )


class Lump:
    """A generator that makes a lumpy ball of the words, as a model would."""

    def __init__(self, name: str, ready: bool = True) -> None:
        self.name, self.ready, self.asked, self.loaded = name, ready, [], False

    def state(self, has_picture: bool = True) -> SourceState:
        return SourceState(name=self.name, ready=self.ready, message=f"{self.name} is not here.", hint="Get it.")

    def models(self, has_picture: bool) -> tuple[Model, ...]:
        return ()

    def generate(self, text: str, image: Path | None, rng: np.random.Generator, progress: Any) -> Made:
        if not self.ready:
            raise ResourceError(self.state().message, hint="Get it.")
        self.asked.append(text)
        self.loaded = True
        for step in range(4):
            progress(step / 4, "step")
        mesh = fine_sphere(2_000, int(rng.integers(1000)))
        return Made(mesh=mesh, origin=f"a lump, seed {text}", licence="MIT")

    def unload(self) -> None:
        self.loaded = False


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[AssetBuilder, Lump]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("SCENELOOM_MODELS", str(tmp_path / "models"))
    stage, lump = AssetBuilder.load(), Lump("shap-e")
    stage.sourced._generators["shap-e"] = lump
    return stage, lump


def test_a_model_makes_single_things(builder: tuple[AssetBuilder, Lump]) -> None:
    stage, lump = builder
    wish = AssetSources(by_thing={"gnome": "shap-e"})
    scene = scene_of(GNOME, CRATES)
    first = stage.run(scene, rng=np.random.default_rng(3), progress=silent, sources=wish)
    gnome = first.assets["gnome_1"]
    assert (gnome.source, gnome.licence, gnome.label) == ("model", "MIT", "Mossy stone gnome")
    assert gnome.origin.startswith("a lump")
    assert faults(gnome, wanted_for(GNOME).usual_m) == []
    assert gnome.physics.friction == pytest.approx(0.6), "stone"
    assert {first.assets[f"crate_1.{n}"].source for n in (1, 2, 3)} == {"parametric"}
    assert lump.asked == ["mossy stone gnome"]
    again = stage.run(scene, rng=np.random.default_rng(3), progress=silent, sources=wish)
    assert np.array_equal(again.assets["gnome_1"].meshes[0].mesh.vertices, gnome.meshes[0].mesh.vertices)
    other = stage.run(scene, rng=np.random.default_rng(4), progress=silent, sources=wish).assets["gnome_1"]
    assert not np.array_equal(other.bounds, gnome.bounds), "another seed, another gnome"
    assert other.recipe != gnome.recipe
    stage.unload()
    assert not lump.loaded


def test_what_a_source_cannot_give_is_built_here_with_a_warning(builder: tuple[AssetBuilder, Lump]) -> None:
    stage, lump = builder
    lump.ready = False
    made = stage.run(
        scene_of(GNOME, CRATES), rng=np.random.default_rng(0), progress=silent, sources=AssetSources(default="shap-e")
    )
    assert {made.assets[key].source for key in ("gnome_1", "crate_1.1", "crate_1.3")} == {"parametric"}
    assert [note for note in made.notes if "“gnome”" in note and "shap-e is not here" in note]
    assert [note for note in made.notes if "“crate”" in note]


def test_a_person_is_no_thing_and_that_is_said(builder: tuple[AssetBuilder, Lump]) -> None:
    stage, lump = builder
    man = Entity(id="man_1", lemma="man", category="person", role="character")
    dog = Entity(id="dog_1", lemma="dog", category="dog", role="character")
    waves = Action(id="a1", actor_id="man_1", verb="wave", text="waves")
    scene = replace(scene_of(man, dog), actions=(waves,))
    wish = AssetSources(default="shap-e", by_thing={"man": "shap-e"})
    made = stage.run(scene, rng=np.random.default_rng(0), progress=silent, sources=wish)
    assert made.assets["man_1"].source == "character"
    assert made.notes == ("“man” is built as a person: nothing from shap-e can act.",), "the dog was not asked for"
    assert not lump.asked


def test_who_does_nothing_may_be_a_figure(builder: tuple[AssetBuilder, Lump]) -> None:
    stage, lump = builder
    gnome = Entity(id="gnome_1", lemma="gnome", category="person", role="character")
    wish = AssetSources(by_thing={"gnome": "shap-e"})
    made = stage.run(scene_of(gnome), rng=np.random.default_rng(0), progress=silent, sources=wish)
    assert made.assets["gnome_1"].source == "model"
    assert 0.2 < float(made.assets["gnome_1"].dimensions.max()) < 0.6
    lump.ready = False
    made = stage.run(scene_of(gnome), rng=np.random.default_rng(0), progress=silent, sources=wish)
    assert made.assets["gnome_1"].source == "character"
    assert "shap-e is not here" in made.notes[0]


def test_other_things_stay_the_same_whatever_the_source(builder: tuple[AssetBuilder, Lump]) -> None:
    stage, _ = builder
    scene = scene_of(GNOME, CRATES)
    plain = stage.run(scene, rng=np.random.default_rng(0), progress=silent)
    wish = AssetSources(by_thing={"gnome_1": "shap-e"})
    mixed = stage.run(scene, rng=np.random.default_rng(0), progress=silent, sources=wish)
    one, other = (made.assets["crate_1.1"].meshes[0].mesh.vertices for made in (plain, mixed))
    assert np.array_equal(one, other)


def test_it_is_cancelled_between_steps(builder: tuple[AssetBuilder, Lump]) -> None:
    stage, _ = builder
    seen: list[float] = []

    def progress(fraction: float, text: str = "") -> None:
        seen.append(fraction)
        if text == "step" and len(seen) > 3:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        stage.run(
            scene_of(GNOME), rng=np.random.default_rng(0), progress=progress, sources=AssetSources(default="shap-e")
        )
    assert seen == sorted(seen)


def test_without_network_or_weights_a_scene_is_complete_and_every_word_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real sources, none of which can be used here."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("SCENELOOM_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("the network was asked"))
    stage = AssetBuilder.load()
    stage.sourced.states(AssetSources())  # its libraries are imported once
    for source in ASSET_SOURCES[1:]:
        start_s = time.process_time()
        made = stage.run(
            scene_of(GNOME, CRATES), rng=np.random.default_rng(0), progress=silent, sources=AssetSources(default=source)
        )
        assert time.process_time() - start_s < 1.0
        assert {asset.source for asset in made.assets.values() if asset.role == "prop"} == {"parametric"}
        assert len([key for key in made.assets if key.startswith("crate")]) == 3
        (note,) = (note for note in made.notes if note.startswith("“gnome” is built from parameters instead: "))
        assert any(way in note for way in ("sceneloom models download", "make torch", "--library")), note


@pytest.mark.parametrize("occasion", ["nobody asks", "a render starts"])
def test_the_backend_lets_models_go(builder: tuple[AssetBuilder, Lump], occasion: str) -> None:
    stage, lump = builder
    ours, theirs = multiprocessing.Pipe()
    channel, stages = Channel(theirs), replace(Stages.load(), assets=stage)
    idle_s = 0.2 if occasion == "nobody asks" else 600.0
    server = threading.Thread(target=serve_client, args=(Channel(ours), "", stages), kwargs={"idle_s": idle_s})
    server.start()
    try:
        hello = channel.receive(30.0)
        assert isinstance(hello, Hello)
        channel.send(hello)
        wish = AssetSources(default="shap-e")
        channel.send(AssetRequest(category="a mossy stone gnome", object_id="a", values={}, sources=wish))
        while isinstance(answer := channel.receive(120.0), ProgressReport):
            pass
        assert isinstance(answer, AssetReply), answer
        assert lump.asked
        if occasion == "a render starts":
            assert lump.loaded
            channel.send(Unload())
        until(lambda: not lump.loaded, 30)
    finally:
        channel.send(Shutdown())
        server.join(30)


def test_every_source_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCENELOOM_MODELS", str(tmp_path))
    states = SourcedAssets().states(AssetSources())
    assert [state.name for state in states] == list(ASSET_SOURCES)
    for state in states:
        assert state.message.endswith(".")
        assert state.ready or state.hint


def test_a_way_that_does_not_fit_gives_way_to_a_smaller_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoGpu:
        class cuda:
            is_available = staticmethod(lambda: False)

    large = Way(device="cpu", half=False, memory_mb=6_000)
    small, gpu = replace(large, half=True, memory_mb=3_000), replace(large, device="cuda")
    for free_mb, chosen in ((8_000.0, large), (4_000.0, small)):
        monkeypatch.setattr("backend.m3_assets.sources.generator.available_memory_mb", lambda free_mb=free_mb: free_mb)
        assert choose_way("It", (gpu, large, small), NoGpu) == chosen
    monkeypatch.setattr("backend.m3_assets.sources.generator.available_memory_mb", lambda: 1_000.0)
    with pytest.raises(DeviceOutOfMemoryError, match=r"3,000 MB .* with 1,000 MB free"):
        choose_way("It", (gpu, large, small), NoGpu)
