"""The menu of what a message can say about its reader, and the source that says it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from engine.campaigns.fields import FIELDS
from gui import text

translate = QCoreApplication.translate

_PRODUCTS_HTML = """{% for product in recommendations %}
<p><b>{{ product.name }}</b>{% if product.price %}, {{ product.price }}{% endif %}<br>{{ product.reason }}</p>
{% endfor %}
"""
_PRODUCTS_TEXT = """{% for product in recommendations %}
* {{ product.name }}{% if product.price %}, {{ product.price }}{% endif %}
  {{ product.reason }}
{% endfor %}
"""
_COUPON = "{% if coupon.code %}{{ offer.text }}: {{ coupon.code }}{% endif %}"
#: Only known while the message itself is made.
_INSIDE_ONLY = ("subject", "preheader")


def field_menu(owner: QWidget, part: str, insert: Callable[[str], None]) -> QMenu:
    """A menu for ``part`` (subject, preheader, html, text) that hands the chosen source to ``insert``."""
    menu = QMenu(owner)
    groups = {
        "customer": translate("FieldMenu", "About the customer"),
        "shop": translate("FieldMenu", "About your shop"),
        "offer": translate("FieldMenu", "About the offer"),
    }
    menus = {name: menu.addMenu(title) for name, title in groups.items()}
    menus["coupon"] = menus["offer"]
    inside = part in ("html", "text")
    if inside:
        products = _PRODUCTS_HTML if part == "html" else _PRODUCTS_TEXT
        menu.addAction(translate("FieldMenu", "Recommended products"), lambda: insert(products))
        menu.addAction(translate("FieldMenu", "Offer with its code"), lambda: insert(_COUPON))
    for field in FIELDS:
        group = field.path.partition(".")[0]
        if field.path.startswith("recommendations") or (field.path in _INSIDE_ONLY and not inside):
            continue
        menus.get(group, menu).addAction(text.say(field.meaning), partial(_insert, insert, field.path, part))
    return menu


def _insert(insert: Callable[[str], None], path: str, part: str) -> None:
    insert(field_source(path, part))


def field_source(path: str, part: str) -> str:
    """The source that prints a field: links in HTML go through the filter that lets only addresses in."""
    if part == "html" and path in ("unsubscribe_url", "shop.website"):
        return f"{{{{ {path}|url }}}}"
    return f"{{{{ {path} }}}}"
