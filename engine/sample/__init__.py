"""The sample shop: an invented shop to look around in, to test with and to measure with."""

from engine.sample.loading import create_sample

__all__ = ["create_sample"]
