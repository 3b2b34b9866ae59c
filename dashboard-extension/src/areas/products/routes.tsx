import type { RouteObject } from "react-router-dom";
import { NotYet } from "~/shell/NotYet";

const routes: RouteObject[] = [
  { path: "/product-lists", element: <NotYet area="products" /> },
  { path: "/coupons", element: <NotYet area="products" /> },
];

export default routes;
