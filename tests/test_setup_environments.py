"""Setting up: nothing half-built is ever used, and nobody's own folder is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

import setup_environments
from setup_environments import BACKENDS, ENVIRONMENTS, GROUPS, point_link, python_of, with_temporary_name


def test_failed_build_leaves_nothing(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        python_of(folder).parent.mkdir(parents=True)
        raise RuntimeError("no network")

    with pytest.raises(RuntimeError, match="no network"):
        with_temporary_name(tmp_path / "environment", fail)
    assert not list(tmp_path.iterdir())


def test_environment_of_a_quicker_run_stays(tmp_path: Path) -> None:
    def fill(text: str, folder: Path) -> None:
        python_of(folder).parent.mkdir(parents=True)
        python_of(folder).write_text(text)

    with_temporary_name(tmp_path / "environment", lambda folder: fill("first", folder))
    with_temporary_name(tmp_path / "environment", lambda folder: fill("second", folder))
    assert python_of(tmp_path / "environment").read_text() == "first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["environment"]


def test_link_moves_but_replaces_no_folder(tmp_path: Path) -> None:
    first, second, link, own = (tmp_path / name for name in ("first", "second", "link", "own"))
    for folder in (first, second, own):
        folder.mkdir()
    point_link(link, first)
    point_link(link, second)
    assert link.samefile(second)
    with pytest.raises(SystemExit, match="folder of its own"):
        point_link(own, first)


def test_environment_changes_with_its_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup_environments, "REQUIREMENTS", tmp_path)
    lock = tmp_path / BACKENDS[0].lock
    lock.write_text("numpy==1")
    before = BACKENDS[0].folder()
    lock.write_text("numpy==2")
    assert BACKENDS[0].folder() != before


def test_every_lock_is_there() -> None:
    assert all(name in ENVIRONMENTS for group in GROUPS.values() for name in group)
    for environment in ENVIRONMENTS.values():
        assert (setup_environments.REQUIREMENTS / environment.lock).exists()
