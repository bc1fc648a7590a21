// Events as the registry has them, and the client that codegen writes for them, loaded from a folder that git ignores.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateClient, writeGenerated } from "@tracklake/codegen";
import { loadRegistry, memoryStore, type RegisteredEvent, withDrafts } from "@tracklake/registry";
import { builtInEvents, type EventDefinition, isEventDefinition, sha256, toEventModel } from "@tracklake/schema";
import type { Counts, Receipt, TrackerOptions } from "@tracklake/sdk";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A tracker, as far as names are chosen at run time. */
export interface AnyTracker {
  track(name: string, properties: unknown): Receipt;
  withContext<Result>(contexts: unknown, body: () => Result): Result;
  close(options?: { readonly deadline?: number }): Promise<Counts>;
}

/** The definitions of this repository's `schemas/`. */
export async function schemasOfRepository(): Promise<EventDefinition[]> {
  const files = ["schemas", "schemas/github"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
      .map((name) => join(root, folder, name)),
  );
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href)));
  return modules.map((module: { default: unknown }) => module.default).filter(isEventDefinition);
}

/** Definitions, and the events that every client has, as first revisions. */
export async function registered(definitions: readonly EventDefinition[]): Promise<RegisteredEvent[]> {
  const models = definitions.map((definition) => toEventModel(definition, { owner: "platform" }).model);
  return withDrafts(await loadRegistry(memoryStore()), [...builtInEvents, ...models]);
}

/** The tracker of a client that is generated for these events. */
export async function trackerOf(
  events: readonly RegisteredEvent[],
  timeZone: string,
  options: TrackerOptions,
): Promise<AnyTracker> {
  // One folder for each set of events: a module of a path that was loaded before is not read again.
  const id = sha256(events.map(({ fingerprint }) => fingerprint).join()).slice(0, 16);
  const folder = join(root, `test/engines/.tracklake/client-${id}`);
  await writeGenerated(folder, generateClient(events, { timeZone }));
  const client = (await import(pathToFileURL(join(folder, "index.js")).href)) as {
    createTracker(options: TrackerOptions): AnyTracker;
  };
  return client.createTracker(options);
}
