import type { RouteObject } from "react-router-dom";
import { NewSegmentPage } from "./NewSegmentPage";
import { SegmentList } from "./SegmentList";
import { SegmentPage } from "./SegmentPage";

const routes: RouteObject[] = [
  { path: "/segments", element: <SegmentList /> },
  { path: "/segments/new", element: <NewSegmentPage /> },
  { path: "/segments/:id/:tab?", element: <SegmentPage /> },
];

export default routes;
