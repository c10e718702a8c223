"""The selective scan of Mamba-2 in the forms that are used: chunked, step by step, CUDA kernel, reference.

Dao & Gu 2024, "Transformers are SSMs", section 6 and listing 1. Glossary: b batch, l length, h heads, p head width,
n state width. The recurrence, per head:

    state[t] = exp(dt[t] * A) * state[t-1] + dt[t] * x[t] ⊗ B[t]        y[t] = state[t] · C[t]
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache

import torch
from torch import Tensor

CHUNK = 32


def scan(x: Tensor, dt: Tensor, a: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """The quickest exact form there is: the kernel of mamba-ssm on CUDA where it is installed, else chunked.

    x (b, l, h, p), dt (b, l, h) > 0, a (h,) < 0, b and c (b, l, n) -> (b, l, h, p)
    """
    if x.is_cuda and has_kernel():
        return kernel_scan(x, dt, a, b, c)
    return chunked_scan(x, dt, a, b, c)


def chunked_scan(x: Tensor, dt: Tensor, a: Tensor, b: Tensor, c: Tensor, chunk: int = CHUNK) -> Tensor:
    """Matrix products inside chunks, a short recurrence between them written as one more product."""
    batch, length, heads, width = x.shape
    missing = (chunk - length % chunk) % chunk
    # dt of zero leaves the state alone and adds nothing
    x, dt, b, c = (torch.nn.functional.pad(v, (0, 0) * (v.dim() - 2) + (0, missing)) for v in (x, dt, b, c))
    chunks = (length + missing) // chunk
    x = (x * dt[..., None]).reshape(batch, chunks, chunk, heads, width)
    decay = (dt * a).reshape(batch, chunks, chunk, heads).permute(0, 3, 1, 2)  # (b, h, k, q)
    b = b.reshape(batch, chunks, chunk, -1)
    c = c.reshape(batch, chunks, chunk, -1)
    total = torch.cumsum(decay, dim=-1)

    # 1. Inside each chunk: a masked product, as attention without softmax
    steps = total[..., :, None] - total[..., None, :]  # (b, h, k, q, q)
    causal = torch.ones(chunk, chunk, dtype=torch.bool, device=x.device).tril()
    weights = steps.masked_fill(~causal, -1e4).exp()
    scores = (c @ b.transpose(-1, -2))[:, None] * weights  # (b, h, k, q, q)
    y = scores @ x.permute(0, 3, 1, 2, 4)  # (b, h, k, q, p)

    # 2. What each chunk leaves behind
    left = (total[..., -1:] - total).exp()  # (b, h, k, q)
    states = (x.permute(0, 3, 1, 2, 4) * left[..., None]).transpose(-1, -2) @ b[:, None]  # (b, h, k, p, n)

    # 3. From chunk to chunk: the state that enters chunk k is a weighted sum of those left before it
    ends = torch.nn.functional.pad(torch.cumsum(total[..., -1], dim=-1), (1, 0))  # (b, h, k + 1)
    apart = ends[..., :-1, None] - ends[..., None, 1:]  # enters k, left by j
    before = torch.ones(chunks, chunks, dtype=torch.bool, device=x.device).tril(-1)
    carried = apart.masked_fill(~before, -1e4).exp()
    entering = (carried @ states.flatten(-2)).reshape(states.shape)

    # 4. What enters, read out inside the chunk
    y = y + (c[:, None] @ entering.transpose(-1, -2)) * total.exp()[..., None]
    return y.permute(0, 2, 3, 1, 4).reshape(batch, length + missing, heads, width)[:, :length]


def scan_step(state: Tensor, x: Tensor, dt: Tensor, a: Tensor, b: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """One frame of a stream: state (b, h, p, n), x (b, h, p), dt (b, h), b and c (b, n) -> state, y (b, h, p)."""
    state = state * (dt * a).exp()[..., None, None] + (dt[..., None] * x)[..., None] * b[:, None, None, :]
    return state, (state * c[:, None, None, :]).sum(-1)


def reference_scan(x: Tensor, dt: Tensor, a: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """The recurrence as it is written, in float64: what every other form is measured against."""
    x, dt, a, b, c = (value.double() for value in (x, dt, a, b, c))
    state = x.new_zeros(x.shape[0], x.shape[2], x.shape[3], b.shape[-1])
    rows = []
    for t in range(x.shape[1]):
        state, y = scan_step(state, x[:, t], dt[:, t], a, b[:, t], c[:, t])
        rows.append(y)
    return torch.stack(rows, dim=1)


@lru_cache(maxsize=1)
def has_kernel() -> bool:
    """Whether the CUDA kernel of mamba-ssm can be used (pyproject's extra `cuda`)."""
    return importlib.util.find_spec("mamba_ssm") is not None and torch.cuda.is_available()


def kernel_scan(x: Tensor, dt: Tensor, a: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """The same on a GPU, by mamba-ssm."""
    from mamba_ssm.ops.triton.ssd_combined import mamba_chunk_scan_combined

    return mamba_chunk_scan_combined(x, dt, a, b[:, :, None], c[:, :, None], chunk_size=64)
