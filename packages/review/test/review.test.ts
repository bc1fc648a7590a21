import { loadRegistry, memoryStore, publish, type Registry, withDrafts } from "@tracklake/registry";
import {
  acknowledgedByLabel,
  type ReviewOptions,
  renderReviewMarkdown,
  renderReviewText,
  reviewChanges,
  reviewFindings,
  unsoundReview,
} from "@tracklake/review";
import { column, defineContext, defineEvent, type EventModel, Type, toEventModel } from "@tracklake/schema";
import { describe, expect, test } from "vitest";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const today = "2026-01-15";
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

async function published(...models: EventModel[]): Promise<Registry> {
  const store = memoryStore();
  await publish(store, models);
  return loadRegistry(store);
}

function reviewOf(registry: Registry, models: readonly EventModel[], options: ReviewOptions = {}) {
  return reviewChanges(registry, withDrafts(registry, models), lake, { today, ...options });
}

async function review() {
  const fresh = toEventModel(
    defineEvent({ name: "user_joined", description: "A user joined.", owner: "growth" }),
  ).model;
  const changed = plan(["free", "team"], {
    seats: Type.Optional(Type.Integer({ minimum: 1, description: "Paid seats." })),
    price: column.decimal(8, 2),
  });
  return reviewOf(await published(plan(["free", "pro"]), left), [changed, left, fresh]);
}

test("a review is data: verdicts, columns, the table to come", async () => {
  const { events, unchanged, verdict, deployOrder } = await review();
  expect({ unchanged, verdict }).toEqual({ unchanged: 1, verdict: "breaks" });
  expect(events.map(({ event, before, revision, bump }) => [event, before, revision, bump])).toEqual([
    ["plan_changed", 1, 2, "revision"],
    ["user_joined", null, 1, "revision"],
  ]);
  expect(events[0]?.changes.map(({ judgement: { rule, path }, level }) => [rule, path, level])).toEqual([
    ["ENUM_VALUE_ADDED", "plan_changed.plan", "note"],
    ["ENUM_VALUE_REMOVED", "plan_changed.plan", "error"],
    ["FIELD_ADDED", "plan_changed.parts[].seats", "safe"],
    ["REQUIRED_FIELD_ADDED", "plan_changed.parts[].price", "warning"],
    ["FIELD_ADDED", "plan_changed.seats", "safe"],
    ["REQUIRED_FIELD_ADDED", "plan_changed.price", "warning"],
  ]);
  expect(events[0]?.table.newColumns.map(({ name, type }) => [name, type])).toEqual([
    ["seats", "bigint"],
    ["price", "decimal(8,2)"],
  ]);
  expect(events[0]?.table.changedColumns).toEqual([
    {
      name: "parts",
      was: "array<struct<sku:string>>",
      is: "array<struct<sku:string,seats:bigint,price:decimal(8,2)>>",
    },
  ]);
  expect(events[0]?.table.ddl).toMatch(/CREATE EXTERNAL TABLE/);
  expect(events[0]?.table.glue).toMatch(/^~ table acme_store\.plan_changed_v1\n[\s\S]* {4}\+ column seats bigint/);
  expect(deployOrder.map(({ action }) => action)).toEqual([
    "apply-tables",
    "replace-views",
    "deploy-code",
    "remove-calls",
  ]);
});

test.each([
  ["md", renderReviewMarkdown],
  ["txt", renderReviewText],
] as const)("as %s it reads well", async (extension, render) => {
  await expect(render(await review())).toMatchFileSnapshot(`golden/review.${extension}`);
});

test("a review survives JSON, and little is said when nothing differs", async () => {
  expect(JSON.parse(JSON.stringify(await review()))).toEqual(await review());
  const none = reviewOf(await published(left), [left]);
  expect(renderReviewText(none)).toBe("Nothing differs. 1 unchanged event.\n");
  expect(renderReviewMarkdown(none)).toBe(
    "<!-- tracklake-review -->\n\n### Event schemas: ✅ nothing differs\n\nAgainst everything published. 1 unchanged event.\n",
  );
});

test("a context that goes breaks callers unless another event still lists it", async () => {
  const joined = (...contexts: (typeof user)[]) =>
    toEventModel(defineEvent({ name: "user_joined", description: "A user joined.", contexts })).model;
  const caller = async (...others: EventModel[]) => {
    const registry = await published(joined(user), ...others);
    const { events } = reviewOf(registry, [joined(), ...others]);
    return events[0]?.changes.map(({ judgement: { rule, verdicts } }) => [rule, verdicts.CALLER]);
  };
  expect(await caller()).toEqual([["CONTEXT_REMOVED", "break"]]);
  expect(await caller(left)).toEqual([["CONTEXT_REMOVED", "break"]]);
  expect(await caller(left, plan(["free"]))).toEqual([["CONTEXT_REMOVED", "tolerated"]]);
});

test("what cannot be compared is said, and nothing is guessed", () => {
  const finding = { rule: "no-column", severity: "error", path: "a.b", message: "it has no column." } as const;
  const text = renderReviewMarkdown(unsoundReview([finding], null));
  expect(text).toContain("### Event schemas: ❌ 1 error to correct before anything can be compared");
  expect(text).toContain("| error | `a.b` | it has no column. (`no-column`) |");
});

test("an event that is defined no more is retired, and one that comes back says so", async () => {
  const store = memoryStore();
  await publish(store, [plan(["free"]), left]);
  const before = await loadRegistry(store);
  const gone = reviewOf(before, [plan(["free"])]);
  expect(gone).toMatchObject({ events: [], retired: [{ event: "user_left", major: 1, revision: 1 }], unchanged: 1 });
  const line = "user_left 1.1 retired: it is defined no more; its table and view stay";
  expect(renderReviewText(gone)).toMatch(new RegExp(`^${line}\n`));
  expect(renderReviewMarkdown(gone)).toContain(`#### ${line.replace("user_left", "`user_left`")}\n`);
  await publish(store, [plan(["free"])], { retire: [{ name: "user_left", major: 1 }] });
  const back = reviewOf(await loadRegistry(store), [plan(["free"]), left]);
  expect(back.events).toMatchObject([{ event: "user_left", before: 1, revision: 2, returns: true, changes: [] }]);
  expect(renderReviewText(back)).toContain("user_left 1.1 → 1.2 (was retired, defined again)\n");
});

describe("a new major", () => {
  const seats = (type: "Integer" | "String" | "Number", major: number) =>
    toEventModel(
      defineEvent({
        name: "plan_changed",
        major,
        properties: Type.Object({ plan: Type.String(), seats: Type.Optional(Type[type]()) }),
      }),
    ).model;

  test("is a change of the event, whose view says what becomes of its columns", async () => {
    const review = reviewOf(await published(seats("Integer", 1)), [seats("String", 2)]);
    expect(review).toMatchObject({ verdict: "warnings", retired: [], unchanged: 0 });
    const [event] = review.events;
    expect(event).toMatchObject({ major: 2, before: null, follows: { major: 1, revision: 1 } });
    expect(event?.table.viewColumns).toEqual([{ view: "plan_changed", name: "seats", was: "bigint", is: "string" }]);
    const [first = ""] = event?.changes.map(({ advice }) => advice) ?? [];
    expect(event?.changes.map(({ advice }) => advice).join()).not.toContain("Set the next major");
    expect(first).not.toBe("");
    const text = renderReviewText(review);
    expect(text).toMatch(/^plan_changed 1\.1 → 2\.1 \(new major\)\n/);
    expect(text).toContain("  ~ view plan_changed: column seats bigint → string\n");
    expect(text).toContain("1 warning, nothing stops this change. 1 new major.");
    expect(text).not.toContain("retired");
  });

  test("says where older rows have what cannot be read as the new type", async () => {
    const review = reviewOf(await published(seats("Number", 1)), [seats("Integer", 2)]);
    expect(renderReviewMarkdown(review)).toContain(
      "- view `plan_changed`: column `seats` `double` → `bigint`; older rows have it in `seats_v1`",
    );
  });

  test("that goes on when an older one is defined no more is said, and nothing is warned of", async () => {
    const registry = await published(seats("Integer", 1), seats("String", 2));
    const review = reviewOf(registry, [seats("String", 2)]);
    expect(review).toMatchObject({ retired: [{ major: 1, successor: 2, changes: [] }], deployOrder: [] });
    expect(renderReviewText(review)).toContain("plan_changed 1.1 retired: major 2 goes on;");
    expect(renderReviewMarkdown(review)).toContain("1 retired major, 1 unchanged event.");
  });
});

test("what has to be acknowledged and breaks nothing is called a change", async () => {
  const email = (pii?: "hash") =>
    toEventModel(
      defineEvent({ name: "user_left", properties: Type.Object({ email: Type.String(pii ? { pii } : {}) }) }),
    ).model;
  const review = reviewOf(await published(email("hash")), [email()]);
  expect(renderReviewMarkdown(review)).toContain("### Event schemas: ❌ 1 change to acknowledge\n");
  for (const text of [renderReviewText(review), renderReviewMarkdown(review), reviewFindings(review)[0]?.message]) {
    expect(text).toContain("No query and no call breaks, but personal data");
    expect(text).toContain("stored in clear from now on");
  }
});

test("changes, queries and calls say where, and link there", async () => {
  const options: ReviewOptions = {
    place: () => ({ file: "schemas/plan.ts", line: 3, column: 5 }),
    queries: [
      {
        file: "queries/a.sql",
        line: 2,
        column: 8,
        event: "plan_changed",
        field: "plan",
        change: "removed",
        certainty: "certain",
        text: "plan",
      },
    ],
  };
  const review = reviewOf(await published(plan(["free", "pro"])), [plan(["free"])], options);
  const call = {
    line: 4,
    column: 9,
    event: "plan_changed",
    path: "plan_changed.plan",
    rule: "ENUM_VALUE_REMOVED",
  } as const;
  const calls = Array.from({ length: 12 }, (_, index) => ({ ...call, file: `src/${index}.ts` }));
  const plain = renderReviewMarkdown({ ...review, calls });
  expect(plain).toContain("| ❌ `plan` allows `pro` no more<br>`schemas/plan.ts:3` |");
  expect(plain).toContain("| `queries/a.sql:2:8` |");
  expect(plain).toContain("- `src/9.ts:4:9` sends `plan_changed.plan`\n- … and 2 more\n");
  const linked = renderReviewMarkdown(
    { ...review, calls },
    { link: ({ file, line }) => `https://x.test/${file}#L${line}` },
  );
  expect(linked).toContain("allows `pro` no more<br>[`schemas/plan.ts:3`](https://x.test/schemas/plan.ts#L3) |");
  expect(linked).toContain("| [`queries/a.sql:2:8`](https://x.test/queries/a.sql#L2) |");
  expect(linked).toContain("- [`src/0.ts:4:9`](https://x.test/src/0.ts#L4) sends `plan_changed.plan`\n");
});

describe("against a base", () => {
  const base = (...models: EventModel[]) => ({ base: { ref: "main", commit: "0".repeat(40), models } });

  test("what the base breaks already does not stop the change", async () => {
    const registry = await published(plan(["free", "pro"]), left);
    const draft = plan(["free"]);
    const more = plan(["free"], { seats: Type.Optional(Type.Integer()) });
    const { verdict, events } = reviewOf(registry, [more, left], base(draft, left));
    const rules = (changes: (typeof events)[number]["changes"] = []) => changes.map(({ judgement }) => judgement.rule);
    expect(verdict).toBe("safe");
    expect(rules(events[0]?.existing)).toEqual(["ENUM_VALUE_REMOVED"]);
    expect(rules(events[0]?.changes)).toEqual(["FIELD_ADDED", "FIELD_ADDED"]);
    const findings = reviewFindings(reviewOf(registry, [more, left], base(draft, left)));
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([["ENUM_VALUE_REMOVED", "note"]]);
  });

  test("the same break on the change's own account does", async () => {
    const registry = await published(plan(["free", "pro"]));
    const { verdict, events } = reviewOf(registry, [plan(["free"])], base(plan(["free", "pro"])));
    expect([verdict, events[0]?.existing]).toEqual(["breaks", []]);
  });

  test("a draft of the base that the change leaves alone is not reviewed, but named", async () => {
    const registry = await published(plan(["free", "pro"]), left);
    const draft = plan(["free"]);
    const review = reviewOf(registry, [draft, left], base(draft, left));
    expect(review).toMatchObject({
      verdict: "nothing",
      events: [],
      standing: [{ event: "plan_changed", revision: 2 }],
    });
    expect(renderReviewMarkdown(review)).toContain("Not from this change (1)");
  });

  test("a draft that never was published may be taken back without a word", async () => {
    const registry = await published(left);
    expect(reviewOf(registry, [left], base(plan(["free"]), left))).toMatchObject({ verdict: "nothing", retired: [] });
  });

  test("an event that was gone at the base is not retired again", async () => {
    const registry = await published(plan(["free"]), left);
    expect(reviewOf(registry, [plan(["free"])], base(plan(["free"]))).retired).toEqual([]);
    expect(reviewOf(registry, [plan(["free"])], base(plan(["free"]), left)).retired).toHaveLength(1);
  });
});

test("a label lets through what can be acknowledged, and nothing that is refused", async () => {
  const registry = await published(plan(["free", "pro"], { seats: Type.Optional(Type.Integer()) }));
  const removed = reviewOf(registry, [plan(["free"], { seats: Type.Optional(Type.Integer()) })]);
  expect(removed.verdict).toBe("breaks");
  const labelled = acknowledgedByLabel(removed, "intended", () => true);
  expect(labelled.verdict).toBe("acknowledged");
  expect(renderReviewMarkdown(labelled, { label: "intended" })).toContain("Acknowledged by the label `intended`.");
  expect(renderReviewMarkdown(removed, { label: "intended" })).toContain("the label `intended` on the pull request");
  const refused = reviewOf(registry, [plan(["free", "pro"], { seats: Type.Optional(Type.String()) })]);
  expect(acknowledgedByLabel(refused, "intended", () => true).verdict).toBe("breaks");
  const uncovered = acknowledgedByLabel(removed, "intended", () => false);
  expect(uncovered.verdict).toBe("breaks");
  expect(renderReviewMarkdown(uncovered, { label: "intended" })).toContain("remove it and set it again to cover it.");
});
