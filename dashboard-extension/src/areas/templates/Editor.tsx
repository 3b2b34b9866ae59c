import { Button } from "@saleor/macaw-ui";
import { Redo2, Undo2 } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { ConfirmDialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import { Page } from "~/ui/Page";
import { Tag } from "~/ui/Tag";
import { begin, change, redo, undo, type Content } from "./content";
import {
  TemplateDeleteDocument,
  TemplateUpdateDocument,
  type TemplatePartsFragment,
  type TemplateQuery,
} from "./gql/graphql";
import { Languages } from "./Languages";
import { MailForm } from "./MailForm";
import { Preview } from "./Preview";
import { SendTest } from "./SendTest";
import styles from "./templates.module.css";
import { useUnsaved } from "./useUnsaved";

interface EditorProps {
  template: TemplatePartsFragment;
  world: TemplateQuery;
  reload: () => void;
}

/** The mail at the left, how it looks at the right. What is not saved survives a reload of the page. */
export function Editor({ template, world, reload }: EditorProps) {
  const t = useText();
  const said = useUsers();
  const navigate = useNavigate();
  const stored = JSON.parse(template.content) as Content;
  const unsaved = useUnsaved(template.slug);
  const [revision, setRevision] = useState(unsaved.found?.revision ?? template.revision);
  const [history, setHistory] = useState(() => begin(unsaved.found?.content ?? stored));
  const [language, setLanguage] = useState(() => Object.keys(history.present).sort()[0] ?? "en");
  const [isTesting, setTesting] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const update = useSave(TemplateUpdateDocument, (data) => data.automationTemplateUpdate);
  const remove = useSave(TemplateDeleteDocument, (data) => data.automationTemplateDelete);
  const content = history.present;
  const isChanged = JSON.stringify(content) !== JSON.stringify(stored);
  const isConflict = update.refusals.all.some((each) => each.code === "CONFLICT");

  const take = (next: typeof history) => {
    setHistory(next);
    unsaved.keep(next.present, revision);
  };
  const save = async () => {
    const saved = await update.save({
      id: template.id,
      input: { content: JSON.stringify(content), revision },
    });
    if (!saved?.template) return;
    setRevision(saved.template.revision);
    unsaved.drop();
    notify("success", t("templates.saved"));
    reload();
  };
  const startOver = () => {
    unsaved.drop();
    update.forget();
    setHistory(begin(stored));
    setRevision(template.revision);
  };
  const goOnWithMine = () => {
    update.forget();
    setRevision(template.revision);
    unsaved.keep(content, template.revision);
  };
  const erase = async () => {
    if (await remove.save({ id: template.id })) navigate("/templates");
  };

  const mail = content[language];
  return (
    <Page
      title={template.name}
      back="/templates"
      isFilled
      aside={isChanged && <Tag tone="info">{t("templates.unsaved")}</Tag>}
      actions={
        <>
          <Button
            variant="tertiary"
            icon={<Undo2 size={16} aria-hidden />}
            aria-label={t("templates.undo")}
            disabled={!history.past.length}
            onClick={() => take(undo(history))}
          />
          <Button
            variant="tertiary"
            icon={<Redo2 size={16} aria-hidden />}
            aria-label={t("templates.redo")}
            disabled={!history.future.length}
            onClick={() => take(redo(history))}
          />
          <Button variant="secondary" onClick={() => setDeleting(true)}>
            {t("ui.delete")}
          </Button>
          <Button variant="secondary" disabled={!mail} onClick={() => setTesting(true)}>
            {t("templates.sendTest")}
          </Button>
          <Button disabled={!isChanged || update.isSaving} onClick={() => void save()}>
            {t("ui.save")}
          </Button>
        </>
      }
    >
      <div className={styles.editor}>
        <div className={styles.form}>
          <ErrorNotice problem={update.problem} onRetry={() => void save()} />
          {isConflict ? (
            <Notice
              tone="warning"
              isUrgent
              title={t("templates.conflict")}
              actions={
                <Button size="small" variant="secondary" onClick={reload}>
                  {t("templates.loadAgain")}
                </Button>
              }
            >
              {t("templates.conflictText")}
            </Notice>
          ) : (
            <RefusalNotice refusals={update.refusals.all} />
          )}
          {template.revision > revision && (
            <Notice
              tone="warning"
              title={t("templates.newer")}
              actions={
                <>
                  <Button size="small" variant="secondary" onClick={goOnWithMine}>
                    {t("templates.keepMine")}
                  </Button>
                  <Button size="small" variant="secondary" onClick={startOver}>
                    {t("templates.takeNewer")}
                  </Button>
                </>
              }
            >
              {t("templates.newerText")}
            </Notice>
          )}
          {unsaved.found && isChanged && (
            <Notice
              title={t("templates.kept")}
              actions={
                <Button size="small" variant="secondary" onClick={startOver}>
                  {t("templates.startOver")}
                </Button>
              }
            />
          )}
          <Languages
            content={content}
            language={language}
            onLanguage={setLanguage}
            onChange={(next) => take(change(history, next))}
          />
          {mail && (
            <MailForm
              key={language}
              mail={mail}
              world={world}
              onChange={(next, isTyping) => take(change(history, { ...content, [language]: next }, isTyping))}
            />
          )}
          {template.usedBy.length > 0 && (
            <p className={styles.note}>
              {t("templates.sentBy", { names: template.usedBy.map(said).join(", ") })}
            </p>
          )}
        </div>
        <Preview content={content} language={language} />
      </div>
      {isTesting && <SendTest content={content} language={language} onClose={() => setTesting(false)} />}
      <ConfirmDialog
        title={t("templates.deleteTitle", { name: template.name })}
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        confirmLabel={t("ui.delete")}
        isBusy={remove.isSaving}
        isDangerous
        onConfirm={() => void erase()}
      >
        <RefusalNotice refusals={remove.refusals.all} />
        {t("templates.deleteText")}
      </ConfirmDialog>
    </Page>
  );
}
