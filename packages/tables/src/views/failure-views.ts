// What failed, as people query it: a row for each dead letter, and for each record that Firehose could not deliver.
// Columns are read out of the lines, so that no query takes JSON apart.
import { type Lake, storeDatabase, viewDatabase } from "@tracklake/envelope";
import { DEAD_LETTERS, DELIVERY_ERRORS, LINE } from "../model/failure-tables.js";
import { dialects, type SqlDialect } from "./dialect.js";
import { type JsonText, jsonTexts } from "./json-text.js";
import { leadingColumns } from "./public-view.js";
import { select } from "./select.js";
import type { ViewColumn, ViewModel } from "./view-model.js";

interface FailureColumn extends ViewColumn {
  /** @param dt - The partition, as the dialect writes it. */
  read(json: JsonText, which: SqlDialect): string;
}

const scalar = (name: string, path: string, comment: string, type = "string"): FailureColumn => ({
  name,
  type,
  comment,
  read: (json) => (type === "string" ? json.scalar(LINE, path) : `TRY_CAST(${json.scalar(LINE, path)} AS ${type})`),
});
const part = (name: string, path: string, comment: string): FailureColumn => ({
  name,
  type: "string",
  comment,
  read: (json) => json.part(LINE, path),
});
const number = (path: string) => (json: JsonText) => `TRY_CAST(${json.scalar(LINE, path)} AS bigint)`;
const data = (json: JsonText) => json.decoded(json.scalar(LINE, "$.rawData"));
const ofEvent = (name: string): FailureColumn => ({
  name,
  type: "string",
  comment: `The ${name} of the record's first line, where it can be read.`,
  read: (json) => json.scalar(`split_part(${data(json)}, chr(10), 1)`, `$.${name}`),
});

/** The views of what failed. */
export function failureViews(lake: Lake): ViewModel[] {
  return [deadLettersView(lake), deliveryErrorsView(lake)];
}

function deadLettersView(lake: Lake): ViewModel {
  const { local } = leadingColumns(lake);
  const time = scalar("event_time", "$.event_time", "When the event was tracked, UTC.", "timestamp");
  return failureView(lake, DEAD_LETTERS, "Events that trackers refused, and why: one row a letter.", [
    dayColumn("The day on which the letter was written into the lake: filter on it first."),
    { ...local, read: (json, which) => dialects[which].local(time.read(json, which), lake.timeZone) },
    scalar("reason", "$.reason", "violation, too-large, refused-by-service or closed-before-delivery."),
    scalar("event_name", "$.event_name", "The event's name."),
    scalar("violation_path", "$.violations[0].path", "Where it does not fit, of the first violation."),
    scalar("violation", "$.violations[0].reason", "What is wrong there."),
    part("violations", "$.violations", "All violations, as JSON."),
    part("known", "$.known", "The fields that the event has, protected, as JSON."),
    part("contexts", "$.contexts", "The contexts that were set, protected, as JSON."),
    part("unknown_fields", "$.unknown", "Unknown fields: where, and of which type, as JSON."),
    part("cut", "$.cut", "Paths of what could not be kept as it was, as JSON."),
    scalar("delivered_line", "$.line", "The whole line, where only its delivery failed."),
    scalar("event_id", "$.event_id", "The event's id: redrive sends it again under the same."),
    scalar("event_major", "$.event_major", "The event's major version.", "bigint"),
    scalar("event_revision", "$.event_revision", "The event's revision.", "bigint"),
    time,
    scalar("service", "$.service", "The service that tracked the event."),
    scalar("environment", "$.environment", "The environment of the service."),
  ]);
}

function deliveryErrorsView(lake: Lake): ViewModel {
  const arrived = (json: JsonText) => json.moment(number("$.arrivalTimestamp")(json));
  return failureView(
    lake,
    DELIVERY_ERRORS,
    "Records that Firehose could not deliver to a table, and why: one row a record, which may hold many lines.",
    [
      dayColumn("The day on which Firehose received it, UTC: filter on it first."),
      {
        name: "arrived_at_local",
        type: "timestamp",
        comment: `When Firehose received it, on the clock of ${lake.timeZone}.`,
        read: (json, which) => dialects[which].local(arrived(json), lake.timeZone),
      },
      {
        name: "error_code",
        type: "string",
        comment: "What the service calls the error.",
        // Guide, "Handle data delivery failures": two spellings, and a third for format conversion.
        read: (json) => coalesced(json, "$.errorCode", "$.lastErrorCode", "$.ErrorCode"),
      },
      {
        name: "error_message",
        type: "string",
        comment: "What the service says of it.",
        read: (json) => coalesced(json, "$.errorMessage", "$.lastErrorMessage", "$.ErrorMessage"),
      },
      scalar("attempts", "$.attemptsMade", "How often the service has tried.", "bigint"),
      ofEvent("event_name"),
      ofEvent("event_id"),
      ofEvent("service"),
      { name: "data", type: "string", comment: "The record as it was sent: lines of JSON.", read: data },
      { name: "arrived_at", type: "timestamp", comment: "When Firehose received it, UTC.", read: arrived },
      {
        name: "ended_at",
        type: "timestamp",
        comment: "When the service gave up, UTC.",
        read: (json) => json.moment(number("$.attemptEndingTimestamp")(json)),
      },
    ],
  );
}

function coalesced(json: JsonText, ...paths: string[]): string {
  return `coalesce(${paths.map((path) => json.scalar(LINE, path)).join(", ")})`;
}

function dayColumn(comment: string): FailureColumn {
  return { name: "dt", type: "string", comment, read: (_, which) => dialects[which].name("dt") };
}

function failureView(lake: Lake, name: string, description: string, columns: readonly FailureColumn[]): ViewModel {
  const store = storeDatabase(lake);
  return {
    database: viewDatabase(lake),
    name,
    description,
    reads: [`${store}.${name}`],
    columns: columns.map(({ read: _, ...column }) => column),
    sql(which) {
      const dialect = dialects[which];
      const items = columns.map((column) => [column.read(jsonTexts[which], which), column.name] as const);
      return `${select(dialect, items)}\nFROM ${dialect.name(store)}.${dialect.name(name)}`;
    },
  };
}
