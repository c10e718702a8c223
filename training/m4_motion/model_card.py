"""The model cards beside the shipped weights: what they are, from which data, how good, where they fail."""

from __future__ import annotations

import json
from pathlib import Path

from .report import ablation_table, in_scenes, table

_MOTION = """# TextToMotionSSM

A Mamba denoiser from text to motion: {weights:.2f} M weights, {layers} layers, width {width}, patches of four frames,
prediction of the clean motion, 10 DPM-Solver++ steps with guidance 2, of four samples the one that the network's own
contrastive pair finds nearest to the text. Motion is 251 values a frame, right-handed, in metres, at 20 fps.
`text.onnx`, `denoiser.onnx` and `ranker.onnx` run (ONNX Runtime, no torch); `model.safetensors` (float16) is for
further training and is not in the add-on.

- **Data**: captures of the CMU Graphics Lab Motion Capture Database and keyframed clips of CC0 packs (Quaternius,
  Mesh2Motion, KayKit), 382 clips of 55 minutes in all, and some three hours of this project's motion programs with
  made-up captions. Captions: CMU index texts, plain rewrites, and sentences of KIT-ML's annotators. No clip and no
  annotator's sentence is in this folder.
- **Training**: `python -m training.m4_motion.train_motion_ssm --preset cpu --fold 0 --steps 2500`, then on all clips
  from there (`--init`, {steps} steps); about a quarter of an hour on one core.
- **Words** outside the training are understood as far as all-MiniLM-L6-v2's sentence embedding tells them.
- **Licence**: as the project.

## Measured

`python -m training.m4_motion.evaluate --fold K`, then `--pool`: {folds} folds by trial group, {windows} windows of
three seconds from {clips} clips. For each fold generator, PhysicsSSM, regression and judge were trained anew, with the
same commands and `--fold K`, on the other clips alone; the weights here are a further training on all of them. The
judge is trained here; its numbers compare only with one another. In brackets 95 % intervals over trial groups.

{table}

Floors of real halves: KID {kid:.4f}, FID {fid:.3f}. Twenty times per fold somebody goes to a thing of a scene by this
network alone (`played`: the share in which the clip begins and ends on its feet; else the motion program takes over):
{tasks}. The router trusts the generator by {reliability:.2f} (1 = as a
motion program).

## Limits

Little data: what the captions above do not come near to is a guess. No objects, no fingers, no second person. Leaps
mostly stay on the floor: who hovers is brought down, and small leaps cannot be told from that.
Retrieval from a library that has the clip is better, and motion programs obey the scene; the router prefers both where
they apply.
"""

_PHYSICS = """# PhysicsSSM

Calibrates a motion: `gate = σ(W [ssm_out ; physics_embed])`, `output = gate · ssm_out + (1 - gate) · constraints`,
where `constraints` is the projection of the motion (contacts, held feet, floor, hips) and the gate is one value per
frame and joint group. {weights:.2f} M weights. `physics.onnx` runs; `model.safetensors` is for further training.

- **Data**: the captures and clips named beside TextToMotionSSM, distorted in known ways and by TextToMotionSSM itself,
  which noised and denoised them in part.
- **Training**: `python -m training.m4_motion.train_physics_ssm --preset cpu --fold 0 --steps 700 --denoiser FOLDER`,
  then on all clips from there (`--init`, {steps} steps); about ten minutes on one core.
- **Licence**: as the project.

## Measured

Held-out clips of {folds} folds, each with networks that were trained on the other clips alone, distorted and restored;
mean joint error in the world over three seconds.

{table}

`state taken away` gives the same network zeros; `trained without state` never had it.
"""


def write_card(network: str, folder: Path) -> None:
    """README.md beside the weights, from the evaluation that lies there."""
    result = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
    training = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    sizes = json.loads((folder / "config.json").read_text(encoding="utf-8"))["model"]
    known = {
        "steps": int(training["records"][-1]["step"]), "folds": len(result["folds"]),
        "weights": (folder / "model.safetensors").stat().st_size / 2e6,
    }  # fmt: skip
    if network == "motion_ssm":
        real = result["rows"]["real"]
        tasks = ", ".join(f"{name} {value:.2f}" for name, value in in_scenes(result["tasks"]).items())
        text = _MOTION.format(
            layers=sizes["layers"], width=sizes["d_model"], windows=result["windows"], clips=result["clips"],
            table=table(result["rows"]), kid=real["KID floor"], fid=real["FID floor"],
            reliability=result["reliability"], tasks=tasks, **known,
        )  # fmt: skip
    else:
        text = _PHYSICS.format(table=ablation_table(result["ablation"]), **known)
    (folder / "README.md").write_text(text, encoding="utf-8")
