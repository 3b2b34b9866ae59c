"""How a shop looks in its mails, with colours that stay readable."""

import re
from dataclasses import dataclass

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONTS = re.compile(r"[\w ,'-]+")

WHITE, BLACK = "#ffffff", "#111827"
# WCAG 2.2 level AA for text of normal size
READABLE_CONTRAST = 4.5


@dataclass(frozen=True)
class BrandStyle:
    """What of the shop's identity goes into every mail; logo_url is absolute, colours are #rrggbb.

    Raises ValueError for a colour or a font that is not one.
    """

    shop_name: str
    shop_url: str = ""
    logo_url: str = ""
    logo_width_px: int = 160
    primary_color: str = "#1f2937"
    font_family: str = "Helvetica, Arial, sans-serif"
    postal_address: str = ""

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.primary_color):
            raise ValueError(f"primary_color is {self.primary_color!r}; write a colour such as #1f2937.")
        if not _FONTS.fullmatch(self.font_family):
            raise ValueError(f"font_family is {self.font_family!r}; write names such as Georgia, serif.")
        for name in ("shop_name", "shop_url", "logo_url", "postal_address"):
            if "{{" in getattr(self, name) or "{%" in getattr(self, name):
                raise ValueError(f"{name} contains a template tag; write it as plain text.")

    @property
    def on_primary(self) -> str:
        """The text colour for buttons: whichever of white and near-black reads better."""
        return max(WHITE, BLACK, key=lambda colour: contrast(colour, self.primary_color))

    @property
    def link_color(self) -> str:
        """The primary colour, darkened until it can be read on white."""
        return darkened_until_readable(self.primary_color)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def darkened_until_readable(colour: str) -> str:
    """Return the colour, in steps of a twentieth darker until it has READABLE_CONTRAST on white."""
    red, green, blue = _channels(colour)
    for step in range(21):
        factor = 1 - step / 20
        candidate = f"#{round(red * factor):02x}{round(green * factor):02x}{round(blue * factor):02x}"
        if contrast(candidate, WHITE) >= READABLE_CONTRAST:
            return candidate
    return BLACK


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = []
    for channel in _channels(colour):
        value = channel / 255
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
