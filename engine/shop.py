"""The open shop: the one object that the window and the command line hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from engine.store.session import Store


@dataclass(frozen=True)
class ShopSettings:
    """What the owner says about the shop once."""

    name: str = ""
    currency: str = "GBP"
    timezone: str = "UTC"
    #: ISO 3166 code of the country whose customs hold where a file does not say (phone numbers); empty: the
    #: one that time zone and currency suggest (``Shop.country``).
    country: str = ""
    #: The language that customers are written to in by default.
    language: str = "en"
    sender_name: str = ""
    sender_email: str = ""
    postal_address: str = ""
    website: str = ""
    #: Where a customer unsubscribes; the mailing service's own merge tag when empty.
    unsubscribe_url: str = ""
    #: Makes coupon codes and recipient keys unguessable; made once, never shown.
    secret: str = ""


class Shop:
    """One open shop file and its settings; close it when done."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.settings = self._load_settings()

    @classmethod
    def create(
        cls, path: Path | str, *, currency: str = "GBP", timezone: str | None = None, name: str = ""
    ) -> Shop:
        """A new, empty shop; the time zone is this computer's unless given.

        Raises ``store.bad_currency``, ``store.bad_timezone`` and what ``Store.create`` raises; then there is
        no file.
        """
        import secrets

        from engine.store.session import Store

        path = Path(path)
        settings = ShopSettings(
            name=name or path.stem,
            currency=checked_currency(currency),
            timezone=checked_timezone(timezone) if timezone else local_timezone(),
            secret=secrets.token_hex(32),
        )
        return cls(Store.create(path, asdict(settings)))

    @classmethod
    def open(cls, path: Path | str, *, owner: bool = True) -> Shop:
        """The shop in ``path``; see ``Store.open`` for what can be wrong with it."""
        from engine.store.session import Store

        return cls(Store.open(Path(path), owner=owner))

    @property
    def path(self) -> Path:
        """Where the shop file lies."""
        return self.store.path

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.settings.timezone)

    @property
    def country(self) -> str:
        """ISO 3166 code of the shop's country: as the owner said, else by its time zone or its currency."""
        return self.settings.country or likely_country(self.settings.timezone, self.settings.currency)

    def reload(self) -> None:
        """Read the settings again, after a worker process may have changed them."""
        self.settings = self._load_settings()

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Shop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _load_settings(self) -> ShopSettings:
        from engine.store.settings import load_settings

        with self.store.read() as connection:
            stored = load_settings(connection)
        known = {field.name for field in fields(ShopSettings)}
        return ShopSettings(**{key: value for key, value in stored.items() if key in known})  # type: ignore[arg-type]


def change_settings(shop: Shop, **changes: str) -> Changes:
    """Change some of the shop's settings (the names of ``ShopSettings``); can be undone.

    Raises ``store.bad_timezone``, ``store.bad_currency`` or ``store.bad_sender`` for values that are none.
    """
    from engine.rates import change_base
    from engine.store.rollups import refresh_months
    from engine.store.settings import save_settings

    if "timezone" in changes:
        checked_timezone(changes["timezone"])
    if "currency" in changes:
        checked_currency(changes["currency"])
    if changes.get("sender_email"):
        _check_address(changes["sender_email"])
    moved = changes.get("timezone", shop.settings.timezone) != shop.settings.timezone
    currency = changes.get("currency", shop.settings.currency).upper()
    recoined = currency != shop.settings.currency
    topics = frozenset({"settings", "orders"} if moved or recoined else {"settings"})
    with shop.store.command(Text("store.undo.settings"), topics) as connection:
        save_settings(connection, {**changes, **({"currency": currency} if "currency" in changes else {})})
        if moved:
            refresh_months(connection, changes["timezone"])
        if recoined:
            change_base(connection, shop.settings.currency, currency)
    shop.reload()
    return Changes(topics, shop.store.last_step)


def undo(shop: Shop, step_id: int | None = None) -> tuple[Changes, Text]:
    """Take the newest command back (``step_id``: only if it is still the newest); says what it was."""
    from engine.rates import UNDO, change_base, rework
    from engine.store.rollups import refresh_months
    from engine.store.settings import load_settings
    from engine.store.undo import undo_last

    with shop.store.write() as connection:
        step = undo_last(connection, step_id)
        settings = load_settings(connection)
        if settings["timezone"] != shop.settings.timezone:
            refresh_months(connection, str(settings["timezone"]))
        if settings["currency"] != shop.settings.currency:
            change_base(connection, shop.settings.currency, str(settings["currency"]), back=True)
        elif step.label.key == UNDO:
            rework(connection)
    shop.reload()
    return Changes(step.topics), step.label


def local_timezone() -> str:
    """The IANA name of this computer's time zone; UTC where it does not tell."""
    from babel.localtime import get_localzone

    name = str(getattr(get_localzone(), "key", ""))
    return "UTC" if name in ("", "Etc/UTC") else name


def likely_country(timezone: str, currency: str) -> str:
    """The country (ISO 3166) of a time zone, else the one that the currency is named after; or empty."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    # CLDR names zones as they were first called (Asia/Calcutta).
    zones = get_global("zone_territories")
    zone = get_global("zone_aliases").get(timezone, timezone)
    country = zones.get(timezone) or zones.get(zone)
    if country not in (None, "ZZ"):
        return str(country)
    named = currency[:2]
    return named if named != "EU" and currency in get_territory_currencies(named) else ""


def checked_timezone(name: str) -> str:
    """``name`` if it is an IANA time zone; raises ``store.bad_timezone``."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as problem:
        raise ClienteleError("store.bad_timezone", name=name) from problem
    return name


def checked_currency(code: str) -> str:
    """``code`` in upper case if it is an ISO 4217 currency; raises ``store.bad_currency``."""
    from babel.numbers import is_currency

    if not is_currency(code.upper()):
        raise ClienteleError("store.bad_currency", code=code)
    return code.upper()


def _check_address(address: str) -> None:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise ClienteleError("store.bad_sender", address=address) from problem
