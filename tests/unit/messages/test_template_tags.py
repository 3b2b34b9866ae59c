import pytest

from saleor_automation.messages.template_tags import FILTERS, HiddenTags, tag_problems


def test_hidden_tags_come_back_as_they_were():
    # given
    source = '<a href="{{ a }}">{% if b == "%}" %}x{% endif %}</a>{{ "}}" }}'
    tags = HiddenTags(source)

    # when
    hidden = tags.hide(source)

    # then
    assert "{" not in hidden
    assert tags.restore(hidden) == source


def test_token_is_never_a_word_of_the_text():
    # given
    source = "qz0zq QZ1ZQ {{ name }}"
    tags = HiddenTags(source)

    # when
    hidden = tags.hide(source)

    # then
    assert hidden.startswith("qz0zq QZ1ZQ ")
    assert tags.restore(hidden) == source


def test_tag_inside_a_tag_comes_back():
    tags = HiddenTags()
    inner = tags.put("{{ name }}")

    assert tags.restore(tags.put(f"<b>{inner}</b>")) == "<b>{{ name }}</b>"


@pytest.mark.parametrize(
    "source",
    [
        'Hello {{ contact.first_name or "there" }}',
        "{% if cart.lines|length > 1 %}many{% elif not (a and (b or c)) %}few{% else %}one{% endif %}",
        "{%- for line in cart.lines -%}{{ loop.index }}{{ loop.cycle('odd', 'even') }}{%- endfor -%}",
        "{% set total = cart.total_amount %}{{ total|round(2) }}",
        "{% if number is divisibleby(2) and x is not divisibleby(3) %}{% endif %}",
        "{% for i in range(3) %}{% endfor %}{% if x in (1, 2) %}{% endif %}",
        "{{ contact.city|default('(nowhere)') }}",
        "@media screen{#logo{color:red}}",
        "no tags at all, 100 % sure",
    ],
)
def test_what_mails_need_is_allowed(source):
    assert tag_problems(source) == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("{{ products.clear() }}", "{{ products.clear() }} calls 'clear'; a mail can only call cycle and range"),
        ("{{ a['pop']() }}", "{{ a['pop']() }} calls ']'; a mail can only call cycle and range"),
        ("{{ (a)('x') }}", "{{ (a)('x') }} calls ')'; a mail can only call cycle and range"),
        ("{{ 'x'('y') }}", "{{ 'x'('y') }} calls \"'x'\"; a mail can only call cycle and range"),
        ("{{ a.cycle(1) }}", "{{ a.cycle(1) }} calls 'cycle'; a mail can only call cycle and range"),
        ("{{ not f(1) }}", "{{ not f(1) }} calls 'f'; a mail can only call cycle and range"),
        ("{{ debug() }}", "{{ debug() }} calls 'debug'; a mail can only call cycle and range"),
        ("{% include 'x' %}", "{% include 'x' %} cannot be used in a mail; use if, for or set"),
        ("{% autoescape false %}", "{% autoescape false %} cannot be used in a mail; use if, for or set"),
        (
            "{% set _track = 1 %}",
            "{% set _track = 1 %} uses '_track'; names that begin with _ are taken, choose another",
        ),
        ("{{ }}", "{{ }} is empty; name a variable or remove it"),
        ("{{ name", "{{ is opened and never closed; end it with }}"),
        ("{% if x", "{% is opened and never closed; end it with %}"),
        ("{# note #}", "the comment '{# note #}' would be printed in the mail; remove it"),
    ],
)
def test_refusal_names_tag_and_remedy(source, problem):
    assert tag_problems(source) == [problem]


def test_unknown_filter_is_refused_with_the_known_ones():
    assert tag_problems("{{ name|safe }}") == [
        f"{{{{ name|safe }}}} uses the unknown filter 'safe'; use one of {', '.join(sorted(FILTERS))}"
    ]
