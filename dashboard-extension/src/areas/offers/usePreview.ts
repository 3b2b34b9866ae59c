import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { problemOf, type Problem } from "~/api/problems";
import { ProductListPreviewDocument, type ProductListPreviewQuery } from "./gql/graphql";

type Preview = NonNullable<ProductListPreviewQuery["automationProductListPreview"]>;

interface Asked {
  definition: string;
  contact?: string;
  channel?: string;
}

const TYPING_MS = 500;

/** Ask what rules show to somebody, once they have stayed the same for a while; what is shown stays until then. */
export function usePreview(asked: Asked | null) {
  const client = useClient();
  const [state, setState] = useState<{ preview: Preview | null; problem: Problem | null }>({
    preview: null,
    problem: null,
  });
  const [turn, setTurn] = useState(0);
  const isFirst = useRef(true);
  const key = asked && JSON.stringify(asked);
  useEffect(() => {
    if (!key) return undefined;
    let isWanted = true;
    const ask = async () => {
      isFirst.current = false;
      const { data, error } = await client
        .query(ProductListPreviewDocument, JSON.parse(key) as Asked, { requestPolicy: "network-only" })
        .toPromise();
      const preview = data?.automationProductListPreview ?? null;
      if (isWanted) setState({ preview, problem: problemOf(error) });
    };
    const timer = window.setTimeout(() => void ask(), isFirst.current ? 0 : TYPING_MS);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [client, key, turn]);
  const reload = useCallback(() => setTurn((each) => each + 1), []);
  return { ...state, isLoading: !state.preview && !state.problem, reload };
}
