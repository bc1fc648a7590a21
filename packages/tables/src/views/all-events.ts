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
 * Most events that it unites. Trino plans a stage for each table of a UNION and refuses a query of more than 150
 * (query.max-stage-count); what Athena's own bound is, it does not say.
 */
export const MOST_EVENTS = 100;

/**
 * The view of all events, or `undefined` when there are none or more than {@link MOST_EVENTS}.
 *
 * @param views - Those of the events; views of arrays are passed over.
 */
export function allEventsView(views: readonly EventView[], lake: Lake): ViewModel | undefined {
  const events = views.filter(({ name, event }) => name === event);
  if (events.length === 0 || events.length > MOST_EVENTS) return undefined;
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
