import { Suspense, useEffect } from "react";
import { Navigate, useLocation } from "react-router-dom";
import { areas } from "~/areas";
import { showAddress } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { PageSkeleton } from "~/ui/Skeletons";
import { AreaPages } from "./AreaPages";
import { Boundary } from "./Boundary";
import styles from "./Shell.module.css";
import { TabBar } from "./TabBar";

/** Find the area of an address, draw the way through the app around it, and tell the Dashboard where we are. */
export function Shell() {
  const { pathname } = useLocation();
  const t = useText();
  const first = pathname.split("/")[1] ?? "";
  const area = areas.find(({ paths }) => paths.includes(first));
  const isBare = area?.isBare ?? false;

  useEffect(() => {
    if (!isBare && first) showAddress(pathname);
  }, [isBare, first, pathname]);

  if (!first) return <Navigate to="/overview" replace />;
  const pages = area ? (
    <Suspense fallback={<PageSkeleton />}>
      <AreaPages area={area} />
    </Suspense>
  ) : (
    <EmptyState title={t("shell.notFound.title")} text={t("shell.notFound.text")} isPage />
  );
  if (isBare) return <Boundary key={pathname}>{pages}</Boundary>;
  return (
    <div className={styles.shell}>
      <TabBar current={first} />
      <div className={styles.main}>
        <Boundary key={first}>{pages}</Boundary>
      </div>
    </div>
  );
}
