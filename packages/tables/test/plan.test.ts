import type { Column, Table } from "@aws-sdk/client-glue";
import { describe, expect, test } from "vitest";
import {
  APPLIED,
  appliedInput,
  type DesiredState,
  diff,
  encodeView,
  glueTableInput,
  isEmptyPlan,
  type LiveState,
  lakeDatabases,
  type PlanStep,
  renderPlan,
  renderPlanMarkdown,
  type TableModel,
  tableModels,
  views,
} from "../src/index.js";
import { arrayOf, event, field, lake, revised, rich } from "./rich-event.js";

const desired = (model = rich, options = {}): DesiredState => ({
  databases: lakeDatabases(lake),
  tables: tableModels([revised(model)], lake, options),
});
const first = ({ tables: [table] }: DesiredState): TableModel => {
  if (!table) throw new Error("no table");
  return table;
};

/** The catalogue as it is after applying, with what the service adds. */
function live(state: DesiredState, change: (table: Table) => Table = (table) => table): LiveState {
  return {
    databases: new Set(state.databases.map(({ name }) => name)),
    tables: new Map(
      state.tables.map((model) => [
        `${model.database}.${model.name}`,
        change({
          ...(model.format === "iceberg" ? glueTableInput(model) : appliedInput(model)),
          DatabaseName: model.database,
          CreateTime: new Date(0),
          UpdateTime: new Date(0),
          CreatedBy: "arn:aws:iam::1:role/x",
          IsRegisteredWithLakeFormation: false,
          CatalogId: "1",
          VersionId: "4",
          Retention: 0,
        }),
      ]),
    ),
  };
}

const tableSteps = (steps: readonly PlanStep[]) =>
  steps.filter((step) => !(step.kind === "unchanged" && step.table === undefined));

function update(now: LiveState, state: DesiredState) {
  const [step] = tableSteps(diff(now, state).steps);
  if (step?.kind !== "update-table") throw new Error(`expected an update, got ${step?.kind}`);
  return step;
}

const columnsOf = (table: Table, columns: readonly Column[]): Table => ({
  ...table,
  StorageDescriptor: { ...table.StorageDescriptor, Columns: [...columns] },
});

test("an empty catalogue: both databases, then the table", () => {
  const { steps } = diff({ databases: new Set(), tables: new Map() }, desired());
  expect(steps.map((step) => step.kind)).toEqual(["create-database", "create-database", "create-table"]);
  expect(steps.at(-1)).toMatchObject({ input: appliedInput(first(desired())) });
});

test("what was applied gives a plan without a step to take", () => {
  const plan = diff(live(desired()), desired());
  expect(isEmptyPlan(plan)).toBe(true);
  expect(renderPlan(plan)).toBe("Nothing to do: the catalogue is as the schemas say.\n");
});

describe("an update", () => {
  const before = event([field("a"), field("items", arrayOf(field("sku")))]);
  const after = event([
    field("a", "string", { description: "New." }),
    field("items", arrayOf(field("sku"), field("qty", "integer"))),
    field("b"),
  ]);

  test("says what changes, and adds at the end", () => {
    const { changes, input, versionId } = update(live(desired(before)), desired(after));
    expect(versionId).toBe("4");
    expect(changes.filter(({ part }) => part === "column")).toEqual([
      { part: "column", name: "a", action: "change", was: "string", is: 'string "New."' },
      {
        part: "column",
        name: "items",
        action: "change",
        was: "array<struct<sku:string>>",
        is: "array<struct<sku:string,qty:bigint>>",
      },
      { part: "column", name: "b", action: "add", is: "string" },
    ]);
    expect(changes.filter(({ part }) => part !== "column").map(({ part, name }) => [part, name])).toEqual([
      ["record", APPLIED],
    ]);
    expect(input.StorageDescriptor?.Columns?.at(-1)?.Name).toBe("b");
  });

  test("sends no read-only field", () => {
    const { input } = update(live(desired(before)), desired(after));
    for (const name of ["DatabaseName", "CreateTime", "UpdateTime", "CreatedBy", "CatalogId", "VersionId"]) {
      expect(input).not.toHaveProperty(name);
    }
    expect(input.Retention).toBe(0);
  });

  test("keeps what others added: parameters, columns, nested fields, SerDe properties, an owner's retention", () => {
    const theirs = live(desired(before), (table) => ({
      ...table,
      Retention: 30,
      Parameters: { ...table.Parameters, "their.key": "kept" },
      StorageDescriptor: {
        ...table.StorageDescriptor,
        Columns: (table.StorageDescriptor?.Columns ?? [])
          .map((column) =>
            column.Name === "items" ? { ...column, Type: "array<struct<theirs:int,sku:string>>" } : column,
          )
          .concat({ Name: "their_column", Type: "int", Comment: "theirs" }),
        SerdeInfo: {
          ...table.StorageDescriptor?.SerdeInfo,
          Parameters: { "serialization.format": "1", "ignore.malformed.json": "true" },
        },
      },
    }));
    const { input } = update(theirs, desired(after));
    expect(input.Retention).toBe(30);
    expect(input.Parameters).toMatchObject({ "their.key": "kept", EXTERNAL: "TRUE" });
    const columns = input.StorageDescriptor?.Columns ?? [];
    expect(columns.slice(-2)).toEqual([
      { Name: "their_column", Type: "int", Comment: "theirs" },
      { Name: "b", Type: "string" },
    ]);
    expect(columns.find(({ Name }) => Name === "items")?.Type).toBe("array<struct<theirs:int,sku:string,qty:bigint>>");
    expect(input.StorageDescriptor?.SerdeInfo?.Parameters).toMatchObject({ "ignore.malformed.json": "true" });
  });

  test("what only others added is no change", () => {
    const theirs = live(desired(before), (table) => ({
      ...table,
      Parameters: { ...table.Parameters, transient_lastDdlTime: "1" },
      StorageDescriptor: {
        ...table.StorageDescriptor,
        Compressed: false,
        NumberOfBuckets: -1,
        Columns: [...(table.StorageDescriptor?.Columns ?? []), { Name: "their_column", Type: "int" }],
      },
    }));
    expect(isEmptyPlan(diff(theirs, desired(before)))).toBe(true);
  });

  test("once applied, there is nothing left to do", () => {
    const state = desired(after);
    const { input } = update(live(desired(before)), state);
    expect(
      isEmptyPlan(
        diff(
          live(state, () => ({ ...input, Name: "thing_done_v1" })),
          state,
        ),
      ),
    ).toBe(true);
  });

  test("a column that was removed from the schema stays", () => {
    const fewer = tableModels([revised(before, 1), revised(event([field("a")]), 2)], lake);
    const { changes } = update(live(desired(before)), { databases: [], tables: fewer });
    expect(changes.every(({ part }) => part === "parameter" || part === "record")).toBe(true);
  });
});

describe("refused, with what to do", () => {
  test.each<[string, (table: Table) => Table, RegExp]>([
    ["a table that is not ours", (table) => ({ ...table, Parameters: {} }), /did not create.*adopt/s],
    [
      "another location",
      (table) => ({ ...table, StorageDescriptor: { ...table.StorageDescriptor, Location: "s3://other/x/" } }),
      /s3:\/\/other.*lake\.bucket/s,
    ],
    [
      "another time zone",
      (table) => ({ ...table, Parameters: { ...table.Parameters, "tracklake.time_zone": "UTC" } }),
      /days of UTC.*lake\.timeZone/s,
    ],
    [
      "other partition keys",
      (table) => ({ ...table, PartitionKeys: [{ Name: "day", Type: "date" }] }),
      /day date.*major/s,
    ],
    [
      "a type that cannot be read",
      (table) => columnsOf(table, [{ Name: "items", Type: "struct<b:int comment 'x'>" }]),
      /column items .*by hand/s,
    ],
  ])("%s", (_, change, want) => {
    const plan = diff(live(desired(), change), desired());
    expect(tableSteps(plan.steps)).toMatchObject([{ kind: "refused" }]);
    expect(renderPlan(plan)).toMatch(want);
  });

  test("a type that cannot be read in a column of theirs is left alone", () => {
    const now = live(desired(), (table) =>
      columnsOf(table, [
        ...(glueTableInput(first(desired())).StorageDescriptor?.Columns ?? []),
        { Name: "theirs", Type: "uniontype<int,string>" },
      ]),
    );
    expect(isEmptyPlan(diff(now, desired()))).toBe(true);
  });

  test("a location without its final slash is the same one", () => {
    const now = live(desired(), (table) => ({
      ...table,
      StorageDescriptor: { ...table.StorageDescriptor, Location: "s3://acme-lake/events/order_placed_v1" },
    }));
    expect(isEmptyPlan(diff(now, desired()))).toBe(true);
  });

  test("Iceberg is created by its DDL; one that is there is left alone", () => {
    const state = desired(rich, { format: "iceberg" });
    expect(renderPlan(diff({ databases: new Set(), tables: new Map() }, state))).toContain("--format iceberg");
    const there = live(state, (table) => columnsOf(table, []));
    expect(isEmptyPlan(diff(there, state))).toBe(true);
  });
});

describe("a plan as people read it", () => {
  const named = (name: string, ...fields: ReturnType<typeof field>[]) => event(fields, { name, owner: "growth" });
  const now = named(
    "a_changed",
    field("a", "string", { description: "What it is called." }),
    field("b", "integer", { description: "How many." }),
  );
  const { tables: changed } = live(desired(named("a_changed", field("a"))), (table) => ({
    ...table,
    Owner: "data-team",
    Parameters: { ...table.Parameters, "projection.dt.range": "2015-01-01,NOW+1DAYS", "their.key": "theirs" },
    StorageDescriptor: {
      ...table.StorageDescriptor,
      Columns: (table.StorageDescriptor?.Columns ?? []).map((column) =>
        column.Name === "a"
          ? { ...column, Comment: "Theirs, with `code` and a | bar." }
          : column.Name === "service"
            ? { ...column, Type: "int" }
            : column,
      ),
    },
  }));
  const { tables: foreign } = live(desired(named("c_foreign", field("d"))), (table) => ({
    ...table,
    Parameters: { UPDATED_BY_CRAWLER: "nightly" },
  }));
  const { tables: moved } = live(desired(named("d_moved", field("d"))), (table) => ({
    ...table,
    StorageDescriptor: { ...table.StorageDescriptor, Location: "s3://old-lake/events/d_moved_v1/" },
  }));
  const same = named("e_same", field("x"));
  const { tables: kept } = live(desired(same), (table) => ({ ...table, Owner: "them" }));
  const news = event(
    [
      field("c", "string", { description: "Which one." }),
      field("amount", "number"),
      field("items", arrayOf(field("sku"), field("qty", "integer"))),
    ],
    { name: "b_new", owner: "growth", description: "Something new happened." },
  );
  const models = [now, news, named("c_foreign", field("d")), named("d_moved", field("d")), same];
  const plan = diff(
    { databases: new Set(["acme_store"]), tables: new Map([...changed, ...foreign, ...moved, ...kept]) },
    {
      databases: lakeDatabases(lake),
      tables: models.flatMap((model) => desired(model).tables),
      views: views([revised(news)], lake),
    },
  );

  test("as text", () => expect(renderPlan(plan)).toMatchFileSnapshot("golden/plan.txt"));
  test("as Markdown", () => expect(renderPlanMarkdown(plan)).toMatchFileSnapshot("golden/plan.md"));
  test("nothing to do, as Markdown", () => {
    expect(renderPlanMarkdown({ steps: [] })).toBe(
      "### Glue: nothing to do\n\nNothing to do: the catalogue is as the schemas say.\n",
    );
  });
});

describe("a view", () => {
  const [view] = views([revised(rich)], lake);
  if (!view) throw new Error("no view");
  const written: Table = {
    Name: view.name,
    DatabaseName: view.database,
    VersionId: "3",
    TableType: "VIRTUAL_VIEW",
    ViewOriginalText: encodeView(view, view.sql("athena")),
    ViewExpandedText: "/* Presto View */",
    Parameters: { presto_view: "true", comment: "Presto View" },
    StorageDescriptor: { Columns: view.columns.map(({ name, type }) => ({ Name: name, Type: type })) },
  };
  const state: DesiredState = { databases: [], tables: [], views: [view] };
  const at = (table: Table): LiveState => ({
    databases: new Set(["acme"]),
    tables: new Map([[`acme.${view.name}`, table]]),
  });

  test("gets its descriptions, and keeps its text and parameters", () => {
    const [step] = diff(at(written), state).steps;
    if (step?.kind !== "update-table") throw new Error(`expected an update, got ${step?.kind}`);
    const { ViewOriginalText, ViewExpandedText, TableType } = written;
    expect(step).toMatchObject({
      view: true,
      versionId: "3",
      input: { ViewOriginalText, ViewExpandedText, TableType },
    });
    expect(step.input.Parameters).toMatchObject({ presto_view: "true", comment: "Presto View" });
    expect(step.input.StorageDescriptor?.Columns?.find(({ Name }) => Name === "order_id")?.Comment).toBe(
      "The order's id.",
    );
    expect(step.input.StorageDescriptor).not.toHaveProperty("Location");
    expect(isEmptyPlan(diff(at({ ...step.input, Name: view.name, VersionId: "4" }), state))).toBe(true);
  });

  test.each<[string, LiveState]>([
    ["that is not there", { databases: new Set(["acme"]), tables: new Map() }],
    ["with other columns", at({ ...written, StorageDescriptor: { Columns: [{ Name: "x", Type: "int" }] } })],
    ["with another text", at({ ...written, ViewOriginalText: encodeView(view, "SELECT 1") })],
    ["of Hive", at({ ...written, ViewOriginalText: "SELECT 1" })],
    ["that is a table", at({ ...written, TableType: "EXTERNAL_TABLE" })],
  ])("%s is left to the engine", (_, live) => {
    const plan = diff(live, state);
    expect(isEmptyPlan(plan)).toBe(true);
    expect(renderPlan(plan)).toContain(
      "Views that an engine has to write (apply --views athena, or run what tracklake ddl --views prints): acme.order_placed.",
    );
  });
});
