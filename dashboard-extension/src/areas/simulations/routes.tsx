import type { RouteObject } from "react-router-dom";
import { ChooseJourney } from "./ChooseJourney";
import { SimulationList } from "./SimulationList";
import { SimulationPage } from "./SimulationPage";
import { StartPage } from "./StartPage";

const routes: RouteObject[] = [
  { path: "/simulations", element: <SimulationList /> },
  { path: "/simulations/new", element: <ChooseJourney /> },
  { path: "/simulations/new/:journeyId", element: <StartPage /> },
  { path: "/simulations/:id", element: <SimulationPage /> },
];

export default routes;
