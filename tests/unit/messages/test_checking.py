import pytest

from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.messages.checking import check_mail
from saleor_automation.messages.content import parse_content
from saleor_automation.messages.variables import mail_variables

FOOTER = {"kind": "footer"}


def problems_of(raw, brand, **options):
    with pytest.raises(InvalidDefinition) as caught:
        check_mail(parse_content(raw), "en", brand, mail_variables(["products"]), **options)
    assert caught.value.subject == "Mail in 'en'"
    return caught.value.problems


def test_good_mail_is_compiled(brand, every_block):
    compiled = check_mail(parse_content(every_block), "en", brand, mail_variables(["products"]))

    assert compiled.language == "en"


def test_good_html_mail_is_compiled(brand):
    content = parse_content(
        {
            "subject": "Hello",
            "html": "<style>.a{color:red}</style>{% for p in products %}<p class='a'>{{ p.name }}</p>{% endfor %}"
            "<a href='{{ unsubscribe_url }}'>leave</a>",
        }
    )

    assert check_mail(content, "en", brand, mail_variables(["products"])).html.count("color:red") >= 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "{{ contact.fist_name }}",
            "contact has no 'fist_name'; use one of city, country, email, fields, first_name, language, last_name",
        ),
        (
            "{% for line in cart.lines %}{{ line.nmae }}{% endfor %}",
            "a name is unknown at 'line.nmae' in line 1; correct the tag",
        ),
        ("{% if cart.lines %}{% endfor %}", None),
        ("{{ contact.first_name + 1 }}", None),
        ("{{ coupon.code coupon.value }}", None),
    ],
)
def test_wrong_tag_is_named_with_its_place(brand, text, problem):
    # given
    raw = {"subject": "a", "blocks": [{"kind": "divider"}, {"kind": "heading", "text": text}, FOOTER]}

    # when
    problems = problems_of(raw, brand)

    # then
    assert [place for place, _ in problems] == ["block 2 (heading), text"]
    assert problem is None or problems[0][1] == problem


def test_mistake_that_shows_only_for_people_little_is_known_about_is_found(brand):
    # given
    text = "{% if cart.lines %}fine{% else %}{% for line in order.lines or [1] %}{{ line.x }}{% endfor %}{% endif %}"

    # when
    problems = problems_of({"subject": "a", "blocks": [{"kind": "heading", "text": text}, FOOTER]}, brand)

    # then
    assert problems == [("block 1 (heading), text", "a name is unknown at 'line.x' in line 1; correct the tag")]


def test_product_list_must_exist(brand):
    raw = {"subject": "a", "blocks": [{"kind": "product_grid", "source": "bestsellers"}, FOOTER]}

    place, problem = problems_of(raw, brand)[0]

    assert place == "block 1 (product_grid), source"
    assert problem == "there is no product list 'bestsellers'; create it or choose another"


def test_what_an_event_carries_is_not_judged(brand):
    raw = {
        "subject": "{{ event.size }}",
        "blocks": [{"kind": "heading", "text": "{% for a in event.list %}{{ a.b }}{% endfor %}"}, FOOTER],
    }

    # given that no mail is without a subject
    problems = problems_of(raw, brand)

    # then
    assert problems == [
        ("subject", "is empty for a person about whom little is known; add words that always stand"),
        ("subject", "is empty for a person about whom little is known; add words that always stand"),
    ]


@pytest.mark.parametrize(
    "raw", [{"blocks": [{"kind": "divider"}]}, {"html": "<p>a</p>", "text": "{{ unsubscribe_url }}"}]
)
def test_marketing_mail_needs_a_way_out(brand, raw):
    assert problems_of({"subject": "a"} | raw, brand) == [
        ("", "has no way to unsubscribe; add a footer block or {{ unsubscribe_url }}")
    ]


def test_other_mail_needs_no_way_out(brand):
    content = parse_content({"subject": "a", "html": "<p>a</p>"})

    assert check_mail(content, "en", brand, mail_variables(), must_unsubscribe=False)


def test_mail_that_gmail_would_cut_is_refused(brand):
    raw = {"subject": "a", "blocks": [{"kind": "text", "html": "<p>word </p>" * 12_000}, FOOTER]}

    place, problem = problems_of(raw, brand)[0]

    assert place == ""
    assert problem.endswith("bytes of HTML, and Gmail cuts after 100,000; take something out")


def test_what_cannot_be_inlined_once_is_refused(brand):
    raw = {
        "subject": "a",
        "html": "<style>.b{color:red}</style><p class='{{ contact.city }}'>a</p>{{ unsubscribe_url }}",
    }

    assert problems_of(raw, brand) == [
        ("html", "{{ contact.city }} decides the class of <p>, for which CSS exists; write the element twice")
    ]


def test_style_that_depends_on_the_person_is_refused(brand):
    # given: a frame that only some people see around the same words
    raw = {
        "subject": "a",
        "html": "<style>.frame b{color:red}</style>{% if cart.lines %}<div class='frame'>{% endif %}<b>x</b>"
        "{% if cart.lines %}</div>{% endif %}{{ unsubscribe_url }}",
    }

    # then
    place, problem = problems_of(raw, brand)[0]
    assert place == "html"
    assert problem.endswith("depends on the person; give that element a class of its own")
