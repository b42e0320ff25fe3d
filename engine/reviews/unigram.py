"""Cutting text into the pieces a language model knows: the likeliest cut under a unigram model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: How a space is written within pieces.
_SPACE = "▁"
#: How much worse than the rarest piece a letter that no piece holds is.
_UNKNOWN_PENALTY = 10.0


class Unigram:
    """Pieces with their log-probabilities; ``replaced`` maps letters to what they are read as."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], unknown: int, replaced: Mapping[int, str]
    ) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces) if piece and number != unknown}
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY
        self._replaced = dict(replaced)
        self._longest = max(map(len, pieces))

    def ids(self, text: str, most: int) -> list[int]:
        """The first ``most`` pieces of the likeliest cut."""
        written = text.translate(self._replaced)
        whole = " ".join(part for part in written.split(" ") if part)
        # A piece is at least a letter, and a word longer than this is none: what comes after matters not.
        cut = _SPACE + whole[: most * self._longest].replace(" ", _SPACE)
        return self._best(cut)[:most]

    def _best(self, text: str) -> list[int]:
        size = len(text)
        best = [0.0] + [-1e30] * size
        came_from = [0] * (size + 1)
        piece_at = [self._unknown] * (size + 1)
        known, scores, longest = self._ids, self._scores, self._longest
        for start in range(size):
            base = best[start]
            for end in range(start + 1, min(start + longest, size) + 1):
                number = known.get(text[start:end])
                if number is None:
                    continue
                score = base + scores[number]
                if score > best[end]:
                    best[end], came_from[end], piece_at[end] = score, start, number
            score = base + self._unknown_score
            if score > best[start + 1]:
                best[start + 1], came_from[start + 1], piece_at[start + 1] = score, start, self._unknown
        found = []
        while size:
            found.append(piece_at[size])
            size = came_from[size]
        return found[::-1]
