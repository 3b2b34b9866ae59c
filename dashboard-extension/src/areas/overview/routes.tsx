import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [{ path: "/overview", element: <NotYet area="overview" /> }];

export default routes;
