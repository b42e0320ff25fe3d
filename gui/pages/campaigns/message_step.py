"""Step 4: the words, and beside them the real mail."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from engine.campaigns.templates import MessageTemplate, bundled_templates, load_template
from engine.errors import ClienteleError
from gui import text
from gui.pages.campaigns.field_menu import field_menu
from gui.pages.campaigns.preview_pane import PreviewPane
from gui.pages.campaigns.problems import sentence
from gui.pages.campaigns.source_editor import SourceEditor
from gui.pages.campaigns.step import Step, scrolling
from gui.widgets.basics import Button, Label, column, row
from gui.widgets.choice_card import ChoiceCard
from gui.widgets.form import Field
from gui.widgets.segmented import Segmented

#: Where a bundled message's own words begin, after its style.
_FIRST_WORDS = 'class="card">'


class MessageStep(Step):
    """Template, subject, HTML and text at the left; the preview at the right."""

    def build(self) -> None:
        self.preview = PreviewPane(self.shell)
        self.preview.judged.connect(self._show_problem)
        self.preview.line_wanted.connect(self.go_to)
        self._part = "html"
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        self.lines = {
            "subject": self._line("subject", self.tr("Subject")),
            "preheader": self._line("preheader", self.tr("Preview line")),
        }
        for field in self.lines.values():
            inside.addWidget(field)
        self.sources = {
            "html": SourceEditor(self.tr("Source of the message"), html=True),
            "text": SourceEditor(self.tr("Text part"), html=False),
        }
        self.parts = QStackedWidget()
        self.gallery = self._gallery()
        self.parts.addWidget(self.gallery)
        for part, editor in self.sources.items():
            editor.edited.connect(lambda value, part=part: self._edit(part, value))
            self.parts.addWidget(editor)
        self.choice = Segmented(
            self.tr("Message"),
            [
                ("gallery", self.tr("Template")),
                ("html", self.tr("Message")),
                ("text", self.tr("Plain text")),
            ],
        )
        self.choice.chosen.connect(self._show_part)
        self.insert = Button(self.tr("Insert field"), kind="quiet", icon="add", on_click=self._open_fields)
        inside.addLayout(row(self.choice, None, self.insert))
        inside.addWidget(self.parts, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setSizes([460, 560])
        self.fill(split)
        self._show_part("gallery")

    def _line(self, part: str, label: str) -> Field:
        editor = QLineEdit()
        editor.textEdited.connect(lambda value: self._edit(part, value))
        editor.selectionChanged.connect(lambda: self._focus(part))
        editor.cursorPositionChanged.connect(lambda *_: self._focus(part))
        return Field(label, editor)

    def _gallery(self) -> QWidget:
        self.templates: dict[str, ChoiceCard] = {}
        self._group = QButtonGroup(self)
        cards = column(spacing=8)
        for template in bundled_templates():
            card = ChoiceCard(text.say(template.title), text.say(f"campaign.goal.{template.goal}"))
            card.clicked.connect(lambda _=False, id=template.id: self._choose(id))
            self._group.addButton(card)
            self.templates[template.id] = card
            cards.addWidget(card)
        self.own_note = Label("", "caption", wrap=True)
        cards.addWidget(self.own_note)
        cards.addStretch(1)
        return scrolling(cards)

    # --- painting -------------------------------------------------------------------------------------

    def show_campaign(self) -> None:
        campaign = self.draft.campaign
        if campaign is None:
            return
        template = campaign.template
        for part, field in self.lines.items():
            editor, value = field.editor, getattr(template, part)
            if isinstance(editor, QLineEdit) and editor.text() != value:
                editor.setText(value)
                editor.setCursorPosition(0)
        for part, source in self.sources.items():
            source.show_source(getattr(template, part))
        bundled = _bundled(template, campaign.language)
        self._group.setExclusive(False)
        for name, card in self.templates.items():
            card.setChecked(name == template.origin)
        self._group.setExclusive(True)
        self.own_note.setText(
            self.tr("This is the template as it comes. Change anything you like.")
            if bundled
            else self.tr("You have changed it. Choosing a template starts over; Undo brings yours back.")
        )
        self.preview.show_draft(template, campaign.offer)

    def enter(self, *, part: str = "", line: int | None = None, customer: int = 0) -> None:
        """Come from a finding: to a part, a line of it, and somebody it concerns."""
        if customer:
            self.preview.customer = customer
        campaign = self.draft.open
        self.preview.show_campaign(campaign.id)
        self.preview.show_draft(campaign.template, campaign.offer)
        if not self.draft.is_settled:
            # Who gets it is what is saved.
            self.draft.save(lambda: self.preview.show_campaign(campaign.id))
        if part:
            self.go_to(part, line or 1)

    def go_to(self, part: str, line: int) -> None:
        """Put the cursor on a line of a part."""
        if part in self.lines:
            self.lines[part].editor.setFocus()
        elif part in self.sources:
            self.choice.choose(part)
            self._show_part(part)
            self.sources[part].go_to(line)

    def _show_part(self, part: str) -> None:
        place = 0 if part == "gallery" else list(self.sources).index(part) + 1
        self.parts.setCurrentIndex(place)
        self.insert.setVisible(part != "gallery")
        if part != "gallery":
            self._part = part
            self.sources[part].skip_to(_FIRST_WORDS)

    def _focus(self, part: str) -> None:
        if self.lines[part].editor.hasFocus():
            self._part = part
            self.insert.setVisible(True)

    def _show_problem(self, problem: ClienteleError | None) -> None:
        part = str(problem.facts.get("part", "")) if problem is not None else ""
        said = sentence(problem) if problem is not None else ""
        line = problem.facts.get("line") if problem is not None else None
        for name, field in self.lines.items():
            field.show_problem(said if name == part else "")
        for name, source in self.sources.items():
            source.show_problem(said if name == part else "", line if isinstance(line, int) else None)

    # --- changing -------------------------------------------------------------------------------------

    def _edit(self, part: str, value: str) -> None:
        template = replace(self.draft.open.template, **{part: value})
        self.draft.set(template=template)
        self.preview.show_draft(template, self.draft.open.offer)

    def _choose(self, template_id: str) -> None:
        campaign = self.draft.open
        new = load_template(template_id, campaign.language)
        if new != campaign.template:
            self.draft.set(template=new)
            self.show_campaign()
            self.draft.save(says=self.tr("Template chosen"))

    def _open_fields(self) -> None:
        menu = field_menu(self, self._part, self.insert_field)
        menu.popup(self.insert.mapToGlobal(QPoint(0, self.insert.height())))

    def insert_field(self, source: str) -> None:
        """Put the source of a field where the cursor was last."""
        if self._part in self.sources:
            self.sources[self._part].insert(source)
            return
        editor = self.lines[self._part].editor
        if isinstance(editor, QLineEdit):
            editor.insert(source)
            editor.setFocus()
            self._edit(self._part, editor.text())


def _bundled(template: MessageTemplate, language: str) -> bool:
    """Whether the message is a bundled template as it comes."""
    known = {each.id for each in bundled_templates()}
    return template.origin in known and template == load_template(template.origin, language)
