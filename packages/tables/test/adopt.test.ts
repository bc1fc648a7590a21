// Taking over tables that were made by hand, by a crawler and by Terraform: what they keep, what is said, what is refused.
import type { Table } from "@aws-sdk/client-glue";
import { describe, expect, test } from "vitest";
import { adoptStep } from "../src/glue/adopt-step.js";
import {
  APPLIED,
  decodeApplied,
  diff,
  isEmptyPlan,
  lakeDatabases,
  type PlanStep,
  renderPlan,
  tableModels,
} from "../src/index.js";
import { after, empty, only } from "./live-table.js";
import { event, field, lake, revised } from "./rich-event.js";

const openx = "org.openx.data.jsonserde.JsonSerDe";
const model = (more: ReturnType<typeof field>[] = [], description = "Ours.", revision = 1) => {
  const fields = [field("plan", "string", { description: "The plan." }), field("seats", "integer"), ...more];
  const [table] = tableModels([revised(event(fields, { name: "plan_changed", description }), revision)], lake);
  if (!table) throw new Error("no table");
  return table;
};
const none = { daily: true, count: 0 };

/** As a crawler leaves it. */
const crawled: Table = {
  Name: "plan_changed_v1",
  DatabaseName: "acme_store",
  VersionId: "12",
  Owner: "owner",
  Retention: 0,
  TableType: "EXTERNAL_TABLE",
  CreatedBy: "arn:aws:sts::1:assumed-role/AWSGlueServiceRole/AWS-Crawler",
  PartitionKeys: [{ Name: "dt", Type: "string" }],
  Parameters: {
    CrawlerSchemaDeserializerVersion: "1.0",
    CrawlerSchemaSerializerVersion: "1.0",
    UPDATED_BY_CRAWLER: "logs-crawler",
    classification: "json",
    compressionType: "gzip",
    recordCount: "100",
  },
  StorageDescriptor: {
    Columns: [
      { Name: "plan", Type: "string", Comment: "by hand", Parameters: { tag: "kept" } },
      { Name: "seats", Type: "int" },
      { Name: "legacy_flag", Type: "boolean" },
    ],
    Location: "s3://old-bucket/logs/plan_changed/",
    InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    SerdeInfo: { SerializationLibrary: openx, Parameters: { "ignore.malformed.json": "true", paths: "plan,seats" } },
  },
};
const change = (more: Partial<Table>, storage: object = {}): Table => ({
  ...crawled,
  ...more,
  StorageDescriptor: { ...crawled.StorageDescriptor, ...storage },
});
const state = (table = model()) => ({ databases: lakeDatabases(lake), tables: [table] });
const there = (table: Table) => ({
  databases: new Set(["acme", "acme_store"]),
  tables: new Map([["acme_store.plan_changed_v1", table]]),
});
function updated(step: PlanStep) {
  if (step.kind !== "update-table") throw new Error(`expected an update, got ${JSON.stringify(step)}`);
  return step;
}

describe("in place", () => {
  const step = updated(adoptStep(crawled, model(), { daily: true, count: 3, firstDay: "2019-06-01" }));
  const taken = after(there(crawled), { steps: [step] });

  test("keeps location, SerDe and its properties, columns with their order, comments and tags", () => {
    const { StorageDescriptor: now, Parameters } = only(taken);
    expect(now?.Location).toBe("s3://old-bucket/logs/plan_changed/");
    expect(now?.SerdeInfo).toEqual(crawled.StorageDescriptor?.SerdeInfo);
    expect(now?.Columns?.slice(0, 3)).toEqual([
      { Name: "plan", Type: "string", Comment: "by hand", Parameters: { tag: "kept" } },
      { Name: "seats", Type: "bigint" },
      { Name: "legacy_flag", Type: "boolean" },
    ]);
    expect(now?.Columns?.map(({ Name }) => Name)).toContain("event_id");
    expect(Parameters).toMatchObject({ compressionType: "gzip", "tracklake.event": "plan_changed" });
    expect(only(taken)).toMatchObject({ Owner: "owner", Description: "Ours." });
  });

  test("finds its partitions by projection from their first day, below its own location", () => {
    expect(only(taken).Parameters).toMatchObject({
      "projection.dt.range": "2019-06-01,NOW+1DAYS",
      "storage.location.template": "s3://old-bucket/logs/plan_changed/dt=${dt}/",
    });
  });

  test("says what it keeps, and that the crawler still writes to it", () => {
    const text = renderPlan({ steps: [step] });
    expect(text).toContain("~ table acme_store.plan_changed_v1 (version 12), taken over");
    expect(text).toContain("~ column seats int -> bigint");
    expect(text).toContain('= comment of plan stays "by hand", as others wrote it; the schemas say "The plan."');
    expect(text).toContain(
      "It keeps its location, s3://old-bucket/logs/plan_changed/: events have to be delivered there.",
    );
    expect(text).toContain("A crawler writes to it (logs-crawler)");
    expect(text).toContain("the 3 registered ones stay, unused");
  });

  test("is ours afterwards: nothing to do, and the next revision merges into it", () => {
    expect(isEmptyPlan(diff(taken, state()))).toBe(true);
    const next = after(taken, diff(taken, state(model([field("reason")], "Newer.", 2))));
    expect(only(next).StorageDescriptor).toMatchObject({
      Location: "s3://old-bucket/logs/plan_changed/",
      SerdeInfo: { SerializationLibrary: openx },
    });
    expect(only(next).StorageDescriptor?.Columns?.at(-1)?.Name).toBe("reason");
    expect(only(next).Description).toBe("Newer.");
    expect(decodeApplied(only(next).Parameters?.[APPLIED])?.adopted).toBe(true);
    expect(isEmptyPlan(diff(next, state(model([field("reason")], "Newer.", 2))))).toBe(true);
  });

  test("without being asked it is refused, and the crawler is named", () => {
    expect(renderPlan(diff(there(crawled), state()))).toMatch(
      /did not create.*crawler \(logs-crawler\)[\s\S]*tracklake adopt plan_changed/,
    );
    expect(
      diff(there(crawled), state(), { adopt: new Map([["acme_store.plan_changed_v1", none]]) }).steps.at(-1),
    ).toMatchObject({
      kind: "update-table",
      adopted: true,
    });
  });
});

test.each<[string, Table, typeof none & { firstDay?: string }, RegExp]>([
  [
    "its own projection",
    change({
      Parameters: {
        "projection.enabled": "true",
        "projection.dt.type": "date",
        "storage.location.template": "s3://o/${dt}/",
      },
    }),
    none,
    /keeps its own partition projection/,
  ],
  [
    "partitions elsewhere",
    crawled,
    { daily: false, count: 7 },
    /7 partitions do not lie at dt=<day>\/: go on registering/,
  ],
])("a table with %s keeps it, now and later", (_, table, layout, note) => {
  const step = updated(adoptStep(table, model(), layout));
  expect(renderPlan({ steps: [step] })).toMatch(note);
  const taken = after(there(table), { steps: [step] });
  const projection = (one: Table) =>
    Object.entries(one.Parameters ?? {}).filter(([key]) => /^projection|^storage\.location/.test(key));
  expect(projection(only(taken))).toEqual(projection(table));
  const next = after(taken, diff(taken, state(model([field("reason")], "Newer.", 2))));
  expect(projection(only(next))).toEqual(projection(table));
});

test("Terraform is named by what it left", () => {
  const step = updated(adoptStep(change({ Parameters: { "managed-by": "terraform" } }), model(), none));
  expect(step.notes?.join(" ")).toMatch(/Terraform seems to manage it .*terraform state rm/);
});

describe("a table of another name", () => {
  const theirs = { ...crawled, DatabaseName: "logs", Name: "plan_changes" };
  const step = adoptStep(theirs, model(), none);

  test("stays as it is; ours is created over the same files, with all that it has", () => {
    if (step.kind !== "create-table") throw new Error(step.kind);
    expect(step.input).toMatchObject({
      Name: "plan_changed_v1",
      StorageDescriptor: { Location: "s3://old-bucket/logs/plan_changed/" },
    });
    expect(step.input.StorageDescriptor?.Columns?.map(({ Name }) => Name)).toContain("legacy_flag");
    expect(step.input.Parameters).toMatchObject({ compressionType: "gzip" });
    expect(Object.keys(step.input.Parameters ?? {}).filter((key) => /crawl|recordCount/i.test(key))).toEqual([]);
    expect(step.notes).toContain("logs.plan_changes stays as it is, over the same files.");
    const created = after({ ...empty, databases: new Set(["acme", "acme_store"]) }, { steps: [step] });
    expect(isEmptyPlan(diff(created, state()))).toBe(true);
  });
});

test.each<[string, Table, RegExp]>([
  [
    "another type",
    change({}, { Columns: [{ Name: "seats", Type: "string" }] }),
    /seats is string and should be bigint[\s\S]*1\. Look/,
  ],
  [
    "a type that cannot be read",
    change({}, { Columns: [{ Name: "seats", Type: "uniontype<int>" }] }),
    /seats is uniontype/,
  ],
  [
    "other partitions",
    change({
      PartitionKeys: [
        { Name: "year", Type: "string" },
        { Name: "month", Type: "string" },
      ],
    }),
    /\(year string, month string\)/,
  ],
  [
    "a format that nobody writes",
    change({}, { SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde" } }),
    /OpenCSVSerde; events are written as json/,
  ],
  ["a view", change({ TableType: "VIRTUAL_VIEW" }), /it is a view/],
  ["an Iceberg table", change({ Parameters: { table_type: "ICEBERG" } }), /its own DDL/],
  ["a link", change({}, { Location: "" }), /no location in S3/],
])("%s is refused with what to do", (_, table, want) => {
  const step = adoptStep(table, model(), none);
  expect(step.kind).toBe("refused");
  expect(renderPlan({ steps: [step] })).toMatch(want);
});
