"""The customers who changed group: searchable, by cause, each a way to the profile."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from engine.money import Money
from engine.segments import Movement, Mover, movers
from gui import text
from gui.charts.flow import Choice
from gui.shell import Shell
from gui.tables import Column, RowsModel
from gui.widgets.basics import Button, Label, row
from gui.widgets.card import Card
from gui.widgets.form import Choice as Combo
from gui.widgets.rows_table import RowsTable
from gui.widgets.search_box import SearchBox


class MoversCard(Card):
    """A table of movers; what it shows is narrowed by a band or group of the picture, a cause, a search."""

    #: A customer was chosen: the id.
    opened = Signal(int)
    #: What narrowed the list to a band or group was taken away.
    cleared = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(self.tr("Who moved"), padding=16)
        self._shell = shell
        self._movement: Movement | None = None
        self._names: Mapping[str, str] = {}
        self._later: Mapping[str, str] = {}
        self._choice: Choice = (None, None)
        self._count = Label("", "muted")
        self.add_action(self._count)
        self.search = SearchBox(self.tr("Search by name or number"))
        self.search.setMinimumWidth(150)
        self.search.searched.connect(lambda words: self._ask(search=words))
        self.cause = Combo()
        self.cause.setAccessibleName(self.tr("Why"))
        self.cause.setMinimumContentsLength(12)
        self.cause.activated.connect(lambda _: self._ask(cause=self.cause.key))
        bar = row(self.search, self.cause, spacing=8)
        bar.setStretch(0, 1)
        self.add(bar)
        self._narrowed = Label("", "strong", wrap=True)
        self.everyone = Button(self.tr("Show all"), kind="quiet", on_click=self.cleared.emit)
        narrowed = row(self._narrowed, self.everyone, spacing=8)
        narrowed.setStretch(0, 1)
        self.add(narrowed)
        self._model = RowsModel(
            shell.tasks,
            [
                Column(
                    self.tr("Customer"),
                    lambda mover: text.customer_name(mover.name, mover.code),
                    sort="name",
                    second=lambda mover: text.say(mover.why),
                ),
                Column(
                    self.tr("From and to"),
                    lambda mover: text.say(mover.from_name),
                    width=142,
                    second=lambda mover: f"→ {text.say(mover.to_name)}",
                ),
                Column(
                    self.tr("Spent in all"),
                    lambda mover: self._money(mover.spent_e4),
                    sort="spent",
                    number=True,
                    width=110,
                    descending_first=True,
                    second=self._between,
                    tip=self.tr("Below: what they brought in between the two days"),
                ),
            ],
            movers,
            sort="spent",
            descending=True,
        )
        self._model.answered.connect(self._answered)
        self.table = RowsTable(self._model, self.tr("Customers who changed group"), two_lines=True)
        self.table.opened.connect(lambda mover: self.opened.emit(mover.customer_id))
        self.add(self.table, 1)
        self._tell_choice()

    def show_movement(self, found: Movement, names: Mapping[str, str], later: Mapping[str, str]) -> None:
        """List the movers of a movement, all of them; the groups' names on the first and the second day."""
        self._movement, self._names, self._later, self._choice = found, names, later, (None, None)
        counts = dict(found.causes)
        self.cause.clear()
        self.cause.fill(
            [
                ("", self.tr("All reasons")),
                *(
                    (cause, f"{text.say(f'segment.cause.{cause}')} ({text.count(count)})")
                    for cause, count in counts.items()
                    if count
                ),
            ],
            "",
        )
        self._tell_choice()
        self._ask(movement_id=found.id, cause="", from_code=None, to_code=None)

    def narrow(self, choice: Choice) -> None:
        """Only those who went from the one to the other group (None: any)."""
        self._choice = choice
        self._tell_choice()
        self._ask(from_code=choice[0], to_code=choice[1])

    def _ask(self, **filters: object) -> None:
        if self._movement is not None:
            self._model.ask(
                movement_id=self._movement.id, **{k: v for k, v in filters.items() if k != "movement_id"}
            )

    def _answered(self, total: int) -> None:
        self._count.setText(self.tr("%Ln customers", "", total))

    def _tell_choice(self) -> None:
        before, after = self._choice
        known = self._choice != (None, None)
        if before is not None and after is not None:
            words = f"{self._names.get(before, '')} → {self._later.get(after, '')}"
            if before == after:
                words = self.tr("Those in {name} on both days did not move").format(
                    name=self._names.get(before, "")
                )
        elif before is not None:
            words = self.tr("Out of {name}").format(name=self._names.get(before, ""))
        else:
            words = self.tr("Into {name}").format(name=self._later.get(after or "", ""))
        self._narrowed.setText(words if known else "")
        self._narrowed.setHidden(not known)
        self.everyone.setHidden(not known)

    def _between(self, mover: Mover) -> str:
        if not mover.net_e4:
            return ""
        return ("+" if mover.net_e4 > 0 else "") + self._money(mover.net_e4)

    def _money(self, amount_e4: int) -> str:
        shop = self._shell.tasks.shop
        currency = shop.settings.currency if shop is not None else "EUR"
        return text.money(Money(amount_e4, currency), whole=True)
