// `tracklake publish`: says what is new, what changed and what is gone, and writes it as one file of the history.
import { relative } from "node:path";
import { absentEvents, fileStore, publish } from "@tracklake/registry";
import { renderReviewText, reviewChanges } from "@tracklake/review";
import type { ExitCode } from "../errors.js";
import type { PublishCommandOptions } from "../options.js";
import { projectAcknowledgements } from "../schemas/acknowledgements.js";
import { readState, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function publishCommand(session: Session, options: PublishCommandOptions): Promise<ExitCode> {
  const { message, dryRun = false } = options;
  const state = await readState(session, { phase: "publish" });
  stopAtErrors(session, state);
  const { project, registry, events, models } = state;
  const acknowledgements = await projectAcknowledgements(project);
  const review = reviewChanges(registry, events, project.lake, { policy: project.compatibility, acknowledgements });
  const data = { published: review.events, retired: review.retired, unchanged: review.unchanged };
  if (review.events.length + review.retired.length === 0) {
    session.result(data, () => "Nothing to publish: the history is up to date.");
    return 0;
  }
  const text = renderReviewText(review).trimEnd();
  if (dryRun) {
    session.result({ dryRun, ...data }, () =>
      [text, "", "Nothing was written (--dry-run). Run npx tracklake publish to publish this."].join("\n"),
    );
    return 1;
  }
  const store = fileStore(project.historyFolder);
  const retire = absentEvents(registry, models);
  const said = message === undefined ? {} : { message };
  const { path = "" } = await publish(store, models, { retire, registry, lake: project.lake, ...said });
  const file = relative(session.io.cwd, path);
  session.result({ file, ...data }, () => [text, "", `Published in ${file}. Commit it with the schemas.`].join("\n"));
  return 0;
}
