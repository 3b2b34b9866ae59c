"""The words of plain language. {n} is what is compared, {days} the window, {what} an event, {name} what was named."""

from collections.abc import Mapping

JOINTS: Mapping[str, dict[str, str]] = {
    "en": {
        "and": " and ",
        "or": " or ",
        "not": "not",
        "empty": "empty",
        "more": "{n} more",
        "pieces": " (at least {n} pieces)",
        "of_products": " of {n}",
        "at_url": " at {n}",
        "all_currencies": "in all currencies together",
        "true": "yes",
        "false": "no",
    },
    "it": {
        "and": " e ",
        "or": " o ",
        "not": "non",
        "empty": "vuoto",
        "more": "altri {n}",
        "pieces": " (almeno {n} pezzi)",
        "of_products": " di {n}",
        "at_url": " su {n}",
        "all_currencies": "in tutte le valute insieme",
        "true": "sì",
        "false": "no",
    },
}
WINDOW = {"en": " within the last {days} days", "it": " negli ultimi {days} giorni"}

COMPARED: Mapping[str, dict[str, str]] = {
    "en": {
        "eq": "exactly {n}",
        "ne": "other than {n}",
        "gt": "more than {n}",
        "gte": "at least {n}",
        "lt": "less than {n}",
        "lte": "at most {n}",
    },
    "it": {
        "eq": "esattamente {n}",
        "ne": "diverso da {n}",
        "gt": "più di {n}",
        "gte": "almeno {n}",
        "lt": "meno di {n}",
        "lte": "al massimo {n}",
    },
}
TEXT_COMPARED: Mapping[str, dict[str, str]] = {
    "en": {
        "eq": "is {n}",
        "ne": "is not {n}",
        "in": "is {n}",
        "not_in": "is not {n}",
        "starts_with": "begins with {n}",
        "contains": "contains {n}",
    },
    "it": {
        "eq": "è {n}",
        "ne": "non è {n}",
        "in": "è {n}",
        "not_in": "non è {n}",
        "starts_with": "inizia con {n}",
        "contains": "contiene {n}",
    },
}
OPPOSITE = {
    "eq": "ne",
    "ne": "eq",
    "gt": "lte",
    "lte": "gt",
    "gte": "lt",
    "lt": "gte",
    "has": "has_not",
    "has_not": "has",
    "in": "not_in",
    "not_in": "in",
}


def _both(en: str, it: str) -> dict[str, str]:
    return {"en": en, "it": it}


PHRASES: Mapping[str, dict[str, str]] = {
    "orders_count": _both("placed {n} orders", "ha fatto {n} ordini"),
    "orders_count.none": _both("never bought anything", "non ha mai comprato"),
    "orders_count.none.window": _both("bought nothing for {days} days", "non ha comprato nulla da {days} giorni"),
    "orders_count.some": _both("has bought before", "ha già comprato"),
    "orders_count.some.window": _both(
        "bought something within the last {days} days", "ha comprato negli ultimi {days} giorni"
    ),
    "spent": _both("spent {n}", "ha speso {n}"),
    "order_amount": _both("placed an order of {n}", "ha fatto un ordine di {n}"),
    "last_order_amount": _both("the last order was {n}", "l'ultimo ordine è stato di {n}"),
    "average_order_amount": _both("orders for {n} on average", "ordina in media per {n}"),
    "last_order_age_days.gte": _both("last ordered at least {n} days ago", "ultimo ordine almeno {n} giorni fa"),
    "last_order_age_days.lt": _both("last ordered less than {n} days ago", "ultimo ordine meno di {n} giorni fa"),
    "first_order_age_days.gte": _both("first ordered at least {n} days ago", "primo ordine almeno {n} giorni fa"),
    "first_order_age_days.lt": _both("first ordered less than {n} days ago", "primo ordine meno di {n} giorni fa"),
    "rfm": _both("RFM class {n}", "la classe RFM {n}"),
    "bought_product.has": _both("bought {n}", "ha comprato {n}"),
    "bought_product.has_not": _both("did not buy {n}", "non ha comprato {n}"),
    "bought_category.has": _both("bought from the category {n}", "ha comprato dalla categoria {n}"),
    "bought_category.has_not": _both("did not buy from the category {n}", "non ha comprato dalla categoria {n}"),
    "bought_collection.has": _both("bought from the collection {n}", "ha comprato dalla collezione {n}"),
    "bought_collection.has_not": _both("did not buy from the collection {n}", "non ha comprato dalla collezione {n}"),
    "bought_brand.has": _both("bought the brand {n}", "ha comprato la marca {n}"),
    "bought_brand.has_not": _both("did not buy the brand {n}", "non ha comprato la marca {n}"),
    "carts_abandoned_count": _both("abandoned {n} carts", "ha abbandonato {n} carrelli"),
    "carts_abandoned_count.none": _both("never abandoned a cart", "non ha mai abbandonato un carrello"),
    "carts_abandoned_count.none.window": _both(
        "abandoned no cart for {days} days", "non abbandona un carrello da {days} giorni"
    ),
    "carts_abandoned_count.some": _both("abandoned a cart", "ha abbandonato un carrello"),
    "carts_abandoned_count.some.window": _both(
        "abandoned a cart within the last {days} days", "ha abbandonato un carrello negli ultimi {days} giorni"
    ),
    "last_cart_abandoned_age_days.gte": _both(
        "last abandoned a cart at least {n} days ago", "ultimo carrello abbandonato almeno {n} giorni fa"
    ),
    "last_cart_abandoned_age_days.lt": _both(
        "last abandoned a cart less than {n} days ago", "ultimo carrello abbandonato meno di {n} giorni fa"
    ),
    "visits_count": _both("visited the shop {n} times", "ha visitato il negozio {n} volte"),
    "visits_count.none.window": _both("did not visit for {days} days", "non visita il negozio da {days} giorni"),
    "last_visit_age_days.gte": _both("last visited at least {n} days ago", "ultima visita almeno {n} giorni fa"),
    "last_visit_age_days.lt": _both("last visited less than {n} days ago", "ultima visita meno di {n} giorni fa"),
    "same_product_views": _both(
        "viewed the same product{what} {n} times", "ha visto lo stesso prodotto{what} {n} volte"
    ),
    "event": _both("{what} {n} times", "{what} {n} volte"),
    "event.none": _both("never: {what}", "mai: {what}"),
    "event.none.window": _both("not for {days} days: {what}", "non da {days} giorni: {what}"),
    "event.some": _both("{what} at least once", "{what} almeno una volta"),
    "sequence.followed": _both("{what}, then {then} within {n} days", "{what}, poi {then} entro {n} giorni"),
    "sequence.not_followed": _both(
        "{what} and had not {then} {n} days later", "{what}, poi non {then} entro {n} giorni"
    ),
    "messages_count": _both("received {n} messages", "ha ricevuto {n} messaggi"),
    "opens_count": _both("opened messages {n} times", "ha aperto messaggi {n} volte"),
    "opens_count.none": _both("never opened a message", "non ha mai aperto un messaggio"),
    "opens_count.none.window": _both("opened nothing for {days} days", "non apre nulla da {days} giorni"),
    "clicks_count": _both("clicked in messages {n} times", "ha cliccato nei messaggi {n} volte"),
    "clicks_count.none": _both("never clicked in a message", "non ha mai cliccato in un messaggio"),
    "clicks_count.none.window": _both("clicked nothing for {days} days", "non clicca nulla da {days} giorni"),
    "last_mail_engaged_age_days.gte": _both(
        "last opened or clicked at least {n} days ago", "ultima apertura o clic almeno {n} giorni fa"
    ),
    "last_mail_engaged_age_days.lt": _both(
        "opened or clicked less than {n} days ago", "ha aperto o cliccato meno di {n} giorni fa"
    ),
    "last_click_age_days.gte": _both("last clicked at least {n} days ago", "ultimo clic almeno {n} giorni fa"),
    "last_click_age_days.lt": _both("last clicked less than {n} days ago", "ultimo clic meno di {n} giorni fa"),
    "last_engaged_age_days.gte": _both("gave no sign of life for {n} days", "non dà segni di attività da {n} giorni"),
    "last_engaged_age_days.lt": _both(
        "gave a sign of life less than {n} days ago", "ha dato segni di attività meno di {n} giorni fa"
    ),
    "email": _both("address {n}", "l'indirizzo email {n}"),
    "full_name": _both("name {n}", "il nome {n}"),
    "country": _both("country {n}", "il paese {n}"),
    "country_area": _both("region {n}", "la regione {n}"),
    "city": _both("city {n}", "la città {n}"),
    "postal_code": _both("postal code {n}", "il codice postale {n}"),
    "language": _both("language {n}", "la lingua {n}"),
    "channel": _both("channel {n}", "il canale {n}"),
    "origin": _both("origin {n}", "la provenienza {n}"),
    "has_account.true": _both("has an account", "ha un account"),
    "has_account.false": _both("has no account", "non ha un account"),
    "contact_age_days.gte": _both("known for at least {n} days", "noto da almeno {n} giorni"),
    "contact_age_days.lt": _both("known for less than {n} days", "noto da meno di {n} giorni"),
    "list.has": _both("is on the list {n}", "è nella lista {n}"),
    "list.has_not": _both("is not on the list {n}", "non è nella lista {n}"),
    "tag.has": _both("has the tag {n}", "ha il tag {n}"),
    "tag.has_not": _both("does not have the tag {n}", "non ha il tag {n}"),
    "segment.has": _both("is in the segment {n}", "è nel segmento {n}"),
    "segment.has_not": _both("is not in the segment {n}", "non è nel segmento {n}"),
    "score": _both("score {name} {n}", "punteggio {name} {n}"),
    "consent": _both("consent to {name} {n}", "il consenso a {name} {n}"),
    "tier": _both("loyalty tier {n}", "il livello fedeltà {n}"),
    "points": _both("has {n} loyalty points", "ha {n} punti fedeltà"),
    "pending_points": _both("has {n} points not confirmed yet", "ha {n} punti non ancora confermati"),
}

FIELD_COMPARED: Mapping[str, dict[str, str]] = {
    "en": {
        "gt": "is more than {n}",
        "gte": "is at least {n}",
        "lt": "is less than {n}",
        "lte": "is at most {n}",
        "has": "includes {n}",
        "has_not": "does not include {n}",
        "older_than": "is at least {n} days ago",
        "newer_than": "is less than {n} days ago",
        "is_set": "is filled in",
        "is_not_set": "is empty",
    },
    "it": {
        "gt": "è più di {n}",
        "gte": "è almeno {n}",
        "lt": "è meno di {n}",
        "lte": "è al massimo {n}",
        "has": "comprende {n}",
        "has_not": "non comprende {n}",
        "older_than": "risale ad almeno {n} giorni fa",
        "newer_than": "risale a meno di {n} giorni fa",
        "is_set": "è compilato",
        "is_not_set": "è vuoto",
    },
}

EVENT_PHRASES: Mapping[str, dict[str, str]] = {
    "checkout_abandoned": _both("abandoned a cart", "ha abbandonato un carrello"),
    "order_placed": _both("placed an order", "ha fatto un ordine"),
    "order_paid": _both("paid an order", "ha pagato un ordine"),
    "order_fulfilled": _both("received an order", "ha ricevuto un ordine"),
    "order_cancelled": _both("cancelled an order", "ha annullato un ordine"),
    "order_refunded": _both("received a refund", "ha avuto un rimborso"),
    "page_viewed": _both("viewed a page", "ha visto una pagina"),
    "product_viewed": _both("viewed a product", "ha visto un prodotto"),
    "subscribed": _both("subscribed", "si è iscritto"),
    "unsubscribed": _both("unsubscribed", "si è disiscritto"),
    "tag_added": _both("received a tag", "ha ricevuto un tag"),
    "message_sent": _both("received a message", "ha ricevuto un messaggio"),
    "message_opened": _both("opened a message", "ha aperto un messaggio"),
    "message_clicked": _both("clicked in a message", "ha cliccato in un messaggio"),
}
