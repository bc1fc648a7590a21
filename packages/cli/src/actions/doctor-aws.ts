// `tracklake doctor --aws`: the preflight of a deploy.
import { infraModel, type LifecycleRule } from "@tracklake/tables";
import { loadConfig, type Project } from "../config/load-config.js";
import type { ExitCode } from "../errors.js";
import { failureOf } from "../failure.js";
import type { DoctorOptions } from "../options.js";
import { preflight } from "../preflight/preflight.js";
import { checkCounts, checkLines, countsLine } from "../print/checks.js";
import { readState } from "../schemas/state.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function doctorAws(session: Session, options: DoctorOptions): Promise<ExitCode> {
  const { io } = session;
  const project = await loadConfig(session);
  const { endpoint, region } = options;
  session.progress("asking AWS");
  const found = await preflight({ project, rules: await lifecycle(session, project), endpoint, region, env: io.env });
  const counts = checkCounts(found.checks);
  session.result({ ...counts, ...found }, () =>
    [...checkLines(session, found.checks), "", countsLine(counts)].join("\n"),
  );
  if (found.region === undefined) return 2;
  if (found.identity === undefined) return 3;
  return counts.errors > 0 ? 1 : 0;
}

/** What the published schemas ask of the bucket; a preflight of AWS does not fail for schemas that do not compile. */
async function lifecycle(session: Session, project: Project): Promise<readonly LifecycleRule[]> {
  try {
    const { revisions } = await readState(session, { project });
    const published = revisions.filter(({ status }) => status === "published");
    return infraModel(published, project.lake, project.stream).lifecycle;
  } catch (error) {
    session.warn(`the bucket's lifecycle was not compared with the schemas: ${failureOf(error).message}`);
    return [];
  }
}
