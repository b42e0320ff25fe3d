"""What the owner says of a file where the file does not say it, or says it wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answers:
    """The owner's word for one table; whatever is empty is found out from the file.

    ``mapping`` is header → meaning ("" for unused), ``date_order`` "dmy" or "mdy", ``decimal`` the mark
    before the cents ("." or ","), ``rates`` the base currency's units for one unit of another, as decimal
    strings (``{"EUR": "0.86"}``), ``campaign`` the name of the campaign whose results these are.
    """

    kind: str = ""
    source: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    encoding: str = ""
    decimal: str = ""
    rates: Mapping[str, str] = field(default_factory=dict)
    campaign: str = ""

    def __bool__(self) -> bool:
        return self != Answers()
