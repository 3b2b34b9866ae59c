import { useFormats } from "~/text/format";

/** "3 hours ago", with the exact moment for whoever points at it. */
export function When({ at, isExact = false }: { at: string; isExact?: boolean }) {
  const formats = useFormats();
  return (
    <time dateTime={at} title={isExact ? formats.relative(at) : formats.dateTime(at)}>
      {isExact ? formats.dateTime(at) : formats.relative(at)}
    </time>
  );
}

/** An amount in its own currency. */
export function Amount({ amount, currency }: { amount: number | string; currency: string }) {
  return <>{useFormats().money(amount, currency)}</>;
}
