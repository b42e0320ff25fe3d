"""One thread for a fit: on a busy machine two are a hundred times slower than one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib import import_module


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Everything inside runs its loops (OpenMP, BLAS) on one thread."""
    # Only libraries that are loaded already can be limited: scikit-learn brings its own OpenMP with it.
    import_module("sklearn.cluster")
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield
