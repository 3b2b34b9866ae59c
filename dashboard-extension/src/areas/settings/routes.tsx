import type { RouteObject } from "react-router-dom";
import { Settings } from "./Settings";

const routes: RouteObject[] = [{ path: "/settings", element: <Settings /> }];

export default routes;
