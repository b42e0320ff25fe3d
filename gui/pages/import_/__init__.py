"""The Import page: drop files, see what was understood, import, read the report, undo any import."""
