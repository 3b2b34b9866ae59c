import pytest

from saleor_automation.contacts.transfers.content import UnreadableFile
from saleor_automation.contacts.transfers.models import Transfer, TransferChunk
from saleor_automation.core.exceptions import InvalidDefinition
from saleor_automation.models import Contact

from .conftest import errors_of, import_of, start

pytestmark = pytest.mark.django_db


def test_quote_that_is_never_closed_costs_its_own_line():
    # when
    transfer = import_of('email,first_name\n"ada@example.com,Ada\nbob@example.com,Bob\n' + "x@example.com,X\n" * 8000)

    # then
    assert errors_of(transfer)[0][0] == 2
    assert set(Contact.objects.values_list("email", flat=True)) == {"bob@example.com", "x@example.com"}
    assert transfer.failed == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("email,Email\n", "2 columns are mapped to 'email'; map one of them."),
        ("email,city,city\n", "Column 'city' is there 2 times; give each column a name of its own."),
        ("email,,city\n", "Column 2 has no name; name it in the first line."),
        ("name,city\n", "No column holds the e-mail address; map one to 'email'."),
        ("email,fields.size\n", "There is no custom field 'size'; create it first."),
    ],
)
def test_header_that_cannot_be_used_is_refused_and_nothing_is_stored(text, problem):
    # when
    with pytest.raises(InvalidDefinition) as caught:
        start(text)

    # then
    assert problem in [text for _, text in caught.value.problems]
    assert not Transfer.objects.exists()
    assert not TransferChunk.objects.exists()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "The file is empty; the first line has to name the columns."),
        (
            "email,city\nada@example.com,Zürich\n".encode("latin-1"),
            "The file is not UTF-8: byte 29 cannot be read. Save it as UTF-8, or name its encoding, for instance "
            "windows-1252.",
        ),
        (b"PK\x03\x04\x00\x00", "The file holds NUL characters; it is no CSV, or in another encoding than UTF-8."),
    ],
)
def test_file_that_cannot_be_read_is_refused_and_nothing_is_stored(data, text):
    # when
    with pytest.raises(UnreadableFile) as caught:
        start(data)

    # then
    assert str(caught.value) == text
    assert not TransferChunk.objects.exists()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("email\tcity\r\nada@example.com\tZürich\r\n".encode("utf-16"), ""),
        ("email,city\rada@example.com,Zürich\r".encode("windows-1252"), "windows-1252"),
        ("\ufeffemail|city\nada@example.com|Zürich".encode(), ""),
    ],
)
def test_encodings_delimiters_and_line_ends_are_found_out(data, encoding):
    # when
    import_of(data, encoding=encoding)

    # then
    assert Contact.objects.values_list("email", "city").get() == ("ada@example.com", "Zürich")
