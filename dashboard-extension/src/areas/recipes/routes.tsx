import type { RouteObject } from "react-router-dom";
import { Gallery } from "./Gallery";
import { RecipePage } from "./RecipePage";

const routes: RouteObject[] = [
  { path: "/recipes", element: <Gallery /> },
  { path: "/recipes/:slug", element: <RecipePage /> },
];

export default routes;
