"""Charts: the only door to pyqtgraph. Most paint themselves; ``scatter`` alone needs the library.

Every chart has a table twin (Copy table), a picture (Save picture), tooltips, and an accessible sentence.
"""
