import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, SelectField, TextField } from "~/ui/fields";
import { LinesSkeleton } from "~/ui/Skeletons";
import { ProductListCreateDocument, ProductListPresetsDocument } from "./gql/graphql";
import { listPath } from "./names";
import styles from "./offers.module.css";
import { useNamed } from "./useWords";

/** Begin with what fits a moment of the customer's path; everything can be changed afterwards. */
export function CreateList({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const momentName = useNamed("moment");
  const presets = useRead(ProductListPresetsDocument, {});
  const [slug, setSlug] = useState("");
  const [index, setIndex] = useState(0);
  const [typed, setTyped] = useState<string | null>(null);
  const create = useSave(ProductListCreateDocument, (data) => data.automationProductListCreate);

  const moments = presets.data?.automationProductListPresets ?? [];
  const moment = moments.find((each) => each.slug === slug) ?? moments[0];
  const choice = moment?.choices[index];
  const name = typed ?? choice?.name ?? "";

  const save = async () => {
    if (!choice) return;
    const made = await create.save({ input: { name: name.trim(), definition: choice.definition } });
    if (made?.productList) navigate(listPath(made.productList.id));
  };
  return (
    <Dialog
      title={t("offers.lists.create")}
      isOpen
      isWide
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!name.trim() || !choice || create.isSaving}>
            {create.isSaving ? t("ui.working") : t("ui.create")}
          </Button>
        </>
      }
    >
      <Fields>
        <ErrorNotice problem={presets.problem ?? create.problem} />
        <RefusalNotice refusals={create.refusals.besides(["name"])} />
        {presets.isLoading && <LinesSkeleton />}
        {moment && (
          <SelectField
            label={t("offers.moment")}
            value={moment.slug}
            choices={moments.map((each) => ({ value: each.slug, label: momentName(each.slug) }))}
            hint={momentName(`${moment.slug}.hint`)}
            onChange={(next) => {
              setSlug(next);
              setIndex(0);
            }}
          />
        )}
        {moment && (
          <fieldset className={styles.choices}>
            <legend>{t("offers.beginWith")}</legend>
            {moment.choices.map((each, place) => (
              <label key={each.name} className={styles.choice}>
                <input
                  type="radio"
                  name="choice"
                  checked={place === index}
                  onChange={() => setIndex(place)}
                />
                <span>
                  {each.name}
                  <span className={styles.muted}>{each.reason}</span>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <TextField
          label={t("offers.name")}
          value={name}
          error={create.refusals.for("name")}
          onChange={setTyped}
          isRequired
        />
      </Fields>
    </Dialog>
  );
}
