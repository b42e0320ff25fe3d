"""Segments of the owner's own making: rules over what is known of customers, and fixed lists.

A rule is plain JSON data (``condition``), made of features that are described one by one (``catalogue``),
answered as of any day (``evaluate``) and read back as a sentence (``sentence``). Importing this package loads
nothing heavy.
"""

from __future__ import annotations

from engine.segments.rules.asking import (
    RuleCount,
    count_rule,
    customers_fitting,
    read_ahead,
    rule_sentence,
)
from engine.segments.rules.catalogue import FEATURES, GROUPS, NUMBER_OPS, THINGS, WORD_OPS, Feature
from engine.segments.rules.choices import RuleChoices, find_products, rule_choices
from engine.segments.rules.condition import HOWS, read_rule
from engine.segments.rules.own import (
    LONGEST_NAME,
    OwnPage,
    OwnSegment,
    OwnSegments,
    delete_own,
    export_own,
    own_members,
    own_page,
    own_segment,
    own_segments,
    rename_own,
    save_found_as_list,
    save_list,
    save_rule,
    save_rule_as_list,
    save_segment_as_list,
)
from engine.segments.rules.table import feature_table, write_feature_table

__all__ = [
    "FEATURES",
    "GROUPS",
    "HOWS",
    "LONGEST_NAME",
    "NUMBER_OPS",
    "THINGS",
    "WORD_OPS",
    "Feature",
    "OwnPage",
    "OwnSegment",
    "OwnSegments",
    "RuleChoices",
    "RuleCount",
    "count_rule",
    "customers_fitting",
    "delete_own",
    "export_own",
    "feature_table",
    "find_products",
    "own_members",
    "own_page",
    "own_segment",
    "own_segments",
    "read_ahead",
    "read_rule",
    "rename_own",
    "rule_choices",
    "rule_sentence",
    "save_found_as_list",
    "save_list",
    "save_rule",
    "save_rule_as_list",
    "save_segment_as_list",
    "write_feature_table",
]
