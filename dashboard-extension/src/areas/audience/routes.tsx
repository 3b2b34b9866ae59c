import type { RouteObject } from "react-router-dom";
import { FieldsPage } from "./FieldsPage";
import { ListsPage } from "./ListsPage";
import { LoyaltyPage } from "./LoyaltyPage";
import { ScorePage } from "./ScorePage";
import { ScoresPage } from "./ScoresPage";
import { TagsPage } from "./TagsPage";

const routes: RouteObject[] = [
  { path: "/lists", element: <ListsPage /> },
  { path: "/tags", element: <TagsPage /> },
  { path: "/fields", element: <FieldsPage /> },
  { path: "/scores", element: <ScoresPage /> },
  { path: "/scores/:id", element: <ScorePage /> },
  { path: "/loyalty", element: <LoyaltyPage /> },
];

export default routes;
