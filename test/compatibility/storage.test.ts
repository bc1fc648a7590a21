// STORAGE, as far as DuckDB can tell: rows written under the older revision, as lines and as Parquet, read through the new
// table's declaration with the values that were written. The proof on the engine itself stands elsewhere.
// TRACKLAKE_PROOF_PAIRS=5000 npx vitest run --project repository test/compatibility/storage.test.ts
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { judgeEvent, type StorageFormat } from "@tracklake/compat";
import type { RegisteredEvent } from "@tracklake/registry";
import { type EventModel, fingerprint } from "@tracklake/schema";
import { duckdbColumns, quoteAlways, tableModels } from "@tracklake/tables";
import fc from "fast-check";
import { expect, test } from "vitest";
import { closed } from "./event-validator.js";
import { proofRuns, random } from "./random.js";
import { type EventDocument, randomDocument } from "./random-document.js";
import { edited } from "./random-edit.js";
import { randomEvent } from "./random-model.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "UTC" };
const runs = proofRuns(60);
const count = runs.numRuns;

test("what is safe for storage is read with the values that were written", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-storage-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const seen = { json: 0, parquet: 0, rows: 0, breaks: 0 };
  try {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0 }), async (seed) => {
        const r = random(seed);
        const history = [randomEvent(r)];
        for (let more = r.below(3); more > 0; more--)
          history.push(edited(r, history.at(-1) ?? (history[0] as EventModel)));
        const current = edited(r, history.at(-1) as EventModel);
        const published = history.map((model, index) => ({ revision: index + 1, model }));
        for (const format of ["json", "parquet"] as const) {
          if (!(await wasSafe(format))) {
            seen.breaks++;
            continue;
          }
          const columns = declared([...history, current], format);
          for (const model of history) {
            const accepts = closed(model);
            const rows = Array.from({ length: 6 }, () => randomDocument(r, model)).filter(accepts);
            if (rows.length === 0 || Object.keys(declared([model], format)).length === 0) continue;
            const own = declared([model], format);
            const file = join(folder, `${format}.${format}`);
            const lines = join(folder, "lines.ndjson");
            await writeFile(lines, rows.map((row) => `${line(row, model)}\n`).join(""));
            if (format === "parquet") {
              await connection.run(`COPY (SELECT * FROM ${reader(lines, own)}) TO '${file}' (FORMAT parquet)`);
            }
            const source = format === "json" ? lines : file;
            const written = await values(format, source, own, own);
            const read = await values(format, source, columns, own);
            expect({ format, read, history, current }).toEqual({ format, read: written, history, current });
            seen[format]++;
            seen.rows += rows.length;
          }
        }

        /** Whether every step of the history, and the last one, is safe on a format. */
        async function wasSafe(format: StorageFormat): Promise<boolean> {
          const models = [...history, current];
          return models.every((model, index) => {
            const { judgements } = judgeEvent(published.slice(0, index), model, {
              formats: [format],
              counterexamples: false,
            });
            return judgements.every(({ verdicts }) => verdicts.STORAGE === "safe");
          });
        }
      }),
      runs,
    );
  } finally {
    connection.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
  console.info(`seed ${runs.seed}: ${count} histories: ${JSON.stringify(seen)}`);
  expect(Math.min(seen.json, seen.parquet, seen.breaks)).toBeGreaterThan(count / 20);

  async function values(
    format: "json" | "parquet",
    file: string,
    columns: Readonly<Record<string, string>>,
    wanted: Readonly<Record<string, string>>,
  ): Promise<unknown[]> {
    const from = format === "json" ? reader(file, columns) : await parquet(file, columns);
    const names = Object.keys(wanted).map(quoteAlways).join(", ");
    const rows = await connection.runAndReadAll(`SELECT to_json(t)::VARCHAR FROM (SELECT ${names} FROM ${from}) t`);
    return rows.getRows().map(([text]) => withoutNull(JSON.parse(String(text))));
  }

  /** A Parquet file as a table declares it: columns and struct fields by name, those that it lacks are NULL. */
  async function parquet(file: string, columns: Readonly<Record<string, string>>): Promise<string> {
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${file}')`);
    const there = new Set(described.getRows().map(([name]) => String(name)));
    const shown = Object.entries(columns).map(([name, type]) => {
      const quoted = quoteAlways(name);
      return there.has(name) ? `CAST(${quoted} AS ${type}) AS ${quoted}` : `CAST(NULL AS ${type}) AS ${quoted}`;
    });
    return `(SELECT ${shown.join(", ")} FROM read_parquet('${file}'))`;
  }
}, 1_800_000);

function reader(file: string, columns: Readonly<Record<string, string>>): string {
  const list = Object.entries(columns).map(([name, type]) => `${quoteText(name)}: ${quoteText(type)}`);
  return `read_json('${file}', format = 'newline_delimited', records = 'true', columns = {${list.join(", ")}})`;
}

/** The columns of an event's table over these revisions, the envelope's aside. */
function declared(models: readonly EventModel[], format: "json" | "parquet"): Record<string, string> {
  const revisions = models.map(
    (model, index): RegisteredEvent => ({
      model,
      revision: index + 1,
      fingerprint: fingerprint(model),
      predecessor: null,
      status: "published",
    }),
  );
  const [table] = tableModels(revisions, lake, { format });
  const own = new Set(
    models
      .flatMap(({ contexts, properties }) => [...contexts.flatMap(({ fields }) => fields), ...properties])
      .map(({ name }) => name),
  );
  return Object.fromEntries(Object.entries(table ? duckdbColumns(table) : {}).filter(([name]) => own.has(name)));
}

/** The line of an event: one flat object, where a BigInt is a number of all its digits. */
function line({ properties, contexts }: EventDocument, model: EventModel): string {
  const fields = [...model.contexts.flatMap((context) => context.fields), ...model.properties];
  const flat: Record<string, unknown> = Object.assign({}, ...Object.values(contexts), properties);
  const members = Object.entries(flat).map(([name, value]) => {
    const type = fields.find((field) => field.name === name)?.type;
    return `${JSON.stringify(name)}:${type?.kind === "bigint" ? value : JSON.stringify(value)}`;
  });
  return `{${members.join(",")}}`;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** NULL and a missing value are one: a field that was added later is NULL in older rows. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNull(member)]));
}
