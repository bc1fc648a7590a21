// The one gate before a publish, for the command and the server alike: history is append-only, so what enters it stays.
// Lint among everything that stays published, then the tables and views that the history would have to become.
import { absentEvents, allRevisions, type RegisteredEvent, type Registry, withDrafts } from "@tracklake/registry";
import { type EventModel, type Finding, type LintSettings, type LintSubject, lintEvents } from "@tracklake/schema";
import { athenaDdl, glueTableInput, isTablesError, tableModels, viewDdl, views } from "@tracklake/tables";
import type { ReviewLake } from "./review.js";

/** What a publish is asked to do. */
export interface PublishRequest {
  /** The models to be published, with the files that they came from. */
  readonly subjects: readonly LintSubject[];
  /** Models that are published with them and hold no author's words: the built-in events. @default none */
  readonly builtIn?: readonly EventModel[];
  /** Events that the publish retires. @default none */
  readonly retire?: readonly { readonly name: string; readonly major: number }[];
  /** The day, `YYYY-MM-DD`. @default none: nothing is said of expiry */
  readonly today?: string | undefined;
  /** What the project decided of lint. @default the rules' own severities */
  readonly lint?: LintSettings | undefined;
}

/**
 * What is to be said before a publish; an error among it stops it.
 *
 * @param registry - The history that would grow.
 * @param lake - Names the databases, the bucket and the days of the tables.
 * @returns Findings of lint, and when they hold no error, what keeps tables from being made of the history as it would be.
 * @throws TablesError `bad-lake`.
 * @example
 * publishFindings(registry, { subjects: [{ model }] }, lake).filter(({ severity }) => severity === "error");
 */
export function publishFindings(
  registry: Registry,
  { subjects, builtIn = [], retire = [], today, lint }: PublishRequest,
  lake: ReviewLake,
): Finding[] {
  const models = [...builtIn, ...subjects.map(({ model }) => model)];
  const staying = new Set(absentEvents(registry, [...models, ...retire]).map(({ name, major }) => `${name} v${major}`));
  const published = registry.current().map(({ model }) => model);
  const beside = published.filter(({ name, major }) => staying.has(`${name} v${major}`));
  const findings = lintEvents(subjects, { phase: "publish", beside, published, today, settings: lint });
  if (findings.some(({ severity }) => severity === "error")) return findings;
  return [...findings, ...tableFindings(allRevisions(registry, withDrafts(registry, models)), lake)];
}

function tableFindings(revisions: readonly RegisteredEvent[], lake: ReviewLake): Finding[] {
  try {
    for (const table of tableModels(revisions, lake)) {
      athenaDdl(table);
      glueTableInput(table);
    }
    for (const view of views(revisions, lake)) viewDdl(view);
    return [];
  } catch (error) {
    if (!isTablesError(error) || error.code === "bad-lake") throw error;
    return [{ rule: error.code, severity: "error", path: "tables", message: error.message }];
  }
}
