// plan into a file, apply it, drift and adopt, against a catalogue over the wire that others write to as well.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  GetTableVersionsCommand,
  GlueClient,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { type LocalStack, startLocalStack } from "@tracklake/local";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { planChanged, project, tracklake, write } from "./harness.js";

const at = { DatabaseName: "acme_store", Name: "plan_changed_v1" };
const withReason = planChanged.replace(
  "plan:",
  'reason: Type.Optional(Type.String({ description: "Why." })),\n    plan:',
);

let root: string;
let stack: LocalStack;
let glue: GlueClient;
beforeEach(async () => {
  root = project();
  stack = await startLocalStack({ directory: join(root, "lake"), log: () => {} });
  glue = new GlueClient({
    endpoint: stack.url,
    region: "local",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});
afterEach(async () => {
  glue.destroy();
  await stack.close();
});

const run = (...argv: string[]) => tracklake(root, [...argv, "--endpoint", stack.url]);
async function table(): Promise<Partial<Table>> {
  return (await glue.send(new GetTableCommand(at))).Table ?? {};
}
async function meddle(change: (input: TableInput) => TableInput): Promise<void> {
  const { DatabaseName: _, CreateTime, UpdateTime, CreatedBy, CatalogId, VersionId, ...rest } = await table();
  const { IsRegisteredWithLakeFormation: __, ...input } = rest;
  const TableInput = change({ ...input, Name: at.Name });
  await glue.send(new UpdateTableCommand({ DatabaseName: at.DatabaseName, TableInput }));
}
const described = (text: string) => meddle((input) => ({ ...input, Description: text }));

test("plan, apply, nothing to do, drift, restore", async () => {
  expect(await run("plan")).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("+ table acme_store.plan_changed_v1"),
  });
  const applied = await run("apply", "--yes");
  expect(applied).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("created   table acme_store.plan_changed_v1"),
  });
  expect(await run("plan")).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing to do") });
  expect(await run("drift")).toMatchObject({ code: 0, stdout: expect.stringMatching(/No drift: \d+ tables/) });

  await described("Theirs.");
  const drifted = await run("drift");
  expect(drifted.code).toBe(1);
  expect(drifted.stdout).toContain('~ description "An organisation moved to another plan." -> "Theirs."');
  const json = JSON.parse((await run("drift", "--json")).stdout) as { tables: { items: unknown[] }[] };
  expect(json.tables[0]?.items).toEqual([
    {
      part: "description",
      name: "",
      action: "changed",
      applied: "An organisation moved to another plan.",
      live: "Theirs.",
    },
  ]);

  const kept = await run("plan");
  expect([kept.code, kept.stdout]).toEqual([0, expect.stringContaining("Others changed a text of ours")]);
  expect(await run("apply", "--yes", "--restore")).toMatchObject({ code: 0 });
  expect((await table()).Description).toBe("An organisation moved to another plan.");
  expect(await run("drift")).toMatchObject({ code: 0 });
});

test("drift names what was dropped, and counts what others only added when it is asked to", async () => {
  const nothing = await run("drift");
  expect([nothing.code, nothing.stdout]).toEqual([1, expect.stringContaining("- database acme_store is not there")]);
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
  expect(await run("apply", "--yes")).toMatchObject({ code: 0 });
  await meddle((input) => ({ ...input, Parameters: { ...input.Parameters, "cost-center": "42" } }));
  const added = await run("drift");
  expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('+ parameter cost-center "42"')]);
  expect(await run("drift", "--strict")).toMatchObject({ code: 1 });
  await glue.send(new DeleteTableCommand(at));
  const dropped = await run("drift");
  expect(dropped.code).toBe(1);
  expect(dropped.stdout).toContain("- acme_store.plan_changed_v1 is not there");
  expect(dropped.stdout).toMatch(/0 of \d+ tables differ from what was applied, 1 is not there\./);
  expect(JSON.parse((await run("drift", "--json")).stdout)).toMatchObject({
    missing: [{ database: "acme_store", table: "plan_changed_v1" }],
  });
});

describe("a saved plan", () => {
  beforeEach(async () => {
    expect(await run("apply", "--yes")).toMatchObject({ code: 0 });
    write(root, { "schemas/plan-changed.ts": withReason });
    const { code, stderr } = await run("plan", "--out", "plan.json");
    expect([code, stderr]).toEqual([1, expect.stringContaining("npx tracklake apply plan.json")]);
  });

  test("is carried out as it is, whatever the schemas say by then, and only once", async () => {
    write(root, { "schemas/plan-changed.ts": planChanged });
    expect(await run("apply", "plan.json", "--yes")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("updated"),
    });
    expect((await table()).StorageDescriptor?.Columns?.at(-1)?.Name).toBe("reason");
    const again = await run("apply", "plan.json", "--yes", "--json");
    expect(again).toMatchObject({ code: 0 });
    expect((await table()).VersionId).toBe("1");
  });

  test("is refused when somebody changed the table since", async () => {
    await described("Theirs.");
    const { code, stdout, stderr } = await run("apply", "plan.json", "--yes");
    expect([code, stdout, stderr]).toEqual([
      1,
      expect.stringContaining("stale     table acme_store.plan_changed_v1"),
      expect.stringContaining("nothing of it was carried out"),
    ]);
    expect((await table()).VersionId).toBe("1");
  });

  test.each<[string, () => Promise<{ code: number; stderr: string }>, RegExp]>([
    [
      "another catalogue's",
      () => tracklake(root, ["apply", "plan.json", "--yes", "--endpoint", "http://127.0.0.1:1"]),
      /made for http.*Plan again/,
    ],
    ["one that is not there", () => run("apply", "other.json", "--yes"), /other\.json cannot be read/],
    ["one with choices of plan", () => run("apply", "plan.json", "--yes", "--restore"), /carried out as it is/],
    [
      "one that was changed",
      () => {
        const path = join(root, "plan.json");
        writeFileSync(path, readFileSync(path, "utf8").replace("reason", "raisin"));
        return run("apply", "plan.json", "--yes");
      },
      /was changed after it was made/,
    ],
  ])("%s is wrong use", async (_, call, want) => {
    const { code, stderr } = await call();
    expect(code).toBe(2);
    expect(stderr).toMatch(want);
  });
});

test("a plan as Markdown and as JSON", async () => {
  expect((await run("plan", "--format", "markdown")).stdout).toMatch(/^### Glue: \d+ to create\n/);
  const [one, two] = [await run("plan", "--format", "json"), await run("plan", "--json")];
  expect(one.stdout).toBe(two.stdout);
  expect(JSON.parse(one.stdout)).toMatchObject({ format: 1, target: stack.url, digest: expect.any(String) });
});

test("old versions are deleted on request", async () => {
  expect(await run("apply", "--yes")).toMatchObject({ code: 0 });
  for (const text of ["a", "b", "c", "d"]) await described(text);
  const { code, stdout } = await run("apply", "--yes", "--prune-versions", "2");
  expect([code, stdout]).toEqual([0, "deleted   3 old versions of tables\n"]);
  const versions = await glue.send(new GetTableVersionsCommand({ DatabaseName: at.DatabaseName, TableName: at.Name }));
  expect(versions.TableVersions?.map(({ VersionId }) => VersionId)).toEqual(["4", "3"]);
});

describe("adopt", () => {
  const theirs = async (DatabaseName: string, Name: string, type = "string") => {
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
    const TableInput = {
      Name,
      Parameters: { UPDATED_BY_CRAWLER: "nightly" },
      PartitionKeys: [{ Name: "dt", Type: "string" }],
      StorageDescriptor: {
        Columns: [{ Name: "plan", Type: type, Comment: "by hand" }],
        Location: "s3://old/plans/",
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
      },
    };
    await glue.send(new CreateTableCommand({ DatabaseName, TableInput }));
  };

  test("says what would change, and changes it with --yes", async () => {
    await theirs("acme_store", "plan_changed_v1");
    expect(await run("apply", "--yes")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("npx tracklake adopt plan_changed"),
    });
    const said = await run("adopt", "plan_changed");
    expect([said.code, said.stdout]).toEqual([
      1,
      expect.stringMatching(/taken over[\s\S]*A crawler writes to it \(nightly\)/),
    ]);
    expect((await table()).VersionId).toBe("0");
    expect(await run("adopt", "plan_changed", "--yes")).toMatchObject({ code: 0 });
    expect((await table()).StorageDescriptor).toMatchObject({
      Location: "s3://old/plans/",
      Columns: expect.arrayContaining([{ Name: "plan", Type: "string", Comment: "by hand" }]),
    });
    expect(await run("adopt", "plan_changed")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Nothing to do"),
    });
    expect(await run("plan")).toMatchObject({ code: 0 });
  });

  test("apply --adopt does the same for every table of the right name", async () => {
    await theirs("acme_store", "plan_changed_v1");
    expect(await run("apply", "--yes", "--adopt")).toMatchObject({ code: 0 });
    expect((await table()).StorageDescriptor?.Location).toBe("s3://old/plans/");
  });

  test("a table of another name stays, and ours is created over the same files", async () => {
    await theirs("logs", "plans");
    const { code, stdout } = await run("adopt", "plan_changed", "--table", "logs.plans", "--yes");
    expect([code, stdout]).toEqual([0, expect.stringContaining("created   table acme_store.plan_changed_v1")]);
    expect((await table()).StorageDescriptor?.Location).toBe("s3://old/plans/");
    expect(await run("adopt", "plan_changed", "--table", "logs.plans")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("is there already"),
    });
  });

  test.each<[string, string[], number, RegExp]>([
    ["an unknown event", ["nobody"], 2, /No event is called nobody/],
    ["a table that is not there", ["plan_changed"], 2, /there is no table acme_store\.plan_changed_v1/],
    ["a name that is none", ["plan_changed", "--table", "a.b.c"], 2, /is no table/],
  ])("%s", async (_, argv, want, text) => {
    const { code, stderr } = await run("adopt", ...argv);
    expect(code).toBe(want);
    expect(stderr).toMatch(text);
  });

  test("what would lose something is refused", async () => {
    await theirs("logs", "plans", "bigint");
    const { code, stdout } = await run("adopt", "plan_changed", "--table", "logs.plans", "--yes");
    expect([code, stdout]).toEqual([1, expect.stringContaining("plan is bigint and should be string")]);
  });
});
