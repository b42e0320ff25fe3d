"""Campaigns: the list, the builder of the one that is open, or what went out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from engine.errors import ClienteleError
from gui import text
from gui.page import Page
from gui.pages.campaigns.campaign_list import CampaignList
from gui.pages.campaigns.exporting import Exporter
from gui.widgets.basics import Button
from gui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from engine.campaigns.page import CampaignsPage as CampaignsView
    from engine.changes import Changes
    from engine.shop import Shop
    from gui.pages.campaigns.builder import Builder
    from gui.pages.campaigns.exported import ExportedCampaign


class CampaignsPage(Page):
    """One place for three things: which of them is on screen depends on what is open."""

    scrolls = False

    def build(self) -> None:
        self._campaign = 0
        #: A new campaign whose goal is still to be chosen.
        self._starting = False
        self._step = ""
        self._shop: Shop | None = None
        self._lacks = ""
        self.exporter = Exporter(self.shell, self)
        self.new = Button(self.tr("New campaign"), kind="primary", icon="add", on_click=self.start)
        self.all = Button(self.tr("All campaigns"), kind="icon", icon="arrow_left", on_click=self.show_list)
        self.add_lead(self.all)
        self.add_action(self.new)
        self.list = CampaignList()
        self.list.opened.connect(lambda id: self.open(campaign=id))
        self.list.copied.connect(self.copy)
        self.list.deleted.connect(self.remove)
        self.exporter.changed.connect(self._export_changed)
        self.parts = QStackedWidget()
        self.parts.addWidget(self.list)
        self.add(self.parts, 1)

    @cached_property
    def builder(self) -> Builder:
        """Made when a campaign is first opened: the list should not wait for it."""
        from gui.pages.campaigns.builder import Builder

        made = Builder(self.shell, self.exporter)
        made.begun.connect(lambda goal: self._begin(goal=goal))
        self.parts.addWidget(made)
        return made

    @cached_property
    def exported(self) -> ExportedCampaign:
        """Made when an exported campaign is first opened."""
        from gui.pages.campaigns.exported import ExportedCampaign

        made = ExportedCampaign(self.shell, self.exporter)
        made.copied.connect(self.copy)
        self.parts.addWidget(made)
        return made

    def _settle(self, then: Callable[[], None] | None = None, *, forget: bool = False) -> None:
        """Save what is on the way (or ``forget`` it), if anything ever was opened."""
        if "builder" not in self.__dict__:
            if then is not None:
                then()
        elif forget:
            self.builder.draft.forget()
        else:
            self.builder.draft.save(then)

    # --- reading --------------------------------------------------------------------------------------

    @staticmethod
    def load(shop: Shop, **request: Any) -> CampaignsView:
        # Here, on a reader thread: templates and their sandbox take a moment to load.
        from engine.campaigns.page import campaigns_page

        try:
            return campaigns_page(shop, **request)
        except ClienteleError as problem:
            # Deleted, or its making undone: the list is what there is.
            if problem.key != "campaign.missing":
                raise
            return campaigns_page(shop)

    def request(self) -> dict[str, Any]:
        if self.shell.tasks.shop is not self._shop:
            if self._shop is not None:
                self._campaign, self._starting = 0, False
                self._settle(forget=True)
            self._shop = self.shell.tasks.shop
        return {"campaign_id": self._campaign}

    def is_empty(self, view: CampaignsView) -> bool:
        is_bare = not view.campaigns and view.campaign is None and not self._starting
        self.new.setVisible(bool(view.campaigns) and view.campaign is None and not self._starting)
        self.all.setVisible(not is_bare and not self.new.isVisibleTo(self))
        if is_bare:
            self.set_heading(self.spec.title)
            lacks = "customers" if not view.customers else "" if view.runs else "segments"
            if lacks != self._lacks:
                self._lacks, self._empty = lacks, None
        return is_bare

    def empty_state(self) -> EmptyState:
        if self._lacks == "customers":
            return EmptyState(
                "campaigns",
                self.tr("Nobody to write to yet"),
                self.tr(
                    "Bring in your orders or your customer list; then you write to the right people here."
                ),
                Button(
                    self.tr("Import a file"),
                    kind="primary",
                    icon="import",
                    on_click=lambda: self.shell.navigate("import"),
                ),
            )
        title = self.tr("Write to the right people")
        if self._lacks == "segments":
            return EmptyState(
                "campaigns",
                title,
                self.tr("Group your customers first: then each campaign reaches those whom it is about."),
                Button(
                    self.tr("Group my customers"),
                    kind="primary",
                    icon="segments",
                    on_click=lambda: self.shell.navigate("segments"),
                ),
                Button(self.tr("New campaign to everyone"), on_click=self.start),
            )
        return EmptyState(
            "campaigns",
            title,
            self.tr("Choose a goal, and Clientele suggests whom to write to, what to offer and what to say."),
            Button(self.tr("New campaign"), kind="primary", icon="add", on_click=self.start),
        )

    def show_view(self, view: CampaignsView) -> None:
        shop = self.shell.tasks.shop
        if shop is None:
            return
        campaign = view.campaign
        if campaign is None:
            self._campaign = 0
            if self._starting:
                self.set_heading(self.tr("New campaign"))
                self.builder.start(view)
                self.parts.setCurrentWidget(self.builder)
                return
            if "builder" in self.__dict__:
                self.builder.leave()
            self.set_heading(self.spec.title)
            self.list.show_lines(view.campaigns, shop)
            self.parts.setCurrentWidget(self.list)
            return
        state = text.say(f"campaign.state.{campaign.state}")
        if campaign.exported_at is not None:
            day = text.day(text.epoch_day(campaign.exported_at, shop.zone))
            told = self.tr("Exported on {day}").format(day=day)
            if campaign.state != "exported":
                told = self.tr("{state}, exported on {day}").format(state=state, day=day)
            self.set_heading(campaign.name, told)
        else:
            self.set_heading(campaign.name, state)
        if campaign.is_exported:
            self._settle(forget=True)
            self.exported.show_campaign(view, campaign)
            self.parts.setCurrentWidget(self.exported)
        else:
            step, self._step = self._step, ""
            self.builder.show_campaign(view, campaign, step=step)
            self.parts.setCurrentWidget(self.builder)

    # --- what the owner does ----------------------------------------------------------------------------

    def open(
        self,
        *,
        method: str = "",
        code: str = "",
        segment: int | str = 0,
        customer_ids: tuple[int, ...] = (),
        goal: str = "",
        template: str = "",
        campaign: int = 0,
        **_: Any,
    ) -> None:
        """Open a campaign by its id, or make one for a segment (id, or code of a method) or customers."""
        if campaign:
            self.leaving()
            self._starting = False
            self._campaign = campaign
            self.refresh()
            return
        asked: dict[str, Any] = {"goal": goal, "template": template, "method": method, "code": code}
        if isinstance(segment, str):
            asked["code"] = code or segment
        elif segment:
            asked["segment_id"] = segment
        if customer_ids:
            asked["customer_ids"] = tuple(customer_ids)
        if any(asked.values()):
            self._begin(step="audience", **asked)

    def to_start(self) -> None:
        self.show_list()

    def start(self) -> None:
        """Choose the goal of a new campaign."""
        self._starting, self._campaign = True, 0
        self.refresh()

    def show_list(self) -> None:
        """Save, and go back to the list."""
        self._starting = False
        self._settle(self._show_list_now)

    def _show_list_now(self) -> None:
        self._campaign = 0
        self.refresh()

    def copy(self, campaign_id: int) -> None:
        """Duplicate a campaign and open the copy."""
        self.command(_duplicate, campaign_id, done=self._open_made, says=self.tr("Campaign duplicated"))

    def remove(self, campaign_id: int) -> None:
        """Delete a campaign; can be undone."""
        self.command(_delete, campaign_id, says=self.tr("Campaign deleted"))

    def leaving(self) -> None:
        """Save what is on the way."""
        self._settle()

    def _begin(self, *, step: str = "", **asked: Any) -> None:
        self.leaving()
        if self.shell.tasks.jobs:
            self.banner.tell(self.tr("Your campaign is made as soon as the running work is done."), "info")
        self.command(
            _begin, spoken=text.language(), done=lambda made: self._open_made(made, step or "goal"), **asked
        )

    def _open_made(self, made: tuple[int, Changes], step: str = "goal") -> None:
        self.banner.clear()
        self._starting = False
        self._campaign, self._step = made[0], step
        # The change that made it refreshes the page; a page that is hidden waits until it is shown.
        self.refresh()

    def _export_changed(self) -> None:
        result = self.exporter.results.get(self._campaign)
        if self.exporter.job is None and result is not None:
            self.refresh()
            self.shell.toast(self.tr("%Ln files written", "", len(result.files)))


# Imported where they run, on the writer's thread.


def _begin(shop: Shop, **asked: Any) -> tuple[int, Changes]:
    from engine.campaigns.goals import begin

    return begin(shop, **asked)


def _duplicate(shop: Shop, campaign_id: int) -> tuple[int, Changes]:
    from engine.campaigns.campaign import duplicate

    return duplicate(shop, campaign_id)


def _delete(shop: Shop, campaign_id: int) -> Changes:
    from engine.campaigns.campaign import delete

    return delete(shop, campaign_id)
