// The one gate before a publish, for the command and the server alike: history is append-only, so what enters it stays.
// Lint among everything that stays published, what the rules of compatibility say of every change, then the tables and views
// that the history would have to become.
import { type CompatFinding, type Judgement, judgeLake, type RespondOptions, respond } from "@tracklake/compat";
import {
  absentEvents,
  allRevisions,
  publishedLake,
  type RegisteredEvent,
  type Registry,
  withDrafts,
} from "@tracklake/registry";
import { type EventModel, type Finding, type LintSettings, type LintSubject, lintEvents } from "@tracklake/schema";
import { athenaDdl, glueTableInput, isTablesError, tableModels, viewDdl, views } from "@tracklake/tables";
import { compatFinding } from "./compat-finding.js";
import { judgeDrafts, judgeRetirements } from "./judge-drafts.js";
import type { ReviewLake } from "./review.js";
import { contextChangeKey } from "./same-change.js";

/** What a publish is asked to do. */
export interface PublishRequest {
  /** The models to be published, with the files that they came from. */
  readonly subjects: readonly LintSubject[];
  /** Models that are published with them and hold no author's words: the built-in events. @default none */
  readonly builtIn?: readonly EventModel[];
  /** Events that the publish retires. @default none */
  readonly retire?: readonly { readonly name: string; readonly major: number }[];
  /** The project's answer to breaks. @default the default policy, no acknowledgements, and the day of the clock */
  readonly compatibility?: Partial<RespondOptions>;
  /** The day, `YYYY-MM-DD`, by which events and acknowledgements expire. @default the day of the clock, in UTC */
  readonly today?: string | undefined;
  /** What the project decided of lint. @default the rules' own severities */
  readonly lint?: LintSettings | undefined;
}

/**
 * What is to be said before a publish; an error among it stops it.
 *
 * @param registry - The history that would grow.
 * @param lake - Names the databases, the bucket and the days of the tables.
 * @returns Findings of lint, and when they hold no error, those of compatibility; when these hold none, what keeps tables
 * from being made of the history as it would be.
 * @throws TablesError `bad-lake`.
 * @example
 * publishFindings(registry, { subjects: [{ model }] }, lake).filter(({ severity }) => severity === "error");
 */
export function publishFindings(
  registry: Registry,
  { subjects, builtIn = [], retire = [], compatibility = {}, today = dayOf(compatibility), lint }: PublishRequest,
  lake: ReviewLake,
): Finding[] {
  const models = [...builtIn, ...subjects.map(({ model }) => model)];
  const staying = new Set(absentEvents(registry, [...models, ...retire]).map(({ name, major }) => `${name} v${major}`));
  const published = registry.current().map(({ model }) => model);
  const beside = published.filter(({ name, major }) => staying.has(`${name} v${major}`));
  const history = registry.all().map(({ model }) => model);
  const findings = lintEvents(subjects, { phase: "publish", beside, published, history, today, settings: lint });
  if (findings.some(isError)) return findings;
  const events = withDrafts(registry, models);
  // A major that the next one takes the place of is judged with it.
  const gone = retire.filter(({ name }) => !models.some((model) => model.name === name));
  const judged = [
    ...judgeDrafts(registry, events, { counterexamples: false, beside }),
    ...judgeRetirements(registry, gone),
  ];
  const files = new Map(subjects.map(({ model, file }) => [`${model.name} v${model.major}`, file]));
  const answered = judged.flatMap(({ judgements }) => respond(judgements, { today, ...compatibility }));
  const changes = saidOnce(answered).map(({ found, also }) => {
    const { event, major } = found.judgement;
    return compatFinding(found, { file: files.get(`${event} v${major}`), nextMajor: nextMajor(registry, event), also });
  });
  changes.unshift(...lakeFindings(registry, lake, { today, ...compatibility }));
  if (changes.some(isError)) return [...findings, ...changes];
  return [...findings, ...changes, ...tableFindings(allRevisions(registry, events), lake)];
}

/** What is fixed once data is in the lake, as the history knows it. */
function lakeFindings(registry: Registry, lake: ReviewLake, options: RespondOptions): Finding[] {
  const published = publishedLake(registry, lake.name);
  const judgements = published === undefined ? [] : judgeLake(published, lake);
  return respond(judgements, options).map((found) => compatFinding(found, { nextMajor: 1 }));
}

/** A change of a context is one finding, at the first of its events. */
function saidOnce(all: readonly CompatFinding[]): { found: CompatFinding; also: Judgement[] }[] {
  const groups = new Map<string, { found: CompatFinding; also: Judgement[] }>();
  for (const found of all) {
    const { judgement, severity, acknowledged } = found;
    const shared = contextChangeKey(judgement);
    const key = shared ? `${shared} ${severity} ${acknowledged?.reason ?? ""}` : judgement.fingerprint;
    const first = groups.get(key);
    if (first) first.also.push(judgement);
    else groups.set(key, { found, also: [] });
  }
  return [...groups.values()];
}

function dayOf({ today = new Date().toISOString().slice(0, 10) }: Partial<RespondOptions>): string {
  return today;
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function nextMajor(registry: Registry, event: string): number {
  return (registry.latest(event)?.model.major ?? 0) + 1;
}

/** What keeps tables and views from being made. Those of events that do not change have been made: only their names count. */
export function tableFindings(revisions: readonly RegisteredEvent[], lake: ReviewLake): Finding[] {
  const changed = new Set(revisions.flatMap(({ model, status }) => (status === "draft" ? [model.name] : [])));
  try {
    const own = revisions.filter(({ model }) => changed.has(model.name));
    for (const table of tableModels(own, lake)) {
      athenaDdl(table);
      glueTableInput(table);
    }
    for (const view of changed.size === 0 ? [] : views(revisions, lake)) if (changed.has(view.event)) viewDdl(view);
    return [];
  } catch (error) {
    if (!isTablesError(error) || error.code === "bad-lake") throw error;
    return [{ rule: error.code, severity: "error", path: "tables", message: error.message }];
  }
}
