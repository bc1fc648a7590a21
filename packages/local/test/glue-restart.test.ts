// The catalogue's own: what it keeps over a restart, and the faults that it is asked for.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateDatabaseCommand, CreateTableCommand, GetTableCommand, UpdateTableCommand } from "@aws-sdk/client-glue";
import { expect, test } from "vitest";
import { refusal, testStack } from "./stack-clients.js";

test("the catalogue is the same after a restart, whatever its names", async () => {
  const root = await mkdtemp(join(tmpdir(), "tracklake-glue-"));
  const options = { directory: join(root, "lake"), glueDirectory: join(root, "deep", "glue") };
  const before = await testStack(options);
  for (const name of ["..", "a/b", "x".repeat(255)]) {
    await before.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: name } }));
    await before.glue.send(new CreateTableCommand({ DatabaseName: name, TableInput: { Name: name } }));
    await before.glue.send(new UpdateTableCommand({ DatabaseName: name, TableInput: { Name: name, Owner: "me" } }));
  }
  await before.stop();
  const after = await testStack(options);
  for (const name of ["..", "a/b", "x".repeat(255)]) {
    const { Table } = await after.glue.send(new GetTableCommand({ DatabaseName: name, Name: name }));
    expect(Table).toMatchObject({ VersionId: "1", Owner: "me" });
  }
  await after.stop();
  await rm(root, { recursive: true });
});

test("Glue's own faults come as they are asked for, and are counted", async () => {
  const faulty = await testStack({ glueFaults: { throttles: 1, seed: 1 } });
  expect(await refusal(faulty.glue.send(new GetTableCommand({ DatabaseName: "a", Name: "b" })))).toBe(
    "ThrottlingException",
  );
  expect(faulty.stack.stats().glueFaults).toMatchObject({ throttles: 1, seed: 1 });
  expect(faulty.stack.stats().faults).toMatchObject({ throttles: 0 });
  await faulty.stop();
});
