"""A pile of gold is one thing, a heap of coins, and not a few of them put on one another."""

from __future__ import annotations

from collections.abc import Sequence

_COINS = frozenset({"coin", "gold", "gold coin", "golden coin", "jewel", "gem", "treasure"})
_HEAP = frozenset({"pile", "heap", "mountain", "stack"})


def heaped(
    lemma: str, attributes: Sequence[tuple[str, str]], count: int
) -> tuple[str, Sequence[tuple[str, str]], int]:
    """Lemma, attributes and count of what is said to lie in a heap; others as they are."""
    if count > 1 and lemma in _COINS and any(kind == "other" and value in _HEAP for kind, value in attributes):
        return "pile of gold", [one for one in attributes if one[1] not in _HEAP and one[0] != "material"], 1
    return lemma, attributes, count
