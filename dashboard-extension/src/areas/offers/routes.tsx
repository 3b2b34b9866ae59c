import type { RouteObject } from "react-router-dom";
import { CouponList } from "./CouponList";
import { CouponPage } from "./CouponPage";
import { ListPage } from "./ListPage";
import { ProductLists } from "./ProductLists";
import { QualityPage } from "./QualityPage";

const routes: RouteObject[] = [
  { path: "/product-lists", element: <ProductLists /> },
  { path: "/product-lists/:id", element: <ListPage /> },
  { path: "/recommendations", element: <QualityPage /> },
  { path: "/coupons", element: <CouponList /> },
  { path: "/coupons/:id", element: <CouponPage /> },
];

export default routes;
