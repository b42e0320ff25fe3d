"""Invented customers: names, places, languages, reserved addresses, birthdays and consents.

Nobody here exists. Every e-mail address lies in a domain reserved for examples and tests (RFC 2606) and
every phone number in the range kept for drama (Ofcom, 07700 900000 to 900999), so that nothing ever sent
to them can reach a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

DOMAINS = ("example.com", "example.org", "example.net", "mail.test", "post.test")


@dataclass(frozen=True)
class Origin:
    """A part of the customers: its share, how they are named and where they live.

    `given` and `family` are space-separated; `romanised` holds the same in Latin letters where the names are
    not, for e-mail addresses. `places` are country and city with a weight.
    """

    share: float
    language: str
    given: str
    family: str
    places: tuple[tuple[str, str, float], ...]
    romanised: tuple[str, str] | None = None


UK = (
    ("United Kingdom", "London", 6.0), ("United Kingdom", "Bristol", 2.0),
    ("United Kingdom", "Edinburgh", 2.0), ("United Kingdom", "Manchester", 2.0),
    ("United Kingdom", "Leeds", 1.5), ("United Kingdom", "Brighton", 1.5), ("United Kingdom", "York", 1.0),
    ("United Kingdom", "Cardiff", 1.0), ("United Kingdom", "Bath", 0.8), ("United Kingdom", "Norwich", 0.7),
    ("United Kingdom", "Glasgow", 1.5), ("United Kingdom", "Sheffield", 1.2),
    ("United Kingdom", "Oxford", 1.0), ("United Kingdom", "Belfast", 0.7),
)  # fmt: skip

ORIGINS = (
    Origin(
        0.45, "en-GB",
        "Alice Amelia Arthur Beatrice Ben Bethan Callum Caroline Charlotte Claire Daniel David Edith "
        "Eleanor Ella Emily Ewan Fiona Florence Freya George Grace Hamish Harriet Harry Hazel Helen Henry "
        "Imogen Iris Isla Jack James Jane Jessica Joan Joseph Kate Laura Lewis Louise Lucy Margaret Martha "
        "Matilda Matthew Megan Molly Nora Oliver Olivia Owen Paul Peter Poppy Rachel Rhys Rosie "
        "Ruth Sam Sarah Simon Sophie Stephen Thomas Tilly Violet William Winifred Zoe",
        "Abbott Adams Allen Archer Bailey Baker Barnes Bell Bennett Booth Bradley Brooks Burton "
        "Campbell Carter Chapman Clarke Cole Cooper Cox Davies Dixon Edwards Ellis Evans Fisher Fletcher "
        "Foster Fraser Gibson Gordon Graham Grant Green Griffiths Hall Hamilton Harris Harvey Hill Holmes "
        "Hughes Hunt Jones Kelly King Lloyd Macdonald Marsh Mason Mills Moore Morgan Murray Owen "
        "Palmer Parker Pearce Price Reid Reynolds Roberts Rose Russell Shaw Stewart Stone Sutton "
        "Thompson Walker Walsh Ward Webb Wood Wright",
        UK,
    ),
    Origin(
        0.20, "zh-CN",
        "雨桐 子涵 欣怡 梓轩 浩然 思远 佳怡 晓敏 美玲 建国 志强 丽华 秀英 文博 静怡 诗涵 宇航 俊杰 雪梅 "
        "婷婷 明远 嘉慧 晨曦 若溪 一诺 云帆 海燕 国庆 春燕 立群 安琪 天宇",
        "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹",
        (("China", "Shanghai", 4.0), ("China", "Beijing", 3.0), ("China", "Guangzhou", 2.0),
         ("China", "Shenzhen", 2.0), ("China", "Hangzhou", 2.0), ("China", "Chengdu", 1.5),
         ("China", "Suzhou", 1.0), ("United Kingdom", "London", 5.0), ("United Kingdom", "Manchester", 2.0)),
        (
            "yutong zihan xinyi zixuan haoran siyuan jiayi xiaomin meiling jianguo zhiqiang lihua xiuying "
            "wenbo jingyi shihan yuhang junjie xuemei tingting mingyuan jiahui chenxi ruoxi yinuo yunfan "
            "haiyan guoqing chunyan liqun anqi tianyu",
            "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang "
            "xie song tang xu han feng deng cao",
        ),
    ),
    Origin(
        0.06, "en-GB",
        "Wei Mei Jing Hao Xin Lan Yan Ming Ling Jun Grace Kelvin Vivian Jason Cindy Raymond",
        "Chan Wong Lee Tan Lim Ng Cheung Lau Ho Leung Goh Koh Zhang Wang Chen Liu",
        (("Hong Kong", "Hong Kong", 2.0), ("Singapore", "Singapore", 2.0), *UK[:4]),
    ),
    Origin(
        0.08, "en-IE",
        "Aoife Cian Ciara Conor Declan Eoin Fionn Grainne Maeve Niamh Oisin Orla Roisin Saoirse Sean Siobhan",
        "Byrne Doherty Doyle Fitzgerald Gallagher Kavanagh Lynch McCarthy Murphy Nolan O'Brien O'Neill Quinn "
        "Ryan Sweeney",
        (("Ireland", "Dublin", 4.0), ("Ireland", "Cork", 2.0), ("Ireland", "Galway", 1.0)),
    ),
    Origin(
        0.06, "de-DE",
        "Anna Birgit Clara Emil Felix Friederike Hanna Jonas Jürgen Karla Lena Lukas Marie Matthias Sabine",
        "Bauer Becker Fischer Hoffmann Keller König Krüger Lehmann Müller Neumann Richter Schäfer Schmidt "
        "Schneider Vogel Weber",
        (("Germany", "Berlin", 3.0), ("Germany", "Hamburg", 2.0), ("Germany", "München", 2.0),
         ("Austria", "Wien", 1.0)),
    ),
    Origin(
        0.06, "fr-FR",
        "Aurélie Benoît Camille Chloé Éloïse Étienne Hugo Jeanne Léa Luc Manon Mathilde Océane Pierre "
        "Thibault",
        "Bernard Blanc Chevalier Dubois Fontaine Garnier Girard Lefèvre Leroy Marchand Martin Moreau Petit "
        "Rousseau Roux",
        (("France", "Paris", 3.0), ("France", "Lyon", 1.5), ("Belgium", "Bruxelles", 1.0)),
    ),
    Origin(
        0.05, "en-GB",
        "Aarav Aisha Ananya Arjun Deepa Farah Imran Kavya Meera Nadia Priya Rohan Sanjay Zara",
        "Ahmed Begum Chaudhry Desai Gupta Hussain Iyer Kapoor Khan Mehta Nair Patel Rao Shah Sharma Singh",
        UK,
    ),
    Origin(
        0.05, "pl-PL",
        "Agnieszka Ewa Jakub Joanna Katarzyna Krzysztof Łukasz Magda Małgorzata Paweł Tomasz Zofia",
        "Kaczmarek Kowalski Lewandowski Mazur Nowak Pawlak Wiśniewski Wójcik Zając Zieliński",
        (("Poland", "Warszawa", 1.0), ("Poland", "Kraków", 1.0), *UK[:5]),
    ),
)  # fmt: skip

#: Trade customers are places, not people.
TRADE_PLACES = (
    "Corner Café", "Tea Room", "Bakehouse", "Guest House", "Bookshop", "Garden Centre", "Deli", "Studio",
    "Coffee Bar", "Farm Shop", "Gallery", "Hotel",
)  # fmt: skip
TRADE_NAMES = (
    "Harbour", "Willow", "Old Mill", "Station", "Lantern", "Meadow", "Blue Door", "Chapel", "Orchard",
    "Riverside", "Copper", "Magpie", "Elm Street", "Lighthouse", "Swan", "Thistle", "Bramble", "North Gate",
)  # fmt: skip


#: How many say yes and how many no to each way of being written to; the others were never asked.
CONSENT_SHARES = (("email", 0.70, 0.12), ("ads", 0.35, 0.25), ("sms", 0.10, 0.20), ("post", 0.25, 0.10))


def make_people(
    count: int, end: date, trade: npt.NDArray[np.bool_], rng: np.random.Generator
) -> pd.DataFrame:
    """Return `count` customers: `code, name, email, phone, country, city, language, birthday, attributes`.

    `trade` (count,) marks the businesses among them; `end` is the last day of the shop's records.
    """
    import numpy as np
    import pandas as pd

    shares = np.array([origin.share for origin in ORIGINS])
    origin_of = rng.choice(len(ORIGINS), size=count, p=shares / shares.sum())
    names = np.empty(count, dtype=object)
    handles = np.empty(count, dtype=object)
    country = np.empty(count, dtype=object)
    city = np.empty(count, dtype=object)
    for number, origin in enumerate(ORIGINS):
        rows = np.flatnonzero(origin_of == number)
        _fill_origin(origin, rows, names, handles, country, city, rng)
    language = np.array([origin.language for origin in ORIGINS], dtype=object)[origin_of]
    # One in eight left the language field empty.
    language[rng.random(count) < 0.12] = ""

    businesses = [f"{name} {place}" for name in TRADE_NAMES for place in TRADE_PLACES]
    chosen = rng.permutation(len(businesses))
    for number, row in enumerate(np.flatnonzero(trade)):
        country[row], language[row] = "United Kingdom", "en-GB"
        city[row] = UK[rng.integers(len(UK))][1]
        name = businesses[chosen[number % len(chosen)]]
        # More businesses than names: the later ones are branches.
        names[row] = name if number < len(chosen) else f"{name}, {city[row]}"
        handles[row] = f"orders.{_plain_letters(name)}"

    phones = np.full(count, "", dtype=object)
    british = np.flatnonzero(country == "United Kingdom")
    with_phone = rng.permutation(british)[: min(700, round(len(british) * 0.4))]
    numbers = rng.permutation(1000)[: len(with_phone)]
    phones[np.sort(with_phone)] = [f"+44 7700 {900_000 + number}" for number in numbers]

    return pd.DataFrame(
        {
            "code": [f"C{number:05d}" for number in range(1, count + 1)],
            "name": names,
            "email": _addresses(handles, rng),
            "phone": phones,
            "country": country,
            "city": city,
            "language": language,
            "birthday": _birthdays(count, end, trade, rng),
            "attributes": _attributes(count, trade, rng),
        }
    )


def _fill_origin(
    origin: Origin,
    rows: npt.NDArray[np.intp],
    names: npt.NDArray[np.object_],
    handles: npt.NDArray[np.object_],
    country: npt.NDArray[np.object_],
    city: npt.NDArray[np.object_],
    rng: np.random.Generator,
) -> None:
    import numpy as np

    given, family = origin.given.split(), origin.family.split()
    first = rng.integers(len(given), size=len(rows))
    # Family names are as unequal as in life: the first of the list is met five times as often as the last.
    weight = np.linspace(5.0, 1.0, len(family)) if origin.romanised else np.ones(len(family))
    last = rng.choice(len(family), size=len(rows), p=weight / weight.sum())
    latin = [part.split() for part in origin.romanised] if origin.romanised else [given, family]
    dotted = rng.random(len(rows)) < 0.7
    for row, one, two, dot in zip(rows, first, last, dotted, strict=True):
        if origin.romanised:
            names[row] = family[two] + given[one]
            handles[row] = latin[0][one] + ("." if dot else "") + latin[1][two]
        else:
            names[row] = f"{given[one]} {family[two]}"
            handle = _plain_letters(given[one]) + ("." if dot else "") + _plain_letters(family[two])
            handles[row] = handle
    weights = np.array([place[2] for place in origin.places])
    chosen = rng.choice(len(origin.places), size=len(rows), p=weights / weights.sum())
    country[rows] = np.array([place[0] for place in origin.places], dtype=object)[chosen]
    city[rows] = np.array([place[1] for place in origin.places], dtype=object)[chosen]


def _plain_letters(name: str) -> str:
    """Return `name` in lower-case ASCII letters, for the part of an address before the @."""
    import unicodedata

    folded = unicodedata.normalize("NFKD", name.replace("Ł", "L").replace("ł", "l"))
    return "".join(letter for letter in folded.lower() if "a" <= letter <= "z")


def _addresses(handles: npt.NDArray[np.object_], rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """Return one unique reserved address a handle; three in a hundred gave none."""
    import numpy as np

    count = len(handles)
    domain = rng.choice(len(DOMAINS), size=count, p=(0.45, 0.2, 0.15, 0.1, 0.1))
    missing = rng.random(count) < 0.03
    seen: dict[str, int] = {}
    addresses = np.empty(count, dtype=object)
    for row in range(count):
        if missing[row]:
            addresses[row] = ""
            continue
        address = f"{handles[row]}@{DOMAINS[domain[row]]}"
        again = seen.get(address, 0)
        seen[address] = again + 1
        addresses[row] = address if not again else f"{handles[row]}{again + 1}@{DOMAINS[domain[row]]}"
    return addresses


def _birthdays(
    count: int, end: date, trade: npt.NDArray[np.bool_], rng: np.random.Generator
) -> npt.NDArray[np.object_]:
    """Return `YYYY-MM-DD`, `--MM-DD` where the year was not given, or nothing, (count,)."""
    import numpy as np

    age_days = (rng.gamma(9.0, 5.0, size=count).clip(18, 92) * 365.25).astype(int)
    born = np.datetime64(end) - age_days.astype("timedelta64[D]")
    text = np.datetime_as_string(born, unit="D").astype(object)
    given = rng.random(count)
    text[given < 0.55] = ""
    year_hidden = (given >= 0.55) & (given < 0.70)
    text[year_hidden] = ["-" + day[4:] for day in text[year_hidden]]
    text[trade] = ""
    return text


def _attributes(count: int, trade: npt.NDArray[np.bool_], rng: np.random.Generator) -> list[str]:
    """Return the JSON of what else the shop noted, (count,)."""
    import json

    found = ("search", "friend", "market stall", "newsletter", "social media", "gift")
    chosen = rng.choice(len(found), size=count, p=(0.34, 0.22, 0.1, 0.12, 0.14, 0.08))
    told = rng.random(count) < 0.6
    rows = []
    for number in range(count):
        noted: dict[str, str] = {"group": "trade"} if trade[number] else {}
        if told[number]:
            noted["found us by"] = found[chosen[number]]
        rows.append(json.dumps(noted))
    return rows


def make_consents(
    created: npt.NDArray[np.int64], email: npt.NDArray[np.object_], rng: np.random.Generator
) -> pd.DataFrame:
    """Return `customer, channel, status, basis, at`: most say yes to e-mail, some no, some were never asked.

    `created` (n,) is when each customer was first known, epoch seconds; `email` (n,) their addresses.
    """
    import numpy as np
    import pandas as pd

    count = len(created)
    numbers = np.arange(1, count + 1)
    frames = []
    for channel, yes, no in CONSENT_SHARES:
        drawn = rng.random(count)
        answered = drawn < yes + no
        if channel == "email":
            answered &= email != ""
        says_yes = drawn[answered] < yes
        frames.append(
            pd.DataFrame(
                {
                    "customer": numbers[answered],
                    "channel": channel,
                    "status": np.where(says_yes, "yes", "no"),
                    "basis": np.where(says_yes & (rng.random(len(says_yes)) < 0.8), "opt-in", "import"),
                    "at": created[answered],
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def make_suppressions(
    people: pd.DataFrame, outcomes: pd.DataFrame, first_at: int, last_at: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Return `address_hash, reason, at, origin`: who unsubscribed, bounced or complained.

    Everybody whom the campaign's `outcomes` (`customer` row, `kind`, `at`) lost is among them, and a few who
    left in the months since.
    """
    import numpy as np
    import pandas as pd

    from engine.address import address_hash

    lost = outcomes[outcomes["kind"].isin(("unsubscribed", "bounced"))]
    frames = [
        pd.DataFrame(
            {"customer": lost["customer"], "reason": lost["kind"], "at": lost["at"], "origin": "campaign"}
        )
    ]
    latest = outcomes["at"].max() if len(outcomes) else first_at
    for reason, share in (("unsubscribed", 0.02), ("bounced", 0.008), ("complained", 0.002)):
        chosen = np.flatnonzero(rng.random(len(people)) < share)
        # After the campaign's last event, so that nobody was written to who had already left.
        at = rng.integers(min(latest, last_at - 1), last_at, size=len(chosen))
        frames.append(pd.DataFrame({"customer": chosen, "reason": reason, "at": at, "origin": "newsletter"}))
    rows = pd.concat(frames, ignore_index=True)
    email = people["email"].to_numpy()[rows["customer"].to_numpy()]
    rows["address_hash"] = [address_hash(address) for address in email]
    rows = rows[email != ""].drop_duplicates(["address_hash", "reason"])
    return pd.DataFrame(rows[["address_hash", "reason", "at", "origin"]].reset_index(drop=True))


#: What an owner jots down about a customer.
NOTES = (
    "Asked when the new spring teas come in; ring when they do.",
    "Would like the invoice by post, not by e-mail.",
    "Allergic to nuts: look at the label before you suggest anything.",
    "Collects teapots. Showed us pictures of forty-one.",
    "Met us at the market in spring and remembered our names.",
    "The parcel goes to the neighbour at number 12.",
    "Birthday hamper every May for her mother.",
    "Complained about a dented tin, sent a new one with a card.",
    "Runs a reading circle, might host a tasting.",
    "Wraps presents herself: no gift paper, please.",
)


def make_notes(orders: pd.DataFrame, last_at: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return `customer, body, at`: the owner's notes on ten of those who buy most often."""
    import pandas as pd

    sales = orders[(orders["customer"] > 0) & (orders["kind"] == "sale")]
    counts = sales.groupby("customer").size().sort_values(ascending=False, kind="stable")
    chosen = rng.permutation(counts.index[: 4 * len(NOTES)].to_numpy())[: len(NOTES)]
    last = sales.groupby("customer")["placed_at"].max()
    at = (last.loc[chosen] + 600).clip(upper=last_at).to_numpy()
    return pd.DataFrame({"customer": chosen, "body": NOTES[: len(chosen)], "at": at})
