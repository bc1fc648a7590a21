// A file of the schemas that nothing comes of is said, by check and generate; modules that others import are none.
import { expect, test } from "vitest";
import { planChanged, project, tracklake } from "./harness.js";

const shared =
  'import { Type } from "@tracklake/schema";\nexport const seats = Type.Integer({ description: "Paid seats." });\n';
const using = (from: string, what = "{ seats }") =>
  `import ${what} from "${from}";\n${planChanged.replace("plan_changed", "seats_bought")}`;

test.each<[string, Record<string, string>]>([
  [
    "a definition that is not exported",
    { "schemas/left.ts": planChanged.replace("export default", "export const seats = 5;") },
  ],
  [
    "a definition within a list",
    { "schemas/left.ts": planChanged.replace(/export default ([\s\S]*);/, "export default [$1];") },
  ],
  ["a helper that nobody imports", { "schemas/left.ts": shared }],
  ["an empty file", { "schemas/left.ts": "" }],
  ["a file in JavaScript", { "schemas/left.mjs": "export const seats = 5;\n" }],
])("%s is a warning with its file, in check and in generate", async (_, files) => {
  const root = project(files);
  const [file = ""] = Object.keys(files);
  const checked = await tracklake(root, ["check", "--format", "json"]);
  expect(checked.code).toBe(0);
  expect(JSON.parse(checked.stdout).findings).toEqual([
    expect.objectContaining({ rule: "no-definition", severity: "warning", file }),
  ]);
  const generated = await tracklake(root, ["generate"]);
  expect(generated.code).toBe(0);
  expect(generated.stderr).toMatch(
    /^schemas\/left\.m?[jt]s\n {2}warning .*nothing comes of it\. {2}\[no-definition\]\n {4}Export/,
  );
});

test("a default export that defineEvent did not make is a warning although it is imported", async () => {
  const bare = planChanged.replace("defineEvent({", "({").replace("plan_changed", "plan_left");
  const root = project({ "schemas/bare.ts": bare, "schemas/user.ts": using("./bare.js", "bare") });
  const { code, stderr } = await tracklake(root, ["generate"]);
  expect(code).toBe(0);
  expect(stderr).toContain("did not come from defineEvent");
  expect(stderr).toContain("Write export default defineEvent({ … }).");
});

test.each<[string, Record<string, string>]>([
  ["by its name", { "schemas/types/seats.ts": shared, "schemas/b.ts": using("./types/seats.ts") }],
  ["as JavaScript will find it", { "schemas/types/seats.ts": shared, "schemas/b.ts": using("./types/seats.js") }],
  ["without an ending", { "schemas/types/seats.ts": shared, "schemas/b.ts": using("./types/seats") }],
  ["as a folder", { "schemas/types/index.ts": shared, "schemas/b.ts": using("./types/index.js") }],
  ["from a folder beside it", { "schemas/a/seats.ts": shared, "schemas/b/b.ts": using("../a/seats.js") }],
  [
    "for its types alone",
    { "schemas/seats.ts": "export type Seats = number;\n", "schemas/b.ts": using("./seats.js", "type { Seats }") },
  ],
  [
    "through another helper",
    {
      "schemas/seats.ts": shared,
      "schemas/types.ts": 'export * from "./seats.js";\n',
      "schemas/b.ts": using("./types.js"),
    },
  ],
])("a module that a schema imports %s is left alone", async (_, files) => {
  expect(await tracklake(project(files), ["generate"])).toMatchObject({ code: 0, stderr: "" });
});

test("a context alone is a definition", async () => {
  const context =
    'import { defineContext, Type } from "@tracklake/schema";\n' +
    'export const user = defineContext({ name: "user", properties: Type.Object({ user_id: Type.String() }) });\n';
  expect(await tracklake(project({ "schemas/user.ts": context }), ["generate"])).toMatchObject({ code: 0, stderr: "" });
});
