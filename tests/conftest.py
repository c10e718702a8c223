"""What every test may ask for: the built zip, the interpreters, a Blender with windows."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the backend sets for itself, before numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from build_addon import ROOT, VENDORED, refresh_vendored_tree, version, write_zip
from tests.blender_chroot import BlenderUnavailable, RealBlender, provide_blender


class OneWorkerForWhatIsShared(LoadScopeScheduling):
    """The tests of a file share what they built, and the checks of one Blender its process: one worker runs them all.

    The window goes with its Blender, which begins early, so that nothing long is left for the end; the command line,
    whose tests share nothing and wait for processes, fills what gaps there are.
    `--dist loadgroup` does not do it: since pytest 9.2 a test's group no longer shows in its name, and every worker
    ran every Blender.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        if found := re.search(r"test_in_blender\.py::test_check\[([\d.]+)-", nodeid):
            return f"blender-{found[1]}"
        if file.endswith("test_window.py"):
            return "blender-5.2"
        return nodeid if file.endswith(("test_cli.py", "test_shared_backend.py")) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneWorkerForWhatIsShared:
    return OneWorkerForWhatIsShared(config, log)


@pytest.fixture(scope="session")
def addon_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension as it ships, built from the tree as it is now."""
    refresh_vendored_tree()
    assert VENDORED.is_dir()
    target = tmp_path_factory.mktemp("dist") / f"sceneloom-{version()}.zip"
    write_zip(target)
    return target


@pytest.fixture(scope="session")
def backend_python() -> Path:
    """The interpreter of the backend's environment: the one that runs the tests."""
    return Path(sys.executable)


@pytest.fixture(scope="session")
def checkout() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def real_blender() -> RealBlender:
    """A Blender that opens windows; where there is none, the test is left out with the reason in one line."""
    try:
        return provide_blender()
    except BlenderUnavailable as reason:
        pytest.skip(f"no Blender with windows: {reason}")
