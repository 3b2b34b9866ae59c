import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [{ path: "/simulations/:id", element: <NotYet area="simulations" /> }];

export default routes;
