// The project itself: configuration, schemas, history and what is generated, as the other commands would meet them.
import { staleFiles } from "@tracklake/codegen";
import { failureOf } from "../failure.js";
import { generatedFiles } from "../schemas/generated-files.js";
import { readState, type State } from "../schemas/state.js";
import type { Session } from "../session.js";
import type { Check } from "./check.js";

/** What is found, and the state where it could be read. */
export interface ProjectChecks {
  readonly checks: readonly Check[];
  readonly state?: State;
}

/** Checks the project. */
export async function checkProject(session: Session): Promise<ProjectChecks> {
  let state: State;
  try {
    state = await readState(session);
  } catch (error) {
    const { code, message } = failureOf(error);
    const fix = code === "config-missing" ? "npx tracklake init" : "npx tracklake check";
    return { checks: [{ id: code, level: "error", message, fix }] };
  }
  const { project, events, findings } = state;
  const ok: Check = {
    id: "config",
    level: "ok",
    message: `the configuration of the lake "${project.lake.name}" fits.`,
  };
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (errors > 0) {
    const message = `the schemas break ${errors} ${errors === 1 ? "rule" : "rules"}.`;
    return { checks: [ok, { id: "schemas", level: "error", message, fix: "npx tracklake check" }] };
  }
  const own = events.filter(({ model }) => model.owner !== "tracklake");
  const schemas: Check =
    own.length === 0
      ? { id: "schemas", level: "note", message: "there is no event of your own yet.", fix: "npx tracklake init" }
      : { id: "schemas", level: "ok", message: `${own.length} events of your own.` };
  return { checks: [ok, schemas, drafts(state), await fresh(state)], state };
}

function drafts({ events }: State): Check {
  const names = events.filter(({ status }) => status === "draft").map(({ model }) => model.name);
  if (names.length === 0) return { id: "history", level: "ok", message: "every event is published." };
  const message = `not published yet: ${names.join(", ")}.`;
  return { id: "history", level: "warning", message, fix: "npx tracklake publish" };
}

async function fresh(state: State): Promise<Check> {
  const { written, removed } = await staleFiles(state.project.outputFolder, generatedFiles(state));
  const stale = written.length + removed.length;
  if (stale === 0) return { id: "generated", level: "ok", message: "what is generated is up to date." };
  const message = `${stale} generated ${stale === 1 ? "file is" : "files are"} not up to date.`;
  return { id: "generated", level: "error", message, fix: "npx tracklake generate" };
}
