"""Runs the built zip inside every Blender: one process each, and one test for each check in `tests/blender/`."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from build_addon import ROOT
from setup_environments import python_of
from tests.blender_chroot import BlenderUnavailable, provide_blender

SCRIPTS = Path(__file__).parent / "blender"
ENVIRONMENTS = {"4.2": ".venv-blender-4.2", "4.5": ".venv-blender-4.5", "5.0": ".venv-blender"}
VERSIONS = (*ENVIRONMENTS, "5.2")  # the last one is the real Blender with windows, here in the background
LIMIT_S = 900


def names_of_checks(version: str) -> list[str]:
    names = ["install"]
    for file in sorted(SCRIPTS.glob("check_*.py")):
        body = ast.parse(file.read_text(encoding="utf-8")).body
        if version not in versions_of(body):
            continue
        names += [
            f"{file.stem}::{node.name}"
            for node in body
            if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")
        ]
    return names


def versions_of(body: list[ast.stmt]) -> tuple[str, ...]:
    """What a file of checks says of the Blenders it is for; all, where it says nothing."""
    for node in body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["VERSIONS"]:
            named = tuple(ast.literal_eval(node.value))
            assert set(named) <= set(VERSIONS), named
            return named
    return VERSIONS


def command_for(version: str, arguments: list[str], settings: dict[str, str]) -> list[str]:
    """The command line of one Blender; leaves the test out where that Blender cannot be had."""
    script = str(SCRIPTS / "run_in_bpy.py")
    if version in ENVIRONMENTS:
        python = python_of(ROOT / ENVIRONMENTS[version])
        if not python.exists():
            pytest.skip(f"{ENVIRONMENTS[version]} is not there; run: make test")
        return [str(python), script, *arguments]
    try:
        blender = provide_blender()
    except BlenderUnavailable as reason:
        pytest.skip(f"no Blender with windows: {reason}")
    background = [blender.executable, "-b", "--python-exit-code", "1", "--python", script, "--", *arguments]
    return blender.shell(background, environment=settings)


def backend_python_for(version: str, folder: Path) -> Path:
    """This test's own interpreter, as seen from that Blender."""
    python = Path(sys.executable)
    if version in ENVIRONMENTS:
        return python
    try:
        return provide_blender().outside_python(python, folder)
    except BlenderUnavailable:
        return python


def shared_settings_of(version: str) -> dict[str, str]:
    try:
        return {} if version in ENVIRONMENTS else provide_blender().shared_settings()
    except BlenderUnavailable:
        return {}


@cache
def outcomes_in(version: str, addon_zip: Path, folder: Path) -> dict[str, dict[str, str]]:
    """Runs all checks in one process and returns what became of each, by name."""
    folder.mkdir()
    settings = {
        "BLENDER_USER_RESOURCES": str(folder / "user"),
        "SCENELOOM_CHECKOUT": str(ROOT),
        "SCENELOOM_PYTHON": str(backend_python_for(version, folder)),
        **shared_settings_of(version),
    }
    command = command_for(version, [str(addon_zip), str(folder)], settings)
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as stream:
        try:
            done = subprocess.run(
                command, env=os.environ | settings, stdout=stream, stderr=stream, timeout=LIMIT_S, check=False
            )
            end = f"Blender {version} ended with {done.returncode}"
        except subprocess.TimeoutExpired:
            end = f"Blender {version} was stopped after {LIMIT_S} s"
    lines = (
        (folder / "outcomes.jsonl").read_text(encoding="utf-8").splitlines()
        if (folder / "outcomes.jsonl").exists()
        else []
    )
    outcomes = {line["check"]: line for line in map(json.loads, lines)}
    last_words = f"{end}\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}"
    for name in names_of_checks(version):
        outcomes.setdefault(name, {"outcome": "not run", "text": last_words})
        if outcomes[name]["outcome"] == "started":
            outcomes[name] |= {"outcome": "died", "text": last_words}
    return outcomes


@pytest.mark.blender
@pytest.mark.parametrize(
    ("version", "check"),
    [(version, check) for version in VERSIONS for check in names_of_checks(version)],
)
def test_check(version: str, check: str, addon_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outcome = outcomes_in(version, addon_zip, tmp_path_factory.getbasetemp() / f"blender-{version}")[check]
    if outcome["outcome"] == "skipped":
        pytest.skip(outcome["text"])
    assert outcome["outcome"] == "passed", f"{check} {outcome['outcome']} in Blender {version}\n{outcome['text']}"
