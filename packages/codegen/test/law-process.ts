// The encoder's law, in a process that refuses to evaluate code: reads models and their generated definitions, tracks
// values through the runtime, compares whole lines with the verdict, and prints what it met as JSON. See law.test.ts.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { EventModel } from "@tracklake/schema";
import { createRuntime, type DeadLetter } from "@tracklake/sdk";
import type { Definitions } from "@tracklake/sdk/encoder";
import { memorySink } from "@tracklake/sdk/memory";
import fc from "fast-check";
import { arbitraryTracked, type Tracked } from "./arbitrary-value.js";
import { parsedLine, sameJson } from "./parsed-line.js";
import { piiKey } from "./protected.js";
import { host, Law, type Verdict } from "./verdict.js";

interface Input {
  readonly models: readonly { readonly model: EventModel; readonly timeZone: string; readonly file: string }[];
  readonly runs: number;
  readonly seed: number;
}
const { models, runs, seed } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Input;
const met = { accepted: 0, refused: 0, longest: 0, tooLong: 0, tooLongPlain: 0, tooDeep: 0, withContexts: 0, unset: 0 };

for (const [index, { model, timeZone, file }] of models.entries()) {
  const { definitions } = (await import(pathToFileURL(file).href)) as { definitions: Definitions };
  const law = new Law(model, timeZone, await definitions.explainers());
  const { track, close } = tracker(definitions);
  let sequence = 0;
  const holds = async (generated: Tracked) => {
    const call = law.atLimit(generated, sequence + 1);
    const verdict = law.verdict(call, sequence + 1);
    const { line, letter } = await track(call);
    if (line !== undefined) sequence++;
    count(verdict, model);
    const { fits, tooLong, tooLongPlain, bytes } = verdict;
    if ((line !== undefined) !== (fits && !tooLong && !tooLongPlain)) {
      throw new Error(
        `${cut({ fits, tooLong, tooLongPlain })}, but the line is ${cut(line)} and refused are ${cut(letter)}`,
      );
    }
    if (line === undefined) {
      if (!letter?.violations?.length) throw new Error(`the dead letter gives no reason: ${cut(letter)}`);
      return;
    }
    const fields = verdict.parts.flatMap((part) => part.fields);
    const { event_id, instance_id: _, ...columns } = parsedLine(line, fields);
    if (!isEventId(event_id, call.time)) throw new Error(`the id of ${call.time} is ${event_id}`);
    if (!sameJson(columns, verdict.columns())) {
      throw new Error(`the line holds ${cut(line)}, not ${cut(verdict.columns())}`);
    }
    if (!line.endsWith("}\n") || Buffer.byteLength(line) !== bytes) {
      throw new Error(`the line has ${Buffer.byteLength(line)} bytes, not ${bytes}`);
    }
    met.longest = Math.max(met.longest, bytes);
  };
  await fc.assert(fc.asyncProperty(arbitraryTracked(model), holds), { numRuns: runs, seed: seed + index });
  await close();
}
process.stdout.write(JSON.stringify({ ...met, models: models.length }));

/** A tracker as a service has it, that gives the line or the dead letter of each call. */
function tracker(definitions: Definitions) {
  const sink = memorySink();
  const letters: DeadLetter[] = [];
  let now = 0;
  const runtime = createRuntime(definitions, {
    ...host,
    sink,
    heartbeat: false,
    pii: { keys: [piiKey] },
    deadLetters: { add: async (letter) => letters.push(letter) > 0 },
    logger: { warn: () => {} },
    clock: () => now,
  });
  const track = async ({ value, contexts, time }: Tracked) => {
    now = time;
    runtime.withContext(contexts as never, () => runtime.track("event", value as object));
    await runtime.flush();
    const lines = sink.lines.map(({ text }) => text);
    sink.clear();
    const refused = letters.splice(0);
    if (lines.length + refused.length !== 1) throw new Error(`${lines.length} lines, ${refused.length} dead letters`);
    return { line: lines[0], letter: refused[0] };
  };
  return { track, close: () => runtime.close() };
}

function count({ fits, tooLong, tooLongPlain, parts }: Verdict, { contexts }: EventModel): void {
  const accepted = fits && !tooLong && !tooLongPlain;
  met[accepted ? "accepted" : "refused"]++;
  if (tooLong) met.tooLong++;
  if (tooLongPlain) met.tooLongPlain++;
  if (parts.some(({ tooDeep }) => tooDeep)) met.tooDeep++;
  if (accepted && parts.length > 1) met.withContexts++;
  if (accepted && parts.length <= contexts.length) met.unset++;
}

/** Whether a text is a UUIDv7 of this moment. */
function isEventId(id: unknown, time: number): boolean {
  const [, high = "", low = ""] =
    /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.exec(String(id)) ?? [];
  return Number.parseInt(high + low, 16) === time;
}

/** The beginning of a value, for messages. */
function cut(value: unknown): string {
  return (typeof value === "string" ? value : (JSON.stringify(value) ?? "none")).slice(0, 2_000);
}
