import { Button } from "@saleor/macaw-ui";
import { Redo2, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import type { Problem } from "~/api/problems";
import { useText } from "~/text/useText";
import { Choices } from "~/ui/Choices";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { SubTabs } from "~/ui/SubTabs";
import { Tag } from "~/ui/Tag";
import { useAllNames } from "~/ui/things/useNames";
import { useKept } from "~/ui/useKept";
import { Builder } from "./Builder";
import { Chores } from "./Chores";
import { DraftNotices } from "./DraftNotices";
import type { JourneyPartsFragment } from "./gql/graphql";
import styles from "./journeys.module.css";
import { useWorld, WorldContext } from "./kinds";
import { Lifecycle } from "./Lifecycle";
import { mentionsIn } from "./mentions";
import { journeyPath, TONES } from "./names";
import { PublishDialog } from "./PublishDialog";
import { ReportTab } from "./ReportTab";
import { useDraft } from "./useDraft";
import { VersionsTab } from "./VersionsTab";
import { START_PANEL } from "./view";

interface EditorProps {
  journey: JourneyPartsFragment;
  reload: () => void;
  rewardsProblem: Problem | null;
}

/** The draft lives here, above the tabs, so that looking at the report loses nothing. */
export function Editor({ journey: read, reload, rewardsProblem }: EditorProps) {
  const t = useText();
  const navigate = useNavigate();
  const { tab = "" } = useParams();
  const draft = useDraft(read);
  const [view, setView] = useKept("journeys.view", "canvas");
  const [selected, setSelected] = useState<string | null>(null);
  const [isPublishing, setPublishing] = useState(false);
  const { journey } = draft;
  const kinds = useWorld();
  const mentions = useMemo(() => mentionsIn(draft.definition, kinds), [draft.definition, kinds]);
  const { names, problem: namesProblem } = useAllNames(mentions);
  const world = useMemo(() => ({ ...kinds, names }), [kinds, names]);
  const path = (name = "") => journeyPath(journey.id, name);
  const isArchived = journey.status === "ARCHIVED";
  // The shop simulates the draft as it has it; what it would not take is said above the builder.
  const simulate = async () => {
    if (await draft.flush()) navigate(`/simulations/new/${encodeURIComponent(journey.id)}`);
  };

  return (
    <WorldContext.Provider value={world}>
      <Page
        title={journey.name}
        back="/journeys"
        isFilled={tab === ""}
        aside={
          <>
            <Tag tone={TONES[journey.status]}>{t(`journeys.status.${journey.status}`)}</Tag>
            <span className={styles.muted} role="status">
              {t(`journeys.draft.${draft.state}`)}
            </span>
          </>
        }
        actions={
          <>
            {tab === "" && (
              <>
                <Choices
                  label={t("journeys.view")}
                  value={view}
                  onChange={setView}
                  choices={["canvas", "list"].map((value) => ({ value, label: t(`journeys.view.${value}`) }))}
                />
                <Button
                  variant="tertiary"
                  icon={<Undo2 size={16} aria-hidden />}
                  aria-label={t("journeys.undo")}
                  disabled={!draft.canUndo || isArchived}
                  onClick={draft.undo}
                />
                <Button
                  variant="tertiary"
                  icon={<Redo2 size={16} aria-hidden />}
                  aria-label={t("journeys.redo")}
                  disabled={!draft.canRedo || isArchived}
                  onClick={draft.redo}
                />
              </>
            )}
            <Button variant="secondary" disabled={isArchived} onClick={() => void simulate()}>
              {t("journeys.simulate")}
            </Button>
            <Lifecycle draft={draft} reload={reload} />
            <Button disabled={isArchived} onClick={() => setPublishing(true)}>
              {t("journeys.publish")}
            </Button>
          </>
        }
        below={
          <SubTabs
            label={t("journeys.tabs")}
            tabs={[
              { path: path(), label: t("journeys.tab.builder"), count: journey.problems.length || null },
              { path: path("report"), label: t("journeys.tab.report") },
              { path: path("versions"), label: t("journeys.tab.versions") },
            ]}
          />
        }
      >
        {tab === "report" && <ReportTab journey={journey} />}
        {tab === "versions" && <VersionsTab draft={draft} reload={reload} />}
        {tab === "" && (
          <div className={styles.editor}>
            <div className={styles.notices}>
              <ErrorNotice problem={rewardsProblem ?? namesProblem} />
              <DraftNotices draft={draft} reload={reload} />
              <Chores chores={journey.chores} reload={reload} />
            </div>
            <Builder draft={draft} isList={view === "list"} selected={selected} onSelect={setSelected} />
          </div>
        )}
        {isPublishing && (
          <PublishDialog
            draft={draft}
            onClose={() => setPublishing(false)}
            onShow={(stepId) => {
              setPublishing(false);
              setSelected(stepId || START_PANEL);
              navigate(path());
            }}
          />
        )}
      </Page>
    </WorldContext.Provider>
  );
}
