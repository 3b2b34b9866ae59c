import { Button } from "@saleor/macaw-ui";
import { useMemo, useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useEdit } from "~/api/useEdit";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { Card } from "~/ui/Card";
import { ConflictNotice } from "~/ui/ConflictNotice";
import { ConfirmDialog } from "~/ui/Dialog";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { TextField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import { Columns, Page } from "~/ui/Page";
import type { JsonObject, JsonSchema } from "~/ui/schema/jsonSchema";
import { SchemaForm } from "~/ui/schema/SchemaForm";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import {
  ProductListDeleteDocument,
  ProductListDocument,
  ProductListUpdateDocument,
  type ProductListQuery,
} from "./gql/graphql";
import { ListPreview } from "./ListPreview";
import styles from "./offers.module.css";
import { LIST_WIDGETS } from "./shopWidgets";
import { useWords } from "./useWords";

type List = NonNullable<ProductListQuery["automationProductList"]>;

type Edited = Pick<List, "name" | "definition" | "revision">;

const draftOf = ({ name, definition }: Edited) => ({
  name,
  definition: JSON.parse(definition) as JsonObject,
});

/** One product list: its rules at the left, what they give for a person at the right. */
export function ListPage() {
  const t = useText();
  const { id = "" } = useParams();
  const { data, isLoading, problem, reload } = useRead(ProductListDocument, { id });
  const list = data?.automationProductList;
  if (list && data.automationProductListSchema) {
    return <Editor key={id} list={list} schema={data.automationProductListSchema} reload={reload} />;
  }
  return (
    <Page title={t("offers.lists.one")} back="/product-lists">
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton lines={8} />}
      {data && <EmptyState title={t("offers.lists.gone")} />}
    </Page>
  );
}

function Editor({ list, schema, reload }: { list: List; schema: string; reload: () => void }) {
  const t = useText();
  const said = useUsers();
  const navigate = useNavigate();
  const words = useWords("list");
  const form = useMemo(() => JSON.parse(schema) as JsonSchema, [schema]);
  const [isDeleting, setDeleting] = useState(false);
  const update = useSave(ProductListUpdateDocument, (data) => data.automationProductListUpdate);
  const remove = useSave(ProductListDeleteDocument, (data) => data.automationProductListDelete);
  const edit = useEdit<Edited, ReturnType<typeof draftOf>>(list, draftOf, update.refusals);
  const { draft, setDraft, isChanged } = edit;
  const { name, definition } = draft;

  const save = async (revision = edit.revision) => {
    const input = { name: name.trim(), definition: JSON.stringify(definition), revision };
    const saved = await update.save({ id: list.id, input });
    if (saved?.productList) {
      edit.saved(saved.productList, draft);
      notify("success", t("offers.lists.saved"));
    }
    // After a refusal too: somebody else may have saved it.
    reload();
  };
  const erase = async () => {
    if (!(await remove.save({ id: list.id }))) return;
    notify("success", t("offers.lists.deleted"));
    navigate("/product-lists");
  };
  return (
    <Page
      title={list.name}
      back="/product-lists"
      aside={isChanged && <Tag tone="info">{t("offers.unsaved")}</Tag>}
      actions={
        <>
          <Button variant="secondary" onClick={() => setDeleting(true)}>
            {t("ui.delete")}
          </Button>
          <Button disabled={!isChanged || !name.trim() || update.isSaving} onClick={() => void save()}>
            {update.isSaving ? t("ui.working") : t("ui.save")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={update.problem} onRetry={() => void save()} />
      <ConflictNotice edit={edit} saving={update} onOverwrite={(revision) => void save(revision)} />
      <RefusalNotice refusals={update.refusals.besides(["name", "revision"])} />
      {list.problems.length > 0 && (
        <Notice tone="warning" title={t("offers.lists.problems")}>
          {list.problems.map(({ place, message }) => (
            <div key={`${place} ${message}`}>{[place, message].filter(Boolean).join(": ")}</div>
          ))}
        </Notice>
      )}
      <Columns
        main={
          <Card title={t("offers.lists.rules")}>
            <div className={styles.form}>
              <TextField
                label={t("offers.name")}
                value={name}
                onChange={(next) => setDraft({ ...draft, name: next })}
                error={update.refusals.for("name")}
                hint={t("offers.lists.slug", { slug: list.slug })}
                isRequired
              />
              <SchemaForm
                schema={form}
                value={definition}
                onChange={(next) => setDraft({ ...draft, definition: next })}
                widgets={LIST_WIDGETS}
                {...words}
              />
              {list.usedBy.length > 0 && (
                <p className={styles.muted}>
                  {t("offers.lists.shownBy", { names: list.usedBy.map(said).join(", ") })}
                </p>
              )}
            </div>
          </Card>
        }
        side={<ListPreview definition={definition} />}
      />
      <ConfirmDialog
        title={t("offers.deleteTitle", { name: list.name })}
        isOpen={isDeleting}
        onClose={() => {
          remove.forget();
          setDeleting(false);
        }}
        confirmLabel={t("ui.delete")}
        isBusy={remove.isSaving}
        isDangerous
        onConfirm={() => void erase()}
      >
        <ErrorNotice problem={remove.problem} />
        <RefusalNotice refusals={remove.refusals.all} />
        <p className={styles.words}>{t("offers.lists.deleteText")}</p>
      </ConfirmDialog>
    </Page>
  );
}
