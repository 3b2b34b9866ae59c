import { createContext, useContext, useMemo, type ComponentType } from "react";
import { Fields } from "../fields";
import { humanName, resolve, without, type Json, type JsonObject, type JsonSchema } from "./jsonSchema";
import { widgetFor } from "./widgets";

export interface WidgetProps {
  schema: JsonSchema;
  label: string;
  hint?: string;
  error?: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  isRequired: boolean;
  /** Names and numbers from the root to here: "ways.0.weight". */
  path: string;
}

export type Widget = ComponentType<WidgetProps>;

/**
 * Hand-made widgets, by path ("template", "ways.*.to"), by definition ("ref:Condition") or by format
 * ("format:duration"); the first that fits in this order is used, then the usual one for the type.
 */
export type Widgets = Readonly<Record<string, Widget>>;

export interface FormContext {
  root: JsonSchema;
  widgets: Widgets;
  skip: readonly string[];
  /** What a field, or a value of it ("message_kind.reminder"), is called; undefined for the shop's own title. */
  labelOf: (path: string) => string | undefined;
  hintOf: (path: string) => string | undefined;
  errorOf: (path: string) => string | undefined;
}

const Context = createContext<FormContext | null>(null);

export function useForm(): FormContext {
  const context = useContext(Context);
  if (!context) throw new Error("A schema widget needs a SchemaForm around it.");
  return context;
}

interface SchemaFormProps extends Partial<Omit<FormContext, "root">> {
  schema: JsonSchema;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
}

const nothing = () => undefined;

/** A form made from the shop's own description of a thing, so that a kind we never heard of can be edited too. */
export function SchemaForm({ schema, value, onChange, ...given }: SchemaFormProps) {
  const { widgets, skip, labelOf, hintOf, errorOf } = given;
  const context = useMemo(
    () => ({
      root: schema,
      widgets: widgets ?? {},
      skip: skip ?? [],
      labelOf: labelOf ?? nothing,
      hintOf: hintOf ?? nothing,
      errorOf: errorOf ?? nothing,
    }),
    [schema, widgets, skip, labelOf, hintOf, errorOf],
  );
  return (
    <Context.Provider value={context}>
      <Fields>
        <Properties schema={resolve(schema, schema)} value={value} onChange={onChange} path="" />
      </Fields>
    </Context.Provider>
  );
}

interface PropertiesProps {
  schema: JsonSchema;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  path: string;
}

/** The fields of one object. A field set back to nothing is left out, so that the shop's default holds again. */
export function Properties({ schema, value, onChange, path }: PropertiesProps) {
  const { root, skip } = useForm();
  const shown = Object.entries(schema.properties ?? {}).filter(
    ([name, each]) => resolve(each, root).const === undefined && !skip.includes(path ? `${path}.${name}` : name),
  );
  return shown.map(([name, each]) => (
    <Property
      key={name}
      name={name}
      path={path ? `${path}.${name}` : name}
      schema={resolve(each, root)}
      isRequired={schema.required?.includes(name) ?? false}
      value={value[name]}
      onChange={(next) => {
        onChange(next === undefined ? without(value, name) : { ...value, [name]: next });
      }}
    />
  ));
}

interface PropertyProps extends Omit<WidgetProps, "label"> {
  name: string;
}

function Property({ name, ...props }: PropertyProps) {
  const { labelOf, hintOf, errorOf, widgets } = useForm();
  const Chosen = widgetFor(props.schema, props.path, widgets);
  const anyIndex = props.path.replace(/\.\d+(?=\.|$)/g, ".*");
  return (
    <Chosen
      {...props}
      label={labelOf(anyIndex) ?? props.schema.title ?? humanName(name)}
      hint={hintOf(anyIndex)}
      error={errorOf(props.path)}
    />
  );
}
