import { lazy, Suspense, useMemo } from "react";
import { useHasText, useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { SchemaForm, type WidgetProps, type Widgets } from "~/ui/schema/SchemaForm";
import type { JsonSchema } from "~/ui/schema/jsonSchema";
import { LinesSkeleton } from "~/ui/Skeletons";
import { ThingField } from "~/ui/things/ThingsField";
import type { Block } from "./content";
import type { TemplateQuery } from "./gql/graphql";

const RichText = lazy(() => import("./RichText"));

interface BlockFormProps {
  block: Block;
  world: TemplateQuery;
  onChange: (block: Block) => void;
}

/** The properties of one block, from the shop's own description of its kind. */
export function BlockForm({ block, world, onChange }: BlockFormProps) {
  const t = useText();
  const has = useHasText();
  const kind = world.automationBlockKinds?.find((each) => each.kind === block.kind);
  const schema = useMemo(() => (kind ? (JSON.parse(kind.schema) as JsonSchema) : null), [kind]);
  const labelOf = (path: string) => {
    const id = `templates.field.${path.replaceAll(".*", "")}`;
    return has(id) ? t(id) : undefined;
  };
  if (!schema) return <Card title={block.kind}>{t("templates.unknownBlock")}</Card>;
  return (
    <Card title={kind?.title ?? block.kind}>
      <SchemaForm
        schema={schema}
        value={block}
        onChange={(next) => onChange({ ...next, kind: block.kind })}
        skip={["kind"]}
        widgets={WIDGETS}
        labelOf={labelOf}
      />
    </Card>
  );
}

function RichTextWidget({ label, value, onChange }: WidgetProps) {
  return (
    <Suspense fallback={<LinesSkeleton lines={3} />}>
      <RichText label={label} value={String(value ?? "")} onChange={onChange} />
    </Suspense>
  );
}

/** The product list a block shows; "products" is the name mails give to one nobody has chosen. */
function SourceWidget({ label, hint, error, isRequired, value, onChange }: WidgetProps) {
  return (
    <ThingField
      label={label}
      hint={hint}
      error={error}
      isRequired={isRequired}
      source="product_list"
      value={String(value ?? "products")}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

const WIDGETS: Widgets = { html: RichTextWidget, source: SourceWidget };
