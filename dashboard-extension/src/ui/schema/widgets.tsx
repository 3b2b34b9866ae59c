import { Button } from "@saleor/macaw-ui";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useText } from "~/text/useText";
import {
  ChecksField,
  DurationField,
  Fields,
  Hint,
  LongTextField,
  NumberField,
  SelectField,
  TextField,
  ToggleField,
} from "../fields";
import { blank, humanName, resolve, type Json, type JsonObject, type JsonSchema } from "./jsonSchema";
import { Properties, useForm, type Widget, type WidgetProps, type Widgets } from "./SchemaForm";
import styles from "./schema.module.css";

const LONG = 200;

/** Return the hand-made widget for a place, or the usual one for its type. */
export function widgetFor(schema: JsonSchema, path: string, widgets: Widgets): Widget {
  const anyIndex = path.replace(/\.\d+(?=\.|$)/g, ".*");
  return (
    widgets[anyIndex] ??
    (schema.refName ? widgets[`ref:${schema.refName}`] : undefined) ??
    (schema.format ? widgets[`format:${schema.format}`] : undefined) ??
    usualWidget(schema)
  );
}

function usualWidget(schema: JsonSchema): Widget {
  if (schema.enum) return EnumWidget;
  if (schema.oneOf) return OneOfWidget;
  if (schema.format === "duration") return DurationWidget;
  switch (schema.type) {
    case "string":
      return TextWidget;
    case "integer":
    case "number":
      return NumberWidget;
    case "boolean":
      return BooleanWidget;
    case "array":
      return ArrayWidget;
    case "object":
      return schema.properties ? ObjectWidget : JsonWidget;
    default:
      return JsonWidget;
  }
}

const asText = (value: Json | undefined, schema: JsonSchema): string => String(value ?? schema.default ?? "");

function TextWidget({ schema, label, hint, error, value, onChange, isRequired }: WidgetProps) {
  const Field = (schema.maxLength ?? 0) > LONG ? LongTextField : TextField;
  const write = (text: string) => onChange(text === "" && !isRequired ? (schema.isNullable ? null : undefined) : text);
  return (
    <Field label={label} hint={hint} error={error} value={asText(value, schema)} onChange={write} isRequired={isRequired} />
  );
}

function DurationWidget({ schema, label, hint, error, value, onChange, isRequired }: WidgetProps) {
  const write = (text: string) => onChange(text === "" && !isRequired ? undefined : text);
  return (
    <DurationField
      label={label}
      hint={hint}
      error={error}
      value={asText(value, schema)}
      onChange={write}
      isRequired={isRequired}
    />
  );
}

function NumberWidget({ schema, label, hint, error, value, onChange, isRequired }: WidgetProps) {
  const given = value ?? (schema.default as number | undefined) ?? null;
  return (
    <NumberField
      label={label}
      hint={hint}
      error={error}
      value={typeof given === "number" ? given : null}
      min={schema.minimum}
      max={schema.maximum}
      step={schema.type === "integer" ? 1 : undefined}
      isRequired={isRequired}
      onChange={(next) => onChange(next ?? (schema.isNullable ? null : undefined))}
    />
  );
}

function BooleanWidget({ schema, label, hint, error, value, onChange }: WidgetProps) {
  return (
    <ToggleField
      label={label}
      hint={hint}
      error={error}
      value={Boolean(value ?? schema.default ?? false)}
      onChange={onChange}
    />
  );
}

/** "fallbacks.0.kind" → "fallbacks.*.kind", as words and widgets are asked for. */
const withAnyIndex = (path: string) => path.replace(/\.\d+(?=\.|$)/g, ".*");

function useChoices(schema: JsonSchema, path: string) {
  const { labelOf } = useForm();
  const anyIndex = withAnyIndex(path);
  return (schema.enum ?? []).map((each) => ({
    value: String(each),
    label: labelOf(`${anyIndex}.${each}`) ?? humanName(String(each)),
  }));
}

function EnumWidget({ schema, label, hint, error, value, onChange, isRequired, path }: WidgetProps) {
  return (
    <SelectField
      label={label}
      hint={hint}
      error={error}
      value={asText(value, schema)}
      choices={useChoices(schema, path)}
      emptyLabel={schema.isNullable ? "–" : undefined}
      isRequired={isRequired}
      onChange={(next) =>
        onChange(next === "" ? (schema.isNullable ? null : undefined) : (schema.enum!.find((each) => String(each) === next) as Json))
      }
    />
  );
}

function ArrayWidget(props: WidgetProps) {
  const { root } = useForm();
  const items = resolve(props.schema.items ?? {}, root);
  if (items.enum) return <ManyWidget {...props} items={items} />;
  return <RowsWidget {...props} items={items} />;
}

function ManyWidget({ schema, items, label, hint, error, value, onChange, path }: WidgetProps & { items: JsonSchema }) {
  const given = (value ?? schema.default ?? []) as readonly string[];
  return (
    <ChecksField
      label={label}
      hint={hint}
      error={error}
      value={given.map(String)}
      choices={useChoices(items, path)}
      onChange={(next) => onChange(next)}
    />
  );
}

function RowsWidget({ schema, items, label, hint, error, value, onChange, path }: WidgetProps & { items: JsonSchema }) {
  const t = useText();
  const { root, widgets, labelOf } = useForm();
  const rows = (value ?? schema.default ?? []) as readonly Json[];
  const Row = widgetFor(items, `${path}.0`, widgets);
  const name = labelOf(`${path.replace(/\.\d+(?=\.|$)/g, ".*")}.*`) ?? label;
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {rows.map((row, index) => (
        <div key={index} className={styles.row}>
          <Row
            schema={items}
            label={`${name} ${index + 1}`}
            value={row}
            onChange={(next) => onChange(rows.map((each, place) => (place === index ? (next ?? null) : each)))}
            isRequired
            path={`${path}.${index}`}
          />
          <Button
            type="button"
            variant="tertiary"
            size="small"
            icon={<Trash2 size={16} aria-hidden />}
            aria-label={t("ui.removeNumber", { name, number: index + 1 })}
            disabled={rows.length <= (schema.minItems ?? 0)}
            onClick={() => onChange(rows.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          type="button"
          variant="secondary"
          size="small"
          disabled={rows.length >= (schema.maxItems ?? Infinity)}
          onClick={() => onChange([...rows, blank(items, root)])}
        >
          <Plus size={14} aria-hidden /> {t("ui.add")}
        </Button>
      </div>
      <Hint error={error} hint={hint} />
    </fieldset>
  );
}

function ObjectWidget({ schema, label, hint, error, value, onChange, path }: WidgetProps) {
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      <Fields>
        <Properties schema={schema} value={(value ?? {}) as JsonObject} onChange={onChange} path={path} />
      </Fields>
      <Hint error={error} hint={hint} />
    </fieldset>
  );
}

/** One of several shapes, told apart by a constant they all have ("kind"). */
function OneOfWidget(props: WidgetProps) {
  const { root, labelOf } = useForm();
  const shapes = props.schema.oneOf!.map((each) => resolve(each, root));
  const tag = props.schema.discriminator?.propertyName ?? commonConstant(shapes);
  if (!tag) return <JsonWidget {...props} />;
  const nameOf = (shape: JsonSchema) => String(shape.properties?.[tag]?.const ?? "");
  const value = (props.value ?? blank(shapes[0]!, root)) as JsonObject;
  const shape = shapes.find((each) => nameOf(each) === value[tag]) ?? shapes[0]!;
  const anyIndex = withAnyIndex(props.path);
  return (
    <fieldset className={styles.group}>
      <legend>{props.label}</legend>
      <Fields>
        <SelectField
          label={labelOf(`${anyIndex}.${tag}`) ?? humanName(tag)}
          value={nameOf(shape)}
          choices={shapes.map((each) => ({
            value: nameOf(each),
            label: labelOf(`${anyIndex}.${nameOf(each)}`) ?? humanName(nameOf(each)),
          }))}
          onChange={(next) => props.onChange(blank(shapes.find((each) => nameOf(each) === next)!, root))}
        />
        <Properties schema={shape} value={value} onChange={props.onChange} path={props.path} />
      </Fields>
      <Hint error={props.error} hint={props.hint} />
    </fieldset>
  );
}

function commonConstant(shapes: readonly JsonSchema[]): string | undefined {
  return Object.keys(shapes[0]?.properties ?? {}).find((name) =>
    shapes.every((shape) => shape.properties?.[name]?.const !== undefined),
  );
}

/** What no widget knows: as JSON, kept as typed until it can be read. */
function JsonWidget({ label, hint, error, value, onChange }: WidgetProps) {
  const t = useText();
  const [typed, setTyped] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 2)));
  const [isBroken, setBroken] = useState(false);
  return (
    <LongTextField
      label={label}
      hint={hint}
      error={isBroken ? t("ui.notJson") : error}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        try {
          onChange(text.trim() === "" ? undefined : (JSON.parse(text) as Json));
          setBroken(false);
        } catch {
          setBroken(true);
        }
      }}
    />
  );
}
