import { lazy } from "react";
import type { RouteObject } from "react-router-dom";
import { CustomerWidget } from "./CustomerWidget";
import { HomeWidget } from "./HomeWidget";
import { OrderWidget } from "./OrderWidget";

// Dialog and fields, which no widget needs.
const JourneyPopup = lazy(() => import("./JourneyPopup"));

const routes: RouteObject[] = [
  { path: "/widgets/customer", element: <CustomerWidget /> },
  { path: "/widgets/order", element: <OrderWidget /> },
  { path: "/widgets/home", element: <HomeWidget /> },
  { path: "/popups/journey", element: <JourneyPopup /> },
];

export default routes;
