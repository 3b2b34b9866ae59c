import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { DataTable, type Column, type Sorting } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { ChoiceFilter, FilterBar, SearchField } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { Tag } from "~/ui/Tag";
import { useKept } from "~/ui/useKept";
import { When } from "~/ui/When";
import { CouponDialog } from "./CouponDialog";
import { COUPON_KINDS } from "./couponKinds";
import {
  CouponsDocument,
  type AutomationCouponKind,
  type AutomationCouponSortField,
  type CouponsQuery,
} from "./gql/graphql";
import { couponPath } from "./names";
import styles from "./offers.module.css";
import { useCouponSummary } from "./useCouponSummary";
import { useNamed } from "./useWords";

type Row = NonNullable<CouponsQuery["automationCoupons"]>["edges"][number]["node"];

/** All coupons journeys can give. */
export function CouponList() {
  const t = useText();
  const navigate = useNavigate();
  const kindName = useNamed("kind");
  const [filters, setFilters] = useKept("coupons.filters", { search: "", kind: "", paused: "" });
  const [sorting, setSorting] = useKept<Sorting>("coupons.sorting", { by: "UPDATED_AT", isDescending: true });
  const [isCreating, setCreating] = useState(false);
  const filter = {
    ...(filters.search.trim() && { search: filters.search.trim() }),
    ...(filters.kind && { kinds: [filters.kind.toUpperCase() as AutomationCouponKind] }),
    ...(filters.paused && { isPaused: filters.paused === "yes" }),
  };
  const data = useConnection(
    CouponsDocument,
    {
      filter,
      sortBy: {
        field: sorting.by as AutomationCouponSortField,
        direction: sorting.isDescending ? ("DESC" as const) : ("ASC" as const),
      },
    },
    (answer) => answer.automationCoupons,
  );
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Page
      title={t("offers.coupons.title")}
      isFilled
      actions={<Button onClick={() => setCreating(true)}>{t("offers.coupons.create")}</Button>}
    >
      <div className={styles.list}>
        <FilterBar>
          <SearchField
            label={t("offers.search")}
            value={filters.search}
            onChange={(search) => setFilters({ ...filters, search })}
          />
          <ChoiceFilter
            label={t("offers.coupons.kind")}
            value={filters.kind}
            choices={COUPON_KINDS.map((value) => ({ value, label: kindName(value) }))}
            onChange={(kind) => setFilters({ ...filters, kind })}
          />
          <ChoiceFilter
            label={t("offers.state")}
            value={filters.paused}
            choices={[
              { value: "no", label: t("offers.coupons.given") },
              { value: "yes", label: t("offers.coupons.paused") },
            ]}
            onChange={(paused) => setFilters({ ...filters, paused })}
          />
        </FilterBar>
        <DataTable
          label={t("offers.coupons.title")}
          data={data}
          columns={useColumns()}
          rowId={(row) => row.id}
          rowPath={(row) => couponPath(row.id)}
          sorting={sorting}
          onSort={setSorting}
          empty={
            <EmptyState
              title={t(isFiltered ? "offers.noneFound" : "offers.coupons.none")}
              text={isFiltered ? undefined : t("offers.coupons.noneText")}
            />
          }
        />
      </div>
      {isCreating && (
        <CouponDialog onClose={() => setCreating(false)} onDone={(id) => navigate(couponPath(id))} />
      )}
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText();
  const said = useUsers();
  const formats = useFormats();
  const summary = useCouponSummary();
  return [
    { key: "name", title: t("offers.name"), sortBy: "NAME", cell: (row) => row.name },
    { key: "gives", title: t("offers.coupons.gives"), cell: ({ definition }) => summary(definition) },
    {
      key: "state",
      title: t("offers.state"),
      width: "120px",
      cell: ({ isPaused }) => (
        <Tag tone={isPaused ? "warning" : "success"}>
          {t(isPaused ? "offers.coupons.paused" : "offers.coupons.given")}
        </Tag>
      ),
    },
    {
      key: "issued",
      title: t("offers.coupons.issued"),
      width: "90px",
      isNumber: true,
      cell: ({ usage }) => formats.number(usage.issued),
    },
    {
      key: "redeemed",
      title: t("offers.coupons.redeemed"),
      width: "120px",
      isNumber: true,
      cell: ({ usage }) =>
        usage.issued
          ? `${formats.number(usage.redeemed)} (${formats.percent(usage.redeemed / usage.issued)})`
          : formats.number(usage.redeemed),
    },
    {
      key: "revenue",
      title: t("offers.coupons.revenue"),
      width: "180px",
      isNumber: true,
      isSecondary: true,
      cell: ({ usage }) =>
        usage.revenue.map(({ amount, currency }) => formats.money(amount, currency)).join(" + ") || "–",
    },
    {
      key: "usedBy",
      title: t("offers.coupons.usedBy"),
      isSecondary: true,
      cell: ({ usedBy }) => usedBy.map(said).join(", ") || "–",
    },
    {
      key: "updated",
      title: t("offers.updated"),
      width: "150px",
      sortBy: "UPDATED_AT",
      isMoment: true,
      cell: (row) => <When at={row.updatedAt} />,
    },
  ];
}
