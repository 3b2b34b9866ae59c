"""The benchmark of recommendations on purchases small enough to read, and on files it cannot measure."""

from datetime import datetime

import pytest

pyarrow = pytest.importorskip("pyarrow", reason="A Saleor environment has no pyarrow; the benchmark runs in ours.")
parquet = pytest.importorskip("pyarrow.parquet")

from benchmarks import recommend  # noqa: E402
from benchmarks.recommend import Result, judge_targets  # noqa: E402
from benchmarks.recommend_data import Refused, read_lines, split  # noqa: E402
from saleor_automation.recommendations.evaluation import Quality  # noqa: E402

CUT, END = datetime(2024, 2, 1), datetime(2024, 3, 1)  # noqa: DTZ001 - days as the file writes them


def file_of(tmp_path, rows, names=("invoice", "sku", "ts", "customer_id")):
    path = tmp_path / "purchases.parquet"
    columns = list(zip(*rows, strict=True))
    parquet.write_table(pyarrow.table(dict(zip(names, columns, strict=True))), path)
    return path


@pytest.fixture
def purchases(tmp_path):
    """Five orders of tea and cups in January, and spoons once; in February one old and one new customer."""
    january = [
        (f"J{day}", sku, datetime(2024, 1, day), 100 + day)  # noqa: DTZ001
        for day in range(1, 6)
        for sku in ("tea", "cup", "pot", "jar", "mat")
    ]
    february = [
        ("F2", "tea", datetime(2024, 2, 9, 12), 101),  # noqa: DTZ001
        ("F1", "cup", datetime(2024, 2, 5), 101),  # noqa: DTZ001
        ("F3", "pot", datetime(2024, 2, 6), 999),  # noqa: DTZ001
        ("F3", "jar", datetime(2024, 2, 6), 999),  # noqa: DTZ001
        ("F3", "new", datetime(2024, 2, 6), 999),  # noqa: DTZ001
    ]
    rare = [("J1", "spoon", datetime(2024, 1, 1), 101)]  # noqa: DTZ001
    return file_of(tmp_path, january + february + rare)


def test_split_follows_the_published_protocol(purchases):
    # when
    parts = split(read_lines(purchases), CUT, END)

    # then: spoons have too few lines, "new" was never sold before, customer 999 was never seen
    assert parts.train.items_count == 5
    assert (parts.train_lines, parts.test_lines) == (25, 4)
    cup, jar, mat, pot, tea = range(5)
    assert mat not in {item for _, right in zip(*parts.item_to_item, strict=True) for item in right}
    assert parts.new_items == ([], [])
    assert parts.next_basket == ([0], [{cup}])
    assert sorted(zip(*parts.item_to_item, strict=True)) == [(jar, {pot}), (pot, {jar})]
    assert parts.carts == ([], [])
    assert tea in parts.train.items


def test_missing_file_is_named(tmp_path):
    path = tmp_path / "none.parquet"

    with pytest.raises(Refused) as caught:
        read_lines(path)

    assert str(caught.value) == (
        f"{path}: no such file. Name a parquet file: make bench-recommend DATA=purchases.parquet"
    )


def test_missing_columns_are_named_with_what_is_there(tmp_path):
    path = file_of(tmp_path, [("1", "tea")], names=("invoice", "product"))

    with pytest.raises(Refused) as caught:
        read_lines(path)

    assert str(caught.value) == (
        f"{path}: no column sku, ts, customer_id. It has invoice, product; the benchmark needs invoice, sku, ts, "
        "customer_id (one row for each order line)."
    )


def test_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "purchases.csv"
    path.write_text("invoice,sku\n1,tea\n")

    with pytest.raises(Refused, match=r"Expected a parquet file with invoice and sku as text"):
        read_lines(path)


def test_window_without_lines_is_refused_with_what_the_file_has(purchases):
    lines = read_lines(purchases)

    with pytest.raises(Refused) as caught:
        split(lines, datetime(2025, 1, 1), datetime(2025, 2, 1))  # noqa: DTZ001

    assert str(caught.value) == (
        "No line to test: ts from 2025-01-01 to 2025-02-01. The file has lines from 2024-01-01 to 2024-02-09: choose "
        "TRAIN_UNTIL and TEST_UNTIL inside."
    )


def test_window_that_ends_before_it_begins_is_refused(purchases):
    with pytest.raises(Refused, match=r"^TEST_UNTIL 2024-02-01 is not after TRAIN_UNTIL 2024-03-01\.$"):
        split(read_lines(purchases), END, CUT)


def test_refusal_ends_with_status_two_and_a_sentence(tmp_path, capsys):
    assert recommend.main(["--data", str(tmp_path / "none.parquet")]) == 2
    assert "no such file" in capsys.readouterr().err


def results(new=0.2, basket=0.3, item=0.22, coverage=0.99, questions=10):
    def row(task, method, ndcg, covered=0.5):
        return Result(task, method, Quality(0.5, ndcg, covered, questions))

    return [
        row("new items", "ours", new),
        row("new items", "implicit BM25", 0.10),
        row("new items", "implicit TF-IDF", 0.12),
        row("next basket", "ours", basket),
        row("next basket", "personal frequency", 0.3),
        row("item to item", "ours", item, coverage),
        row("item to item", "implicit cosine", 0.2),
    ]


def test_targets_are_held_against_the_best_of_the_library():
    verdicts = judge_targets(results())

    assert [verdict.holds for verdict in verdicts] == [True, True, True, True]
    assert (verdicts[0].against, verdicts[0].theirs) == ("implicit TF-IDF", 0.12)


@pytest.mark.parametrize(
    ("change", "missed"),
    [({"new": 0.13}, 0), ({"basket": 0.29}, 1), ({"item": 0.21}, 2), ({"coverage": 0.94}, 3)],
    ids=["new items", "next basket", "item to item", "coverage"],
)
def test_each_target_can_be_missed(change, missed):
    verdicts = judge_targets(results(**change))

    assert [number for number, verdict in enumerate(verdicts) if not verdict.holds] == [missed]


def test_window_in_which_nobody_returns_is_refused():
    with pytest.raises(Refused, match=r"^Nothing to ask about item to item, new items, next basket: "):
        judge_targets(results(questions=0))
