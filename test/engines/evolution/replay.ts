// A history replayed on Trino: under each revision its tables are brought up to date and its rows written, as lines, as Parquet
// in a registered partition, and into an Iceberg table; at the end all of them are read.
import { GetPartitionsCommand, UpdatePartitionCommand } from "@aws-sdk/client-glue";
import { inPublishedOrder } from "@tracklake/compat";
import { storeDatabase, tableFolder, tableName } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import { type EventModel, type FieldModel, fingerprint } from "@tracklake/schema";
import { glueTableInput, quoteQuery, tableModels } from "@tracklake/tables";
import { TrinoError } from "../ask/trino.js";
import type { EngineLake } from "../lake/engine-lake.js";
import { type Case, type Line, modelOf } from "./cases.js";
import { IcebergTable } from "./iceberg-table.js";
import { lineText, readBack, written } from "./line.js";
import type { Outcome } from "./outcome.js";
import { united } from "./united.js";

/** By the way in which the files are kept. */
export type Outcomes = Readonly<Record<"json" | "parquet" | "parquetOfTable" | "iceberg", Outcome>>;

/** A day for each revision. */
const dayOf = (step: number) => `2026-01-0${step + 1}`;

/** Replays a history under an event's name. */
export async function replay(on: EngineLake, event: string, history: Case): Promise<Outcomes> {
  const models = publishedModels(event, history);
  const table = `${storeDatabase(on.lake)}.${tableName(event, 1)}`;
  const iceberg = new IcebergTable(on.ask, `ice.${table}_iceberg`, {
    lines: table,
    location: `s3://${on.lake.bucket}/iceberg/${event}/`,
  });
  for (const [index, { lines }] of history.steps.entries()) {
    const known = revisions(models.slice(0, index + 1));
    await on.applyTables(known);
    const key = `${tableFolder(tableName(event, 1))}dt=${dayOf(index)}/lines`;
    await on.put(key, lines.map((line, row) => `${lineText({ event_id: `${index}-${row}`, ...line })}\n`).join(""));
    const { columns } = await on.ask(`SELECT * FROM ${table} WHERE false`);
    const list = columns.map(({ name }) => quoteQuery(name)).join(", ");
    const rows = `SELECT ${list} FROM ${table} WHERE dt = '${dayOf(index)}'`;
    await on.ask(`INSERT INTO ${table}_curated (${list}) ${rows}`);
    await iceberg.add(
      models
        .slice(0, index + 1)
        .map(fieldsOf)
        .reduce(united),
      list,
      rows,
    );
  }
  const fields = models.map(fieldsOf).reduce(united);
  const wanted = history.steps.flatMap(({ lines }, index) =>
    lines.map((line, row) => ({
      event_id: `${index}-${row}`,
      ...(written(fieldsOf(models[index] as EventModel), line) as Line),
    })),
  );
  const read = async (from: string): Promise<Outcome> => {
    try {
      const { rows } = await on.ask(
        `SELECT * FROM ${from} WHERE dt >= '${dayOf(0)}' AND dt <= '${dayOf(8)}' ORDER BY event_id`,
      );
      const found = rows.map((row) => ({ event_id: row.event_id, ...(readBack(fields, row) as Line) }));
      return compared(wanted, found);
    } catch (error) {
      if (error instanceof TrinoError) return { same: false, how: error.message.split("\n")[0] ?? error.code };
      throw error;
    }
  };
  const json = await read(table);
  const parquet = await read(`${table}_curated`);
  await setPartitionColumns(on, event, models);
  return {
    json,
    parquet,
    parquetOfTable: await read(`${table}_curated`),
    iceberg: iceberg.refused ?? (await read(iceberg.name)),
  };
}

/** The models of a history, their fields in the order in which a publish puts them. */
export function publishedModels(event: string, { steps }: Case): EventModel[] {
  const models: EventModel[] = [];
  for (const step of steps) models.push(inPublishedOrder(modelOf(event, step), models));
  return models;
}

/** Gives every registered partition the columns of a table of these models: what a table without partition schemas reads by. */
export async function setPartitionColumns(on: EngineLake, event: string, models: readonly EventModel[]): Promise<void> {
  const [model] = tableModels(revisions(models), on.lake, { format: "parquet" });
  if (!model) throw new Error(`${event} has no curated table`);
  const of = { DatabaseName: model.database, TableName: model.name };
  const { Partitions = [] } = await on.glue.send(new GetPartitionsCommand(of));
  const Columns = glueTableInput(model).StorageDescriptor?.Columns;
  for (const { Values, StorageDescriptor, Parameters } of Partitions) {
    const PartitionInput = { Values, Parameters, StorageDescriptor: { ...StorageDescriptor, Columns } };
    await on.glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: Values, PartitionInput }));
  }
}

function revisions(models: readonly EventModel[]): RegisteredEvent[] {
  return models.map((model, index) => ({
    model,
    revision: index + 1,
    fingerprint: fingerprint(model),
    predecessor: null,
    status: "published",
  }));
}

function fieldsOf({ contexts, properties }: EventModel): FieldModel[] {
  return [...contexts.flatMap(({ fields }) => fields), ...properties];
}

function compared(wanted: readonly Line[], found: readonly Line[]): Outcome {
  const sorted = (lines: readonly Line[]) =>
    [...lines].sort((a, b) => (String(a.event_id) < String(b.event_id) ? -1 : 1));
  const [all, there] = [sorted(wanted), sorted(found)];
  if (all.length !== there.length) return { same: false, how: `${there.length} rows instead of ${all.length}` };
  const text = (line: Line | undefined) => JSON.stringify(line, Object.keys(flat(line)).sort());
  const at = all.findIndex((line, index) => text(line) !== text(there[index]));
  return at < 0
    ? { same: true }
    : { same: false, how: `${JSON.stringify(all[at])} is read as ${JSON.stringify(there[at])}` };
}

/** All names within a value: JSON.stringify then writes members in one order at every depth. */
function flat(value: unknown): Record<string, true> {
  if (typeof value !== "object" || value === null) return {};
  return Object.assign({}, ...Object.entries(value).map(([name, member]) => ({ [name]: true, ...flat(member) })));
}
