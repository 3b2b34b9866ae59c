"""Write what the staged rows of an import say: of consent, and of places on lists.

Whoever is new has said nothing before, and nobody else can know of them yet: their words are written as they are. For
the others the rules of may_change decide, within the statement.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from ...core import sql
from ..consent import EMAIL, allowed_changes
from ..models import ConsentState
from .columns import CONSENT
from .options import StatedConsent
from .staging import STAGE

_EXPLICIT = "(consent_at <> '' AND consent_text <> '')"


def said_by_rows(columns: Mapping[str, Sequence[Any]], stated: StatedConsent | None) -> dict[str, Sequence[Any]]:
    """Return the columns with what is stated of everybody in the rows that say nothing of consent themselves.

    Without a column for it nobody says anything: then no column of consent is left, and what is stated is a constant.
    """
    if stated is None:
        return dict(columns)
    others = {name: values for name, values in columns.items() if name not in CONSENT}
    if "consent" not in columns:
        return others
    states = columns["consent"]
    blank = [""] * len(states)
    for key, value in asdict(stated).items():
        name = "consent" if key == "state" else f"consent_{key}"
        rows = zip(states, columns.get(name, blank), strict=True)
        others[name] = [said if state else value for state, said in rows]
    return others


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the words of one batch.

    mapped are the columns that are staged; stated is what counts for everybody if none of them is about consent. source
    names the import. Events are left to the pass if tells, else they are in the log as if it had seen them.
    """

    mapped: Collection[str]
    stated: StatedConsent | None
    source: str
    now: datetime
    tells: bool
    new: int
    known: int

    def write_consent(self) -> None:
        """Write consent to e-mail, which is an event only if the import tells the journeys.

        A row that states when and in which words is the person's own word; any other counts from now and brings nobody
        back who had left.
        """
        if "consent" in self.mapped or (self.stated is not None and not self._by_row):
            self._put("automation_consent", "transport", EMAIL, "consent <> ''" if self._by_row else "TRUE", "")

    def write_list(self, list_id: int, slug: str) -> None:
        """Put everybody on a list, or take them off it if their row says that they left; all of it are events."""
        self._put("automation_listsubscription", "list_id", list_id, "TRUE", slug)

    @property
    def _by_row(self) -> bool:
        return any(name in self.mapped for name in CONSENT)

    def _put(self, table: str, key: str, value: str | int, which: str, slug: str) -> None:
        if self.new:
            self._write(table, key, value, f"is_new AND {which}", slug, "")
        for is_explicit in self._kinds if self.known else ():
            # Their own words, and those that others wrote down, are under different rules.
            condition = f"{'' if is_explicit else 'NOT '}{_EXPLICIT}" if self._by_row else "TRUE"
            unique = "contact_id, transport" if key == "transport" else "list_id, contact_id"
            on_conflict = f"""ORDER BY contact_id
                ON CONFLICT ({unique}) DO UPDATE
                    SET state = EXCLUDED.state, source = EXCLUDED.source,
                        changed_at = EXCLUDED.changed_at, proof = EXCLUDED.proof
                    WHERE (t.state, EXCLUDED.state) IN {allowed_changes(is_explicit=is_explicit)}
                      AND t.changed_at <= EXCLUDED.changed_at
                RETURNING contact_id, state, source, changed_at, proof"""  # noqa: S608
            self._write(table, key, value, f"NOT is_new AND {which} AND {condition}", slug, on_conflict)

    @property
    def _staged(self) -> str:
        """The rows, with an empty text for what the file says nothing of."""
        blank = ", ".join(f"''::text AS {name}" for name in CONSENT if name not in self.mapped)
        return f"(SELECT *{', ' if blank else ''}{blank} FROM {STAGE}) AS staged"  # noqa: S608

    @property
    def _kinds(self) -> tuple[bool, ...]:
        if self._by_row:
            return (False, True)
        return (self.stated is not None and bool(self.stated.at and self.stated.text),)

    def _write(self, table: str, key: str, value: str | int, which: str, slug: str, on_conflict: str) -> None:
        select, params = self._said_by_row() if self._by_row else self._said_of_all()
        list_id = "NULL" if key == "transport" else "%s::bigint"
        ids = [] if key == "transport" else [value]
        result = "changed" if on_conflict else "said"
        # What is the same for all is cheaper written again than kept and read.
        kept = "" if self._by_row else "NOT MATERIALIZED"
        statement = f"""
            WITH said AS {kept} (SELECT contact_id, {select} FROM {self._staged} WHERE {which}), changed AS (
                INSERT INTO {table} AS t (contact_id, {key}, state, source, changed_at, proof)
                SELECT contact_id, %s, state, source, changed_at, proof FROM said {on_conflict}
            ), kept AS (
                INSERT INTO automation_consentrecord (contact_id, transport, list_id, state, source, changed_at, proof)
                SELECT contact_id, '{EMAIL}', {list_id}, state, source, changed_at, proof FROM {result}
            )
        """  # noqa: S608
        params = [*params, value, *ids]
        if key == "transport" and not self.tells:
            sql.execute(f"{statement} SELECT 1 WHERE FALSE", params)
            return
        good, bad = ("subscribed", "unsubscribed") if key == "transport" else ("list_joined", "list_left")
        about = {"source": self.source} | ({"list": slug} if slug else {})
        if self._by_row:
            data = "%s::jsonb || jsonb_build_object('state', state)"
        else:
            data = "%s::jsonb"
            about["state"] = params[0]
        name = "%s::text || contact_id || ':' || state"
        suffix: tuple[str, ...] = ()
        if key != "transport":
            name, suffix = "%s::text || contact_id || %s::text || state", (f":{value}:",)
        sql.execute(
            f"""{statement}
            INSERT INTO automation_event
                (kind, key, occurred_at, recorded_at, processed_at, contact_id, email, problem, data)
            SELECT CASE state WHEN 'subscribed' THEN '{good}' ELSE '{bad}' END,
                {name}, %s, %s, %s, contact_id, '', '',
                {data}
            FROM {result} {"ON CONFLICT (key, occurred_at) DO NOTHING" if on_conflict else ""}
            """,  # noqa: S608
            [
                *params,
                f"{self.source}:",
                *suffix,
                self.now,
                self.now,
                None if self.tells else self.now,
                json.dumps(about),
            ],
        )

    def _said_by_row(self) -> tuple[str, list[Any]]:
        select = """
            COALESCE(NULLIF(consent, ''), 'subscribed') AS state,
            left(COALESCE(NULLIF(consent_source, ''), %s), 64) AS source,
            COALESCE(NULLIF(consent_at, '')::timestamptz, %s) AS changed_at,
            jsonb_strip_nulls(jsonb_build_object('text', NULLIF(consent_text, ''), 'import', %s::text)) AS proof
        """
        return select, [self.source, self.now, self.source]

    def _said_of_all(self) -> tuple[str, list[Any]]:
        select = "%s::text AS state, %s::text AS source, %s::timestamptz AS changed_at, %s::jsonb AS proof"
        stated = self.stated
        proof = {"import": self.source}
        if stated is None:
            return select, [ConsentState.SUBSCRIBED.value, self.source, self.now, json.dumps(proof)]
        if stated.text:
            proof["text"] = stated.text
        at = datetime.fromisoformat(stated.at) if stated.at else self.now
        # A day, or a moment that does not say its zone, is taken as UTC.
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return select, [stated.state, (stated.source or self.source)[:64], at, json.dumps(proof)]
