import { ThemeProvider, useTheme } from "@saleor/macaw-ui";
import { useEffect, type ReactNode } from "react";
import { createBrowserRouter, RouterProvider } from "react-router-dom";
import { ShopApi } from "~/api/ShopApi";
import { isWidget, useBridge } from "~/bridge/bridge";
import { LocaleProvider } from "~/text/LocaleProvider";
import { Crash } from "./Crash";
import { Gate } from "./Gate";
import { Shell } from "./Shell";
import { WidgetFrame } from "./WidgetFrame";

/** The theme is the Dashboard's; before it says so, the one in the frame's address. */
function ThemeSync() {
  const theme = useBridge((state) => state.theme);
  const { setTheme } = useTheme();
  useEffect(() => {
    setTheme(theme === "dark" ? "defaultDark" : "defaultLight");
    // For what the browser draws: boxes to tick, lists to choose from, scroll bars.
    document.documentElement.style.colorScheme = theme === "dark" ? "dark" : "light";
  }, [theme, setTheme]);
  return null;
}

const router = createBrowserRouter([{ path: "*", element: <Shell />, errorElement: <Crash /> }], {
  basename: import.meta.env.BASE_URL.replace(/\/$/, ""),
});

const Frame = ({ children }: { children: ReactNode }) =>
  isWidget ? <WidgetFrame>{children}</WidgetFrame> : children;

export function App() {
  return (
    <ThemeProvider>
      <ThemeSync />
      <LocaleProvider>
        <Frame>
          <Gate>
            <ShopApi>
              <RouterProvider router={router} />
            </ShopApi>
          </Gate>
        </Frame>
      </LocaleProvider>
    </ThemeProvider>
  );
}
