"""Whether an e-mail address can and should be written to."""

from __future__ import annotations

import re
from functools import lru_cache

#: A plain ASCII address as nearly all are; anything else takes the careful way.
_PLAIN = re.compile(
    r"[a-z0-9][a-z0-9._%+-]{0,62}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII
)
#: Read by many or by nobody (RFC 2142): a campaign sent there brings complaints.
_ROLES = frozenset(
    {
        "abuse", "admin", "administrator", "billing", "hostmaster", "mailer-daemon", "no-reply",
        "no_reply", "noreply", "postmaster", "root", "security", "spam", "support", "sysadmin", "usenet",
        "webmaster", "www",
    }
)  # fmt: skip


@lru_cache(maxsize=4096)
def _is_valid_unusual(address: str) -> bool:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError:
        return False
    return len(address.rpartition("@")[0]) <= 64


def address_problem(address: str) -> str | None:
    """Why nobody can be written to at this normal address, as a reason of the gate; None: one can."""
    if not address:
        return "no_address"
    local, _, domain = address.rpartition("@")
    if local and domain and not local.isascii():
        return "foreign_address"
    plain = _PLAIN.fullmatch(address) and ".." not in address and ".@" not in address
    if len(address) > 254 or not (plain or _is_valid_unusual(address)):
        return "invalid_address"
    return "role_address" if local in _ROLES else None
