"""Builds the Python environments of a checkout: `python3.11 setup_environments.py demo`.

Each environment lies in a per-user cache under the hash of its lock file, so that checkouts share it;
`.venv` (backend) and `.venv-blender*` (bpy) are links to it. Standard library only.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
REQUIREMENTS = ROOT / "requirements"
PYTHON_VERSION = "3.11"  # the one that bpy 4.2 to 5.0 and PyBullet have wheels for
UV = "uv==0.13.9"
LAYOUT = "1"  # raised when environments are built differently from the same lock


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One virtual environment: its link in the checkout, its lock, and what is installed on top of the lock."""

    name: str
    link: str
    lock: str
    imports: str
    extra: str | None = None

    def folder(self) -> Path:
        digest = hashlib.sha256(f"{LAYOUT} {PYTHON_VERSION} {platform.system()} {platform.machine()}\n".encode())
        for file in filter(None, (self.lock, self.extra)):
            digest.update((REQUIREMENTS / file).read_bytes())
        return cache_root() / "environments" / f"{self.name}-{digest.hexdigest()[:12]}"

    def is_ready(self) -> bool:
        """Whether it is there and its base interpreter still exists."""
        return python_of(self.folder()).exists()


# Each of the first three holds the one before it, so `.venv` may point to a larger one than was asked for.
BACKENDS = (
    Environment(
        name="backend",
        link=".venv",
        lock="backend.lock",
        imports="av, ctranslate2, faiss, numba, onnxruntime, OpenImageIO, tokenizers, scipy",
    ),
    Environment(name="test", link=".venv", lock="test.lock", imports="pytest, hypothesis, mujoco"),
    Environment(name="training", link=".venv", lock="test.lock", extra="torch.txt", imports="torch"),
)
BLENDERS = (
    Environment(name="blender-5.0", link=".venv-blender", lock="blender-5.0.lock", imports="bpy"),
    Environment(name="blender-4.5", link=".venv-blender-4.5", lock="blender-4.5.lock", imports="bpy"),
    Environment(name="blender-4.2", link=".venv-blender-4.2", lock="blender-4.2.lock", imports="bpy"),
)
ENVIRONMENTS = {environment.name: environment for environment in BACKENDS + BLENDERS}
GROUPS = {"demo": ["backend", "blender-5.0"], "test-all": ["test", "blender-5.0", "blender-4.5", "blender-4.2"]}

# What `import bpy` loads from the system; without libEGL, Workbench and EEVEE abort the whole process.
SYSTEM_LIBRARIES = {
    "libX11.so.6": "libx11-6",
    "libXrender.so.1": "libxrender1",
    "libXxf86vm.so.1": "libxxf86vm1",
    "libXfixes.so.3": "libxfixes3",
    "libXi.so.6": "libxi6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libXext.so.6": "libxext6",
    "libGL.so.1": "libgl1",
    "libgomp.so.1": "libgomp1",
    "libEGL.so.1": "libegl1",
    "libEGL_mesa.so.0": "libegl-mesa0 libgl1-mesa-dri",
}


def say(text: str) -> None:
    print(f"[setup] {text}", flush=True)


def cache_root() -> Path:
    """The per-user folder for everything that is downloaded or built once."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "sceneloom"


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


# --- System packages ------------------------------------------------------------------------------------------------


def missing_system_packages() -> list[str]:
    if sys.platform != "linux":
        return []
    missing = []
    if not importlib.util.find_spec("ensurepip"):
        missing.append("python{}.{}-venv".format(*sys.version_info))
    for library, packages in SYSTEM_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing += packages.split()
    return missing


def install_system_packages() -> None:
    """Installs what is missing where that is possible, else says what to install."""
    packages = missing_system_packages()
    if not packages:
        return
    if not (is_root() and shutil.which("apt-get")):
        sys.exit(f"[setup] Missing system packages, please install them first: {' '.join(packages)}")
    say(f"installing system packages: {' '.join(packages)}")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
    if subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode:
        sys.exit(f"[setup] apt-get could not install: {' '.join(packages)}")


# --- uv -------------------------------------------------------------------------------------------------------------


def bootstrap_uv() -> Path:
    """The folder of a small environment that holds uv (ten times quicker than pip)."""
    folder = cache_root() / "environments" / UV.replace("==", "-")
    if not python_of(folder).exists():
        say(f"installing {UV}")
        with_temporary_name(folder, fill_uv)
    return folder


def fill_uv(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([python_of(folder), "-m", "pip", "install", "-q", UV], check=True)


def uv(*arguments: str | Path) -> None:
    executable = python_of(bootstrap_uv()).with_name("uv.exe" if sys.platform == "win32" else "uv")
    # A cache of our own lies on the same disk as the environments, so that files are linked, not copied.
    setting = os.environ | {"UV_CACHE_DIR": str(cache_root() / "uv")}
    subprocess.run([executable, *arguments], env=setting, cwd=ROOT, check=True)


def pip_setting(name: str) -> list[str]:
    """What pip is configured with, which uv does not read: `find-links`, `index-url`, `extra-index-url`."""
    listing = subprocess.run(
        [python_of(bootstrap_uv()), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    found = re.findall(rf"^\S*\.{name}='(.*)'$", listing, flags=re.MULTILINE)
    return list(dict.fromkeys(word for value in found for word in value.replace("\\n", " ").split()))


def package_sources() -> list[str]:
    options = [f"--find-links={place}" for place in pip_setting("find-links")]
    options += [f"--default-index={place}" for place in pip_setting("index-url")[:1]]
    options += [f"--index={place}" for place in pip_setting("extra-index-url")]
    return [*options, "--index-strategy=unsafe-best-match"]  # as pip does; the locks' hashes keep it safe


def torch_sources() -> list[str]:
    """The CUDA build where there is a GPU, else the CPU build from the wheel folder or from torch's own index."""
    if shutil.which("nvidia-smi"):
        return [option for option in package_sources() if not option.startswith("--find-links")]
    has_wheel = any(list(Path(place).glob("torch-*.whl")) for place in pip_setting("find-links"))
    return package_sources() + ([] if has_wheel else ["--torch-backend=auto"])


# --- Environments ---------------------------------------------------------------------------------------------------


def with_temporary_name(folder: Path, fill) -> None:
    """Fills a folder under another name and renames it, so that a half-built one is never used."""
    unfinished = folder.with_name(f"{folder.name}.unfinished-{os.getpid()}")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        fill(unfinished)
        if not python_of(folder).exists():  # else another run was quicker, and its folder may be in use
            shutil.rmtree(folder, ignore_errors=True)
            unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def build(environment: Environment) -> None:
    lock = REQUIREMENTS / environment.lock
    files = [lock, REQUIREMENTS / environment.extra] if environment.extra else [lock]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    names = re.findall(r"^[\w.-]+==[\w.]+", text, flags=re.MULTILINE)
    say(f"building {environment.name} ({len(names)} packages): {' '.join(names)}")
    started = time.monotonic()

    def fill(folder: Path) -> None:
        # The interpreter that runs this where it fits, else the one that uv finds or fetches.
        base = sys.executable if sys.version.startswith(f"{PYTHON_VERSION}.") else PYTHON_VERSION
        uv("venv", "-q", "--relocatable", f"--python={base}", folder)
        target = f"--python={python_of(folder)}"
        # Locks are complete, and without --no-deps the packages of excluded.txt would come back.
        uv("pip", "install", "-q", "--no-deps", "--require-hashes", f"--requirement={lock}", target, *package_sources())
        if environment.extra:
            extra = f"--requirement={REQUIREMENTS / environment.extra}"
            uv("pip", "install", "-q", f"--constraint={lock}", extra, target, *torch_sources())
        proof = [python_of(folder), "-c", f"import {environment.imports}"]
        subprocess.run(proof, check=True, stdout=subprocess.DEVNULL)

    with_temporary_name(environment.folder(), fill)
    say(f"{environment.name} is ready after {time.monotonic() - started:.0f} s")


def point_link(link: Path, folder: Path) -> None:
    """Makes `link` lead to `folder`; a real folder of that name is somebody's own and stays."""
    if link.exists() and link.samefile(folder):
        return
    if sys.platform == "win32":  # symbolic links need a privilege there, junctions do not
        import _winapi

        if link.exists():
            link.rmdir()
        _winapi.CreateJunction(str(folder), str(link))
        return
    if link.exists() and not link.is_symlink():
        sys.exit(f"[setup] {link.name} is a folder of its own; please move it away")
    fresh = link.with_name(f"{link.name}.{os.getpid()}")
    fresh.symlink_to(folder)
    fresh.replace(link)


def provide(name: str) -> None:
    """Makes one environment ready and lets its link point to it."""
    wanted = ENVIRONMENTS[name]
    if wanted in BACKENDS:
        larger = [candidate for candidate in BACKENDS[BACKENDS.index(wanted) :] if candidate.is_ready()]
        wanted = larger[-1] if larger else wanted
    if not wanted.is_ready():
        build(wanted)
    point_link(ROOT / wanted.link, wanted.folder())


def write_locks() -> None:
    """Resolves every `.in` file again. Locks name no index, no path and hold for every platform."""
    quiet = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "-q")
    for source in sorted(REQUIREMENTS.glob("*.in")):
        say(f"locking {source.name}")
        uv(
            *("pip", "compile", source, f"--output-file={source.with_suffix('.lock')}", "--generate-hashes"),
            *("--universal", f"--python-version={PYTHON_VERSION}", f"--excludes={REQUIREMENTS / 'excluded.txt'}"),
            *quiet,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*GROUPS, *ENVIRONMENTS], default="demo", metavar="NAME",
                        help=f"one of {', '.join([*GROUPS, *ENVIRONMENTS])}")  # fmt: skip
    parser.add_argument("--lock", action="store_true", help="write the lock files anew and stop")
    arguments = parser.parse_args()
    if arguments.lock:
        return write_locks()
    requested = [arguments.names] if isinstance(arguments.names, str) else arguments.names
    install_system_packages()
    for name in dict.fromkeys(part for request in requested for part in GROUPS.get(request, [request])):
        try:
            provide(name)
        except subprocess.CalledProcessError as failure:
            sys.exit(f"[setup] {name}: this command failed: {' '.join(map(str, failure.cmd))}")
    return None


if __name__ == "__main__":
    main()
