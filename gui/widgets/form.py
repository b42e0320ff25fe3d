"""Named fields below each other: label, field, and a hint that says what it is for."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from gui.widgets.basics import Label


class Field(QWidget):
    """A field under its label, with an optional hint or problem below."""

    def __init__(self, label: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint_text = hint
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.name: QLabel = Label(label, "strong")
        self.name.setBuddy(editor)
        editor.setAccessibleName(label)
        layout.addWidget(self.name)
        layout.addWidget(editor)
        self.hint = Label(hint, "caption", wrap=True)
        layout.addWidget(self.hint)
        self.hint.setVisible(bool(hint))

    def set_label(self, label: str) -> None:
        """Call the field something else."""
        self.name.setText(label)
        self.editor.setAccessibleName(label)

    def show_problem(self, sentence: str = "") -> None:
        """Say below the field what is wrong with it; nothing: all is well again."""
        self.hint.setText(sentence or self._hint_text)
        self.hint.set_role("bad" if sentence else "caption")
        self.hint.setVisible(bool(sentence or self._hint_text))
        self.editor.setProperty("wrong", "true" if sentence else "false")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)


class Choice(QComboBox):
    """A list to choose from; the wheel scrolls the page over it instead of changing it unseen."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)

    def fill(self, choices: list[tuple[str, str]], current: str) -> None:
        """Offer ``(key, label)`` and choose ``current`` without telling anyone."""
        self.blockSignals(True)
        if [self.itemData(place) for place in range(self.count())] != [key for key, _ in choices]:
            self.clear()
            for key, label in choices:
                self.addItem(label, key)
        self.setCurrentIndex(max(self.findData(current), 0))
        self.blockSignals(False)

    @property
    def key(self) -> str:
        """What is chosen."""
        return str(self.currentData())

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]
