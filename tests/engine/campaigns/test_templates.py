"""Every bundled message passes the rules of accessible mail and says what it must in both parts."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from engine.campaigns.fields import FIELDS, fields_used
from engine.campaigns.inline import inline_styles
from engine.campaigns.render import PARTS, Message, Renderer
from engine.campaigns.sandbox import Sandbox
from engine.campaigns.templates import bundled_templates, load_template
from engine.words import LANGUAGES

BUNDLED = [(template.id, language) for template in bundled_templates() for language in LANGUAGES]
HOSTILE = '"><script>alert(1)</script>&{{ 7*7 }}'
FACTS: dict[str, Any] = {
    "customer": {
        "first_name": "Anna", "name": "Anna Smith", "greeting": "Dear Anna,", "code": "C1", "city": "",
        "country": "", "orders": 3, "last_order": "3 Feb 2026",
    },
    "shop": {"name": "Tea & Co", "address": "1 Mill Lane", "website": "https://tea.example"},
    "recommendations": [
        {"name": f"Cup {n}", "price": "£12.75", "reason": f"Because of {n}", "url": f"https://tea.example/{n}",
         "picture": f"https://tea.example/{n}.jpg", "code": str(n)}
        for n in range(3)
    ],
    "offer": {"text": "15% off"},
    "coupon": {"code": "BACK-7KQ2M-9XHTC", "valid_from": "", "valid_until": "1 Mar 2026"},
    "unsubscribe_url": "mailto:a@tea.example?subject=Unsubscribe%20X",
}  # fmt: skip
BARE: dict[str, Any] = {
    "customer": {
        **FACTS["customer"],
        "first_name": "",
        "name": "",
        "greeting": "Hello,",
        "orders": 0,
        "last_order": "",
    },
    "shop": {"name": "Tea & Co", "address": "", "website": ""},
    "recommendations": [],
    "offer": {"text": ""},
    "coupon": {"code": "", "valid_from": "", "valid_until": ""},
    "unsubscribe_url": "",
}


class Elements(HTMLParser):
    """Every element with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def made(template_id: str, language: str, facts: dict[str, Any] = FACTS) -> Message:
    return Renderer(load_template(template_id, language)).render(facts)


@pytest.mark.parametrize(("template_id", "language"), BUNDLED)
def test_the_html_is_accessible_and_fits_mail_programs(template_id: str, language: str) -> None:
    html = made(template_id, language).html
    elements = Elements(html)
    for tag in ("html", "body"):
        (attributes,) = elements.all(tag)
        assert attributes["lang"] == {"en": "en", "zh_CN": "zh-CN"}[language]
        assert attributes["dir"] == "ltr"
    assert all(table.get("role") == "presentation" for table in elements.all("table"))
    assert len(elements.all("img")) == 3
    assert all(image["alt"] and image["width"] and image["height"] for image in elements.all("img"))
    assert all((link["href"] or "").startswith(("https://", "mailto:")) for link in elements.all("a"))
    assert [len(elements.all(tag)) for tag in ("title", "h1", "meta")] == [1, 1, 5]
    assert "prefers-color-scheme: dark" in html
    assert "max-width: 480px" in html
    assert not re.search(r"display:\s*(flex|grid)|background-image|<link|@import", html)
    assert len(html.encode()) < 60_000
    # Styles stand on the elements themselves, for mail programs that drop the sheet.
    assert all("style" in attributes for tag in ("td", "p", "h1") for attributes in elements.all(tag))


@pytest.mark.parametrize(("template_id", "language"), BUNDLED)
def test_both_parts_say_what_matters(template_id: str, language: str) -> None:
    message = made(template_id, language)
    for needed in (
        "BACK-7KQ2M-9XHTC",
        "15% off",
        "1 Mar 2026",
        "Cup 0",
        "£12.75",
        "Because of 2",
        "1 Mill Lane",
    ):
        assert needed in message.html
        assert needed in message.text
    assert "mailto:a@tea.example?subject=Unsubscribe%20X" in message.text
    assert "Tea &amp; Co" in message.html
    assert "Tea & Co" in message.text
    assert 0 < len(message.subject) <= 60
    assert 15 <= len(message.preheader) <= 110
    assert "\n\n\n" not in message.text


@pytest.mark.parametrize(("template_id", "language"), BUNDLED)
def test_without_any_optional_fact_the_message_still_reads_well(template_id: str, language: str) -> None:
    message = made(template_id, language, BARE)
    for said in (message.subject, message.preheader, message.text):
        # No punctuation left over from a name that is not there.
        assert not re.search(r" [,.!，。]|[,，] ?[,，]|^[,，]|None", said, re.MULTILINE)
    assert 'href=""' not in message.html
    assert message.subject


@pytest.mark.parametrize(("template_id", "language"), BUNDLED)
def test_what_people_typed_stays_text(template_id: str, language: str) -> None:
    customer = {**FACTS["customer"], "first_name": HOSTILE, "name": HOSTILE, "greeting": HOSTILE}
    products = [{**FACTS["recommendations"][0], "name": HOSTILE, "reason": HOSTILE}]
    message = made(template_id, language, {**FACTS, "customer": customer, "recommendations": products})
    assert "<script" not in message.html
    assert "49" not in message.html
    assert Elements(message.html).all("script") == []


@pytest.mark.parametrize(("template_id", "language"), BUNDLED)
def test_every_field_is_known_and_what_may_be_empty_is_guarded(template_id: str, language: str) -> None:
    template = load_template(template_id, language)
    for part in PARTS:
        for use in fields_used(Sandbox().parse(getattr(template, part), html=part == "html")):
            assert use.known, use
            assert use.guarded or not use.can_be_empty, use


@pytest.mark.parametrize("template_id", [template.id for template in bundled_templates()])
def test_colours_contrast_in_light_and_dark(template_id: str) -> None:
    html = load_template(template_id).html
    light, dark = html.split("prefers-color-scheme: dark")
    style = dict(re.findall(r"\n\.([a-z-]+) \{([^}]*)\}", light))
    night: dict[str, str] = {}
    for names, body in re.findall(r"\n  ((?:\.[a-z-]+(?:, )?)+) \{([^}]*)\}", dark):
        for name in names.split(", "):
            night[name[1:]] = night.get(name[1:], "") + body
    grounds = {"brand": "page", "footer-text": "page", "footer-link": "page", "coupon-offer": "coupon",
               "coupon-code": "coupon", "coupon-note": "coupon", "button-link": "button"}  # fmt: skip
    on_card = "kicker title text section product-name product-reason price closing"
    for name in (*on_card.split(), *grounds):
        ground = grounds.get(name, "card")
        assert contrast(colour(style[name]), ground_of(style[ground])) >= 4.5, name
        assert contrast(colour(night[name]), ground_of(night[ground])) >= 4.5, name


def colour(body: str) -> str:
    return re.search(r"(?<![a-z-])color: (#[0-9a-f]{6})", body)[1]  # type: ignore[index]


def ground_of(body: str) -> str:
    return re.search(r"background-color: (#[0-9a-f]{6})", body)[1]  # type: ignore[index]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""

    def luminance(value: str) -> float:
        parts = (int(value[n : n + 2], 16) / 255 for n in (1, 3, 5))
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_inlining_leaves_jinja_where_it_stands() -> None:
    source = (
        "<!DOCTYPE html><html><head><title>{% if a %}x{% endif %}</title>"
        "<style>td { color: red } @media print { td { color: blue }}</style></head><body>"
        "<table>{% for p in products %}<tr>{% if p.n > 1 %}<td>{{ p.n }}</td>"
        '{% endif %}</tr>{% endfor %}</table><p {% if a %}title="b"{% endif %}>{{ "<" }}</p></body></html>'
    )
    inlined = inline_styles(source)
    assert re.findall(r"\{[%{].*?[%}]\}", inlined) == re.findall(r"\{[%{].*?[%}]\}", source)
    assert '<td style="color: red;">{{ p.n }}</td>' in inlined
    assert "@media print" in inlined
    assert inlined.index("<table") < inlined.index("{% for") < inlined.index("<tr")


def test_every_field_has_a_meaning_in_both_languages() -> None:
    for field in FIELDS:
        assert all(field.meaning.say(language) for language in LANGUAGES)


def test_a_misspelt_field_gets_a_suggestion() -> None:
    (use,) = fields_used(Sandbox().parse("{{ customer.frist_name }}", html=False))
    assert (use.known, use.suggestion, use.line) == (False, "customer.first_name", 1)
    looped = "{% for p in recommendations %}\n{{ p.nmae }}{% endfor %}"
    assert [u.suggestion for u in fields_used(Sandbox().parse(looped, html=False)) if not u.known] == [
        "recommendations[0].name"
    ]
