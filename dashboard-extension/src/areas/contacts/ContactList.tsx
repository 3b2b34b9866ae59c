import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { useCount } from "~/api/useCount";
import { PeopleTabs } from "~/shell/PeopleTabs";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { DataTable, type Column, type Sorting } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { ChoiceFilter, FilterBar, SearchField } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { Tag, Tags } from "~/ui/Tag";
import { ThingField } from "~/ui/things/ThingsField";
import { useKept } from "~/ui/useKept";
import { When } from "~/ui/When";
import { BulkActions } from "./BulkActions";
import { CONSENT_STATES, ConsentTag } from "./ConsentTag";
import { CreateContact } from "./CreateContact";
import {
  ContactCountDocument,
  ContactsDocument,
  type AutomationContactSortField,
  type ContactsQuery,
} from "./gql/graphql";
import styles from "./contacts.module.css";
import { contactPath, nameOf } from "./names";
import { Operations } from "./Operations";
import { filterInput, NO_FILTERS, type Filters, type Whom } from "./whom";

type Row = NonNullable<ContactsQuery["automationContacts"]>["edges"][number]["node"];

const NOBODY: ReadonlySet<string> = new Set();

export function ContactList() {
  const t = useText();
  const navigate = useNavigate();
  const formats = useFormats();
  const [kept, setFilters] = useKept<Partial<Filters>>("contacts.filters", NO_FILTERS);
  const filters = { ...NO_FILTERS, ...kept };
  const [sorting, setSorting] = useKept<Sorting>("contacts.sorting", {
    by: "CREATED_AT",
    isDescending: true,
  });
  const [whom, setWhom] = useState<Whom | null>(null);
  const [operations, setOperations] = useKept<readonly string[]>("contacts.operations", []);
  const [isCreating, setCreating] = useState(false);

  const sortBy = {
    field: sorting.by as AutomationContactSortField,
    direction: sorting.isDescending ? ("DESC" as const) : ("ASC" as const),
  };
  const filter = filterInput(filters);
  const data = useConnection(ContactsDocument, { filter, sortBy }, (answer) => answer.automationContacts);
  const count = useCount(ContactCountDocument, { filter }, (answer) => answer.automationContacts?.totalCount);
  const reload = () => {
    data.reload();
    count.reload();
  };
  const change = (part: Partial<Filters>) => {
    setWhom(null);
    setFilters({ ...filters, ...part });
  };
  const isFiltered = Object.keys(filter).length > 0;

  return (
    <Page
      title={t("contacts.title")}
      aside={count.total !== null && <span className={styles.count}>{formats.number(count.total)}</span>}
      isFilled
      below={<PeopleTabs />}
      actions={<Button onClick={() => setCreating(true)}>{t("contacts.create")}</Button>}
    >
      <div className={styles.list}>
        <FilterBar>
          <SearchField
            label={t("contacts.search")}
            value={filters.search}
            onChange={(search) => change({ search })}
          />
          <ChoiceFilter
            label={t("contacts.consent")}
            value={filters.consent}
            choices={CONSENT_STATES.map((value) => ({ value, label: t(`contacts.consent.${value}`) }))}
            onChange={(consent) => change({ consent })}
          />
          <ThingField
            isFilter
            label={t("contacts.tag")}
            source="tag"
            value={filters.tag}
            onChange={(tag) => change({ tag: String(tag ?? "") })}
          />
          <ThingField
            isFilter
            label={t("contacts.list")}
            source="list"
            value={filters.list}
            onChange={(list) => change({ list: String(list ?? "") })}
          />
          <ChoiceFilter
            label={t("contacts.customer")}
            value={filters.customer}
            choices={[
              { value: "yes", label: t("contacts.customer.yes") },
              { value: "no", label: t("contacts.customer.no") },
            ]}
            onChange={(customer) => change({ customer })}
          />
        </FilterBar>
        <div>
          <Operations
            ids={operations}
            onClose={(id) => setOperations(operations.filter((each) => each !== id))}
            onDone={reload}
          />
          <BulkActions
            whom={whom}
            filters={filters}
            total={count.total}
            onWhom={setWhom}
            onOperation={(id) => setOperations([id, ...operations])}
            onDone={() => {
              setWhom(null);
              reload();
            }}
          />
        </div>
        <DataTable
          label={t("contacts.title")}
          data={data}
          columns={useColumns()}
          rowId={(row) => row.id}
          rowPath={(row) => contactPath(row.id)}
          rowName={nameOf}
          sorting={sorting}
          onSort={setSorting}
          selection={{
            ids: whom ? ("ids" in whom ? whom.ids : new Set(data.rows.map(({ id }) => id))) : NOBODY,
            onChange: (ids) => setWhom(ids.size ? { ids } : null),
          }}
          empty={
            isFiltered ? (
              <EmptyState
                title={t("contacts.noneFound.title")}
                text={t("contacts.noneFound.text")}
                actions={
                  <Button variant="secondary" onClick={() => change(NO_FILTERS)}>
                    {t("contacts.noneFound.clear")}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                title={t("contacts.none.title")}
                text={t("contacts.none.text")}
                actions={
                  <Button variant="secondary" onClick={() => navigate("/transfers/new")}>
                    {t("contacts.import")}
                  </Button>
                }
              />
            )
          }
        />
      </div>
      <CreateContact isOpen={isCreating} onClose={() => setCreating(false)} />
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText();
  const formats = useFormats();
  return [
    { key: "name", title: t("contacts.name"), width: "16%", cell: nameOf },
    { key: "email", title: t("contacts.email"), width: "19%", sortBy: "EMAIL", cell: (row) => row.email },
    {
      key: "consent",
      title: t("contacts.consent"),
      width: "122px",
      cell: (row) => (
        <ConsentTag state={row.consents.find(({ transport }) => transport === "email")?.state} />
      ),
    },
    {
      key: "tags",
      title: t("contacts.tags"),
      cell: ({ tags }) => (
        <Tags>
          {tags.slice(0, 2).map(({ name }) => (
            <Tag key={name}>{name}</Tag>
          ))}
          {tags.length > 2 && <Tag>+{tags.length - 2}</Tag>}
        </Tags>
      ),
    },
    {
      key: "orders",
      title: t("contacts.orders"),
      width: "84px",
      isNumber: true,
      sortBy: "ORDERS_COUNT",
      cell: ({ totals }) => formats.number(totals.ordersCount),
    },
    {
      key: "spent",
      title: t("contacts.spent"),
      width: "112px",
      isNumber: true,
      cell: ({ totals }) =>
        totals.spent.map(({ amount, currency }) => formats.money(amount, currency)).join(" + ") || "–",
    },
    {
      key: "lastOrder",
      isSecondary: true,
      title: t("contacts.lastOrder"),
      width: "132px",
      sortBy: "LAST_ORDER_AT",
      isMoment: true,
      cell: ({ totals }) => (totals.lastOrderAt ? <When at={totals.lastOrderAt} /> : "–"),
    },
    {
      key: "since",
      title: t("contacts.since"),
      width: "120px",
      sortBy: "CREATED_AT",
      isMoment: true,
      cell: ({ createdAt }) => formats.date(createdAt),
    },
  ];
}
