import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [
  { path: "/segments", element: <NotYet area="segments" /> },
  { path: "/lists", element: <NotYet area="segments" /> },
  { path: "/tags", element: <NotYet area="segments" /> },
  { path: "/fields", element: <NotYet area="segments" /> },
  { path: "/scores", element: <NotYet area="segments" /> },
  { path: "/imports", element: <NotYet area="segments" /> },
];

export default routes;
