import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [{ path: "/templates", element: <NotYet area="templates" /> }];

export default routes;
