// A lake on disk with a real local Glue endpoint, DuckDB as the writer, and the query path of `tracklake query`.
// Its ports can be stopped before or after any of their calls.
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { GlueClient } from "@aws-sdk/client-glue";
import { type Lake, partitionFolder, tableName } from "@tracklake/envelope";
import { openLake, startLocalStack } from "@tracklake/local";
import { memoryStore, publish, type RegisteredEvent } from "@tracklake/registry";
import { defineEvent, Type, toEventModel } from "@tracklake/schema";
import { boundaryOf, curationCatalogue, lakeDatabases, runFolders, runId, tableModels, views } from "@tracklake/tables";
import { curateEvent, type EventOptions } from "../../src/curate/curate-event.js";
import { ensureCurated } from "../../src/curate/ensure.js";
import { localViews } from "../../src/curate/event-views.js";
import { folderFiles } from "../../src/curate/files/folder.js";
import { type CurationPorts, folderOf, type TablePair } from "../../src/curate/ports.js";
import type { EventReport } from "../../src/curate/report.js";
import { localWriter } from "../../src/curate/writers/local.js";

export const lake: Lake = { name: "acme", bucket: "acme-lake", timeZone: "UTC" };
export const HOUR = 3_600_000;

const orderPlaced = defineEvent({
  name: "order_placed",
  description: "A customer placed an order.",
  answers: ["What was ordered today?"],
  properties: Type.Object({
    plan: Type.String({ description: "The plan." }),
    items: Type.Optional(
      Type.Array(Type.Object({ sku: Type.String({ description: "What." }) }), { description: "What was ordered." }),
    ),
  }),
});

export async function revisions(): Promise<readonly RegisteredEvent[]> {
  const { model } = toEventModel(orderPlaced);
  return (await publish(memoryStore(), [model], { now: new Date("2026-01-01T00:00:00Z") })).published;
}

/** A line of the event. */
export function line(id: number, dt: string): string {
  const envelope = { event_id: `e-${id}`, event_name: "order_placed", event_major: 1, event_revision: 1 };
  const time = { event_time: `${dt} 01:02:03.004`, event_date: dt, event_sequence: id, instance_id: "i" };
  return `${JSON.stringify({ ...envelope, ...time, service: "s", environment: "test", plan: "pro", items: [{ sku: `s-${id}` }] })}\n`;
}

/** What a call of a port is called, such as `publish`, and when it is told of. */
export type Hook = (name: string, when: "before" | "after") => void | Promise<void>;

/** Ports whose calls are told of. */
export function hooked(ports: CurationPorts, hook: Hook): CurationPorts {
  const wrap = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          await hook(String(name), "before");
          const result: unknown = await value.apply(target, args);
          await hook(String(name), "after");
          return result;
        };
      },
    });
  return {
    ...ports,
    files: wrap(ports.files),
    catalogue: wrap(ports.catalogue),
    writer: wrap(ports.writer),
    views: wrap(ports.views),
    async ensure(curated) {
      await hook("ensure", "before");
      await ports.ensure(curated);
      await hook("ensure", "after");
    },
  };
}

/** A lake to curate. */
export interface Fixture {
  readonly pair: TablePair;
  readonly ports: CurationPorts;
  /** Writes a delivered file; the same id twice is a duplicate. */
  deliver(dt: string, file: string, ids: readonly number[]): Promise<void>;
  /** Removes the delivered files of a day, as a lifecycle does. */
  expire(dt: string): Promise<void>;
  curate(
    more?: Partial<EventOptions> & {
      ports?: CurationPorts;
      to?: string;
      lateFrom?: string;
      from?: string;
      again?: boolean;
    },
  ): Promise<EventReport>;
  /** The ids that the public view shows, and those of the view of elements, sorted; doubles are doubles. */
  seen(): Promise<{ readonly events: readonly number[]; readonly elements: readonly number[] }>;
  boundary(): Promise<string | undefined>;
  /** Run folders as `<dt>/<run>`, those that partitions point to and those that are there. */
  runs(): Promise<{ readonly pointed: readonly string[]; readonly there: readonly string[] }>;
  close(): Promise<void>;
}

export async function fixture(): Promise<Fixture> {
  const root = await mkdtemp(join(tmpdir(), "tracklake-curate-test-"));
  const directory = join(root, "lake");
  const stack = await startLocalStack({ directory, log: () => {} });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new GlueClient({ endpoint: stack.url, region: "local", credentials, maxAttempts: 1 });
  const published = await revisions();
  const [delivered] = tableModels(published, lake);
  const [curated] = tableModels(published, lake, { format: "parquet" });
  if (!delivered || !curated) throw new Error("the event gives two tables");
  const pair = { delivered, curated };
  const catalogue = curationCatalogue(client);
  const ports: CurationPorts = {
    files: folderFiles(directory),
    catalogue,
    writer: localWriter(directory),
    views: localViews,
    ensure: (model) => ensureCurated(client, lakeDatabases(lake), model),
    now: Date.now,
    newRun: () => runId(),
  };
  const opened = await openLake({ directory, lake, revisions: published });
  const folder = (dt: string) => join(directory, partitionFolder(tableName("order_placed", 1), dt));
  const ids = async (view: string) => {
    const { rows } = await opened.query(`SELECT event_id FROM ${view}`);
    return rows.map(([id]) => Number(String(id).slice(2))).sort((a, b) => a - b);
  };
  // Each file is younger than the one before, whatever the file system's clock makes of it.
  let written = Date.now() - 1_000_000;
  return {
    pair,
    ports,
    async deliver(dt, file, ids) {
      const path = join(folder(dt), file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.tmp`, ids.map((id) => line(id, dt)).join(""));
      written += 10;
      await utimes(`${path}.tmp`, new Date(written), new Date(written));
      await (await import("node:fs/promises")).rename(`${path}.tmp`, path);
    },
    expire: (dt) => rm(folder(dt), { recursive: true, force: true }),
    curate({ ports: other = ports, to = "2026-03-03", lateFrom = "2026-03-01", from, again, ...more } = {}) {
      const wanted = {
        to,
        lateFrom,
        lookFrom: "2026-01-01",
        ...(from === undefined ? {} : { from }),
        ...(again === undefined ? {} : { again }),
      };
      const job = {
        event: "order_placed",
        pairs: [pair],
        views: (curatedThrough: ReadonlyMap<string, string>) => views(published, lake, { curatedThrough }),
      };
      return curateEvent(other, job, { wanted, grace: 24 * HOUR, ...more });
    },
    async seen() {
      return { events: await ids("order_placed"), elements: await ids("order_placed__items") };
    },
    boundary: async () => boundaryOf((await catalogue.table(curated))?.Parameters),
    async runs() {
      const days = await catalogue.partitions(curated);
      const pointed = [...days.values()].map(({ dt, location }) => `${dt}/${/run=([^/]+)\/$/.exec(location)?.[1]}`);
      const files = await folderFiles(directory).list(folderOf(curated));
      const there = runFolders(folderOf(curated), files).map(({ dt, run }) => `${dt}/${run}`);
      return { pointed: pointed.sort(), there: there.sort() };
    },
    async close() {
      opened.close();
      client.destroy();
      await stack.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
