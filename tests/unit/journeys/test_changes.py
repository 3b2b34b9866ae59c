"""What publishing a draft would change is said part by part, and a draft that says the same says nothing."""

from saleor_automation.journeys.changes import Change, FieldChange, changes_between

WAIT = {"id": "wait", "kind": "wait", "duration": "1 day"}
MARK = {"id": "mark", "kind": "add_tag", "tag": "A"}
SEND = {"id": "send", "kind": "send", "template": "hello"}


def definition(*steps, **parts):
    return {"trigger": {"kind": "event", "event": "checkout_abandoned"}, "steps": list(steps), **parts}


def test_defaults_that_are_written_out_are_no_change():
    # given
    plain = definition(WAIT, SEND)
    written = definition(
        {**WAIT, "next": "", "duration": "24 hours"},
        {**SEND, "truth": [], "label": ""},
        entry={"rule": "once"},
        exits=[],
    )

    # then
    assert changes_between(written, plain) == []


def test_added_removed_and_changed_steps_are_told_with_their_fields():
    # when
    found = changes_between(definition(WAIT, MARK), definition({**WAIT, "duration": "2 days", "label": "Rest"}, SEND))

    # then
    assert found == [
        Change(
            *("step", "changed", "wait", "wait", "Rest"),
            fields=(FieldChange("label", "", "Rest"), FieldChange("duration", "1 day", "2 days")),
        ),
        Change("step", "added", "send", "send"),
        Change("step", "removed", "mark", "add_tag"),
    ]


def test_a_step_that_went_elsewhere_has_moved_and_the_others_have_not():
    # when
    found = changes_between(definition(WAIT, MARK, SEND), definition(SEND, WAIT, MARK))

    # then
    assert found == [Change("step", "moved", "send", "send")]


def test_ways_in_and_out_are_told_before_steps():
    # given
    exits = [{"event": "order_placed", "reason": "ordered"}]

    # when
    found = changes_between(
        definition(WAIT),
        definition(WAIT, trigger={"kind": "manual"}, entry={"rule": "again", "pause": "1 week"}, exits=exits),
    )

    # then
    assert [(each.part, each.kind, [field.name for field in each.fields]) for each in found] == [
        ("trigger", "changed", ["kind", "event", "filter"]),
        ("entry", "changed", ["rule", "pause"]),
        ("exits", "changed", ["exits"]),
    ]


def test_first_publication_adds_every_step():
    assert [(each.part, each.kind) for each in changes_between({}, definition(WAIT, MARK))] == [
        ("trigger", "changed"),
        ("step", "added"),
        ("step", "added"),
    ]


def test_parts_with_mistakes_are_compared_as_they_are_written():
    # given
    draft = definition({**WAIT, "duration": "soon"}, {"kind": "nothing"}, "text", trigger=7)

    # when
    found = changes_between(definition(WAIT), draft)

    # then
    assert [(each.part, each.kind, each.step_id) for each in found] == [
        ("trigger", "changed", ""),
        ("step", "changed", "wait"),
        ("step", "added", "#2"),
    ]
    assert FieldChange("duration", "1 day", "soon") in found[1].fields


def test_drafts_that_are_no_definitions_at_all_are_compared_too():
    for draft in ({"steps": 5}, {"steps": [1, None]}, {"trigger": [], "steps": {}}, [], None):
        changes_between(draft, definition(WAIT))
        changes_between(definition(WAIT), draft)
