import { Button } from "@saleor/macaw-ui";
import { CheckCircle2, XCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { useIntl } from "react-intl";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { languageOf } from "~/text/languages";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import { LinesSkeleton } from "~/ui/Skeletons";
import styles from "./contacts.module.css";
import { ContactsEnterDocument, ContactWhyNotDocument } from "./gql/graphql";
import { JourneyField } from "./JourneyField";

interface EnterDialogProps {
  id: string;
  onClose: () => void;
  onDone: () => void;
}

/** Ask a journey why somebody is not in it, and let them in by hand where it is running. */
export function EnterDialog({ id, onClose, onDone }: EnterDialogProps) {
  const t = useText();
  const [journey, setJourney] = useState("");
  const [isActive, setActive] = useState(false);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const enter = useSave(ContactsEnterDocument, (data) => data.automationEnrollmentStart);

  const submit = async () => {
    const done = await enter.save({ audience: { contacts: [id] }, journey });
    if (!done) return;
    setRefused(done.refused?.map(({ message }) => message) ?? []);
    if (!done.enrollments?.length) return;
    notify("success", t("contacts.journeys.enter.done"));
    onDone();
    onClose();
  };
  return (
    <Dialog
      title={t("contacts.journeys.enter")}
      isOpen
      onClose={onClose}
      onSubmit={() => isActive && void submit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!isActive || enter.isSaving}>
            {enter.isSaving ? t("ui.working") : t("contacts.journeys.enter")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={enter.problem} />
      <RefusalNotice refusals={enter.refusals.all} />
      {refused.length > 0 && (
        <Notice tone="warning" isUrgent title={t("contacts.journeys.refused")}>
          {refused.join(" ")}
        </Notice>
      )}
      <Fields>
        <JourneyField
          value={journey}
          withOthers
          onChange={(next) => {
            setRefused([]);
            setActive(false);
            setJourney(next);
          }}
        />
        {journey && <WhyNot key={journey} id={id} journey={journey} onKnown={setActive} />}
      </Fields>
    </Dialog>
  );
}

/** What has to be so for somebody to enter by themselves, each with its answer. */
function WhyNot({
  id,
  journey,
  onKnown,
}: {
  id: string;
  journey: string;
  /** Whether the journey lets anybody in now. */
  onKnown: (isActive: boolean) => void;
}) {
  const t = useText();
  const language = languageOf(useIntl().locale);
  const { data, isLoading, problem, reload } = useRead(ContactWhyNotDocument, { id, journey, language });
  const answers = data?.automationContact?.whyNot ?? [];
  const status = data?.automationJourney?.status;
  useEffect(() => onKnown(status === "ACTIVE"), [status, onKnown]);
  const obstacles = answers.filter(({ isObstacle }) => isObstacle).length;
  return (
    <section aria-label={t("contacts.whyNot")}>
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton />}
      {data && <p className={styles.muted}>{t("contacts.whyNot.words", { count: obstacles })}</p>}
      <ul className={styles.answers}>
        {answers.map(({ code, text, isObstacle }, index) => {
          const Icon = isObstacle ? XCircle : CheckCircle2;
          return (
            <li
              key={`${code} ${index}`}
              className={`${styles.answer} ${isObstacle ? styles.obstacle : styles.fine}`}
            >
              <Icon size={16} aria-hidden />
              <span>
                <span className="visually-hidden">
                  {t(isObstacle ? "contacts.whyNot.obstacle" : "contacts.whyNot.fine")}
                </span>{" "}
                {text}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
