"""The check looks at everybody's message and says where the trouble is."""

from __future__ import annotations

import pytest

from engine.campaigns.audience import Audience, Pick
from engine.campaigns.campaign import create, update
from engine.campaigns.checks import CheckReport, Finding, check
from engine.campaigns.offer import Offer
from engine.campaigns.templates import MessageTemplate, load_template
from engine.campaigns.views import campaign_view
from engine.shop import Shop
from engine.words import LANGUAGES

GOOD = load_template("win_back")


def report(shop: Shop, template: MessageTemplate = GOOD, offer: Offer | None = None) -> CheckReport:
    offer = offer or Offer(kind="percent", percent=15, valid_until="2099-01-01")
    audience = Audience(include=(Pick(everyone=True),))
    campaign, _ = create(shop, "Try", audience=audience, offer=offer, template=template)
    found = check(shop, campaign_id=campaign)
    for finding in found.findings:
        assert all(finding.text.say(language) for language in LANGUAGES)
    assert campaign_view(shop, campaign).state == ("ready" if found.is_ready else "draft")
    return found


def one(found: CheckReport, key: str) -> Finding:
    (finding,) = [f for f in found.findings if f.text.key == f"campaign.{key}"]
    return finding


def message(subject: str = "Hi", html: str = "", text: str = "") -> MessageTemplate:
    return MessageTemplate("", subject, GOOD.preheader, html or GOOD.html, text or GOOD.text)


def test_a_bundled_message_is_ready_and_says_who_is_left_out(shop: Shop) -> None:
    found = report(shop)
    assert found.is_ready
    assert found.checked == 5
    assert {f.severity for f in found.findings} == {"note"}
    refused = one(found, "check.out_refused")
    assert (refused.count, refused.customer_ids) == (2, (4, 17))
    assert "2 people" in refused.text.say("en")


def test_changing_a_ready_campaign_makes_it_a_draft_again(shop: Shop) -> None:
    campaign, _ = create(shop, "Try", audience=Audience(include=(Pick(everyone=True),)))
    assert check(shop, campaign_id=campaign).is_ready
    update(shop, campaign, holdout_share=10)
    assert campaign_view(shop, campaign).state == "draft"


def test_a_misspelt_field_is_found_with_its_line_and_a_suggestion(shop: Shop) -> None:
    found = report(
        shop, message(text="Dear\n{{ customer.frist_name }}\n{{ unsubscribe_url|url }} {{ coupon.code }}")
    )
    assert not found.is_ready
    finding = one(found, "check.unknown_field_like")
    assert (finding.severity, finding.part, finding.line) == ("error", "text", 2)
    assert "customer.first_name" in finding.text.say("en")
    everybody = one(found, "template_unknown_field")
    assert (everybody.count, everybody.part, everybody.line) == (5, "text", 2)


def test_people_without_a_field_are_counted(shop: Shop) -> None:
    found = report(shop, message(subject="Hi {{ customer.first_name }}"))
    finding = one(found, "check.field_empty")
    assert (finding.severity, finding.count, finding.customer_ids) == ("warning", 2, (15, 16))


def test_an_error_of_some_is_an_error_of_those(shop: Shop) -> None:
    found = report(
        shop, message(subject="{% if customer.orders > 4 %}{{ customer.orders / 0 }}{% endif %}Hi")
    )
    finding = one(found, "template_bad_sum")
    assert (finding.count, finding.customer_ids, finding.part) == (1, (14,), "subject")


@pytest.mark.parametrize(
    ("template", "key", "severity"),
    [
        (message(html=GOOD.html.replace("unsubscribe_url", "shop.website")), "check.no_unsubscribe", "error"),
        (message(html=GOOD.html.replace("shop.address", "shop.name")), "check.address_left_out", "warning"),
        (message(text=GOOD.text.replace("{{ coupon.code }}", "")), "check.code_not_in_text", "warning"),
        (message(html=GOOD.html.replace("{{ coupon.code }}", "")), "check.code_not_in_html", "warning"),
        (message(html=GOOD.html.replace(' alt="{{ product.name }}"', "")), "check.image_without_alt",
         "warning"),
        (message(html=GOOD.html.replace("product.url|url", "product.url")), "check.link_unfiltered", "error"),
        (message(html=GOOD.html.replace("</h1>", '</h1><a href="http://x.example">x</a>')), "check.link_odd",
         "warning"),
        (message(html=GOOD.html.replace("</h1>", "</h1>Lorem ipsum")), "check.left_over", "warning"),
        (message(html=GOOD.html.replace("</h1>", "</h1>" + "x" * 110_000)), "check.too_big", "error"),
        (message(subject="A very long subject line that goes on and on and on and on and on"),
         "check.subject_long", "warning"),
        (message(subject="BUY NOW OR NEVER"), "check.subject_shouts", "warning"),
        (message(subject="{{ offer.nothing|default('') }}"), "check.subject_empty", "error"),
        (message(subject=GOOD.preheader), "check.preheader_same", "warning"),
    ],
)  # fmt: skip
def test_each_trouble_is_found(shop: Shop, template: MessageTemplate, key: str, severity: str) -> None:
    finding = one(report(shop, template), key)
    assert finding.severity == severity
    assert not any(f.text.key == f"campaign.{key}" for f in report(shop).findings)


def test_an_offer_that_is_over_or_has_no_end(shop: Shop) -> None:
    over = report(shop, offer=Offer(kind="percent", percent=5, valid_until="2020-01-01"))
    assert one(over, "check.offer_over").severity == "error"
    assert one(report(shop, offer=Offer(kind="gift", gift="A cup")), "check.offer_endless").severity == "note"


def test_nobody_to_write_to(shop: Shop) -> None:
    campaign, _ = create(shop, "Try", audience=Audience(include=(Pick(customer_ids=(4,)),)))
    found = check(shop, campaign_id=campaign)
    assert one(found, "check.nobody").severity == "error"
    assert found.checked == 0


def test_people_without_recommendations(shop: Shop) -> None:
    with shop.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM recommender_run")
    finding = one(report(shop), "check.no_products")
    assert (finding.severity, finding.count) == ("warning", 5)
