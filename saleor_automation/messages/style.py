"""The style sheet of block mails.

premailer writes it into the elements; what is in @media stays a style sheet, for phones and dark mode.
"""

from .brand import BrandStyle, contrast

TEXT, MUTED, NOTICE, LINE = "#1f2937", "#4b5563", "#b42318", "#e5e7eb"
BACKGROUND = "#f3f4f6"
DARK_SURFACE = "#1d2023"


def attributes(brand: BrandStyle) -> str:
    """Return MJML's defaults for the elements the blocks use."""
    return (
        "<mj-attributes>"
        f'<mj-all font-family="{brand.font_family}"/>'
        f'<mj-text font-size="16px" line-height="24px" color="{TEXT}"/>'
        f'<mj-button css-class="cta" background-color="{brand.primary_color}" color="{brand.on_primary}" '
        'border-radius="6px" font-size="16px" font-weight="bold" inner-padding="14px 28px" '
        'line-height="20px"/>'
        "</mj-attributes>"
    )


def stylesheet(brand: BrandStyle) -> str:
    """Return the CSS of the blocks' own markup, with dark mode and phones at its end."""
    link = brand.link_color
    return f"""
h1, h2, h3 {{ margin: 0; color: #111827; }}
.h1 {{ font-size: 28px; line-height: 36px; font-weight: bold; }}
.h2 {{ font-size: 21px; line-height: 28px; font-weight: bold; }}
.h3 {{ font-size: 17px; line-height: 24px; font-weight: bold; }}
.rich p {{ margin: 0 0 12px 0; }}
.rich a {{ color: {link}; text-decoration: underline; }}
.rich ul, .rich ol {{ margin: 0 0 12px 0; padding: 0 0 0 24px; }}
.lines {{ border-collapse: collapse; width: 100%; }}
.lines td {{ padding: 12px 0; border-bottom: 1px solid {LINE}; vertical-align: top; }}
.lines td {{ font-size: 16px; line-height: 22px; }}
.line-picture {{ width: 88px; }}
.line-picture img {{ display: block; width: 72px; height: 72px; border-radius: 6px; object-fit: cover; }}
.lines td.line-price {{ white-space: nowrap; padding-left: 12px; font-weight: bold; text-align: right; }}
.lines td.total {{ border-bottom: 0; font-weight: bold; padding-top: 16px; }}
.name {{ color: {TEXT}; font-weight: bold; text-decoration: none; }}
.card-name {{ margin: 0; font-size: 16px; line-height: 22px; }}
.detail {{ margin: 2px 0 0 0; font-size: 14px; line-height: 20px; color: {MUTED}; }}
.notice {{ margin: 4px 0 0 0; font-size: 14px; line-height: 20px; font-weight: bold; color: {NOTICE}; }}
.price {{ margin: 4px 0 0 0; font-size: 16px; line-height: 22px; font-weight: bold; }}
.old-price {{ color: {MUTED}; font-weight: normal; }}
.strong {{ margin: 0; font-weight: bold; }}
.muted {{ margin: 0; color: {MUTED}; font-size: 14px; }}
.coupon {{ border-collapse: separate; }}
.coupon-cell {{ border: 2px dashed {link}; border-radius: 8px; padding: 20px 16px; }}
.coupon-cell {{ background-color: #f9fafb; text-align: center; }}
.coupon-value {{ margin: 0 0 8px 0; font-size: 18px; line-height: 24px; font-weight: bold; color: {TEXT}; }}
.coupon-label {{ margin: 0; font-size: 14px; line-height: 20px; color: {MUTED}; }}
.coupon-code {{ margin: 4px 0 8px 0; font-family: Menlo, Consolas, monospace; font-weight: bold; }}
.coupon-code {{ font-size: 20px; line-height: 28px; letter-spacing: 1px; color: {link}; }}
.coupon-code {{ overflow-wrap: anywhere; }}
.stars {{ margin: 0; font-size: 20px; line-height: 24px; color: #a15c07; letter-spacing: 2px; }}
.quote {{ margin: 8px 0; font-size: 17px; line-height: 26px; font-style: italic; }}
.brand {{ color: #111827; font-size: 20px; line-height: 28px; font-weight: bold; text-decoration: none; }}
.footer-line {{ margin: 0 0 12px 0; }}
.footer-link {{ color: {MUTED}; text-decoration: underline; }}
{_MEDIA}{_DARK_BUTTON if contrast(brand.primary_color, DARK_SURFACE) < 3 else ""}"""


_MEDIA = """
@media only screen and (max-width: 479px) {
  .h1 { font-size: 25px; line-height: 32px; }
}
@media (prefers-color-scheme: dark) {
  body, .page { background-color: #111315; }
  .surface, .surface > table { background: #1d2023; background-color: #1d2023; }
  .surface div, .surface td, .surface p, .surface blockquote, h1, h2, h3, .name, .brand { color: #f3f4f6; }
  .surface .detail, .surface .muted, .surface .old-price, .surface .coupon-label { color: #c3c8cf; }
  .footer div, .footer p, .footer a { color: #c3c8cf; }
  .surface .notice { color: #ff9d94; }
  .surface .stars { color: #f5b942; }
  .rich a, .surface .coupon-code { color: #a8c7fa; }
  .lines td { border-color: #3a3f45; }
  .coupon-cell { background-color: #26292d; border-color: #a8c7fa; }
}
"""

# On the dark surface a dark button would be words without a button; 3 is WCAG's contrast for controls.
_DARK_BUTTON = """
@media (prefers-color-scheme: dark) {
  .surface .cta td, .surface .cta a { background: #f3f4f6; background-color: #f3f4f6; color: #111827; }
}
"""
