// The tables and views of this repository's own events are such as the engines take.
// Each DDL passes Hive's grammar and each view Trino's, from the definitions and from every published revision.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { allRevisions, fileStore, loadRegistry, withDrafts } from "@tracklake/registry";
import { builtInEvents, type EventDefinition, isEventDefinition, toEventModel } from "@tracklake/schema";
import { athenaDdl, type TableFormat, tableModels, viewDdl, views } from "@tracklake/tables";
import { beforeAll, describe, expect, test } from "vitest";
import { type Grammar, grammar } from "../packages/tables/test/hive-grammar.js";
import config from "../tracklake.config.js";

const folder = fileURLToPath(new URL(".", import.meta.url));
const { lake } = config;
const modules = await Promise.all(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((file): Promise<{ default?: unknown }> => import(pathToFileURL(join(folder, file)).href)),
);
const definitions = modules.map((module) => module.default as EventDefinition).filter(isEventDefinition);
const models = definitions.map((definition) => toEventModel(definition, { owner: "platform" }).model);
const registry = await loadRegistry(fileStore(join(folder, "history")));
const revisions = allRevisions(registry, withDrafts(registry, [...builtInEvents, ...models]));

describe.each<TableFormat>(["json", "parquet", "iceberg"])("in %s", (format) => {
  const tables = tableModels(revisions, lake, { format });
  let hive: Grammar;
  beforeAll(async () => {
    hive = await grammar("HiveSQL");
  });

  test("every definition has its table", () => {
    const want = [...builtInEvents, ...models].map(({ name, major }) => `${name}_v${major}`);
    expect(tables.map(({ name }) => name.replace(/_curated$/, ""))).toEqual(expect.arrayContaining(want));
    expect(want.length).toBeGreaterThan(15);
  });

  test.each(tables.map((table) => [table.name, table] as const))("%s passes Hive's grammar", (_, table) => {
    expect(hive(`${athenaDdl(table)};\n`)).toEqual([]);
  });
});

describe("the views", () => {
  let trino: Grammar;
  beforeAll(async () => {
    trino = await grammar("TrinoSQL");
  });

  test.each(views(revisions, lake).map((view) => [view.name, view] as const))(
    "%s passes Trino's grammar",
    (_, view) => {
      expect(trino(`${viewDdl(view)};\n`)).toEqual([]);
    },
  );
});
