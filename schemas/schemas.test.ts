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
import config from "../tracklake.config.js";

/** What the project has decided not to be told. */
const settings = { ignore: config.lint?.ignore ?? [] };
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

test("lint has nothing to say, not even before a publish", async () => {
  const registry = await loadRegistry(fileStore(join(folder, "history")));
  const published = registry.current().map(({ model }) => model);
  expect(lintEvents(models, { phase: "publish", published, settings })).toEqual([]);
});

test("were they new, lint would ask of them what can no longer be changed", () => {
  const said = lintEvents(models, { phase: "publish" }).map(({ rule, path }) => `${rule} ${path}`);
  expect(said.filter((finding) => !finding.startsWith("unbounded"))).toEqual([
    "personal-data github_check_run_changed.name",
    "time-name github_issue_changed.milestone.due_on",
    "time-name github_pull_request_changed.milestone.due_on",
    "type-conflict github_push_received.commits",
    "time-name github_push_received.head_commit.timestamp",
    "time-name github_push_received.commits[].timestamp",
    "time-name github_workflow_run_changed.head_commit.timestamp",
  ]);
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
