"""The sentences of a contact's timeline, in English and Italian."""

from collections.abc import Mapping

from ..journeys.story_words import Both, in_language

_SENTENCES: Mapping[str, Both] = {
    "message": ("Mail “{name}” {state}", "L'email “{name}” {state}"),
    "entered": ("Entered “{journey}”", "È entrato in “{journey}”"),
    "left": ("Left “{journey}”", "È uscito da “{journey}”"),
    "decided": ("“{journey}”: step “{step}”", "“{journey}”: passo “{step}”"),
    "sleep": ("“{journey}”: waits at “{step}”", "“{journey}”: attende a “{step}”"),
    "skipped": ("“{journey}”: the wait “{step}” was skipped", "“{journey}”: l'attesa “{step}” è stata saltata"),
    "ended": ("“{journey}”: ended by hand at “{step}”", "“{journey}”: terminato a mano a “{step}”"),
    "moved": ("“{journey}”: moved to the newest version", "“{journey}”: spostato alla versione più recente"),
    "consent_none": ("Consent was taken back", "Il consenso è stato ritirato"),
    "consent_pending": ("Was asked to confirm consent", "È stata chiesta conferma del consenso"),
    "consent_subscribed": ("Agreed to be written to", "Ha accettato di ricevere messaggi"),
    "consent_unsubscribed": ("Said no to messages", "Ha rifiutato i messaggi"),
    "consent_bounced": ("The address does not exist any more", "L'indirizzo non esiste più"),
    "consent_complained": ("Called a message spam", "Ha segnalato un messaggio come spam"),
    "list_none": ("No more on the list “{list}”", "Non più nella lista “{list}”"),
    "list_pending": ("Is to confirm the list “{list}”", "Deve confermare la lista “{list}”"),
    "list_subscribed": ("Joined the list “{list}”", "Si è iscritto alla lista “{list}”"),
    "list_unsubscribed": ("Left the list “{list}”", "Ha lasciato la lista “{list}”"),
    "list_bounced": ("Taken off the list “{list}”", "Tolto dalla lista “{list}”"),
    "list_complained": ("Taken off the list “{list}”", "Tolto dalla lista “{list}”"),
    "tagged": ("Got the tag “{tag}”", "Ha avuto il tag “{tag}”"),
    "untagged": ("Lost the tag “{tag}”", "Ha perso il tag “{tag}”"),
    "coming_mail": ("Mail “{name}” at {until}", "Email “{name}” il {until}"),
    "coming_wait": ("“{journey}” goes on from “{name}” at {until}", "“{journey}” prosegue da “{name}” il {until}"),
}


def timeline_sentence(which: str, language: str, **values: str) -> str:
    return in_language(_SENTENCES[which], language).format(**values)
