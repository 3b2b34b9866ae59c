import { Button } from "@saleor/macaw-ui";
import { useEffect } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card, Stat, Stats } from "~/ui/Card";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { NoWorkerNotice, PATIENCE_SECONDS } from "~/ui/NoWorkerNotice";
import { Notice } from "~/ui/Notice";
import { Page } from "~/ui/Page";
import { ProgressBar } from "~/ui/Progress";
import { PageSkeleton } from "~/ui/Skeletons";
import { useOverdue } from "~/ui/useOverdue";
import { When } from "~/ui/When";
import { ErrorsCard } from "./ErrorsCard";
import { TransferCancelDocument, TransferDocument, type TransferQuery } from "./gql/graphql";
import { StateTag } from "./StateTag";
import styles from "./transfers.module.css";
import { useDownload } from "./useDownload";

export type Transfer = NonNullable<TransferQuery["automationTransfer"]>;

const ASK_SECONDS = 2;
const isUnderWay = (transfer: Transfer | null | undefined) =>
  transfer?.state === "WAITING" || transfer?.state === "RUNNING";

export function TransferPage() {
  const t = useText();
  const id = useParams().id!;
  const first = useRead(TransferDocument, { id });
  const transfer = first.data?.automationTransfer;
  const { reload } = first;
  const isMoving = isUnderWay(transfer);
  useEffect(() => {
    if (!isMoving) return undefined;
    const timer = window.setInterval(reload, ASK_SECONDS * 1000);
    return () => window.clearInterval(timer);
  }, [isMoving, reload]);

  if (first.isLoading) return <PageSkeleton />;
  if (transfer) return <OneTransfer transfer={transfer} reload={first.reload} problem={first.problem} />;
  return (
    <Page title={t("transfers.title")} back="/transfers">
      <ErrorNotice problem={first.problem} onRetry={first.reload} />
      {!first.problem && <EmptyState title={t("transfers.gone.title")} text={t("transfers.gone.text")} />}
    </Page>
  );
}

interface OneTransferProps {
  transfer: Transfer;
  reload: () => void;
  problem: ReturnType<typeof useRead>["problem"];
}

function OneTransfer({ transfer, reload, problem }: OneTransferProps) {
  const t = useText();
  const navigate = useNavigate();
  const file = useDownload(transfer.id);
  const cancel = useSave(TransferCancelDocument, (data) => data.automationTransferCancel);
  const isFinishedExport = transfer.kind === "EXPORT" && transfer.state === "DONE";

  const stop = async () => {
    await cancel.save({ id: transfer.id });
    // Also when it was refused: it has ended meanwhile.
    reload();
  };
  return (
    <Page
      title={<span dir="auto">{transfer.fileName || t("transfers.noName")}</span>}
      aside={<StateTag transfer={transfer} />}
      back="/transfers"
      actions={
        <>
          {isUnderWay(transfer) && (
            <Button variant="secondary" disabled={cancel.isSaving} onClick={() => void stop()}>
              {t("transfers.cancel")}
            </Button>
          )}
          {transfer.kind === "IMPORT" && !isUnderWay(transfer) && (
            <Button
              variant={transfer.isDryRun ? "primary" : "secondary"}
              onClick={() => navigate("/transfers/new")}
            >
              {t(transfer.isDryRun ? "transfers.goBack" : "transfers.another")}
            </Button>
          )}
          {isFinishedExport && (
            <Button disabled={file.isLoading} onClick={() => void file.download("file")}>
              {file.isLoading ? t("ui.working") : t("transfers.download")}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.stack}>
        <ErrorNotice problem={problem ?? cancel.problem ?? file.problem} onRetry={reload} />
        <RefusalNotice refusals={cancel.refusals.all} />
        {file.isGone && (
          <Notice tone="warning" isUrgent title={t("transfers.fileGone")}>
            {t("transfers.fileGone.text")}
          </Notice>
        )}
        <Outcome transfer={transfer} />
        <Numbers transfer={transfer} />
        <ErrorsCard
          transfer={transfer}
          isLoading={file.isLoading}
          onDownload={() => void file.download("errors")}
        />
        <span className={styles.muted}>
          {t("transfers.expires")} <When at={transfer.expiresAt} isExact />
        </span>
      </div>
    </Page>
  );
}

/** How it stands, in a sentence, while it runs and when it has ended. */
function Outcome({ transfer }: { transfer: Transfer }) {
  const t = useText();
  const { state, kind, isDryRun, done, failed, created, updated, total, problem, createdAt } = transfer;
  const isOverdue = useOverdue(state === "WAITING" ? Date.parse(createdAt) : null, PATIENCE_SECONDS);
  if (isUnderWay(transfer)) {
    const seen = done + failed;
    return (
      <Card title={t(`transfers.running.${isDryRun ? "CHECK" : kind}`)}>
        <ProgressBar label={t("transfers.progress")} done={seen} total={state === "WAITING" ? null : total} />
        <p className={styles.progressWords} role="status">
          {state === "WAITING"
            ? t("transfers.waiting")
            : total
              ? t("transfers.progress.of", { done: seen, total })
              : t("transfers.progress.done", { done: seen })}
        </p>
        {isOverdue && <NoWorkerNotice />}
      </Card>
    );
  }
  if (state === "FAILED")
    return (
      <Notice tone="critical" isUrgent title={t("transfers.failed.title")}>
        <div dir="auto">{problem}</div>
        {t("transfers.failed.text")}
      </Notice>
    );
  if (state === "CANCELLED")
    return (
      <Notice tone="warning" title={t("transfers.cancelled.title")}>
        {t("transfers.cancelled.text")}
      </Notice>
    );
  if (kind === "EXPORT")
    return (
      <Notice tone="success" title={t("transfers.exported", { count: done })}>
        {t("transfers.exported.text")}
      </Notice>
    );
  if (done === 0)
    return (
      <Notice tone="critical" isUrgent title={t("transfers.nothing.title")}>
        {t(failed ? "transfers.nothing.text" : "transfers.nothing.empty")}
      </Notice>
    );
  const words = isDryRun ? "checked" : "imported";
  return (
    <Notice tone={failed ? "warning" : "success"} title={t(`transfers.${words}.title`, { count: done })}>
      {t(`transfers.${words}.text`, { created, updated, failed })}
    </Notice>
  );
}

function Numbers({ transfer }: { transfer: Transfer }) {
  const t = useText();
  const formats = useFormats();
  if (transfer.kind === "EXPORT") return null;
  return (
    <Stats>
      {(["done", "created", "updated", "failed"] as const).map((name) => (
        <Stat key={name} label={t(`transfers.${name}`)} value={formats.number(transfer[name])} />
      ))}
    </Stats>
  );
}
