import pytest
from minijinja import TemplateError

from saleor_automation.messages.template_engine import HTML, SUBJECT, TEXT, complaint, new_environment
from saleor_automation.messages.template_tags import FILTERS


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_every_allowed_filter_exists(name):
    # given
    source = f"{{{{ value|{name} }}}}"

    # when
    try:
        new_environment().render_str(source, TEXT, value="a")
    except TemplateError as error:
        # then: it may want other arguments or another value, but it is there
        assert error.kind != "UnknownFilter"


@pytest.mark.parametrize(
    ("name", "expected"), [(HTML, "&lt;b&gt; &amp; &quot;"), (TEXT, '<b> & "'), (SUBJECT, '<b> & "')]
)
def test_values_are_escaped_in_html_only(name, expected):
    assert new_environment().render_str("{{ value }}", name, value='<b> & "') == expected


def test_missing_values_print_nothing():
    assert new_environment().render_str("[{{ a }}{{ a.b.c }}{% for x in y %}{% endfor %}]", HTML) == "[]"


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
        "{{ 'x' * 1000000000 }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% include 'other' %}",
        "{{ value|safe }}",
        "{{ debug() }}",
        "{{ call.__globals__.secret() }}",
    ],
)
def test_engine_does_not_work_without_end_nor_reach_beyond_its_data(source):
    with pytest.raises(TemplateError):
        new_environment().render_str(source, HTML, value="<", call=lambda: None)


def test_complaint_holds_no_data():
    # given
    environment = new_environment()

    # when
    with pytest.raises(TemplateError) as caught:
        environment.render_str("{{ name + 1 }}", HTML, name="anna@shop.example")

    # then
    assert complaint(caught.value) == "InvalidOperation in line 1"
