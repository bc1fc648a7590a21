// `tracklake redrive`: dead letters and Firehose's error output, checked and sent again under their own ids.
import { join, resolve } from "node:path";
import { ERRORS_FOLDER, lakeDate } from "@tracklake/envelope";
import type { ExitCode } from "../errors.js";
import type { RedriveCommandOptions } from "../options.js";
import type { Candidate } from "../redrive/candidates.js";
import { CurrentEvents } from "../redrive/definitions.js";
import { locked } from "../redrive/file-moves.js";
import { firehoseTarget } from "../redrive/firehose-target.js";
import { type RedriveOptions, redrive, rehearse } from "../redrive/redrive.js";
import { Report } from "../redrive/report.js";
import { REDRIVING, type Source, sourceFiles } from "../redrive/source-files.js";
import { lakeTarget, type Target } from "../redrive/target.js";
import { readState, type State, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function redriveCommand(session: Session, options: RedriveCommandOptions): Promise<ExitCode> {
  const state = await readState(session);
  stopAtErrors(session, { ...state, findings: state.findings.filter(({ severity }) => severity === "error") });
  const { io } = session;
  const { root } = state.project;
  const folder = (named: string | undefined, usual: string) =>
    named === undefined ? join(root, usual) : resolve(io.cwd, named);
  const lake = folder(options.lake, ".tracklake/lake");
  const sources: Source[] = [
    { kind: "letters", folder: folder(options.deadLetters, ".tracklake/dead-letters") },
    { kind: "errors", folder: options.errors === undefined ? join(lake, ERRORS_FOLDER) : folder(options.errors, "") },
  ];
  const stream = options.stream ?? io.env.TRACKLAKE_STREAM;
  const target = stream === undefined ? lakeTarget(lake) : firehoseTarget({ ...options, stream }, io);
  const report = new Report();
  const how = howToRedrive(session, state, options, target, stream !== undefined);
  try {
    for (const source of sources) {
      const waiting = [...(await sourceFiles(source, REDRIVING)), ...(await sourceFiles(source, ""))];
      if (waiting.length === 0) continue;
      if (options.dryRun) await rehearse(source, how, report);
      else await locked(source, () => redrive(source, how, report));
    }
  } finally {
    target.close();
  }
  print(session, report, target, options.dryRun === true);
  return report.left.length > 0 ? 1 : 0;
}

function howToRedrive(
  session: Session,
  { project, revisions }: State,
  options: RedriveCommandOptions,
  target: Target,
  away: boolean,
): RedriveOptions {
  const { event: events, reason: reasons, environment, partial = false } = options;
  // On AWS a draft has no table yet: what Firehose would deliver, no query could see.
  const sendable = away ? revisions.filter(({ status }) => status === "published") : revisions;
  return {
    target,
    events: new CurrentEvents(sendable),
    date: lakeDate(project.lake.timeZone),
    environment,
    partial,
    wanted: ({ event, reason }: Candidate) => (events?.includes(event) ?? true) && (reasons?.includes(reason) ?? true),
    progress: ({ sent }) => session.progress(`sent ${sent} so far`),
  };
}

function print(session: Session, report: Report, target: Target, dryRun: boolean): void {
  const { files, sent, already, unsure, skipped, left, sentBy } = report;
  const data = { target: target.name, dry_run: dryRun, files, sent, already, unsure, skipped, sent_by: sentBy, left };
  session.result(data, () => {
    if (files === 0) return "No dead letters, and nothing in Firehose's error output.";
    return [
      `${dryRun ? "would send" : "sent"} ${sent} ${sent === 1 ? "event" : "events"} to ${target.name}`,
      ...Object.entries(sentBy).map(([event, count]) => `  ${count} ${event}`),
      ...(unsure > 0
        ? [`${unsure} of them may be there twice, since a run was broken off: the views show each once.`]
        : []),
      ...(already > 0 ? [`${already} were sent by an earlier run.`] : []),
      ...(skipped > 0 ? [`${skipped} were not meant by --event and --reason, and stay.`] : []),
      ...left.map(({ count, event, reason, problem }) => `left ${count} ${event} (${reason}): ${problem}`),
    ].join("\n");
  });
  if (left.length > 0) session.progress("What is left stays in its folder. Mend the definitions, and run it again.");
}
