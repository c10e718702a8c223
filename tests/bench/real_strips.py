"""Strips of real clips, one for every verb that has one, drawn once: `real_strips.py FOLDER`.

`sceneloom bench motion` puts them under the programs' own. The captures lie beside the checkout; without them there
is nothing to draw.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from training.m4_motion.build_dataset import clips_of  # noqa: E402
from training.m4_motion.contact_sheet import strip  # noqa: E402

CAPTURES = ROOT.parent / "shared" / "data" / "motion"
CLIPS = {
    "idle": "cmu_13_14", "walk": "cmu_07_01", "run": "cmu_09_01", "jog": "cmu_02_03", "sneak": "ual_Crouch_Fwd_Loop",
    "walk backwards": "cmu_135_03", "jump": "cmu_13_11", "hop": "cmu_01_01", "climb stairs": "cmu_13_35",
    "climb ladder": "cmu_14_33", "sit": "cmu_13_01", "stand up": "cmu_14_27", "lie": "kaykit_Lie_Down",
    "kneel": "m2m_Kneeling_Tired", "crouch": "ual_Crouch_Idle_Loop", "crawl": "m2m_Crawl", "pick up": "cmu_02_06",
    "kick": "cmu_10_01", "push": "ual_Push_Loop", "punch": "cmu_13_18", "swing sword": "cmu_02_07",
    "wave": "m2m_Greeting", "bow": "m2m_Bow", "nod": "m2m_Head_Nod", "drink": "cmu_13_08", "cheer": "kaykit_Cheer",
    "dance": "cmu_05_02", "balance": "cmu_49_18", "push-up": "m2m_Pushup", "jumping jack": "cmu_13_30",
    "backflip": "m2m_Backflip", "talk": "cmu_13_15",
}  # fmt: skip
PICTURES = 8


def main(folder: Path) -> None:
    if not CAPTURES.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {verb: clip for verb, clip in CLIPS.items() if not (folder / f"{verb}.png").exists()}
    found = {clip.id: clip for clip in clips_of(CAPTURES)} if wanted else {}
    for verb, name in wanted.items():
        clip = found.get(name)
        if clip is None:
            print(f"{name}, the real clip for {verb}, is not among the captures", file=sys.stderr)
            continue
        title = f"real: {name} - {clip.captions[0]}"
        cv2.imwrite(str(folder / f"{verb}.png"), strip(clip.motion, title, PICTURES))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
