"""The sentences of stories and timelines, in English and Italian. What has no words here is shown by its name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_datetime

from ..events.kinds import CUSTOM_PREFIX

Both = tuple[str, str]


def in_language(words: Both, language: str) -> str:
    return words[language == "it"]


def said(table: Mapping[str, Both], key: str, language: str) -> str:
    """Return the words of a key; one without words is its own."""
    return in_language(table[key], language) if key in table else key.replace("_", " ")


def moment_text(moment: datetime, language: str) -> str:
    """Return a moment as people read it, in UTC, which whoever reads may show in a zone of their own."""
    return f"{format_datetime(moment, 'd MMM y, HH:mm', locale=language)} UTC"


def event_text(kind: str, data: Mapping[str, Any], language: str) -> str:
    """Return what happened, with the one detail that tells it from others of its kind."""
    if kind.startswith(CUSTOM_PREFIX):
        return f"“{kind.removeprefix(CUSTOM_PREFIX)}”"
    detail = next((str(data[name]) for name in _DETAILS if data.get(name)), "") or _page(str(data.get("url", "")))
    text = said(EVENTS, kind, language)
    return f"{text}: {detail}" if detail else text


def _page(url: str) -> str:
    """Return the part of an address that tells one page of a shop from another; a browser may send anything."""
    try:
        return urlsplit(url).path
    except ValueError:
        return url


_DETAILS = ("number", "product", "list", "tag", "segment", "score", "field", "journey", "slug")

EVENTS: Mapping[str, Both] = {
    "checkout_abandoned": ("abandoned a cart", "ha abbandonato un carrello"),
    "order_placed": ("placed an order", "ha fatto un ordine"),
    "order_paid": ("paid an order", "ha pagato un ordine"),
    "order_fulfilled": ("an order was fulfilled", "un ordine è stato evaso"),
    "order_cancelled": ("an order was cancelled", "un ordine è stato annullato"),
    "order_refunded": ("an order was refunded", "un ordine è stato rimborsato"),
    "order_partly_refunded": ("part of an order was refunded", "parte di un ordine è stata rimborsata"),
    "customer_created": ("opened an account", "ha aperto un account"),
    "customer_updated": ("the account changed", "l'account è cambiato"),
    "customer_deleted": ("the account was deleted", "l'account è stato eliminato"),
    "page_viewed": ("viewed a page", "ha visto una pagina"),
    "product_viewed": ("viewed a product", "ha visto un prodotto"),
    "content_shown": ("was shown content", "ha visto un contenuto"),
    "content_clicked": ("clicked content", "ha cliccato un contenuto"),
    "subscribed": ("agreed to be written to", "ha accettato di ricevere messaggi"),
    "unsubscribed": ("said no to messages", "ha rifiutato i messaggi"),
    "confirmation_requested": ("was asked to confirm", "ha ricevuto la richiesta di conferma"),
    "address_bounced": ("the address does not exist any more", "l'indirizzo non esiste più"),
    "address_complained": ("called a message spam", "ha segnalato un messaggio come spam"),
    "list_joined": ("joined a list", "si è iscritto a una lista"),
    "list_left": ("left a list", "ha lasciato una lista"),
    "contact_created": ("was added", "è stato aggiunto"),
    "contact_merged": ("two contacts became one", "due contatti sono diventati uno"),
    "tag_added": ("got a tag", "ha avuto un tag"),
    "tag_removed": ("lost a tag", "ha perso un tag"),
    "field_changed": ("a field changed", "un campo è cambiato"),
    "score_crossed": ("a score crossed a threshold", "un punteggio ha superato una soglia"),
    "points_confirmed": ("points were confirmed", "punti confermati"),
    "points_redeemed": ("spent points", "ha speso punti"),
    "points_expired": ("points ran out", "punti scaduti"),
    "tier_entered": ("came to a loyalty tier", "è arrivato a un livello fedeltà"),
    "tier_left": ("left a loyalty tier", "ha lasciato un livello fedeltà"),
    "coupon_expiring": ("a coupon is about to run out", "un coupon sta per scadere"),
    "back_in_stock": ("a product is back", "un prodotto è tornato disponibile"),
    "price_dropped": ("a price dropped", "un prezzo è sceso"),
    "low_stock": ("few units are left", "restano pochi pezzi"),
    "product_listed": ("a new product came", "è arrivato un nuovo prodotto"),
    "segment_entered": ("entered a segment", "è entrato in un segmento"),
    "segment_left": ("left a segment", "è uscito da un segmento"),
    "journey_start_asked": ("another journey asked to begin", "un altro percorso ha chiesto di iniziare"),
    "journey_end_asked": ("another journey asked to end", "un altro percorso ha chiesto di terminare"),
    "message_sent": ("received a message", "ha ricevuto un messaggio"),
    "message_opened": ("opened a message", "ha aperto un messaggio"),
    "message_clicked": ("followed a link in a message", "ha seguito un link in un messaggio"),
}

REASONS: Mapping[str, Both] = {
    # decisions of steps
    "waited": ("the wait was over", "l'attesa era finita"),
    "then": ("the condition held", "la condizione valeva"),
    "otherwise": ("the condition did not hold", "la condizione non valeva"),
    "event": ("it happened", "è successo"),
    "condition": ("it became true", "è diventato vero"),
    "limit": ("it did not happen in time", "non è successo in tempo"),
    "past": ("the date had passed", "la data era passata"),
    "no date": ("there is no such date", "questa data manca"),
    "in the window": ("it was the right hour", "era l'orario giusto"),
    "planned": ("a message was planned", "un messaggio è stato preparato"),
    "tagged": ("the tag was put on", "il tag è stato messo"),
    "tag removed": ("the tag was taken off", "il tag è stato tolto"),
    "put on": ("put on the list", "aggiunto alla lista"),
    "said no": ("had said no, so nothing was done", "aveva detto no, quindi niente è stato fatto"),
    "taken off": ("taken off", "tolto"),
    "set": ("the field was set", "il campo è stato impostato"),
    "score changed": ("the score was changed", "il punteggio è stato cambiato"),
    "points changed": ("points were changed", "i punti sono stati cambiati"),
    "promised": ("a coupon was promised", "un coupon è stato promesso"),
    "redeemed": ("points became a reward", "i punti sono diventati un premio"),
    "too few points": ("too few points", "punti insufficienti"),
    "reward is off": ("the reward is switched off", "il premio è disattivato"),
    "asked": ("the other journey was asked", "l'altro percorso è stato avvisato"),
    "not reached": ("the goal was not reached yet", "l'obiettivo non era ancora raggiunto"),
    "team told": ("the team was told", "il team è stato avvisato"),
    "called": ("the webhook was called", "il webhook è stato chiamato"),
    "by hand": ("by hand", "a mano"),
    # ends of runs
    "completed": ("it was completed", "è stato completato"),
    "ordered": ("placed an order", "ha fatto un ordine"),
    "goal_reached": ("the goal was reached", "l'obiettivo è stato raggiunto"),
    "ended_by_staff": ("ended by hand", "terminato a mano"),
    "ended_by_journey": ("ended by another journey", "terminato da un altro percorso"),
    "journey_archived": ("the journey was archived", "il percorso è stato archiviato"),
    "merged": ("two contacts became one", "due contatti sono diventati uno"),
    # ends of the recipes' journeys
    "became_customer": ("became a customer", "è diventato cliente"),
    "bought_again": ("bought again", "ha comprato di nuovo"),
    "cooled_down": ("the interest cooled down", "l'interesse si è raffreddato"),
    "engaged": ("took part again", "ha di nuovo partecipato"),
    "inactive": ("became inactive", "è diventato inattivo"),
    "joined": ("joined", "si è iscritto"),
    "left_the_list": ("left the list", "ha lasciato la lista"),
    "left_the_programme": ("left the programme", "ha lasciato il programma"),
    "lost_the_tag": ("lost the tag", "ha perso il tag"),
    "not_joined": ("did not join", "non si è iscritto"),
    "ordered_again": ("ordered again", "ha ordinato di nuovo"),
    "taken_off": ("was taken off the list", "è stato tolto dalla lista"),
    # messages
    "quiet_hours": ("quiet hours", "ore di silenzio"),
    "frequency_cap": ("enough messages for now", "abbastanza messaggi per ora"),
    "minimum_gap": ("too soon after the last message", "troppo presto dopo l'ultimo messaggio"),
    "outranked": ("something more important goes first", "qualcosa di più importante va prima"),
    "already_ordered": ("has ordered meanwhile", "ha ordinato nel frattempo"),
    "order_gone": ("the order does not stand any more", "l'ordine non è più valido"),
    "cart_gone": ("the cart is gone", "il carrello non c'è più"),
    "cart_empty": ("the cart is empty", "il carrello è vuoto"),
    "expired": ("its time had passed", "il suo tempo era passato"),
    "no_consent": ("has not agreed to be written to", "non ha accettato di ricevere messaggi"),
    "unsubscribed": ("has unsubscribed", "si è disiscritto"),
    "suppressed": ("the address is suppressed", "l'indirizzo è bloccato"),
    "bounced": ("the address does not exist", "l'indirizzo non esiste"),
    "complained": ("called a message spam", "ha segnalato spam"),
    "contact_erased": ("the contact was erased", "il contatto è stato cancellato"),
    "nothing_to_confirm": ("there is nothing to confirm", "non c'è niente da confermare"),
    "already_subscribed": ("is subscribed already", "è già iscritto"),
    "too_few_products": ("too few products to show", "troppi pochi prodotti da mostrare"),
    "render_error": ("the mail could not be made", "non è stato possibile creare l'email"),
    "not_made": ("the mail could not be made yet", "non è stato ancora possibile creare l'email"),
    "no_coupon": ("there is no coupon for the person", "non c'è un coupon per la persona"),
    "budget_exhausted": ("the budget of the coupon is used up", "il budget del coupon è esaurito"),
    "policy_paused": ("the coupon is paused", "il coupon è in pausa"),
    "already_given": ("has had this coupon already", "ha già avuto questo coupon"),
}

STATES: Mapping[str, Both] = {
    "queued": ("waits for its time", "attende il suo momento"),
    "handing": ("is being handed over", "è in consegna"),
    "delivered": ("was sent", "è stata inviata"),
    "unknown": ("may have been sent; nobody can tell", "forse è stata inviata; non si può sapere"),
    "failed": ("was refused by the mail server", "è stata rifiutata dal server di posta"),
    "skipped": ("was not sent", "non è stata inviata"),
    "expired": ("came too late and was not sent", "era in ritardo e non è stata inviata"),
    "ghost": ("would have been sent; the person is held out", "sarebbe stata inviata; la persona fa da confronto"),
}

SENTENCES: Mapping[str, Both] = {
    "entered": ("Entered", "Entrato"),
    "entered_event": ("Entered: {what}", "Entrato: {what}"),
    "entered_hand": ("Let in by hand by {who}", "Fatto entrare a mano da {who}"),
    "entered_date": ("Entered because of the date {date}", "Entrato per la data {date}"),
    "entered_backfill": ("Let in when the journey was published", "Fatto entrare alla pubblicazione del percorso"),
    "held_out": (
        "Held out: passes every step without effect, for comparison",
        "Escluso per confronto: passa ogni passo senza effetto",
    ),
    "sleeps": ("{step}: waits until {until}", "{step}: attende fino al {until}"),
    "sleeps_for": ("{step}: waits, until {until} at most", "{step}: attende, al massimo fino al {until}"),
    "decides": ("{step}: {reason}", "{step}: {reason}"),
    "skipped": ("{step}: the wait was skipped by {who}", "{step}: l'attesa è stata saltata da {who}"),
    "ended_hand": ("Ended by hand by {who}", "Terminato a mano da {who}"),
    "moved": ("Moved to the newest version", "Spostato alla versione più recente"),
    "left": ("Left: {reason}", "Uscito: {reason}"),
    "stuck": ("{step}: cannot go on", "{step}: non può proseguire"),
    "held": ("{step}: held while the journey is paused", "{step}: fermo finché il percorso è in pausa"),
    "message": ("Mail “{template}” {state}", "L'email “{template}” {state}"),
    "message_until": ("Mail “{template}” is planned for {until}", "L'email “{template}” è prevista per il {until}"),
    "next_wait": ("{step}: goes on at {until}", "{step}: prosegue il {until}"),
    "next_wait_for": ("{step}: goes on at {until} at the latest", "{step}: prosegue al più tardi il {until}"),
    "next_due": ("{step}: is due now", "{step}: è il momento"),
    "next_step": ("{step}", "{step}"),
    "next_unknown": ("{step}: what follows is decided there", "{step}: il seguito si decide lì"),
    "next_end": ("The journey ends", "Il percorso finisce"),
}


def sentence(name: str, language: str, **values: str) -> str:
    return in_language(SENTENCES[name], language).format(**values)
