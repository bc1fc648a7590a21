// All events in one view: the envelope only, over the public views, so each event once and from the same files.
// A filter on dt goes through to every table; what no event lacks is all there is to ask.
import { type Lake, viewDatabase } from "@tracklake/envelope";
import { envelopeFields } from "../model/table-models.js";
import { dialects } from "./dialect.js";
import { leadingColumns } from "./public-view.js";
import type { EventView, ViewModel } from "./view-model.js";

/** The view's name, which no event can have. */
export const ALL_EVENTS = "all_events";
/**
 * Most stages of what it unites. Trino refuses a query of more than 150 (query.max-stage-count), and the query around the
 * view has some of its own; what Athena's own bound is, it does not say.
 */
const MOST_STAGES = 148;

/**
 * The view of all events, or `undefined` when there are none or more than an engine plans.
 *
 * @param views - Those of the events; views of arrays are passed over.
 */
export function allEventsView(views: readonly EventView[], lake: Lake): ViewModel | undefined {
  const events = views.filter(({ name, event }) => name === event);
  if (events.length === 0 || stagesOf(events) > MOST_STAGES) return undefined;
  const { dt, local } = leadingColumns(lake);
  const columns = [dt, local, ...envelopeFields()];
  return {
    database: viewDatabase(lake),
    name: ALL_EVENTS,
    description: "Every event of every kind, each once, with its envelope alone.",
    reads: events.map(({ database, name }) => `${database}.${name}`),
    columns,
    sql(which) {
      const dialect = dialects[which];
      const list = columns.map(({ name }) => dialect.name(name)).join(", ");
      return events
        .map(({ database, name }) => `SELECT ${list}\nFROM ${dialect.name(database)}.${dialect.name(name)}`)
        .join("\nUNION ALL\n");
    },
  };
}

/**
 * What to know where the events are too many for one view: the one that was written before is not the truth any more.
 *
 * @param views - Those of the events; others are passed over.
 * @example
 * allEventsNotes([]); // []
 */
export function allEventsNotes(views: readonly ViewModel[]): string[] {
  const events = views.filter(({ name, event }) => name === event);
  const stages = stagesOf(events);
  if (stages <= MOST_STAGES) return [];
  return [
    `${ALL_EVENTS} is left out: a query of ${events.length} events would have ${stages} stages, and Trino plans 150 at most. ` +
      `One that is there stays as it was and lacks the events since: drop it (DROP VIEW), and unite those that you need in queries/<name>.sql.`,
  ];
}

/** A scan for each table, and one more for each window, which gets its rows by partitions of the ids. */
function stagesOf(events: readonly ViewModel[]): number {
  return events.reduce(
    (sum, view) => sum + (view.sql("athena").match(/\bFROM\s+(?!\()|\brow_number\(\)/g)?.length ?? 0),
    0,
  );
}
