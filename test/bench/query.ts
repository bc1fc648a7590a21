// What the same question takes of raw JSON text, of the typed table over the same lines, and of curated Parquet: time and bytes,
// on DuckDB and on Trino. `npm run bench -- query --events 10000000`; the engines of docs/engines.md are needed.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { median, printTable } from "./paired.js";
import { writeEvents } from "./query/data.js";
import { duckdb, type Engine, forms, trino } from "./query/engines.js";
import { questions } from "./query/questions.js";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: "string", default: "200000" },
    days: { type: "string", default: "10" },
    rounds: { type: "string", default: "3" },
    warmups: { type: "string", default: "1" },
    distinct: { type: "string" },
    questions: { type: "string", default: "3" },
    folder: { type: "string" },
  },
});
const distinct = values.distinct === undefined ? {} : { distinct: Number(values.distinct) };
const size = { events: Number(values.events), days: Number(values.days), ...distinct };
const folder = values.folder ?? (await mkdtemp(join(tmpdir(), "tracklake-query-")));
const say = (text: string) => void process.stderr.write(`${text}\n`);
const mebibytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(bytes < 100 * 1024 * 1024 ? 2 : 0);
const engines: Engine[] = [];
try {
  const data = await writeEvents(folder, size, (day) => say(`${day} written`));
  const middle = data.days[data.days.length >> 1] ?? "";
  say(
    `${size.events} events in ${size.days} days: ${mebibytes(data.bytes.lines)} MiB of gzipped lines, ${mebibytes(data.bytes.parquet)} MiB of Parquet`,
  );
  engines.push(await duckdb(data), await trino(data));
  const table: string[][] = [];
  for (const question of questions(middle).slice(0, Number(values.questions))) {
    const day = question.typed("").includes("dt = ") ? middle : undefined;
    let answer: string | undefined;
    for (const engine of engines) {
      const measured = new Map<string, { seconds: number; cpu: number; bytes: number }>();
      for (const form of forms) {
        const times: number[] = [];
        let [bytes, cpu] = [0, 0];
        for (let round = -Number(values.warmups); round < Number(values.rounds); round++) {
          const start = performance.now();
          const found = await engine.ask(form, question, day);
          if (round >= 0) times.push((performance.now() - start) / 1000);
          answer ??= found.rows;
          if (found.rows !== answer) throw new Error(`${engine.name} answers "${question.name}" of ${form} otherwise`);
          bytes = found.bytes;
          cpu = found.cpu;
        }
        measured.set(form, { seconds: median(times), cpu, bytes });
        say(`${engine.name}, ${question.name}, ${form}: ${median(times).toFixed(1)} s`);
      }
      const parquet = measured.get("Parquet")?.bytes ?? Number.NaN;
      for (const [form, { seconds, cpu, bytes }] of measured) {
        table.push([
          question.name,
          engine.name,
          form,
          `${seconds.toFixed(2)} s`,
          `${cpu.toFixed(1)} s`,
          mebibytes(bytes),
          `${(bytes / parquet).toFixed(1)} ×`,
        ]);
      }
    }
  }
  printTable(["question", "engine", "of", "time", "processor", "MiB read", "against Parquet"], table);
} finally {
  for (const engine of engines) await engine.close();
  if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
}
