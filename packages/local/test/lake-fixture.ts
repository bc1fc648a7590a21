// A lake on disk for the tests: one event with nested data, its lines written as Firehose would leave them.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Lake, lakeDate, parseTimestamp, partitionFolder, tableName } from "@tracklake/envelope";
import { memoryStore, publish, type RegisteredEvent } from "@tracklake/registry";
import { defineEvent, Type, toEventModel } from "@tracklake/schema";
import { type Dimension, type LocalLake, openLake } from "../src/index.js";

export const lake: Lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

/** The same lake with the days of another time zone. */
export function lakeIn(timeZone: string): Lake {
  return { ...lake, timeZone };
}

const orderPlaced = defineEvent({
  name: "order_placed",
  description: "A customer placed an order.",
  answers: ["What was ordered today?"],
  owner: "shop",
  properties: Type.Object({
    plan: Type.String({ description: "The plan." }),
    user_id: Type.Optional(Type.Integer({ description: "The user." })),
    total: Type.Optional(Type.Number({ description: "The total." })),
    items: Type.Optional(
      Type.Array(
        Type.Object({
          sku: Type.String({ description: "Stock keeping unit." }),
          quantity: Type.Integer({ description: "How many." }),
        }),
        { description: "What was ordered." },
      ),
    ),
    address: Type.Optional(
      Type.Object({ city: Type.String({ description: "City." }) }, { description: "Where it goes." }),
    ),
    labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: "Labels." })),
  }),
});

/** The published revisions of the fixture's event. */
export async function revisions(): Promise<readonly RegisteredEvent[]> {
  const { model } = toEventModel(orderPlaced);
  const { published } = await publish(memoryStore(), [model], { now: new Date("2026-01-01T00:00:00Z") });
  return published;
}

let sequence = 0;

/** A line of the event, envelope first. */
export function line(id: string, time: string, properties: Record<string, unknown>, timeZone = lake.timeZone): string {
  const moment = parseTimestamp(time);
  if (moment === undefined) throw new TypeError(`${time} is no timestamp`);
  const envelope = {
    event_id: id,
    event_name: "order_placed",
    event_major: 1,
    event_revision: 1,
    event_time: time,
    event_date: lakeDate(timeZone)(moment),
    service: "shop",
    environment: "test",
    instance_id: "i",
    event_sequence: ++sequence,
  };
  return `${JSON.stringify({ ...envelope, ...properties })}\n`;
}

/** A lake in a folder of its own. */
export interface LakeFixture {
  readonly directory: string;
  /** Writes an object into the partition of a Japanese day; `.gz` names are compressed. */
  put(dt: string, name: string, text: string): Promise<void>;
  open(dimensions?: Record<string, Dimension>): Promise<LocalLake>;
  remove(): Promise<void>;
}

export async function lakeFixture(folder = "lake", timeZone = lake.timeZone): Promise<LakeFixture> {
  const root = await mkdtemp(join(tmpdir(), "tracklake-local-"));
  const directory = join(root, folder);
  const published = await revisions();
  const opened: LocalLake[] = [];
  return {
    directory,
    async put(dt, name, text) {
      const into = join(directory, partitionFolder(tableName("order_placed", 1), dt));
      await mkdir(into, { recursive: true });
      await writeFile(join(into, name), name.endsWith(".gz") ? gzipSync(text) : text);
    },
    async open(dimensions) {
      const local = await openLake({ directory, lake: lakeIn(timeZone), revisions: published, dimensions });
      opened.push(local);
      return local;
    },
    async remove() {
      for (const each of opened) each.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
