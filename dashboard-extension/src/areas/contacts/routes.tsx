import type { RouteObject } from "react-router-dom";
import { ContactList } from "./ContactList";
import { ContactPage } from "./ContactPage";

const routes: RouteObject[] = [
  { path: "/contacts", element: <ContactList /> },
  { path: "/contacts/:id", element: <ContactPage /> },
];

export default routes;
