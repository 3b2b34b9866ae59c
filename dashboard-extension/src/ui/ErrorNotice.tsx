import { Button } from "@saleor/macaw-ui";
import type { Problem } from "~/api/problems";
import type { Refusal } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Notice } from "./Notice";

/** What went wrong and what to do about it, with a way to try again where that can help. */
export function ErrorNotice({ problem, onRetry }: { problem: Problem | null; onRetry?: () => void }) {
  const t = useText();
  if (!problem) return null;
  const canHelp = onRetry && problem.kind !== "permission" && problem.kind !== "outdated";
  return (
    <Notice
      tone="critical"
      isUrgent
      title={t(`problem.${problem.kind}.what`)}
      actions={
        canHelp && (
          <Button variant="secondary" size="small" onClick={onRetry}>
            {t("ui.retry")}
          </Button>
        )
      }
    >
      {t(`problem.${problem.kind}.todo`)}
      {problem.kind === "server" && problem.detail && (
        <div>{t("problem.detail", { detail: problem.detail })}</div>
      )}
    </Notice>
  );
}

/** Refusals of a mutation that belong to no field of the form: `save.refusals.besides(["name"])`. */
export function RefusalNotice({ refusals }: { refusals: readonly Refusal[] }) {
  const t = useText();
  if (!refusals.length) return null;
  return (
    <Notice tone="critical" isUrgent title={t("problem.refused")}>
      {refusals.map((each, index) => (
        <div key={index}>
          {each.place ? `${each.place}: ` : ""}
          {each.message}
        </div>
      ))}
    </Notice>
  );
}
