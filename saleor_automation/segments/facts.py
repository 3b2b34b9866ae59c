"""What can be asked about a contact: the catalogue that forms, checks, texts and SQL are made from.

A time is asked for by its age in days, so that no fact needs a calendar. How a fact becomes SQL: expressions.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..contacts.models import ConsentState
from ..events.kinds import DESCRIPTIONS
from .rfm import RFM_CLASSES


class FactType(StrEnum):
    NUMBER = "number"
    AGE_DAYS = "age_days"
    TEXT = "text"
    BOOLEAN = "boolean"
    MEMBERSHIP = "membership"
    ITEMS = "items"
    MONEY = "money"
    FIELD = "field"
    SEQUENCE = "sequence"


COMPARISONS = ("eq", "ne", "gt", "gte", "lt", "lte")
TEXTS = ("eq", "ne", "in", "not_in", "starts_with", "contains")
PRESENCE = ("is_set", "is_not_set")

OPERATORS: dict[FactType, tuple[str, ...]] = {
    FactType.NUMBER: COMPARISONS,
    FactType.AGE_DAYS: ("gte", "lt"),
    FactType.TEXT: TEXTS,
    FactType.BOOLEAN: ("eq",),
    FactType.MEMBERSHIP: ("has", "has_not"),
    FactType.ITEMS: ("has", "has_not"),
    FactType.MONEY: ("gt", "gte", "lt", "lte"),
    FactType.FIELD: (*COMPARISONS, *TEXTS[2:], "has", "has_not", "older_than", "newer_than", *PRESENCE),
    FactType.SEQUENCE: ("followed", "not_followed"),
}

LIST_OPERATORS = frozenset({"in", "not_in"})


@dataclass(frozen=True)
class Choice:
    value: str
    label_en: str
    label_it: str


@dataclass(frozen=True)
class Parameter:
    """Something beside operator and value that a fact takes; source says where its choices come from."""

    name: str
    type: str
    label_en: str
    label_it: str
    is_required: bool = False
    source: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Fact:
    """source names what the value is chosen from (list, tag, country, ...), for a form to offer it."""

    key: str
    type: FactType
    group: str
    label_en: str
    label_it: str
    parameters: tuple[Parameter, ...] = ()
    source: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def operators(self) -> tuple[str, ...]:
        return OPERATORS[self.type]

    def parameter(self, name: str) -> Parameter | None:
        return next((each for each in self.parameters if each.name == name), None)


CURRENCY = Parameter("currency", "currency", "Currency", "Valuta", is_required=True, source="currency")
DAYS = Parameter("within_days", "days", "Within the last days", "Negli ultimi giorni")
PRODUCTS = Parameter("products", "ids", "Only these products", "Solo questi prodotti", source="product")
QUANTITY = Parameter("quantity", "count", "At least so many pieces", "Almeno tanti pezzi")
EVENTS = tuple(Choice(str(kind), text, text) for kind, text in DESCRIPTIONS.items())
EVENT = Parameter("event", "text", "Event", "Evento", is_required=True, source="event", choices=EVENTS)
THEN = Parameter("then", "text", "Then", "Poi", is_required=True, source="event", choices=EVENTS)
URL = Parameter("url", "text", "Address of the page contains", "L'indirizzo della pagina contiene")
_STATES = {
    "none": ("said nothing", "non ha detto nulla"),
    "pending": ("not confirmed yet", "non ancora confermato"),
    "subscribed": ("subscribed", "iscritto"),
    "unsubscribed": ("unsubscribed", "disiscritto"),
    "bounced": ("address bounced", "indirizzo respinto"),
    "complained": ("complained", "ha segnalato come spam"),
}
STATES = tuple(Choice(str(state), *_STATES[state.value]) for state in ConsentState)
RFM = tuple(Choice(each.key, each.label_en, each.label_it) for each in RFM_CLASSES)
TRANSPORT = Parameter("name", "text", "Transport (email if left out)", "Canale di invio (email se omesso)")
FIELD_NAME = Parameter("name", "text", "Custom field", "Campo personalizzato", is_required=True, source="field")
SCORE_NAME = Parameter("name", "text", "Score", "Punteggio", is_required=True, source="score")

_N, _A, _T, _M, _I = FactType.NUMBER, FactType.AGE_DAYS, FactType.TEXT, FactType.MONEY, FactType.ITEMS

_CATALOGUE = (
    # Orders and money
    Fact("orders_count", _N, "orders", "Number of orders", "Numero di ordini", (DAYS,)),
    Fact("spent", _M, "orders", "Money spent", "Totale speso", (CURRENCY, DAYS)),
    Fact("order_amount", _M, "orders", "Amount of any order", "Importo di un ordine qualsiasi", (CURRENCY, DAYS)),
    Fact("last_order_amount", _M, "orders", "Amount of the last order", "Importo dell'ultimo ordine", (CURRENCY,)),
    Fact("average_order_amount", _M, "orders", "Average amount of orders", "Importo medio degli ordini", (CURRENCY,)),
    Fact("last_order_age_days", _A, "orders", "Days since the last order", "Giorni dall'ultimo ordine"),
    Fact("first_order_age_days", _A, "orders", "Days since the first order", "Giorni dal primo ordine"),
    Fact("rfm", _T, "orders", "RFM class", "Classe RFM", choices=RFM),
    # Items bought
    Fact("bought_product", _I, "items", "Bought the product", "Ha comprato il prodotto", (DAYS, QUANTITY), "product"),
    Fact(
        "bought_category",
        _I,
        "items",
        "Bought from the category",
        "Ha comprato dalla categoria",
        (DAYS, QUANTITY),
        "category",
    ),
    Fact(
        "bought_collection",
        _I,
        "items",
        "Bought from the collection",
        "Ha comprato dalla collezione",
        (DAYS, QUANTITY),
        "collection",
    ),
    Fact("bought_brand", _I, "items", "Bought the brand", "Ha comprato la marca", (DAYS, QUANTITY), "brand"),
    # Behaviour
    Fact("carts_abandoned_count", _N, "behaviour", "Abandoned carts", "Carrelli abbandonati", (DAYS,)),
    Fact(
        "last_cart_abandoned_age_days",
        _A,
        "behaviour",
        "Days since the last abandoned cart",
        "Giorni dall'ultimo carrello abbandonato",
    ),
    Fact("visits_count", _N, "behaviour", "Number of visits", "Numero di visite", (DAYS,)),
    Fact("last_visit_age_days", _A, "behaviour", "Days since the last visit", "Giorni dall'ultima visita"),
    Fact(
        "same_product_views",
        _N,
        "behaviour",
        "Views of the same product",
        "Visualizzazioni dello stesso prodotto",
        (DAYS, PRODUCTS),
    ),
    Fact(
        "event", _N, "behaviour", "How often an event happened", "Quante volte un evento", (EVENT, DAYS, PRODUCTS, URL)
    ),
    Fact(
        "sequence",
        FactType.SEQUENCE,
        "behaviour",
        "One event, then another within days",
        "Un evento, poi un altro entro giorni",
        (EVENT, THEN, DAYS, PRODUCTS, URL),
    ),
    # Mail
    Fact("messages_count", _N, "mail", "Messages received", "Messaggi ricevuti", (DAYS,)),
    Fact("opens_count", _N, "mail", "Messages opened", "Messaggi aperti", (DAYS,)),
    Fact("clicks_count", _N, "mail", "Links clicked", "Link cliccati", (DAYS,)),
    Fact(
        "last_mail_engaged_age_days",
        _A,
        "mail",
        "Days since the last open or click",
        "Giorni dall'ultima apertura o clic",
    ),
    Fact("last_click_age_days", _A, "mail", "Days since the last click", "Giorni dall'ultimo clic"),
    Fact(
        "last_engaged_age_days", _A, "mail", "Days since the last sign of life", "Giorni dall'ultimo segno di attività"
    ),
    # Who and where
    Fact("email", _T, "person", "E-mail address", "Indirizzo email"),
    Fact("full_name", _T, "person", "First and last name", "Nome e cognome"),
    Fact("country", _T, "person", "Country", "Paese", source="country"),
    Fact("country_area", _T, "person", "Region or state", "Regione o provincia"),
    Fact("city", _T, "person", "City", "Città"),
    Fact("postal_code", _T, "person", "Postal code", "Codice postale"),
    Fact("language", _T, "person", "Language", "Lingua", source="language"),
    Fact("channel", _T, "person", "Channel", "Canale", source="channel"),
    Fact("origin", _T, "person", "Where the contact came from", "Provenienza del contatto"),
    Fact("has_account", FactType.BOOLEAN, "person", "Has a customer account", "Ha un account cliente"),
    Fact("contact_age_days", _A, "person", "Days since first known", "Giorni da quando è noto"),
    # What the shop marked
    Fact("list", FactType.MEMBERSHIP, "marks", "List", "Lista", source="list"),
    Fact("tag", FactType.MEMBERSHIP, "marks", "Tag", "Tag", source="tag"),
    Fact("segment", FactType.MEMBERSHIP, "marks", "Segment", "Segmento", source="segment"),
    Fact("field", FactType.FIELD, "marks", "Custom field", "Campo personalizzato", (FIELD_NAME,)),
    Fact("score", _N, "marks", "Score", "Punteggio", (SCORE_NAME,)),
    Fact("consent", _T, "marks", "Consent", "Consenso", (TRANSPORT,), choices=STATES),
    # Loyalty
    Fact("tier", _T, "loyalty", "Loyalty tier", "Livello fedeltà", source="tier"),
    Fact("points", _N, "loyalty", "Loyalty points", "Punti fedeltà"),
    Fact("pending_points", _N, "loyalty", "Points not confirmed yet", "Punti non ancora confermati"),
)

FACTS: Mapping[str, Fact] = {fact.key: fact for fact in _CATALOGUE}
