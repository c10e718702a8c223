"""The networks of learned motion: text to motion by a Mamba denoiser, and the physics calibrator.

    SimpleTextEncoder -> MotionSSM (4 x MambaLayer) -> MotionDecoder = TextToMotionSSM
    gate = σ(W [ssm_out ; physics_embed]),  output = gate · ssm_out + (1 - gate) · constraints = PhysicsSSM

Sources: Mamba-2 (Dao & Gu 2024), Light-T2M (Zeng et al. 2025: pseudo-bidirectional scan, local convolution, prediction
of the clean motion), AdaLN (Peebles & Xie 2023), classifier-free guidance (Ho & Salimans 2022). Only training imports
this file; what runs is its export (`learned/generator.py`, `learned/calibrator.py`).
Glossary: B batch, T frames, K = T / 4 patches, L text tokens, D = d_model; features are normalised, 251 per frame.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn

from .learned.features import WIDTH
from .learned.joint_groups import CHANNEL_GROUPS, GROUP_NAMES
from .scan import scan, scan_step

PHYSICS_WIDTH = 64
SENTENCE_WIDTH = 384
PATCH = 4


@dataclass(frozen=True, kw_only=True)
class ModelConfig:
    """Sizes of TextToMotionSSM; the defaults are those of the design, `--preset cpu` trains smaller ones."""

    vocabulary: int
    d_model: int = 256
    d_state: int = 32
    layers: int = 4
    head_width: int = 64
    text_layers: int = 2
    dropout: float = 0.1
    patch: int = PATCH

    def as_json(self) -> dict[str, float | int]:
        return asdict(self)


class RootMeanSquareNorm(nn.Module):  # type: ignore[misc]
    """Zhang & Sennrich 2019, written out: the exporter does not know torch's own."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-7) * self.weight


class MambaLayer(nn.Module):  # type: ignore[misc]
    """One Mamba-2 mixer: (B, L, D) -> (B, L, D), causal."""

    def __init__(self, d_model: int, d_state: int = 32, head_width: int = 64, expand: int = 2, kernel: int = 4) -> None:
        super().__init__()
        self.inner, self.d_state, self.kernel = expand * d_model, d_state, kernel
        self.heads, self.head_width = self.inner // head_width, head_width
        mixed = self.inner + 2 * d_state
        self.enter = nn.Linear(d_model, self.inner + mixed + self.heads, bias=False)
        self.conv = nn.Conv1d(mixed, mixed, kernel, groups=mixed, padding=kernel - 1)
        self.log_a = nn.Parameter(torch.log(torch.linspace(1.0, 16.0, self.heads)))
        # softplus of the bias lies between 0.001 and 0.1, as in the published initialisation
        steps = torch.exp(torch.rand(self.heads) * (math.log(0.1) - math.log(0.001)) + math.log(0.001))
        self.step_bias = nn.Parameter(steps + torch.log(-torch.expm1(-steps)))
        self.skip = nn.Parameter(torch.ones(self.heads))
        self.norm = RootMeanSquareNorm(self.inner)
        self.leave = nn.Linear(self.inner, d_model, bias=False)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """mask (B, L): 0 where there is padding, which neither reads nor writes the state."""
        if mask is not None:
            x = x * mask[..., None]
        gate, mixed, step = self._split(x)
        mixed = self.conv(mixed.transpose(1, 2))[..., : x.shape[1]].transpose(1, 2)
        inner, b, c = nn.functional.silu(mixed).split([self.inner, self.d_state, self.d_state], dim=-1)
        step = nn.functional.softplus(step + self.step_bias)
        if mask is not None:
            step = step * mask[..., None]
        heads = inner.reshape(*inner.shape[:-1], self.heads, self.head_width)
        y = scan(heads, step, -self.log_a.exp(), b, c) + self.skip[:, None] * heads
        return self.leave(self.norm(y.reshape(inner.shape) * nn.functional.silu(gate)))

    def step(self, x: Tensor, memory: tuple[Tensor, Tensor] | None = None) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """One frame (B, D) of a stream and what is remembered: the last inputs of the convolution, the state."""
        if memory is None:
            past = x.new_zeros(len(x), self.kernel - 1, self.inner + 2 * self.d_state)
            memory = past, x.new_zeros(len(x), self.heads, self.head_width, self.d_state)
        past, state = memory
        gate, mixed, step = self._split(x)
        window = torch.cat([past, mixed[:, None]], dim=1)
        mixed = (window * self.conv.weight[:, 0].T).sum(1) + self.conv.bias
        inner, b, c = nn.functional.silu(mixed).split([self.inner, self.d_state, self.d_state], dim=-1)
        heads = inner.reshape(len(x), self.heads, self.head_width)
        step = nn.functional.softplus(step + self.step_bias)
        state, y = scan_step(state, heads, step, -self.log_a.exp(), b, c)
        y = (y + self.skip[:, None] * heads).reshape(inner.shape)
        return self.leave(self.norm(y * nn.functional.silu(gate))), (window[:, 1:], state)

    def _split(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.enter(x).split([self.inner, self.inner + 2 * self.d_state, self.heads], dim=-1)  # type: ignore[no-any-return]


class CrossGate(nn.Module):  # type: ignore[misc]
    """Words to motion: what each token reads of the text comes in as far as its gate opens."""

    def __init__(self, d_model: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(d_model)
        self.ask, self.key, self.value = (nn.Linear(d_model, d_model, bias=False) for _ in range(3))
        self.gate = nn.Linear(2 * d_model, d_model)

    def forward(self, x: Tensor, words: Tensor, word_mask: Tensor) -> Tensor:
        query = self.norm(x)
        scores = self.ask(query) @ self.key(words).transpose(1, 2) / math.sqrt(x.shape[-1])
        read = torch.softmax(scores + (word_mask[:, None] - 1.0) * 1e4, dim=-1) @ self.value(words)
        return x + torch.sigmoid(self.gate(torch.cat([query, read], dim=-1))) * read


class MotionBlock(nn.Module):  # type: ignore[misc]
    """Local convolution, pseudo-bidirectional scan, words; all under AdaLN of (time, text)."""

    def __init__(self, d_model: int, d_state: int, head_width: int, dropout: float, with_words: bool) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(d_model, elementwise_affine=False)
        self.local = nn.Conv1d(d_model, d_model, 3, padding=1, groups=d_model)
        self.mamba = MambaLayer(d_model, d_state, head_width)
        self.condition = nn.Linear(d_model, 3 * d_model)
        nn.init.zeros_(self.condition.weight)
        nn.init.zeros_(self.condition.bias)
        self.words = CrossGate(d_model) if with_words else None
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, x: Tensor, condition: Tensor, mask: Tensor, words: Tensor | None, word_mask: Tensor | None
    ) -> Tensor:
        shift, scale, gate = self.condition(nn.functional.silu(condition))[:, None].chunk(3, dim=-1)
        y = self.norm(x) * (1.0 + scale) + shift
        y = y * mask[..., None]
        y = y + self.local(y.transpose(1, 2)).transpose(1, 2)
        # The sequence backwards, then forwards: when the second half begins, the state has seen all of it.
        both = self.mamba(torch.cat([y.flip(1), y], dim=1), torch.cat([mask.flip(1), mask], dim=1))
        x = x + (1.0 + gate) * self.dropout(both[:, y.shape[1] :])
        return x if self.words is None or words is None else self.words(x, words, word_mask)


class MotionSSM(nn.Module):  # type: ignore[misc]
    """The stack of Mamba blocks over motion tokens: (B, K, D) -> (B, K, D)."""

    def __init__(self, d_model: int = 256, d_state: int = 32, layers: int = 4, head_width: int = 64,
                 dropout: float = 0.1, with_words: bool = True) -> None:  # fmt: skip
        super().__init__()
        self.blocks = nn.ModuleList(
            MotionBlock(d_model, d_state, head_width, dropout, with_words) for _ in range(layers)
        )
        self.norm = nn.LayerNorm(d_model)

    def forward(self, x: Tensor, condition: Tensor, mask: Tensor, words: Tensor | None = None,
                word_mask: Tensor | None = None) -> Tensor:  # fmt: skip
        for block in self.blocks:
            x = block(x, condition, mask, words, word_mask)
        return self.norm(x)


class MotionProjector(nn.Module):  # type: ignore[misc]
    """251 features <-> D channels. With D >= 251 it starts as the identity, so that nothing is lost on the way."""

    def __init__(self, d_model: int = 256) -> None:
        super().__init__()
        self.into, self.out = nn.Linear(WIDTH, d_model), nn.Linear(d_model, WIDTH)
        if d_model >= WIDTH:
            with torch.no_grad():
                for layer in (self.into, self.out):
                    layer.weight.copy_(torch.eye(*layer.weight.shape))
                    layer.bias.zero_()

    def encode(self, features: Tensor) -> Tensor:
        """(..., 251) -> (..., D)"""
        return self.into(features)

    def decode(self, channels: Tensor) -> Tensor:
        """(..., D) -> (..., 251)"""
        return self.out(channels)


class TextLayer(nn.Module):  # type: ignore[misc]
    """One pre-norm transformer layer over word pieces, written out so that it exports with any length."""

    HEADS = 4

    def __init__(self, d_model: int, dropout: float) -> None:
        super().__init__()
        self.first, self.second = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.enter, self.leave = nn.Linear(d_model, 3 * d_model), nn.Linear(d_model, d_model)
        self.inner = nn.Sequential(nn.Linear(d_model, 2 * d_model), nn.GELU(), nn.Linear(2 * d_model, d_model))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        query, key, value = self.enter(self.first(x)).unflatten(-1, (3, self.HEADS, -1)).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        shares = torch.softmax(scores + (mask[:, None, None] - 1.0) * 1e4, dim=-1)
        x = x + self.dropout(self.leave((shares @ value).transpose(1, 2).flatten(-2)))
        return x + self.dropout(self.inner(self.second(x)))


class SimpleTextEncoder(nn.Module):  # type: ignore[misc]
    """Word pieces, and the sentence embedding of MiniLM, to one vector (B, D) and tokens (B, L, D)."""

    def __init__(
        self, vocabulary: int, d_model: int, layers: int = 2, dropout: float = 0.1, max_tokens: int = 48
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, d_model, padding_idx=0)
        self.places = nn.Parameter(0.02 * torch.randn(max_tokens, d_model))
        self.layers = nn.ModuleList(TextLayer(d_model, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(d_model)
        self.sentence = nn.Linear(SENTENCE_WIDTH, d_model)
        self.nothing = nn.Parameter(0.02 * torch.randn(d_model))

    def forward(self, pieces: Tensor, sentence: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """pieces (B, L) int, 0 is padding; sentence (B, 384). A row without pieces is the empty text."""
        mask = (pieces != 0).to(sentence.dtype)
        x = self.pieces(pieces) + self.places[: pieces.shape[1]]
        for layer in self.layers:
            x = layer(x, mask)
        x = self.norm(x)
        said = mask.sum(1, keepdim=True).clamp(max=1.0)
        pooled = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1.0)
        vector = said * (pooled + self.sentence(sentence)) + (1.0 - said) * self.nothing
        # the sentence is a token too, so that a text is never empty
        tokens = torch.cat([vector[:, None], x * mask[..., None]], dim=1)
        return vector, tokens, torch.cat([torch.ones_like(mask[:, :1]), mask], dim=1)


class MotionDecoder(nn.Module):  # type: ignore[misc]
    """Tokens (B, K, D) to frames (B, 4 K, D): unfolded, with a skip from the frames, then smoothed locally."""

    def __init__(self, d_model: int, patch: int = PATCH) -> None:
        super().__init__()
        self.patch = patch
        self.unfold = nn.Linear(d_model, patch * d_model)
        self.merge = nn.Linear(2 * d_model, d_model)
        self.local = nn.Conv1d(d_model, d_model, 5, padding=2, groups=d_model)
        self.mix = nn.Linear(d_model, d_model)
        self.norm = nn.LayerNorm(d_model)

    def forward(self, tokens: Tensor, frames: Tensor) -> Tensor:
        x = self.unfold(tokens).reshape(tokens.shape[0], -1, frames.shape[-1])
        x = self.merge(torch.cat([x, frames], dim=-1))
        return x + self.mix(nn.functional.gelu(self.local(self.norm(x).transpose(1, 2)).transpose(1, 2)))


class TextToMotionSSM(nn.Module):  # type: ignore[misc]
    """Noisy motion, time and text in, clean motion out; without noise and time it is the plain regression."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        d = config.d_model
        self.text = SimpleTextEncoder(config.vocabulary, d, config.text_layers, config.dropout)
        self.projector = MotionProjector(d)
        self.fold = nn.Linear(config.patch * d, d)
        self.time = nn.Sequential(nn.Linear(d, d), nn.SiLU(), nn.Linear(d, d))
        self.length = nn.Linear(d, 1)
        self.summary = nn.Sequential(nn.Linear(WIDTH, d), nn.GELU(), nn.Linear(d, d))
        self.ssm = MotionSSM(d, config.d_state, config.layers, config.head_width, config.dropout)
        self.decoder = MotionDecoder(d, config.patch)

    def forward(self, noisy: Tensor, time: Tensor, pieces: Tensor, sentence: Tensor, mask: Tensor,
                target: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:  # fmt: skip
        """What training needs: the clean motion (B, T, 251), the text's vector (B, D) and the true motion's (B, D), and
        the logarithm of the seconds (B,) that the text is taken to last.

        noisy, target (B, T, 251), T a multiple of 4; time (B,) 0…999; mask (B, T)
        """
        vector, words, word_mask = self.text(pieces, sentence)
        clean = self.denoise(noisy, time, vector, words, word_mask, mask)
        return clean, vector, self.seen(target, mask), self.log_seconds(vector.detach())

    def seen(self, motion: Tensor, mask: Tensor) -> Tensor:
        """(B, D) a motion (B, T, 251) beside the vectors of texts: the other side of the contrastive pair."""
        seen = self.summary(motion) * mask[..., None]
        return seen.sum(1) / mask.sum(1, keepdim=True).clamp(min=1.0)

    def denoise(
        self, noisy: Tensor, time: Tensor, vector: Tensor, words: Tensor, word_mask: Tensor, mask: Tensor
    ) -> Tensor:
        """The same with the text encoded already: that does not change from step to step."""
        frames = self.projector.encode(noisy) * mask[..., None]
        tokens = self.fold(frames.reshape(frames.shape[0], -1, self.config.patch * self.config.d_model))
        token_mask = mask[:, :: self.config.patch]
        condition = vector + self.time(_waves(time, self.config.d_model))
        tokens = self.ssm(tokens, condition, token_mask, words, word_mask)
        return self.projector.decode(self.decoder(tokens, frames))

    def log_seconds(self, vector: Tensor) -> Tensor:
        """(B,) logarithm of how long such a motion takes."""
        return self.length(vector)[:, 0]


class PhysicsSSM(nn.Module):  # type: ignore[misc]
    """Calibrates a motion: between what the network makes of it and its projection onto the constraints, gated.

    gate = σ(W [ssm_out ; physics_embed]), one value per frame and joint group;
    output = gate · ssm_out + (1 - gate) · constraints
    """

    def __init__(self, d_model: int = 256, inner: int = 256, d_state: int = 32, layers: int = 4, head_width: int = 64,
                 dropout: float = 0.0) -> None:  # fmt: skip
        super().__init__()
        self.sizes = {
            "d_model": d_model,
            "inner": inner,
            "d_state": d_state,
            "layers": layers,
            "head_width": head_width,
        }
        self.projector = MotionProjector(d_model).requires_grad_(False)  # the identity: what is right passes unchanged
        self.physics = nn.Sequential(nn.Linear(PHYSICS_WIDTH, inner), nn.SiLU(), nn.Linear(inner, d_model))
        self.enter = nn.Linear(3 * d_model, inner)
        self.ssm = MotionSSM(inner, d_state, layers, head_width, dropout, with_words=False)
        self.leave = nn.Linear(inner, d_model)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)
        self.gate = nn.Linear(2 * d_model, len(GROUP_NAMES))
        groups = torch.tensor([*CHANNEL_GROUPS, *[0] * (d_model - WIDTH)])
        self.register_buffer("groups", nn.functional.one_hot(groups, len(GROUP_NAMES)).float(), persistent=False)

    def forward(self, motion: Tensor, projected: Tensor, state: Tensor, mask: Tensor,
                fixed_gate: float | None = None) -> tuple[Tensor, Tensor]:  # fmt: skip
        """motion and projected (B, T, 251), state (B, T, 64), mask (B, T) -> (B, T, 251), gate logits (B, T, G)."""
        constraints = self.projector.encode(projected)
        own = self.projector.encode(motion)
        physics_embed = self.physics(state)
        tokens = self.enter(torch.cat([own, constraints, physics_embed], dim=-1))
        still = tokens.new_zeros(len(tokens), tokens.shape[-1])
        ssm_out = own + self.leave(self.ssm(tokens, still, mask))
        logits = self.gate(torch.cat([ssm_out, physics_embed], dim=-1))
        shares = torch.sigmoid(logits) if fixed_gate is None else torch.full_like(logits, fixed_gate)
        gate = shares @ self.groups.T
        return self.projector.decode(gate * ssm_out + (1.0 - gate) * constraints), logits


def _waves(time: Tensor, width: int) -> Tensor:
    """(B,) to (B, width) sines and cosines of geometric frequencies (Vaswani et al. 2017)."""
    rates = torch.exp(-math.log(10000.0) * torch.arange(width // 2, device=time.device) / (width // 2))
    angles = time[:, None].float() * rates
    return torch.cat([angles.sin(), angles.cos()], dim=-1)
