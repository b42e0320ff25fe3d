"""One spelling for each e-mail address, and the hash by which it is recognised even when it was erased."""

from __future__ import annotations

import hashlib
import unicodedata


def normal_address(address: str) -> str:
    """The spelling by which two addresses are the same: NFC, lower case, the domain in its ASCII form.

    Not checked for validity; dots and ``+tags`` before the @ stay, as they matter to most servers.
    """
    if address.isascii():
        return address.strip().lower()
    address = unicodedata.normalize("NFC", address).strip().lower()
    local, at, domain = address.rpartition("@")
    if not at or domain.isascii():
        return address
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def address_hash(address: str) -> str:
    """SHA-256 (hex) of the normal spelling: what the suppression list keeps."""
    return hashlib.sha256(normal_address(address).encode("utf-8", "replace")).hexdigest()
