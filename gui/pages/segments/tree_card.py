"""The tree of groups: which customers join early, because they are alike, and where the tree was cut."""

from __future__ import annotations

from PySide6.QtCore import Signal

from engine.segments import GroupTree, SegmentRunView
from gui import text
from gui.charts.tree import Fork, Leaf, TreeChart, TreeGroup
from gui.widgets.basics import Label
from gui.widgets.card import Card


class TreeCard(Card):
    """Ward's tree with the groups at its ends; a click on one emits its code."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("How the groups join"))
        self.add(
            Label(
                self.tr(
                    "Read from the right: customers who buy alike join first. The further left two branches"
                    " join, the less alike they are. The dashed line is where the tree was cut into groups."
                ),
                "muted",
                wrap=True,
            )
        )
        self.chart = TreeChart(
            self.tr("Tree of groups"), self.tr("less alike"), self.tr("more alike"), self.tr("cut here")
        )
        self.chart.chosen.connect(self.chosen)
        self.add_action(self.chart.menu_button())
        self.add(self.chart, 1)

    def show_tree(self, tree: GroupTree, run: SegmentRunView) -> None:
        """Draw the tree of a run."""
        names = {each.code: text.say(each.name) for each in run.segments}
        sizes = {each.code: each.customers for each in run.segments}
        groups = [TreeGroup(code, name, text.count(sizes[code])) for code, name in names.items()]
        order = list(dict.fromkeys(branch.group for branch in tree.branches))
        ranked = sorted(groups, key=lambda each: order.index(each.key) if each.key in order else len(order))
        self.chart.show_tree(
            [Leaf(each.group, self._tip(each.customers, names[each.group])) for each in tree.branches],
            [
                Fork(
                    each.left,
                    each.right,
                    each.height,
                    each.group,
                    self._tip(each.customers, names.get(each.group, "")),
                )
                for each in tree.joins
            ],
            ranked,
            tree.cut,
            self._summary(tree, names),
            [
                [self.tr("Branch"), self.tr("Customers"), self.tr("Segment")],
                *(
                    [text.count(place), text.count(branch.customers), names[branch.group]]
                    for place, branch in enumerate(tree.branches, 1)
                ),
            ],
        )

    def mark(self, code: str) -> None:
        """Bring a group forward."""
        self.chart.mark(code)

    def _tip(self, customers: int, group: str) -> str:
        count = self.tr("%Ln customers", "", customers)
        return f"{count}\n{group}" if group else count

    def _summary(self, tree: GroupTree, names: dict[str, str]) -> str:
        """Which groups are most alike: those that join first above the cut."""
        groups: list[set[str]] = [{branch.group} for branch in tree.branches]
        for join in tree.joins:
            groups.append(groups[join.left] | groups[join.right])
            if not join.group:
                pair = sorted(names[code] for code in groups[-1])
                return self.tr("The groups most alike: {names}.").format(names=", ".join(pair))
        return ""
