// From the published history, the definitions and the base to a review: pure, nothing is read or asked here.
// Only newly introduced breaks count: what the base breaks already is listed as existing.
import { axes, type EventJudgement } from "@tracklake/compat";
import { absentEvents, type RegisteredEvent, type Registry, withDrafts } from "@tracklake/registry";
import { builtInEvents, type EventModel } from "@tracklake/schema";
import { deployOrder } from "./deploy-order.js";
import { judgeDrafts, judgeRetirements } from "./judge-drafts.js";
import type { LocatedFinding } from "./located-finding.js";
import type {
  EventReview,
  RetiredReview,
  Review,
  ReviewBase,
  ReviewedChange,
  ReviewLake,
  StandingReview,
} from "./review.js";
import type { Baseline, ReviewOptions } from "./review-options.js";
import { reviewTable } from "./review-table.js";
import { reviewedChanges } from "./reviewed-changes.js";
import { rowGrowth } from "./row-growth.js";
import { withSameChanges } from "./same-change.js";
import { verdictOf } from "./verdict.js";

/**
 * Reviews what differs from history, or from the base where there is one.
 *
 * @param registry - The history to compare with: that of the base, where there is one.
 * @param events - What `withDrafts` returned for all definitions: what they leave out is retired by a publish.
 * @throws TablesError `bad-lake`.
 * @example
 * reviewChanges(registry, withDrafts(registry, models), lake).verdict; // "nothing"
 */
export function reviewChanges(
  registry: Registry,
  events: readonly RegisteredEvent[],
  lake: ReviewLake,
  options: ReviewOptions = {},
): Review {
  const { base, queries = [], findings = [], remarks = [] } = options;
  const ofLake = reviewedChanges(options.lake ?? [], options);
  const before = base?.models === undefined ? undefined : withDrafts(registry, base.models);
  const drafts = events.filter(({ status }) => status === "draft");
  const touched = drafts.filter((draft) => isTouched(draft, before));
  const now = { ...options, beside: events.map(({ model }) => model) };
  const reviewed = withSameChanges(touched.map((draft) => reviewEvent(registry, draft, before, lake, now)));
  const standing = drafts.flatMap((draft) =>
    touched.includes(draft) ? [] : [standingReview(registry, draft, before, options)],
  );
  // The new major's own review says what becomes of the one before.
  const followed = new Set(reviewed.flatMap(({ event, follows }) => (follows ? [`${event} v${follows.major}`] : [])));
  const retired = retiredEvents(registry, events, base)
    .filter(({ name, major }) => !followed.has(`${name} v${major}`))
    .map((event) => retiredReview(registry, event, definedMajor(events, event.name), options));
  return {
    verdict: verdictOf([...reviewed, ...retired, ...(ofLake.length === 0 ? [] : [{ changes: ofLake }])], findings),
    findings,
    base: base === undefined ? null : { ref: base.ref, commit: base.commit },
    events: reviewed,
    retired,
    lake: ofLake,
    standing,
    unchanged: events.filter(({ status, model }) => status !== "draft" && !builtIn.has(model.name)).length,
    deployOrder: deployOrder([
      ...reviewed.map(({ event, before: was, changes, table }) => ({
        event,
        refused: isRefused(changes),
        judgements: changes.map(({ judgement }) => judgement),
        tableChanges: was === null || table.newColumns.length + table.changedColumns.length > 0,
        glueChanges: table.glue !== "",
        viewChanges: table.views.length > 0,
      })),
      ...retired.map(({ event, changes }) => ({
        event,
        refused: isRefused(changes),
        judgements: changes.map(({ judgement }) => judgement),
        tableChanges: false,
        glueChanges: false,
        viewChanges: false,
      })),
    ]),
    queries,
    calls: [],
    remarks,
  };
}

const builtIn: ReadonlySet<string> = new Set(builtInEvents.map(({ name }) => name));

/** The newest major of an event that is defined. */
function definedMajor(events: readonly RegisteredEvent[], name: string): number | undefined {
  const majors = events.flatMap(({ model }) => (model.name === name ? [model.major] : []));
  return majors.length === 0 ? undefined : Math.max(...majors);
}

function isRefused(changes: readonly ReviewedChange[]): boolean {
  return changes.some(({ level, command }) => level === "error" && command === undefined);
}

/** The review where definitions or history are not sound: what was found, and nothing that would be guessed. */
export function unsoundReview(findings: readonly LocatedFinding[], base: ReviewBase | null): Review {
  const none = {
    events: [],
    retired: [],
    lake: [],
    standing: [],
    unchanged: 0,
    deployOrder: [],
    queries: [],
    calls: [],
  };
  return { verdict: "unsound", findings, base, ...none, remarks: [] };
}

/** Whether this change makes the draft, or the base had the same one. */
function isTouched(draft: RegisteredEvent, before: readonly RegisteredEvent[] | undefined): boolean {
  if (before === undefined) return true;
  return sameEvent(draft, before)?.fingerprint !== draft.fingerprint;
}

function sameEvent(
  draft: RegisteredEvent,
  others: readonly RegisteredEvent[] | undefined,
): RegisteredEvent | undefined {
  return others?.find(({ model }) => model.name === draft.model.name && model.major === draft.model.major);
}

function reviewEvent(
  registry: Registry,
  draft: RegisteredEvent,
  before: readonly RegisteredEvent[] | undefined,
  lake: ReviewLake,
  options: ReviewOptions & Beside,
): EventReview {
  const { model } = draft;
  const { judgements, bump } = judged(registry, draft, options);
  const known = knownBreaks(registry, sameEvent(draft, before), before);
  const nextMajor = (registry.latest(model.name)?.model.major ?? 0) + 1;
  const changes = reviewedChanges(judgements, options, nextMajor);
  const latest = registry.latest(model.name, model.major);
  const published = registry
    .revisions(model.name)
    .map((revision): RegisteredEvent => ({ ...revision, status: "published" }));
  // Of majors before it, the last one.
  const followed = latest
    ? undefined
    : published
        .filter((one) => one.model.major < model.major)
        .sort(byMajor)
        .at(-1);
  const growth = rowGrowth(sameEvent(draft, before)?.model ?? latest?.model, model);
  return {
    event: model.name,
    major: model.major,
    before: latest?.revision ?? null,
    revision: draft.revision,
    ...(followed === undefined ? {} : { follows: { major: followed.model.major, revision: followed.revision } }),
    returns: registry.retirement(model.name, model.major) !== undefined,
    owner: model.owner ?? "",
    bump,
    nextMajor,
    changes: changes.filter(({ judgement }) => !known.has(judgement.fingerprint)),
    existing: changes.filter(({ judgement }) => known.has(judgement.fingerprint)),
    table: reviewTable(published, draft, lake),
    ...(growth === undefined ? {} : { growth }),
  };
}

/** What is defined with an event. */
interface Beside {
  readonly beside: readonly EventModel[];
}

/** What the rules say of one definition against what is published, and against what the change published itself. */
function judged(
  registry: Registry,
  event: RegisteredEvent,
  { own, counterexamples = true, beside }: Pick<ReviewOptions, "own" | "counterexamples"> & Beside,
): EventJudgement {
  const { name, major } = event.model;
  const [judgement = { event: name, major, judgements: [], bump: "none" as const }] = judgeDrafts(
    registry,
    [{ ...event, status: "draft" }],
    { counterexamples, beside },
  );
  if (own === undefined) return judgement;
  const [later] = judgeDrafts(own, withDrafts(own, [event.model]), { counterexamples, beside });
  const told = new Set(judgement.judgements.map(({ fingerprint: id }) => id));
  const more = (later?.judgements ?? []).filter(
    // What is safe, the base has told in its own words.
    ({ fingerprint: id, verdicts }) => !told.has(id) && axes.some((axis) => verdicts[axis] !== "safe"),
  );
  const bump = later?.bump === "major" ? "major" : judgement.bump;
  return { ...judgement, judgements: [...judgement.judgements, ...more], bump };
}

/** Fingerprints of what the base says already. */
function knownBreaks(
  registry: Registry,
  before: RegisteredEvent | undefined,
  base: readonly RegisteredEvent[] = [],
): ReadonlySet<string> {
  if (before === undefined) return new Set();
  const beside = base.map(({ model }) => model);
  return new Set(
    judged(registry, before, { counterexamples: false, beside }).judgements.map(({ fingerprint: id }) => id),
  );
}

function standingReview(
  registry: Registry,
  draft: RegisteredEvent,
  before: readonly RegisteredEvent[] | undefined,
  options: ReviewOptions,
): StandingReview {
  const { model, revision } = draft;
  const there = sameEvent(draft, before) ?? draft;
  const beside = (before ?? []).map((event) => event.model);
  const changes = reviewedChanges(judged(registry, there, { counterexamples: false, beside }).judgements, options);
  return {
    event: model.name,
    major: model.major,
    revision,
    breaks: changes.filter(({ level }) => level === "error" || level === "warning"),
  };
}

interface Gone {
  readonly name: string;
  readonly major: number;
  readonly revision: number;
}

/** Events that the definitions leave out, and that the base still defined. */
function retiredEvents(registry: Registry, events: readonly RegisteredEvent[], base: Baseline | undefined): Gone[] {
  const absent = absentEvents(
    registry,
    events.map(({ model }) => model),
  );
  const { models } = base ?? {};
  if (models === undefined) return absent;
  return absent.filter(({ name, major }) => models.some((model) => model.name === name && model.major === major));
}

function byMajor(a: RegisteredEvent, b: RegisteredEvent): number {
  return a.model.major - b.model.major || a.revision - b.revision;
}

function retiredReview(
  registry: Registry,
  { name, major, revision }: Gone,
  successor: number | undefined,
  options: ReviewOptions,
): RetiredReview {
  // An event of which another major is defined is still tracked under its name.
  if (successor !== undefined) return { event: name, major, revision, successor, changes: [] };
  const judgements = judgeRetirements(registry, [{ name, major }]).flatMap((event) => event.judgements);
  return { event: name, major, revision, changes: reviewedChanges(judgements, options) };
}
