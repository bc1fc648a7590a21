// `tracklake check`: what lint, the tables, the history and the rules of compatibility say of the schemas.
// A history that is not sound is reported with the rest instead of stopping the check.
import { reviewFindings } from "@tracklake/review";
import type { Finding } from "@tracklake/schema";
import type { ExitCode } from "../errors.js";
import type { CheckOptions } from "../options.js";
import { printFindings, printReview } from "../print/report.js";
import { readReview } from "../review/read-review.js";
import { sourceLink } from "../review/source-link.js";
import { stop } from "../review/stop.js";
import { today } from "../review/today.js";
import { errorsFirst } from "../schemas/load-schemas.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function check(
  session: Session,
  { format, base, fix = false, dryRun = false }: CheckOptions,
): Promise<ExitCode> {
  if (fix) {
    // The compiler is loaded for this alone.
    const { fixSchemas } = await import("../lint-fix/fix-schemas.js");
    await fixSchemas(session, { dryRun });
  }
  const asked = session.json ? "json" : format;
  const options = { base: base ?? false, required: base !== undefined, today: today(), whole: asked === "markdown" };
  const read = await readReview(session, options).catch((error: unknown) => stop(session, error, { format: asked }));
  if (typeof read === "number") return read;
  const findings = errorsFirst([...read.review.findings, ...reviewFindings(read.review)]);
  session.io.stdout.write(
    asked === "markdown"
      ? printReview(read.review, {
          ...read,
          format: asked,
          markdown: { link: sourceLink(session.io.env, read.folder) },
        })
      : printFindings(findings, { ...read, format: asked }),
  );
  return findings.some(isError) ? 1 : 0;
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}
