// `tracklake check`: what lint, the tables and the history say of the schemas.
// A history that is not sound is reported with the rest instead of stopping the check.
import { checkHistory, fileStore } from "@tracklake/registry";
import { renderFindingsJson, renderFindingsText } from "@tracklake/review";
import type { Finding } from "@tracklake/schema";
import { loadConfig } from "../config/load-config.js";
import type { ExitCode } from "../errors.js";
import type { CheckOptions } from "../options.js";
import { definedFindings } from "../schemas/load-schemas.js";
import { readState } from "../schemas/state.js";
import { tableFindings } from "../schemas/table-files.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function check(session: Session, { format }: CheckOptions): Promise<ExitCode> {
  const findings = await allFindings(session);
  const render = session.json || format === "json" ? renderFindingsJson : renderFindingsText;
  session.io.stdout.write(render(findings));
  return findings.some(({ severity }) => severity === "error") ? 1 : 0;
}

async function allFindings(session: Session): Promise<readonly Finding[]> {
  const project = await loadConfig(session);
  const history = await checkHistory(fileStore(project.historyFolder));
  if (history.length > 0) return [...history, ...(await definedFindings(project, "publish"))];
  const { findings, revisions } = await readState(session, { phase: "publish" });
  const errors = findings.some(({ severity }) => severity === "error");
  return errors ? findings : [...findings, ...tableFindings(revisions, project.lake)];
}
