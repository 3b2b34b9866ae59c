import { Button } from "@saleor/macaw-ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { blank, type JsonSchema } from "~/ui/schema/jsonSchema";
import type { Block } from "./content";
import type { TemplateQuery } from "./gql/graphql";
import styles from "./templates.module.css";

export type Kinds = NonNullable<TemplateQuery["automationBlockKinds"]>;

const TEXTS: Record<string, Partial<Block>> = {
  text: { html: "<p></p>" },
  button: { label: "", url: "{{ shop.url }}" },
  columns: {
    columns: [[{ kind: "text", html: "<p></p>" }], [{ kind: "text", html: "<p></p>" }]],
  },
};

/** Choose a block to add. */
export function Palette({ kinds, onPick }: { kinds: Kinds; onPick: (block: Block) => void }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const pick = (kind: string, schema: string) => {
    const parsed = JSON.parse(schema) as JsonSchema;
    onPick({ ...(blank(parsed, parsed) as Block), ...TEXTS[kind], kind });
    setOpen(false);
  };
  return (
    <>
      <Button variant="secondary" size="small" onClick={() => setOpen(true)}>
        <Plus size={14} aria-hidden /> {t("templates.addBlock")}
      </Button>
      <Dialog
        title={t("templates.addBlock")}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        actions={
          <Button variant="secondary" onClick={() => setOpen(false)}>
            {t("ui.cancel")}
          </Button>
        }
      >
        <div className={styles.palette}>
          {kinds.map(({ kind, title, schema }) => (
            <button key={kind} type="button" className={styles.kind} onClick={() => pick(kind, schema)}>
              {title}
            </button>
          ))}
        </div>
      </Dialog>
    </>
  );
}
