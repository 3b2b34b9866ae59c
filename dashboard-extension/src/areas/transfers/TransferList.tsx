import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { PeopleTabs } from "~/shell/PeopleTabs";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { DataTable, type Column } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { ChoiceFilter, FilterBar } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { useKept } from "~/ui/useKept";
import { When } from "~/ui/When";
import { ExportDialog } from "./ExportDialog";
import { TransfersDocument, type AutomationTransferKind, type TransferRowFragment } from "./gql/graphql";
import { StateTag } from "./StateTag";
import styles from "./transfers.module.css";

export const transferPath = (id: string) => `/transfers/${encodeURIComponent(id)}`;

const KINDS = ["IMPORT", "EXPORT"] as const;

/** Files of contacts that came in and went out. */
export function TransferList() {
  const t = useText();
  const navigate = useNavigate();
  const [kind, setKind] = useKept("transfers.kind", "");
  const [isExporting, setExporting] = useState(false);
  const data = useConnection(
    TransfersDocument,
    { filter: kind ? { kinds: [kind as AutomationTransferKind] } : {} },
    (answer) => answer.automationTransfers,
  );
  const begin = () => navigate("/transfers/new");
  return (
    <Page
      title={t("transfers.title")}
      below={<PeopleTabs />}
      isFilled
      actions={
        <>
          <Button variant="secondary" onClick={() => setExporting(true)}>
            {t("transfers.export")}
          </Button>
          <Button onClick={begin}>{t("transfers.import")}</Button>
        </>
      }
    >
      <div className={styles.list}>
        <FilterBar>
          <ChoiceFilter
            label={t("transfers.kind")}
            value={kind}
            choices={KINDS.map((value) => ({ value, label: t(`transfers.kind.${value}`) }))}
            onChange={setKind}
          />
        </FilterBar>
        <DataTable
          label={t("transfers.title")}
          data={data}
          columns={useColumns()}
          rowId={({ id }) => id}
          rowPath={({ id }) => transferPath(id)}
          rowName={({ fileName }) => fileName}
          empty={
            <EmptyState
              title={t("transfers.none.title")}
              text={t("transfers.none.text")}
              actions={
                <Button variant="secondary" onClick={begin}>
                  {t("transfers.import")}
                </Button>
              }
            />
          }
        />
      </div>
      {isExporting && <ExportDialog onClose={() => setExporting(false)} />}
    </Page>
  );
}

function useColumns(): Column<TransferRowFragment>[] {
  const t = useText();
  const formats = useFormats();
  const count = (key: "done" | "created" | "failed", isSecondary = false): Column<TransferRowFragment> => ({
    key,
    title: t(`transfers.${key}`),
    width: "120px",
    isNumber: true,
    isSecondary,
    cell: (row) => (key === "done" || row.kind === "IMPORT" ? formats.number(row[key]) : "–"),
  });
  return [
    {
      key: "file",
      title: t("transfers.file"),
      cell: ({ fileName }) => <span dir="auto">{fileName || t("transfers.noName")}</span>,
    },
    {
      key: "kind",
      title: t("transfers.kind"),
      width: "140px",
      cell: ({ kind, isDryRun }) => t(isDryRun ? "transfers.check" : `transfers.kind.${kind}`),
    },
    {
      key: "state",
      title: t("transfers.state"),
      width: "140px",
      cell: (row) => <StateTag transfer={row} />,
    },
    count("done"),
    count("created", true),
    count("failed"),
    {
      key: "when",
      title: t("transfers.when"),
      width: "140px",
      cell: ({ createdAt }) => <When at={createdAt} />,
    },
  ];
}
