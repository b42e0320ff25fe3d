"""``campaign``: new, list, check, preview, export, delete."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.campaigns.gate import BASES, REACHES
from engine.commands.run import ProgressLine, add_common, money, whole_number
from engine.shop import Shop
from engine.words import LANGUAGES, Text

if TYPE_CHECKING:
    from engine.campaigns.audience import Pick
    from engine.campaigns.offer import Offer


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command and its verbs."""
    command = commands.add_parser(
        "campaign",
        help="write to a segment: new, list, check, preview, export, delete",
        description="Examples: main.py campaign new --name 'Come back' --goal win_back "
        "--audience rfm:at_risk --percent 10 --hold-out 20 --shop my.clientele; "
        "main.py campaign check 1 --shop my.clientele; "
        "main.py campaign export 1 --folder out --format mailchimp --format eml --shop my.clientele",
    )
    verbs = command.add_subparsers(metavar="VERB", required=True)
    _add_new(verbs)
    _add_verb(verbs, "list", "every campaign", run_list, numbered=False)
    _add_verb(verbs, "check", "look at every message before it goes out", run_check)
    preview = _add_verb(verbs, "preview", "the message exactly as one customer will get it", run_preview)
    preview.add_argument("--customer", help="code or e-mail address (default: the hardest case)")
    _add_export(verbs)
    _add_verb(verbs, "delete", "delete a campaign", run_delete)


def _add_verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    help_text: str,
    run: Any,
    *,
    numbered: bool = True,
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=help_text)
    if numbered:
        verb.add_argument("campaign", type=whole_number, metavar="ID", help="the campaign's number")
    add_common(verb)
    verb.set_defaults(run=run)
    return verb


def _add_new(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from engine.campaigns.campaign import GOALS
    from engine.campaigns.templates import bundled_templates

    new = _add_verb(verbs, "new", "make a draft", run_new, numbered=False)
    new.add_argument("--name", required=True)
    new.add_argument("--goal", choices=GOALS, default="other")
    new.add_argument(
        "--audience",
        action="append",
        required=True,
        metavar="METHOD:CODE",
        help="a segment of the newest run, as rfm:at_risk; one of your own, as own:3; or: everyone;"
        " may be repeated",
    )
    new.add_argument("--without", action="append", default=[], metavar="METHOD:CODE", help="leave these out")
    new.add_argument("--basis", choices=BASES, default="consent", help="the ground for writing to them")
    new.add_argument("--reach", choices=REACHES, default="email", help="how the list names people")
    offer = new.add_mutually_exclusive_group()
    offer.add_argument("--percent", type=int, metavar="N", help="offer N percent off")
    offer.add_argument("--amount", type=money, metavar="MONEY", help="offer an amount off, as 5.00")
    offer.add_argument("--free-shipping", action="store_true")
    offer.add_argument("--gift", metavar="TEXT")
    new.add_argument("--valid-until", default="", metavar="YYYY-MM-DD", help="last day of the offer")
    new.add_argument("--template", choices=[template.id for template in bundled_templates()])
    new.add_argument("--mail-language", choices=LANGUAGES, help="default: the shop's")
    new.add_argument("--hold-out", type=int, default=0, metavar="PERCENT", help="share kept without mail")
    new.add_argument("--seed", type=whole_number, help="draw the hold-out and codes the same again")


def _add_export(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from engine.campaigns.lists import FORMATS

    export = _add_verb(verbs, "export", "write the lists and mails", run_export)
    export.add_argument("--folder", required=True, help="where the files go")
    export.add_argument(
        "--format", action="append", choices=sorted(FORMATS), help="may be repeated (default: csv)"
    )


def run_new(arguments: argparse.Namespace) -> dict[str, Any]:
    """Make a draft and count its audience."""
    from engine.campaigns import campaign
    from engine.campaigns.audience import Audience

    audience = Audience(
        include=tuple(pick_of(word) for word in arguments.audience),
        exclude=tuple(pick_of(word) for word in arguments.without),
        basis=arguments.basis,
        reach=arguments.reach,
    )
    with Shop.open(arguments.shop) as shop:
        number, _ = campaign.create(
            shop,
            arguments.name,
            goal=arguments.goal,
            language=arguments.mail_language,
            audience=audience,
            offer=_offer(arguments),
            template=arguments.template,
            holdout_share=arguments.hold_out,
            seed=arguments.seed,
        )
        return {"campaign": number, "state": "draft", **_counts(shop, number, arguments.language)}


def run_list(arguments: argparse.Namespace) -> dict[str, Any]:
    """Every campaign in one line each."""
    from engine.campaigns.views import list_campaigns

    with Shop.open(arguments.shop) as shop:
        return {"campaigns": [asdict(summary) for summary in list_campaigns(shop)]}


def run_check(arguments: argparse.Namespace) -> dict[str, Any]:
    """What must be mended before the export."""
    from engine.campaigns.checks import check

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        report = check(shop, campaign_id=arguments.campaign, progress=ProgressLine(language))
        return {
            "campaign": arguments.campaign,
            "ready": report.is_ready,
            "messages": report.checked,
            **_counts(shop, arguments.campaign, language),
            "findings": [
                {
                    "severity": finding.severity,
                    "text": finding.text.say(language),
                    "customers": finding.count,
                    "part": finding.part,
                    "line": finding.line,
                }
                for finding in report.findings
            ],
        }


def run_preview(arguments: argparse.Namespace) -> dict[str, Any]:
    """The four parts of one message."""
    from engine.campaigns.views import campaign_view, preview, recipients_preview, standing
    from engine.customers.find import customer_id
    from engine.errors import ClienteleError

    with Shop.open(arguments.shop) as shop:
        if arguments.customer:
            chosen = customer_id(shop, arguments.customer)
        else:
            hardest = recipients_preview(shop, arguments.campaign, limit=1)
            if not hardest:
                name = campaign_view(shop, arguments.campaign).name
                raise ClienteleError("campaign.nobody", name=name)
            chosen = hardest[0].customer_id
        message = preview(shop, arguments.campaign, chosen)
        arm = standing(shop, arguments.campaign, chosen).arm
    return {"campaign": arguments.campaign, "arm": arm, **asdict(message)}


def run_export(arguments: argparse.Namespace) -> dict[str, Any]:
    """Write the files; the campaign is fixed from then on."""
    from engine.campaigns.export import export

    with Shop.open(arguments.shop) as shop:
        _refuse_unready(shop, arguments)
        result = export(
            shop,
            campaign_id=arguments.campaign,
            folder=arguments.folder,
            formats=arguments.format or ["csv"],
            progress=ProgressLine(arguments.language),
        )
    return {
        "campaign": result.campaign_id,
        "state": "exported",
        "files": list(result.files),
        "mailed": result.mailed,
        "held_out": result.held_out,
        "excluded": result.excluded,
        "left_out": result.left_out,
    }


def _refuse_unready(shop: Shop, arguments: argparse.Namespace) -> None:
    """As in the window, a draft must pass its check first; raises the first thing to mend."""
    from engine.campaigns.checks import check
    from engine.campaigns.views import campaign_view
    from engine.errors import ClienteleError

    if campaign_view(shop, arguments.campaign).state == "draft":
        report = check(shop, campaign_id=arguments.campaign, progress=ProgressLine(arguments.language))
        if not report.is_ready:
            raise ClienteleError(report.findings[0].text.key, **report.findings[0].text.facts)


def run_delete(arguments: argparse.Namespace) -> dict[str, Any]:
    """Delete one campaign."""
    from engine.campaigns.campaign import delete

    with Shop.open(arguments.shop) as shop:
        delete(shop, arguments.campaign)
    return {"deleted": arguments.campaign}


def pick_of(word: str) -> Pick:
    """Customers as one names them: everyone, METHOD:CODE of a segment, or own:NUMBER."""
    from engine.campaigns.audience import Pick

    if word == "everyone":
        return Pick(everyone=True)
    method, _, code = word.partition(":")
    if method == "own" and code.isdecimal():
        return Pick(own=int(code))
    return Pick(method=method, code=code)


def _offer(arguments: argparse.Namespace) -> Offer:
    from engine.campaigns.offer import checked_offer

    parts: dict[str, Any] = {"valid_until": arguments.valid_until}
    if arguments.percent is not None:
        parts |= {"kind": "percent", "percent": arguments.percent}
    elif arguments.amount is not None:
        parts |= {"kind": "amount", "amount_e4": arguments.amount}
    elif arguments.free_shipping:
        parts |= {"kind": "free_shipping"}
    elif arguments.gift is not None:
        parts |= {"kind": "gift", "gift": arguments.gift}
    return checked_offer(**parts)


def _counts(shop: Shop, campaign: int, language: str) -> dict[str, Any]:
    from engine.campaigns.views import audience_count

    count = audience_count(shop, campaign)
    return {
        "audience": count.meant,
        "mailed": count.mailed,
        "held_out": count.held_out,
        "excluded": [
            {"reason": Text(f"campaign.reason.{reason}").say(language), "customers": people}
            for reason, people in count.excluded
        ],
    }
