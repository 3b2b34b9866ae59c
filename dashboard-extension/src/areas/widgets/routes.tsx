import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [
  { path: "/widget/customer", element: <NotYet area="widgets" /> },
  { path: "/widget/order", element: <NotYet area="widgets" /> },
  { path: "/widget/home", element: <NotYet area="widgets" /> },
  { path: "/popup/journey", element: <NotYet area="widgets" /> },
];

export default routes;
