import { Button } from "@saleor/macaw-ui";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import styles from "./transfers.module.css";
import type { Transfer } from "./TransferPage";

interface ErrorsCardProps {
  transfer: Transfer;
  isLoading: boolean;
  onDownload: () => void;
}

/** The rows that were left out, with what would be right; all of them as a file. */
export function ErrorsCard({ transfer, isLoading, onDownload }: ErrorsCardProps) {
  const t = useText();
  const { failed, firstErrors } = transfer;
  if (!failed) return null;
  return (
    <Card
      title={t("transfers.errors")}
      isFlush
      actions={
        <Button size="small" variant="secondary" disabled={isLoading} onClick={onDownload}>
          {t("transfers.errors.download")}
        </Button>
      }
    >
      {/* A table that scrolls has to be reachable with the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t("transfers.errors")}>
        <table className={styles.table}>
          <thead>
            <tr>
              {(["line", "column", "value", "reason"] as const).map((each) => (
                <th key={each} scope="col">
                  {t(`transfers.errors.${each}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {firstErrors.map((error, index) => (
              <tr key={index}>
                <td>{error.line}</td>
                <td dir="auto">{error.column || "–"}</td>
                <td dir="auto">{error.value || "–"}</td>
                <td>{error.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {failed > firstErrors.length && (
        <p className={styles.tableFoot}>{t("transfers.errors.first", { count: firstErrors.length })}</p>
      )}
    </Card>
  );
}
