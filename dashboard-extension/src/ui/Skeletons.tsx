import { Skeleton } from "@saleor/macaw-ui";
import { useText } from "~/text/useText";

/** The shape of a page that is not there yet. */
export function PageSkeleton() {
  return (
    <div style={{ padding: 24, display: "grid", gap: 16, alignContent: "start" }}>
      <Waiting />
      <Skeleton __height="28px" __width="220px" />
      <Skeleton __height="120px" />
      <Skeleton __height="120px" />
    </div>
  );
}

/** Lines of text that are not there yet. */
export function LinesSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div style={{ display: "grid", gap: 8 }}>
      <Waiting />
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} __height="16px" __width={index % 2 ? "70%" : "100%"} />
      ))}
    </div>
  );
}

function Waiting() {
  const t = useText();
  return (
    <span role="status" className="visually-hidden">
      {t("ui.loading")}
    </span>
  );
}
