// The queries of a project that are views of everybody's, checked against what its schemas give.
import { storeDatabase, viewDatabase } from "@tracklake/envelope";
import { LocalError, translateQuery } from "@tracklake/local";
import { queryCatalogue, type SharedQueries, sharedQueries, type UnsharedQuery } from "@tracklake/review/queries";
import type { Refused } from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import { readQueryFiles } from "../queries/query-files.js";
import type { State } from "../schemas/state.js";

/** Reads them; none where the configuration says so, and none of a project without SQL. */
export function readShared(
  project: Pick<Project, "root" | "lake" | "views" | "dimensions">,
  revisions: State["revisions"],
): SharedQueries {
  const files = readQueryFiles({ root: project.root, queries: project.views.queries });
  if (files.length === 0) return { shared: [], refused: [], private: [] };
  const { lake, dimensions } = project;
  const relations = queryCatalogue(revisions, lake, { personal: project.views.personal });
  const at = { views: viewDatabase(lake), tables: storeDatabase(lake), dimensions: Object.keys(dimensions) };
  return withoutRefused(sharedQueries(files, relations, at));
}

/** The parser of the check takes more than Athena does; the local engine's gate is the stricter one. */
function withoutRefused(checked: SharedQueries): SharedQueries {
  const refused = checked.shared.flatMap(({ file, name, sql }): UnsharedQuery[] => {
    const message = syntaxProblem(sql);
    return message === undefined ? [] : [{ file, name, problems: [{ file, line: 1, column: 1, message }] }];
  });
  const shared = checked.shared.filter(({ name }) => !refused.some((one) => one.name === name));
  return { ...checked, shared, refused: [...checked.refused, ...refused] };
}

function syntaxProblem(sql: string): string | undefined {
  try {
    translateQuery(sql);
    return undefined;
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    // What this machine cannot answer, Athena may.
    return error.code === "syntax" ? error.message : undefined;
  }
}

/** Those that cannot be views, as a plan tells it. */
export function refusedQueries({ lake }: Pick<Project, "lake">, { refused }: SharedQueries): Refused[] {
  return refused.map(({ file, name, problems }) => {
    const lines = problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
    return {
      kind: "refused",
      database: viewDatabase(lake),
      table: name,
      view: true,
      reason: lines.length === 1 ? (lines[0] ?? "") : `${lines.length} things in ${file} do not fit.`,
      remedy: [
        ...(lines.length === 1 ? [] : lines),
        `Correct it, or take the comment at its head away to keep it private.`,
      ].join("\n"),
    };
  });
}
