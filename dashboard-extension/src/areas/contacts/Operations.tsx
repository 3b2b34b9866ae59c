import { Button } from "@saleor/macaw-ui";
import { useEffect, useRef, useState } from "react";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useHasText, useText } from "~/text/useText";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { NoWorkerNotice, PATIENCE_SECONDS } from "~/ui/NoWorkerNotice";
import { Notice } from "~/ui/Notice";
import { ProgressBar } from "~/ui/Progress";
import { useOverdue } from "~/ui/useOverdue";
import styles from "./contacts.module.css";
import { OperationCancelDocument, OperationDocument, OperationsDocument } from "./gql/graphql";
import { nodes } from "./names";

const ASK_SECONDS = 2;

interface OperationsProps {
  /** Those begun here, newest first. */
  ids: readonly string[];
  onClose: (id: string) => void;
  onDone: () => void;
}

/** What is being done for many people: what was begun here, and what others have begun. */
export function Operations({ ids, onClose, onDone }: OperationsProps) {
  const going = useRead(OperationsDocument, {});
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const others = nodes(going.data?.automationOperations)
    .map(({ id }) => id)
    .filter((id) => !ids.includes(id));
  const all = [...ids, ...others].filter((id) => !closed.has(id));
  if (all.length === 0) return null;
  return (
    <div className={styles.operations}>
      {all.map((id) => (
        <Operation
          key={id}
          id={id}
          onDone={onDone}
          onClose={() => {
            setClosed(new Set([...closed, id]));
            onClose(id);
          }}
        />
      ))}
    </div>
  );
}

function Operation({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const t = useText();
  const hasText = useHasText();
  const { data, problem, reload } = useRead(OperationDocument, { id });
  const cancel = useSave(OperationCancelDocument, (answer) => answer.automationOperationCancel);
  const operation = data?.automationOperation;
  const state = operation?.state;
  // It is counted for whom it is when it begins.
  const isUntouched = operation && state === "WAITING" && operation.totalCount == null;
  const isOverdue = useOverdue(isUntouched ? Date.parse(operation.createdAt) : null, PATIENCE_SECONDS);
  const told = useRef(onDone);
  told.current = onDone;

  useEffect(() => {
    if (state !== "WAITING") return undefined;
    const timer = window.setInterval(reload, ASK_SECONDS * 1000);
    return () => window.clearInterval(timer);
  }, [state, reload]);
  useEffect(() => {
    if (state && state !== "WAITING") told.current();
  }, [state]);

  if (!operation) return <ErrorNotice problem={problem} onRetry={reload} />;
  const { kind, totalCount, seenCount, changedCount } = operation;
  const name = hasText(`contacts.operation.${kind}`) ? t(`contacts.operation.${kind}`) : kind;
  if (state === "WAITING")
    return (
      <div className={styles.operation}>
        <ProgressBar label={name} done={seenCount} total={totalCount} />
        <div className={styles.operationLine}>
          <span role="status">
            {name}: {t("contacts.operation.of", { seen: seenCount, total: totalCount ?? -1 })}
          </span>
          <Button
            size="small"
            variant="tertiary"
            disabled={cancel.isSaving}
            onClick={async () => {
              await cancel.save({ id });
              reload();
            }}
          >
            {t("contacts.operation.stop")}
          </Button>
        </div>
        {isOverdue && <NoWorkerNotice />}
        <ErrorNotice problem={problem ?? cancel.problem} onRetry={reload} />
        <RefusalNotice refusals={cancel.refusals.all} />
      </div>
    );
  const tone = { DONE: "success", CANCELLED: "warning", FAILED: "critical" } as const;
  return (
    <Notice
      tone={tone[operation.state as keyof typeof tone]}
      isUrgent
      title={`${name}: ${t(`contacts.operation.${operation.state}`)}`}
      actions={
        <Button size="small" variant="tertiary" onClick={onClose}>
          {t("ui.close")}
        </Button>
      }
    >
      {t("contacts.operation.changed", { seen: seenCount, changed: changedCount })}
      {operation.problem && <div dir="auto">{operation.problem}</div>}
    </Notice>
  );
}
