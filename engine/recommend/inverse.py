"""The inverse of a symmetric positive definite matrix in small steps, so that a long job can be cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress, no_progress, part_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Columns of one step: at 5,000 columns a step takes under a tenth of a second.
_STEP = 128


def inverse_in_place(matrix: NDArray[np.float32], progress: Progress = no_progress) -> NDArray[np.float32]:
    """The inverse of ``matrix`` (n × n, symmetric positive definite), which is overwritten.

    Blocked Cholesky (left-looking), then each block of columns by two triangular solves. Column block j of
    the inverse below the diagonal depends on the trailing part of the factor only, so the whole costs n³
    multiplications like LAPACK's potri. Raises ``numpy.linalg.LinAlgError`` when it is not positive definite.
    """
    # numpy and scipy each bring a pool of BLAS threads. Taking turns in small steps, the waiting pool's
    # spinning starves the working one: nine times slower on two cores than one thread of each.
    import scipy.linalg  # noqa: F401 - its pool must be there to be limited
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        _factor(matrix, part_of(progress, 0.0, 0.3))
        return _invert(matrix, part_of(progress, 0.3, 1.0))


def _factor(matrix: NDArray[np.float32], progress: Progress) -> None:
    """Overwrite the lower triangle with its Cholesky factor; the upper triangle is left as it was."""
    from scipy.linalg import solve_triangular

    n = len(matrix)
    for start in range(0, n, _STEP):
        progress(start / n)
        stop = min(start + _STEP, n)
        matrix[start:, start:stop] -= matrix[start:, :start] @ matrix[start:stop, :start].T
        corner = np.linalg.cholesky(matrix[start:stop, start:stop])
        matrix[start:stop, start:stop] = corner
        matrix[stop:, start:stop] = solve_triangular(
            corner, matrix[stop:, start:stop].T, lower=True, check_finite=False
        ).T


def _invert(factor: NDArray[np.float32], progress: Progress) -> NDArray[np.float32]:
    n = len(factor)
    result = np.empty_like(factor)
    for start in range(0, n, _STEP):
        progress(start / n)
        stop = min(start + _STEP, n)
        columns = np.zeros((n - start, stop - start), factor.dtype)
        np.fill_diagonal(columns, 1)
        _solve_lower(factor, start, columns)
        _solve_upper(factor, start, columns)
        result[start:, start:stop] = columns
        result[start:stop, start:] = columns.T
    return result


# By blocks and not by one library call: that would copy the trailing factor, 100 MB, at every step.
def _solve_lower(factor: NDArray[np.float32], offset: int, columns: NDArray[np.float32]) -> None:
    from scipy.linalg import solve_triangular

    n = len(factor)
    for start in range(offset, n, _STEP):
        stop = min(start + _STEP, n)
        here, there = slice(start - offset, stop - offset), slice(0, start - offset)
        if start > offset:
            columns[here] -= factor[start:stop, offset:start] @ columns[there]
        columns[here] = solve_triangular(
            factor[start:stop, start:stop], columns[here], lower=True, check_finite=False
        )


def _solve_upper(factor: NDArray[np.float32], offset: int, columns: NDArray[np.float32]) -> None:
    from scipy.linalg import solve_triangular

    n = len(factor)
    for start in reversed(range(offset, n, _STEP)):
        stop = min(start + _STEP, n)
        here, below = slice(start - offset, stop - offset), slice(stop - offset, n - offset)
        if stop < n:
            columns[here] -= factor[stop:, start:stop].T @ columns[below]
        columns[here] = solve_triangular(
            factor[start:stop, start:stop], columns[here], lower=True, trans="T", check_finite=False
        )
