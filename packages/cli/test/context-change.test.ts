// One change of a context reaches every event that lists it: said once, acknowledged by one command.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readAcknowledgements } from "@tracklake/compat";
import { beforeEach, describe, expect, test } from "vitest";
import { project, tracklake, write } from "./harness.js";

const context = `import { defineContext, Type } from "@tracklake/schema";
export const user = defineContext({
  name: "user",
  description: "Who did it.",
  properties: Type.Object({
    user_code: Type.String({ maxLength: 40, description: "Code in the accounts service." }),
    tier: Type.Optional(Type.String({ maxLength: 9, description: "What the user pays for." })),
  }),
});
`;
const event = (name: string) => `import { defineEvent, Type } from "@tracklake/schema";
import { user } from "./user.js";
export default defineEvent({
  name: "${name}",
  description: "Something happened.",
  answers: ["How often?"],
  contexts: [user],
  properties: Type.Object({ count: Type.Integer({ description: "How many there were.", maximum: 9 }) }),
});
`;
const names = ["cart_filled", "order_placed", "page_viewed"];
const narrowed = { "schemas/user.ts": context.replace("maxLength: 40", "maxLength: 20") };

let root: string;
beforeEach(async () => {
  const events = Object.fromEntries(names.map((name) => [`schemas/${name}.ts`, event(name)]));
  root = project({ "schemas/user.ts": context, ...events });
  expect((await tracklake(root, ["publish"])).code).toBe(0);
  write(root, narrowed);
});

const kept = () => readAcknowledgements(readFileSync(join(root, "schemas/acknowledgements.json"), "utf8"));
/** The command that a text prints. */
const printed = (text: string) =>
  /npx tracklake (acknowledge(?: [0-9a-f]{12})+) --reason "why"/.exec(text)?.[1]?.split(" ") ?? [];
const acknowledge = (names: readonly string[], reason = "never longer") =>
  tracklake(root, [...names, "--reason", reason, "--author", "Aki"]);

test("check, publish and annotations say it once, with its events", async () => {
  const checked = await tracklake(root, ["check"]);
  expect(checked.stdout.match(/CONSTRAINT_TIGHTENED/g)).toHaveLength(1);
  expect(checked.stdout).toMatch(
    /^schemas\/user\.ts\n {2}6:5 {2}error {2}user\.user_code {2}.*In cart_filled, order_placed and page_viewed\./,
  );
  const published = await tracklake(root, ["publish"]);
  expect(published.stderr.match(/CONSTRAINT_TIGHTENED/g)).toHaveLength(1);
  expect(printed(published.stderr)).toHaveLength(4);
  const { stdout } = await tracklake(root, ["review", "--format", "github"]);
  expect(stdout.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^::error file=schemas\/user\.ts,line=6,col=5,/),
  ]);
});

test("review explains it at the first event, and says of the others where", async () => {
  const { stdout } = await tracklake(root, ["review"]);
  expect(stdout.match(/Old rows may lie outside/g)).toHaveLength(1);
  expect(stdout.match(/\[CONSTRAINT_TIGHTENED\] {2}as in cart_filled$/gm)).toHaveLength(2);
  const { stdout: comment } = await tracklake(root, ["review", "--format", "markdown"]);
  expect(comment.match(/\| as in `cart_filled` \|$/gm)).toHaveLength(2);
  const commands = comment.split("\n").filter((line) => line.startsWith("npx tracklake acknowledge"));
  expect(commands).toEqual([
    expect.stringContaining("# CONSTRAINT_TIGHTENED: cart_filled, order_placed and page_viewed, user.user_code"),
  ]);
  const { events } = JSON.parse((await tracklake(root, ["review", "--json"])).stdout);
  expect(
    events.map(
      ({ changes: [{ alsoIn, sameAs }] }: { changes: [object & { alsoIn?: string[]; sameAs?: string }] }) =>
        alsoIn ?? sameAs,
    ),
  ).toEqual([["order_placed", "page_viewed"], "cart_filled", "cart_filled"]);
});

describe("acknowledged", () => {
  test("by the one command that is printed, which lets every event through", async () => {
    const { stdout } = await tracklake(root, ["review"]);
    const done = await acknowledge(printed(stdout));
    expect(done).toMatchObject({ code: 0, stderr: "" });
    for (const name of names) expect(done.stdout).toContain(`: ${name}: user.user_code, CONSTRAINT_TIGHTENED, by Aki.`);
    expect(kept().map(({ event: of }) => of)).toEqual(names);
    expect((await tracklake(root, ["check"])).code).toBe(0);
    expect((await tracklake(root, ["publish"])).code).toBe(0);
  });

  test("by its path and rule in all of them, by an event and the rule in that alone", async () => {
    await acknowledge(["acknowledge", "order_placed", "CONSTRAINT_TIGHTENED"]);
    expect(kept().map(({ event: of }) => of)).toEqual(["order_placed"]);
    expect((await tracklake(root, ["check"])).stdout).toContain("In cart_filled and page_viewed.");
    await acknowledge(["acknowledge", "CONSTRAINT_TIGHTENED", "--path", "user.user_code"]);
    expect(kept()).toHaveLength(3);
  });

  test("again: what it was is said, and nothing is said where it is the same", async () => {
    const command = printed((await tracklake(root, ["review"])).stdout);
    await acknowledge(command);
    expect((await acknowledge(command)).stdout).not.toContain("Replaced");
    const { stdout } = await acknowledge(command, "a better reason");
    expect(stdout).toMatch(
      /Replaced: order_placed: user\.user_code, CONSTRAINT_TIGHTENED, was "never longer", by Aki until \d{4}-/,
    );
    expect(kept().map(({ reason }) => reason)).toEqual(Array(3).fill("a better reason"));
    const { stdout: json } = await tracklake(root, [...command, "--reason", "third", "--author", "Aki", "--json"]);
    expect(JSON.parse(json).replaced).toMatchObject(Array(3).fill({ reason: "a better reason" }));
  });

  test.each<[string, string[], RegExp]>([
    [
      "names of no change, listed with their events",
      ["page_viewed", "FIELD_REMOVED"],
      /# CONSTRAINT_TIGHTENED page_viewed: user\.user_code/,
    ],
    ["a name among fingerprints", ["aaaaaaaaaaaa", "order_placed", "bbbbbbbbbbbb"], /"order_placed" is none/],
    ["a fingerprint of nothing among others", ["aaaaaaaaaaaa", "bbbbbbbbbbbb"], /No change is named so/],
  ])("not by %s", async (_, argv, want) => {
    const { code, stderr } = await acknowledge(["acknowledge", ...argv]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(want)]);
  });
});

test("what an event has of its own stays its own", async () => {
  for (const name of names) write(root, { [`schemas/${name}.ts`]: event(name).replace("maximum: 9", "maximum: 5") });
  write(root, { "schemas/user.ts": context });
  const { stdout } = await tracklake(root, ["check"]);
  for (const name of names) expect(stdout).toMatch(new RegExp(`error  ${name}\\.count  .*\\[CONSTRAINT_TIGHTENED\\]`));
});
