"""E-mail addresses as one spelling each, and which of them say nothing about who wrote them."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.address import normal_address
from engine.importing.cells import unwrap, unwrapped
from engine.words import RESOURCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.table import Factor

#: Addresses that need no second look; whatever else looks like one is judged by the rules of RFC 5322.
_ORDINARY = (
    r"^[a-z0-9_][a-z0-9_.+%'&=/-]{0,62}[a-z0-9_+-]?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$"
)
_ORDINARY_COMPILED = re.compile(_ORDINARY)
_BRACKETED = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_EDGES = "<>\"'()[]{},;:.|"


@lru_cache(maxsize=65_536)
def clean_email(text: str) -> str:
    """An address in its normal spelling (lower case, NFC, the domain in ASCII); empty where it is none.

    Takes it out of ``mailto:``, ``Ann <ann@shop.com>``, quotes and trailing commas; of several the first.
    """
    address = unwrapped(text)
    if not address.isascii():
        # Full-width letters of Eastern keyboards; accents stay as they are.
        address = "".join(
            unicodedata.normalize("NFKC", letter) if letter > "\uff00" else letter for letter in address
        )
    bracketed = _BRACKETED.search(address)
    if bracketed:
        address = bracketed[1]
    address = address.strip().strip(_EDGES)
    if address.lower().startswith("mailto:"):
        address = address[7:].partition("?")[0]
    if address.count("@") > 1:
        address = re.split(r"[,;/|\s]+", address)[0]
    address = normal_address(address.strip(_EDGES + " \t"))
    return address if _is_address(address) else ""


def clean_emails(values: pa.Array) -> pa.Array:
    """``clean_email`` of every distinct text."""
    texts = pc.ascii_lower(unwrap(values))
    easy = pc.match_substring_regex(texts, _ORDINARY)
    easy = pc.and_(easy, pc.invert(pc.match_substring_regex(texts, r"\.\.|\.@")))
    odd = pc.and_(pc.invert(easy), pc.match_substring_regex(texts, "[@＠]"))
    if not pc.any(odd).as_py():
        return pc.if_else(easy, texts, "")
    cleaned = pa.array([clean_email(text) for text in texts.filter(odd).to_pylist()], pa.string())
    return pc.replace_with_mask(pc.if_else(easy, texts, ""), odd, cleaned)


def is_relay(address: str) -> bool:
    """Whether an address belongs to a marketplace instead of the customer."""
    domain = address.rpartition("@")[2]
    return any(domain.startswith(relay) or domain.endswith("." + relay) for relay in _known()["relays"])


def is_placeholder(address: str) -> bool:
    """Whether an address stands for none at all (``noreply@``, ``test@test.com``): those who share it are
    strangers, and nothing should be mailed to it.
    """
    local, _, domain = address.partition("@")
    known = _known()
    if local in known["nobody"] or domain in known["no_domains"]:
        return True
    return local in known["dummies"] and (
        domain in known["dummy_domains"] or domain.partition(".")[0] == local
    )


def identifies(address: str) -> bool:
    """Whether an address (in its normal spelling) tells one person from another across sources."""
    return bool(address) and not is_relay(address) and not is_placeholder(address)


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, ...]]:
    """The lists of ``resources/values/addresses.json``."""
    told = json.loads((RESOURCES / "values" / "addresses.json").read_text("utf-8"))
    return {name: tuple(words) for name, words in told.items() if name != "about"}


def masked(column: Factor) -> NDArray[np.bool_]:
    """True for rows (rows,) whose address the program that wrote it has hidden: ``a***@shop.com``."""
    hidden = pc.match_substring_regex(column.values, r"[*＊•●]").to_numpy(zero_copy_only=False)
    return np.asarray(hidden, bool)[column.codes]


def _is_address(address: str) -> bool:
    # An asterisk is allowed, and never there but to hide letters.
    if len(address) > 254 or address.count("@") != 1 or ".." in address or "*" in address:
        return False
    if _ORDINARY_COMPILED.match(address):
        return ".@" not in address
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True
