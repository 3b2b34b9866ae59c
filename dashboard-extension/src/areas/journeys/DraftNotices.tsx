import { Button } from "@saleor/macaw-ui";
import { useNavigate } from "react-router-dom";
import { useClient } from "urql";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import { JourneyCreateDocument, JourneyDocument } from "./gql/graphql";
import { journeyPath } from "./names";
import type { Draft } from "./useDraft";

/** What stands between the draft here and the one in the shop, and what to do about it. */
export function DraftNotices({ draft, reload }: { draft: Draft; reload: () => void }) {
  const t = useText();
  const client = useClient();
  const navigate = useNavigate();
  const create = useSave(JourneyCreateDocument, (data) => data.automationJourneyCreate);
  const { state, problem, refusals, journey } = draft;

  const takeTheirs = async () => {
    const { data } = await client
      .query(JourneyDocument, { id: journey.id }, { requestPolicy: "network-only" })
      .toPromise();
    if (data?.automationJourney) draft.take(data.automationJourney);
    else reload();
  };
  const keepMine = async () => {
    const name = t("journeys.conflict.copyName", { name: journey.name });
    const made = await create.save({ input: { name, definition: JSON.stringify(draft.definition) } });
    if (!made?.journey) return;
    notify("success", t("journeys.conflict.copied"));
    await takeTheirs();
    navigate(journeyPath(made.journey.id));
  };
  if (state === "conflict") {
    return (
      <>
        <ErrorNotice problem={create.problem} />
        <RefusalNotice refusals={create.refusals.all} />
        <Notice
          tone="warning"
          isUrgent
          title={t("journeys.conflict.title")}
          actions={
            <>
              <Button size="small" variant="secondary" onClick={() => void keepMine()}>
                {t("journeys.conflict.copy")}
              </Button>
              <Button size="small" variant="secondary" onClick={() => void takeTheirs()}>
                {t("journeys.conflict.take")}
              </Button>
            </>
          }
        >
          {refusals.map(({ message }) => message).join(" ")} {t("journeys.conflict.text")}
        </Notice>
      </>
    );
  }
  if (state === "offline") {
    return (
      <Notice
        tone="warning"
        isUrgent
        title={t("journeys.offline.title")}
        actions={
          <Button size="small" variant="secondary" onClick={() => void draft.flush()}>
            {t("ui.retry")}
          </Button>
        }
      >
        {t("journeys.offline.text")}
      </Notice>
    );
  }
  return (
    <>
      <ErrorNotice problem={problem} onRetry={() => void draft.flush()} />
      <RefusalNotice refusals={refusals} />
    </>
  );
}
