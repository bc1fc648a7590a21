// `tracklake publish`: says what is new and what changed, and writes it as one file of the history.
import { relative } from "node:path";
import { fileStore, publish, type RegisteredEvent, type Registry } from "@tracklake/registry";
import type { PublishCommandOptions } from "../commands/publish.js";
import type { ExitCode } from "../errors.js";
import { changedFields } from "../print/changes.js";
import { readState, stopAtErrors } from "../schemas/state.js";
import { tableFindings } from "../schemas/table-files.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function publishCommand(session: Session, options: PublishCommandOptions): Promise<ExitCode> {
  const { message, dryRun = false } = options;
  const state = await readState(session, { phase: "publish" });
  stopAtErrors(session, state);
  stopAtErrors(session, { findings: tableFindings(state.revisions, state.project.lake) });
  const { project, registry, events, models } = state;
  const drafts = events.filter(({ status }) => status === "draft");
  const changes = drafts.map((draft) => changeOf(draft, registry));
  if (drafts.length === 0) {
    session.result({ published: [], unchanged: events.length }, () => "Nothing to publish: the history is up to date.");
    return 0;
  }
  const lines = changes.flatMap(({ event, from, to, changed }) => [
    from === null ? `new      ${event}` : `changed  ${event}  revision ${from} → ${to}`,
    ...changed.map((line) => `           ${line}`),
  ]);
  if (dryRun) {
    session.result({ dryRun, published: changes, unchanged: events.length - drafts.length }, () =>
      [...lines, "", "Nothing was written (--dry-run). Run npx tracklake publish to publish this."].join("\n"),
    );
    return 1;
  }
  const store = fileStore(project.historyFolder);
  const { path = "", unchanged } = await publish(store, models, message === undefined ? {} : { message });
  const file = relative(session.io.cwd, path);
  session.result({ file, published: changes, unchanged }, () =>
    [...lines, "", `Published in ${file}. Commit it with the schemas.`].join("\n"),
  );
  return 0;
}

/** What a publish brings of one event. */
interface Change {
  readonly event: string;
  /** The revision before; `null` for a new event or major. */
  readonly from: number | null;
  readonly to: number;
  readonly changed: readonly string[];
}

function changeOf({ model, revision }: RegisteredEvent, registry: Registry): Change {
  const before = registry.latest(model.name, model.major);
  return {
    event: `${model.name} v${model.major}`,
    from: before?.revision ?? null,
    to: revision,
    changed: before === undefined ? [] : changedFields(before.model, model),
  };
}
