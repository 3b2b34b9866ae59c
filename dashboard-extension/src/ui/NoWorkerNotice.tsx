import { useText } from "~/text/useText";
import { Notice } from "./Notice";

/** Say what to check when nobody has begun what was asked for, instead of letting somebody wait for ever. */
export function NoWorkerNotice() {
  const t = useText();
  return (
    <Notice tone="warning" isUrgent title={t("ui.noWorker")}>
      {t("ui.noWorkerText")}
    </Notice>
  );
}

/** Alarms nobody takes are dropped after a minute, and beat has asked again long before: later than this is too late. */
export const PATIENCE_SECONDS = 90;
