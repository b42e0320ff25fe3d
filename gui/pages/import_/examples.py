"""What can be dropped, by the names of the systems that owners know."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from gui.widgets.basics import IconLabel, Label, column, row
from gui.widgets.flow import FlowLayout


class Examples(QWidget):
    """A few tiles: what the files hold, and from where they are understood."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(12, column_width=300)
        for icon, title, names in (
            (
                "orders",
                self.tr("Orders and sales"),
                self.tr(
                    "Shopify, WooCommerce, Etsy, eBay, Amazon, Square, Stripe, PayPal, Taobao, Tmall, JD,"
                    " Youzan"
                ),
            ),
            (
                "customers",
                self.tr("Customers"),
                self.tr("Mailchimp, Klaviyo, Brevo, Shopify, your own lists"),
            ),
            ("products", self.tr("Products"), self.tr("Shopify, WooCommerce, your price or stock list")),
            ("reviews", self.tr("Reviews and ratings"), self.tr("with stars, with words, or both")),
            ("eye", self.tr("Visits to your shop"), self.tr("views, searches, baskets, purchases")),
            (
                "block",
                self.tr("Unsubscribed and bounced"),
                self.tr("they are never written to again"),
            ),
        ):
            flow.addWidget(self._tile(icon, title, names))
        self.setLayout(flow)

    def _tile(self, icon: str, title: str, names: str) -> QFrame:
        tile = QFrame()
        tile.setProperty("role", "inset")
        told = column(Label(title, "strong"), Label(names, "muted", wrap=True), None, spacing=2)
        layout = row(column(IconLabel(icon, "accent", 20), None), spacing=10)
        layout.addLayout(told, 1)
        layout.setContentsMargins(14, 10, 14, 10)
        tile.setLayout(layout)
        return tile
