import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { Link } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { useSave } from "~/api/useSave";
import { notify, openInDashboard, orderPath } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { DataTable, type Column, type Sorting } from "~/ui/DataTable";
import { ConfirmDialog } from "~/ui/Dialog";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { ChoiceFilter, FilterBar, SearchField } from "~/ui/FilterBar";
import { Tag, type TagTone } from "~/ui/Tag";
import { When } from "~/ui/When";
import {
  CouponCodeRevokeDocument,
  CouponCodesDocument,
  type AutomationCouponCodeSortField,
  type AutomationCouponState,
  type CouponCodesQuery,
} from "./gql/graphql";
import styles from "./offers.module.css";
import { useCodesFile } from "./useCodesFile";

type Code = NonNullable<CouponCodesQuery["automationCouponCodes"]>["edges"][number]["node"];

const TONES: Record<AutomationCouponState, TagTone> = {
  OPEN: "info",
  REDEEMED: "success",
  REVOKED: "warning",
  EXPIRED: "default",
};
const STATES = Object.keys(TONES) as AutomationCouponState[];

/** Everybody's coupons of one policy; those nobody used can be taken back. */
export function Codes({
  coupon,
  onChanged,
}: {
  coupon: { id: string; slug: string };
  onChanged: () => void;
}) {
  const t = useText();
  const [search, setSearch] = useState("");
  const [state, setState] = useState("");
  const [sorting, setSorting] = useState<Sorting>({ by: "ISSUED_AT", isDescending: true });
  const [revoking, setRevoking] = useState<Code | null>(null);
  const data = useConnection(
    CouponCodesDocument,
    {
      filter: {
        coupon: coupon.id,
        ...(search.trim() && { code: search.trim() }),
        ...(state && { states: [state as AutomationCouponState] }),
      },
      sortBy: {
        field: sorting.by as AutomationCouponCodeSortField,
        direction: sorting.isDescending ? ("DESC" as const) : ("ASC" as const),
      },
    },
    (answer) => answer.automationCouponCodes,
  );
  const revoke = useSave(CouponCodeRevokeDocument, (answer) => answer.automationCouponCodeRevoke);
  const file = useCodesFile(coupon, state ? [state as AutomationCouponState] : null);

  const takeBack = async () => {
    if (!revoking || !(await revoke.save({ id: revoking.id }))) return;
    notify("success", t("offers.code.wasRevoked"));
    setRevoking(null);
    data.reload();
    onChanged();
  };
  return (
    <Card
      title={t("offers.codes")}
      isFlush
      actions={
        <Button
          size="small"
          variant="secondary"
          disabled={file.isLoading}
          onClick={() => void file.download()}
        >
          {file.isLoading ? t("offers.codes.reading", { count: file.count }) : t("offers.codes.file")}
        </Button>
      }
    >
      <ErrorNotice problem={file.problem} onRetry={() => void file.download()} />
      <FilterBar>
        <SearchField label={t("offers.codes.search")} value={search} onChange={setSearch} />
        <ChoiceFilter
          label={t("offers.state")}
          value={state}
          choices={STATES.map((value) => ({ value, label: t(`offers.code.${value}`) }))}
          onChange={setState}
        />
      </FilterBar>
      <div className={styles.codes}>
        <DataTable
          label={t("offers.codes")}
          data={data}
          columns={useColumns(setRevoking)}
          rowId={(row) => row.id}
          sorting={sorting}
          onSort={setSorting}
          empty={<EmptyState title={t(search || state ? "offers.noneFound" : "offers.codes.none")} />}
        />
      </div>
      <ConfirmDialog
        title={t("offers.code.revokeTitle", { code: revoking?.code ?? "" })}
        isOpen={revoking !== null}
        onClose={() => {
          revoke.forget();
          setRevoking(null);
        }}
        confirmLabel={t("offers.code.revoke")}
        isBusy={revoke.isSaving}
        isDangerous
        onConfirm={() => void takeBack()}
      >
        <ErrorNotice problem={revoke.problem} />
        <RefusalNotice refusals={revoke.refusals.all} />
        <p className={styles.words}>
          {t("offers.code.revokeText", { email: revoking?.contact?.email ?? "–" })}
        </p>
      </ConfirmDialog>
    </Card>
  );
}

function useColumns(onRevoke: (code: Code) => void): Column<Code>[] {
  const t = useText();
  const formats = useFormats();
  return [
    { key: "code", title: t("offers.code"), width: "220px", cell: ({ code }) => <code>{code ?? "–"}</code> },
    {
      key: "contact",
      title: t("offers.code.contact"),
      cell: ({ contact }) =>
        contact ? (
          <Link to={`/contacts/${encodeURIComponent(contact.id)}`}>{contact.email}</Link>
        ) : (
          t("offers.code.erased")
        ),
    },
    {
      key: "state",
      title: t("offers.state"),
      width: "110px",
      cell: ({ state }) => <Tag tone={TONES[state]}>{t(`offers.code.${state}`)}</Tag>,
    },
    {
      key: "issued",
      title: t("offers.code.issuedAt"),
      width: "140px",
      isSecondary: true,
      sortBy: "ISSUED_AT",
      isMoment: true,
      cell: ({ issuedAt }) => <When at={issuedAt} />,
    },
    {
      key: "expires",
      title: t("offers.code.expiresOn"),
      width: "120px",
      sortBy: "EXPIRES_AT",
      isMoment: true,
      cell: ({ expiresOn }) => (expiresOn ? formats.date(expiresOn) : "–"),
    },
    {
      key: "order",
      title: t("offers.code.order"),
      width: "110px",
      cell: ({ orderId, discount }) =>
        orderId ? (
          <Button size="small" variant="tertiary" onClick={() => openInDashboard(orderPath(orderId))}>
            {discount ? formats.money(-discount.amount, discount.currency) : t("offers.code.order")}
          </Button>
        ) : (
          "–"
        ),
    },
    {
      key: "revoke",
      title: t("offers.code.deeds"),
      width: "120px",
      cell: (code) =>
        code.state === "OPEN" && (
          <Button size="small" variant="tertiary" onClick={() => onRevoke(code)}>
            {t("offers.code.revoke")}
          </Button>
        ),
    },
  ];
}
