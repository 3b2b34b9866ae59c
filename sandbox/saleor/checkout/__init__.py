class CheckoutChargeStatus:
    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"
    OVERCHARGED = "overcharged"

    CHOICES = [
        (NONE, "The checkout is not charged"),
        (PARTIAL, "The checkout is partially charged"),
        (FULL, "The checkout is fully charged"),
        (OVERCHARGED, "The checkout is overcharged"),
    ]


class CheckoutAuthorizeStatus:
    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"

    CHOICES = [
        (NONE, "The checkout is not authorized"),
        (PARTIAL, "The checkout is partially authorized"),
        (FULL, "The checkout is fully authorized"),
    ]
