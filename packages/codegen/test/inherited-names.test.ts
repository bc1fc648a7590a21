// Fields called as what every object has, `constructor` above all: they can be left out, are checked by the compiler and
// read from the value's own properties alone.
import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionsIn, generated } from "./client.js";
import { drafts, event, field } from "./events.js";
import { diagnostics } from "./type-check.js";

const text = { kind: "string" } as const;
const names = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== "__proto__");
const built = event(
  "house_built",
  [
    ...names.map((name) => field(name, text, { required: false })),
    field("inside", { kind: "struct", fields: [field("constructor", { kind: "integer" }, { required: false })] }),
  ],
  { contexts: [{ name: "constructor", fields: [field("firm", text)] }] },
);
const sold = event("house_sold", [field("constructor", text)]);

let directory: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ directory, remove } = await generated(drafts(built, sold)));
});
afterAll(() => remove());

test("the compiler lets them be left out, and sees what is mistyped", () => {
  const use = `import { createTracker } from "./index.js";
declare const tracker: ReturnType<typeof createTracker>;
tracker.houseBuilt({ inside: {} });
tracker.houseBuilt({ constructor: "Kajima", toString: null, valueOf: undefined, inside: { constructor: 5 } });
tracker.houseSold({ constructor: "Kajima" });
tracker.withContext({}, () => 1);
tracker.withContext({ constructor: { firm: "Kajima" } }, () => 1);
// @ts-expect-error: no text
tracker.houseBuilt({ constructor: 5, inside: {} });
// @ts-expect-error: no number
tracker.houseBuilt({ inside: { constructor: "5" } });
// @ts-expect-error: required
tracker.houseSold({});
// @ts-expect-error: no text
tracker.withContext({ constructor: { firm: 5 } }, () => 1);
`;
  expect(diagnostics(directory, { "use.ts": use })).toEqual({ "use.ts": [] });
});

test("only what is the value's own is read", async () => {
  const { events } = await definitionsIn(directory);
  const state = { unknown: 0, hash: () => undefined };
  const all = Object.fromEntries(names.map((name) => [name, `the ${name}`]));
  expect(JSON.parse(`{${events.house_built?.encode({ ...all, inside: {} }, state)?.slice(1)}}`)).toEqual({
    ...all,
    inside: {},
  });
  expect(events.house_built?.encode({ inside: {} }, state)).toBe(',"inside":{}');
  expect(events.house_sold?.encode({}, state)).toBeUndefined();
  expect(state.unknown).toBe(0);
});
