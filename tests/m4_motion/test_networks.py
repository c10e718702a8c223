"""The networks: forms of the scan that agree, a gate that is what it says, padding that counts for nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed; make train-setup")

from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from backend.m4_motion.learned.features import WIDTH  # noqa: E402
from backend.m4_motion.learned.joint_groups import CHANNEL_GROUPS, GROUP_NAMES  # noqa: E402
from backend.m4_motion.model import (  # noqa: E402
    MambaLayer,
    ModelConfig,
    MotionProjector,
    PhysicsSSM,
    TextToMotionSSM,
)
from backend.m4_motion.scan import chunked_scan, has_kernel, kernel_scan, reference_scan, scan_step  # noqa: E402

TOLERANCE = 1e-4


def _inputs(seed: int, length: int, batch: int = 2, heads: int = 3, width: int = 8, state: int = 16) -> tuple:  # type: ignore[type-arg]
    rng = torch.Generator().manual_seed(seed)
    return (
        torch.randn(batch, length, heads, width, generator=rng), torch.rand(batch, length, heads, generator=rng) * 0.2,
        -torch.rand(heads, generator=rng) * 16.0 - 0.1, torch.randn(batch, length, state, generator=rng),
        torch.randn(batch, length, state, generator=rng),
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 150), st.sampled_from([8, 16, 32, 64]))
def test_the_chunked_scan_is_the_recurrence(seed: int, length: int, chunk: int) -> None:
    inputs = _inputs(seed, length)
    assert (chunked_scan(*inputs, chunk=chunk) - reference_scan(*inputs)).abs().max() < TOLERANCE


def test_the_step_form_is_the_recurrence() -> None:
    x, dt, a, b, c = _inputs(1, 90)
    state, rows = torch.zeros(2, 3, 8, 16), []
    for t in range(90):
        state, y = scan_step(state, x[:, t], dt[:, t], a, b[:, t], c[:, t])
        rows.append(y)
    assert (torch.stack(rows, dim=1) - reference_scan(x, dt, a, b, c)).abs().max() < TOLERANCE


def test_the_kernel_is_the_recurrence() -> None:
    if not has_kernel():
        pytest.skip("mamba-ssm's kernel needs CUDA and the extra `cuda`")
    inputs = tuple(value.cuda() for value in _inputs(2, 200, width=64))
    assert (kernel_scan(*inputs).double() - reference_scan(*inputs)).abs().max() < TOLERANCE


def test_a_layer_streams() -> None:
    layer, x = MambaLayer(32, 16, 16).eval(), torch.randn(2, 50, 32)
    memory, rows = None, []
    with torch.no_grad():
        for t in range(50):
            y, memory = layer.step(x[:, t], memory)
            rows.append(y)
        assert (torch.stack(rows, dim=1) - layer(x)).abs().max() < TOLERANCE


def _small(layers: int = 2) -> TextToMotionSSM:
    torch.manual_seed(0)
    model = TextToMotionSSM(ModelConfig(vocabulary=30, d_model=32, d_state=8, layers=layers, head_width=16)).eval()
    for block in model.ssm.blocks:  # AdaLN starts as nothing; here it must be seen
        torch.nn.init.normal_(block.condition.weight, std=0.1)
    return model


def test_defaults_are_the_designs() -> None:
    config = ModelConfig(vocabulary=10)
    assert (config.d_model, config.d_state, config.layers) == (256, 32, 4)
    model = TextToMotionSSM(config)
    assert len(model.ssm.blocks) == 4
    assert model.projector.into.weight.shape == (256, WIDTH)
    assert sum(value.numel() for value in model.parameters()) < 8e6


def test_padding_counts_for_nothing() -> None:
    model = _small()
    ids, sentence = torch.tensor([[3, 4, 5]]), torch.randn(1, 384)
    frames, time, target = torch.randn(1, 24, WIDTH), torch.tensor([400]), torch.zeros(1, 24, WIDTH)
    padded = torch.cat([frames, 9.0 * torch.randn(1, 16, WIDTH)], dim=1)
    mask = torch.cat([torch.ones(1, 24), torch.zeros(1, 16)], dim=1)
    with torch.no_grad():
        alone = model(frames, time, ids, sentence, torch.ones(1, 24), target)[0]
        beside = model(padded, time, ids, sentence, mask, torch.zeros(1, 40, WIDTH))[0][:, :24]
        longer = torch.cat([ids, torch.zeros(1, 6, dtype=torch.long)], dim=1)
        worded = model(frames, time, longer, sentence, torch.ones(1, 24), target)[0]
    # the decoder looks two frames to both sides, the last of them at what follows
    assert (alone - beside)[:, :20].abs().max() < TOLERANCE
    assert (alone - worded).abs().max() < TOLERANCE


def test_text_time_and_the_far_end_are_seen() -> None:
    model = _small()
    frames, mask, sentence = torch.randn(1, 40, WIDTH), torch.ones(1, 40), torch.randn(1, 384)
    with torch.no_grad():

        def made(ids: list[int], time: int, x: object = frames) -> object:
            return model(x, torch.tensor([time]), torch.tensor([ids]), sentence, mask, frames)[0]

        base = made([3, 4], 300)
        assert (base - made([5, 6], 300)).abs().max() > 1e-3
        assert (base - made([3, 4], 900)).abs().max() > 1e-3
        changed = frames.clone()
        changed[:, -4:] += 1.0
        assert (base - made([3, 4], 300, changed))[:, :4].abs().max() > 1e-6  # both ways through time


def test_the_projector_loses_nothing() -> None:
    x = torch.randn(3, 7, WIDTH)
    projector = MotionProjector(256)
    assert torch.allclose(projector.decode(projector.encode(x)), x, atol=1e-6)


def test_the_gate_is_between_network_and_constraints() -> None:
    torch.manual_seed(0)
    model = PhysicsSSM(inner=32, layers=1, d_state=8, head_width=16).eval()
    torch.nn.init.normal_(model.leave.weight, std=0.3)
    motion, projected, state = torch.randn(1, 12, WIDTH), torch.randn(1, 12, WIDTH), torch.randn(1, 12, 64)
    mask = torch.ones(1, 12)
    with torch.no_grad():
        output, logits = model(motion, projected, state, mask)
        shut, _ = model(motion, projected, state, mask, 0.0)
        wide, _ = model(motion, projected, state, mask, 1.0)
    assert torch.allclose(shut, projected, atol=1e-5)
    gate = torch.sigmoid(logits)[..., list(CHANNEL_GROUPS)]
    assert torch.allclose(output, gate * wide + (1.0 - gate) * shut, atol=1e-4)
    assert logits.shape[-1] == len(GROUP_NAMES)
    assert (wide - motion).abs().max() > 1e-2


def test_the_exports_are_the_networks(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="onnx is not installed; make train-setup")
    from training.m4_motion.export import export_motion, export_physics

    export_motion(_small(), tmp_path)  # compares at several lengths, and ends where they differ
    physics = PhysicsSSM(inner=32, layers=1, d_state=8, head_width=16).eval()
    torch.nn.init.normal_(physics.leave.weight, std=0.3)
    export_physics(physics, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "denoiser.onnx", "physics.onnx", "ranker.onnx", "text.onnx",
    ]  # fmt: skip


def test_kinematics_of_the_loss_are_those_of_the_body() -> None:
    from backend.m4_motion.learned.features import from_motion
    from training.m4_motion.losses import joints_by_positions, joints_by_rotations

    from .joint_motions import programmed

    features = torch.tensor(from_motion(programmed("dance")))[None]
    assert (joints_by_rotations(features) - joints_by_positions(features)).abs().max() < 1e-3


def test_losses_ignore_padding_and_physics_has_a_gradient() -> None:
    from backend.m4_motion.learned.features import from_motion
    from training.m4_motion.losses import reconstruction
    from training.m4_motion.train_physics_ssm import physics_loss

    from .joint_motions import programmed

    mask = torch.tensor([[1.0, 1.0, 0.0]])
    first, second = torch.zeros(1, 3, WIDTH), torch.zeros(1, 3, WIDTH)
    second[:, 2] = 9.0
    assert reconstruction(first, second, mask) == 0.0
    true = torch.tensor(from_motion(programmed("wave")))[None]
    made = true.clone().requires_grad_()
    sunk = made - torch.nn.functional.pad(torch.full_like(made[..., 3:4], 0.05), (3, WIDTH - 4))
    low = torch.cat([sunk[..., :4], sunk[..., 4:] - 0.05 * torch.eye(1, WIDTH - 4)[:, :1]], dim=-1)
    loss = physics_loss(low, true, torch.ones(1, true.shape[1]))
    loss.backward()
    assert loss > 0.05
    assert made.grad is not None
    assert made.grad.abs().sum() > 0.0


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_sampling_is_that_of_diffusers() -> None:
    diffusers = pytest.importorskip("diffusers", reason="diffusers is not installed; make train-setup")
    from backend.m4_motion.learned.sampler import sample, step_times

    scheduler = diffusers.DPMSolverMultistepScheduler(
        num_train_timesteps=1000, beta_schedule="squaredcos_cap_v2", prediction_type="sample", solver_order=2,
        algorithm_type="dpmsolver++", timestep_spacing="trailing", final_sigmas_type="zero",
    )  # fmt: skip
    scheduler.set_timesteps(10)
    assert scheduler.timesteps.tolist() == step_times(10).tolist()
    noise = np.random.default_rng(0).standard_normal((1, 8, 5)).astype(np.float32)
    goal = np.linspace(-1.0, 1.0, 5, dtype=np.float32)

    def denoise(x: np.ndarray, time: int) -> np.ndarray:
        return np.asarray(np.tanh(0.5 * x + goal) * (1.0 - time / 2000.0), dtype=np.float32)

    ours = sample(denoise, noise, 10)
    x = torch.tensor(noise)
    for time in scheduler.timesteps:
        x = scheduler.step(torch.tensor(denoise(x.numpy(), int(time))), time, x).prev_sample
    assert np.abs(ours - x.numpy()).max() < 1e-3
