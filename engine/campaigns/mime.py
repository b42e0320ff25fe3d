"""Mails as files: one ``.eml`` draft, many in a zip, or all in one mbox.

Put together by hand: the standard library's generator is fifteen times slower, breaks a long List-Unsubscribe
into encoded words, and before 3.11.15 could turn a subject into a header of its own (CVE-2024-6923).
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from engine.campaigns.render import Message, header_text
from engine.plain_text import CONTROL

_ATOM = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*")
_ADDRESS = re.compile(r"[!-~]+@[a-z0-9.-]+", re.IGNORECASE)
_MAX_LINE_BYTES = 990
_FROM_LINE = re.compile(rb"(?m)^(>*From )")


@dataclass(frozen=True)
class Envelope:
    """Who a mail is from and to; ``address`` may be empty in a draft."""

    sender_name: str
    sender: str
    name: str
    address: str
    key: str
    at: int
    #: https page or mailto of unsubscribing; empty: no header.
    unsubscribe: str


def mail_bytes(envelope: Envelope, message: Message) -> bytes:
    """The mail as an ``.eml`` draft: CRLF, text part first, no header but ours."""
    headers = ["X-Unsent: 1"]
    if envelope.sender:
        headers.append("From: " + mailbox(envelope.sender_name, envelope.sender))
    if envelope.address:
        headers.append("To: " + mailbox(envelope.name, envelope.address))
    headers.append("Subject: " + unstructured(message.subject, len("Subject: ")))
    headers.append("Date: " + format_datetime(datetime.fromtimestamp(envelope.at, UTC)))
    domain = envelope.sender.rpartition("@")[2] or "clientele.invalid"
    headers.append(f"Message-ID: <{envelope.key.lower()}.{envelope.at}@{domain}>")
    unsubscribe = envelope.unsubscribe
    if unsubscribe and not CONTROL.search(unsubscribe) and not re.search(r"[<>\s,]", unsubscribe):
        # Plain, whatever its length: as encoded words no mail program would find the address in it.
        headers.append(f"List-Unsubscribe: <{unsubscribe}>")
    boundary = f"=_{envelope.key}"
    headers += [
        "MIME-Version: 1.0",
        f'Content-Type: multipart/alternative; boundary="{boundary}"',
    ]
    parts = []
    for kind, body in (("plain", message.text), ("html", message.html)):
        encoding, encoded = _encoded(body)
        opening = (
            f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
            f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
        )
        parts.append(opening.encode("ascii") + encoded)
    head = "\r\n".join(headers).encode("ascii") + b"\r\n\r\n"
    return head + b"\r\n".join(parts) + f"\r\n--{boundary}--\r\n".encode("ascii")


def mbox_entry(mail: bytes, at: int) -> bytes:
    """A mail as one entry of an mbox (RFC 4155): line feeds, a separator, body lines like it quoted."""
    moment = datetime.fromtimestamp(at, UTC).strftime("%a %b %d %H:%M:%S %Y")
    body = mail.replace(b"\r\n", b"\n")
    if b"From " in body:
        body = _FROM_LINE.sub(rb">\1", body)
    return f"From clientele@localhost {moment}\n".encode("ascii") + body + b"\n"


def mailbox(name: str, address: str) -> str:
    """``name <address>`` for a header; the name quoted or encoded, the address as it is.

    Raises ValueError for an address that is not plain ASCII: the gate lets none through.
    """
    if not _ADDRESS.fullmatch(address) or any(sign in address for sign in '<>(),;:"[]\\'):
        raise ValueError("not an address for a header")
    name = header_text(name, 80)
    if not name:
        return address
    if not name.isascii():
        return f"{_encoded_words(name, 10)} <{address}>"
    if not _ATOM.fullmatch(name) or "=?" in name:
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{name} <{address}>"


def unstructured(value: str, used: int) -> str:
    """A header value of free text: as it is where it is short ASCII, else in encoded words (RFC 2047)."""
    value = header_text(value)
    if value.isascii() and used + len(value) <= 76:
        return value
    return _encoded_words(value, used)


def _encoded_words(value: str, used: int) -> str:
    """Base64 words of at most 75 characters, no character split between two."""
    words, chunk = [], ""
    room = 75 - len("=?utf-8?b??=") - used
    for letter in value:
        if len(base64.b64encode((chunk + letter).encode())) > room:
            words.append(chunk)
            chunk, room = "", 75 - len("=?utf-8?b??=")
        chunk += letter
    words.append(chunk)
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(word.encode()).decode()}?=" for word in words if word)


def _encoded(body: str) -> tuple[str, bytes]:
    """As it is where every line fits into a mail (RFC 5322: 998 bytes); else readable or compact."""
    raw = body.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    if max(map(len, raw.split(b"\n"))) <= _MAX_LINE_BYTES and b"\0" not in raw:
        return "7bit" if raw.isascii() else "8bit", raw.replace(b"\n", b"\r\n")
    if len(raw) < 1.2 * len(body):
        return "quoted-printable", binascii.b2a_qp(raw, istext=True).replace(b"\r\n", b"\n").replace(
            b"\n", b"\r\n"
        )
    return "base64", base64.encodebytes(raw.replace(b"\n", b"\r\n")).replace(b"\n", b"\r\n").rstrip(b"\r\n")
