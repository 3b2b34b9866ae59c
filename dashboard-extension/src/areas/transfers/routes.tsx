import type { RouteObject } from "react-router-dom";
import { ImportPage } from "./ImportPage";
import { TransferList } from "./TransferList";
import { TransferPage } from "./TransferPage";

const routes: RouteObject[] = [
  { path: "/transfers", element: <TransferList /> },
  { path: "/transfers/new", element: <ImportPage /> },
  { path: "/transfers/:id", element: <TransferPage /> },
];

export default routes;
