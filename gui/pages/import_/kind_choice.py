"""Which kind of file it is and where it is from, to be put right where the recognition was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.importing.meanings import MEANINGS_OF
from gui.pages.import_.kinds import channel_name, name_of
from gui.pages.import_.recognised import Recognised
from gui.widgets.badge import Badge
from gui.widgets.basics import Label
from gui.widgets.flow import FlowLayout
from gui.widgets.form import Choice

if TYPE_CHECKING:
    from engine.importing.views import ImportPreview


class KindChoice(QWidget):
    """Two lists to choose from and how sure the recognition is."""

    #: Another kind: its name.
    kind_chosen = Signal(str)
    #: Another source of the same kind: its id.
    source_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.kind = Choice()
        self.kind.setMinimumContentsLength(18)
        self.kind.setAccessibleName(self.tr("What the file holds"))
        self.kind.activated.connect(lambda _: self.kind_chosen.emit(self.kind.key))
        self.source = Choice()
        self.source.setMinimumContentsLength(16)
        self.source.setAccessibleName(self.tr("Where the file is from"))
        self.source.activated.connect(lambda _: self.source_chosen.emit(self.source.key))
        holds, comes = Label(self.tr("This file holds"), "muted"), Label(self.tr("from"), "muted")
        holds.setBuddy(self.kind)
        comes.setBuddy(self.source)
        self.sure = Badge("")
        flow = FlowLayout(10)
        for widget in (holds, self.kind, comes, self.source, self.sure):
            widget.setMinimumHeight(36)
            flow.addWidget(widget)
        self.setLayout(flow)

    def show_preview(self, preview: ImportPreview, *, corrected: bool) -> None:
        """Show what it was taken for."""
        self.kind.fill([(kind, name_of(kind)) for kind in MEANINGS_OF], preview.kind)
        sources, current = _sources(preview)
        self.source.fill(sources, current)
        words, tone = Recognised().certainty(preview.confidence)
        if corrected:
            words, tone = self.tr("You said so"), "accent"
        self.sure.show_words(words, tone)


def _sources(preview: ImportPreview) -> tuple[list[tuple[str, str]], str]:
    """(id, name) of the sources of that kind, the hand-made sheet last; and the id of the one it is."""
    from engine.importing.sources import sources

    reading = preview.report.reading if preview.report is not None else {}
    told = str(reading.get("source", ""))
    by_channel: dict[str, str] = {}
    for source in sources():
        # A program may write several files of one kind: what was recognised stands for them.
        if source.kind == preview.kind and (source.channel not in by_channel or source.id == told):
            by_channel[source.channel] = source.id
    named = sorted(
        ((number, channel_name(channel)) for channel, number in by_channel.items() if channel != "file"),
        key=lambda choice: choice[1].casefold(),
    )
    sheet = [(by_channel["file"], channel_name("file"))] if "file" in by_channel else []
    return [*named, *sheet], by_channel.get(preview.source, "")
