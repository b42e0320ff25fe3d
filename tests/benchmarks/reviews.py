"""How well reviews are read: praise or blame with no ratings and with 100, 500 and 2,000, aspects, speed.

``python -m tests.benchmarks.reviews [--model large|light] [--tested 800] [--vectors FILE.npz]``: every figure
on texts that nothing was learned from or set by: the test halves of the two review sets, the snippets and
sentences of ``tests/engine/reviews``. ``--vectors`` keeps sentence vectors between runs; without it the large
model reads for about ten minutes of one core.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score

from engine.reviews.judges import LetterJudge, SentenceJudge
from engine.reviews.models import chosen_model
from engine.reviews.networks import Network
from engine.reviews.reader import ReviewReader
from engine.reviews.reading import as_read
from engine.reviews.sentiment import calibration_error
from engine.reviews.vectors import VectorShelf
from tests.engine.reviews.gold import aspect_scores, gold, other_languages
from tests.real_data import FOLDER

SETS = ("womens", "zh10")
RATINGS = (0, 100, 500, 2_000)
#: Samples of the smaller numbers of ratings: one is a matter of luck.
SAMPLES = 5
POOL = 2_500


class KeptVectors:
    """Vectors in a file, so that only the first run reads everything."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.known: dict[bytes, bytes] = {}
        if path is not None and path.exists():
            with np.load(path) as kept:
                self.known = {bytes.fromhex(name): kept[name].tobytes() for name in kept.files}

    def look_up(self, digests: Sequence[bytes]) -> Mapping[bytes, bytes]:
        return {digest: self.known[digest] for digest in digests if digest in self.known}

    def keep(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        self.known.update(rows)

    def save(self) -> None:
        if self.path is not None:
            np.savez(self.path, **{key.hex(): np.frombuffer(row, "<f2") for key, row in self.known.items()})


def texts_of(name: str, part: str, count: int) -> tuple[list[str], np.ndarray]:
    """Some of a split's texts as they are read, and whether they are praise."""
    frame = pd.read_parquet(FOLDER / "reviews_splits" / f"{name}.parquet")
    some = frame[frame["split"] == part].sample(2_500, random_state=1)[:count]
    return [as_read(text) for text in some["text"]], some["y"].to_numpy().astype(bool)


def told(chance: np.ndarray, praise: np.ndarray, border: float) -> str:
    said = chance >= border
    return (
        f"right {(said == praise).mean():.3f}  macro-F1 {f1_score(praise, said, average='macro'):.3f}  "
        f"AUC {roc_auc_score(praise, chance):.4f}  calibration error {calibration_error(chance, praise):.3f}"
    )


def sentiment(name: str, shelf: VectorShelf, tested: int) -> None:
    texts, praise = texts_of(name, "test", tested)
    pool, liked = texts_of(name, "pool", POOL)
    for ratings in RATINGS:
        starts = range(min(SAMPLES, len(pool) // ratings) if ratings else 1)
        rows = []
        for start in starts:
            part = slice(start * ratings, (start + 1) * ratings)
            judge = SentenceJudge(shelf)
            shelf.encode(pool[part])
            began = time.process_time()
            if ratings:
                judge.fit(pool[part], liked[part])
            took = time.process_time() - began
            chance = judge.probability(texts)
            said = chance >= judge.border
            rows.append((
                (said == praise).mean(), f1_score(praise, said, average="macro"),
                roc_auc_score(praise, chance),
                calibration_error(chance, praise), took,
            ))  # fmt: skip
        right, f1, auc, error, took = np.mean(rows, axis=0)
        print(
            f"{name} {ratings} ratings (mean of {len(rows)}, tested on {len(texts)}): right {right:.3f}  "
            f"macro-F1 {f1:.3f}  AUC {auc:.4f}  calibration error {error:.3f}  learned in {took:.1f} CPU-s",
            flush=True,
        )
        if ratings == RATINGS[-1]:
            others = {"letters": LetterJudge(), "cnn": Network("cnn"), "rnn": Network("rnn")}
            for method, other in others.items():
                other.fit(pool[:ratings], liked[:ratings])
                print(f"  {method}: {told(other.probability(texts), praise, 0.5)}", flush=True)


def aspects(reader: ReviewReader) -> None:
    rows = gold()
    readings = reader.read([row.text for row in rows])
    found = [{mention.aspect for mention in one.mentions} for one in readings]
    for language in ("en", "zh"):
        places = [place for place, row in enumerate(rows) if row.language == language]
        scores = aspect_scores([rows[place] for place in places], [found[place] for place in places])
        print(
            f"aspects {language}: precision {scores.precision:.3f} recall {scores.recall:.3f} "
            f"F1 {scores.f1:.3f}"
        )
    for kind in (False, True):
        right = total = 0
        for row, one in zip(rows, readings, strict=True):
            said = {mention.aspect: mention.praise > 0.5 for mention in one.mentions}
            for aspect, praise in row.opinions:
                if row.mixed == kind and aspect in said and (aspect, not praise) not in row.opinions:
                    right, total = right + (said[aspect] == praise), total + 1
        print(f"polarity of {'mixed' if kind else 'single-opinion'} snippets: {right / total:.3f} of {total}")


def languages(reader: ReviewReader) -> None:
    rows = other_languages()
    readings = reader.read([text for _, _, text in rows])
    right = [(one.praise or 0) > 0.5 for one in readings] == np.array([praise for _, praise, _ in rows])
    for language in sorted({language for language, _, _ in rows}):
        of = [bool(hit) for hit, row in zip(right, rows, strict=True) if row[0] == language]
        print(f"{language} {sum(of)} of {len(of)}", end="; ")
    print(f"together {right.mean():.3f}")


def speed(model: str) -> None:
    for name in SETS:
        texts, _ = texts_of(name, "test", 2_500)
        fresh = VectorShelf(chosen_model(model))
        fresh.encode(["one"])
        began, wall = time.process_time(), time.time()
        count = 150 if model == "large" else 1_000
        fresh.encode(texts[-count:])
        took = time.process_time() - began
        print(
            f"speed, {name}: {count / took:.1f} reviews a CPU-second "
            f"({count / (time.time() - wall):.1f} a second)"
        )


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--model", default="large")
    arguments.add_argument("--tested", type=int, default=800)
    arguments.add_argument("--vectors", type=Path)
    given = arguments.parse_args()
    kept = KeptVectors(given.vectors)
    shelf = VectorShelf(chosen_model(given.model), kept.look_up, kept.keep)
    reader = ReviewReader(shelf=shelf)
    aspects(reader)
    languages(reader)
    kept.save()
    for name in SETS:
        sentiment(name, shelf, given.tested)
        kept.save()
    speed(given.model)


if __name__ == "__main__":
    main()
