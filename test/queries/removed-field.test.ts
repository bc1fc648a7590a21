// The law of affected queries: of queries that ran, those that fail once a field is gone are all reported, and those
// reported as certain all fail or, which is worse, read another column of the same name in silence from then on.
// DuckDB is the judge: the lake is opened with the field and without it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalLake, openLake } from "@tracklake/local";
import { allRevisions, loadRegistry, memoryStore, publish, withDrafts } from "@tracklake/registry";
import { affectedQueries, columnsUsed, queryCatalogue } from "@tracklake/review/queries";
import type { EventModel, FieldModel } from "@tracklake/schema";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lake, orderPlaced, planChanged } from "../../packages/review/test/queries-fixture.js";

/** The fields that are taken away in turn, each with the lake that has it no more. */
const fields: readonly [event: string, field: string][] = [
  ["order_placed", "total"],
  ["order_placed", "order_id"],
  ["order_placed", "buyer"],
  ["order_placed", "buyer.name"],
  ["order_placed", "items"],
  ["order_placed", "items[].price"],
  ["order_placed", "rates"],
  ["order_placed", "tags"],
  ["plan_changed", "plan"],
  ["plan_changed", "seats"],
  ["plan_changed", "order_id"],
];

const directory = mkdtempSync(join(tmpdir(), "tracklake-removed-"));
const without = new Map<string, { readonly lake: LocalLake; readonly relations: ReturnType<typeof queryCatalogue> }>();
let whole: LocalLake;
let relations: ReturnType<typeof queryCatalogue>;

beforeAll(async () => {
  const all = await revisionsOf([orderPlaced, planChanged]);
  relations = queryCatalogue(all, lake);
  whole = await openLake({ directory, lake, revisions: all });
  for (const [event, field] of fields) {
    const models = [orderPlaced, planChanged].map((model) => (model.name === event ? cut(model, field) : model));
    const revisions = await revisionsOf(models);
    const opened = await openLake({ directory, lake, revisions });
    without.set(`${event} ${field}`, { lake: opened, relations: queryCatalogue(revisions, lake) });
  }
});

afterAll(() => {
  for (const each of [whole, ...[...without.values()].map(({ lake: opened }) => opened)]) each.close();
  rmSync(directory, { recursive: true, force: true });
});

async function revisionsOf(models: readonly EventModel[]) {
  const store = memoryStore();
  await publish(store, models);
  const registry = await loadRegistry(store);
  return allRevisions(registry, withDrafts(registry, models));
}

/** The event as if it had never had the field. */
function cut(model: EventModel, path: string): EventModel {
  return { ...model, properties: cutFrom(model.properties, path.split(/\[\]\.|\./)) };
}

function cutFrom(all: readonly FieldModel[], [name, ...rest]: readonly string[]): FieldModel[] {
  return all.flatMap((field) => {
    if (field.name !== name) return [field];
    if (rest.length === 0) return [];
    const { type } = field;
    if (type.kind === "struct") return [{ ...field, type: { ...type, fields: cutFrom(type.fields, rest) } }];
    if (type.kind !== "array" || type.items.kind !== "struct") return [field];
    return [{ ...field, type: { ...type, items: { ...type.items, fields: cutFrom(type.items.fields, rest) } } }];
  });
}

const fails = (on: LocalLake, sql: string): Promise<string | undefined> =>
  on.query(sql).then(
    () => undefined,
    (error: unknown) => String(error),
  );

/** What is wrong with what is said of a query, for every field; empty when all is right. */
async function wrongs(sql: string): Promise<string[]> {
  const found: string[] = [];
  for (const [event, field] of fields) {
    const on = without.get(`${event} ${field}`);
    if (on === undefined) throw new TypeError(`there is no lake without ${field}`);
    const failure = await fails(on.lake, sql);
    const { affected, unread } = affectedQueries(
      [{ file: "q.sql", sql }],
      [{ event, field, change: "removed" }],
      relations,
    );
    if (unread.length > 0) found.push(`not read: ${unread[0]?.message}`);
    if (failure !== undefined && affected.length === 0) found.push(`${event}.${field} breaks it, not told: ${failure}`);
    const certain = affected.filter(({ certainty }) => certainty === "certain");
    const elsewhere = columnsUsed(sql, on.relations).columns;
    const silent = certain.filter(
      (place) => !elsewhere.some((use) => use.line === place.line && use.column === place.column),
    );
    if (failure === undefined && silent.length > 0)
      found.push(`${event}.${field} is told as certain, does not break it`);
  }
  return found;
}

const flat = fc.constantFrom("plan", "seats", "p.order_id", "plan_changed.plan", '"SEATS"').map((name) => name);
const deep = fc.constantFrom(
  "total",
  "o.order_id",
  "buyer__name",
  "o.buyer__email",
  "items[1].price",
  "element_at(items, 1).sku",
  "cardinality(tags)",
  "rates['JPY']",
  "tags",
  "transform(items, x -> x.price * 2)",
  "cardinality(filter(items, i -> i.sku = 'a' AND i.price > 1))",
  "reduce(items, 0.0, (s, x) -> s + x.price, s -> s)",
);

/** A value of plan_changed under the alias that the query gives it, or none. */
const ofPlan = (alias: string) =>
  flat.map((name) => name.replace(/^(p|plan_changed)\./, alias === "" ? "" : `${alias}.`));
const ofOrder = deep.map((text) => text);
const count = (value: string) => `count(${value})`;

const plain = fc
  .tuple(ofPlan("p"), ofPlan("p"), ofPlan("p"), fc.constantFrom("GROUP BY", "ORDER BY", "window", "where", "having"))
  .map(([a, b, c, clause]) => {
    if (clause === "GROUP BY") return `SELECT ${a} AS x, ${count(b)} FROM plan_changed p GROUP BY ${a}`;
    if (clause === "ORDER BY") return `SELECT ${a} AS x, ${b} AS y FROM plan_changed p ORDER BY ${c}, x`;
    if (clause === "having") return `SELECT ${count(a)} FROM plan_changed p HAVING ${count(b)} > 1`;
    if (clause === "where")
      return `SELECT 1 FROM acme.plan_changed p WHERE ${a} IS NULL OR CAST(${b} AS varchar) = 'x'`;
    return `SELECT row_number() OVER (PARTITION BY ${a} ORDER BY ${b}) AS n FROM plan_changed p`;
  });

const orders = fc
  .tuple(ofOrder, ofOrder, fc.constantFrom("select", "cte", "star", "derived", "case", "store"))
  .map(([a, b, shape]) => {
    if (shape === "cte")
      return `WITH w AS (SELECT ${a} AS a, ${b} AS b FROM order_placed o) SELECT a, count(b) FROM w GROUP BY 1`;
    if (shape === "star") return `WITH o AS (SELECT * FROM order_placed) SELECT ${a} AS a, ${b} AS b FROM o`;
    if (shape === "derived") return `SELECT t.a FROM (SELECT ${a} AS a FROM (SELECT * FROM acme.order_placed) o) t`;
    if (shape === "case")
      return `SELECT CASE WHEN ${a} IS NULL THEN 1 ELSE 0 END, ${count(b)} FROM order_placed o GROUP BY 1`;
    if (shape === "store")
      return "SELECT o.buyer.name, buyer.email FROM acme_store.order_placed_v1 o WHERE o.total > 1";
    return `SELECT ${a} AS a, ${b} AS b FROM order_placed AS o`;
  });

const both = fc
  .tuple(ofPlan("p"), ofOrder, fc.constantFrom("using", "on", "exists", "in", "union", "scalar", "cross", "lateral"))
  .map(([a, b, shape]) => {
    if (shape === "using")
      return `SELECT ${a.replace("p.order_id", "order_id")} AS a FROM plan_changed p JOIN order_placed o USING (order_id)`;
    if (shape === "on")
      return `SELECT ${a} AS a, ${b} AS b FROM plan_changed p LEFT JOIN order_placed o ON p.order_id = o.order_id`;
    if (shape === "exists")
      return `SELECT ${a} AS a FROM plan_changed p WHERE EXISTS (SELECT 1 FROM order_placed o WHERE o.order_id = p.order_id)`;
    if (shape === "in")
      return `SELECT ${a} AS a FROM plan_changed p WHERE p.order_id IN (SELECT order_id FROM order_placed)`;
    if (shape === "union")
      return `SELECT CAST(${a} AS varchar) AS a FROM plan_changed p UNION ALL SELECT CAST(${b} AS varchar) FROM order_placed o ORDER BY a`;
    if (shape === "scalar")
      return `SELECT (SELECT ${count(b)} FROM order_placed o) AS n, ${a} AS a FROM plan_changed p`;
    if (shape === "lateral") return `SELECT l.x FROM plan_changed p CROSS JOIN LATERAL (SELECT ${a} AS x) l`;
    return `SELECT ${a} AS a, ${b} AS b FROM plan_changed p, order_placed o`;
  });

const elements = fc.constantFrom(
  "SELECT sku, price FROM order_placed__items",
  "SELECT i.price FROM order_placed__items i JOIN order_placed o ON i.event_id = o.event_id",
  "SELECT s, p FROM order_placed CROSS JOIN UNNEST(items) AS t (s, p)",
  "SELECT p FROM order_placed CROSS JOIN UNNEST(items) AS t (s, p) WHERE p > 1",
  "SELECT k, v FROM order_placed CROSS JOIN UNNEST(rates) AS t (k, v)",
  "SELECT tag FROM order_placed CROSS JOIN UNNEST(tags) AS t (tag)",
  "SELECT tag, n FROM order_placed CROSS JOIN UNNEST(tags) WITH ORDINALITY AS t (tag, n)",
  "SELECT count(*) FROM order_placed",
  "SELECT * FROM plan_changed",
  "SELECT p.* FROM plan_changed p JOIN order_placed o USING (order_id)",
  "SELECT * FROM (SELECT * FROM plan_changed) UNION ALL SELECT * FROM plan_changed",
  "SELECT * FROM plan_changed UNION ALL SELECT dt, event_time_local, order_id, 'x', 1, event_id, event_name, event_major, event_revision, event_time, event_date, service, environment, instance_id, event_sequence, trace_id, span_id FROM order_placed",
  "SELECT 1 FROM plan_changed NATURAL JOIN (SELECT x.order_id, total FROM order_placed x) o",
  "WITH RECURSIVE r (n) AS (SELECT seats FROM plan_changed UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r",
);

const RUNS = 60;

test("every query that a removed field breaks is told, and what is told as certain breaks", async () => {
  let ran = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(plain, orders, both, elements), async (sql) => {
      const failure = await fails(whole, sql);
      fc.pre(failure === undefined);
      ran++;
      expect(await wrongs(sql)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(ran).toBeGreaterThan(0);
}, 120_000);
