import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [{ path: "/contacts", element: <NotYet area="contacts" /> }];

export default routes;
