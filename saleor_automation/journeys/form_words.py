"""What forms say of the fields and choices of journeys, in English and Italian.

A field of any part is called what FIELDS says of its name, unless OWN_FIELDS says otherwise for the part. A test asks
for words for every kind and every field, so that no form shows a bare name.
"""

from collections.abc import Mapping

from .form_kinds import Words

_STEP_EN = "Empty for the step below."
_STEP_IT = "Vuoto per il passo qui sotto."

FIELDS: Mapping[str, Words] = {
    "id": Words(
        *("Name in the journey", "Nome nel percorso"),
        *("Small letters, digits and hyphens.", "Lettere minuscole, cifre e trattini.", "step_id"),
    ),
    "kind": Words("Kind", "Tipo", widget="hidden"),
    "label": Words("Label", "Etichetta", "What you call this step.", "Come chiami questo passo.", "text"),
    "next": Words("Goes on to", "Prosegue con", _STEP_EN, _STEP_IT, "step"),
    "then": Words("If so, to", "Se sì, a", _STEP_EN, _STEP_IT, "step"),
    "otherwise": Words("If not, to", "Se no, a", _STEP_EN, _STEP_IT, "step"),
    "to": Words("Leads to", "Porta a", _STEP_EN, _STEP_IT, "step"),
    "on_event": Words("If it happens, to", "Se succede, a", _STEP_EN, _STEP_IT, "step"),
    "on_limit": Words("If it does not, to", "Se non succede, a", _STEP_EN, _STEP_IT, "step"),
    "on_missing": Words("Without such a date, to", "Senza questa data, a", _STEP_EN, _STEP_IT, "step"),
    "on_short": Words("Without enough points, to", "Senza abbastanza punti, a", _STEP_EN, _STEP_IT, "step"),
    "template": Words("Mail", "Email", widget="template"),
    "truth": Words(
        *("Must still be true", "Deve essere ancora vero"),
        "Looked at again in the moment of sending; otherwise the mail is not sent.",
        "Ricontrollato al momento dell'invio; altrimenti l'email non parte.",
        "choices",
    ),
    "expires_after": Words(
        *("Too late after", "Troppo tardi dopo"),
        "A mail that could not go by then is not sent at all.",
        "Un'email che non è potuta partire entro questo tempo non viene inviata.",
        "duration",
    ),
    "message_kind": Words(
        *("Counts as", "Conta come"),
        "What the sending rules take it for.",
        "Come la considerano le regole d'invio.",
        "choice",
    ),
    "variants": Words("Variants", "Varianti", widget="items"),
    "ways": Words("Ways", "Strade", widget="items"),
    "name": Words("Name", "Nome", widget="text"),
    "weight": Words(
        *("Weight", "Peso"),
        *("Its share beside the others.", "La sua quota rispetto alle altre.", "number"),
    ),
    "duration": Words("How long", "Quanto tempo", widget="duration"),
    "limit": Words("No longer than", "Non oltre", widget="duration"),
    "date": Words("Day", "Giorno", widget="date"),
    "begins": Words("From", "Dal", "The first day of it.", "Il primo giorno.", "date"),
    "ends": Words("To", "Al", "The last day of it.", "L'ultimo giorno.", "date"),
    "field": Words("Field", "Campo", widget="field"),
    "days": Words(
        *("Days before or after", "Giorni prima o dopo"),
        *("Negative for before.", "Negativo per prima.", "number"),
    ),
    "at": Words("Hour", "Ora", widget="time"),
    "yearly": Words("Every year", "Ogni anno", widget="switch"),
    "weekdays": Words("Weekdays", "Giorni della settimana", widget="weekdays"),
    "days_of_month": Words(
        *("Days of the month", "Giorni del mese"),
        "A day a month does not have is its last one.",
        "Un giorno che il mese non ha è l'ultimo.",
        "numbers",
    ),
    "begin": Words("From", "Dalle", widget="time"),
    "end": Words("To", "Alle", widget="time"),
    "event": Words("What happens", "Che cosa succede", widget="event"),
    "events": Words("What happens", "Che cosa succede", widget="items"),
    "filter": Words(
        *("Only if it", "Solo se"),
        "About what the event carries.",
        "Su ciò che l'evento porta con sé.",
        "event_filter",
    ),
    "condition": Words("Condition", "Condizione", widget="condition"),
    "tag": Words("Tag", "Tag", widget="tag"),
    "prefix": Words("Begins with", "Inizia con", widget="text"),
    "take_off": Words("Take it off again", "Toglilo di nuovo", widget="switch"),
    "about": Words("About", "Riguarda", widget="choice"),
    "list": Words("List", "Lista", widget="list"),
    "valid_days": Words("Valid for days", "Valido per giorni", widget="number"),
    "value": Words("Value", "Valore", "Empty to empty the field.", "Vuoto per svuotare il campo.", "field_value"),
    "copy": Words(
        *("Or a date the shop knows", "O una data che il negozio conosce"),
        *("Instead of a value.", "Al posto di un valore.", "choice"),
    ),
    "score": Words("Score", "Punteggio", widget="score"),
    "points": Words("Points", "Punti", "Negative to take some.", "Negativo per toglierne.", "number"),
    "expires_after_days": Words(
        *("Taken back after days", "Ritirati dopo giorni"),
        *("Empty to keep them.", "Vuoto per tenerli.", "number"),
    ),
    "reason": Words("Reason", "Motivo", widget="text"),
    "policy": Words("Coupon", "Coupon", widget="coupon"),
    "if_none": Words(
        *("If there is no coupon", "Se non c'è un coupon"),
        "What becomes of mails that show it.",
        "Che ne è delle email che lo mostrano.",
        "choice",
    ),
    "for_product": Words(
        *("For the product of the run", "Per il prodotto del percorso"),
        "The coupon is good for the product the run is about.",
        "Il coupon vale per il prodotto di cui tratta il percorso.",
        "switch",
    ),
    "reward": Words("Reward", "Premio", widget="reward"),
    "journey": Words("Journey", "Percorso", widget="journey"),
    "restart": Words(
        *("Begin anew", "Ricomincia"),
        "Ends a run of the other journey that is going on.",
        "Termina l'altro percorso se è in corso.",
        "switch",
    ),
    "segment": Words("Segment", "Segmento", widget="segment"),
    "after": Words("How long ago", "Quanto tempo fa", widget="duration"),
    "times": Words("How often", "Quante volte", widget="number"),
    "within_days": Words("Within days", "Entro giorni", widget="number"),
    "rule": Words("How often", "Quante volte", widget="choice"),
    "key": Words("Once for each", "Una volta per", widget="choice"),
    "pause": Words("Again after", "Di nuovo dopo", widget="duration"),
    "backfill": Words(
        *("Let in when published", "Fai entrare alla pubblicazione"),
        "Who is let in at once when the journey is published.",
        "Chi entra subito quando il percorso viene pubblicato.",
        "object",
    ),
    "is_goal": Words("It is a success", "È un successo", widget="switch"),
    "trigger": Words("What lets people in", "Che cosa fa entrare", widget="trigger"),
    "entry": Words("Entry rule", "Regola d'ingresso", widget="object"),
    "exits": Words("Exits", "Uscite", widget="items"),
    "steps": Words("Steps", "Passi", widget="steps"),
}

_INSIDE_EN, _INSIDE_IT = "What reports count, such as `ordered`.", "Quello che contano i rapporti, come `ordered`."

OWN_FIELDS: Mapping[str, Mapping[str, Words]] = {
    "ChangePoints": {
        "reason": Words(
            *("What the person reads", "Quello che legge la persona"),
            *("Beside the movement of points.", "Accanto al movimento di punti.", "text"),
        )
    },
    "End": {"reason": Words("Reason", "Motivo", _INSIDE_EN, _INSIDE_IT, "text")},
    "Goal": {"reason": Words("Reason", "Motivo", _INSIDE_EN, _INSIDE_IT, "text")},
    "Exit": {"reason": Words("Reason", "Motivo", _INSIDE_EN, _INSIDE_IT, "text")},
    "WaitUntil": {"field": Words("Date of the person", "Data della persona", widget="date_field")},
    "DayTrigger": {"field": Words("Date of the person", "Data della persona", widget="date_field")},
    "DateTrigger": {"field": Words("Date of the person", "Data della persona", widget="choice", choices="shop_date")},
    "SetField": {"copy": FIELDS["copy"]._replace(choices="shop_date")},
    "Entry": {
        "condition": Words(
            *("Only who", "Solo chi"),
            *("Must hold in the moment of entering.", "Deve valere al momento dell'ingresso.", "condition"),
        )
    },
    "NotifyTeam": {
        "to": Words(
            *("Mail to", "Email a"),
            *("Addresses of colleagues.", "Indirizzi di colleghi.", "emails"),
        ),
        "services": Words(
            *("Chat services too", "Anche servizi di chat"),
            "Those named in the settings of the plugin.",
            "Quelli indicati nelle impostazioni del plugin.",
            "switch",
        ),
        "note": Words("Begins with", "Inizia con", "What the notice begins with.", "Come inizia l'avviso.", "text"),
    },
    "CallWebhook": {
        "url": Words("Address", "Indirizzo", "Where it is sent.", "Dove viene inviato.", "url"),
        "data": Words(
            *("Sent along", "Inviato insieme"),
            *("Names and values, sent as they are.", "Nomi e valori, inviati come sono.", "key_values"),
        ),
    },
    "Unsubscribe": {
        "list": Words("List", "Lista", "Empty for all of them.", "Vuoto per tutte.", "list"),
    },
}

Choices = Mapping[str, tuple[str, str]]

CHOICES: Mapping[str, Choices] = {
    "truth": {
        "not_ordered": ("has not ordered since", "non ha ordinato da allora"),
        "cart": ("the cart is still there", "il carrello c'è ancora"),
        "coupon": ("the coupon can still be used", "il coupon si può ancora usare"),
        "order": ("the order still stands", "l'ordine è ancora valido"),
    },
    "message_kind": {
        "marketing": ("Marketing", "Marketing"),
        "reminder": ("Reminder", "Promemoria"),
        "transactional": ("Transactional", "Transazionale"),
    },
    "if_none": {
        "skip": ("leave them out", "non inviarle"),
        "send": ("send them without it", "inviale senza"),
    },
    "about": {"product": ("a product", "un prodotto"), "category": ("a category", "una categoria")},
    "rule": {
        "once": ("once", "una volta"),
        "once_per_key": ("once for each …", "una volta per ogni …"),
        "again": ("again after a pause", "di nuovo dopo una pausa"),
    },
    "key": {
        "": ("nothing", "niente"),
        "checkout": ("checkout", "carrello"),
        "order": ("order", "ordine"),
        "product": ("product", "prodotto"),
        "category": ("category", "categoria"),
        "date": ("day", "giorno"),
    },
    "shop_date": {
        "now": ("now", "adesso"),
        "created_at": ("became known", "da quando è noto"),
        "first_order_at": ("first order", "primo ordine"),
        "last_order_at": ("last order", "ultimo ordine"),
        "last_cart_abandoned_at": ("last abandoned cart", "ultimo carrello abbandonato"),
        "last_engaged_at": ("last engagement", "ultima attività"),
    },
    "weekdays": {
        "monday": ("Monday", "lunedì"),
        "tuesday": ("Tuesday", "martedì"),
        "wednesday": ("Wednesday", "mercoledì"),
        "thursday": ("Thursday", "giovedì"),
        "friday": ("Friday", "venerdì"),
        "saturday": ("Saturday", "sabato"),
        "sunday": ("Sunday", "domenica"),
    },
}
