"""Pages over the received mails. They read files only, so they work with any shop and any database."""

from __future__ import annotations

from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from world.inbox import reading
from world.inbox.store import MailStore
from world.places import inbox_folder

PAGE = 50
# The mail's author is not trusted: no scripts, no forms, no access to the page around the frame.
MAIL_POLICY = (
    "default-src 'none'; img-src * data:; style-src * 'unsafe-inline'; font-src *; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)


def mail_list(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")
    start = _start(request.GET.get("start", "0"))
    found = list(islice(MailStore(inbox_folder()).search(query), start, start + PAGE + 1))
    context = {
        "query": query,
        "mails": found[:PAGE],
        "newer": max(0, start - PAGE) if start else None,
        "older": start + PAGE if len(found) > PAGE else None,
    }
    return render(request, "world/mail_list.html", context)


def mail(request: HttpRequest, name: str) -> HttpResponse:
    message = _message(name)
    context = {
        "name": name,
        "message": message,
        "headers": [(key, str(value)) for key, value in message.items()],
        "has_html": message.get_body(("html",)) is not None,
        "text": reading.text_of(message),
        "attachments": reading.attachments_of(message),
    }
    return render(request, "world/mail.html", context)


def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    part_url = reverse("world-mail-part", args=[name, 0]).removesuffix("0/")
    html = reading.html_of(_message(name), part_url)
    if html is None:
        raise Http404("This mail has no HTML part.")
    response = HttpResponse(html)
    response["Content-Security-Policy"] = MAIL_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def mail_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    part = reading.part_number(_message(name), number)
    if part is None:
        raise Http404("This mail has no such part.")
    response = HttpResponse(part.get_payload(decode=True), content_type=part.get_content_type())
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


def mail_source(request: HttpRequest, name: str) -> HttpResponse:
    try:
        source = MailStore(inbox_folder()).path(name).read_bytes()
    except FileNotFoundError as error:
        raise Http404("There is no such mail.") from error
    return HttpResponse(source, content_type="text/plain; charset=utf-8")


def _message(name: str) -> reading.EmailMessage:
    try:
        return MailStore(inbox_folder()).message(name)
    except FileNotFoundError as error:
        raise Http404("There is no such mail.") from error


def _start(text: str) -> int:
    return int(text) if text.isdecimal() else 0
