import { useEffect, useState, type ReactNode } from "react";
import { isInFrame, isWidget, useBridge, useWasRefused } from "~/bridge/bridge";
import { keepTokenFresh, permissionsOf } from "~/bridge/token";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { LinesSkeleton, PageSkeleton } from "~/ui/Skeletons";
import styles from "./Shell.module.css";

/** How long the Dashboard may take to hand a token over. */
export const PATIENCE_MS = 4_000;
const NEEDED = "MANAGE_AUTOMATION";

interface GateProps {
  children: ReactNode;
  inFrame?: boolean;
  isSmall?: boolean;
}

/** Let in whoever the Dashboard vouches for, and tell everybody else why not and what to do. */
export function Gate({ children, inFrame = isInFrame, isSmall = isWidget }: GateProps) {
  const token = useBridge((state) => state.token);
  const wasRefused = useWasRefused();
  const [isLate, setLate] = useState(false);
  useEffect(() => keepTokenFresh(), []);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, []);

  if (token && permissionsOf(token).includes(NEEDED)) return children;
  if (token || wasRefused) return <Refusal reason="permission" isSmall={isSmall} />;
  if (!inFrame) return <Refusal reason="outside" isSmall={isSmall} />;
  if (isLate) return <Refusal reason="noToken" isSmall={isSmall} />;
  return isSmall ? <LinesSkeleton /> : <PageSkeleton />;
}

function Refusal({ reason, isSmall }: { reason: "permission" | "outside" | "noToken"; isSmall: boolean }) {
  const t = useText();
  const title = t(`gate.${reason}.title`);
  const text = t(`gate.${reason}.text`);
  if (!isSmall) return <EmptyState title={title} text={text} isPage />;
  return (
    <p className={styles.refusal}>
      <strong>{title}</strong> {text}
    </p>
  );
}
