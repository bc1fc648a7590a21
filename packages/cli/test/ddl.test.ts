// ddl: tables, views, Glue inputs of the events that were named.
import { parseDdl } from "@tracklake/tables";
import { expect, test } from "vitest";
import { project, tracklake } from "./harness.js";

test.each(["athena", "parquet", "iceberg"])("prints the table of an event for %s", async (format) => {
  const { code, stdout, stderr } = await tracklake(project(), ["ddl", "plan_changed", "--format", format]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^CREATE (EXTERNAL )?TABLE IF NOT EXISTS/);
  expect(stdout.match(/CREATE/g)).toHaveLength(1);
  if (format === "athena") expect(parseDdl(stdout.trim().replace(/;$/, "")).name).toBe("plan_changed_v1");
});

test("prints the TableInput for Glue, of all events", async () => {
  const { stdout } = await tracklake(project(), ["ddl", "--format", "glue"]);
  const inputs = JSON.parse(stdout) as { Name: string }[];
  expect(inputs.map(({ Name }) => Name).sort()).toEqual([
    "dead_letters",
    "delivery_errors",
    "http_request_v1",
    "plan_changed_v1",
    "tracklake_heartbeat_v1",
  ]);
});

test("prints views where they are asked for", async () => {
  const { stdout } = await tracklake(project(), ["ddl", "plan_changed", "--views"]);
  expect(stdout).toContain("CREATE OR REPLACE VIEW acme.plan_changed AS");
});

test("an unknown event gets the nearest name", async () => {
  const { code, stderr } = await tracklake(project(), ["ddl", "plan_chnged"]);
  expect(code).toBe(2);
  expect(stderr).toContain("Did you mean plan_changed?");
});

test("one major can be named", async () => {
  const { stdout } = await tracklake(project(), ["ddl", "plan_changed_v1", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject([{ kind: "table", name: "plan_changed_v1" }]);
});
