"""That invented reviews say what their stars say, about what they claim to be about."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from engine.sample.generator import generate

#: Words of an opinion, chosen so that no praise holds one of blame and the other way round.
KIND = "lovely|wonderful|superb|delightful|Highly recommended|could not be happier|满意|惊喜|精美|五星|回购"
UNKIND = "disappoint|dreadful|awful|overpriced|rude|regret|Never again|Avoid|crushed|失望|退款|慎重|太差"
#: How somebody who knows nothing of the grammar would notice that an aspect is spoken of.
MENTIONS = {
    "taste": "tast|flavour|delicious|[味喝咽]|口感",
    "scent": "scent|aroma|smell|fragrance|[香味]",
    "quality": "quality|made|new|solid|sturdy|broke|flimsy|rust|finish|lid|质量|做工|品质|用料|坏|新|锈",
    "looks": "look|colour|pretty|design|beautiful|pattern|颜值|颜色|款式|好看|样子|花纹|廉价",
    "fit": "size|fit|small|large|measurements|尺寸|大小|尺码|大",
    "price": "value|price|cheaper|penny|bargain|expensive|dear|性价比|价|便宜|贵",
    "delivery": "deliver|arrived|parcel|物流|发货|快递|送|到",
    "packaging": "pack|wrapped|box|plastic|包|礼盒|盒子",
    "service": "service|staff|fuss|e-mails|reply|客服|售后|服务|退款",
}


@pytest.fixture(scope="module")
def worded() -> pd.DataFrame:
    reviews = generate(6_000, 11, date(2026, 6, 30)).reviews
    return reviews[reviews["body"] != ""].reset_index(drop=True)


def test_words_agree_with_stars(worded: pd.DataFrame) -> None:
    best, worst = worded[worded["stars"] == 5], worded[worded["stars"] == 1]
    assert not best["body"].str.contains(UNKIND).any()
    assert not worst["body"].str.contains(KIND).any()
    assert best["body"].str.contains(KIND).mean() > 0.3
    assert worst["body"].str.contains(UNKIND).mean() > 0.3
    balance = worded["said"].str.count(r"\+") - worded["said"].str.count("-")
    assert (balance[worded["stars"] >= 4] >= 0).all()
    assert (balance[worded["stars"] == 3] == 0).all()
    assert (balance[worded["stars"] <= 2] < 0).all()


@pytest.mark.parametrize("aspect", MENTIONS)
def test_aspects_that_are_said_are_in_the_words(worded: pd.DataFrame, aspect: str) -> None:
    about = worded[worded["said"].str.contains(aspect)]
    assert (about["said"].str.contains(rf"{aspect}\+")).any()
    assert (about["said"].str.contains(rf"{aspect}-")).any()
    assert about["body"].str.contains(MENTIONS[aspect], case=False).all()


def test_reviews_are_varied_and_neighbours_differ(worded: pd.DataFrame) -> None:
    assert worded["body"].nunique() > 0.97 * len(worded)
    for order in (["written_at"], ["product", "written_at"], ["customer", "written_at"]):
        ordered = worded.sort_values(order)["body"]
        assert (ordered != ordered.shift()).all()


def test_language_is_the_text_s_own(worded: pd.DataFrame) -> None:
    chinese = worded["body"].str.contains(r"[\u4e00-\u9fff]")
    assert (chinese == (worded["language"] == "zh-CN")).all()
    assert not worded["body"].str.contains(r"[{}]").any()
    assert not worded["title"].str.contains(r"[{}]").any()
    assert 0.05 < chinese.mean() < 0.5
