import { Button } from "@saleor/macaw-ui";
import { Plus, Trash2 } from "lucide-react";
import { useMemo } from "react";
import { useText } from "~/text/useText";
import { Hint, SelectField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import type { JsonObject } from "~/ui/schema/jsonSchema";
import { SchemaForm } from "~/ui/schema/SchemaForm";
import { SidePanel } from "~/ui/SidePanel";
import type { Definition } from "./definition";
import { formWords } from "./formWords";
import styles from "./journeys.module.css";
import { blankFields, useWorld, type Kind } from "./kinds";
import type { StepProblem } from "./view";
import { WIDGETS } from "./widgets";

interface StartPanelProps {
  definition: Definition;
  problems: readonly StepProblem[];
  isReadOnly: boolean;
  onEdit: (next: Definition, about: string) => void;
  onClose: () => void;
}

/** What lets people in, how often, and what ends a run from anywhere. */
export function StartPanel({ definition, problems, isReadOnly, onEdit, onClose }: StartPanelProps) {
  const t = useText();
  const { triggers, entry, exit } = useWorld();
  const trigger = definition.trigger ?? {};
  const kind = triggers.find((each) => each.kind === trigger.kind);
  const exits = definition.exits ?? [];
  const own = problems.filter(({ stepId }) => !stepId);
  const errorsOf = (part: string) => (path: string) =>
    own
      .filter(({ field }) => field === `${part}.${path}`)
      .map(({ message }) => message)
      .join(" ") || undefined;
  return (
    <SidePanel title={t("journeys.start")} onClose={onClose}>
      {own.map(({ place, message }) => (
        <Notice key={`${place} ${message}`} tone="critical">
          {message}
        </Notice>
      ))}
      <fieldset disabled={isReadOnly} className={styles.plain}>
        <SelectField
          label={t("journeys.trigger")}
          hint={kind?.description}
          value={String(trigger.kind ?? "")}
          choices={triggers.map(({ kind: value, title }) => ({ value, label: title }))}
          onChange={(next) => {
            const chosen = triggers.find((each) => each.kind === next);
            if (chosen) onEdit({ ...definition, trigger: { kind: next, ...blankFields(chosen) } }, "");
          }}
        />
        {kind && (
          <PartForm
            key={kind.kind}
            part={kind}
            value={trigger}
            errorOf={errorsOf("trigger")}
            onChange={(next) => onEdit({ ...definition, trigger: { ...next, kind: kind.kind } }, "trigger")}
          />
        )}
        <h3 className={styles.group}>{entry.title}</h3>
        <Hint hint={entry.description} />
        <PartForm
          part={entry}
          value={definition.entry ?? {}}
          errorOf={errorsOf("entry")}
          onChange={(next) => onEdit({ ...definition, entry: next }, "entry")}
        />
        <h3 className={styles.group}>{t("journeys.exits")}</h3>
        <Hint hint={exit.description} />
        {exits.map((each, index) => (
          <fieldset key={`${exits.length} ${index}`} className={styles.part}>
            <legend>{t("journeys.exit", { number: index + 1 })}</legend>
            <PartForm
              part={exit}
              value={each}
              errorOf={errorsOf(`exits.${index}`)}
              onChange={(next) =>
                onEdit(
                  { ...definition, exits: exits.map((other, place) => (place === index ? next : other)) },
                  `exit ${index}`,
                )
              }
            />
            <Button
              variant="tertiary"
              size="small"
              icon={<Trash2 size={14} aria-hidden />}
              aria-label={t("ui.removeNumber", { name: exit.title, number: index + 1 })}
              onClick={() =>
                onEdit({ ...definition, exits: exits.filter((_, place) => place !== index) }, "")
              }
            />
          </fieldset>
        ))}
        <Button
          variant="secondary"
          size="small"
          onClick={() =>
            onEdit(
              {
                ...definition,
                exits: [...exits, { event: "order_placed", reason: "ordered", is_goal: true }],
              },
              "",
            )
          }
        >
          <Plus size={14} aria-hidden /> {t("journeys.addExit")}
        </Button>
      </fieldset>
    </SidePanel>
  );
}

interface PartFormProps {
  part: Kind;
  value: JsonObject;
  errorOf: (path: string) => string | undefined;
  onChange: (value: JsonObject) => void;
}

const SKIPPED = ["kind"];

function PartForm({ part, value, errorOf, onChange }: PartFormProps) {
  const words = useMemo(() => formWords(part.schema, WIDGETS), [part]);
  return (
    <SchemaForm
      schema={part.schema}
      value={value}
      onChange={onChange}
      skip={SKIPPED}
      widgets={words.widgets}
      labelOf={words.labelOf}
      hintOf={words.hintOf}
      errorOf={errorOf}
    />
  );
}
