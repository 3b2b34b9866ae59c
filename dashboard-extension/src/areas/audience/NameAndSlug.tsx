import { useState } from "react";
import type { Refusals } from "~/api/useSave";
import { useText } from "~/text/useText";
import { TextField } from "~/ui/fields";
import { slugOf } from "./slug";

/** A name, and the slug that follows it until somebody writes their own; what exists keeps its slug. */
export function useNameAndSlug(existing: { name: string; slug: string } | null) {
  const [name, setName] = useState(existing?.name ?? "");
  const [written, setSlug] = useState<string | null>(existing?.slug ?? null);
  return { name, setName, slug: written ?? slugOf(name, "_"), setSlug, isNew: existing === null };
}

interface NameAndSlugProps {
  named: ReturnType<typeof useNameAndSlug>;
  /** What the slug is for, said while it can still be chosen. */
  slugHint: string;
  refusals: Refusals;
}

export function NameAndSlug({ named, slugHint, refusals }: NameAndSlugProps) {
  const t = useText();
  const { name, setName, slug, setSlug, isNew } = named;
  return (
    <>
      <TextField
        label={t("audience.name")}
        value={name}
        isRequired
        error={refusals.for("name")}
        onChange={setName}
      />
      <TextField
        label={t("audience.slug")}
        value={slug}
        isRequired
        isDisabled={!isNew}
        hint={isNew ? slugHint : t("audience.slug.stays")}
        error={refusals.for("slug")}
        onChange={setSlug}
      />
    </>
  );
}
