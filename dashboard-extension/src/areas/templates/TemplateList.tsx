import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { DataTable, type Column, type Sorting } from "~/ui/DataTable";
import { Dialog } from "~/ui/Dialog";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, TextField } from "~/ui/fields";
import { FilterBar, SearchField } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { Tag, Tags } from "~/ui/Tag";
import { useKept } from "~/ui/useKept";
import { When } from "~/ui/When";
import { newMail } from "./content";
import {
  TemplateCreateDocument,
  TemplatesDocument,
  type AutomationTemplateSortField,
  type TemplatesQuery,
} from "./gql/graphql";
import styles from "./templates.module.css";

type Row = NonNullable<TemplatesQuery["automationTemplates"]>["edges"][number]["node"];

export const templatePath = (id: string) => `/templates/${encodeURIComponent(id)}`;

/** All mails of the shop. */
export function TemplateList() {
  const t = useText();
  const said = useUsers();
  const [search, setSearch] = useKept("templates.search", "");
  const [sorting, setSorting] = useKept<Sorting>("templates.sorting", {
    by: "UPDATED_AT",
    isDescending: true,
  });
  const [isCreating, setCreating] = useState(false);
  const data = useConnection(
    TemplatesDocument,
    {
      filter: search.trim() ? { search: search.trim() } : {},
      sortBy: {
        field: sorting.by as AutomationTemplateSortField,
        direction: sorting.isDescending ? ("DESC" as const) : ("ASC" as const),
      },
    },
    (answer) => answer.automationTemplates,
  );
  const columns: readonly Column<Row>[] = [
    { key: "name", title: t("templates.name"), sortBy: "NAME", cell: (row) => row.name },
    {
      key: "languages",
      title: t("templates.languages"),
      width: "140px",
      cell: (row) => (
        <Tags>
          {row.languages.map((language) => (
            <Tag key={language}>{language}</Tag>
          ))}
        </Tags>
      ),
    },
    {
      key: "state",
      title: t("templates.state"),
      width: "180px",
      cell: (row) => (
        <Tag tone={row.problems.length ? "warning" : "success"}>
          {row.problems.length
            ? t("templates.problems", { count: row.problems.length })
            : t("templates.ready")}
        </Tag>
      ),
    },
    { key: "usedBy", title: t("templates.usedBy"), cell: (row) => row.usedBy.map(said).join(", ") },
    {
      key: "updated",
      title: t("templates.updated"),
      width: "160px",
      sortBy: "UPDATED_AT",
      isMoment: true,
      cell: (row) => <When at={row.updatedAt} />,
    },
  ];
  return (
    <Page
      title={t("templates.title")}
      isFilled
      actions={<Button onClick={() => setCreating(true)}>{t("templates.create")}</Button>}
    >
      <div className={styles.list}>
        <FilterBar>
          <SearchField label={t("templates.search")} value={search} onChange={setSearch} />
        </FilterBar>
        <DataTable
          label={t("templates.title")}
          data={data}
          columns={columns}
          rowId={(row) => row.id}
          rowPath={(row) => templatePath(row.id)}
          sorting={sorting}
          onSort={setSorting}
          empty={
            <EmptyState
              title={t(search ? "templates.noneFound" : "templates.none")}
              text={search ? undefined : t("templates.noneText")}
            />
          }
        />
      </div>
      {isCreating && <CreateTemplate onClose={() => setCreating(false)} />}
    </Page>
  );
}

function CreateTemplate({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const create = useSave(TemplateCreateDocument, (data) => data.automationTemplateCreate);
  const save = async () => {
    const content = JSON.stringify({ en: { ...newMail(), subject: name } });
    const made = await create.save({ input: { name, content } });
    if (made?.template) navigate(templatePath(made.template.id));
  };
  return (
    <Dialog
      title={t("templates.create")}
      isOpen
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!name.trim() || create.isSaving}>
            {t("ui.create")}
          </Button>
        </>
      }
    >
      <Fields>
        <ErrorNotice problem={create.problem} />
        <RefusalNotice refusals={create.refusals.all} />
        <TextField label={t("templates.name")} value={name} onChange={setName} isRequired />
      </Fields>
    </Dialog>
  );
}
