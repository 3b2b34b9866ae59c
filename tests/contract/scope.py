"""What of Saleor is recorded. Widen it, then re-record every line, when our code starts to use more."""

# Saleor's supported lines; the record of a line is records/saleor-<line>.json.
LINES = ("3.21", "3.22", "3.23", "main")

# The line whose shape the sandbox follows.
SANDBOX_LINE = "3.23"

# What runs on every line of Saleor: the package, and the tests that hold there (tests/saleor/suite.py).
CODE = ("saleor_automation", "tests/acceptance", "tests/integration", "tests/shop", "tests/unit")

# Where a line has something otherwise than the sandbox that our code seems to name (its words are compared, so
# "numeric" the type of a column counts too), and why that does no harm. Patterns of whole sentences.
HARMLESS = {
    r".*\.(private_)?metadata: null is None, really True": "NULL up to 3.21; we read no metadata, only filter by it",
    r"plugins\.PluginConfiguration\.configuration: null .*": "NULL up to 3.21; BasePlugin gives an empty list then",
    r"attribute\.AttributeValue\.numeric: there is no such field": "since 3.22; the word is a type in our SQL",
    r"app\.AppExtension\.(identifier|settings|http_target_method): there is no such field": "we ask which there are",
    r"order\.OrderLine\.product_type_id: there is no such field": "since 3.22; we name that of a product",
    r"app\.App\.manifest_url: max_length is 2048, really 200": "up to 3.22; a longer address is left out",
    r"order\.Order\.lines_count: null .*": "may be NULL in 3.21; tests/shop always gives it",
}

# Apps (Django labels) whose models are recorded.
APPS = (
    "account",
    "app",
    "attribute",
    "channel",
    "checkout",
    "discount",
    "order",
    "payment",
    "permission",
    "plugins",
    "product",
    "shipping",
    "site",
    "warehouse",
)

# Modules whose public names are recorded, with signatures. A name that lives elsewhere in Saleor is recorded
# there too. A module that a line does not have is left out of its record, so that the test can say so.
MODULES = (
    *(f"saleor.{app}" for app in APPS),
    *(f"saleor.{app}.models" for app in APPS),
    "saleor",
    "saleor.celeryconf",
    "saleor.core",
    "saleor.core.auth",
    "saleor.core.auth_backend",
    "saleor.core.db.connection",
    "saleor.core.error_codes",
    "saleor.core.exceptions",
    "saleor.core.jwt",
    "saleor.core.prices",
    "saleor.core.tracing",
    "saleor.core.utils",
    "saleor.core.utils.events",
    "saleor.core.utils.promo_code",
    "saleor.graphql",
    "saleor.graphql.account.types",
    "saleor.graphql.api",
    "saleor.graphql.channel.types",
    "saleor.graphql.checkout.types",
    "saleor.graphql.core",
    "saleor.graphql.core.connection",
    "saleor.graphql.core.context",
    "saleor.graphql.core.dataloaders",
    "saleor.graphql.core.enums",
    "saleor.graphql.core.fields",
    "saleor.graphql.core.filters",
    "saleor.graphql.core.mutations",
    "saleor.graphql.core.scalars",
    "saleor.graphql.core.schema",
    "saleor.graphql.core.types",
    "saleor.graphql.core.types.common",
    "saleor.graphql.core.types.sort_input",
    "saleor.graphql.core.utils",
    "saleor.graphql.core.validators",
    "saleor.graphql.order.types",
    "saleor.graphql.product.types",
    "saleor.graphql.query_cost_map",
    "saleor.graphql.utils",
    "saleor.permission.auth_filters",
    "saleor.permission.enums",
    "saleor.permission.utils",
    "saleor.plugins.base_plugin",
    "saleor.plugins.error_codes",
    "saleor.plugins.manager",
    "saleor.product.product_images",
    "saleor.tests",
    "saleor.tests.utils",
    "saleor.thumbnail.utils",
)

# The schema is recorded from these fields of Query and Mutation on, with every type they lead to.
QUERIES = (
    "address", "app", "apps", "categories", "category", "channel", "channels", "checkout", "checkouts",
    "collection", "collections", "customers", "draftOrders", "me", "order", "orders", "permissionGroup",
    "permissionGroups", "plugin", "plugins", "product", "productVariant", "productVariants", "products",
    "shop", "stocks", "user", "voucher", "vouchers", "warehouses",
)  # fmt: skip
MUTATION_PREFIXES = (
    "account", "address", "app", "category", "channel", "checkout", "collection", "customer", "draftOrder",
    "order", "permissionGroup", "plugin", "product", "token", "updateMetadata", "voucher",
)  # fmt: skip
MUTATION_WORDS_LEFT_OUT = ("Bulk", "GrantRefund", "Media", "Preorder", "Problem", "Reorder", "Translate")

# Types of features we have nothing to do with: named where a field leads to them, their own fields left out.
TYPES_LEFT_OUT = (
    "App.*Problem.*", "Attribute.*Filter.*", ".*Event(s|Enum|Obj|Interface)?", "Exclude.*", "Export.*",
    "GiftCard.+", "Group.*", "Homepage.*", "Invoice.*", "Menu.*", "Page.*", "Payment.*", "Preorder.*",
    "Shipping(Zone|Method).*", "Tax.*", "Transaction.*", ".*Translat.*", "Webhook.*",
)  # fmt: skip
# Enums with hundreds of values that nobody spells out: only their names are recorded.
ENUMS_LEFT_OUT = ("CountryCode", "LanguageCodeEnum", "TimePeriodTypeEnum", "WeightUnitsEnum")
