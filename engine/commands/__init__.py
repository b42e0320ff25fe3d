"""The command line: the same engine without the window. One file a noun, registered here.

A command file has ``add_parser(subparsers)``, which sets ``run`` as its default, and
``run(arguments) -> dict``: one JSON document with stable keys.
"""

from __future__ import annotations

#: The nouns of the command line, in the order of the help; each is a module of this package.
MODULES = {
    "sample": "sample",
    "status": "status",
    "import": "import_files",
    "customers": "customers",
    "rates": "rates",
    "segment": "segment",
    "predict": "predict",
    "profile": "profile",
    "recommend": "recommend",
    "reviews": "reviews",
    "campaign": "campaign",
    "export": "export",
    "backup": "backup",
    "restore": "restore",
    "check": "check",
}
