"""All that comes after the render on one page: `sceneloom bench after-render`. Writes `after_render.html`.

Looks, motion blur and depth of field against Cycles' own, what holds a repainted frame and how steady and true to
depth it is, seconds and memory. Where torch is installed (`make train-setup`) models paint as well. What is rendered
for it stays in the folder, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import judge_blur
import judge_enhance
import look_sheet
from page import section, write_page


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="out/bench/after_render")
    parser.add_argument("--samples", type=int, default=64, help="of Cycles' own blur (default 64)")
    options = parser.parse_args()
    out = Path(options.out).absolute()
    out.mkdir(parents=True, exist_ok=True)
    looks = look_sheet.judged(out)
    blurs, blurs_hold = judge_blur.judged(out, options.samples)
    paintings, paintings_hold = judge_enhance.judged(out)
    write_page(out / "after_render.html", "After the render", [looks, blurs, paintings, _costs(out)])
    return 0 if blurs_hold and paintings_hold else 1


def _costs(out: Path) -> str:
    """In a process of its own: its memory is measured, and the models have left this one large."""
    command = [sys.executable, "-P", "-m", "backend", "bench", "post", "--out", str(out)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(told, end="", flush=True)
    return section("Seconds and memory on this machine", f"<pre>{told}</pre>")


if __name__ == "__main__":
    sys.exit(main())
