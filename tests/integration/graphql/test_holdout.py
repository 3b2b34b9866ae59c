from . import builders
from .clients import nodes


def test_people_held_out_and_their_ghosts_are_counted_apart(as_manager):
    # given
    journey = builders.journey(holdout_percent=20)
    ada, eve = builders.contact("ada@x.example"), builders.contact("e@x.example")
    builders.message(ada, journey=journey, enrollment=builders.enrollment(journey, ada))
    held_out = builders.enrollment(journey, eve, is_held_out=True, finish_reason="completed")
    builders.message(eve, journey=journey, enrollment=held_out, state="ghost", reason="held_out", is_held_out=True)

    # when
    data = as_manager.ask(
        """{ automationJourney(slug: "cart") { holdoutPercent
          counts { entered active messages { state count }
            heldOut { entered active ghosts finished { reason count } messages { state reason count } } }
          enrollments(first: 5) { edges { node { isHeldOut contact { email } } } } } }"""
    )["automationJourney"]

    # then
    assert data["holdoutPercent"] == 20
    assert data["counts"] == {
        "entered": 1,
        "active": 1,
        "messages": [{"state": "DELIVERED", "count": 1}],
        "heldOut": {
            "entered": 1,
            "active": 0,
            "ghosts": 1,
            "finished": [{"reason": "completed", "count": 1}],
            "messages": [{"state": "GHOST", "reason": "held_out", "count": 1}],
        },
    }
    found = {node["contact"]["email"]: node["isHeldOut"] for node in nodes(data["enrollments"])}
    assert found == {"ada@x.example": False, "e@x.example": True}


def test_messages_can_be_narrowed_to_ghosts_and_to_people_held_out(as_manager):
    # given
    contact = builders.contact("ada@x.example")
    builders.message(contact, state="delivered")
    builders.message(contact, state="ghost", is_held_out=True)
    builders.message(contact, state="skipped", is_held_out=True)
    ask = """query ($filter: AutomationMessageFilterInput) { automationMessages(first: 5, filter: $filter) {
      edges { node { state isHeldOut } } } }"""

    # when
    ghosts = nodes(as_manager.ask(ask, {"filter": {"states": ["GHOST"]}})["automationMessages"])
    held_out = nodes(as_manager.ask(ask, {"filter": {"isHeldOut": True}})["automationMessages"])
    others = nodes(as_manager.ask(ask, {"filter": {"isHeldOut": False}})["automationMessages"])

    # then
    assert ghosts == [{"state": "GHOST", "isHeldOut": True}]
    assert [node["state"] for node in held_out] == ["SKIPPED", "GHOST"]
    assert others == [{"state": "DELIVERED", "isHeldOut": False}]
