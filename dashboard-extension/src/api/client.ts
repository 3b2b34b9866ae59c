import { Client, cacheExchange, fetchExchange } from "urql";
import { bridge } from "~/bridge/bridge";
import { currentToken } from "~/bridge/token";

/** Talks to the shop's own API. The token is read at request time: the Dashboard replaces it every few minutes. */
export const client = new Client({
  url: bridge.getState().saleorApiUrl,
  preferGetMethod: false,
  exchanges: [cacheExchange, fetchExchange],
  fetchOptions: () => ({ headers: { "Authorization-Bearer": currentToken() } }),
});
