"""Drives a Blender with a real window: mouse, keyboard, screenshots, and Python evaluated inside it.

with open_blender_window(real_blender, folder) as window:
    window.install(addon_zip)
    window.show_sidebar("Sceneloom")
    window.click(*window.place_in_sidebar(120, 60))
    window.type_text("a red ball")
    window.wait_for("len(bpy.data.scenes) > 1", limit_s=120)
    window.screenshot(folder / "panel.png")
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.blender_chroot import BlenderUnavailable, RealBlender

WIDTH_PX, HEIGHT_PX = 1280, 800
START_LIMIT_S = 90
TOOLS = ("Xvfb", "xdotool", "import")

# Runs inside Blender: looks for a file with Python in it, executes it, and answers with the value of `result`.
LISTENER = """
import json, os, pathlib, traceback
import bpy

FOLDER = pathlib.Path(__FOLDER__)
bpy.context.preferences.view.show_splash = False  # only works here, at the top level of the start-up script
bpy.context.preferences.view.use_save_prompt = False

def answer():
    question = FOLDER / "question.py"
    if question.exists():
        code = question.read_text(encoding="utf-8")
        question.unlink()
        names = {"bpy": bpy, "result": None}
        try:
            window = bpy.context.window_manager.windows[0]
            with bpy.context.temp_override(window=window):
                exec(compile(code, "question", "exec"), names)
            reply = {"result": names["result"]}
        except BaseException:
            reply = {"error": traceback.format_exc()}
        unfinished = FOLDER / "reply.unfinished"
        unfinished.write_text(json.dumps(reply), encoding="utf-8")
        os.replace(unfinished, FOLDER / "reply.json")
    return 0.05

bpy.app.timers.register(answer, first_interval=0.5, persistent=True)
"""

# The sidebar of the first 3D view: its rectangle with the origin at the lower left of the window.
SIDEBAR = """
area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
sidebar = next(region for region in area.regions if region.type == "UI")
"""


@dataclass(kw_only=True)
class BlenderWindow:
    """One running Blender on a display of its own; (x, y) are screen pixels from the upper left."""

    blender: RealBlender
    folder: Path
    display: str
    process: subprocess.Popen[bytes]
    settings: Mapping[str, str] = field(default_factory=dict)

    # --- Python inside Blender ---

    def execute(self, code: str, *, limit_s: float = 60) -> Any:
        """Executes `code` between two redraws and returns what it assigns to `result` (plain JSON data)."""
        reply = self.folder / "reply.json"
        unfinished = self.folder / "question.unfinished"
        unfinished.write_text(code, encoding="utf-8")
        unfinished.replace(self.folder / "question.py")
        end = time.monotonic() + limit_s
        while not reply.exists():
            if self.process.poll() is not None:
                raise AssertionError(f"Blender ended with {self.process.returncode}\n{self.log()}")
            if time.monotonic() > end:
                raise AssertionError(f"Blender gave no answer within {limit_s} s\n{self.log()}")
            time.sleep(0.02)
        content = json.loads(reply.read_text(encoding="utf-8"))
        reply.unlink()
        if "error" in content:
            raise AssertionError(content["error"])
        return content["result"]

    def evaluate(self, expression: str) -> Any:
        return self.execute(f"result = {expression}")

    def wait_for(self, expression: str, *, limit_s: float) -> Any:
        """Waits until `expression` is true inside Blender, which stays free to work in between."""
        end = time.monotonic() + limit_s
        while not (value := self.evaluate(expression)):
            if time.monotonic() > end:
                raise AssertionError(f"not true within {limit_s} s: {expression}\n{self.log()}")
            time.sleep(0.2)
        return value

    def log(self) -> str:
        return (self.folder / "blender.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    # --- The add-on and its panel ---

    def install(self, addon_zip: Path) -> None:
        """Installs and enables the zip as an artist's drag and drop does."""
        self.execute(
            f"bpy.ops.extensions.package_install_files("
            f"filepath={str(addon_zip)!r}, repo='user_default', enable_on_install=True)"
        )

    def show_sidebar(self, tab: str) -> None:
        """Opens the sidebar of the 3D view at one tab."""
        self.execute("area = next(a for a in bpy.context.window.screen.areas if a.type == 'VIEW_3D')\n"
                     "area.spaces.active.show_region_ui = True")  # fmt: skip
        time.sleep(0.5)  # the region gets its size with the next redraw, and its tabs after that
        self.execute(SIDEBAR + f"sidebar.active_panel_category = {tab!r}\narea.tag_redraw()")
        time.sleep(0.5)

    def sidebar(self) -> tuple[int, int, int, int]:
        """Left, top, width and height of the sidebar on the screen."""
        left, bottom, width, height, window_height = self.execute(
            SIDEBAR + "result = [sidebar.x, sidebar.y, sidebar.width, sidebar.height, bpy.context.window.height]"
        )
        return left, window_height - bottom - height, width, height

    def place_in_sidebar(self, x: int, y: int) -> tuple[int, int]:
        """Screen position of a point given from the upper left of the sidebar."""
        left, top, _, _ = self.sidebar()
        return left + x, top + y

    # --- Mouse, keyboard, screen ---

    def xdotool(self, *arguments: str | int) -> str:
        return self.tool("xdotool", *map(str, arguments))

    def tool(self, *command: str) -> str:
        """Runs a program on Blender's display."""
        environment = {"DISPLAY": self.display}
        done = subprocess.run(
            self.blender.shell(command, environment=environment),
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    def move(self, x: int, y: int) -> None:
        """Moves the mouse in two steps: Blender wants to see it arrive before it takes a click."""
        self.xdotool("mousemove", x - 3, y - 3, "sleep", "0.1", "mousemove", x, y, "sleep", "0.2")

    def click(self, x: int, y: int) -> None:
        self.move(x, y)
        # Blender misses a press and a release within one of its event loops.
        self.xdotool("mousedown", 1, "sleep", "0.15", "mouseup", 1, "sleep", "0.2")

    def double_click(self, x: int, y: int) -> None:
        self.move(x, y)
        self.xdotool("click", "--repeat", 2, "--delay", 80, 1, "sleep", "0.2")

    def fill_in(self, x: int, y: int, text: str) -> None:
        """Replaces what a text field holds: opens it, selects all, types, confirms."""
        self.double_click(x, y)
        self.key("ctrl+a")
        self.type_text(text)
        self.key("Return")
        self.move(WIDTH_PX // 3, HEIGHT_PX // 2)  # the next click counts only once the mouse has left the field

    def type_text(self, text: str) -> None:
        self.xdotool("type", "--delay", 60, text)

    def key(self, *names: str) -> None:
        """Presses keys such as `Return`, `Escape`, `ctrl+z`."""
        self.xdotool("key", "--delay", 80, *names, "sleep", "0.2")

    def screenshot(self, target: Path) -> Path:
        """Writes what is on the screen as PNG."""
        self.tool("import", "-window", "root", str(target))
        return target


@contextmanager
def open_blender_window(
    blender: RealBlender, folder: Path, *, settings: Mapping[str, str] | None = None
) -> Iterator[BlenderWindow]:
    """Starts Blender with factory settings on a display of its own; both end with the block.

    `folder` holds its log, its user files and what is exchanged with it. `settings` are environment variables.
    """
    if blender.root is None and (missing := [tool for tool in TOOLS if not shutil.which(tool)]):
        raise BlenderUnavailable(f"to drive the window of BLENDER, these are needed: {' '.join(missing)}")
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    (folder / "listener.py").write_text(LISTENER.replace("__FOLDER__", repr(str(folder))), encoding="utf-8")
    screen = f"{WIDTH_PX}x{HEIGHT_PX}x24"
    server_command = ["Xvfb", "-displayfd", "1", "-screen", "0", screen, "+extension", "GLX", "-nolisten", "tcp", "-ac"]
    with (folder / "blender.log").open("wb") as log:
        server = subprocess.Popen(blender.shell(server_command), stdout=subprocess.PIPE, stderr=log)
        try:
            assert server.stdout is not None
            number = server.stdout.readline().decode().strip()
            assert number, "Xvfb did not start"
            environment = {
                **(settings or {}),
                "BLENDER_USER_RESOURCES": str(folder / "user"),
                "DISPLAY": f":{number}",
            }
            command = [blender.executable, "--window-geometry", "0", "0", str(WIDTH_PX), str(HEIGHT_PX)]
            command += ["--python", str(folder / "listener.py")]
            process = subprocess.Popen(
                blender.shell(command, environment=environment), stdout=log, stderr=log, start_new_session=True
            )
            try:
                window = BlenderWindow(blender=blender, folder=folder, display=f":{number}", process=process)
                window.execute("result = bpy.app.version_string", limit_s=START_LIMIT_S)
                yield window
            finally:
                process.kill()
                process.wait()
        finally:
            server.kill()
            server.wait()
            server.stdout.close()


def main() -> None:
    """`python -m tests.blender_window ZIP PICTURE TAB`: what the panel looks like, for a look while building it."""
    import tempfile

    from tests.blender_chroot import provide_blender

    addon_zip, picture, tab = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, open_blender_window(provide_blender(), Path(folder)) as window:
        window.install(Path(os.path.abspath(addon_zip)))
        window.show_sidebar(tab)
        window.screenshot(Path(os.path.abspath(picture)))
        print(f"Blender {window.blender.version}, sidebar at {window.sidebar()}")


if __name__ == "__main__":
    main()
