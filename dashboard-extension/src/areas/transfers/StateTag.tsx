import { useText } from "~/text/useText";
import { Tag, type TagTone } from "~/ui/Tag";
import type { AutomationTransferState, TransferRowFragment } from "./gql/graphql";

const TONES: Record<AutomationTransferState, TagTone> = {
  WAITING: "info",
  RUNNING: "info",
  DONE: "success",
  FAILED: "critical",
  CANCELLED: "default",
};

/** How far it is; something finished that left rows out is no plain success. */
export function StateTag({ transfer }: { transfer: Pick<TransferRowFragment, "state" | "failed" | "done"> }) {
  const t = useText();
  const { state, failed, done } = transfer;
  const tone = state === "DONE" && failed ? (done ? "warning" : "critical") : TONES[state];
  return <Tag tone={tone}>{t(`transfers.state.${state}`)}</Tag>;
}
