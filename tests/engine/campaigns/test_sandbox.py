"""The bounded sandbox: honest templates work, attacks end at once with a line, data is never compiled."""

from __future__ import annotations

import pytest

from engine.campaigns.sandbox import Sandbox
from engine.errors import ClienteleError
from engine.words import say

FACTS = {
    "customer": {"name": "Eve", "items": "her own", "count": 3},
    "shop": {"name": "Tea & Co"},
    "recommendations": [{"name": "Cup", "price": "£1"}, {"name": "Pot", "price": "£9"}],
}

HONEST = [
    ("Hi {{ customer.name|upper }}", "Hi EVE"),
    ("{{ customer.nickname|default('you') }}", "you"),
    ("{% for r in recommendations %}{{ loop.index }}{{ r.name }}{{ '' if loop.last else ', ' }}{% endfor %}",
     "1Cup, 2Pot"),
    ("{{ recommendations|map('name')|join(' + ') }}", "Cup + Pot"),
    ("{{ (recommendations|first).price }}", "£1"),
    ("{% for row in recommendations|batch(1) %}[{{ row[0].name }}]{% endfor %}", "[Cup][Pot]"),
    ("{% set a = customer.count * 2 %}{{ a + 1 }}", "7"),
    ("{{ 'x' ~ customer.count ~ 'y' }}", "x3y"),
    ("{% if customer.name in ['Eve', 'Ann'] and 'z' not in customer.name %}yes{% endif %}", "yes"),
    ("{{ customer['items'] }}/{{ customer.items }}", "her own/her own"),
    ("{% for key, value in (recommendations|first).items() %}{{ key }}={{ value }};{% endfor %}",
     "name=Cup;price=£1;"),
    ("{{ 'A long sentence of words'|truncate(12) }}", "A long…"),
    ("{{ 'https://a.example/ü x?a=1&b=2'|url }}", "https://a.example/%C3%BC%20x?a=1&b=2"),
    ("{{ range(3)|list|join }}", "012"),
]  # fmt: skip

ATTACKS = [
    # Escapes
    "{{ ''.__class__.__mro__ }}",
    "{{ customer|attr('__class__') }}",
    "{{ customer['__class__']['__init__'] }}",
    "{{ self.__init__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ '{0.__class__}'.format(customer) }}",
    "{% set f = '{0.__class__}'.format %}{{ f(customer) }}",
    "{{ '%s'|format(customer) }}",
    "{{ customer.pop('name') }}",
    "{{ recommendations.clear() }}",
    "{{ recommendations.append(1) }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'a' %}",
    "{{ customer.name|safe }}",
    "{% autoescape false %}{{ customer.name }}{% endautoescape %}",
    "{{ range.__self__ }}",
    "{% for x in recommendations %}{{ loop._iterator }}{% endfor %}",
    "{{ range(3)|map('__class__')|list }}",
    # For ever
    "{% for a in range(5000) %}{% for b in range(5000) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}",
    "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "{% for a in recommendations recursive %}{{ loop(recommendations) }}{% endfor %}",
    "{{ lipsum(10000000) }}",
    "{{ range(10**9)|sum }}",
    "{{ recommendations|slice(10**10)|list }}",
    "{% set x = [1] %}" + "".join("{% set x = [x, x] %}" for _ in range(60)) + "{{ x == x }}",
    "{% for a in range(5000) %}{{ range(5000)|sort|join }}{% endfor %}",
    "{% for a in range(5000) %}" + ("{% if '" + "a" * 400 + "b' in '" + "a" * 4000 + "' %}{% endif %}") * 20
    + "{% endfor %}",
    # Without end
    "{{ 'a' * 10**10 }}",
    "{{ ([0] * 10**10)|length }}",
    "{{ 'a'|center(10**9) }}",
    "{{ 'a'.ljust(10**9) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'a'|indent(10**9) }}",
    "{{ 9**9**9 }}",
    "{{ 2**100000000 }}",
    "{{ (10**15 * 10**15) * 10**15 * 10**15 }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a + a %}" * 60 + "{{ a }}",
    "{% set a %}aaaaaaaaaa{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60 + "{{ a }}",
    "{% set a = 'aa' %}" + "{% set a = a|replace('a', 'aaaaaaaaaa') %}" * 20 + "{{ a }}",
    "{% set a = ['b', 'b', 'b', 'b'] %}{% set s = 'b' %}" + "{% set s = a|join(s) %}" * 40 + "{{ s }}",
    "{% for a in range(5000) %}" + "x" * 150_000 + "{% endfor %}",
    "{{ 'x'|replace('', 'y' * 40000) }}",
    # Hard to read
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "not " * 5000 + "1 }}",
    "{{ a" + ".b" * 8000 + " }}",
    "{{ 1" + " + 1" * 50_000 + " }}",
    "{{ a }}" * 28_000,
    "{% if a %}" * 3000,
    "{{ '" + "a" * 190_000,
    "{#" * 90_000,
    "{% raw %}" * 20_000,
    "{{ " + "9" * 4_000 + " }}",
    "x" * 10_000_000,
    "{% if %}",
    "{{ customer.name",
    "{{ 'javascript:alert(1)'|url }}",
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), HONEST)
def test_honest_templates_render(source: str, expected: str) -> None:
    assert Sandbox().compile(source, html=False).render(FACTS) == expected


# Without its bounds, each of these would run for minutes, for ever, or out of memory.
@pytest.mark.timeout(10)
@pytest.mark.parametrize("html", [False, True], ids=["text", "html"])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda source: source[:40])
def test_attacks_end_soon_with_a_line(attack: str, html: bool) -> None:
    sandbox = Sandbox()
    with pytest.raises(ClienteleError) as caught:
        sandbox.compile("first line\n" + attack, html=html).render(FACTS)
    assert caught.value.key.startswith("campaign.template_")
    assert caught.value.facts["line"] == (1 if caught.value.key.endswith("source_too_big") else 2)
    for language in ("en", "zh_CN"):
        assert "{" not in say(caught.value.key, language, **caught.value.facts).replace("{{", "").replace(
            "{%", ""
        )


def test_the_line_of_a_failure_while_rendering_is_the_template_s_own() -> None:
    source = "a\n\n{% for r in recommendations %}\n{{ r.name }}\n{{ r.colour }}\n{% endfor %}"
    with pytest.raises(ClienteleError) as caught:
        Sandbox().compile(source, html=True).render(FACTS)
    assert (caught.value.key, caught.value.facts["line"], caught.value.facts["field"]) == (
        "campaign.template_unknown_field", 5, "colour"
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        "{{ 7*7 }}",
        "{% raw %}",
        "{% for a in range(5000) %}x{% endfor %}",
        "<b>Eve</b>",
        '"><script>',
        "O'Brien",
    ],
)
def test_what_a_customer_typed_is_shown_not_run(typed: str) -> None:
    facts = {"customer": {"name": typed}}
    assert Sandbox().compile("{{ customer.name }}", html=False).render(facts) == typed
    shown = (
        Sandbox()
        .compile('<p title="{{ customer.name }}">{{ customer.name|trim }}</p>', html=True)
        .render(facts)
    )
    assert not any(piece in shown for piece in ("<b>", "<script>", "49"))
    assert shown.count('"') == 2


def test_a_sandbox_serves_again_after_an_attack() -> None:
    sandbox = Sandbox()
    honest = sandbox.compile("Hi {{ customer.name }}", html=True)
    attack = sandbox.compile(
        "{% for a in range(5000) %}{% for b in range(5000) %}{% endfor %}{% endfor %}", html=True
    )
    with pytest.raises(ClienteleError):
        attack.render(FACTS)
    assert honest.render(FACTS) == "Hi Eve"
