// This repository's own definitions hold what the product asks of everybody's.
// Lint at its strictest, a column for everything, and no JSON text anywhere.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkHistory, fileStore, loadRegistry, withDrafts } from "@tracklake/registry";
import {
  builtInEvents,
  type EventDefinition,
  hiveType,
  isEventDefinition,
  lintEvents,
  toEventModel,
} from "@tracklake/schema";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .filter((name) => !/(^|\/)(contexts|types|history)\//.test(name))
  .sort();
const definitions = await Promise.all(
  files.map(async (file) => {
    const { default: definition } = (await import(pathToFileURL(join(folder, file)).href)) as {
      default: EventDefinition;
    };
    return { file, definition };
  }),
);
const models = definitions.map(({ file, definition }) => ({ file, ...toEventModel(definition) }));

test("each file is one event of the file's name", () => {
  const wrong = definitions.filter(
    ({ file, definition }) =>
      !isEventDefinition(definition) || !file.endsWith(`${definition.name.replaceAll("_", "-")}.ts`),
  );
  expect(wrong).toEqual([]);
});

test("everything has a column", () => {
  expect(models.flatMap(({ findings }) => findings)).toEqual([]);
});

test("lint has nothing to say, not even before a publish", () => {
  expect(lintEvents(models, { phase: "publish" })).toEqual([]);
});

test("no column holds JSON text", () => {
  const json = models.filter(({ model }) => JSON.stringify(model).includes('"kind":"json"'));
  expect(json.map(({ file }) => file)).toEqual([]);
});

test("there are eight events of a business application, and GitHub's with structs and arrays", () => {
  const github = models.filter(({ model }) => model.name.startsWith("github_"));
  expect(models.length - github.length).toBeGreaterThanOrEqual(8);
  const push = github.find(({ model }) => model.name === "github_push_received");
  const commits = push?.model.properties.find((field) => field.name === "commits");
  expect(commits && hiveType(commits.type)).toMatch(/^array<struct<id:string,.*author:struct<.*added:array<string>/);
});

test("everything is published, and the history is sound", async () => {
  const store = fileStore(join(folder, "history"));
  expect(await checkHistory(store)).toEqual([]);
  const owned = definitions.map(({ definition }) => toEventModel(definition, { owner: "platform" }).model);
  const events = withDrafts(await loadRegistry(store), [...builtInEvents, ...owned]);
  expect(events.filter(({ status }) => status === "draft").map(({ model }) => model.name)).toEqual([]);
});
