class AttributeInputType:
    DROPDOWN = "dropdown"
    MULTISELECT = "multiselect"
    NUMERIC = "numeric"
    PLAIN_TEXT = "plain-text"
    BOOLEAN = "boolean"

    CHOICES = [
        (DROPDOWN, "Dropdown"),
        (MULTISELECT, "Multi Select"),
        (NUMERIC, "Numeric"),
        (PLAIN_TEXT, "Plain Text"),
        (BOOLEAN, "Boolean"),
    ]


class AttributeType:
    PRODUCT_TYPE = "product-type"
    PAGE_TYPE = "page-type"

    CHOICES = [(PRODUCT_TYPE, "Product type"), (PAGE_TYPE, "Page type")]
