"""The words of the public pages, in the languages mails are written in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageTexts:
    """{shop} and {email} are filled in when a page is made."""

    unsubscribe_title: str
    unsubscribe_question: str
    unsubscribe_note: str
    unsubscribe_button: str
    unsubscribed_title: str
    unsubscribed_text: str
    resubscribe_button: str
    resubscribed_title: str
    resubscribed_text: str
    confirm_title: str
    confirm_question: str
    confirm_note: str
    confirm_button: str
    confirmed_title: str
    confirmed_text: str
    expired_title: str
    expired_text: str
    preferences_title: str
    preferences_text: str
    preferences_legend: str
    preferences_save: str
    preferences_saved: str
    broken_title: str
    broken_text: str
    gone_title: str
    gone_text: str
    to_the_shop: str


_TEXTS = {
    "en": PageTexts(
        unsubscribe_title="Unsubscribe",
        unsubscribe_question="Shall {shop} stop writing to {email}?",
        unsubscribe_note="You will still get the messages about your orders.",
        unsubscribe_button="Unsubscribe",
        unsubscribed_title="You are unsubscribed",
        unsubscribed_text="{shop} will not send you offers and reminders any more.",
        resubscribe_button="Subscribe again",
        resubscribed_title="You are subscribed",
        resubscribed_text="{shop} will write to {email}. You can leave at any time.",
        confirm_title="Confirm your subscription",
        confirm_question="Shall {shop} write to {email}?",
        confirm_note="You can leave at any time.",
        confirm_button="Yes, subscribe me",
        confirmed_title="You are subscribed",
        confirmed_text="{shop} will write to {email}. You can leave at any time.",
        expired_title="This link has expired",
        expired_text="Please subscribe once more; a new mail with a new link will come at once.",
        preferences_title="Your mail from {shop}",
        preferences_text="Choose what {email} gets.",
        preferences_legend="Subscriptions",
        preferences_save="Save my choice",
        preferences_saved="Your choice is saved.",
        broken_title="This link does not work",
        broken_text="It may have been cut off on its way. The shop is still where it was.",
        gone_title="This product is no longer there",
        gone_text="It has sold out or left the range since we wrote to you. There is more where it came from.",
        to_the_shop="Go to {shop}",
    ),
    "it": PageTexts(
        unsubscribe_title="Annulla l'iscrizione",
        unsubscribe_question="Vuoi che {shop} smetta di scrivere a {email}?",
        unsubscribe_note="Riceverai ancora i messaggi sui tuoi ordini.",
        unsubscribe_button="Annulla l'iscrizione",
        unsubscribed_title="Iscrizione annullata",
        unsubscribed_text="{shop} non ti invierà più offerte e promemoria.",
        resubscribe_button="Iscriviti di nuovo",
        resubscribed_title="Iscrizione attiva",
        resubscribed_text="{shop} scriverà a {email}. Puoi annullare l'iscrizione quando vuoi.",
        confirm_title="Conferma l'iscrizione",
        confirm_question="Vuoi che {shop} scriva a {email}?",
        confirm_note="Puoi annullare l'iscrizione quando vuoi.",
        confirm_button="Sì, iscrivimi",
        confirmed_title="Iscrizione attiva",
        confirmed_text="{shop} scriverà a {email}. Puoi annullare l'iscrizione quando vuoi.",
        expired_title="Questo link è scaduto",
        expired_text="Iscriviti ancora una volta: riceverai subito una nuova mail con un nuovo link.",
        preferences_title="Le tue mail da {shop}",
        preferences_text="Scegli che cosa riceve {email}.",
        preferences_legend="Iscrizioni",
        preferences_save="Salva la scelta",
        preferences_saved="La tua scelta è stata salvata.",
        broken_title="Questo link non funziona",
        broken_text="Forse è arrivato incompleto. Il negozio è sempre al suo posto.",
        gone_title="Questo prodotto non c'è più",
        gone_text="È esaurito o non è più in catalogo da quando ti abbiamo scritto. Nel negozio c'è altro da scoprire.",
        to_the_shop="Vai a {shop}",
    ),
}
DEFAULT_LANGUAGE = "en"


def known_language(code: str) -> str | None:
    """Return the language of the texts that serves a code such as "it-CH", or None."""
    language = code.strip().lower().replace("_", "-").split("-")[0]
    return language if language in _TEXTS else None


def texts_in(language: str) -> PageTexts:
    return _TEXTS[known_language(language) or DEFAULT_LANGUAGE]
