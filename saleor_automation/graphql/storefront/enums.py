import graphene

from ...tracking.permission import Untracked
from ..common import DOC_CATEGORY


class TrackKind(graphene.Enum):
    PAGE_VIEWED = "page_viewed"
    PRODUCT_VIEWED = "product_viewed"
    CONTENT_SHOWN = "content_shown"
    CONTENT_CLICKED = "content_clicked"
    CUSTOM = "custom"

    class Meta:
        name = "AutomationTrackKind"

    @property
    def description(self) -> str:
        return {
            "PAGE_VIEWED": "A page was opened; the first one after a pause counts as a visit.",
            "PRODUCT_VIEWED": "A product page was opened; needs `productId`.",
            "CONTENT_SHOWN": "A smart content slot was shown; needs `name`, the slug of the slot.",
            "CONTENT_CLICKED": "Something in a smart content slot was clicked; needs `name`, the slug of the slot.",
            "CUSTOM": "Something of the storefront's own; needs `name`.",
        }[self.name]


TrackKind.doc_category = DOC_CATEGORY

_UNTRACKED = {
    Untracked.NO_CONSENT: "The storefront says that the visitor has not agreed.",
    Untracked.PRIVACY_SIGNAL: "The browser asks not to be tracked (Global Privacy Control or Do Not Track).",
    Untracked.BOT: "The caller is a known program, such as a search engine.",
}

UntrackedEnum = graphene.Enum(
    "AutomationUntracked",
    [(reason.name, reason.value) for reason in Untracked],
    description=lambda reason: _UNTRACKED[Untracked(reason.value)] if reason else "Why a visitor is not tracked.",
)
UntrackedEnum.doc_category = DOC_CATEGORY
