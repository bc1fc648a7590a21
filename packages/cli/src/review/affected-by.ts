// The queries of a repository that a change reaches, read only where a change takes something away.
// The parser of SQL is loaded then, too: most changes add.
import type { RegisteredEvent } from "@tracklake/registry";
import type { AffectedQuery, DeployStep, Review } from "@tracklake/review";
import { affectedQueries, fieldChanges, queryCatalogue, viewChanges } from "@tracklake/review/queries";
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
  const changes = [
    ...fieldChanges(judgements),
    ...review.events.flatMap(({ event, table }) => viewChanges(event, table.viewColumns)),
  ];
  if (changes.length === 0) return review;
  const queries = readQueryFiles(project);
  if (queries.length === 0) return review;
  const { affected, unread } = affectedQueries(queries, changes, queryCatalogue(published, project.lake));
  const remarks = unread.map(
    ({ file, line }) => `${file}:${line} cannot be read as SQL: whether the change reaches it is not known.`,
  );
  const deployOrder = withQueriesToChange(review.deployOrder, affected);
  return { ...review, queries: affected, deployOrder, remarks: [...review.remarks, ...remarks] };
}

/** The order with a step for queries that fail, or may, as soon as their view is replaced. */
function withQueriesToChange(order: readonly DeployStep[], affected: readonly AffectedQuery[]): DeployStep[] {
  const failing = new Set(
    affected.flatMap(({ event, change }) => (change === "type-changed" || change === "gone" ? [event] : [])),
  );
  return order.flatMap((step): DeployStep[] => {
    const events = step.action === "replace-views" ? step.events.filter((event) => failing.has(event)) : [];
    return events.length === 0 ? [step] : [step, { action: "change-queries", events }];
  });
}
