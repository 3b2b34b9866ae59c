"""Who fetched a link: a person, or a machine on the way to the person.

Scanners open every link of a mail before it is delivered, and some mail clients load its pictures for people who
never look at it. Counted as people, they would make every mail look read and every journey look good. This is a
heuristic: it names what is known and takes everything else for a person.

Sources: Apple, "Use Mail Privacy Protection" (pictures are loaded in the background, by a client that calls itself
just "Mozilla/5.0"); RFC 9110 section 9.3.2 (HEAD asks without wanting the page); the Fetch standard's
`Sec-Purpose: prefetch`.
"""

import re

from django.http import HttpRequest

# GoogleImageProxy and YahooMailProxy are missing on purpose: they fetch when a person opens the mail.
_MACHINES = re.compile(
    r"""
    bot\b | crawler | spider | scanner | preview | headlesschrome | phantomjs
    | ^curl/ | ^wget/ | ^python | ^go-http-client | ^java/ | ^okhttp | ^node | ^axios | ^libwww | ^ruby
    | ^apache-httpclient
    | barracuda | mimecast | proofpoint | fireeye | trendmicro | symantec | messagelabs | sophos | safelinks | zscaler
    | facebookexternalhit | slackbot | whatsapp | telegrambot | bingpreview | skypeuripreview
    """,
    re.IGNORECASE | re.VERBOSE,
)
_APPLE_PRIVACY_PROTECTION = "Mozilla/5.0"


def is_machine(request: HttpRequest) -> bool:
    """Tell whether a request was probably not made by a person looking at the message."""
    agent = request.headers.get("User-Agent", "").strip()
    if request.method == "HEAD" or agent in ("", _APPLE_PRIVACY_PROTECTION):
        return True
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    if any("prefetch" in purpose.lower() or "preview" in purpose.lower() for purpose in purposes):
        return True
    return _MACHINES.search(agent) is not None
