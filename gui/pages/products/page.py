"""The Products page: the table, one product of it, and the recommendations learned from the orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from engine.errors import ClienteleError
from engine.products.choices import set_recommendable
from engine.products.detail import ProductDetail, product_detail
from engine.products.overview import ProductsView, products_view
from engine.recommend.views import RecommenderView
from engine.shop import Shop
from gui.page import Page, scrolling
from gui.pages.products.product import ProductView
from gui.pages.products.recommendations import RecommendationsView
from gui.pages.products.table import ProductTable
from gui.widgets.basics import Button
from gui.widgets.empty_state import EmptyState
from gui.widgets.segmented import Segmented

TRAIN = "engine.recommend.training:train"


@dataclass(frozen=True)
class _Shown:
    """What is asked for at once: the page, and the product that is open (None: gone, or none)."""

    view: ProductsView
    detail: ProductDetail | None


class ProductsPage(Page):
    """Two views by a switch; a product opens in the place of the table."""

    scrolls = False

    def build(self) -> None:
        self._product = 0
        self._shown: _Shown | None = None
        self._shop: Shop | None = None
        self._rows_stale = True
        self.update_button = Button(self.tr("Update recommendations"), icon="refresh", on_click=self.train)
        self.views = Segmented(
            self.tr("View"),
            [("products", self.tr("Products")), ("recommendations", self.tr("Recommendations"))],
        )
        self.views.chosen.connect(self._choose_view)
        self.back = Button(
            self.tr("All products"), kind="icon", icon="arrow_left", on_click=lambda: self._open_product(0)
        )
        self.back.hide()
        self.add_lead(self.back)
        self.add_action(self.update_button)
        self.add_action(self.views)
        self.table = ProductTable(self.shell.tasks)
        self.table.opened.connect(self._open_product)
        self.table.failed.connect(self.show_problem)
        self.product = ProductView()
        self.product.back_wanted.connect(lambda: self._open_product(0))
        self.product.product_wanted.connect(self._open_product)
        self.product.customer_wanted.connect(lambda id: self.shell.navigate("customers", customer=id))
        self.product.segment_wanted.connect(self._see_segment)
        self.product.write_wanted.connect(self._write)
        self.product.recommend_chosen.connect(self._recommend)
        self.product.training_wanted.connect(self.train)
        self.learned = RecommendationsView()
        self.learned.product_wanted.connect(self._open_product)
        self.learned.group_wanted.connect(self._show_group)
        self.learned.campaign_wanted.connect(
            lambda: self.shell.navigate("campaigns", goal="recommend", template="new_for_you")
        )
        self.untrained = EmptyState(
            "idea",
            self.tr("Learn what to recommend"),
            self.tr(
                "The app looks at who bought what, tests on your own past how well it can tell what comes"
                " next, and makes a list for every customer."
            ),
            Button(self.tr("Learn from my orders"), kind="primary", icon="idea", on_click=self.train),
        )
        self._product_area, self._learned_area = scrolling(self.product), scrolling(self.learned)
        self._stack = QStackedWidget()
        for part in (self.table, self._product_area, self._learned_area, self.untrained):
            self._stack.addWidget(part)
        self.add(self._stack, 1)
        # Two of the views scroll: their bar stands in the page's margin, and they end with the window.
        self.table.setContentsMargins(0, 0, self.body.contentsMargins().right(), 20)
        self.reach_edges()
        self.shell.tasks.jobs_changed.connect(self._show_job)

    # --- reading --------------------------------------------------------------------------------------

    @staticmethod
    def load(shop: Shop, **request: Any) -> _Shown:
        detail = None
        if request["product"]:
            try:
                detail = product_detail(shop, request["product"])
            except ClienteleError as problem:
                # An import that was undone took it along: the table is the way on.
                if problem.key != "product.missing":
                    raise
        return _Shown(products_view(shop), detail)

    def request(self) -> dict[str, Any]:
        before, self._shop = self._shop, self.shell.tasks.shop
        if before is not self._shop:
            self._rows_stale = True
            if before is not None:
                self._product = 0
        return {"product": self._product}

    def invalidate(self, topics: frozenset[str]) -> None:
        self._rows_stale = self._rows_stale or bool(topics & self.spec.refresh_on)
        super().invalidate(topics)

    def open(self, **options: Any) -> None:
        """Show a ``product`` by its id, or the ``view`` (products, recommendations)."""
        if options.get("product"):
            self._open_product(int(options["product"]))
        elif options.get("view"):
            self._choose_view(options["view"])

    def to_start(self) -> None:
        self._open_product(0)

    def is_empty(self, view: _Shown) -> bool:
        empty = view.view.products == 0
        self.views.setVisible(not empty)
        if empty:
            self.update_button.hide()
            self.set_heading(self.spec.title)
        return empty

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "products",
            self.tr("No products yet"),
            self.tr(
                "Bring in a file with your orders, and this page shows what sells, what is bought together,"
                " and what to recommend to whom."
            ),
            Button(
                self.tr("Import sales"),
                kind="primary",
                icon="import",
                on_click=lambda: self.shell.navigate("import"),
            ),
        )

    def show_view(self, view: _Shown) -> None:
        self._shown = view
        if self._rows_stale:
            self._rows_stale = False
            self.table.show_view(view.view)
        if view.detail is None:
            self._product = 0
        training = view.view.training
        if training is not None:
            self.learned.show_view(view.view, training, self._zone())
        self._tell_age(training)
        if self._product and view.detail is not None:
            self.product.show_detail(view.detail, trained=training is not None, zone=self._zone())
        self._arrange()

    def _zone(self) -> Any:
        return self._shop.zone if self._shop is not None else None

    def _tell_age(self, training: RecommenderView | None) -> None:
        if training is not None and training.stale and not self._training():
            again = Button(self.tr("Update recommendations"), kind="quiet", on_click=self.train)
            self.banner.tell(
                self.tr("Orders have changed since the recommendations were learned."), "info", again
            )
        else:
            self.banner.clear()

    # --- what is on screen ----------------------------------------------------------------------------

    def _choose_view(self, view: str) -> None:
        self.views.choose(view)
        self._product = 0
        self._arrange()

    def _open_product(self, product: int) -> None:
        self._product = product
        self.views.choose("products")
        if not product:
            self._arrange()
            self.table.table.setFocus()
            return
        self._product_area.verticalScrollBar().setValue(0)
        self.refresh()

    def _show_group(self, group: str) -> None:
        self._choose_view("products")
        self.table.show_group(group)

    def _arrange(self) -> None:
        """Put the chosen view in front, with its heading."""
        if self._shown is None:
            return
        view, detail = self._shown.view, self._shown.detail
        learned = self.views.current == "recommendations"
        self.back.hide()
        self.update_button.setVisible(learned and view.training is not None)
        self._show_job()
        if learned:
            trained = view.training is not None
            self._stack.setCurrentWidget(self._learned_area if trained else self.untrained)
        elif self._product and detail is not None and detail.row.id == self._product:
            self._stack.setCurrentWidget(self._product_area)
            self.back.show()
            self.set_heading(detail.row.name, self.product.heading(detail))
            return
        else:
            self._stack.setCurrentWidget(self.table)
        counts = [self.tr("%Ln products", "", view.products - view.services)]
        if view.services:
            counts.append(self.tr("%Ln services and fees", "", view.services))
        self.set_heading(self.spec.title, " · ".join(counts))

    # --- doing ----------------------------------------------------------------------------------------

    def train(self) -> None:
        """Learn anew from all orders, as a job that can be cancelled."""
        if self._training():
            return
        self.shell.tasks.job(
            TRAIN,
            {},
            title=self.tr("Learning what to recommend"),
            owner=self,
            done=self._trained,
            failed=self.show_problem,
            cancelled=self._show_job,
            topics=frozenset({"recommendations"}),
        )
        self.banner.clear()

    def _trained(self, training: RecommenderView) -> None:
        self.shell.toast(self.tr("Recommendations are ready for %Ln customers", "", training.customers))

    def _training(self) -> bool:
        return any(job.function == TRAIN for job in self.shell.tasks.jobs)

    def _show_job(self) -> None:
        busy = self._training()
        buttons = [self.update_button, self.product.audience.learn, *self.untrained.findChildren(Button)]
        for button in buttons:
            button.setEnabled(not busy)
        self.update_button.setText(self.tr("Learning…") if busy else self.tr("Update recommendations"))

    def _recommend(self, flag: bool) -> None:
        if self._shown is None or self._shown.detail is None:
            return
        name = self._shown.detail.row.name
        says = self.tr("{product} is no longer recommended")
        if flag:
            says = self.tr("{product} may be recommended again")
        self.command(
            set_recommendable,
            product_id=self._product,
            flag=flag,
            failed=self._not_recommended,
            says=says.format(product=name),
        )

    def _not_recommended(self, problem: BaseException) -> None:
        self.show_problem(problem)
        self.product.switch.setChecked(not self.product.switch.isChecked())

    def _write(self, customers: tuple[int, ...]) -> None:
        self.shell.navigate("campaigns", customer_ids=customers, goal="recommend", template="new_for_you")

    def _see_segment(self, code: str) -> None:
        if code:
            self.shell.navigate("segments", code=code, method="rfm")
        else:
            self.shell.navigate("segments")
