// The queries of a repository that a change reaches, read only where a change takes something away.
// The parser of SQL is loaded then, too: most changes add.
import type { RegisteredEvent } from "@tracklake/registry";
import type { Review } from "@tracklake/review";
import { affectedQueries, fieldChanges, queryCatalogue } from "@tracklake/review/queries";
import type { Project } from "../config/load-config.js";
import { readQueryFiles } from "../queries/query-files.js";

/**
 * The review with the queries that it reaches.
 *
 * @param published - Every revision before the change, which is what queries were written for.
 */
export function withQueries(review: Review, project: Project, published: readonly RegisteredEvent[]): Review {
  const judgements = [...review.events, ...review.retired].flatMap((event) =>
    event.changes.map(({ judgement }) => judgement),
  );
  const changes = fieldChanges(judgements.filter(({ otherMajor }) => otherMajor === undefined));
  if (changes.length === 0) return review;
  const queries = readQueryFiles(project);
  if (queries.length === 0) return review;
  const { affected, unread } = affectedQueries(queries, changes, queryCatalogue(published, project.lake));
  const remarks = unread.map(
    ({ file, line }) => `${file}:${line} cannot be read as SQL: whether the change reaches it is not known.`,
  );
  return { ...review, queries: affected, remarks: [...review.remarks, ...remarks] };
}
