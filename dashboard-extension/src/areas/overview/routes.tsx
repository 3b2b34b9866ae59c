import type { RouteObject } from "react-router-dom";
import { Overview } from "./Overview";

const routes: RouteObject[] = [{ path: "/overview", element: <Overview /> }];

export default routes;
