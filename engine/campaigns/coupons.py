"""Coupon codes and recipient keys: unique by construction, reproducible, not to be guessed.

A code is (campaign, customer) as one 45-bit number, shuffled by a keyed permutation (a Feistel network of
keyed BLAKE2, after Luby and Rackoff 1988), so that two never meet and none tells its neighbour, and written
with 32 letters that are not taken for one another, and a check letter.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from engine.errors import ClienteleError

#: 32 signs: no 0 and O, no 1 and I.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_CUSTOMER_BITS, _CAMPAIGN_BITS = 30, 15
_BITS = _CUSTOMER_BITS + _CAMPAIGN_BITS
#: The two halves of the shuffle: 22 and 23 bits.
_LEFT_BITS = _BITS // 2
_RIGHT_BITS = _BITS - _LEFT_BITS
_ROUNDS = 8
_SIGNS = _BITS // 5
_PREFIX = re.compile(r"[A-Z0-9]{0,8}")


class Codes:
    """The codes of one shop and use (``coupon``, ``key``); ``secret`` is the shop's own."""

    def __init__(self, secret: str, use: str) -> None:
        keys = (hmac.digest(secret.encode(), f"{use} {turn}".encode(), "sha256") for turn in range(_ROUNDS))
        self._rounds = [hashlib.blake2b(key=key, digest_size=4) for key in keys]

    def code(self, campaign_id: int, customer_id: int) -> str:
        """Ten signs, the last a check; raises ``campaign.too_many`` beyond 32,767 campaigns."""
        if not (0 < campaign_id < 1 << _CAMPAIGN_BITS and 0 < customer_id < 1 << _CUSTOMER_BITS):
            raise ClienteleError("campaign.too_many")
        number = self._shuffle(campaign_id << _CUSTOMER_BITS | customer_id)
        signs = [number >> 5 * place & 31 for place in range(_SIGNS)]
        return "".join(ALPHABET[sign] for sign in (*signs, check_sign(signs)))

    def coupon(self, campaign_id: int, customer_id: int, prefix: str = "") -> str:
        """The code as printed: ``BACK-7KQ2M-9XHTC``."""
        code = self.code(campaign_id, customer_id)
        return "-".join(filter(None, (prefix, code[:5], code[5:])))

    def _shuffle(self, number: int) -> int:
        left, right = number >> _RIGHT_BITS, number & (1 << _RIGHT_BITS) - 1
        left_bits, right_bits = _LEFT_BITS, _RIGHT_BITS
        for keyed in self._rounds:
            hashed = keyed.copy()
            hashed.update(right.to_bytes(4, "big"))
            left ^= int.from_bytes(hashed.digest(), "big") & (1 << left_bits) - 1
            left, right, left_bits, right_bits = right, left, right_bits, left_bits
        return left << right_bits | right


def check_sign(signs: list[int]) -> int:
    """A weighted sum over GF(32): finds every single wrong sign and every two that changed places."""
    check = 0
    for place, sign in enumerate(signs):
        check ^= _WEIGHTED[place][sign]
    return check


def is_code(text: str) -> bool:
    """Whether ``text`` (with or without prefix, dashes, case) has the right check sign."""
    signs = [
        _VALUE.get(letter, -1) for letter in text.upper().replace("-", "").replace(" ", "")[-_SIGNS - 1 :]
    ]
    return len(signs) == _SIGNS + 1 and -1 not in signs and check_sign(signs[:-1]) == signs[-1]


def checked_prefix(prefix: str) -> str:
    """``prefix`` in capitals; raises ``campaign.bad_prefix`` unless at most 8 letters and digits."""
    prefix = prefix.strip().upper()
    if not _PREFIX.fullmatch(prefix):
        raise ClienteleError("campaign.bad_prefix", prefix=prefix)
    return prefix


def _times_power(value: int, power: int) -> int:
    """``value`` times the ``power``-th power of x, modulo x⁵ + x² + 1 (primitive: 31 different powers)."""
    for _ in range(power):
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return value


#: Each sign at each place, weighted.
_WEIGHTED = [[_times_power(sign, place + 1) for sign in range(32)] for place in range(_SIGNS)]
