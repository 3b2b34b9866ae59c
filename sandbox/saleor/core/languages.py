"""The languages of the shop: a handful of Saleor's several hundred, same codes."""

LANGUAGES = [
    ("de", "German"),
    ("de-at", "German (Austria)"),
    ("en", "English"),
    ("en-gb", "English (United Kingdom)"),
    ("en-us", "English (United States)"),
    ("es", "Spanish"),
    ("fr", "French"),
    ("it", "Italian"),
    ("it-ch", "Italian (Switzerland)"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("pt-br", "Portuguese (Brazil)"),
]
