#!/usr/bin/env python3
"""A real, recent Blender with windows: the executable named by `BLENDER`, else a cached Debian chroot.

`tests/blender_chroot.py -b file.blend -a` runs it like any Blender, so it can be named where one is asked for.
It sees the checkout, the home folder, the temporary folder and the current folder under their own paths, so no
path needs translating.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from setup_environments import cache_root, is_root  # noqa: E402

SUITE = "sid"  # Debian's development branch: the one with a current Blender
PACKAGES = (
    "blender,xvfb,xauth,xdotool,imagemagick,x11-apps,libgl1-mesa-dri,libegl1,"
    # Without cattrs, extensions do not register.
    "python3-numpy,python3-cattr,python3-requests,python3-certifi,python3-zstandard"
)
SCREEN = "-screen 0 1280x800x24 +extension GLX"
MESA_CACHE = "/var/cache"  # of the chroot
BUILD_LIMIT_S = 1200


class BlenderUnavailable(Exception):
    """No Blender with windows can be had here; the message says why, in one line."""


@dataclass(frozen=True, kw_only=True)
class RealBlender:
    """A Blender that opens windows. `root` is its chroot, or None where it is installed."""

    executable: str
    root: Path | None
    version: str

    def shell(
        self, command: Sequence[str], *, window: bool = False, environment: Mapping[str, str] | None = None
    ) -> list[str]:
        """The full command line that runs `command` beside this Blender, under a display of its own if asked."""
        settings = {"LIBGL_ALWAYS_SOFTWARE": "1", "LC_ALL": "C.UTF-8"}
        if self.root is not None:
            # The home folder is this machine's, and so would be Mesa's cache. Its index has another size in another
            # version of Mesa, which cuts it to its own: a Blender that has it mapped then ends with SIGBUS.
            settings["MESA_SHADER_CACHE_DIR"] = MESA_CACHE
        settings |= environment or {}
        inside = ["env", *(f"{name}={value}" for name, value in settings.items())]
        if window:
            inside += ["xvfb-run", "-a", "-s", SCREEN]
        inside += command
        return inside if self.root is None else enter(self.root, inside)

    def run(
        self,
        arguments: Sequence[str],
        *,
        window: bool = False,
        environment: Mapping[str, str] | None = None,
        limit_s: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """Runs Blender with `arguments` to its end; stdout holds both streams."""
        command = self.shell([self.executable, *arguments], window=window, environment=environment)
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=limit_s, check=False
        )

    def shared_settings(self) -> dict[str, str]:
        """Environment variables with which a backend outside of the chroot finds what this Blender names."""
        if self.root is None:
            return {}
        (configuration,) = (self.root / "usr/share/blender").rglob("datafiles/colormanagement/config.ocio")
        return {"OCIO": str(configuration)}

    def outside_python(self, python: Path, folder: Path) -> Path:
        """A program in `folder` that starts this machine's `python` from within Blender, in the current folder."""
        if self.root is None:
            return python
        wrapper = folder / "python"
        wrapper.write_text(f'#!/bin/sh\nexec chroot /host env -C "$PWD" {shlex.quote(str(python))} "$@"\n')
        wrapper.chmod(0o755)
        return wrapper


def enter(root: Path, command: Sequence[str]) -> list[str]:
    """The command line that runs `command` in the chroot.

    Mounts live in a namespace of their own and vanish with the process, as do the processes started in it;
    so nothing is left mounted when the chroot is deleted.
    """
    shared = {str(CHECKOUT), str(Path.home()), str(cache_root()), tempfile.gettempdir(), os.getcwd()}
    lines = [
        f"cd {shlex.quote(str(root))}",
        "mkdir -p host",
        "mount -t proc proc proc",
        "mount --rbind /dev dev",
        "mount -t tmpfs tmpfs dev/shm",
        "mount --bind / host",
        "mount --bind /dev host/dev",
        "mount -t proc proc host/proc",
    ]
    for folder in sorted(shared):  # parents before children
        for place in (f".{folder}", f"host{folder}"):
            lines.append(f"mkdir -p {shlex.quote(place)} && mount --rbind {shlex.quote(folder)} {shlex.quote(place)}")
    lines.append(f'exec chroot . env -C {shlex.quote(os.getcwd())} "$@"')
    script = " && ".join(lines)
    return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script, "sh", *command]


def version_of(command: Sequence[str]) -> str | None:
    try:
        done = subprocess.run([*command, "--version"], capture_output=True, text=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"^Blender (\d+\.\d+\.\d+)", done.stdout, flags=re.MULTILINE)
    return found.group(1) if found and done.returncode == 0 else None


def provide_blender() -> RealBlender:
    """The Blender named by `BLENDER`, or the one in the chroot, which is built when it is not there.

    Raises `BlenderUnavailable` with the reason in one line.
    """
    if executable := os.environ.get("BLENDER"):
        version = version_of([executable])
        if version is None:
            raise BlenderUnavailable(f"BLENDER={executable} does not answer to --version")
        return RealBlender(executable=executable, root=None, version=version)
    if sys.platform != "linux" or not is_root() or not shutil.which("apt-get"):
        raise BlenderUnavailable("a Blender chroot needs root on Debian; set BLENDER to an executable instead")
    root = cache_root() / f"blender-{SUITE}"
    version = version_of(enter(root, ["blender"])) if root.exists() else None
    if version is None:
        build(root)
        version = version_of(enter(root, ["blender"]))
    if version is None:
        raise BlenderUnavailable(f"the Blender in the chroot {root} does not answer to --version")
    return RealBlender(executable="blender", root=root, version=version)


def build(root: Path) -> None:
    """Fills the chroot, under another name first, so that a half-built one is never used."""
    print(f"[setup] building a Debian chroot with a current Blender (about 1.3 GB, 3 minutes) in {root}", flush=True)
    if not shutil.which("mmdebstrap"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", "mmdebstrap"], check=False)
    if not shutil.which("mmdebstrap"):
        raise BlenderUnavailable("mmdebstrap cannot be installed, so there is no Blender chroot")
    unfinished = root.with_name(f"{root.name}.unfinished-{os.getpid()}")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    # A snapshot mirror's release files are out of date by nature.
    options = ["--mode=root", "--variant=minbase", '--aptopt=Acquire::Check-Valid-Until "false"']
    command = ["nice", "unshare", "--mount", "mmdebstrap", "--quiet", *options, f"--include={PACKAGES}"]
    command += [SUITE, str(unfinished), apt_mirror()]
    try:
        subprocess.run(command, check=True, timeout=BUILD_LIMIT_S)
        shutil.rmtree(root, ignore_errors=True)
        unfinished.rename(root)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
        raise BlenderUnavailable("mmdebstrap could not build the Blender chroot") from failure
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def apt_mirror() -> str:
    """The mirror that apt on this machine already uses."""
    listing = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(ORIGIN)", "Created-By: Packages"],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    for line in listing.splitlines():
        mirror, _, origin = line.partition(" ")
        if origin == "Debian" and "security" not in mirror:
            return mirror
    raise BlenderUnavailable("apt on this machine has no Debian mirror to build a Blender chroot from")


def main() -> int:
    try:
        blender = provide_blender()
    except BlenderUnavailable as reason:
        print(f"[setup] no Blender with windows: {reason}", file=sys.stderr)
        return 1
    if len(sys.argv) == 1:
        print(f"Blender {blender.version} ({blender.root or blender.executable})")
        return 0
    return subprocess.run(blender.shell([blender.executable, *sys.argv[1:]]), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
