import type { RouteObject } from "react-router-dom";
import { JourneyList } from "./JourneyList";
import { JourneyPage } from "./JourneyPage";

const routes: RouteObject[] = [
  { path: "/journeys", element: <JourneyList /> },
  { path: "/journeys/:id/:tab?", element: <JourneyPage /> },
];

export default routes;
