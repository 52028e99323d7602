"""The transformer: states of the last layer for sequences of pieces. NumPy does the arithmetic.

A BERT encoder (J. Devlin et al., 2019) with layer norms after each sum. Sequences are laid end to
end, so nothing is padded; only the attention is computed sequence by sequence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from .weights import Floats, Weights

AT_ONCE: Final = 1_024  # pieces that go through the layers together: bounds the memory
# Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: the error function
ERF: Final = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
ERF_SCALE: Final = 0.3275911


class Network:
    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._tables = weights.tables

    def states(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        """For each sequence of pieces: a row of numbers a piece."""
        return [state for batch in _batches(sequences) for state in self._run(batch)]

    def _run(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        edges = [0, *accumulate(map(len, sequences))]
        states = self._embedded(sequences)
        for layer in range(self._weights.layers):
            states = self._layer(states, f"l{layer}.", edges)
        return [states[start:end] for start, end in pairwise(edges)]

    def _embedded(self, sequences: Sequence[Sequence[int]]) -> Floats:
        pieces = np.concatenate([np.asarray(s, np.int32) for s in sequences])
        places = np.concatenate([np.arange(len(s)) for s in sequences])
        words = self._weights.word_rows(pieces)
        summed = words + self._tables["emb.pos"][places] + self._tables["emb.type"][0]
        return self._normed(summed, "emb.ln")

    def _layer(self, states: Floats, layer: str, edges: list[int]) -> Floats:
        mixed = self._attended(states, layer, edges)
        states = self._normed(states + self._linear(mixed, layer + "ao"), layer + "aln")
        inner = _gelu(self._linear(states, layer + "fi"))
        return self._normed(states + self._linear(inner, layer + "fo"), layer + "oln")

    def _linear(self, states: Floats, name: str) -> Floats:
        return states @ self._tables[name + ".w"] + self._tables[name + ".b"]

    def _normed(self, states: Floats, name: str) -> Floats:
        centred = states - states.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + self._weights.epsilon)
        normed: Floats = centred / spread * self._tables[name + ".w"] + self._tables[name + ".b"]
        return normed

    def _attended(self, states: Floats, layer: str, edges: list[int]) -> Floats:
        heads = self._weights.heads
        asked, keys, values = (
            self._linear(states, layer + part).reshape(len(states), heads, -1).swapaxes(0, 1)
            for part in "qkv"
        )
        asked = asked / np.float32(np.sqrt(asked.shape[2]))
        mixed = np.empty_like(states)
        for start, end in pairwise(edges):
            span = np.s_[:, start:end]
            weights = _softmax(asked[span] @ keys[span].swapaxes(1, 2))
            mixed[start:end] = (weights @ values[span]).swapaxes(0, 1).reshape(end - start, -1)
        return mixed


def _batches(sequences: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    batch: list[Sequence[int]] = []
    size = 0
    for sequence in sequences:
        if batch and size + len(sequence) > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(sequence)
        size += len(sequence)
    if batch:
        yield batch


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max(axis=2, keepdims=True))
    return raised / raised.sum(axis=2, keepdims=True)


def _gelu(values: Floats) -> Floats:
    """x times the share of the normal distribution below x."""
    size = np.abs(values) * np.float32(1 / np.sqrt(2))
    inverse = 1 / (1 + np.float32(ERF_SCALE) * size)
    tail = np.zeros_like(values)
    for factor in ERF:
        tail = (tail + np.float32(factor)) * inverse
    tail *= np.exp(-size * size)
    below: Floats = np.where(values < 0, tail, 2 - tail) / 2
    return values * below
