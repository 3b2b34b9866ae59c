import type { RouteObject } from "react-router-dom";
import { TemplateList } from "./TemplateList";
import { TemplatePage } from "./TemplatePage";

const routes: RouteObject[] = [
  { path: "/templates", element: <TemplateList /> },
  { path: "/templates/:id", element: <TemplatePage /> },
];

export default routes;
