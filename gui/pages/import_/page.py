"""The Import page: from a dropped file over its preview to the report, and back by undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.shop import Shop, change_settings
from gui import errors, text
from gui.page import Page
from gui.pages.import_.chips import FileChips
from gui.pages.import_.file_queue import FileQueue, QueuedFile, State
from gui.pages.import_.report import ReportView
from gui.pages.import_.review import ReviewView
from gui.pages.import_.start import StartView
from gui.sample_shop import open_sample
from gui.widgets.basics import Button

if TYPE_CHECKING:
    from engine.importing.overview import ImportOverview
    from engine.importing.report import ImportDetails, ImportReport, RejectedCell
    from engine.importing.views import ImportPreview

#: What an import or its undoing changes.
_TOPICS = frozenset({"orders", "customers", "products", "imports"})


@dataclass(frozen=True)
class ImportView:
    """What the page shows besides the dropped files."""

    #: The path of the shop file.
    shop: str
    overview: ImportOverview
    currencies: list[tuple[str, str]]


class ImportPage(Page):
    """One of three things: the drop zone with the history, a dropped file, or the report of an import."""

    def build(self) -> None:
        self.queue = FileQueue()
        self._view: ImportView | None = None
        self._shop = ""
        self._details: ImportDetails | None = None
        self.start = StartView()
        self.start.chosen.connect(self.add_files)
        self.start.sample_wanted.connect(lambda: open_sample(self.shell, self, self.show_problem))
        self.start.history.details_wanted.connect(self._ask_details)
        self.start.history.undo_wanted.connect(lambda record: self.undo(record.id, record.file))
        self.chips = FileChips()
        self.chips.chosen.connect(self._look_at)
        self.review = ReviewView()
        self.review.corrected.connect(self._correct)
        self.review.answered.connect(self._answer)
        self.review.currency_chosen.connect(self._choose_currency)
        self.review.left_out.connect(lambda: self.leave_out(self.queue.current))
        self.review.problems.save_wanted.connect(self._save_problems)
        self.report = ReportView()
        self.report.wanted.connect(lambda page: self.shell.navigate(page))
        self.report.undo_wanted.connect(self._undo_shown)
        self.report.rejects.save_wanted.connect(self._save_rejected)
        for card in (self.review.problems, self.report.rejects):
            card.copied.connect(lambda: self.shell.toast(self.tr("Copied.")))
        self.not_now = Button(self.tr("Not now"), on_click=self.clear)
        self.import_button = Button(self.tr("Import"), kind="primary", on_click=self.import_all)
        self.more = Button(self.tr("Import more files"), icon="add", on_click=self.clear)
        for button in (self.not_now, self.import_button, self.more):
            self.add_action(button)
        for view in (self.chips, self.start, self.review, self.report):
            self.add(view)
        self._paint()

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
        self.review.currency.offer(view.currencies)
        self._paint()

    def open(self, **options: Any) -> None:
        """``files``: paths that were dropped on the window or chosen on the welcome screen."""
        if options.get("files"):
            self.add_files(options["files"])

    # --- dropped files ----------------------------------------------------------------------------------

    def add_files(self, paths: Sequence[Path | str]) -> None:
        """Queue files and look at each of them."""
        self.banner.clear()
        self._details = None
        for done in self.queue.within(State.DONE):
            self.queue.remove(done)
        for file in self.queue.add([Path(path) for path in paths]):
            self._read(file)
        self._paint()

    def _read(self, file: QueuedFile) -> None:
        if file.job is not None:
            self.shell.tasks.cancel(file.job)
        file.state = State.READING
        file.turn += 1
        turn = file.turn
        file.job = self.shell.tasks.job(
            "engine.importing:preview",
            {"path": file.path, **file.answers},
            title=self.tr("Reading {file}").format(file=file.path.name),
            owner=self,
            done=lambda preview: self._was_read(file, turn, preview),
            failed=lambda problem: self._not_read(file, turn, problem),
            cancelled=lambda: self._not_read(file, turn, None),
        )

    def _was_read(self, file: QueuedFile, turn: int, preview: ImportPreview) -> None:
        if turn != file.turn or file not in self.queue.files:
            return
        file.job = None
        file.preview = preview
        file.questions = file.questions or preview.questions
        file.state = State.READY if preview.blocker is None else State.ASKS
        if not self._adopt_currency(file, preview):
            self._paint()

    def _not_read(self, file: QueuedFile, turn: int, problem: BaseException | None) -> None:
        if turn != file.turn or file not in self.queue.files:
            return
        file.job = None
        self.queue.remove(file)
        if problem is not None:
            self.show_problem(problem)
        self._paint()

    def show_problem(self, problem: BaseException) -> None:
        """Say what went wrong below what was said before, when several files cannot be read."""
        before = self.banner.accessibleName() if self.banner.isVisible() else ""
        sentence = errors.sentence(problem)
        if sentence not in before:
            self.banner.tell("\n".join(filter(None, [before, sentence])), "bad")

    def _look_at(self, file: QueuedFile) -> None:
        self.queue.current = file
        self._paint()

    def leave_out(self, file: QueuedFile | None) -> None:
        """Take one file out of the queue."""
        if file is None:
            return
        file.turn += 1
        if file.job is not None:
            self.shell.tasks.cancel(file.job)
        self.queue.remove(file)
        self._paint()

    def clear(self) -> None:
        """Back to the drop zone; what is being imported goes on."""
        self.banner.clear()
        self._details = None
        for file in [file for file in self.queue.files if file.state is not State.IMPORTING]:
            self.leave_out(file)
        self._paint()

    # --- the owner's answers ----------------------------------------------------------------------------

    def _correct(self, header: str, meaning: str) -> None:
        file = self.queue.current
        if file is not None:
            file.mapping[header] = meaning
            self._read(file)
            self._paint()

    def _answer(self, name: str, key: str) -> None:
        file = self.queue.current
        if file is not None and name == "date_order":
            file.date_order = key
            self._read(file)
            self._paint()

    def _adopt_currency(self, file: QueuedFile, preview: ImportPreview) -> bool:
        """Take over the currency that the first file of an empty shop names; the owner can change it."""
        blocker = preview.blocker
        if blocker is None or blocker.key != "import.other_currency" or not self._asks_currency:
            return False
        told = str(blocker.facts["theirs"]).split(", ")[0]
        if file.told_currency or not told:
            return False
        file.told_currency = told
        self._choose_currency(told)
        return True

    def _choose_currency(self, currency: str) -> None:
        self.command(change_settings, currency=currency, done=lambda _: self._read_again())

    def _read_again(self) -> None:
        for file in self.queue.within(State.READY, State.ASKS, State.READING):
            self._read(file)
        self._paint()

    @property
    def _asks_currency(self) -> bool:
        return self._view is not None and not self._view.overview.has_orders

    # --- importing --------------------------------------------------------------------------------------

    def import_all(self) -> None:
        """Import every file that is ready, one after the other."""
        self.banner.clear()
        for file in self.queue.within(State.READY):
            self._import(file)
        self._paint()

    def _import(self, file: QueuedFile) -> None:
        file.state = State.IMPORTING
        file.turn += 1
        file.job = self.shell.tasks.job(
            "engine.importing:run_import",
            {"paths": [file.path], **file.answers},
            title=self.tr("Importing {file}").format(file=file.path.name),
            owner=self,
            done=lambda reports: self._imported(file, reports[0]),
            failed=lambda problem: self._not_imported(file, problem),
            cancelled=lambda: self._not_imported(file, None),
            topics=_TOPICS,
        )

    def _imported(self, file: QueuedFile, report: ImportReport) -> None:
        file.job = None
        file.state, file.report = State.DONE, report
        if not self.isVisible():
            self.shell.toast(self.tr("{file} is in your shop.").format(file=report.file))
        self._paint()

    def _not_imported(self, file: QueuedFile, problem: BaseException | None) -> None:
        file.job = None
        file.state = State.READY
        if problem is None:
            self.shell.toast(self.tr("Cancelled. Your shop is as it was."))
        else:
            self.show_problem(problem)
        self._paint()

    # --- reports, history, undo ---------------------------------------------------------------------------

    def _ask_details(self, import_id: int) -> None:
        from engine.importing import import_details

        self.ask(import_details, import_id, done=self._show_details)

    def _show_details(self, details: ImportDetails) -> None:
        self._details = details
        self._paint()

    def _undo_shown(self) -> None:
        shown = self._shown_report()
        if shown is not None and shown.import_id is not None:
            self.undo(shown.import_id, shown.file)

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
        for each in self.queue.within(State.DONE):
            if each.report is not None and each.report.import_id == import_id:
                self.queue.remove(each)
        self.shell.toast(self.tr("The import of {file} was taken back.").format(file=file))
        self._paint()

    def _shown_report(self) -> ImportReport | None:
        if self._details is not None:
            return self._details.report
        return self.queue.current.report if self.queue.current is not None else None

    # --- saving rejected rows -----------------------------------------------------------------------------

    def _save_problems(self, path: Path) -> None:
        if self.queue.current is not None and self.queue.current.preview is not None:
            self._save(path, self.queue.current.preview.problems)

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

    # --- painting -----------------------------------------------------------------------------------------

    def _paint(self) -> None:
        file, details = self.queue.current, self._details
        report = self._shown_report()
        ready = self.queue.within(State.READY)
        self.start.setVisible(file is None and details is None)
        self.review.setVisible(details is None and file is not None and file.state is not State.DONE)
        self.report.setVisible(report is not None)
        self.chips.show_files(() if details is not None else self.queue.files, file)
        waiting = self.queue.within(State.READY, State.ASKS, State.READING)
        self.not_now.setVisible(details is None and bool(waiting))
        self.import_button.setVisible(details is None and bool(waiting))
        self.import_button.setEnabled(bool(ready))
        asks = self.queue.within(State.ASKS)
        self.import_button.setToolTip(
            self.tr("There is still something to answer.") if asks and not ready else ""
        )
        several = len(self.queue.files) > 1
        self.import_button.setText(
            self.tr("Import %Ln files", "", len(ready)) if several and ready else self.tr("Import")
        )
        self.more.setVisible(report is not None and not waiting)
        self._paint_heading(details)
        if self._view is not None:
            self.start.show_hint(not self._view.overview.has_orders)
            zone = self.shell.tasks.shop.zone if self.shell.tasks.shop is not None else None
            if zone is not None and file is None and details is None:
                self.start.history.show_records(self._view.overview.records, zone)
        if details is not None:
            self.report.show_report(
                details.report,
                details.rejected,
                undone=details.record.state == "undone",
                kept_because=text.say(details.record.kept_because) if details.record.kept_because else "",
            )
        elif report is not None:
            self.report.show_report(report, report.rejected)
        elif file is not None:
            self._paint_file(file)

    def _paint_heading(self, details: ImportDetails | None) -> None:
        shop = self.shell.tasks.shop
        if details is not None and shop is not None:
            when = text.moment(details.record.at, shop.zone)
            self.set_heading(self.spec.title, self.tr("Imported on {when}").format(when=when))
        else:
            self.set_heading(self.spec.title)

    def _paint_file(self, file: QueuedFile) -> None:
        shop = self.shell.tasks.shop
        if shop is not None:
            self.review.show_file(
                file,
                alone=len(self.queue.files) == 1,
                zone=shop.zone,
                asks_currency=self._asks_currency,
                currency=shop.settings.currency,
            )
