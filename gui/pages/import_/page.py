"""The Import page: from dropped files over what was found in them to the report, and back by undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from engine.shop import Shop, change_settings
from gui import errors, text
from gui.page import Page
from gui.pages.import_.file_queue import FileQueue, QueuedFile, QueuedTable, State
from gui.pages.import_.importer import Importer
from gui.pages.import_.queue_view import QueueView
from gui.pages.import_.report import ReportView
from gui.pages.import_.review import ReviewView
from gui.pages.import_.start import StartView
from gui.pages.import_.sum_report import SumReportView
from gui.pages.import_.undo_panel import UndoPanel
from gui.sample_shop import open_sample
from gui.widgets.basics import Button

if TYPE_CHECKING:
    from engine.importing.overview import ImportOverview
    from engine.importing.report import ImportDetails, ImportReport, RejectedCell


#: Kinds of files whose preview depends on the shop's currency.
_IN_MONEY = frozenset({"orders", "products", "results"})


@dataclass(frozen=True)
class ImportView:
    """What the page shows besides the dropped files."""

    #: The path of the shop file.
    shop: str
    overview: ImportOverview
    currencies: list[tuple[str, str]]


class ImportPage(Page):
    """The drop zone with the history; or the dropped tables, one of them, the report of all or of one."""

    def build(self) -> None:
        self.queue = FileQueue()
        self.importer = Importer(self.queue, self.shell.tasks)
        self.importer.moved.connect(self._paint)
        self.importer.moved.connect(self._adopt_currency)
        self.importer.failed.connect(self.show_problem)
        self.importer.ended.connect(self._import_ended)
        self._view: ImportView | None = None
        self._shop = self._last_shown = ""
        #: The currency that was taken over from dropped files.
        self._adopted = ""
        self._details: ImportDetails | None = None
        #: The list is wanted although there is a report: something is left to see to.
        self._list_wanted = False
        self._build_views()
        self.back = Button(self.tr("Back (Esc)"), kind="icon", icon="arrow_left", on_click=self.step_back)
        self.add_lead(self.back)
        self.not_now = Button(self.tr("Not now"), on_click=self.clear)
        self.import_button = Button(self.tr("Import"), kind="primary", on_click=self.import_all)
        self.more = Button(self.tr("Import more files"), icon="add", on_click=self.clear)
        self.to_report = Button(self.tr("Report"), on_click=lambda: self._want_list(False))
        for button in (self.to_report, self.not_now, self.import_button, self.more):
            self.add_action(button)
        keys = (("Esc", self.step_back), ("Alt+Left", self.step_back), ("Ctrl+Return", self.import_all))
        for key, action in keys:
            QShortcut(QKeySequence(key), self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._paint()

    def _build_views(self) -> None:
        self.start = StartView(self.shell.watched)
        self.start.chosen.connect(self.add_files)
        self.start.sample_wanted.connect(lambda: open_sample(self.shell, self, self.show_problem))
        self.start.history.details_wanted.connect(self._ask_details)
        self.start.history.undo_wanted.connect(
            lambda record: self._ask_undo(record.id, record.file, self.start.undo)
        )
        self.list = QueueView()
        self.list.opened.connect(self.look_at)
        self.list.ticked.connect(self._paint)
        self.list.currency.chosen.connect(self._choose_currency)
        self.review = ReviewView()
        self.review.corrected.connect(lambda header, meaning: self._say(f"mapping.{header}", meaning))
        self.review.answered.connect(self._say)
        self.review.kind_chosen.connect(lambda kind: self._call(kind=kind))
        self.review.source_chosen.connect(lambda source: self._call(source=source))
        self.review.currency_chosen.connect(self._choose_currency)
        self.review.wanted.connect(self._want)
        self.review.problems.save_wanted.connect(self._save_problems)
        self.sum = SumReportView()
        self.sum.wanted.connect(lambda page: self.shell.navigate(page))
        self.sum.opened.connect(self.look_at)
        self.sum.rest_wanted.connect(lambda: self._want_list(True))
        self.undo_panel = UndoPanel()
        self.report = ReportView()
        self.report.wanted.connect(lambda page: self.shell.navigate(page))
        self.report.undo_wanted.connect(self._undo_shown)
        self.report.rejects.save_wanted.connect(self._save_rejected)
        self.report.rejects.rows_wanted.connect(self._save_rows)
        for panel in (self.undo_panel, self.start.undo):
            panel.confirmed.connect(self.undo)
        for card in (self.review.problems, self.report.rejects):
            card.copied.connect(lambda: self.shell.toast(self.tr("Copied.")))
        self.add(self.undo_panel)
        for view in (self.start, self.list, self.review, self.sum, self.report):
            self.add(view, 1)

    # --- the page's contract ----------------------------------------------------------------------------

    @staticmethod
    def load(shop: Shop, **request: Any) -> ImportView:
        from engine.importing.overview import overview

        return ImportView(str(shop.path), overview(shop), text.currencies())

    def show_view(self, view: ImportView) -> None:
        if self._shop not in ("", view.shop):
            # Another shop was opened: what was read was compared with the one before.
            self.clear()
        self._shop = view.shop
        self._view = view
        for card in (self.review.currency, self.list.currency):
            card.offer(view.currencies)
        self._paint()

    def open(self, **options: Any) -> None:
        """``files``: paths that were dropped on the window or chosen on the welcome screen."""
        if options.get("files"):
            self.add_files(options["files"])

    # --- dropped files ----------------------------------------------------------------------------------

    def add_files(self, paths: Sequence[Path | str]) -> None:
        """Queue files, and those in folders, and look at each of them."""
        self.banner.clear()
        self._details = None
        self.queue.current = None
        left = (State.READING, State.READY, State.ASKS, State.WAITING, State.IMPORTING, State.FAILED)
        if not self.queue.within(*left):
            self.queue.clear()
        self._list_wanted = True
        given = [Path(path) for path in paths]
        if any(path.is_dir() for path in given):
            from engine.importing.folders import expand

            self.shell.tasks.call(expand, given, owner=self, done=self._queue_up, failed=self.show_problem)
        else:
            self._queue_up(given)

    def _queue_up(self, paths: Sequence[Path]) -> None:
        if not paths:
            self.banner.tell(self.tr("There is no file in this folder."), "warn")
        self.shell.watched.saw(paths)
        for file in self.queue.add(paths):
            self.importer.read_file(file)
        self._paint()

    def show_problem(self, problem: BaseException) -> None:
        """Say what went wrong below what was said before, when several things cannot be done."""
        before = self.banner.accessibleName() if self.banner.isVisible() else ""
        sentence = errors.sentence(problem)
        if sentence not in before:
            self.banner.tell("\n".join(filter(None, [before, sentence])), "bad")

    def look_at(self, table: QueuedTable) -> None:
        """Show one table, or its report."""
        self.queue.current = table
        self.undo_panel.hide()
        self._paint()
        self.to_start()

    def _want_list(self, wanted: bool) -> None:
        self._list_wanted = wanted
        self.queue.current = None
        self._paint()

    def step_back(self) -> None:
        """From one table to all of them, from a report to the drop zone."""
        if self._details is not None:
            self._details = None
            self.undo_panel.hide()
            self._paint()
        elif self._several and self.queue.current is not None:
            table, self.queue.current = self.queue.current, None
            self.undo_panel.hide()
            self._paint()
            self.list.select(table)

    def clear(self) -> None:
        """Back to the drop zone; what is being imported goes on."""
        self.banner.clear()
        self._details = None
        self._list_wanted = False
        self.undo_panel.hide()
        self.importer.forget()
        self._paint()

    # --- the owner's answers ----------------------------------------------------------------------------

    def _say(self, name: str, value: str) -> None:
        table = self._shown_table
        if table is None:
            return
        # A currency is worth the same whichever file it stands in.
        shared = name.startswith("rates.")
        concerned = [one for one in self.queue.tables if shared and name in one.questions] or [table]
        for one in concerned:
            one.say(name, value)
        self._read_again(list({one.file: None for one in concerned}))

    def _call(self, *, kind: str = "", source: str = "") -> None:
        table = self._shown_table
        if table is not None:
            table.call(kind=kind, source=source)
            self._read_again([table.file])

    def _want(self, wanted: bool) -> None:
        if self._shown_table is not None:
            self._shown_table.wanted = wanted
            self._paint()

    def _adopt_currency(self) -> None:
        """Take over the currency that most orders for an empty shop are in; the owner can change it."""
        shop = self.shell.tasks.shop
        if shop is None or not self._asks_currency or self.queue.within(State.READING):
            return
        told = self.queue.currency
        if told and told != shop.settings.currency and self._adopted != told:
            self._adopted = told
            self._choose_currency(told)

    def _choose_currency(self, currency: str) -> None:
        def changed(_: object) -> None:
            # Addresses and reviews are the same in any currency.
            self._read_again(
                [
                    file
                    for file in self.queue.files
                    if any(table.kind in _IN_MONEY or table.preview is None for table in file.tables)
                ]
            )

        self.command(change_settings, currency=currency, done=changed)

    def _read_again(self, files: Sequence[QueuedFile]) -> None:
        for file in files:
            self.importer.read_file(file)
        self._paint()

    @property
    def _asks_currency(self) -> bool:
        return self._view is not None and not self._view.overview.has_orders

    # --- importing --------------------------------------------------------------------------------------

    def import_all(self) -> None:
        """Import every table that is understood and not left out."""
        if self.import_button.isVisible() and self.import_button.isEnabled():
            self.banner.clear()
            self.importer.start()
            if self._several:
                self.queue.current = None
            self._paint()

    def _import_ended(self, stopped: bool) -> None:
        done = self.queue.within(State.DONE)
        self._list_wanted = not done
        if stopped:
            self.shell.toast(
                self.tr("Stopped. What was imported before stays; the rest of your shop is as it was.")
                if done
                else self.tr("Cancelled. Your shop is as it was.")
            )
        elif done and not self.isVisible():
            self.shell.toast(
                self.tr("%Ln tables are in your shop.", "", len(done))
                if len(done) > 1
                else self.tr("{file} is in your shop.").format(file=done[0].name)
            )
        self._paint()

    # --- reports, history, undo ---------------------------------------------------------------------------

    def _ask_details(self, import_id: int) -> None:
        from engine.importing import import_details

        self.ask(import_details, import_id, done=self._show_details)

    def _show_details(self, details: ImportDetails) -> None:
        self._details = details
        self.start.undo.hide()
        self._paint()
        self.to_start()

    def _undo_shown(self) -> None:
        shown = self._shown_report()
        if shown is not None and shown.import_id is not None:
            self._ask_undo(shown.import_id, shown.file, self.undo_panel)

    def _ask_undo(self, import_id: int, file: str, panel: UndoPanel) -> None:
        from engine.importing import what_undo_changes

        self.ask(
            what_undo_changes, import_id, done=lambda effect: panel.ask(import_id, file, effect.sentences())
        )

    def undo(self, import_id: int, file: str) -> None:
        """Take an import back."""
        self.banner.clear()
        self.shell.tasks.job(
            "engine.importing:undo_import",
            {"import_id": import_id},
            title=self.tr("Taking back {file}").format(file=file),
            owner=self,
            done=lambda _: self._undone(import_id, file),
            failed=self.show_problem,
            cancelled=lambda: self.shell.toast(self.tr("Cancelled. Your shop is as it was.")),
        )

    def _undone(self, import_id: int, file: str) -> None:
        self._details = None
        for table in self.queue.within(State.DONE):
            if table.report is not None and table.report.import_id == import_id:
                table.state = State.UNDONE
                if self.queue.current is table:
                    self.queue.current = None
        if not self.queue.within(State.DONE, State.READY, State.ASKS):
            self.queue.clear()
        self.shell.toast(self.tr("The import of {file} was taken back.").format(file=file))
        self._paint()

    def _shown_report(self) -> ImportReport | None:
        if self._details is not None:
            return self._details.report
        shown = self._shown_table
        return shown.report if shown is not None and shown.state is State.DONE else None

    # --- saving rejected rows -----------------------------------------------------------------------------

    def _save_problems(self, path: Path) -> None:
        table = self._shown_table
        if table is not None and table.preview is not None:
            self._save(path, table.preview.problems)

    def _save_rejected(self, path: Path) -> None:
        report = self._shown_report()
        if self._details is not None:
            self._save(path, self._details.rejected)
        elif report is not None and report.import_id is not None:
            from engine.importing import import_details

            # The shop file keeps more of them than a report carries.
            self.ask(import_details, report.import_id, done=lambda found: self._save(path, found.rejected))

    def _save(self, path: Path, cells: Sequence[RejectedCell]) -> None:
        from engine.importing.overview import save_rejected

        self.shell.tasks.call(
            save_rejected,
            cells,
            path,
            titles=[column.title for column in self.report.rejects.model.columns],
            language=text.language(),
            owner=self,
            done=lambda _: self.shell.toast(self.tr("Saved as {file}.").format(file=path.name)),
            failed=self.show_problem,
        )

    def _save_rows(self, path: Path) -> None:
        report = self._shown_report()
        if report is None or report.import_id is None:
            return
        from engine.importing.rejects import save_rejected_rows

        self.ask(
            save_rejected_rows,
            report.import_id,
            path,
            language=text.language(),
            done=lambda _: self.shell.toast(
                self.tr("Saved as {file}. Correct the rows there and drop it here.").format(file=path.name)
            ),
        )

    # --- painting -----------------------------------------------------------------------------------------

    @property
    def _several(self) -> bool:
        return len(self.queue.tables) > 1

    @property
    def _shown_table(self) -> QueuedTable | None:
        """The table that is looked at: the chosen one, or the only one."""
        tables = self.queue.tables
        return tables[0] if len(tables) == 1 else self.queue.current

    @property
    def shown(self) -> str:
        """What is on screen: ``start``, ``list``, ``review``, ``sum`` or ``report``."""
        if self._details is not None:
            return "report"
        table = self._shown_table
        if table is not None:
            return "report" if table.state is State.DONE else "review"
        if not self.queue.tables:
            return "start"
        reported = self.queue.within(State.DONE) and not self.queue.moving and not self._list_wanted
        return "sum" if reported else "list"

    def _paint(self) -> None:
        shown, table = self.shown, self._shown_table
        views = {
            "start": self.start, "list": self.list, "review": self.review, "sum": self.sum,
            "report": self.report,
        }  # fmt: skip
        for name, view in views.items():
            view.setVisible(name == shown)
        if shown != self._last_shown:
            self._last_shown = shown
            self.to_start()
        self._paint_buttons(shown)
        shop = self.shell.tasks.shop
        details = self._details
        if details is not None and shop is not None:
            when = text.moment(details.record.at, shop.zone)
            self.set_heading(self.spec.title, self.tr("Imported on {when}").format(when=when))
        else:
            self.set_heading(self.spec.title)
        if self._view is not None:
            self.start.show_hint(not self._view.overview.has_orders)
            if shop is not None and shown == "start":
                self.start.history.show_records(self._view.overview.records, shop.zone)
        if shown == "list":
            self.list.show_tables(self.queue.tables)
            if shop is not None:
                told = self.queue.currency
                asks = self._asks_currency and any(one.kind == "orders" for one in self.queue.tables)
                self.list.ask_currency(shop.settings.currency if asks else "", told)
        elif shown == "sum":
            self.sum.show_tables(self.queue.tables)
        elif shown == "review" and table is not None and shop is not None:
            self.review.show_table(
                table,
                alone=not self._several,
                zone=shop.zone,
                # Among several tables the list asks, once for all.
                asks_for_currency=self._asks_currency and not self._several,
                currency=shop.settings.currency,
            )
        elif shown == "report":
            report = self._shown_report()
            if details is not None:
                undone = details.record.state == "undone"
                self.report.show_report(details.report, details.rejected, undone=undone)
            elif report is not None:
                self.report.show_report(report, report.rejected)

    def _paint_buttons(self, shown: str) -> None:
        going, asking = self.queue.going_in, self.queue.within(State.ASKS)
        before = shown in ("list", "review") and not self.queue.moving
        self.back.setVisible(self._details is not None or (self._several and self.queue.current is not None))
        self.not_now.setVisible(before)
        self.import_button.setVisible(before)
        alone = not self._several and self.queue.within(State.KNOWN)
        self.import_button.setEnabled(bool(going or alone))
        self.import_button.setText(
            self.tr("Import all %Ln", "", len(going)) if len(going) > 1 else self.tr("Import")
        )
        self.import_button.setToolTip(
            self.tr("There is still something to answer.") if asking and not going else "Ctrl+Enter"
        )
        self.more.setVisible(shown in ("sum", "report") and not self.queue.moving)
        self.to_report.setVisible(
            shown == "list" and not self.queue.moving and bool(self.queue.within(State.DONE))
        )
