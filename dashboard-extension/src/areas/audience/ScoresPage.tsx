import { useNavigate } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import type { Column } from "~/ui/DataTable";
import { Tag } from "~/ui/Tag";
import { DeleteMark } from "./DeleteMark";
import {
  ScoreDeleteDocument,
  ScoresDocument,
  ScoreUseDocument,
  type ScoreRowFragment,
  type ScoresQuery,
} from "./gql/graphql";
import { MarksPage, useAsking, useOpened } from "./MarksPage";
import { ScoreDialog } from "./ScoreDialog";

type Row = NonNullable<ScoresQuery["automationScores"]>["edges"][number]["node"];

export const scorePath = (id: string) => `/scores/${encodeURIComponent(id)}`;

/** Numbers kept of people by rules. */
export function ScoresPage() {
  const navigate = useNavigate();
  const asking = useAsking("scores");
  const data = useConnection(ScoresDocument, asking.variables, (answer) => answer.automationScores);
  const { opened, create, remove, close } = useOpened<Row>();
  return (
    <>
      <MarksPage
        kind="scores"
        asking={asking}
        data={data}
        columns={useColumns()}
        rowPath={({ id }) => scorePath(id)}
        onCreate={create}
        onDelete={remove}
      />
      {opened?.window === "edit" && (
        <ScoreDialog score={null} onClose={close} onDone={(id) => navigate(scorePath(id))} />
      )}
      {opened?.window === "delete" && <DeleteScore score={opened.row} onClose={close} onDone={data.reload} />}
    </>
  );
}

interface DeleteScoreProps {
  score: ScoreRowFragment;
  onClose: () => void;
  onDone: () => void;
}

export function DeleteScore({ score, onClose, onDone }: DeleteScoreProps) {
  const use = useRead(ScoreUseDocument, { id: score.id });
  const deleting = useSave(ScoreDeleteDocument, (data) => data.automationScoreDelete);
  return (
    <DeleteMark
      kind="scores"
      mark={score}
      count={score.contactsCount}
      use={use}
      usedBy={use.data?.automationScore?.usedBy}
      deleting={deleting}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

/** "0 – 100", "from 0", "to 100", or that there is no limit. */
export function useLimitWords(): (score: Pick<ScoreRowFragment, "minimum" | "maximum">) => string {
  const t = useText();
  return ({ minimum, maximum }) => {
    const kind = `${minimum == null ? "" : "from"}${maximum == null ? "" : "to"}` || "none";
    return t(`audience.scores.limits.${kind}`, { minimum: minimum ?? 0, maximum: maximum ?? 0 });
  };
}

function useColumns(): Column<Row>[] {
  const t = useText();
  const formats = useFormats();
  const limits = useLimitWords();
  return [
    {
      key: "name",
      title: t("audience.name"),
      sortBy: "NAME",
      cell: ({ name }) => <span dir="auto">{name}</span>,
    },
    { key: "slug", title: t("audience.slug"), isSecondary: true, cell: ({ slug }) => <code>{slug}</code> },
    {
      key: "rules",
      title: t("audience.scores.rules"),
      width: "80px",
      isNumber: true,
      cell: ({ rules }) => formats.number(rules.length),
    },
    {
      key: "contacts",
      title: t("audience.contacts"),
      width: "110px",
      isNumber: true,
      cell: ({ contactsCount }) => formats.number(contactsCount),
    },
    { key: "limits", title: t("audience.scores.limits"), width: "130px", cell: limits },
    {
      key: "thresholds",
      title: t("audience.scores.thresholds"),
      width: "140px",
      isSecondary: true,
      cell: ({ thresholds }) => thresholds.map(formats.number).join(", ") || "–",
    },
    {
      key: "state",
      title: t("audience.scores.state"),
      width: "110px",
      cell: ({ isActive }) => (
        <Tag tone={isActive ? "success" : "default"}>
          {t(`audience.scores.${isActive ? "active" : "inactive"}`)}
        </Tag>
      ),
    },
    {
      key: "created",
      title: t("audience.created"),
      width: "120px",
      isSecondary: true,
      sortBy: "CREATED_AT",
      cell: ({ createdAt }) => formats.date(createdAt),
    },
  ];
}
