import { Button } from "@saleor/macaw-ui";
import { MoreHorizontal } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { ConfirmDialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import {
  JourneyArchiveDocument,
  JourneyDeleteDocument,
  JourneyDuplicateDocument,
  JourneyPauseDocument,
  JourneyResumeDocument,
} from "./gql/graphql";
import styles from "./journeys.module.css";
import { journeyPath } from "./names";
import { SettingsDialog } from "./SettingsDialog";
import type { Draft } from "./useDraft";

type Doing = "pause" | "resume" | "archive" | "delete" | "duplicate";

/** What can be done with the journey as a whole; each is asked before, with what becomes of the people inside. */
export function Lifecycle({ draft, reload }: { draft: Draft; reload: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Doing | null>(null);
  const [isSetting, setSetting] = useState(false);
  const { journey } = draft;
  const saves = {
    pause: useSave(JourneyPauseDocument, (data) => data.automationJourneyPause),
    resume: useSave(JourneyResumeDocument, (data) => data.automationJourneyResume),
    archive: useSave(JourneyArchiveDocument, (data) => data.automationJourneyArchive),
    delete: useSave(JourneyDeleteDocument, (data) => data.automationJourneyDelete),
    duplicate: useSave(JourneyDuplicateDocument, (data) => data.automationJourneyDuplicate),
  };
  const save = asked ? saves[asked] : null;
  const offered: Doing[] = [
    ...(journey.status === "ACTIVE" ? (["pause"] as const) : []),
    ...(journey.status === "PAUSED" ? (["resume"] as const) : []),
    "duplicate",
    ...(journey.status === "DRAFT" ? (["delete"] as const) : []),
    ...(journey.status === "ACTIVE" || journey.status === "PAUSED" ? (["archive"] as const) : []),
  ];
  const inside = journey.inside.reduce((sum, each) => sum + each.count, 0);
  const close = () => {
    save?.forget();
    setAsked(null);
  };
  const confirm = async () => {
    if (!asked || !save) return;
    if (asked === "duplicate" && !(await draft.flush())) return;
    const done = await save.save({ id: journey.id });
    if (!done) return;
    notify("success", t(`journeys.${asked}.done`, { name: journey.name }));
    setAsked(null);
    if (asked === "delete") navigate("/journeys");
    else if (asked === "duplicate" && done.journey) navigate(journeyPath(done.journey.id));
    else reload();
  };
  return (
    <>
      <Menu
        label={t("journeys.more")}
        items={[
          { name: t("journeys.settings"), run: () => setSetting(true), isOff: journey.status === "ARCHIVED" },
          ...offered.map((each) => ({
            name: t(`journeys.${each}`),
            run: () => setAsked(each),
            isOff: false,
          })),
        ]}
      />
      {isSetting && <SettingsDialog draft={draft} onClose={() => setSetting(false)} />}
      {asked && save && (
        <ConfirmDialog
          title={t(`journeys.${asked}.title`, { name: journey.name })}
          isOpen
          onClose={close}
          onConfirm={() => void confirm()}
          confirmLabel={t(`journeys.${asked}`)}
          isBusy={save.isSaving}
          isDangerous={asked === "archive" || asked === "delete"}
        >
          <ErrorNotice problem={save.problem} />
          <RefusalNotice refusals={save.refusals.all} />
          {t(`journeys.${asked}.text`, { count: inside })}
        </ConfirmDialog>
      )}
    </>
  );
}

interface MenuProps {
  label: string;
  items: readonly { name: string; run: () => void; isOff: boolean }[];
}

/** A button that opens a short list of others; Escape and a click beside it close it. */
function Menu({ label, items }: MenuProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const beside = (event: MouseEvent) => !box.current?.contains(event.target as Node) && setOpen(false);
    const escape = (event: KeyboardEvent) => event.key === "Escape" && setOpen(false);
    document.addEventListener("mousedown", beside);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("mousedown", beside);
      document.removeEventListener("keydown", escape);
    };
  }, [isOpen]);
  return (
    <div ref={box} className={styles.menu}>
      <Button
        variant="secondary"
        icon={<MoreHorizontal size={16} aria-hidden />}
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <ul id={id} className={styles.menuList}>
          {items.map(({ name, run, isOff }) => (
            <li key={name}>
              <button
                type="button"
                disabled={isOff}
                onClick={() => {
                  setOpen(false);
                  run();
                }}
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
