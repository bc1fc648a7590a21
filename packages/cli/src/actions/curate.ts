// `tracklake curate`: delivered JSON into Parquet, day by day, and the views' boundary after it.
import { datePattern } from "@tracklake/envelope";
import { tableModels } from "@tracklake/tables";
import { curateEvent, type EventJob } from "../curate/curate-event.js";
import type { Wanted } from "../curate/curate-table.js";
import { daysBefore, lastDay, wholeDays } from "../curate/durations.js";
import { curateProgress } from "../curate/progress.js";
import type { EventReport } from "../curate/report.js";
import { curationTarget } from "../curate/target.js";
import { CliError, type ExitCode } from "../errors.js";
import type { CurateOptions } from "../options.js";
import { curatedData, curatedExit, curatedText } from "../print/curated.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";
import { eventViews } from "../views/project-views.js";

/** Carries out the command. */
export async function curate(session: Session, options: CurateOptions, events: readonly string[]): Promise<ExitCode> {
  const state = await readState(session);
  stopAtErrors(session, { ...state, findings: state.findings.filter(({ severity }) => severity === "error") });
  const wanted = wantedDays(options, state.project.lake.timeZone);
  const target = await curationTarget(session, state.project, options);
  const controller = new AbortController();
  const ended = new AbortController();
  void session.io.interrupted().then(() => {
    if (ended.signal.aborted) return;
    session.progress("ending: what is visible stays, what is half written is not seen");
    controller.abort();
  });
  try {
    const jobs = eventJobs(session, state, events, target.local);
    session.progress(`${options.dryRun ? "looking at" : "curating"} ${target.where} up to ${wanted.to}`);
    const progress = curateProgress(session);
    const reports = await inTurns(jobs, options.concurrency, (job) =>
      curateEvent(target.ports, job, {
        wanted,
        grace: options.grace,
        dryRun: options.dryRun,
        signal: controller.signal,
        onDay: progress.onDay,
        onBytes: progress.onBytes,
      }),
    ).finally(progress.end);
    print(session, reports, wanted, options);
    return curatedExit(reports, options.dryRun ?? false);
  } finally {
    ended.abort();
    await target.close();
  }
}

/** @throws CliError `wrong-use` */
function wantedDays(options: CurateOptions, timeZone: string): Wanted {
  const { from, to, late, lookBack, settle, again } = options;
  for (const [name, day] of Object.entries({ from, to })) {
    if (day !== undefined && !datePattern.test(day)) {
      throw new CliError("wrong-use", `--${name} is "${day}"; it is a day of the lake, such as 2026-01-31.`);
    }
  }
  const over = lastDay(timeZone, Date.now(), settle);
  if (to !== undefined && to > over) {
    throw new CliError(
      "wrong-use",
      `--to ${to} is not over yet in ${timeZone}, or not for long (--settle); the last day that is, is ${over}.`,
    );
  }
  const last = to ?? over;
  if (from !== undefined && from > last) {
    throw new CliError("wrong-use", `--from ${from} comes after the last day, ${last}. Name an earlier one.`);
  }
  if (again && from === undefined) {
    throw new CliError(
      "wrong-use",
      "--again writes days that are up to date once more: name them with --from and --to.",
    );
  }
  return {
    to: last,
    lateFrom: daysBefore(over, Math.max(0, wholeDays(late) - 1)),
    lookFrom: daysBefore(over, wholeDays(lookBack)),
    ...(from === undefined ? {} : { from }),
    ...(again === undefined ? {} : { again }),
  };
}

/** @throws CliError `event-unknown` */
function eventJobs(
  session: Session,
  { project, revisions, events: known }: State,
  named: readonly string[],
  local: boolean,
): EventJob[] {
  const { lake } = project;
  const drafts = known.filter(({ status }) => status === "draft").map(({ model }) => model.name);
  const wanted = local ? revisions : revisions.filter(({ status }) => status === "published");
  if (drafts.length > 0 && !local) session.warn(`left out, not published yet: ${drafts.join(", ")}.`);
  const all = [...new Set(wanted.map(({ model }) => model.name))].sort();
  const unknown = named.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new CliError("event-unknown", `There is no event ${unknown.join(", ")}; there are ${all.join(", ")}.`);
  }
  return (named.length > 0 ? all.filter((name) => named.includes(name)) : all).map((event) => {
    const own = wanted.filter(({ model }) => model.name === event);
    const curated = tableModels(own, lake, { format: "parquet" });
    const pairs = tableModels(own, lake).flatMap((delivered, index) => {
      const beside = curated[index];
      return beside ? [{ delivered, curated: beside }] : [];
    });
    return { event, pairs, views: (curatedThrough) => eventViews(project, own, { curatedThrough }) };
  });
}

/** Several at a time; the first that is thrown is thrown once what runs has ended. */
async function inTurns<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = [...items.entries()];
  let failed = false;
  const worker = async () => {
    for (let next = queue.shift(); next && !failed; next = queue.shift()) {
      const [index, item] = next;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, worker));
  const broken = ended.find((one) => one.status === "rejected");
  if (broken) throw broken.reason;
  return results;
}

function print(session: Session, reports: readonly EventReport[], wanted: Wanted, options: CurateOptions): void {
  const dryRun = options.dryRun ?? false;
  session.result(curatedData(reports, wanted.to, dryRun), () => curatedText(reports, dryRun));
  for (const warning of new Set(
    reports.flatMap(({ tables }) => tables.flatMap(({ days }) => days.flatMap((day) => day.warnings))),
  )) {
    session.warn(warning);
  }
}
