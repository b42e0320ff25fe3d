"""Where a campaign starts, what a change of goal or language leaves alone, and the list as exported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.campaigns.audience import Audience, Pick
from engine.campaigns.campaign import update
from engine.campaigns.checks import check
from engine.campaigns.export import export
from engine.campaigns.goals import begin, change_goal, change_language
from engine.campaigns.offer import Offer
from engine.campaigns.page import audience_picture, campaigns_page, recipients_page
from engine.campaigns.templates import load_template
from engine.campaigns.views import CampaignView
from engine.shop import Shop


def opened(shop: Shop, campaign: int) -> CampaignView:
    found = campaigns_page(shop, campaign).campaign
    assert found is not None
    return found


def test_a_segment_brings_its_goal_audience_and_message(shop: Shop) -> None:
    campaign, _ = begin(shop, method="rfm", code="loyal")
    made = opened(shop, campaign)
    assert (made.goal, made.template.origin) == ("vip", "vip_thanks")
    assert made.audience.include == (Pick(method="rfm", code="loyal"),)
    assert made.audience.basis == "consent", "a wider ground is never chosen for the owner"


@pytest.mark.parametrize("goal", ["win_back", "second_order", "vip", "recommend", "other"])
def test_another_goal_brings_its_own_suggestions_and_back_the_same(shop: Shop, goal: str) -> None:
    campaign, _ = begin(shop, goal="win_back")
    before = opened(shop, campaign)
    change_goal(shop, campaign, goal)
    assert opened(shop, campaign).goal == goal
    change_goal(shop, campaign, "win_back")
    assert opened(shop, campaign) == before


def test_what_the_owner_chose_survives_another_goal_and_language(shop: Shop) -> None:
    campaign, _ = begin(shop, goal="win_back")
    message = replace(load_template("win_back"), subject="My own words")
    everyone = Audience(include=(Pick(everyone=True),))
    offer = Offer(kind="percent", percent=33)
    update(shop, campaign, name="Mine", template=message, audience=everyone, offer=offer, holdout_share=35)
    change_goal(shop, campaign, "vip")
    change_language(shop, campaign, "zh_CN")
    kept = opened(shop, campaign)
    assert (kept.goal, kept.language, kept.name, kept.holdout_share) == ("vip", "zh_CN", "Mine", 35)
    assert (kept.template, kept.audience.include, kept.offer) == (message, everyone.include, offer)


def test_an_unchanged_template_follows_the_language(shop: Shop) -> None:
    campaign, _ = begin(shop, goal="win_back")
    change_language(shop, campaign, "zh_CN")
    assert opened(shop, campaign).template == load_template("win_back", "zh_CN")


def test_without_addresses_the_list_names_people_by_number(shop: Shop) -> None:
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET email = ''")
    campaign, _ = begin(shop, goal="vip")
    assert opened(shop, campaign).audience.reach == "customer_code"


def test_the_picture_says_what_each_ground_would_reach(shop: Shop) -> None:
    audience = Audience(include=(Pick(everyone=True),))
    picture = audience_picture(shop, audience, 20)
    # Chloé alone has an address, has bought, and was never asked.
    assert picture.by_basis["existing_customers"] == picture.by_basis["consent"] + 1
    assert picture.count.mailed + picture.count.held_out == picture.by_basis["consent"]


def test_the_list_as_exported_is_found_by_words_and_arm(shop: Shop, tmp_path: Path) -> None:
    campaign, _ = begin(shop, goal="win_back")
    update(shop, campaign, audience=Audience(include=(Pick(everyone=True),)), holdout_share=0)
    export(shop, campaign_id=campaign, folder=tmp_path)
    whole = recipients_page(shop, campaign_id=campaign)
    mailed = recipients_page(shop, campaign_id=campaign, arm="mail")
    left_out = recipients_page(shop, campaign_id=campaign, arm="excluded")
    assert whole.total == 17 == mailed.total + left_out.total
    [anna] = recipients_page(shop, campaign_id=campaign, search="smith anna@").rows
    assert (anna.name, anna.arm) == ("Anna Smith", "mail")
    assert recipients_page(shop, campaign_id=campaign, search="%").total == 0
    names = [row.name for row in recipients_page(shop, campaign_id=campaign, sort="name", limit=5).rows]
    assert names == sorted(names, key=str.lower)


def test_a_check_stops_once_it_is_clear_that_no_message_ever_ends(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, _ = begin(shop, goal="win_back")
    loop = "{% for a in range(4000) %}{% for b in range(4000) %}{{ a }}{% endfor %}{% endfor %}"
    good = load_template("win_back")
    update(
        shop,
        campaign,
        template=replace(good, html=good.html.replace("</body>", loop + "</body>")),
        audience=Audience(include=(Pick(everyone=True),), basis="existing_customers"),
    )
    monkeypatch.setattr("engine.campaigns.checks._ENOUGH_ENDLESS", 2)
    report = check(shop, campaign_id=campaign)
    assert report.checked == 2
    assert not report.is_ready
