"""What each kind of step and trigger is called and does, in English and Italian, for forms and palettes."""

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """Title and explanation in English and Italian; widget is what the field is chosen with, choices names a list."""

    en: str
    it: str
    more_en: str = ""
    more_it: str = ""
    widget: str = ""
    choices: str = ""

    def said(self, language: str) -> tuple[str, str]:
        return (self.it, self.more_it) if language == "it" else (self.en, self.more_en)


KINDS: Mapping[str, Words] = {
    "step.send": Words(
        *("Send a mail", "Invia un'email"),
        "Plans a mail; whether it really goes out is decided again when it is made.",
        "Prepara un'email; se parte davvero si decide di nuovo quando viene creata.",
    ),
    "step.ab_test": Words(
        *("A/B test", "Test A/B"),
        "Sends each person one of several mails, drawn once, and counts which one does better.",
        "Invia a ognuno una di più email, sorteggiata una volta, e conta quale funziona meglio.",
    ),
    "step.wait": Words(
        *("Wait", "Attendi"),
        "Waits for a length of time, counted from when the person came here.",
        "Attende per un certo tempo, contato da quando la persona arriva qui.",
    ),
    "step.wait_until": Words(
        *("Wait until a date", "Attendi fino a una data"),
        "Waits until a day, or until a day of the person's own, such as a birthday.",
        "Attende fino a un giorno, o fino a un giorno della persona, come il compleanno.",
    ),
    "step.wait_window": Words(
        *("Wait for the right hours", "Attendi l'orario giusto"),
        "Goes on inside the hours of some weekdays, by the person's own clock.",
        "Prosegue negli orari di certi giorni della settimana, secondo l'orologio della persona.",
    ),
    "step.wait_for": Words(
        *("Wait for something", "Attendi che succeda qualcosa"),
        "Waits until something happens or is true, but no longer than a limit.",
        "Attende che succeda o sia vero qualcosa, ma non oltre un limite.",
    ),
    "step.branch": Words(
        *("Branch", "Bivio"),
        "Goes one way if a condition holds now, another way if not.",
        "Va da una parte se ora vale una condizione, dall'altra se non vale.",
    ),
    "step.branch_dates": Words(
        *("Branch by season", "Bivio per periodo"),
        "Goes one way while a season lasts, another way before and after it.",
        "Va da una parte durante un periodo, dall'altra prima e dopo.",
    ),
    "step.random_split": Words(
        *("Random split", "Divisione casuale"),
        "Sends people different ways by chance; the same run always goes the same way.",
        "Divide le persone a caso; lo stesso percorso va sempre dalla stessa parte.",
    ),
    "step.add_tag": Words("Add a tag", "Aggiungi un tag", "Puts a tag on the person.", "Mette un tag alla persona."),
    "step.remove_tag": Words(
        "Remove a tag", "Rimuovi un tag", "Takes a tag off the person.", "Toglie un tag alla persona."
    ),
    "step.tag_interest": Words(
        *("Tag with product or category", "Tag con prodotto o categoria"),
        "Puts a tag on the person that names what the run is about.",
        "Mette alla persona un tag con il nome di ciò di cui tratta il percorso.",
    ),
    "step.subscribe": Words(
        *("Put on a list", "Aggiungi a una lista"),
        "Puts the person on a list, as far as their own word allows.",
        "Aggiunge la persona a una lista, per quanto lei stessa lo permette.",
    ),
    "step.invite": Words(
        *("Invite to a list", "Invita a una lista"),
        "Invites the buyer of an order to a list, in a mail about that order.",
        "Invita chi ha fatto un ordine a una lista, in un'email su quell'ordine.",
    ),
    "step.unsubscribe": Words(
        *("Unsubscribe", "Annulla l'iscrizione"),
        "Takes the person off one list, or off everything.",
        "Toglie la persona da una lista, o da tutto.",
    ),
    "step.set_field": Words(
        *("Set a field", "Imposta un campo"),
        "Gives a custom field a value, or a date the shop knows.",
        "Dà a un campo un valore, o una data che il negozio conosce.",
    ),
    "step.change_score": Words(
        *("Change a score", "Cambia un punteggio"),
        "Raises or lowers a lead score.",
        "Alza o abbassa un punteggio.",
    ),
    "step.change_points": Words(
        *("Change loyalty points", "Cambia i punti fedeltà"),
        "Gives the person loyalty points, or takes some.",
        "Dà punti fedeltà alla persona, o ne toglie.",
    ),
    "step.give_coupon": Words(
        *("Give a coupon", "Assegna un coupon"),
        "Promises a coupon of the person's own; the mails behind this step can show it.",
        "Promette un coupon personale; le email dopo questo passo possono mostrarlo.",
    ),
    "step.redeem": Words(
        *("Turn points into a reward", "Trasforma i punti in un premio"),
        "Takes the points of a reward and gives its coupon.",
        "Toglie i punti di un premio e ne dà il coupon.",
    ),
    "step.notify_team": Words(
        *("Notify the team", "Avvisa il team"),
        "Tells colleagues about the person.",
        "Informa i colleghi sulla persona.",
    ),
    "step.call_webhook": Words(
        *("Call a webhook", "Chiama un webhook"),
        "Tells another system about the person.",
        "Informa un altro sistema sulla persona.",
    ),
    "step.start_journey": Words(
        *("Start another journey", "Avvia un altro percorso"),
        "Lets the person into another journey as well, if its entry rule allows.",
        "Fa entrare la persona anche in un altro percorso, se la sua regola lo permette.",
    ),
    "step.end_journey": Words(
        *("End another journey", "Termina un altro percorso"),
        "Ends another journey the person is in.",
        "Termina un altro percorso in cui si trova la persona.",
    ),
    "step.goal": Words(
        *("Goal", "Obiettivo"),
        "What the journey is for: once reached, from anywhere, the run ends as a success.",
        "Lo scopo del percorso: raggiunto, da qualunque punto, il percorso termina con successo.",
    ),
    "step.end": Words("End", "Fine", "Leaves the journey here.", "Esce qui dal percorso."),
    "trigger.event": Words(
        *("Something happens", "Succede qualcosa"),
        "People enter when this happens to them.",
        "Le persone entrano quando succede loro questo.",
    ),
    "trigger.any_event": Words(
        *("One of several things happens", "Succede una di più cose"),
        "People enter when any of these happens to them.",
        "Le persone entrano quando succede loro una di queste cose.",
    ),
    "trigger.interest": Words(
        *("Repeated interest", "Interesse ripetuto"),
        "People enter when they look at the same product or category several times.",
        "Le persone entrano quando guardano più volte lo stesso prodotto o la stessa categoria.",
    ),
    "trigger.date": Words(
        *("Some time after a date", "Un certo tempo dopo una data"),
        "People enter when a date of theirs is this long ago.",
        "Le persone entrano quando da una loro data è passato questo tempo.",
    ),
    "trigger.day": Words(
        *("A day of the person", "Un giorno della persona"),
        "People enter on a day of their own, such as a birthday, or some days before or after it.",
        "Le persone entrano in un loro giorno, come il compleanno, o alcuni giorni prima o dopo.",
    ),
    "trigger.schedule": Words(
        *("On a schedule", "A date fisse"),
        "Everybody of a segment enters on some weekdays or days of the month.",
        "Tutti quelli di un segmento entrano in certi giorni della settimana o del mese.",
    ),
    "trigger.manual": Words(
        *("By hand", "A mano"),
        "Nobody enters by themselves: staff or another journey let people in.",
        "Nessuno entra da sé: lo staff o un altro percorso fanno entrare le persone.",
    ),
    "entry": Words(
        *("Entry rule", "Regola d'ingresso"),
        "How often the same person may enter, and who may at all.",
        "Quante volte può entrare la stessa persona, e chi può entrare.",
    ),
    "exit": Words(
        *("Exit", "Uscita"),
        "Ends the journey from anywhere.",
        "Termina il percorso da qualunque punto.",
    ),
}
