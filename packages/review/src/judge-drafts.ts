// What the rules of compatibility say of every event that differs from history, and of those that it leaves out.
import { type EventJudgement, type JudgeOptions, judgeEvent, judgeRetired } from "@tracklake/compat";
import type { EventRevision, RegisteredEvent, Registry } from "@tracklake/registry";
import type { EventModel } from "@tracklake/schema";

/** Choices of {@link judgeDrafts}. */
export interface JudgeDraftsOptions extends Pick<JudgeOptions, "formats" | "counterexamples"> {
  /** Models that are defined beside these. @default none */
  readonly beside?: readonly EventModel[];
}

/**
 * Judges drafts against the history of their majors, and against the other majors of their views.
 *
 * @param events - What `withDrafts` returned; what is published is skipped.
 * @param options - The formats of the lake's tables, whether documents are built that show the breaks, and what else is
 * defined.
 * @returns One for each draft, in the order of the events.
 * @example
 * judgeDrafts(registry, withDrafts(registry, models)).filter(({ bump }) => bump === "major");
 */
export function judgeDrafts(
  registry: Registry,
  events: readonly RegisteredEvent[],
  { beside = [], ...options }: JudgeDraftsOptions = {},
): EventJudgement[] {
  const all = [...events.map(({ model }) => model), ...beside];
  return events
    .filter(({ status }) => status === "draft")
    .map(({ model }) =>
      judgeEvent(registry.revisions(model.name, model.major), model, {
        ...options,
        otherMajors: otherMajors(registry, model),
        listedContexts: listedContexts(all, model),
      }),
    );
}

/** Judges the retirement of events by their last revisions. */
export function judgeRetirements(
  registry: Registry,
  retired: readonly { readonly name: string; readonly major: number }[],
): EventJudgement[] {
  return retired.flatMap(({ name, major }) => {
    const latest = registry.latest(name, major);
    const before = new Set(
      registry.entries
        .flatMap(({ retired = [] }) => retired)
        .flatMap((one) => (one.name === name && one.major === major ? [one.revision] : [])),
    );
    return latest ? [judgeRetired(latest.model, latest.revision, before.size)] : [];
  });
}

/** The contexts that other events list. */
function listedContexts(all: readonly EventModel[], { name, major }: EventModel): ReadonlySet<string> {
  const others = all.filter((model) => model.name !== name || model.major !== major);
  return new Set(others.flatMap(({ contexts }) => contexts.map((context) => context.name)));
}

/** The last revision of each other major of an event. */
function otherMajors(registry: Registry, { name, major }: EventModel): EventRevision[] {
  const last = new Map(registry.revisions(name).map((revision) => [revision.model.major, revision]));
  last.delete(major);
  return [...last.values()];
}
