import { Button } from "@saleor/macaw-ui";
import { useMemo, useState } from "react";
import { useEdit } from "~/api/useEdit";
import { useRead } from "~/api/useRead";
import { useSave, type Refusal } from "~/api/useSave";
import { useText } from "~/text/useText";
import { ConflictNotice } from "~/ui/ConflictNotice";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, SelectField, TextField } from "~/ui/fields";
import { blank, type JsonObject, type JsonSchema } from "~/ui/schema/jsonSchema";
import { SchemaForm } from "~/ui/schema/SchemaForm";
import { LinesSkeleton } from "~/ui/Skeletons";
import { CouponCreateDocument, CouponTermsDocument, CouponUpdateDocument } from "./gql/graphql";
import styles from "./offers.module.css";
import { COUPON_WIDGETS } from "./shopWidgets";
import { useNamed, useWords } from "./useWords";

interface Edited {
  name: string;
  definition: string;
  revision: string;
}

interface CouponDialogProps {
  /** The coupon whose terms are changed; without one, a new coupon is made. */
  coupon?: { id: string } & Edited;
  /** Read the coupon again: the shop refused a change, maybe because somebody else has made one. */
  onRefused?: () => void;
  onClose: () => void;
  onDone: (id: string) => void;
}

interface Kind {
  kind: string;
  schema: JsonSchema;
}

/** Each kind as a form of its own; what they share stays in the definitions. */
function kindsOf(schema: JsonSchema): Kind[] {
  return (schema.oneOf ?? []).flatMap((each) => {
    const name = each.$ref?.split("/").at(-1) ?? "";
    const kind = schema.$defs?.[name]?.properties?.kind?.const;
    return typeof kind === "string" ? [{ kind, schema: { $ref: each.$ref, $defs: schema.$defs } }] : [];
  });
}

/** A new coupon as it begins: what must be said, and a month to use it. */
function begin({ kind, schema }: Kind): JsonObject {
  const start = blank(schema, schema) as JsonObject;
  return {
    ...start,
    kind,
    ...("valid_days" in start && { valid_days: 30 }),
    ...(kind === "percentage" && { percentage: "10" }),
  };
}

export function CouponDialog(props: CouponDialogProps) {
  const t = useText();
  const terms = useRead(CouponTermsDocument, {});
  const schema = terms.data?.automationCouponSchema;
  const kinds = useMemo(() => (schema ? kindsOf(JSON.parse(schema) as JsonSchema) : []), [schema]);
  return kinds.length ? (
    <TermsDialog kinds={kinds} {...props} />
  ) : (
    <Dialog title={t("offers.coupons.create")} isOpen onClose={props.onClose} actions={null}>
      <ErrorNotice problem={terms.problem} onRetry={terms.reload} />
      {terms.isLoading && <LinesSkeleton lines={6} />}
    </Dialog>
  );
}

const draftOf = ({ name, definition }: Edited) => ({
  name,
  definition: JSON.parse(definition) as JsonObject,
});

interface TermsDialogProps extends CouponDialogProps {
  kinds: readonly Kind[];
}

function TermsDialog({ kinds, coupon, onRefused, onClose, onDone }: TermsDialogProps) {
  const t = useText();
  const words = useWords("coupon");
  const kindName = useNamed("kind");
  const [fresh] = useState<Edited>(() => ({
    name: "",
    definition: JSON.stringify(begin(kinds[0]!)),
    revision: "",
  }));
  const create = useSave(CouponCreateDocument, (data) => data.automationCouponCreate);
  const update = useSave(CouponUpdateDocument, (data) => data.automationCouponUpdate);
  const saving = coupon ? update : create;
  const { refusals, problem, isSaving } = saving;
  const edit = useEdit(coupon ?? fresh, draftOf, refusals);
  const { draft, setDraft } = edit;
  const { name, definition } = draft;
  const shape = kinds.find(({ kind }) => kind === definition.kind) ?? kinds[0]!;

  const save = async (revision = edit.revision) => {
    const input = { name: name.trim(), definition: JSON.stringify(definition) };
    const done = coupon
      ? await update.save({ id: coupon.id, input: { ...input, revision } })
      : await create.save({ input });
    if (done?.coupon) onDone(done.coupon.id);
    else onRefused?.();
  };
  return (
    <Dialog
      title={coupon ? t("offers.coupons.edit", { name: coupon.name }) : t("offers.coupons.create")}
      isOpen
      isWide
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!name.trim() || isSaving}>
            {isSaving ? t("ui.working") : t(coupon ? "ui.save" : "ui.create")}
          </Button>
        </>
      }
    >
      <Fields>
        <ErrorNotice problem={problem} />
        <ConflictNotice edit={edit} saving={saving} onOverwrite={(revision) => void save(revision)} />
        <RefusalNotice refusals={unplaced(refusals.besides(["revision"]), shape.schema)} />
        <TextField
          label={t("offers.name")}
          value={name}
          onChange={(next) => setDraft({ ...draft, name: next })}
          isRequired
        />
        {!coupon && (
          <SelectField
            label={t("offers.coupons.kind")}
            value={shape.kind}
            choices={kinds.map(({ kind }) => ({ value: kind, label: kindName(kind) }))}
            hint={kindName(`${shape.kind}.hint`)}
            onChange={(kind) =>
              setDraft({ ...draft, definition: begin(kinds.find((each) => each.kind === kind)!) })
            }
          />
        )}
        {coupon && <p className={styles.muted}>{t("offers.coupons.editText")}</p>}
        <SchemaForm
          key={shape.kind}
          schema={shape.schema}
          value={definition}
          onChange={(next) => setDraft({ ...draft, definition: { ...next, kind: shape.kind } })}
          widgets={COUPON_WIDGETS}
          errorOf={(path) => refusals.all.find(({ place }) => place === path)?.message ?? undefined}
          {...words}
        />
      </Fields>
    </Dialog>
  );
}

/** Refusals that stand at no field of the form. */
function unplaced(refusals: readonly Refusal[], schema: JsonSchema): readonly Refusal[] {
  const own = schema.$defs?.[schema.$ref?.split("/").at(-1) ?? ""]?.properties ?? {};
  return refusals.filter(({ place }) => !place || !(place in own));
}
