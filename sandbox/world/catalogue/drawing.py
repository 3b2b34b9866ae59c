"""Pictures of the goods: drawn, so that the demo needs no photographs and no network.

A picture is a soft background in the product's colour, the product's drawing (data/shapes.yaml) and its name.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont

SIZE = 640  # pixels of the finished picture, square
_OVERSAMPLING = 2  # drawn larger and made smaller: Pillow's lines have no soft edges
_DRAWING = (0.17, 0.10, 0.66)  # left, top and width of the drawing, as parts of the picture
_JPEG_QUALITY = 88

_SHADOW = (40, 34, 28)

Colour = tuple[int, int, int]
FIXED_SHADES: dict[str, Colour] = {
    "steel": (172, 180, 186),
    "wood": (176, 138, 91),
    "glow": (255, 205, 105),
    "pale": (250, 246, 238),
    "leaf": (106, 141, 84),
    "ink": (58, 54, 50),
}


def draw_product(name: str, colour: str, strokes: Sequence[str], path: Path) -> None:
    """Write the product's picture as a JPEG; colour is "#rrggbb", the strokes are those of shapes.yaml."""
    main = ImageColor.getrgb(colour)[:3]
    picture = _background(main)
    drawing = draw_strokes(strokes, main, picture.width)
    picture.paste(_SHADOW, (0, picture.width // 60), _soft(drawing.getchannel("A")))
    picture.paste(drawing, (0, 0), drawing)
    finished = picture.reduce(_OVERSAMPLING)
    _write_name(finished, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    finished.save(path, quality=_JPEG_QUALITY, optimize=True)


def draw_strokes(strokes: Sequence[str], main: Colour, width: int) -> Image.Image:
    """Return the drawing alone, in a transparent square. Raises ValueError for a stroke the pen does not know."""
    drawing = Image.new("RGBA", (width, width))
    shades = FIXED_SHADES | {"main": main, "light": _toned(main, 1.22), "dark": _toned(main, 0.74)}
    pen = _Pen(ImageDraw.Draw(drawing), width, shades)
    for stroke in strokes:
        pen.draw(stroke)
    return drawing


class _Pen:
    """Draws strokes; knows how a square of 100 by 100 lies in the picture."""

    def __init__(self, draw: ImageDraw.ImageDraw, width: int, shades: dict[str, Colour]) -> None:
        self._draw = draw
        self._shades = shades
        left, top, size = (part * width for part in _DRAWING)
        self._place: Callable[[str], tuple[float, float]] = lambda point: tuple(
            start + float(number) * size / 100 for start, number in zip((left, top), point.split(","), strict=True)
        )
        self._unit = size / 100

    def draw(self, stroke: str) -> None:
        """Draw one stroke, such as "box main 10,20 90,80 5". Raises ValueError for an unknown kind."""
        kind, *words = stroke.split()
        thickness = round(float(words.pop(0)) * self._unit) if kind in ("line", "arc") else 0
        colour = self._shades[words.pop(0)]
        points = [self._place(word) for word in words if "," in word]
        numbers = [float(word) for word in words if "," not in word]
        if kind == "poly":
            self._draw.polygon(points, fill=colour)
        elif kind == "oval":
            self._draw.ellipse(points, fill=colour)
        elif kind == "box":
            self._draw.rounded_rectangle(points, numbers[0] * self._unit, fill=colour)
        elif kind == "line":
            self._draw.line(points, fill=colour, width=thickness, joint="curve")
        elif kind == "arc":
            self._draw.arc(points, *numbers, fill=colour, width=thickness)
        else:
            raise ValueError(f"Unknown stroke {stroke!r}: use poly, oval, box, line or arc.")


def _soft(outline: Image.Image) -> Image.Image:
    """Return the outline as a shadow's mask: blurred small, where a blur costs little."""
    small = outline.reduce(8).point(lambda alpha: alpha * 2 // 5).filter(ImageFilter.GaussianBlur(3))
    return small.resize(outline.size)


def _background(main: Colour) -> Image.Image:
    """A gradient from a breath of the product's colour to warm white, with a floor the product stands on."""
    top, bottom = _mixed(main, (250, 247, 242), 0.86), _mixed(main, (238, 231, 220), 0.72)
    gradient = Image.linear_gradient("L").resize((SIZE * _OVERSAMPLING,) * 2)
    picture = Image.composite(Image.new("RGB", gradient.size, bottom), Image.new("RGB", gradient.size, top), gradient)
    floor = [part * picture.width for part in (0.16, 0.635, 0.84, 0.735)]
    ImageDraw.Draw(picture).ellipse(floor, fill=_mixed(main, (226, 216, 202), 0.70))
    return picture


def _write_name(picture: Image.Image, name: str) -> None:
    size = 32
    font = ImageFont.load_default(size)
    while font.getlength(name) > SIZE * 0.86:
        size -= 2
        font = ImageFont.load_default(size)
    ImageDraw.Draw(picture).text((SIZE / 2, SIZE * 0.885), name, fill=FIXED_SHADES["ink"], font=font, anchor="mm")


def _toned(colour: Colour, factor: float) -> Colour:
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    return tuple(round(part * 255) for part in colorsys.hls_to_rgb(hue, min(0.93, lightness * factor), saturation))


def _mixed(colour: Colour, other: Colour, share_of_other: float) -> Colour:
    return tuple(round(a * (1 - share_of_other) + b * share_of_other) for a, b in zip(colour, other, strict=True))
