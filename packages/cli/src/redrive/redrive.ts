// Redrive: file by file, events are built, noted in the file's journal, sent, and noted as sent. Whatever happens in
// between, the next run goes on from there: nothing is sent twice in silence, and nothing is deleted.
import { eventId, timestampText } from "@tracklake/envelope";
import { type Candidate, candidatesOf, errorLineWith } from "./candidates.js";
import { giveBack, layAside, leave, placesOf, sizeOf, take } from "./file-moves.js";
import { type Attempt, Journal, sentBefore } from "./journal.js";
import { closingHeartbeat, type Numbering, type RebuildOptions } from "./rebuild.js";
import type { Report } from "./report.js";
import { JOURNAL, linesOf, REDRIVING, type Source, sourceFiles } from "./source-files.js";
import type { Target } from "./target.js";

/** What a run is told. */
export interface RedriveOptions extends RebuildOptions {
  readonly target: Target;
  /** Whether a candidate is meant; others stay where they are. */
  wanted(candidate: Candidate): boolean;
  /** Lines sent at once. @default 500 */
  readonly batchLines?: number;
  /** Told after each batch. */
  progress(report: Report): void;
}

/** Firehose's own limits, with room for base64 and the request. */
const BATCH_LINES = 500;
const BATCH_BYTES = 3 * 1024 * 1024;

/** Says what a run would do; changes nothing and numbers nothing. */
export async function rehearse(source: Source, options: Omit<RedriveOptions, "target">, report: Report): Promise<void> {
  for (const below of [REDRIVING, ""] as const) {
    for (const path of await sourceFiles(source, below)) {
      report.files++;
      const { taken, waiting } = placesOf(source, path);
      const sent = await sentBefore(`${taken}${JOURNAL}`);
      for await (const { candidate, place } of candidatesIn(source, below === "" ? waiting : taken)) {
        if (below !== "" && sent.has(place)) report.already++;
        else if (!options.wanted(candidate)) report.skipped++;
        else {
          const built = candidate.build(options, unnumbered);
          if ("problem" in built) report.leave(candidate, built.problem);
          else report.send(candidate);
        }
      }
    }
  }
}

/** Sends what a source holds: first what an earlier run has begun. */
export async function redrive(source: Source, options: RedriveOptions, report: Report): Promise<void> {
  for (const path of await sourceFiles(source, REDRIVING)) await redriveFile(source, path, options, report);
  for (const path of await sourceFiles(source, "")) {
    if (await take(placesOf(source, path))) await redriveFile(source, path, options, report);
  }
}

async function redriveFile(source: Source, path: string, options: RedriveOptions, report: Report): Promise<void> {
  const places = placesOf(source, path);
  const journal = await Journal.open(`${places.taken}${JOURNAL}`);
  report.files++;
  report.already += journal.sent;
  let left: string[];
  let ended = false;
  try {
    let size: number;
    do {
      // A tracker that had the file open when it was taken may still have written to it.
      size = await sizeOf(places.taken);
      await sendFile(source, places.taken, journal, options, report);
    } while ((await sizeOf(places.taken)) !== size);
    ended = !journal.isPending && (await sendEnd(journal, options));
    left = await leftOf(source, places.taken, journal, options, report);
  } finally {
    await journal.close();
  }
  // What was refused for now is tried again by the next run, as it was numbered.
  if (!ended) return;
  if (journal.sent === 0) return giveBack(places);
  if (left.length > 0) await leave(places.waiting, left.map((line) => `${line}\n`).join(""));
  await layAside(places);
}

/** Sends what can be sent of a file and was not. */
async function sendFile(
  source: Source,
  path: string,
  journal: Journal,
  options: RedriveOptions,
  report: Report,
): Promise<void> {
  let batch: (Attempt & { readonly candidate: Candidate })[] = [];
  let bytes = 0;
  const send = async () => {
    await journal.trying(batch);
    const taken = await options.target.send(batch.map(({ line }) => line));
    const sent = batch.filter((_, index) => taken[index]);
    await journal.wasSent(sent.map(({ place }) => place));
    await journal.wasRefused(batch.filter((_, index) => !taken[index]).map(({ place }) => place));
    for (const { candidate } of sent) report.send(candidate);
    batch = [];
    bytes = 0;
    options.progress(report);
  };
  for await (const { place, candidate } of candidatesIn(source, path)) {
    const tried = journal.wasTried(place);
    if (journal.isSent(place) || journal.isTriedNow(place) || !(tried || options.wanted(candidate))) continue;
    const built = tried?.line ? { line: tried.line } : candidate.build(options, journal);
    if ("problem" in built) continue;
    if (tried?.unsure) report.unsure++;
    const size = Buffer.byteLength(built.line.text);
    if (batch.length === (options.batchLines ?? BATCH_LINES) || bytes + size > BATCH_BYTES) await send();
    batch.push({ place, line: built.line, built: !candidate.whole, candidate });
    bytes += size;
  }
  if (batch.length > 0) await send();
}

/** The lines of a file that hold events which were not sent, without those that were; each is reported. */
async function leftOf(
  source: Source,
  path: string,
  journal: Journal,
  options: RedriveOptions,
  report: Report,
): Promise<string[]> {
  const left: string[] = [];
  let line: { readonly at: number; readonly text: string; readonly subs: number[]; count: number } | undefined;
  const end = () => {
    if (!line || line.subs.length === 0) return;
    left.push(line.subs.length === line.count ? line.text : errorLineWith(line.text, line.subs));
  };
  for await (const { text, at, sub, place, candidate } of candidatesIn(source, path)) {
    if (line?.at !== at) {
      end();
      line = { at, text, subs: [], count: 0 };
    }
    line.count++;
    if (journal.isSent(place)) continue;
    line.subs.push(sub);
    if (journal.wasTried(place)) report.leave(candidate, "was refused by the target for now; run it again");
    else if (!options.wanted(candidate)) report.skipped++;
    else {
      const built = candidate.build(options, unnumbered);
      report.leave(candidate, "problem" in built ? built.problem : "came too late; run it again");
    }
  }
  end();
  return left;
}

/** Ends the lines that were built anew as an instance of a tracker ends: with a heartbeat. */
async function sendEnd(journal: Journal, options: RedriveOptions): Promise<boolean> {
  if (journal.last.size === 0 || journal.isSent("end")) return true;
  const now = Date.now();
  const tried = journal.wasTried("end")?.line;
  const numbering = { instanceId: journal.instanceId, next: () => 1 };
  const built = tried
    ? { line: tried }
    : closingHeartbeat(eventId(now), timestampText(now) ?? "", journal.last, options, numbering);
  // A registry of before the heartbeat has none: then the tail of these lines stays unknown.
  if ("problem" in built) return true;
  await journal.trying([{ place: "end", line: built.line, built: true }]);
  const [taken] = await options.target.send([built.line]);
  if (taken) await journal.wasSent(["end"]);
  return taken === true;
}

/** For what is only looked at. */
const unnumbered: Numbering = { instanceId: "00000000-0000-4000-8000-000000000000", next: () => 1 };

/** Every candidate of a file with its place. */
async function* candidatesIn({ kind }: Source, path: string) {
  let at = 0;
  for await (const text of linesOf(path)) {
    if (text === "") continue;
    for (const [sub, candidate] of candidatesOf(kind, text).entries()) {
      yield { text, at, sub, candidate, place: `${at}.${sub}` as const };
    }
    at++;
  }
}
