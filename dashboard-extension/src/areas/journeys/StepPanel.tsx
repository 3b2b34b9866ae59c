import { Button } from "@saleor/macaw-ui";
import { useMemo, useState } from "react";
import { useText } from "~/text/useText";
import { Hint, LongTextField, TextField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import type { JsonObject } from "~/ui/schema/jsonSchema";
import { SchemaForm } from "~/ui/schema/SchemaForm";
import { SidePanel } from "~/ui/SidePanel";
import type { Definition, Step } from "./definition";
import { formWords } from "./formWords";
import { changeStep } from "./graph";
import { nameOf, titleOf, useWorld, WorldContext, type FormSchema } from "./kinds";
import type { ViewProps } from "./view";
import { WIDGETS } from "./widgets";

interface StepPanelProps extends Pick<ViewProps, "problems" | "isReadOnly" | "onRemove"> {
  step: Step;
  definition: Definition;
  onEdit: (next: Definition, about: string) => void;
  onClose: () => void;
}

const SKIPPED = ["id", "kind"];

/** The form of one step, made from the shop's own description of its kind. */
export function StepPanel({
  step,
  definition,
  problems,
  isReadOnly,
  onEdit,
  onRemove,
  onClose,
}: StepPanelProps) {
  const t = useText();
  const world = useWorld();
  const kind = world.steps.get(step.kind);
  const schema = useMemo(() => (kind ? ordered(kind.schema) : null), [kind]);
  const words = useMemo(() => (schema ? formWords(schema, WIDGETS) : null), [schema]);
  const within = useMemo(
    () => ({
      ...world,
      choices: {
        ...world.choices,
        step: definition.steps
          .filter(({ id }) => id !== step.id)
          .map((each) => ({ value: each.id, label: nameOf(each, world) })),
      },
    }),
    [world, definition.steps, step.id],
  );
  const wrong = problems.filter(({ stepId }) => stepId === step.id);
  const fields = new Set(wrong.map(({ field }) => field).filter(Boolean));
  const put = (next: JsonObject) =>
    onEdit(
      changeStep(definition, step.id, { ...next, id: step.id, kind: step.kind }, world.portsOf),
      `step ${step.id}`,
    );
  return (
    <SidePanel
      title={titleOf(step, world)}
      onClose={onClose}
      footer={
        !isReadOnly && (
          <Button variant="secondary" onClick={() => onRemove(step.id)}>
            {t("journeys.removeStep")}
          </Button>
        )
      }
    >
      {kind && <Hint hint={kind.description} />}
      {wrong
        .filter(({ field }) => !field || !isShown(schema, field))
        .map(({ message }) => (
          <Notice key={message} tone="critical">
            {message}
          </Notice>
        ))}
      {schema && words ? (
        <WorldContext.Provider value={within}>
          <fieldset disabled={isReadOnly} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
            <SchemaForm
              schema={schema}
              value={step}
              onChange={put}
              skip={SKIPPED}
              widgets={words.widgets}
              labelOf={words.labelOf}
              hintOf={words.hintOf}
              errorOf={(path) =>
                fields.has(path)
                  ? wrong
                      .filter(({ field }) => field === path)
                      .map(({ message }) => message)
                      .join(" ")
                  : undefined
              }
            />
          </fieldset>
        </WorldContext.Provider>
      ) : (
        <UnknownKind step={step} />
      )}
      <IdField
        key={step.id}
        step={step}
        definition={definition}
        isReadOnly={isReadOnly}
        onRename={(id) => onEdit(changeStep(definition, step.id, { ...step, id }, world.portsOf), "")}
      />
    </SidePanel>
  );
}

const isShown = (schema: FormSchema | null, field: string) =>
  Boolean(schema?.properties && field.split(".")[0]! in schema.properties);

/** The kind's own fields first, then what every step has. */
function ordered(schema: FormSchema): FormSchema {
  const { label, next, ...own } = schema.properties ?? {};
  return { ...schema, properties: { ...own, ...(label && { label }), ...(next && { next }) } };
}

/** A step from a newer shop: kept as it is, shown as it is written. */
function UnknownKind({ step }: { step: Step }) {
  const t = useText();
  return (
    <>
      <Notice tone="warning">{t("journeys.unknownKindText")}</Notice>
      <LongTextField
        label={step.kind}
        value={JSON.stringify(step, null, 2)}
        onChange={() => undefined}
        isDisabled
        rows={8}
      />
    </>
  );
}

const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

interface IdFieldProps {
  step: Step;
  definition: Definition;
  isReadOnly: boolean;
  onRename: (id: string) => void;
}

/** The name reports and moves know a step by; taken when the field is left. */
function IdField({ step, definition, isReadOnly, onRename }: IdFieldProps) {
  const t = useText();
  const [typed, setTyped] = useState(step.id);
  const isTaken = typed !== step.id && definition.steps.some(({ id }) => id === typed);
  const error = !ID.test(typed) ? t("journeys.id.wrong") : isTaken ? t("journeys.id.taken") : undefined;
  return (
    <div onBlur={() => typed !== step.id && !error && onRename(typed)}>
      <TextField
        label={t("journeys.id")}
        hint={t("journeys.id.hint")}
        error={error}
        value={typed}
        onChange={setTyped}
        isDisabled={isReadOnly}
        maxLength={63}
      />
    </div>
  );
}
