// Every event of schemas/ and one of every column type: tracked by the SDK, delivered through Firehose's protocol, and read
// back equal by Trino from the delivered lines, from curated Parquet, and through the views.
import { storeDatabase, tableName } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import type { EventModel, FieldModel } from "@tracklake/schema";
import { quoteQuery } from "@tracklake/tables";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { random } from "../compatibility/random.js";
import { deliver } from "./lake/deliver.js";
import { type EngineLake, engineLake } from "./lake/engine-lake.js";
import { registered, schemasOfRepository } from "./lake/events.js";
import { expectedRow } from "./lake/expected.js";
import { elementRows, flatRow, topArrays } from "./lake/flat-row.js";
import { randomCalls } from "./lake/random-calls.js";
import { richEvent } from "./lake/rich-event.js";
import { type Call, richCalls } from "./lake/rich-rows.js";

type Row = Readonly<Record<string, unknown>>;

const { TRACKLAKE_SEED: drawn = String(Date.now() % 2 ** 31) } = process.env;
const seed = Number(drawn);
const RANDOM_CALLS = 40;
const definitions = [...(await schemasOfRepository()), richEvent];
const events = await registered(definitions);
const tracked = events.filter(({ model }) => model.name !== "tracklake_heartbeat");
/** Whatever the clock does during the run. */
const since = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

let lake: EngineLake;
let calls: readonly Call[];

beforeAll(async () => {
  lake = await engineLake("round");
  const r = random(seed);
  calls = [...richCalls, ...tracked.flatMap(({ model }) => randomCalls(r, model, RANDOM_CALLS))];
  await lake.applyTables(events);
  await deliver(lake, events, calls);
});
afterAll(() => {
  console.info(`seed ${seed}: ${tracked.length} events, ${calls.length} rows, ${columns} columns, three ways each`);
  lake?.close();
});
let columns = 0;

describe.each(tracked.map((event): [string, RegisteredEvent] => [event.model.name, event]))("%s", (name, { model }) => {
  const table = `${storeDatabase({ name: "round" } as EngineLake["lake"])}.${tableName(name, model.major)}`;
  const fields = fieldsOf(model);
  let delivered: readonly Row[];

  test("the delivered lines", async () => {
    const mine = calls.filter((call) => call.name === name);
    expect(mine.length).toBeGreaterThan(0);
    delivered = await rows(table);
    columns += fields.length;
    expect(delivered.map((row) => of(fields, row))).toEqual(mine.map((call) => expectedRow(model, call)));
    expect(
      delivered.map(({ event_name, event_major, environment, service, event_sequence }) => [
        event_name,
        event_major,
        environment,
        service,
        event_sequence,
      ]),
    ).toEqual(mine.map((_, index) => [name, model.major, "test", "engines", String(index + 1)]));
    expect(delivered.every(({ event_date, dt }) => event_date === dt)).toBe(true);
  });

  test("curated Parquet, written by INSERT", async () => {
    const { columns: declared } = await lake.ask(`SELECT * FROM ${table} WHERE false`);
    const list = declared.map((column) => quoteQuery(column.name)).join(", ");
    await lake.ask(`INSERT INTO ${table}_curated (${list}) SELECT ${list} FROM ${table} WHERE dt >= '${since}'`);
    expect(await rows(`${table}_curated`)).toEqual(delivered);
  });

  test("the public view and its element views", async () => {
    await lake.writeViews([{ ...events.find((event) => event.model === model) } as RegisteredEvent]);
    const shown = await rows(`${lake.lake.name}.${name}`);
    const tokyo = (time: unknown) =>
      new Date(Date.parse(`${String(time).replace(" ", "T")}Z`) + 9 * 3_600_000)
        .toISOString()
        .replace("T", " ")
        .replace("Z", "");
    expect(shown).toEqual(
      delivered.map((row) => ({
        ...withoutStructs(row, fields),
        ...flatRow(fields, row),
        event_time_local: tokyo(row.event_time),
      })),
    );
    for (const array of topArrays(fields)) {
      const view = `${lake.lake.name}.${name}__${array.name}`;
      const { rows: elements } = await lake.ask(`SELECT * FROM ${view} WHERE dt >= '${since}'`);
      const wanted = delivered.flatMap((row) =>
        elementRows(array, row).map((element) => ({
          ...element,
          event_id: row.event_id,
          dt: row.dt,
          event_time_local: tokyo(row.event_time),
        })),
      );
      expect(sorted(elements)).toEqual(sorted(wanted));
    }
  });
});

async function rows(from: string): Promise<readonly Row[]> {
  const answer = await lake.ask(`SELECT * FROM ${from} WHERE dt >= '${since}' ORDER BY event_sequence`);
  return answer.rows;
}

function fieldsOf({ contexts, properties }: EventModel): FieldModel[] {
  return [...contexts.flatMap((context) => context.fields), ...properties];
}

function of(fields: readonly FieldModel[], row: Row): Row {
  return Object.fromEntries(fields.map(({ name }) => [name, row[name]]));
}

function withoutStructs(row: Row, fields: readonly FieldModel[]): Row {
  const structs = new Set(fields.filter(({ type }) => type.kind === "struct").map(({ name }) => name));
  return Object.fromEntries(Object.entries(row).filter(([name]) => !structs.has(name)));
}

function sorted(all: readonly Row[]): readonly Row[] {
  const key = ({ event_id, position }: Row) => `${event_id} ${String(position).padStart(6, "0")}`;
  return [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
