import { useEffect, useState, type ReactNode } from "react";
import { isInFrame, useBridge } from "~/bridge/bridge";
import { keepTokenFresh, permissionsOf } from "~/bridge/token";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { PageSkeleton } from "~/ui/Skeletons";

/** The Dashboard shows widgets to people without the permission as well, and then never hands a token over. */
export const PATIENCE_MS = 4_000;
const NEEDED = "MANAGE_AUTOMATION";

/** Let in whoever the Dashboard vouches for, and tell everybody else why not and what to do. */
export function Gate({ children, inFrame = isInFrame }: { children: ReactNode; inFrame?: boolean }) {
  const t = useText();
  const token = useBridge((state) => state.token);
  const [isLate, setLate] = useState(false);
  useEffect(() => keepTokenFresh(), []);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, []);

  if (token) {
    if (permissionsOf(token).includes(NEEDED)) return children;
    return <EmptyState title={t("gate.permission.title")} text={t("gate.permission.text")} isPage />;
  }
  if (!inFrame) return <EmptyState title={t("gate.outside.title")} text={t("gate.outside.text")} isPage />;
  if (isLate) return <EmptyState title={t("gate.noToken.title")} text={t("gate.noToken.text")} isPage />;
  return <PageSkeleton />;
}
