import { loadRegistry, memoryStore, publish, withDrafts } from "@tracklake/registry";
import {
  countFindings,
  renderFindingsJson,
  renderFindingsMarkdown,
  renderFindingsText,
  renderReviewMarkdown,
  renderReviewText,
  reviewChanges,
} from "@tracklake/review";
import { column, defineContext, defineEvent, type Finding, Type, toEventModel } from "@tracklake/schema";
import { expect, test } from "vitest";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const user = defineContext({ name: "user", properties: Type.Object({ user_id: Type.String({ description: "Id." }) }) });
const plan = (values: string[], more = {}) =>
  toEventModel(
    defineEvent({
      name: "plan_changed",
      description: "An organisation moved to another `plan` | tariff.",
      owner: "growth_*team*",
      contexts: [user],
      properties: Type.Object({
        plan: Type.Union(
          values.map((value) => Type.Literal(value)),
          { description: "The plan." },
        ),
        parts: Type.Array(Type.Object({ sku: Type.String(), ...more })),
        ...more,
      }),
    }),
  ).model;
const left = toEventModel(defineEvent({ name: "user_left", description: "A user left." })).model;

async function review() {
  const store = memoryStore();
  await publish(store, [plan(["free", "pro"]), left]);
  const registry = await loadRegistry(store);
  const fresh = toEventModel(
    defineEvent({ name: "user_joined", description: "A user joined.", owner: "growth" }),
  ).model;
  const changed = plan(["free", "team"], {
    seats: Type.Optional(Type.Integer({ minimum: 1, description: "Paid seats." })),
    price: column.decimal(8, 2),
  });
  return reviewChanges(registry, withDrafts(registry, [changed, left, fresh]), lake);
}

test("a review is data: changes, columns, the table to come", async () => {
  const { events, unchanged } = await review();
  expect(unchanged).toBe(1);
  expect(events.map(({ event, before, revision }) => [event, before, revision])).toEqual([
    ["plan_changed", 1, 2],
    ["user_joined", null, 1],
  ]);
  expect(events[0]?.changes.map(({ rule, path }) => [rule, path])).toEqual([
    ["ENUM_VALUE_ADDED", "plan_changed.plan"],
    ["ENUM_VALUE_REMOVED", "plan_changed.plan"],
    ["FIELD_ADDED", "plan_changed.parts[].seats"],
    ["REQUIRED_FIELD_ADDED", "plan_changed.parts[].price"],
    ["FIELD_ADDED", "plan_changed.seats"],
    ["REQUIRED_FIELD_ADDED", "plan_changed.price"],
  ]);
  expect(events[0]?.newColumns.map(({ name, type }) => [name, type])).toEqual([
    ["seats", "bigint"],
    ["price", "decimal(8,2)"],
  ]);
  expect(events[0]?.changedColumns).toEqual([
    {
      name: "parts",
      was: "array<struct<sku:string>>",
      is: "array<struct<sku:string,seats:bigint,price:decimal(8,2)>>",
    },
  ]);
  expect(events[0]?.ddl).toMatch(/CREATE EXTERNAL TABLE/);
});

test.each([
  ["md", renderReviewMarkdown],
  ["txt", renderReviewText],
] as const)("as %s it reads well", async (extension, render) => {
  await expect(render(await review())).toMatchFileSnapshot(`golden/review.${extension}`);
});

test("a review is data that survives JSON, and nothing is said when nothing differs", async () => {
  expect(JSON.parse(JSON.stringify(await review()))).toEqual(await review());
  const none = { events: [], retired: [], unchanged: 3 };
  expect([renderReviewText(none), renderReviewMarkdown(none)]).toEqual([
    "Nothing differs from history.\n",
    "### Event schemas\n\nNothing differs from history.\n",
  ]);
});

test("an event that is defined no more is retired, and one that comes back says so", async () => {
  const store = memoryStore();
  await publish(store, [plan(["free"]), left]);
  const before = await loadRegistry(store);
  const gone = reviewChanges(before, withDrafts(before, [plan(["free"])]), lake);
  expect(gone).toEqual({ events: [], retired: [{ event: "user_left", major: 1, revision: 1 }], unchanged: 1 });
  const line = "user_left 1.1 retired: it is defined no more; its table and view stay";
  expect(renderReviewText(gone)).toBe(`${line}\n\n1 retired event, 1 unchanged event.\n`);
  expect(renderReviewMarkdown(gone)).toContain(`#### ${line.replace("user_left", "`user_left`")}\n`);
  await publish(store, [plan(["free"])], { retire: [{ name: "user_left", major: 1 }] });
  const after = await loadRegistry(store);
  const back = reviewChanges(after, withDrafts(after, [plan(["free"]), left]), lake);
  expect(back.events).toMatchObject([{ event: "user_left", before: 1, revision: 2, returns: true, changes: [] }]);
  expect(renderReviewText(back)).toContain("user_left 1.1 → 1.2 (was retired, defined again)\n");
});

const findings: Finding[] = [
  {
    rule: "name-style",
    severity: "error",
    path: "PlanChanged",
    file: "schemas/a.ts",
    message: "it is not lower_snake.",
    suggestion: "Call it plan_changed.",
  },
  { rule: "owner", severity: "warning", path: "plan_changed", file: "schemas/a.ts", message: "it has no owner." },
  { rule: "revision-twice", severity: "error", path: "plan_changed v1", message: "twice.", was: "1.1", is: "1.2" },
];

test("findings are listed by file with what to do", () => {
  expect(renderFindingsText(findings)).toBe(`schemas/a.ts
  error  PlanChanged  it is not lower_snake.  [name-style]
    Call it plan_changed.
  warning  plan_changed  it has no owner.  [owner]

  error  plan_changed v1  twice.  [revision-twice]
    1.1 → 1.2

2 errors, 1 warning
`);
  expect(renderFindingsText([])).toBe("No findings.\n");
  expect(JSON.parse(renderFindingsJson(findings))).toEqual({ findings, counts: { error: 2, warning: 1, note: 0 } });
  expect(countFindings([])).toEqual({ error: 0, warning: 0, note: 0 });
});

test("findings in Markdown stay text, whatever is in them", () => {
  const hostile: Finding = {
    rule: "owner",
    severity: "warning",
    path: "a`b|c",
    message: "<b>*it*</b> | has no owner.",
  };
  expect(renderFindingsMarkdown([...findings.slice(0, 1), hostile])).toBe(`### Findings

| | where | what |
| --- | --- | --- |
| error | \`PlanChanged\` in \`schemas/a.ts\` | it is not lower\\_snake. Call it plan\\_changed. (\`name-style\`) |
| warning | \`\` a\`b\\|c \`\` | \\<b\\>\\*it\\*\\</b\\> \\| has no owner. (\`owner\`) |
`);
  expect(renderFindingsMarkdown([])).toBe("");
});
