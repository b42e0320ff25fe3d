"""Which campaign a report is about, and who of its recipients a row is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.importing.emails import clean_email
from engine.importing.result_rows import ResultRows
from engine.importing.views import Question
from engine.importing.vocabulary import plain_word
from engine.store.results import Addressee, Exported
from engine.words import Text


def campaign_of(
    file: str, rows: ResultRows, answer: str, campaigns: Sequence[str] | None
) -> tuple[str, Question | None, Text | None]:
    """(the campaign of rows that do not say theirs, what to ask, what to tell).

    ``campaigns`` are the exported ones; None: unknown. A report with our keys, or whose every row names a
    campaign that we know, needs none.
    """
    if campaigns is None:
        return answer, None, None
    known = {plain_word(name) for name in campaigns}
    if answer and plain_word(answer) in known:
        return answer, None, None
    has_keys = any(key and "@" not in key for key in rows.recipient)
    if has_keys or all(plain_word(name) in known for name in rows.campaign):
        return "", None, None
    stem = f" {plain_word(file.rpartition('.')[0] or file)} "
    named = [name for name in campaigns if f" {plain_word(name)} " in stem]
    if len(named) == 1 or (len(campaigns) == 1 and not any(rows.campaign)):
        name = named[0] if named else campaigns[0]
        return name, None, Text("import.note.campaign", {"name": name})
    text = Text("import.question.campaign", {"file": file})
    blocker = Text("import.campaign_unknown", {"file": file, "known": ", ".join(campaigns[:10])})
    return "", Question("campaign", text, tuple(dict.fromkeys(campaigns)), blocker), None


class Recipients:
    """Everybody of the exported campaigns, to be found by key, address or customer number."""

    def __init__(
        self, people: Sequence[Addressee], campaigns: Sequence[Exported], campaign: str, rows: ResultRows
    ) -> None:
        self.exported_at = {one.id: one.exported_at for one in campaigns}
        # Of several campaigns of one name the latest is meant.
        self._by_name = {plain_word(one.name): one.id for one in reversed(campaigns)}
        self._by_key: dict[str, Addressee] = {}
        self._by_email: dict[tuple[int, str], Addressee] = {}
        self._by_code: dict[tuple[int, str], Addressee] = {}
        for person in people:
            self._by_key[person.key.upper()] = person
            self._by_code[person.campaign_id, person.code] = person
            for address in (person.email_now, person.email):
                if address:
                    self._by_email[person.campaign_id, clean_email(address)] = person
        keyed = (self._by_key.get(key.upper()) for key in rows.recipient if key)
        votes = Counter(person.campaign_id for person in keyed if person)
        # Rows without a key stand in a report on the campaign of those that have one.
        self._campaign = votes.most_common(1)[0][0] if votes else self._by_name.get(plain_word(campaign))

    def of(self, rows: ResultRows, row: int) -> Addressee | None:
        """The recipient that a row speaks of; None for somebody to whom we did not write."""
        person = self._by_key.get(rows.recipient[row].upper()) if rows.recipient[row] else None
        if person is not None:
            return person
        name = rows.campaign[row]
        campaign = (self._by_name.get(plain_word(name)) if name else None) or self._campaign
        if campaign is None:
            return None
        person = self._by_email.get((campaign, rows.address(row)))
        return person or self._by_code.get((campaign, rows.customer[row]))
