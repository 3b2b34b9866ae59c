import pytest

from saleor_automation.core.clock import utc_now
from saleor_automation.recommendations import training
from tests.databases import cloned_database
from tests.workers import worker_held_behind

from . import builders

REPORT = """{ automationRecommendationReport {
  trainedAt trainedUntil ordersCount productsCount method isTraining problem heldOutDays heldOutOrdersCount
  tasks { task results { method hit ndcg coverage questions } }
} }"""
RETRAIN = "mutation { automationRecommendationRetrain { report { isTraining } errors { field message code } } }"


def test_report_is_empty_before_the_first_training(as_manager):
    assert as_manager.ask(REPORT) == {"automationRecommendationReport": None}


def test_report_shows_the_results_of_the_newest_training(as_manager):
    # given
    quality = {"hit": 0.5, "ndcg": 0.25, "coverage": 0.75, "questions": 40}
    builders.recommendations(tasks={"new_items": {"best_sellers": quality}})
    builders.recommendations(tasks={"new_items": {"ours": quality | {"hit": 0.6}, "best_sellers": quality}})

    # when
    report = as_manager.ask(REPORT)["automationRecommendationReport"]

    # then
    assert (report["ordersCount"], report["productsCount"], report["method"]) == (400, 30, "ease")
    assert (report["heldOutDays"], report["heldOutOrdersCount"], report["problem"]) == (12.5, 80, None)
    assert report["isTraining"] is False
    assert report["tasks"] == [
        {
            "task": "new_items",
            "results": [
                {"method": "ours", "hit": 0.6, "ndcg": 0.25, "coverage": 0.75, "questions": 40},
                {"method": "best_sellers", "hit": 0.5, "ndcg": 0.25, "coverage": 0.75, "questions": 40},
            ],
        }
    ]


def test_report_says_why_there_are_no_results(as_manager):
    # given
    builders.recommendations(problem="too_few_orders")

    # when
    report = as_manager.ask(REPORT)["automationRecommendationReport"]

    # then
    assert report["tasks"] == []
    assert report["problem"] == (
        "There are fewer than two orders; nothing can be held out to try the recommendations on."
    )


def test_retrain_wakes_the_task_and_shows_what_is_in_use(as_manager, monkeypatch):
    # given
    woken = []
    monkeypatch.setattr("saleor_automation.core.alarm.wake", woken.append)
    builders.recommendations()

    # when
    data = as_manager.ask(RETRAIN)["automationRecommendationRetrain"]

    # then
    assert data == {"report": {"isTraining": False}, "errors": []}
    assert woken == ["saleor_automation.retrain_recommendations"]


@pytest.fixture
def own_database(db):
    with cloned_database() as name:
        yield name


def test_training_at_work_is_seen_from_another_connection(own_database):
    # given
    assert training.is_training() is False

    # when: a training has its lock and goes on to read
    with worker_held_behind("FROM automation_purchase", lambda: training.train(utc_now())):
        # then
        assert training.is_training() is True
