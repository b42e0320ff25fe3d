"""Colours and type: one set of tokens a scheme, which feeds palette, style sheet, charts and icons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"

#: Series of charts in a colour-blind-safe order (Okabe and Ito 2008).
OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9")


@dataclass(frozen=True)
class Tokens:
    """The colours of one scheme. Text on its ground keeps a contrast of at least 4.5 : 1."""

    dark: bool
    window: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    good: str
    warn: str
    bad: str

    def color(self, name: str) -> QColor:
        """A token, or any other colour name, as a colour."""
        return QColor(getattr(self, name, name))


LIGHT = Tokens(
    dark=False,
    window="#F5F6F7",
    surface="#FFFFFF",
    raised="#EEF1F2",
    border="#E1E5E8",
    text="#1A1F24",
    muted="#59636D",
    accent="#0B6E6E",
    accent_hover="#095B5B",
    accent_soft="#E3F0EF",
    on_accent="#FFFFFF",
    good="#1B7A43",
    warn="#8F5B00",
    bad="#B3372B",
)

DARK = Tokens(
    dark=True,
    window="#15181B",
    surface="#1D2125",
    raised="#272C31",
    border="#30363C",
    text="#E9ECEE",
    muted="#9BA5AE",
    accent="#4DB6AC",
    accent_hover="#66C6BD",
    accent_soft="#1F3635",
    on_accent="#0C1B1A",
    good="#5DC58A",
    warn="#E3B04B",
    bad="#F08A7E",
)

#: Sizes in device-independent pixels relative to the body text.
CAPTION, BODY, SECTION, FIGURE, TITLE = -1, 0, 2, 11, 9


class Theme(QObject):
    """The scheme in force; ``changed`` fires after palette and style sheet were renewed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self.body_px = 13
        self._choice = "system"
        self._following = False

    def apply(self, choice: str) -> None:
        """Put ``light``, ``dark`` or ``system`` in force for the whole application."""
        self._choice = choice
        if not self._following:
            self._following = True
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.tokens = DARK if self._wants_dark() else LIGHT
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette(self.tokens))
            application.setStyleSheet(style_sheet(self.tokens, self.body_px))
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._choice == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice == "dark"

    def _system_changed(self) -> None:
        if self._choice == "system" and self._wants_dark() != self.tokens.dark:
            self.apply("system")

    def font(self, size: int = BODY, *, strong: bool = False) -> QFont:
        """A font of the typographic scale, with figures of equal width."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.body_px + size)
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font


theme = Theme()


def load_fonts() -> QFont:
    """Register the bundled Inter and return the application's font; Chinese comes from the system."""
    for weight in ("Regular", "Medium", "SemiBold"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"Inter-{weight}.otf"))
    font = QFont()
    # A reader who set a larger text for the whole system keeps it.
    theme.body_px = min(max(13, QFontInfo(font).pixelSize()), 20)
    font.setFamilies(
        ["Inter", "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]
    )
    font.setPixelSize(theme.body_px)
    return font


def palette(tokens: Tokens) -> QPalette:
    """The tokens as Qt's colour roles, for everything the style sheet leaves alone."""
    made = QPalette()
    role = QPalette.ColorRole
    roles = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
        role.Light: tokens.raised,
        role.Midlight: tokens.raised,
        role.Mid: tokens.border,
        role.Dark: tokens.border,
        role.Shadow: "#000000",
    }
    for which, name in roles.items():
        made.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        faded = QColor(tokens.muted)
        faded.setAlphaF(0.7)
        made.setColor(QPalette.ColorGroup.Disabled, which, faded)
    return made


def style_sheet(tokens: Tokens, body_px: int) -> str:
    """The one style sheet, with every ``@token`` and ``@px+n`` filled in."""
    sheet = (RESOURCES / "styles" / "window.qss").read_text("utf-8")
    # Longest first: @accent must not eat the head of @accent_soft.
    for name in sorted(Tokens.__dataclass_fields__, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", str(getattr(tokens, name)))
    for size in (CAPTION, SECTION, TITLE, FIGURE, BODY):
        sheet = sheet.replace(f"@px{size:+d}", f"{body_px + size}px")
    styles = RESOURCES / "styles"
    return sheet.replace("@styles", styles.as_posix()).replace("@scheme", "dark" if tokens.dark else "light")
