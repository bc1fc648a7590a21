// What others keep beside a view: parameters, an owner, comments and tags of columns. Engines drop it all when they
// replace a view, as Trino's Glue metastore does: what was there before is laid under what is there by then.
import type { Column, Table, TableInput } from "@aws-sdk/client-glue";
import { VIEW_RECORD } from "./view-record.js";
import { bookkeeping } from "./writers.js";

/** What an engine marks a view by; the record is of the text that was there. */
const ofText: ReadonlySet<string> = new Set([...bookkeeping, "presto_view", "comment", VIEW_RECORD]);

/** A view as it is now, with what was kept beside it before. @param before - `undefined` when there was none. */
export function withViewMetadata<View extends Table | TableInput>(
  before: Table | TableInput | undefined,
  now: View,
): View {
  if (before?.TableType !== "VIRTUAL_VIEW") return now;
  const { StorageDescriptor: storage = {} } = before;
  const columns = new Map(storage.Columns?.map((column) => [column.Name, column]));
  const kept = Object.fromEntries(Object.entries(before.Parameters ?? {}).filter(([key]) => !ofText.has(key)));
  return {
    ...now,
    // Whoever replaces a view becomes its owner, though nobody said so.
    ...given("Owner", before.Owner || now.Owner),
    ...given("Description", now.Description || before.Description),
    ...given("Retention", now.Retention || before.Retention),
    Parameters: { ...kept, ...now.Parameters },
    StorageDescriptor: {
      ...now.StorageDescriptor,
      ...given("Parameters", united(storage.Parameters, now.StorageDescriptor?.Parameters)),
      ...given(
        "Columns",
        now.StorageDescriptor?.Columns?.map((column) => withColumn(columns.get(column.Name), column)),
      ),
    },
  };
}

function withColumn(before: Column | undefined, now: Column): Column {
  return {
    ...now,
    ...given("Comment", now.Comment || before?.Comment),
    ...given("Parameters", united(before?.Parameters, now.Parameters)),
  };
}

type Texts = Record<string, string> | undefined;

function united(before: Texts, now: Texts): Texts {
  return before || now ? { ...before, ...now } : undefined;
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
