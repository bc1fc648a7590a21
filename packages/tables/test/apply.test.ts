import { afterEach, describe, expect, test } from "vitest";
import { appliedInput, apply, isTablesError, lakeDatabases, plan, tableModels } from "../src/index.js";
import { event, field, lake, revised } from "./rich-event.js";
import { type Answer, type Call, type ScriptedGlue, scriptedGlue } from "./scripted-glue.js";

const tables = tableModels([revised(event([field("a")]))], lake);
const desired = { databases: lakeDatabases(lake), tables };
const [model] = tables;
const input = model ? appliedInput(model) : undefined;
const outdated = {
  ...input,
  VersionId: "7",
  StorageDescriptor: { ...input?.StorageDescriptor, Columns: [{ Name: "event_id", Type: "string" }] },
};

/** Nobody waits for pauses here. */
const fast = { pause: async () => {} };

let glue: ScriptedGlue | undefined;
afterEach(async () => {
  await glue?.close();
  glue = undefined;
});
async function start(answer: (call: Call, calls: readonly Call[]) => Answer): Promise<ScriptedGlue> {
  glue = await scriptedGlue(answer);
  return glue;
}
const operations = ({ calls }: ScriptedGlue) => calls.map(({ operation }) => operation);
const times = (calls: readonly Call[], name: string) => calls.filter(({ operation }) => operation === name).length;

test("an empty catalogue is filled, databases first", async () => {
  const { client, calls } = await start(({ operation }) =>
    operation.startsWith("Get") ? "EntityNotFoundException" : {},
  );
  const { ok, results } = await apply(client, await plan(client, desired), fast);
  expect(ok).toBe(true);
  expect(results.map(({ outcome }) => outcome)).toEqual(["created", "created", "created"]);
  expect(calls.slice(-3).map(({ operation }) => operation)).toEqual([
    "CreateDatabase",
    "CreateDatabase",
    "CreateTable",
  ]);
  expect(calls.at(-1)?.input).toEqual({ DatabaseName: "acme_store", TableInput: input });
});

test("a plan without changes calls nothing", async () => {
  const scripted = await start(({ operation }) =>
    operation === "GetTable" ? { Table: input } : { Database: { Name: "x" } },
  );
  const steps = await plan(scripted.client, desired);
  const read = scripted.calls.length;
  expect((await apply(scripted.client, steps)).ok).toBe(true);
  expect(scripted.calls.length).toBe(read);
});

test("an update passes the version that was read", async () => {
  const { client, calls } = await start(({ operation }) => (operation === "GetTable" ? { Table: outdated } : {}));
  const { results } = await apply(client, await plan(client, desired), fast);
  expect(results.at(-1)?.outcome).toBe("updated");
  expect(calls.at(-1)).toMatchObject({ operation: "UpdateTable", input: { VersionId: "7" } });
  expect(calls.at(-1)?.input.TableInput).not.toHaveProperty("VersionId");
});

describe("when somebody else was faster", () => {
  test("a table that is there by now is read and updated instead", async () => {
    const scripted = await start(({ operation }, calls) => {
      if (operation === "GetTable")
        return times(calls, "GetTable") === 1 ? "EntityNotFoundException" : { Table: outdated };
      return operation === "CreateTable" ? "AlreadyExistsException" : {};
    });
    const { ok, results } = await apply(scripted.client, await plan(scripted.client, desired), fast);
    expect(ok).toBe(true);
    expect(results.at(-1)).toMatchObject({ outcome: "updated", step: { kind: "update-table", versionId: "7" } });
    expect(operations(scripted).slice(-3)).toEqual(["CreateTable", "GetTable", "UpdateTable"]);
  });

  test("a create that timed out after it had succeeded is known by reading it back", async () => {
    const scripted = await start(({ operation }, calls) => {
      if (operation === "GetTable")
        return times(calls, "GetTable") === 1 ? "EntityNotFoundException" : { Table: input };
      if (operation !== "CreateTable") return {};
      return times(calls, "CreateTable") === 1 ? "OperationTimeoutException" : "AlreadyExistsException";
    });
    const { ok, results } = await apply(scripted.client, await plan(scripted.client, desired), fast);
    expect(ok).toBe(true);
    expect(results.at(-1)?.outcome).toBe("created");
  });

  test("an update whose answer was lost is known by reading it back", async () => {
    let sent: object | undefined;
    const scripted = await start(({ operation, input: { TableInput } }, calls) => {
      if (operation === "GetTable") return { Table: sent ? { ...sent, VersionId: "8", Retention: 0 } : outdated };
      if (operation !== "UpdateTable") return {};
      sent = TableInput as object;
      return times(calls, "UpdateTable") === 1 ? "InternalServiceException" : "ConcurrentModificationException";
    });
    const { ok, results } = await apply(scripted.client, await plan(scripted.client, desired), fast);
    expect([ok, results.at(-1)?.outcome, results.at(-1)?.replanned]).toEqual([true, "updated", undefined]);
    expect(operations(scripted).slice(-3)).toEqual(["UpdateTable", "UpdateTable", "GetTable"]);
  });

  test("an update that nobody ever answers is known by reading it back, or is a failure", async () => {
    for (const written of [true, false]) {
      let sent: object | undefined;
      const { client, close } = await scriptedGlue(({ operation, input: { TableInput } }) => {
        if (operation === "GetTable") return { Table: sent && written ? { ...sent, VersionId: "8" } : outdated };
        if (operation !== "UpdateTable") return {};
        sent = TableInput as object;
        return "OperationTimeoutException";
      });
      const { ok, results } = await apply(client, await plan(client, desired), fast);
      expect([ok, results.at(-1)?.outcome]).toEqual([written, written ? "updated" : "failed"]);
      await close();
    }
  });

  test("a stale version is read again and planned again", async () => {
    const { client, calls } = await start(({ operation }, all) => {
      if (operation === "GetTable") return { Table: { ...outdated, VersionId: String(times(all, "GetTable")) } };
      return operation === "UpdateTable" && times(all, "UpdateTable") === 1 ? "ConcurrentModificationException" : {};
    });
    const { results } = await apply(client, await plan(client, desired), fast);
    expect(results.at(-1)?.outcome).toBe("updated");
    expect(calls.at(-1)?.input.VersionId).toBe("2");
  });

  test("a table that keeps changing is given up, with what to do", async () => {
    const { client } = await start(({ operation }) => {
      if (operation === "GetTable") return { Table: outdated };
      return operation === "UpdateTable" ? "ConcurrentModificationException" : {};
    });
    const { ok, results } = await apply(client, await plan(client, desired), fast);
    expect(ok).toBe(false);
    expect(results.at(-1)).toMatchObject({
      outcome: "failed",
      failure: { code: "ConcurrentModificationException", remedy: expect.stringContaining("plan again") },
    });
  });

  test("a foreign table that took the name is refused, not overwritten", async () => {
    const scripted = await start(({ operation }, calls) => {
      if (operation === "GetTable") {
        return times(calls, "GetTable") === 1 ? "EntityNotFoundException" : { Table: { ...outdated, Parameters: {} } };
      }
      return operation === "CreateTable" ? "AlreadyExistsException" : {};
    });
    const { ok, results } = await apply(scripted.client, await plan(scripted.client, desired), fast);
    expect(ok).toBe(false);
    expect(results.at(-1)).toMatchObject({ outcome: "refused", step: { kind: "refused" } });
    expect(operations(scripted)).not.toContain("UpdateTable");
  });
});

test("a failure is its step's result, and the others are still tried", async () => {
  const { client } = await start(({ operation, input: { DatabaseInput } }) => {
    if (operation.startsWith("Get")) return "EntityNotFoundException";
    const { Name } = (DatabaseInput ?? {}) as { Name?: string };
    return Name === "acme_store" ? "AccessDeniedException" : {};
  });
  const { ok, results } = await apply(client, await plan(client, desired), fast);
  expect(ok).toBe(false);
  expect(results.map(({ outcome }) => outcome)).toEqual(["failed", "created", "skipped"]);
  expect(results[0]?.failure).toMatchObject({
    code: "AccessDeniedException",
    remedy: expect.stringContaining("glue:"),
  });
});

test("many tables are read by pages, changed a few at a time, and told of as they are done", async () => {
  const models = tableModels(
    Array.from({ length: 60 }, (_, i) => revised(event([field("a")], { name: `event_${i}` }))),
    lake,
  );
  const scripted = await start(({ operation }) => {
    if (operation === "GetTables") return { TableList: [] };
    return operation.startsWith("Get") ? { Database: { Name: "x" } } : {};
  });
  const told: string[] = [];
  const many = await plan(scripted.client, { databases: lakeDatabases(lake), tables: models });
  expect(times(scripted.calls, "GetTables")).toBe(1);
  expect(times(scripted.calls, "GetTable")).toBe(0);
  const onProgress = (done: number, all: number) => void told.push(`${done}/${all}`);
  const { ok, results } = await apply(scripted.client, many, { ...fast, concurrency: 4, onProgress });
  expect(ok).toBe(true);
  expect(results.map(({ step }) => ("table" in step ? step.table : ""))).toEqual([
    "",
    "",
    ...models.map(({ name }) => name),
  ]);
  expect([told.length, told.at(-1)]).toEqual([62, "62/62"]);
});

test("a database that is there by now is no failure", async () => {
  const { client } = await start(({ operation }) => {
    if (operation.startsWith("Get")) return "EntityNotFoundException";
    return operation === "CreateDatabase" ? "AlreadyExistsException" : {};
  });
  const { results } = await apply(client, await plan(client, desired), fast);
  expect(results.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged", "created"]);
});

test("a catalogue that cannot be read is an error that says which permission is missing", async () => {
  const { client } = await start(() => "AccessDeniedException");
  const error = await plan(client, desired).catch((thrown: unknown) => thrown);
  expect(isTablesError(error) && error.code).toBe("live-unreadable");
  expect(error).toMatchObject({ message: expect.stringContaining("glue:GetDatabase") });
});
