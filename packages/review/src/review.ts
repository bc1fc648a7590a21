// What a change of schemas does, as data: per event what changed, which columns come, the DDL to come.
// Renderers turn it into text, JSON or Markdown; verdicts on the four axes come with the compatibility rules.
import { type Change, diffEvents } from "@tracklake/compat";
import { absentEvents, type RegisteredEvent, type Registry } from "@tracklake/registry";
import { athenaDdl, type ColumnModel, tableModels } from "@tracklake/tables";

/** The lake that tables are written for. */
export interface ReviewLake {
  readonly name: string;
  readonly bucket: string;
  readonly timeZone: string;
}

/** One event that differs from history. */
export interface EventReview {
  readonly event: string;
  readonly major: number;
  /** The revision before; `null` for an event, or a major, that is new. */
  readonly before: number | null;
  readonly revision: number;
  /** Whether the event was retired and is defined again. */
  readonly returns: boolean;
  readonly owner: string;
  readonly changes: readonly Change[];
  /** Columns that the table does not have yet. */
  readonly newColumns: readonly ColumnModel[];
  /** Columns whose type is another from now on: nested fields that were added, for the most part. */
  readonly changedColumns: readonly { readonly name: string; readonly was: string; readonly is: string }[];
  /** `CREATE EXTERNAL TABLE` of the table as it will be. */
  readonly ddl: string;
}

/** An event that is defined no more: clients lose it, its table and its view stay. */
export interface RetiredReview {
  readonly event: string;
  readonly major: number;
  /** Its last revision. */
  readonly revision: number;
}

/** A whole change. */
export interface Review {
  readonly events: readonly EventReview[];
  readonly retired: readonly RetiredReview[];
  readonly unchanged: number;
}

/**
 * Reviews what differs from history.
 *
 * @param registry - The history to compare with.
 * @param events - What `withDrafts` returned for all definitions: what they leave out is retired by a publish.
 * @throws TablesError when a table cannot be written, such as for a column whose type changed within a major.
 */
export function reviewChanges(registry: Registry, events: readonly RegisteredEvent[], lake: ReviewLake): Review {
  const drafts = events.filter((event) => event.status === "draft");
  return {
    events: drafts.map((draft) => reviewEvent(registry, draft, lake)),
    retired: absentEvents(
      registry,
      events.map(({ model }) => model),
    ).map(({ name, major, revision }) => ({ event: name, major, revision })),
    unchanged: events.length - drafts.length,
  };
}

function reviewEvent(registry: Registry, draft: RegisteredEvent, lake: ReviewLake): EventReview {
  const { model } = draft;
  const published = registry.revisions(model.name, model.major);
  const latest = published.at(-1);
  const [was] = published.length > 0 ? tableModels(published, lake) : [];
  const [is] = tableModels([...published, draft], lake);
  const earlier = new Map((was?.columns ?? []).map((column) => [column.name, column.type]));
  const columns = is?.columns ?? [];
  return {
    event: model.name,
    major: model.major,
    before: latest?.revision ?? null,
    revision: draft.revision,
    returns: registry.retirement(model.name, model.major) !== undefined,
    owner: model.owner ?? "",
    changes: diffEvents(latest?.model, model),
    newColumns: columns.filter((column) => !earlier.has(column.name)),
    changedColumns: columns.flatMap(({ name, type }) => {
      const before = earlier.get(name);
      return before === undefined || before === type ? [] : [{ name, was: before, is: type }];
    }),
    ddl: is ? athenaDdl(is) : "",
  };
}
