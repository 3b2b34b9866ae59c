import { useState } from "react";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { Fields, LongTextField, TextField } from "~/ui/fields";
import { BlockForm } from "./BlockForm";
import { BlockList } from "./BlockList";
import { duplicateBlock, insertBlock, moveBlock, removeBlock, type Block, type Mail } from "./content";
import type { TemplateQuery } from "./gql/graphql";
import { Palette } from "./Palette";
import { VariableList } from "./VariableList";

interface MailFormProps {
  mail: Mail;
  world: TemplateQuery;
  onChange: (mail: Mail, isTyping?: boolean) => void;
}

/** Subject, preheader, and the blocks or the HTML of one language. */
export function MailForm({ mail, world, onChange }: MailFormProps) {
  const t = useText();
  const [chosen, setChosen] = useState<number | null>(null);
  const [touched, setTouched] = useState("");
  const type = (part: Partial<Mail>, field: string) => {
    onChange({ ...mail, ...part }, touched === field);
    setTouched(field);
  };
  const replace = (blocks: Block[], place: number | null) => {
    setTouched("");
    setChosen(place);
    onChange({ ...mail, blocks });
  };
  const { blocks } = mail;
  const block = blocks && chosen !== null ? blocks[chosen] : undefined;
  return (
    <Fields>
      <TextField
        label={t("templates.subject")}
        value={mail.subject}
        maxLength={500}
        isRequired
        onChange={(subject) => type({ subject }, "subject")}
      />
      <TextField
        label={t("templates.preheader")}
        hint={t("templates.preheaderHint")}
        value={mail.preheader ?? ""}
        maxLength={500}
        onChange={(preheader) => type({ preheader }, "preheader")}
      />
      {blocks ? (
        <>
          <Card
            title={t("templates.blocks")}
            actions={
              <Palette
                kinds={world.automationBlockKinds ?? []}
                onPick={(added) =>
                  replace(
                    insertBlock(blocks, (chosen ?? blocks.length - 1) + 1, added),
                    (chosen ?? blocks.length - 1) + 1,
                  )
                }
              />
            }
          >
            <BlockList
              blocks={blocks}
              kinds={world.automationBlockKinds ?? []}
              chosen={chosen}
              onChoose={(place) => {
                setTouched("");
                setChosen(place);
              }}
              onMove={(from, to) => replace(moveBlock(blocks, from, to), to)}
              onDuplicate={(place) => replace(duplicateBlock(blocks, place), place + 1)}
              onRemove={(place) => replace(removeBlock(blocks, place), null)}
            />
          </Card>
          {block && (
            <BlockForm
              key={chosen}
              block={block}
              world={world}
              onChange={(next) =>
                type(
                  { blocks: blocks.map((each, place) => (place === chosen ? next : each)) },
                  `block ${chosen}`,
                )
              }
            />
          )}
        </>
      ) : (
        <>
          <LongTextField
            label={t("templates.html")}
            rows={20}
            value={mail.html ?? ""}
            onChange={(html) => type({ html }, "html")}
          />
          <LongTextField
            label={t("templates.text")}
            hint={t("templates.textHint")}
            rows={6}
            value={mail.text ?? ""}
            onChange={(text) => type({ text }, "text")}
          />
        </>
      )}
      <VariableList variables={world.automationMailVariables ?? []} />
    </Fields>
  );
}
