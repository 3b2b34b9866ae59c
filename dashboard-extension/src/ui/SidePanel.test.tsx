import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { show } from "~/testing/render";
import { Dialog } from "./Dialog";
import { SidePanel } from "./SidePanel";

function WithDialog({ onClose }: { onClose: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <SidePanel title="Step" onClose={onClose}>
      <button type="button" onClick={() => setOpen(true)}>
        Choose
      </button>
      <Dialog title="Facts" isOpen={isOpen} onClose={() => setOpen(false)} actions={null}>
        <button type="button">One</button>
      </Dialog>
    </SidePanel>
  );
}

it("closes with Escape, but leaves the Escape of a dialog to the dialog", async () => {
  const user = userEvent.setup();
  let closed = 0;
  show(<WithDialog onClose={() => (closed += 1)} />);

  await user.click(screen.getByRole("button", { name: "Choose" }));
  await screen.findByRole("dialog", { name: "Facts" });
  await user.keyboard("{Escape}");
  expect([screen.queryByRole("dialog"), closed]).toEqual([null, 0]);

  await user.click(screen.getByRole("button", { name: "Choose" }));
  await user.keyboard("{Escape}");
  screen.getByRole("button", { name: "Choose" }).focus();
  await user.keyboard("{Escape}");
  expect(closed).toBe(1);
});
