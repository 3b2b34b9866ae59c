import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { SelectField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import type { Beginning } from "./csv";
import { faultsOf, FIELD, TARGETS, type Mapping } from "./mapping";
import styles from "./transfers.module.css";

interface ColumnsCardProps {
  beginning: Beginning;
  mapping: Mapping;
  fields: readonly { slug: string; name: string }[];
  onChange: (mapping: Mapping) => void;
}

const ROWS_SHOWN = 3;

/** Each column of the file with its first cells, and what it becomes. */
export function ColumnsCard({ beginning, mapping, fields, onChange }: ColumnsCardProps) {
  const t = useText();
  const { header, rows } = beginning;
  const nameOf = (target: string) =>
    target.startsWith(FIELD)
      ? t("transfers.target.field", {
          name: fields.find(({ slug }) => `${FIELD}${slug}` === target)?.name ?? target,
        })
      : t(`transfers.target.${target}`);
  const targets = [...TARGETS, ...fields.map(({ slug }) => `${FIELD}${slug}`)];
  return (
    <Card title={t("transfers.columns")} isFlush>
      {faultsOf(header, mapping).map(({ kind, name }) => (
        <div key={`${kind} ${name}`} className={styles.inFlush}>
          <Notice tone="critical">
            {t(`transfers.fault.${kind}`, { name: kind === "twice" ? nameOf(name) : name })}
          </Notice>
        </div>
      ))}
      {/* A table that scrolls has to be reachable with the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t("transfers.columns")}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("transfers.columns.column")}</th>
              <th scope="col">{t("transfers.columns.rows")}</th>
              <th scope="col">{t("transfers.columns.becomes")}</th>
            </tr>
          </thead>
          <tbody>
            {header.map((column, index) => (
              <tr key={`${index} ${column}`}>
                <th scope="row" dir="auto">
                  {column || "–"}
                </th>
                <td>
                  {rows.slice(0, ROWS_SHOWN).map((row, place) => (
                    <div key={place} className={styles.cell} dir="auto">
                      {row[index] || "–"}
                    </div>
                  ))}
                </td>
                <td className={styles.target}>
                  <SelectField
                    label={t("transfers.columns.target", { column: column || String(index + 1) })}
                    value={mapping[column] ?? ""}
                    emptyLabel={t("transfers.target.none")}
                    choices={targets.map((value) => ({ value, label: nameOf(value) }))}
                    onChange={(target) => onChange({ ...mapping, [column]: target })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
