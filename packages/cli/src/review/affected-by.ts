// The queries of a repository that a change reaches: queries/**/*.sql, read only where a change takes something away.
// The parser of SQL is loaded then, too: most changes add.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RegisteredEvent } from "@tracklake/registry";
import type { Review } from "@tracklake/review";
import { affectedQueries, fieldChanges, queryCatalogue } from "@tracklake/review/queries";
import type { Project } from "../config/load-config.js";

/** The folder of queries. */
const FOLDER = "queries";

/**
 * The review with the queries that it reaches.
 *
 * @param published - Every revision before the change, which is what queries were written for.
 */
export async function withQueries(
  review: Review,
  { root, lake }: Pick<Project, "root" | "lake">,
  published: readonly RegisteredEvent[],
): Promise<Review> {
  const judgements = [...review.events, ...review.retired].flatMap(({ changes }) =>
    changes.map(({ judgement }) => judgement),
  );
  const changes = fieldChanges(judgements.filter(({ otherMajor }) => otherMajor === undefined));
  if (changes.length === 0) return review;
  const files = await queryFiles(join(root, FOLDER));
  if (files.length === 0) return review;
  const queries = await Promise.all(
    files.map(async (file) => ({ file: `${FOLDER}/${file}`, sql: await readFile(join(root, FOLDER, file), "utf8") })),
  );
  const { affected, unread } = affectedQueries(queries, changes, queryCatalogue(published, lake));
  const remarks = unread.map(
    ({ file, line }) => `${file}:${line} cannot be read as SQL: whether the change reaches it is not known.`,
  );
  return { ...review, queries: affected, remarks: [...review.remarks, ...remarks] };
}

/** Paths of the SQL files, from the folder, with `/`, in order; none where there is no folder. */
async function queryFiles(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names
      .filter((name) => name.endsWith(".sql"))
      .map((name) => name.replaceAll("\\", "/"))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
