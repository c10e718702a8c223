"""Generates the 30 judging prompts and measures what came out: `sceneloom bench prompts`.

Writes a .blend, a still and a verdict for each, a contact sheet, and `verdict.json`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from picturing import subject_misses

ROOT = Path(__file__).resolve().parents[2]
PROMPTS = ROOT / "tests" / "data" / "bench_prompts.json"
_LIMIT_S = 600
_COLUMNS, _TILE_PX = 5, (384, 216)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="out/bench/prompts")
    parser.add_argument("--only", default="", help="ids, comma-separated")
    parser.add_argument("--no-stills", action="store_true")
    options = parser.parse_args()
    out = Path(options.out).absolute()
    out.mkdir(parents=True, exist_ok=True)
    data = json.loads(PROMPTS.read_text(encoding="utf-8"))
    only = set(filter(None, options.only.split(",")))
    items = [item for item in data["prompts"] if not only or item["id"] in only]
    verdicts = {}
    for item in items:
        verdict = judge(item, data["colors_oklch"], out, stills=not options.no_stills)
        verdicts[item["id"]] = verdict
        passed = sum(line["passed"] for line in verdict["checks"])
        print(f"\n{item['id']}: {passed} of {len(verdict['checks'])}   {item['prompt']}", flush=True)
        for line in verdict["checks"]:
            print(f"  {'pass' if line['passed'] else 'FAIL'}  {line['check']}  {line['text']}", flush=True)
        for note in verdict["notes"]:
            print(f"  note: {note}", flush=True)
    (out / "verdict.json").write_text(json.dumps(verdicts, indent=1, ensure_ascii=False), encoding="utf-8")
    contact_sheet([out / f"{item['id']}.png" for item in items], out / "sheet.png")
    lines = [line for verdict in verdicts.values() for line in verdict["checks"]]
    passed = sum(line["passed"] for line in lines)
    gates = [v["gate"] for v in verdicts.values() if v["gate"] is not None]
    print(f"\n{passed} of {len(lines)} items pass ({100 * passed / len(lines):.1f} %)")
    print(f"{sum(not g for g in gates)} of {len(gates)} stills pass the gate of the default look")
    return 0


def judge(item: dict[str, Any], families: dict[str, Any], out: Path, *, stills: bool) -> dict[str, Any]:
    """Generate one prompt and measure it."""
    blend, still, report = (out / f"{item['id']}.{suffix}" for suffix in ("blend", "png", "json"))
    command = [str(ROOT / "sceneloom"), "generate", item["prompt"], "--out", str(blend), "--seed", str(item["seed"])]
    command += ["--report", str(report)]
    if item["duration_s"] is not None:
        command += ["--duration", str(item["duration_s"])]
    if stills:
        command += ["--render", str(still)]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    names = [describe(check) for check in item["checks"]]
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
        lines = [{"passed": False, "text": "not generated", "check": name} for name in names]
        return {"checks": lines, "notes": [reason], "gate": None}
    order = out / f"{item['id']}.checks.json"
    told = json.loads(report.read_text(encoding="utf-8"))
    request = {"checks": item["checks"], "colors_oklch": families}
    if stills:
        request["still_frame"] = told["still_frame"]
    order.write_text(json.dumps(request), encoding="utf-8")
    result = out / f"{item['id']}.result.json"
    result.unlink(missing_ok=True)
    python = ROOT / ".venv-blender" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    script = Path(__file__).with_name("measure_blend.py")
    reason = f"it took more than {_LIMIT_S} s"
    with contextlib.suppress(subprocess.TimeoutExpired):  # the others are measured all the same
        measured = subprocess.run(
            [python, script, blend, order, result], capture_output=True, text=True, timeout=_LIMIT_S, check=False
        )
        reason = (measured.stderr.strip().splitlines() or ["it ended without a word"])[-1]
    if result.exists():
        results = json.loads(result.read_text(encoding="utf-8"))
    else:
        results = [{"passed": False, "text": f"measuring failed: {reason}"}] * len(names)
    lines = [{**line, "check": name} for line, name in zip(results, names, strict=True)]
    notes = told["warnings"]
    night = any(check.get("time_of_day") == "night" for check in item["checks"])
    gate = look_gate(still, result.with_suffix(".npz"), night=night) if stills else None
    return {"checks": lines, "notes": [*notes, *(f"look: {miss}" for miss in gate or ())], "gate": gate}


def describe(check: dict[str, Any]) -> str:
    """A check in one line."""
    parts = [check["type"]]
    for key, value in check.items():
        if key != "type":
            shown = " ".join(str(v) for v in value.values()) if isinstance(value, dict) else value
            parts.append(f"{key}={shown}")
    return " ".join(str(p) for p in parts)


def look_gate(still: Path, subject: Path, *, night: bool) -> list[str]:
    """What a still misses of the default look's automatic gate; empty when it passes.

    subject: where the camera's subject is on it, from `picturing.outline`.
    """
    picture = cv2.imread(str(still)).astype(np.float32) / 255.0
    luminance = picture @ np.array([0.0722, 0.7152, 0.2126], np.float32)
    mean, bright = float(luminance.mean()), float(np.percentile(luminance, 95))
    clipped = float((picture.max(axis=2) >= 254.5 / 255.0).mean())
    misses = []
    if not night and not 0.30 <= mean <= 0.65:
        misses.append(f"mean {mean:.2f}")
    if not night and not 0.7 <= bright <= 0.9:
        misses.append(f"95th percentile {bright:.2f}")
    if clipped >= 0.005:
        misses.append(f"clipped {100 * clipped:.1f} %")
    return misses + subject_misses(picture, luminance, subject)


def contact_sheet(stills: list[Path], target: Path) -> None:
    """All stills on one picture."""
    tiles = [
        cv2.resize(cv2.imread(str(s)), _TILE_PX, interpolation=cv2.INTER_AREA)
        if s.exists()
        else np.zeros((_TILE_PX[1], _TILE_PX[0], 3), np.uint8)
        for s in stills
    ]
    while len(tiles) % _COLUMNS:
        tiles.append(np.zeros_like(tiles[0]))
    rows = [np.hstack(tiles[i : i + _COLUMNS]) for i in range(0, len(tiles), _COLUMNS)]
    cv2.imwrite(str(target), np.vstack(rows))


if __name__ == "__main__":
    sys.exit(main())
