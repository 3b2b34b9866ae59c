import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { show } from "~/testing/render";
import { foundThings, pickThing } from "~/testing/things";
import { forgetKept } from "~/ui/useKept";
import { beginningOf, delimiterOf, recordsIn, type Beginning } from "./csv";
import { ImportPage } from "./ImportPage";
import { faultsOf, guessedMapping } from "./mapping";
import { TransferList } from "./TransferList";
import { TransferPage } from "./TransferPage";

const FIELDS = {
  automationCustomFields: {
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: [{ node: { id: "f", slug: "colour", name: "Colour" } }],
  },
};
const LISTS = foundThings(["news", "Newsletter"]);
const TRANSFER = {
  id: "transfer-1",
  kind: "IMPORT",
  state: "DONE",
  fileName: "people.csv",
  isDryRun: false,
  total: 3,
  done: 2,
  created: 1,
  updated: 1,
  failed: 1,
  createdAt: "2026-03-01T10:00:00Z",
  finishedAt: "2026-03-01T10:01:00Z",
  problem: "",
  expiresAt: "2026-03-08T10:00:00Z",
  firstErrors: [{ line: 3, column: "E-Mail", value: "nobody", reason: "This is not an e-mail address." }],
};
const AT = { path: "/transfers/transfer-1", route: "/transfers/:id" };
const csv = (text: string | Uint8Array<ArrayBuffer>, name = "people.csv") =>
  new File([text], name, { type: "text/csv" });
const chooser = () => screen.getByLabelText("CSV file");
const button = (name: string) => screen.getByRole("button", { name });

beforeEach(() => forgetKept());

it("guesses columns, shows the first rows, and sends file, columns, consent and marks", async () => {
  const { asked, router } = show(<ImportPage />, {
    answers: {
      ImportFields: FIELDS,
      ThingLists: LISTS,
      ContactImport: { automationContactImport: { transfer: { id: "transfer-1" }, errors: [] } },
    },
  });
  await userEvent.upload(chooser(), csv('E-Mail;Nome;Colour;Note\nada@example.com;"Ada ""A"" 🌸";red;x\n'));
  expect(await screen.findByText('Ada "A" 🌸')).toBeInTheDocument();
  expect(screen.getByRole("combobox", { name: "E-Mail becomes" })).toHaveValue("email");
  expect(screen.getByRole("combobox", { name: "Nome becomes" })).toHaveValue("first_name");
  expect(screen.getByRole("combobox", { name: "Colour becomes" })).toHaveValue("fields.colour");
  expect(screen.getByRole("combobox", { name: "Note becomes" })).toHaveValue("");

  await userEvent.selectOptions(
    screen.getByRole("combobox", { name: "Everybody in the file" }),
    "SUBSCRIBED",
  );
  expect(button("Import")).toBeDisabled();
  await userEvent.type(screen.getByRole("textbox", { name: "Where they said it *" }), "Fair");
  await userEvent.click(button("Choose …"));
  await userEvent.click(await screen.findByRole("checkbox", { name: "Newsletter" }));
  await userEvent.click(button("Take 1"));
  await userEvent.type(screen.getByRole("textbox", { name: "Everybody gets the tags" }), "VIP, Fair 2026");
  await userEvent.click(button("Import"));

  await waitFor(() => expect(router.state.location.pathname).toBe("/transfers/transfer-1"));
  expect(asked.find(({ operation }) => operation === "ContactImport")!.variables.input).toEqual({
    file: null,
    columns: [
      { column: "E-Mail", target: "email" },
      { column: "Nome", target: "first_name" },
      { column: "Colour", target: "fields.colour" },
      { column: "Note", target: "" },
    ],
    lists: ["news"],
    tags: ["VIP", "Fair 2026"],
    consent: { state: "SUBSCRIBED", source: "Fair" },
    delimiter: ";",
    isDryRun: false,
    overwrites: true,
    startsJourneys: false,
  });
});

it("asks for the column of the address before anything can be sent, and for one of each", async () => {
  show(<ImportPage />, { answers: { ImportFields: FIELDS } });
  await userEvent.upload(chooser(), csv("Kunde,Name\nada@example.com,Ada\n"));
  expect(await screen.findByText(/No column holds the e-mail address/)).toBeInTheDocument();
  expect(button("Check first")).toBeDisabled();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Kunde becomes" }), "first_name");
  expect(screen.getByText(/Two columns become “First name”/)).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Kunde becomes" }), "email");
  expect(button("Check first")).toBeEnabled();
});

it("keeps what was chosen when the shop refuses the file, and says why", async () => {
  const refused = { field: "file", message: "The file is larger than 200 MB; split it.", code: "INVALID" };
  show(<ImportPage />, {
    answers: {
      ImportFields: FIELDS,
      ContactImport: { automationContactImport: { transfer: null, errors: [refused] } },
    },
  });
  await userEvent.upload(chooser(), csv("email\nada@example.com\n"));
  await userEvent.click(await screen.findByRole("button", { name: "Check first" }));
  expect(await screen.findByText("The file is larger than 200 MB; split it.")).toBeInTheDocument();
  expect(screen.getByText("people.csv")).toBeInTheDocument();
  expect(button("Import")).toBeEnabled();
});

it.each([
  ["The file is empty", ""],
  ["This is an Excel workbook, not a CSV file", "PK\u0003\u0004rest"],
  ["This is no text file", "\u0000\u0001\u0002"],
  ["There are no rows below the first line", "email,name\n"],
])("says “%s”", async (words, content) => {
  show(<ImportPage />, { answers: { ImportFields: FIELDS } });
  await userEvent.upload(chooser(), csv(content));
  expect(await screen.findByRole("alert")).toHaveTextContent(words);
  expect(screen.queryByRole("button", { name: "Import" })).not.toBeInTheDocument();
});

it("reads another encoding, and leaves it to the reader to choose one", async () => {
  show(<ImportPage />, { answers: { ImportFields: FIELDS } });
  const latin = new Uint8Array([...new TextEncoder().encode("email,city\na@b.it,Citt"), 0xe0, 0x0a]);
  await userEvent.upload(chooser(), csv(latin));
  expect(await screen.findByText("Città")).toBeInTheDocument();
  expect(screen.getByText(/The file is not UTF-8/)).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Encoding" }), "utf-8");
  expect(await screen.findByText("Citt\uFFFD")).toBeInTheDocument();
});

it("tells how an import went, with its errors, and fetches a new link for all of them", async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const links = {
    id: "transfer-1",
    fileName: "people.csv",
    fileUrl: null,
    errorsUrl: "http://shop.test/files/x",
  };
  show(<TransferPage />, {
    ...AT,
    answers: { Transfer: { automationTransfer: TRANSFER }, TransferLinks: { automationTransfer: links } },
  });
  expect(await screen.findByText("2 rows were imported")).toBeInTheDocument();
  const row = within(screen.getByRole("row", { name: /nobody/ }));
  expect(row.getByRole("cell", { name: "3" })).toBeInTheDocument();
  expect(row.getByText("This is not an e-mail address.")).toBeInTheDocument();
  await userEvent.click(button("Download all errors"));
  await waitFor(() => expect(clicked).toHaveBeenCalledTimes(1));
  expect(clicked.mock.contexts[0]).toHaveProperty("href", "http://shop.test/files/x");
});

it("is no success when not one row could be taken", async () => {
  const nothing = { ...TRANSFER, done: 0, created: 0, updated: 0, failed: 3 };
  show(<TransferPage />, { ...AT, answers: { Transfer: { automationTransfer: nothing } } });
  expect(await screen.findByRole("alert")).toHaveTextContent("No row could be taken over");
});

it("follows an import that is running, and stops it", async () => {
  let state = "RUNNING";
  const { asked } = show(<TransferPage />, {
    ...AT,
    answers: {
      Transfer: () => ({ automationTransfer: { ...TRANSFER, state, total: 10, firstErrors: [], failed: 0 } }),
      TransferCancel: () => {
        state = "CANCELLED";
        return { automationTransferCancel: { transfer: { id: "transfer-1" }, errors: [] } };
      },
    },
  });
  expect(await screen.findByRole("progressbar")).toHaveAttribute("aria-valuenow", "20");
  await userEvent.click(button("Stop"));
  expect(await screen.findByText("It was stopped")).toBeInTheDocument();
  expect(asked.some(({ operation }) => operation === "TransferCancel")).toBe(true);
  expect(screen.queryByRole("button", { name: "Stop" })).not.toBeInTheDocument();
});

it("exports a list", async () => {
  const none = { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
  const { asked, router } = show(<TransferList />, {
    answers: {
      Transfers: { automationTransfers: none },
      ThingLists: LISTS,
      ContactExport: { automationContactExport: { transfer: { id: "transfer-2" }, errors: [] } },
    },
  });
  expect(await screen.findByText("Nothing was imported or exported yet")).toBeInTheDocument();
  await userEvent.click(button("Export contacts"));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Whom" }), "Subscribers of a list");
  expect(button("Export")).toBeDisabled();
  await pickThing("List * Choose …", "Newsletter");
  await userEvent.click(button("Export"));
  await waitFor(() => expect(router.state.location.pathname).toBe("/transfers/transfer-2"));
  expect(asked.find(({ operation }) => operation === "ContactExport")!.variables).toEqual({ list: "news" });
});

it("splits records at what stands outside of quotes", () => {
  expect(delimiterOf('"a,b";c;d')).toBe(";");
  expect(delimiterOf("email")).toBe(",");
  expect(recordsIn('a,"b\nc"\n\n1,"x""y",\n', ",", 9, true)).toEqual([
    ["a", "b\nc"],
    ["1", 'x"y', ""],
  ]);
  expect(recordsIn("a,b\n1,2\n3", ",", 9, false)).toHaveLength(2);
});

it("reads a file that marks its own encoding", async () => {
  const text = "\uFEFFemail,name\na@b.it,Zoë\n";
  const utf16 = new Uint8Array(
    [...text].flatMap((sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]),
  );
  for (const content of [new TextEncoder().encode(text), utf16]) {
    const found = (await beginningOf(new Blob([content]))) as Beginning;
    expect(found).toMatchObject({ header: ["email", "name"], rows: [["a@b.it", "Zoë"]], isGuessed: false });
  }
});

it("maps what it knows once, and names every fault", () => {
  const fields = [{ slug: "shoe_size", name: "Schuhgröße" }];
  expect(guessedMapping(["EMAIL", "Mail", "Schuhgröße", "Zip"], fields)).toEqual({
    EMAIL: "email",
    Mail: "",
    Schuhgröße: "fields.shoe_size",
    Zip: "postal_code",
  });
  expect(faultsOf(["a", "a", ""], {}).map(({ kind }) => kind)).toEqual(["sameColumn", "noName", "noEmail"]);
});
