import { Client, cacheExchange, fetchExchange } from "urql";
import { bridge } from "~/bridge/bridge";
import { currentToken } from "~/bridge/token";
import type { Language } from "~/text/languages";

/**
 * Talks to the shop's own API, which says in a language what is wrong; there is a client for each, because answers are
 * kept. The token is read at request time: the Dashboard replaces it every few minutes.
 */
export function shopClient(language: Language): Client {
  return new Client({
    url: bridge.getState().saleorApiUrl,
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: () => ({
      headers: { "Authorization-Bearer": currentToken(), "Accept-Language": language },
    }),
  });
}
