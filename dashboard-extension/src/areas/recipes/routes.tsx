import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [{ path: "/recipes", element: <NotYet area="recipes" /> }];

export default routes;
