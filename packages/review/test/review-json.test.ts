// The published JSON Schema of a review, held to what is printed: everything that is printed is described.
import { loadRegistry, memoryStore, publish, withDrafts } from "@tracklake/registry";
import { type Review, renderReviewJson, reviewChanges } from "@tracklake/review";
import { column, defineEvent, Type, toEventModel } from "@tracklake/schema";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import reviewSchema from "../json-schema/review.schema.json" with { type: "json" };

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const model = (name: string, properties: Parameters<typeof Type.Object>[0], major = 1) =>
  toEventModel(
    defineEvent({ name, major, description: "An event.", retention: 30, properties: Type.Object(properties) }),
  ).model;

async function reviews(): Promise<Review[]> {
  const store = memoryStore();
  const plan = { plan: Type.Union([Type.Literal("free"), Type.Literal("pro")]), seats: Type.Integer() };
  const gone = model("user_left", {});
  await publish(store, [model("plan_changed", plan), gone]);
  const registry = await loadRegistry(store);
  const changed = [
    model("plan_changed", {
      plan: Type.Union([Type.Literal("free")]),
      seats: Type.String(),
      price: column.decimal(8, 2),
    }),
    model("plan_changed", { plan: Type.Union([Type.Literal("free")]), seats: Type.Number() }, 2),
    model("user_joined", { name: Type.String() }),
  ];
  const events = withDrafts(registry, changed);
  const first = reviewChanges(registry, events, lake, { today: "2026-01-15" });
  const fingerprints = first.events.flatMap(({ changes }) => changes.map(({ judgement }) => judgement));
  const acknowledgements = fingerprints.map(({ fingerprint, rule, event, path }, index) => ({
    fingerprint,
    rule,
    event,
    path,
    reason: "it is intended",
    author: "Aki",
    expires: index % 2 === 0 ? "2026-12-31" : "2026-01-01",
  }));
  const second = reviewChanges(registry, events, lake, {
    today: "2026-01-15",
    acknowledgements,
    base: { ref: "main", commit: "0".repeat(40), models: [gone, ...changed.slice(0, 1)] },
    place: () => ({ file: "schemas/plan-changed.ts", line: 3, column: 5 }),
    findings: [{ rule: "owner", severity: "warning", path: "plan_changed", message: "it has no owner.", line: 3 }],
    queries: [
      {
        file: "queries/a.sql",
        line: 1,
        column: 8,
        event: "plan_changed",
        field: "seats",
        change: "type-changed",
        certainty: "certain",
        text: "seats",
      },
    ],
    remarks: ["The definitions do not load."],
  });
  return [first, second];
}

/** The same schema, with nothing allowed that it does not describe. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const describes = typeof inner.properties === "object" && inner.type !== undefined;
  return describes ? { ...inner, additionalProperties: false } : inner;
}

test("what is printed is what the schema describes, all of it", async () => {
  const validate = new Ajv({ strict: false }).compile(closed(reviewSchema) as object);
  for (const review of await reviews()) {
    const printed: unknown = JSON.parse(renderReviewJson(review));
    expect([validate(printed), validate.errors]).toEqual([true, null]);
  }
});

test("the schema refuses what is no review", () => {
  const validate = new Ajv({ strict: false }).compile(reviewSchema);
  expect(validate({ verdict: "fine" })).toBe(false);
  expect(validate({})).toBe(false);
});
