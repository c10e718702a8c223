"""The rules that keep the tree readable: who may import whom, how long files are, what names mean."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("addon", "backend", "tests", "training")

BLENDER_MODULES = {"aud", "bl_operators", "bl_ui", "bmesh", "bpy", "bpy_extras", "gpu", "idprop", "imbuf", "mathutils"}
# A module of the backend may import its own package and what stands to the left of it.
LAYERS = ("protocol", "common", "m*", "pipeline", "server")
# Imported where it is used by stages that can do without; everything else comes from requirements/backend.lock.
OPTIONAL = {
    "accelerate", "ctranslate2", "diffusers", "mamba_ssm", "skimage", "torch", "torchmcubes", "transformers", "tsr",
}  # fmt: skip
# What repairs meshes from elsewhere: nothing of it is loaded on the way of an ordinary generation.
MENDING = {"fast_simplification", "manifold3d", "PIL", "trimesh", "vhacdx", "xatlas"}
MAX_LINES = 400
# All types between stages stand in one file, with a docstring for each attribute.
LONG_ON_PURPOSE = {"backend/protocol/scene.py"}
EMPTY_WORDS = re.compile(r"util|manager|helper", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Import:
    """One imported module: where it stands, and its full dotted name within the repository."""

    file: Path
    line: int
    module: str
    relative: bool

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


def python_files(*folders: str) -> list[Path]:
    """Files of the repository, relative to it; folders that are not there yet hold none."""
    found = [file.relative_to(ROOT) for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return [file for file in found if "_vendor" not in file.parts]


@cache
def imports_of(file: Path) -> tuple[Import, ...]:
    """Every import of a file, at the top or inside functions, `from x import y` as both x and x.y."""
    return tuple(_imports(file))


def _imports(file: Path) -> Iterator[Import]:
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"), filename=str(file))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Import(file=file, line=node.lineno, module=name.name, relative=False)
        elif isinstance(node, ast.ImportFrom):
            base = list(file.parts[: -node.level]) if node.level else []
            base += node.module.split(".") if node.module else []
            for name in node.names:
                yield Import(file=file, line=node.lineno, module=".".join([*base, name.name]), relative=node.level > 0)


def imports_in(*folders: str) -> list[Import]:
    return [found for file in python_files(*folders) for found in imports_of(file)]


def layer_of(part: str) -> str:
    """`m2_layout_planner` → `m*`, `server.py` → `server`."""
    part = part.removesuffix(".py")
    return "m*" if re.match(r"m\d_", part) else part


def listed(violations: list[Import]) -> str:
    return "\n" + "\n".join(map(str, violations))


def test_only_the_addon_knows_blender() -> None:
    wrong = [found for found in imports_in("backend", "training") if found.top in BLENDER_MODULES]
    assert not wrong, listed(wrong)


def test_torch_is_used_by_stages_and_training_only() -> None:
    wrong = [
        found
        for found in imports_in("addon", "backend")
        if found.top == "torch" and not (found.file.parts[0] == "backend" and layer_of(found.file.parts[1]) == "m*")
    ]
    assert not wrong, listed(wrong)


def test_backend_and_addon_import_themselves_relatively() -> None:
    wrong = [found for found in imports_in("addon", "backend") if not found.relative and found.top in FOLDERS]
    assert not wrong, listed(wrong)


def test_backend_layers_depend_one_way() -> None:
    wrong = []
    for found in imports_in("backend"):
        path = found.module.split(".")
        own, other = found.file.parts[1], path[1] if len(path) > 1 else ""
        if not found.relative or path[0] != "backend" or own.removesuffix(".py") == other:
            continue
        own_layer, other_layer = layer_of(own), layer_of(other)
        # What stands beside the layers (the command line) is on top; the version in `backend` itself is for all.
        above = LAYERS.index(own_layer) if own_layer in LAYERS else len(LAYERS)
        below = LAYERS.index(other_layer) if other_layer in LAYERS else len(LAYERS)
        if other != "__version__" and below >= above and not (above == below == len(LAYERS)):
            wrong.append(found)
    assert not wrong, listed(wrong)


def test_protocol_and_common_stay_light() -> None:
    allowed = {"protocol": {"numpy"}, "common": {"numpy", "safetensors"}}
    wrong = [
        found
        for layer, packages in allowed.items()
        for found in imports_in(f"backend/{layer}")
        if not found.relative and found.top not in sys.stdlib_module_names | packages
    ]
    assert not wrong, listed(wrong)


def test_backend_imports_only_what_is_installed_with_it() -> None:
    locked = pinned("backend.lock")
    distributions = packages_distributions()
    wrong = [
        found
        for found in imports_in("backend")
        if not found.relative
        and found.top not in sys.stdlib_module_names | OPTIONAL
        # an extension module of one file is listed nowhere: its package bears its name
        and not {normalised(name) for name in distributions.get(found.top, [found.top])} & locked.keys()
    ]
    assert not wrong, listed(wrong)


def test_addon_sees_of_the_backend_only_the_protocol() -> None:
    wrong = [
        found
        for found in imports_in("addon")
        if "_vendor" in (path := found.module.split("."))
        and path[path.index("_vendor") : path.index("_vendor") + 3]
        not in (["_vendor", "backend", "protocol"], ["_vendor", "backend", "__version__"])
    ]
    assert not wrong, listed(wrong)


def test_addon_needs_only_blender_and_numpy_and_no_threads() -> None:
    allowed = sys.stdlib_module_names | BLENDER_MODULES | {"numpy"}
    forbidden = {"threading", "concurrent", "asyncio", "_thread"}
    wrong = [
        found
        for found in imports_in("addon")
        if not found.relative and (found.top not in allowed or found.top in forbidden)
    ]
    assert not wrong, listed(wrong)


def test_training_uses_of_the_backend_only_data_types_and_stages() -> None:
    # Fitting and evaluating need what a stage itself uses: its networks, its lexicon, its body, its `run`.
    allowed = re.compile(r"backend\.(protocol|common|m\d_\w+)\b")
    wrong = [found for found in imports_in("training") if found.top == "backend" and not allowed.match(found.module)]
    assert not wrong, listed(wrong)


def test_nothing_imports_training_or_tests() -> None:
    wrong = [found for found in imports_in("addon", "backend") if found.top in {"tests", "training"}]
    wrong += [found for found in imports_in("training") if found.top == "tests"]
    assert not wrong, listed(wrong)


def test_nothing_is_pickled() -> None:
    wrong = [found for found in imports_in("addon", "backend") if found.top in {"pickle", "marshal", "shelve"}]
    assert not wrong, listed(wrong)


def test_files_are_short() -> None:
    files = [*(ROOT / file for file in python_files(*FOLDERS)), *ROOT.glob("*.py")]
    lengths = {str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert not {file: lines for file, lines in lengths.items() if lines > MAX_LINES and file not in LONG_ON_PURPOSE}


def test_names_say_something() -> None:
    wrong = [str(file) for file in python_files(*FOLDERS) if EMPTY_WORDS.search(file.stem)]
    for file in python_files("addon", "backend", "training"):
        for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and EMPTY_WORDS.search(node.name):
                wrong.append(f"{file}:{node.lineno} class {node.name}")
    assert not wrong


@pytest.mark.parametrize("module", ["backend", "backend.protocol", "backend.pipeline", "backend.server"])
def test_importing_the_backend_loads_no_heavy_library(module: str) -> None:
    heavy = sorted(OPTIONAL | {"sentence_transformers", "huggingface_hub", *MENDING})
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().splitlines()[-1] == "[]"


# --- Locks and versions ---------------------------------------------------------------------------------------------


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return {normalised(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)}


def test_the_test_environment_holds_the_backend() -> None:
    assert pinned("backend.lock").items() <= pinned("test.lock").items()


def test_locks_name_no_place() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"https?:|file:|--(index|find|extra)", text), lock.name
        assert text.count("==") <= text.count("--hash=sha256:"), f"{lock.name} has a pin without a hash"


def test_one_version_everywhere() -> None:
    places = {
        "pyproject.toml": r'^version = "(.+)"$',
        "addon/blender_manifest.toml": r'^version = "(.+)"$',
        "backend/__init__.py": r'^__version__ = "(.+)"$',
    }
    versions = {}
    for place, pattern in places.items():
        found = re.search(pattern, (ROOT / place).read_text(encoding="utf-8"), flags=re.MULTILINE)
        versions[place] = found.group(1) if found else None
    assert len(set(versions.values())) == 1, versions
