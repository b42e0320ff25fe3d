"""Mails parse elsewhere and carry no header but ours, whatever a name or subject tries."""

from __future__ import annotations

import contextlib
import email
import email.policy
import mailbox
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.campaigns.mime import Envelope, mail_bytes, mbox_entry
from engine.campaigns.mime import mailbox as header_mailbox
from engine.campaigns.render import Message, header_text

OURS = [
    "X-Unsent", "From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "MIME-Version",
    "Content-Type",
]  # fmt: skip
LONG = "https://tea.example/unsubscribe/" + "k" * 200


def made(name: str, subject: str, text: str = "Hello\n", html: str = "<p>Hello</p>\n") -> bytes:
    envelope = Envelope(
        "Tea & Co", "hello@tea.example", name, "anna@example.com", "KEY23", 1_770_000_000, LONG
    )
    return mail_bytes(envelope, Message(header_text(subject), "", html, text))


@settings(max_examples=200, deadline=None)
@given(name=st.text(max_size=60), subject=st.text(max_size=120))
@example(name="Eve\r\nBcc: evil@example.com", subject="Hi\nBcc: evil@example.com")
@example(name="=?utf-8?q?Hi=0ABcc:_evil?=", subject="=?utf-8?q?Hi=0ABcc:_evil?=")
@example(name="a, b", subject="x\x00y\x0b\x0c\x85\u2028z")
@example(name='"Quo" \\ted', subject="\ud800 lone")
@example(name="\u202eevil", subject="=" * 40 + "?utf-8?b?QmNjOg==?=")
@example(name="王" * 60, subject="🎁" * 60)
def test_no_header_but_ours(name: str, subject: str) -> None:
    raw = made(name, subject)
    head = raw.split(b"\r\n\r\n")[0]
    assert head.isascii()
    for policy in (email.policy.default, email.policy.compat32):
        parsed = email.message_from_bytes(raw, policy=policy)
        assert list(parsed) == OURS
        assert parsed.defects == []
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    assert str(parsed["Subject"]) == header_text(subject).encode("utf-8", "replace").decode()
    assert [a.addr_spec for a in parsed["To"].addresses] == ["anna@example.com"]
    assert max(map(len, head.split(b"\r\n"))) < 998


def test_the_unsubscribe_address_is_never_encoded() -> None:
    assert f"List-Unsubscribe: <{LONG}>\r\n".encode() in made("Anna", "Hi")


@pytest.mark.parametrize(
    "address", ["a@b.com>, <x@y.com", "a@b.com\r\nBcc: x@y.com", "zoë@b.com", "a b@c.com", ""]
)
def test_a_bad_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        header_mailbox("Anna", address)


@pytest.mark.parametrize("line", ["short", "ü" * 400, "x" * 3000, "王" * 900, "From here on\nFrom there"])
def test_both_parts_come_back_as_they_were(line: str, tmp_path: Path) -> None:
    text, html = f"{line}\nend \n", f"<p>{line}</p>\n"
    raw = made("Anna", "Hi", text, html)
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    plain, rich = parsed.iter_parts()
    assert [plain.get_content_type(), rich.get_content_type()] == ["text/plain", "text/html"]
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")
    assert rich.get_content().replace("\r\n", "\n").rstrip("\n") == html.rstrip("\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    path = tmp_path / "all.mbox"
    path.write_bytes(mbox_entry(raw, 1_770_000_000) * 3)
    with contextlib.closing(mailbox.mbox(path)) as box:
        assert [entry["Subject"] for entry in box] == ["Hi"] * 3
