"""Charts: the only door to pyqtgraph. ``bars`` and ``heat`` paint themselves; ``plots`` needs the library.

Every chart has a table twin (Copy table), a picture (Save picture), tooltips, and an accessible sentence.
"""
