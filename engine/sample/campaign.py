"""The invented shop's past campaign: who was written to, who was held out, and what they did.

Planned before the baskets are filled, because the mail itself brings orders: the true effect is known
(`TRUE_LIFT`), so that an honest analysis can be held against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

#: The first of the shop's campaigns.
CAMPAIGN_ID = 1
#: Days before the end of the records on which the list was exported.
DAYS_AGO = 75
#: Seconds from the export of the list to the first mail.
SENT_AFTER = 3_600
#: Days after the mail in which an order counts as its outcome, and the coupon is valid.
VALID_DAYS = 28
HOLDOUT_PERCENT = 20
COUPON_PERCENT = 15
PREFIX = "FERN"
#: Who was meant: private customers whose last order lay this many days back.
QUIET_DAYS = (60, 365)
#: Chance that the mail brings an order which would not have come (of everybody mailed).
TRUE_LIFT = 0.06


@dataclass(frozen=True)
class CampaignPlan:
    """The list as exported, and the orders that the mail brings.

    `recipients`: `customer` (row), `arm`, `reason`, `email`, `coupon_code`, `recipient_key`. `extra_customer`
    and `extra_day` (e,) are the additional purchases. `day` is the export's day number.
    """

    day: int
    recipients: pd.DataFrame
    extra_customer: npt.NDArray[np.int64]
    extra_day: npt.NDArray[np.int64]


def plan_campaign(
    customer: npt.NDArray[np.int64],
    day: npt.NDArray[np.int64],
    days: int,
    people: pd.DataFrame,
    consent: npt.NDArray[np.object_],
    rng: np.random.Generator,
) -> CampaignPlan:
    """Return the plan of a win-back campaign `DAYS_AGO` days before the end of `days` days.

    `customer` and `day` (m,) are the purchases without it; `people` is the customers' frame in row order;
    `consent` (n,) is who had agreed to e-mail: `yes`, `no` or None. Whom the campaign may reach is decided by
    the gate that every campaign passes.
    """
    import numpy as np
    import pandas as pd

    from engine.campaigns.coupons import Codes
    from engine.campaigns.gate import Candidate, Refusals, pass_gate

    exported = days - DAYS_AGO
    last = np.full(len(people), -1, dtype=np.int64)
    before = day < exported
    np.maximum.at(last, customer[before], day[before])
    quiet = exported - last
    private = ~people["attributes"].str.contains('"trade"').to_numpy()
    audience = np.flatnonzero(private & (last >= 0) & (quiet >= QUIET_DAYS[0]) & (quiet <= QUIET_DAYS[1]))
    email = people["email"].to_numpy()
    verdicts = pass_gate(
        [Candidate(int(row) + 1, str(email[row]), False, consent[row], True) for row in audience],
        Refusals({}, frozenset(email[(consent == "no") & (email != "")])),
        basis="consent",
    )
    reason = np.array([verdict.reason or "" for verdict in verdicts], dtype=object)
    able = np.flatnonzero(reason == "")
    arm = np.full(len(audience), "excluded", dtype=object)
    arm[able] = "mail"
    arm[rng.permutation(able)[: round(len(able) * HOLDOUT_PERCENT / 100)]] = "hold_out"
    secret = str(rng.integers(2**62))
    coupons, keys = Codes(secret, "coupon"), Codes(secret, "key")
    mailed = audience[arm == "mail"]
    brought = mailed[rng.random(len(mailed)) < TRUE_LIFT]
    delay = 1 + np.minimum(rng.exponential(6.0, size=len(brought)), VALID_DAYS - 2).astype(np.int64)
    return CampaignPlan(
        day=exported,
        recipients=pd.DataFrame(
            {
                "customer": audience,
                "arm": arm,
                "reason": reason,
                "email": np.where(arm == "mail", email[audience], ""),
                "coupon_code": [
                    coupons.coupon(CAMPAIGN_ID, int(row) + 1, PREFIX) if one == "mail" else ""
                    for row, one in zip(audience, arm, strict=True)
                ],
                "recipient_key": [keys.code(CAMPAIGN_ID, int(row) + 1) for row in audience],
            }
        ),
        extra_customer=brought,
        extra_day=exported + delay,
    )


def redeem(orders: pd.DataFrame, plan: CampaignPlan, rng: np.random.Generator) -> pd.Series:
    """Return the coupon code that each order (m,) uses, empty for none: a mailed customer's first in time.

    `orders` has `customer` (row, -1: unknown), `day` and `extra`, in order of time. Orders brought by the
    mail mostly use it; so do some that would have come anyway.
    """
    import numpy as np
    import pandas as pd

    mailed = plan.recipients[plan.recipients["arm"] == "mail"]
    code_of = mailed.set_index("customer")["coupon_code"]
    code = orders["customer"].map(code_of)
    inside = code.notna() & (orders["day"] > plan.day) & (orders["day"] <= plan.day + VALID_DAYS)
    first = inside & ~orders["customer"].where(inside, -2 - pd.RangeIndex(len(orders))).duplicated()
    uses = first & (rng.random(len(orders)) < np.where(orders["extra"], 0.85, 0.4))
    return code.where(uses, "").astype(str)


def campaign_outcomes(
    plan: CampaignPlan, orders: pd.DataFrame, exported_at: int, last_at: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Return `customer` (row), `kind`, `at`, `order` (row, -1 for none), `amount_e4` of everybody listed.

    What the mailing service reports concerns the mailed; orders within `VALID_DAYS` count in both arms.
    `orders` has `customer` (row), `placed_at`, `status`, `total_e4`, `refunded_e4`.
    """
    import numpy as np
    import pandas as pd

    mailed = plan.recipients.loc[plan.recipients["arm"] == "mail", "customer"].to_numpy()
    count = len(mailed)
    sent = exported_at + SENT_AFTER + rng.integers(900, size=count)
    fate = rng.random(count)
    bounced = fate < 0.012
    opened = ~bounced & (rng.random(count) < 0.44)
    clicked = opened & (rng.random(count) < 0.26)
    left = opened & ~clicked & (rng.random(count) < 0.02)
    open_at = sent + 60 + rng.exponential(30_000, size=count).astype(np.int64)
    events = [
        (np.ones(count, dtype=bool), "sent", sent),
        (bounced, "bounced", sent + 30),
        (opened, "opened", open_at),
        (clicked, "clicked", open_at + 20 + rng.integers(200, size=count)),
        (left, "unsubscribed", open_at + 30 + rng.integers(60, size=count)),
    ]
    frames = [
        pd.DataFrame({"customer": mailed[who], "kind": kind, "at": at[who], "order": -1, "amount_e4": 0})
        for who, kind, at in events
    ]
    listed = plan.recipients.loc[plan.recipients["arm"] != "excluded", "customer"]
    ordered = orders[
        orders["customer"].isin(listed)
        & (orders["placed_at"] > exported_at + SENT_AFTER + 900)
        & (orders["placed_at"] <= exported_at + VALID_DAYS * 86_400)
        & (orders["status"] != "cancelled")
    ]
    frames.append(
        pd.DataFrame(
            {
                "customer": ordered["customer"].to_numpy(),
                "kind": "ordered",
                "at": ordered["placed_at"].to_numpy(),
                "order": ordered.index.to_numpy(),
                "amount_e4": (ordered["total_e4"] - ordered["refunded_e4"]).to_numpy(),
            }
        )
    )
    everything = pd.concat(frames, ignore_index=True)
    return (
        everything[everything["at"] <= last_at]
        .drop_duplicates(["customer", "kind", "at"])
        .sort_values(["at", "customer"], kind="stable", ignore_index=True)
    )
