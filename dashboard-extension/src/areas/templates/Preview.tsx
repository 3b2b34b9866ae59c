import { useEffect, useState } from "react";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { Choices } from "~/ui/Choices";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import type { Content } from "./content";
import { TemplatePreviewDocument } from "./gql/graphql";
import { ReaderPicker, type Reader } from "./ReaderPicker";
import styles from "./templates.module.css";

const TYPING_MS = 600;
const WIDTHS = { phone: 375, desktop: 640 } as const;
type View = keyof typeof WIDTHS | "text";

/** How the mail looks for one person, rendered by the shop with the code of sending. */
export function Preview({ content, language }: { content: Content; language: string }) {
  const t = useText();
  const [view, setView] = useState<View>("desktop");
  const [reader, setReader] = useState<Reader | null>(null);
  const settled = useSettled(JSON.stringify(content));
  const { data, problem, reload } = useRead(TemplatePreviewDocument, {
    content: settled,
    contact: reader?.id ?? null,
    language,
  });
  const seen = data?.automationTemplatePreview;
  return (
    <section className={styles.preview} aria-label={t("templates.preview")}>
      <div className={styles.previewBar}>
        <ReaderPicker reader={reader} onChange={setReader} />
        <Choices
          label={t("templates.view")}
          value={view}
          choices={(["desktop", "phone", "text"] as const).map((each) => ({
            value: each,
            label: t(`templates.view.${each}`),
          }))}
          onChange={(next) => setView(next as View)}
        />
      </div>
      <ErrorNotice problem={problem} onRetry={reload} />
      {seen && seen.problems.length > 0 && (
        <Notice tone="warning" title={t("templates.notReady")}>
          {seen.problems.map((each, index) => (
            <div key={index}>{each.place ? `${each.place}: ${each.message}` : each.message}</div>
          ))}
        </Notice>
      )}
      {seen && seen.notes.length > 0 && (
        <Notice>
          {seen.notes.map((note) => (
            <div key={note}>{note}</div>
          ))}
        </Notice>
      )}
      {seen?.html && (
        <>
          <p className={styles.subjectLine} dir="auto">
            {seen.subject}
          </p>
          {view === "text" ? (
            <pre className={styles.plain} dir="auto">
              {seen.text}
            </pre>
          ) : (
            <iframe
              title={t("templates.preview")}
              className={styles.frame}
              style={{ width: WIDTHS[view] }}
              sandbox=""
              srcDoc={seen.html}
            />
          )}
        </>
      )}
    </section>
  );
}

/** Return a text once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}
