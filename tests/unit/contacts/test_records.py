from saleor_automation.contacts.transfers.records import MAX_RECORD, Records


def records_of(*pieces, most=100):
    records = Records(pieces, ",")
    records.read(most)
    return records


def test_lines_are_those_where_records_begin():
    # when
    records = records_of('a,b\n"c\nd",e\n', "\nf,g")

    # then
    assert records.rows == [["a", "b"], ["c\nd", "e"], ["f", "g"]]
    assert records.lines == [0, 1, 4]
    assert records.is_end


def test_text_taken_ends_behind_the_last_record_read():
    # given
    text = 'é,b\n"c\nd",e\nf,g\n'

    # when
    records = records_of(text, most=2)

    # then
    assert text.encode()[records.size_in_bytes :] == b"f,g\n"
    assert (records.lines_count, records.is_end) == (3, False)


def test_record_goes_on_in_the_next_piece():
    # when
    records = records_of('a,"b\n', "c\n", 'd"\ne,f\n')

    # then
    assert records.rows == [["a", "b\nc\nd"], ["e", "f"]]


def test_only_line_feeds_end_a_line():
    # when
    records = records_of("a\x0bb,c\u2028d\ne,f\x85\n")

    # then
    assert records.rows == [["a\x0bb", "c\u2028d"], ["e", "f\x85"]]
    assert records.lines_count == 2


def test_quote_open_at_the_end_of_the_text_costs_its_first_line_only():
    # when
    records = records_of('a,b\n"c,d\ne,f\n', "g,h\n")

    # then
    assert records.rows == [["a", "b"], ["e", "f"], ["g", "h"]]
    assert (records.lines, [line for line, _ in records.problems]) == ([0, 2, 3], [1])
    assert (records.lines_count, records.is_end) == (4, True)


def test_quote_never_closed_in_a_long_text_costs_its_line_only():
    # given
    text = '"a,b\n' + "e,f\n" * (MAX_RECORD // 3)

    # when
    records = records_of(text, most=5)

    # then
    assert [line for line, _ in records.problems] == [0]
    assert (records.rows, records.lines) == ([["e", "f"]] * 4, [1, 2, 3, 4])
    assert text.encode()[records.size_in_bytes :].startswith(b"e,f\n")
