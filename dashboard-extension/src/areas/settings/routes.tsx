import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [{ path: "/settings", element: <NotYet area="settings" /> }];

export default routes;
