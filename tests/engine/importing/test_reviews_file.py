"""Reviews and ratings: on any scale, with words or without, by somebody or nobody, once each."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ClienteleError
from engine.importing import Answers, run_import, undo_import
from engine.shop import Shop
from tests.engine.importing.conftest import Importer, contents, rows
from tests.real_data import real_data

HEADER = "Review ID,Rating,Title,Review,Review Date,Customer ID,SKU,Product Name\n"
FILE = HEADER + (
    'r1,5,Lovely,"Warm, <b>soft</b>\nand red",2026-03-01,u1,SCARF,Scarf\n'
    "r2,4,,,2026-03-02,u2,SCARF,Scarf\n"
    "r3,1,Broken,It came broken.,,,MUG,Tea Mug\n"
)
SAID = (
    "SELECT r.code, r.stars, r.title, r.body, r.written_at, c.code, p.code, r.recommended, r.category, "
    "r.language FROM review r LEFT JOIN customer c ON c.id = r.customer_id "
    "LEFT JOIN product p ON p.id = r.product_id ORDER BY r.id"
)


def test_reviews_are_stored_with_whose_and_of_what_they_are(shop: Shop, bring: Importer) -> None:
    report = bring(FILE, "reviews.csv")
    assert (report.kind, report.rows.read, report.rows.added) == ("reviews", 3, 3)
    assert rows(shop, SAID) == [
        ("r1", 5, "Lovely", "Warm, soft\nand red", 1_772_323_200, "u1", "SCARF", None, "", ""),
        ("r2", 4, "", "", 1_772_409_600, "u2", "SCARF", None, "", ""),
        ("r3", 1, "Broken", "It came broken.", None, None, "MUG", None, "", ""),
    ]
    assert rows(shop, "SELECT code, name FROM product ORDER BY code") == [
        ("MUG", "Tea Mug"),
        ("SCARF", "Scarf"),
    ]


def test_what_somebody_says_later_of_the_same_takes_its_place(shop: Shop, bring: Importer) -> None:
    first = bring(FILE, "reviews.csv")
    before = rows(shop, SAID)
    changed = FILE.replace("r1,5,Lovely", "r1,2,Worn out").replace("It came broken.", "Replaced; fine now.")
    report = bring(changed + "r4,3,,,2026-03-05,u1,MUG,Tea Mug\n", "reviews 2.csv")
    assert (report.rows.added, report.rows.updated, report.rows.unchanged) == (1, 2, 1)
    assert rows(shop, "SELECT stars, title FROM review WHERE code = 'r1'") == [(2, "Worn out")]
    undo_import(shop, import_id=report.import_id or 0)
    assert rows(shop, SAID) == before
    undo_import(shop, import_id=first.import_id or 0)
    assert contents(shop)["product"] == contents(shop)["customer"] == rows(shop, SAID) == []


def test_without_a_number_author_product_and_date_tell_which_review_it_is(
    shop: Shop, bring: Importer
) -> None:
    header = "Rating,Review,Review Date,Customer ID,SKU\n"
    bring(header + "5,Good,2026-03-01,u1,A\n5,Good,,,A\n", "reviews.csv")
    report = bring(header + "1,Bad after all,2026-03-01,u1,A\n5,Good,,,A\n5,Good,,,A\n", "reviews 2.csv")
    # Two people may say the same word; nobody knows who they are.
    assert (report.rows.added, report.rows.updated, report.rows.unchanged) == (1, 1, 1)
    assert rows(shop, "SELECT stars, count(*) FROM review GROUP BY 1") == [(1, 1), (5, 2)]


def test_a_review_number_that_comes_twice_counts_once(shop: Shop, bring: Importer) -> None:
    report = bring(HEADER + "r1,5,,Good,,,A,\nr1,3,,Well,,,A,\n", "reviews.csv")
    assert (report.rows.added, report.rows.set_aside) == (1, 1)
    assert rows(shop, "SELECT stars, body FROM review") == [(3, "Well")]


def test_wrong_and_empty_cells_are_told(shop: Shop, bring: Importer) -> None:
    report = bring(
        HEADER
        + "r1,seventeen,,Good,,,A,\nr2,,,,2026-03-01,u1,A,\nr3,4,,,tomorrow,,A,\nr4,4,,,,,A,\nr5,3,,,,,A,\n"
        "r6,5,,,,,A,\nr7,1,,,2026-03-01,,A,\nr8,2,,,2026-03-02,,A,\n",
        "reviews.csv",
    )
    assert (report.rows.read, report.rows.added, report.rows.rejected) == (8, 5, 3)
    assert [(cell.line, cell.column, cell.reason.key) for cell in report.rejected] == [
        (2, "Rating", "import.reason.bad_stars"), (3, "Review", "import.reason.says_nothing"),
        (4, "Review Date", "import.reason.bad_date"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        (["1", "2", "3", "4", "5"], [1, 2, 3, 4, 5]),
        (["2", "4", "6", "8", "10"], [1, 2, 3, 4, 5]),
        (["20", "40", "65", "80", "100"], [1, 2, 3, 4, 5]),
        (["★☆☆☆☆", "★★", "3 stars", "4/5", "5 out of 5"], [1, 2, 3, 4, 5]),
        (["差评", "中评", "好评", "好评", "好评"], [1, 3, 5, 5, 5]),
    ],
)
def test_stars_on_any_scale(
    shop: Shop, bring: Importer, written: Sequence[str], stars: Sequence[int]
) -> None:
    lines = "".join(f"r{number},{text},,Words,,,A,\n" for number, text in enumerate(written))
    bring(HEADER + lines, "reviews.csv", answers=Answers(kind="reviews"))
    assert [row[0] for row in rows(shop, "SELECT stars FROM review ORDER BY code")] == list(stars)


def test_yes_and_no_are_no_stars(shop: Shop, bring: Importer) -> None:
    text = "category,label,review\n书籍,1,很好\n书籍,0,不好\n水果,1,\n"
    report = bring(text, "reviews.csv")
    assert (report.rows.read, report.rows.added) == (3, 3)
    assert rows(shop, "SELECT stars, recommended, body, category, language FROM review ORDER BY id") == [
        (None, 1, "很好", "书籍", "zh"), (None, 0, "不好", "书籍", "zh"), (None, 1, "", "水果", ""),
    ]  # fmt: skip


def test_a_file_without_opinions_is_refused(bring: Importer) -> None:
    with pytest.raises(ClienteleError, match=r"import\.no_review_column"):
        bring("Colour,Weight\nred,2\n", "reviews.csv", answers=Answers(kind="reviews"))


REVIEW = st.tuples(
    st.sampled_from(["5", "4"]), st.sampled_from(["Good", "Fine", ""]), st.sampled_from(["", "2026-03-01"]),
    st.sampled_from(["", "u1"]), st.sampled_from(["A", "B"]),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(REVIEW, min_size=1, max_size=6, unique_by=lambda row: row[2:]), st.data())
def test_the_order_of_files_and_rows_does_not_matter(
    told: list[tuple[str, ...]], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(told)))
    shuffled = data.draw(st.permutations(told))
    with TemporaryDirectory() as name:
        found = []
        for number, files in enumerate(([told], [told[:cut], shuffled], [shuffled, told[cut:]])):
            with Shop.create(Path(name) / f"{number}.clientele") as shop:
                for place, lines in enumerate(files):
                    path = Path(name) / f"reviews {number} {place}.csv"
                    text = [",".join(line) for line in lines]
                    path.write_text("\n".join(["Rating,Review,Review Date,Customer ID,SKU", *text, ""]))
                    if lines:
                        run_import(shop, paths=[path], answers=Answers(kind="reviews"))
                found.append(sorted(rows(shop, SAID.replace("r.code, ", "", 1)), key=repr))
        assert found[0] == found[1] == found[2]


def test_real_reviews_of_clothes(shop: Shop, bring: Importer) -> None:
    path = real_data("reviews_en/womens_clothing_reviews.csv.zip")
    report = bring(path.read_bytes(), path.name)
    assert (report.kind, report.rows.read, report.rows.added) == ("reviews", 23_486, 23_486)
    assert rows(shop, "SELECT stars, count(*) FROM review GROUP BY 1 ORDER BY 1 DESC") == [
        (5, 13_131), (4, 5_077), (3, 2_871), (2, 1_565), (1, 842),
    ]  # fmt: skip
    assert rows(shop, "SELECT sum(body = ''), round(100.0 * avg(recommended), 3) FROM review") == [
        (845, 82.236)
    ]


def test_real_chinese_reviews(shop: Shop, bring: Importer) -> None:
    path = real_data("reviews_zh/online_shopping_10_cats.zip")
    report = bring(path.read_bytes(), path.name)
    assert (report.rows.read, report.rows.added, report.rows.rejected) == (62_774, 62_774, 0)
    assert rows(shop, "SELECT sum(recommended), sum(recommended = 0), sum(body = '') FROM review") == [
        (31_728, 31_046, 1)
    ]
    assert rows(shop, "SELECT count(DISTINCT category), count(product_id) FROM review") == [(10, 0)]


def test_real_ratings(shop: Shop, bring: Importer) -> None:
    path = real_data("movielens_100k/u.data")
    report = bring(path.read_bytes(), path.name)
    assert (report.rows.added, report.customers, report.products) == (100_000, 943, 1_682)
    assert rows(shop, "SELECT round(avg(stars), 5), min(written_at), max(written_at) FROM review") == [
        (3.52986, 874_724_710, 893_286_638)
    ]
