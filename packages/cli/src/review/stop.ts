// Ends a run of `check` or `review` that could compare nothing: says why in the format that was asked for, and on stderr.
import { dirname, resolve } from "node:path";
import type { ReviewMarkdownOptions, StoppedReview } from "@tracklake/review";
import type { ExitCode } from "../errors.js";
import { failureJson, failureOf } from "../failure.js";
import { folderInRepository } from "../git/folder.js";
import type { ReportFormat } from "../options.js";
import { printStopped } from "../print/report.js";
import type { Session } from "../session.js";
import { stoppedBy } from "./stopped.js";

/** How it is said. */
export interface StopOptions {
  readonly format: ReportFormat;
  readonly markdown?: ReviewMarkdownOptions;
  /** Is told of it too, once it is printed. */
  readonly post?: (stopped: StoppedReview) => Promise<void>;
}

/** Says it, and how the run ends. */
export async function stop(
  session: Session,
  error: unknown,
  { post = async () => undefined, ...options }: StopOptions,
): Promise<ExitCode> {
  const { cwd } = session.io;
  const root = session.config === undefined ? cwd : dirname(resolve(cwd, session.config));
  const stopped = stoppedBy(error, root);
  if (options.format === "json" && !session.json) session.io.stdout.write(failureJson(failureOf(error)));
  session.io.stdout.write(printStopped(stopped, { folder: await folderInRepository(root), events: [], ...options }));
  await post(stopped);
  return session.fail(error);
}
