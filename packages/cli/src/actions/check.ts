// `tracklake check`: what lint, the tables and the history say of the schemas.
// A history that is not sound is reported with the rest instead of stopping the check.
import { checkHistory, fileStore } from "@tracklake/registry";
import {
  type Review,
  renderFindingsJson,
  renderFindingsMarkdown,
  renderFindingsText,
  renderReviewMarkdown,
  reviewChanges,
} from "@tracklake/review";
import type { Finding } from "@tracklake/schema";
import { loadConfig } from "../config/load-config.js";
import type { ExitCode } from "../errors.js";
import type { CheckOptions } from "../options.js";
import { definedFindings } from "../schemas/load-schemas.js";
import { readState } from "../schemas/state.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function check(
  session: Session,
  { format, fix = false, dryRun = false }: CheckOptions,
): Promise<ExitCode> {
  if (fix) {
    // The compiler is loaded for this alone.
    const { fixSchemas } = await import("../lint-fix/fix-schemas.js");
    await fixSchemas(session, { dryRun });
  }
  const { findings, review } = await checked(session);
  const asMarkdown = format === "markdown" && !session.json;
  if (asMarkdown)
    session.io.stdout.write(
      [renderFindingsMarkdown(findings), review ? renderReviewMarkdown(review) : ""]
        .filter((part) => part !== "")
        .join("\n"),
    );
  else session.io.stdout.write((session.json || format === "json" ? renderFindingsJson : renderFindingsText)(findings));
  return findings.some(isError) ? 1 : 0;
}

interface Checked {
  readonly findings: readonly Finding[];
  /** What differs from history; absent where the findings leave nothing sound to compare. */
  readonly review?: Review;
}

async function checked(session: Session): Promise<Checked> {
  const project = await loadConfig(session);
  const history = await checkHistory(fileStore(project.historyFolder));
  if (history.length > 0) return { findings: [...history, ...(await definedFindings(project, "publish"))] };
  const { findings, registry, events } = await readState(session, { phase: "publish" });
  return findings.some(isError) ? { findings } : { findings, review: reviewChanges(registry, events, project.lake) };
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}
