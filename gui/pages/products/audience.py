"""Who should hear of a product next, each with a true reason, and the way to write to them."""

from __future__ import annotations

from PySide6.QtCore import Signal

from engine.products.detail import ProductDetail
from engine.recommend.views import Listener
from gui import text
from gui.tables import Column, ListModel
from gui.widgets.basics import Button, row
from gui.widgets.card import Card
from gui.widgets.rows_table import RowsTable

#: As many as the engine keeps for a product: the card is as tall as its list.
_MOST = 20


class AudienceCard(Card):
    """A short table of customers, a click on one opens the profile."""

    customer_wanted = Signal(int)
    #: Ids of all customers listed.
    write_wanted = Signal(object)
    training_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Who should hear of it next"))
        self._ids: tuple[int, ...] = ()
        self.write = Button(
            self.tr("Write to them"),
            kind="primary",
            icon="campaigns",
            on_click=lambda: self.write_wanted.emit(self._ids),
        )
        self.add_action(self.write)
        self.model = ListModel(
            [
                Column(
                    self.tr("Customer"),
                    lambda one: text.customer_name(one.name, one.code),
                    sort="name",
                    width=210,
                ),
                Column(
                    self.tr("E-mail"), lambda one: one.email or "–", sort="email", width=230, tone="muted"
                ),
                Column(self.tr("Why"), lambda one: text.say(one.reason)),
            ]
        )
        self.table = RowsTable(self.model, self.tr("Who should hear of it next"))
        self.table.opened.connect(self._open)
        self.add(self.table)
        self.learn = Button(self.tr("Learn from my orders"), icon="idea", on_click=self.training_wanted.emit)
        self.add(row(self.learn, None))

    def _open(self, one: Listener) -> None:
        self.customer_wanted.emit(one.customer_id)

    def show_listeners(self, detail: ProductDetail, *, trained: bool) -> None:
        """List a product's audience, or say why there is none."""
        listeners = detail.audience
        self._ids = tuple(one.customer_id for one in listeners)
        self.write.setVisible(bool(listeners))
        self.table.setVisible(bool(listeners))
        self.learn.setVisible(not listeners and not trained and detail.not_offered is None)
        if listeners:
            self.model.show_rows(listeners)
            self.table.show_column("email", any(one.email for one in listeners))
            self.table.fit_height(_MOST)
            told = self.tr("%Ln customers, the likeliest first", "", len(listeners))
        elif detail.not_offered is not None:
            told = self.tr("{reason}.").format(reason=text.say(detail.not_offered))
        elif trained:
            told = self.tr("Nobody stands out for it yet.")
        else:
            told = self.tr("Known as soon as the app has learned from your orders.")
        self.set_title(self.tr("Who should hear of it next"), told)
