// `tracklake review`: what a change of the schemas does, on paper, on a terminal, or as the comment of a pull request.
// Exit 1 when something stops the change.
import { setTimeout as sleep } from "node:timers/promises";
import {
  acknowledgedByLabel,
  REVIEW_MARK,
  type Review,
  renderReviewMarkdown,
  renderStoppedMarkdown,
  type StoppedReview,
} from "@tracklake/review";
import { CliError, type ExitCode } from "../errors.js";
import type { GithubWorld } from "../github/github-api.js";
import { type GithubRun, githubRun } from "../github/github-run.js";
import { coveredBy, labelMemory, memoryIn, memoryLine } from "../github/label-memory.js";
import { lastComment } from "../github/own-comments.js";
import { postComment } from "../github/post-comment.js";
import { pullRequestLabels } from "../github/pull-request-labels.js";
import type { ReviewCommandOptions } from "../options.js";
import { printReview } from "../print/report.js";
import { type ReadReview, readReview } from "../review/read-review.js";
import { sourceLink } from "../review/source-link.js";
import { stop } from "../review/stop.js";
import { today } from "../review/today.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function review(session: Session, options: ReviewCommandOptions): Promise<ExitCode> {
  const run = options.comment === "github" ? await githubRun(session.io.env) : undefined;
  const mark = markOf(options);
  const format = run ? "github" : session.json ? "json" : options.format;
  const read = await readReview(session, { base: options.base ?? true, today: today() }).catch((error: unknown) =>
    stop(session, error, { format, markdown: { mark }, ...(run ? { post: stoppedComment(session, run, mark) } : {}) }),
  );
  if (typeof read === "number") return read;
  if (run) return commented(session, run, read, options);
  // Formats that point at lines have no place for what could not be found out.
  if (["sarif", "junit", "github"].includes(format)) for (const remark of read.review.remarks) session.warn(remark);
  const markdown = { mark, link: sourceLink(session.io.env, read.folder) };
  session.io.stdout.write(printReview(read.review, { ...read, format, markdown }));
  return exitOf(read.review);
}

async function commented(
  session: Session,
  run: GithubRun,
  read: ReadReview,
  options: ReviewCommandOptions,
): Promise<ExitCode> {
  const { acknowledgeLabel: label } = options;
  const world = worldOf(session);
  const mark = markOf(options);
  // GitHub's labels are the same whatever their case.
  const isIt = (name: string) => name.toLowerCase() === label.toLowerCase();
  const carried = (await pullRequestLabels(run, world)).some(isIt);
  const isSetNow = run.labelSet !== undefined && isIt(run.labelSet);
  const before = memoryIn(await lastComment(run, mark, world), mark);
  const memory = labelMemory(read.review, before, { carried, isSetNow });
  session.progress(
    carried
      ? `the label "${label}" is on the pull request: what was shown when it was set is acknowledged`
      : `the label "${label}" is not on the pull request; it would acknowledge what can be acknowledged`,
  );
  const review = carried ? acknowledgedByLabel(read.review, label, coveredBy(memory)) : read.review;
  // Annotations first: they need no permission, and are there when the comment cannot be.
  session.io.stdout.write(printReview(review, { ...read, format: "github" }));
  const body = renderReviewMarkdown(review, {
    mark: `${mark}\n${memoryLine(memory)}`,
    label,
    link: sourceLink(session.io.env, read.folder),
  });
  await postComment(run, { mark, body, worthCreating: review.verdict !== "nothing" }, world);
  return exitOf(review);
}

/** Takes the place of an earlier verdict, which would be believed. */
function stoppedComment(session: Session, run: GithubRun, mark: string) {
  return async (stopped: StoppedReview) => {
    const body = renderStoppedMarkdown(stopped, mark);
    await postComment(run, { mark, body, worthCreating: true }, worldOf(session));
  };
}

function worldOf(session: Session): GithubWorld {
  return { fetch, sleep: (ms: number) => sleep(ms), log: (line: string) => session.progress(line) };
}

function markOf({ name }: ReviewCommandOptions): string {
  if (name === undefined) return REVIEW_MARK;
  if (/^[\w./ -]{1,60}$/.test(name) && !name.includes("--")) return REVIEW_MARK.replace(" -->", `:${name} -->`);
  throw new CliError(
    "wrong-use",
    `--name is "${name}"; it is letters, digits, "_", ".", "/", " " and single "-", at most 60.`,
  );
}

function exitOf({ verdict }: Review): ExitCode {
  return verdict === "breaks" || verdict === "unsound" ? 1 : 0;
}
