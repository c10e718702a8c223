"""An artist's way through a real window: type a prompt, press Generate, look at the result, undo, press Cancel."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.blender_chroot import RealBlender
from tests.blender_window import HEIGHT_PX, WIDTH_PX, open_blender_window
from tests.processes import until

PROMPT = "a red ball on a table"
FIELD, GENERATE, READ = (130, 46), (110, 76), (238, 76)
"""places in the sidebar: the prompt and the buttons"""

GENERATION_S = 2.0
"""by then a second generation of that prompt would have begun to build"""
_IN_VIEW = """
area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
view = area.spaces.active
region = next(region for region in area.regions if region.type == "WINDOW")
"""
_LONG_RENDER = """
bpy.context.preferences.view.render_display_type = "NONE"
scene = bpy.context.scene
scene.render.engine, scene.cycles.samples, scene.cycles.use_adaptive_sampling = "CYCLES", 4096, False
scene.cycles.time_limit, scene.render.resolution_percentage = 60.0, 10
"""
_BLOCKS = "[len(getattr(bpy.data, kind)) for kind in ('scenes', 'objects', 'meshes', 'materials', 'collections')]"

pytestmark = pytest.mark.window


def test_click_through(
    real_blender: RealBlender, addon_zip: Path, backend_python: Path, tmp_path: Path, checkout: Path
) -> None:
    wrapper = real_blender.outside_python(backend_python, tmp_path)
    with open_blender_window(real_blender, tmp_path, settings={"SCENELOOM_PYTHON": str(wrapper)}) as window:
        window.install(addon_zip)
        window.show_sidebar("Sceneloom")
        empty = cv2.imread(str(window.screenshot(tmp_path / "empty.png")))

        # type and generate
        window.fill_in(*window.place_in_sidebar(*FIELD), PROMPT)
        assert window.evaluate("bpy.context.scene.sceneloom.prompt") == PROMPT

        # read it only: the list is there to correct, and nothing is built
        window.click(*window.place_in_sidebar(*READ))
        window.wait_for("len(bpy.context.scene.sceneloom.understood.things) == 2", limit_s=60)
        assert window.evaluate("len(bpy.data.scenes)") == 1
        window.move(WIDTH_PX // 3, HEIGHT_PX // 2)

        # in local view, where nothing new would be seen
        window.execute(f"{_IN_VIEW}with bpy.context.temp_override(area=area, region=region):"
                       " bpy.ops.view3d.localview()")  # fmt: skip
        assert window.execute(_IN_VIEW + "result = view.local_view is not None")

        window.click(*window.place_in_sidebar(*GENERATE))
        window.wait_for("len(bpy.data.scenes) == 2 and bpy.context.window.scene.sceneloom.report_json", limit_s=120)
        window.wait_for("bpy.context.window.scene.name != 'Scene'", limit_s=10)
        names = window.evaluate("[o.name for o in bpy.context.window.scene.objects]")
        assert {"Red Ball", "Table"} <= set(names), names
        assert window.evaluate("'Cube' in bpy.data.scenes['Scene'].objects"), "the artist's own scene stays as it was"

        # what the artist sees: the panel is there and the view shows the scene through its camera
        picture = cv2.imread(str(window.screenshot(tmp_path / "result.png")))
        keep = checkout / "out" / "window"
        keep.mkdir(parents=True, exist_ok=True)
        shutil.copy(tmp_path / "result.png", keep / "result.png")
        assert "Traceback" not in window.log()  # a panel that cannot draw itself only says so there
        left, top, width, height = window.sidebar()
        panel = picture[top : top + height, left : left + width]
        assert _text_pixels(panel) > 1.5 * _text_pixels(empty[top : top + height, left : left + width])
        assert window.execute(_IN_VIEW + "result = [view.region_3d.view_perspective, view.local_view is None]") == [
            "CAMERA", True
        ]  # fmt: skip
        view = picture[100:680, 60 : left - 60].reshape(-1, 3).astype(int)
        assert ((view[:, 2] > view[:, 1] + 60) & (view[:, 2] > view[:, 0] + 60)).mean() > 0.002, "no red ball in view"

        # one step back takes all of it away, one forward brings it back
        window.execute("bpy.ops.ed.undo()")
        window.wait_for("len(bpy.data.scenes) == 1 and 'Red Ball' not in bpy.data.objects", limit_s=20)
        window.execute("bpy.ops.ed.redo()")
        window.wait_for("len(bpy.data.scenes) == 2 and 'Red Ball' in bpy.data.objects", limit_s=20)

        # while a render reads the file, a generation waits with what it would change, and Esc is for the render
        session = "__import__('sys').modules['bl_ext.user_default.sceneloom.session'].SESSION"
        before = window.evaluate(_BLOCKS)
        window.execute(_LONG_RENDER)
        window.click(*window.place_in_sidebar(*GENERATE))
        window.execute("bpy.ops.render.render('INVOKE_DEFAULT')")
        window.wait_for(f"{session}.text == 'Waiting for the Render'", limit_s=10)
        end_s = time.monotonic() + GENERATION_S
        while time.monotonic() < end_s:
            rendering, at_work, blocks = window.execute(
                f"result = bpy.app.is_job_running('RENDER'), {session}.job is not None, {_BLOCKS}"
            )
            assert (rendering, at_work) == (True, True)
            assert blocks == before
        window.key("Escape")
        window.wait_for("not bpy.app.is_job_running('RENDER')", limit_s=20)
        window.wait_for(f"{session}.job is None", limit_s=60)
        assert window.evaluate("len(bpy.data.scenes)") == 3

        # a third generation is cancelled: nothing of it stays
        window.execute("bpy.ops.ed.undo_push(message='before')")
        before = window.evaluate(_BLOCKS)
        window.click(*window.place_in_sidebar(*GENERATE))
        window.key("Escape")
        window.wait_for(f"{session}.job is None", limit_s=20)
        assert window.evaluate(_BLOCKS) == before


def _text_pixels(picture: np.ndarray) -> int:
    """Bright pixels: what is written."""
    return int((picture.min(axis=2) > 180).sum())


def test_background_and_plain_files(
    real_blender: RealBlender, addon_zip: Path, backend_python: Path, tmp_path: Path
) -> None:
    """`blender --command sceneloom`, `blender -b -P`, and a farm's `blender -b scene.blend -a` without the add-on."""
    wrapper = real_blender.outside_python(backend_python, tmp_path)
    settings = {"BLENDER_USER_RESOURCES": str(tmp_path / "user"), "SCENELOOM_PYTHON": str(wrapper)}
    install = tmp_path / "install.py"
    install.write_text(
        f"import bpy\nbpy.ops.extensions.package_install_files(filepath={str(addon_zip)!r}, repo='user_default', "
        "enable_on_install=True)\nbpy.ops.wm.save_userpref()\n"
    )
    _run(real_blender, ["-b", "--python-exit-code", "9", "-P", str(install)], settings)

    by_command = tmp_path / "command.blend"
    _run(
        real_blender,
        ["-b", "--command", "sceneloom", "generate", "a ball rolls down a ramp", "--duration", "0.5", "--out",
         str(by_command)],
        settings,
    )  # fmt: skip
    assert by_command.stat().st_size > 100_000

    _ends_when_told(real_blender, settings, tmp_path / "told")

    script = tmp_path / "script.py"
    by_script = tmp_path / "script.blend"
    script.write_text(
        "import bpy\n"
        "assert bpy.ops.sceneloom.generate(prompt='two chairs', seed=1) == {'FINISHED'}\n"
        f"bpy.ops.wm.save_as_mainfile(filepath={str(by_script)!r})\n"
    )
    _run(real_blender, ["-b", "--python-exit-code", "9", "-P", str(script)], settings)
    assert by_script.exists()

    frames = tmp_path / "frames" / "f_"
    farm = tmp_path / "farm.py"
    farm.write_text(
        "import bpy\nassert not hasattr(bpy.types.Scene, 'sceneloom')\n"
        "bpy.context.scene.render.engine = 'BLENDER_WORKBENCH'\n"
        "bpy.context.scene.render.resolution_percentage = 10\n"
    )
    _run(
        real_blender,
        ["-b", str(by_command), "--factory-startup", "--python-exit-code", "9", "-P", str(farm), "-o", str(frames),
         "-F", "PNG", "-a"],
        {},
    )  # fmt: skip
    pictures = sorted(frames.parent.glob("*.png"))
    assert len(pictures) == 12
    first, last = (cv2.imread(str(p)).astype(int) for p in (pictures[0], pictures[-1]))
    assert first.std() > 3
    assert np.abs(first - last).max() > 20, "the ball has not moved"


def _ends_when_told(blender: RealBlender, settings: dict[str, str], folder: Path) -> None:
    """SIGTERM in the middle of a clip: it ends soon, and no unfinished file stays."""
    # Under a shell, as on a farm: the first process of a container hears no signal that it does not wait for.
    command = ["sh", "-c", '"$@" & wait $!; sleep 1', "sh", blender.executable, "-b", "--command", "sceneloom"]
    command += ["generate", "a red ball falls", "--duration", "60"]
    command += ["--out", str(folder / "x.blend"), "--render", str(folder / "x.mp4")]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(blender.shell(command, environment=settings), stdout=log, stderr=log)
        try:
            until(lambda: any(folder.glob(".x*.mp4")), 120)
            pid = process.pid
            for _ in range(2 if blender.root else 1):
                pid = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
            os.kill(pid, signal.SIGTERM)
            process.wait(20)
        finally:
            process.kill()
    assert sorted(path.name for path in folder.iterdir()) == ["x.blend"]


def _run(blender: RealBlender, arguments: list[str], settings: dict[str, str]) -> None:
    done = blender.run(arguments, environment=settings)
    assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
