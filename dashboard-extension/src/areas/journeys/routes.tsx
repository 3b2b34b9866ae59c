import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [{ path: "/journeys", element: <NotYet area="journeys" /> }];

export default routes;
