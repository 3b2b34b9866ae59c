import graphene

from ..common import DOC_CATEGORY


class TrackKind(graphene.Enum):
    PAGE_VIEWED = "page_viewed"
    PRODUCT_VIEWED = "product_viewed"
    CUSTOM = "custom"

    class Meta:
        name = "AutomationTrackKind"

    @property
    def description(self) -> str:
        return {
            "PAGE_VIEWED": "A page was opened; the first one after a pause counts as a visit.",
            "PRODUCT_VIEWED": "A product page was opened; needs `productId`.",
            "CUSTOM": "Something of the storefront's own; needs `name`.",
        }[self.name]


TrackKind.doc_category = DOC_CATEGORY
