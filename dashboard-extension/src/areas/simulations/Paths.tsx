import { Button } from "@saleor/macaw-ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router-dom";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { SelectField } from "~/ui/fields";
import { Tag } from "~/ui/Tag";
import type { SimulationPathFragment } from "./gql/graphql";
import { contactPath, useReason } from "./names";
import styles from "./simulations.module.css";
import { Walk } from "./Walk";

/** Some people to be walked through, one at a time. */
export function Paths({ paths }: { paths: readonly SimulationPathFragment[] }) {
  const t = useText();
  const formats = useFormats();
  const reasonOf = useReason();
  const [place, setPlace] = useState(0);
  const path = paths[place];
  if (!path) return null;
  const nameOf = ({ contact }: SimulationPathFragment) =>
    contact
      ? `${contact.firstName} ${contact.lastName}`.trim() || contact.email
      : t("simulations.erasedPerson");
  const endOf = ({ finishedAt, finishReason }: SimulationPathFragment) =>
    finishedAt ? reasonOf(finishReason) : t("simulations.notOver");
  return (
    <Card title={t("simulations.people")}>
      <div className={styles.stack}>
        <p className={styles.muted}>{t("simulations.peopleText")}</p>
        <div className={styles.chooser}>
          <Button
            variant="secondary"
            icon={<ChevronLeft size={16} aria-hidden />}
            aria-label={t("simulations.previousPerson")}
            disabled={place === 0}
            onClick={() => setPlace(place - 1)}
          />
          <SelectField
            label={t("simulations.person", { number: place + 1, count: paths.length })}
            value={String(place)}
            choices={paths.map((each, index) => ({
              value: String(index),
              label: `${nameOf(each)} · ${formats.date(new Date(each.enteredAt))} · ${endOf(each)}`,
            }))}
            onChange={(next) => setPlace(Number(next))}
          />
          <Button
            variant="secondary"
            icon={<ChevronRight size={16} aria-hidden />}
            aria-label={t("simulations.nextPerson")}
            disabled={place === paths.length - 1}
            onClick={() => setPlace(place + 1)}
          />
        </div>
        <div className={styles.person}>
          {path.contact ? (
            <Link to={contactPath(path.contact.id)} dir="auto">
              {nameOf(path)}
            </Link>
          ) : (
            <span>{nameOf(path)}</span>
          )}
          {path.isHeldOut && <Tag tone="info">{t("simulations.isHeldOut")}</Tag>}
          <Tag>{endOf(path)}</Tag>
        </div>
        <Walk key={place} path={path} />
      </div>
    </Card>
  );
}
