from saleor_automation.core.settled import memory_of, read_once, settled


class Definitions:
    """Something people define, and how often it was read."""

    def __init__(self):
        self.value, self.reads = "first", []

    def reader(self):
        @read_once
        def read(name, *, strict=False):
            self.reads.append((name, strict))
            return self.value

        return read


def test_production_reads_a_definition_each_time():
    # given
    definitions = Definitions()
    read = definitions.reader()

    # when
    before = read("rules")
    definitions.value = "changed"

    # then
    assert (before, read("rules")) == ("first", "changed")


def test_settled_definition_is_read_once_for_each_question():
    # given
    definitions = Definitions()
    read = definitions.reader()

    # when
    with settled():
        answers = [read("rules"), read("rules"), read("terms"), read("rules", strict=True), read("rules", strict=True)]

    # then
    assert answers == ["first"] * 5
    assert definitions.reads == [("rules", False), ("terms", False), ("rules", True)]


def test_next_simulation_reads_anew():
    # given
    definitions = Definitions()
    read = definitions.reader()
    with settled():
        read("rules")
    definitions.value = "changed"

    # when
    with settled():
        answer = read("rules")

    # then
    assert answer == "changed"


def test_reader_has_a_memory_of_its_own_inside_only():
    # when
    with settled():
        memory_of("cards")["mug"] = 1
        inside = (memory_of("cards"), memory_of("orders"))

    # then
    assert inside == ({"mug": 1}, {})
    assert memory_of("cards") is None
