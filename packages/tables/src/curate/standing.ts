// Whether a live table is the one that these schemas would curate: later ones and other places are left alone.
// Curated by schemas that lack a column, the column would be lost to whoever reads curated files; curated from a place where
// the table's rows do not lie, the boundary would hide them.
import type { Table } from "@aws-sdk/client-glue";
import { glueTableInput } from "../glue/table-input.js";
import { recordOf } from "../glue/table-update.js";
import { type HiveType, parseHiveType } from "../model/hive-type.js";
import type { TableModel } from "../table-model.js";

/** What keeps a table from being curated, in words that follow its name. */
export interface Obstacle {
  readonly kind: "later" | "elsewhere";
  readonly what: string;
}

/**
 * What stands against curating a table by a model; nothing for one that is not there.
 *
 * @example
 * obstacle(await catalogue.table(delivered), delivered)?.what; // "is later than these schemas"
 */
export function obstacle(live: Table | undefined, model: TableModel): Obstacle | undefined {
  if (!live) return undefined;
  const revision = (of: Readonly<Record<string, string>> = {}) => Number(of["tracklake.revision"] ?? 0);
  if (revision(live.Parameters) > revision(model.parameters)) {
    return { kind: "later", what: "is later than these schemas" };
  }
  // Two branches may have applied the same revision: the table has the columns of both.
  const lacking = appliedFields(live).filter((path) => !fieldsOf(model).has(path));
  if (lacking.length > 0) {
    return { kind: "later", what: `has what was applied from other schemas than these (${lacking.join(", ")})` };
  }
  return elsewhere(live, model);
}

function elsewhere({ StorageDescriptor, Parameters = {} }: Table, model: TableModel): Obstacle | undefined {
  const at = (place: string) => (place.endsWith("/") ? place : `${place}/`);
  const location = StorageDescriptor?.Location;
  if (location !== undefined && at(location) !== at(model.location)) {
    return { kind: "elsewhere", what: `lies at ${location}, and not at ${model.location}` };
  }
  const wanted = glueTableInput(model).Parameters ?? {};
  if (wanted["projection.enabled"] !== "true") return undefined;
  if (Parameters["projection.enabled"] !== "true") {
    return { kind: "elsewhere", what: "has partitions that are registered one by one, wherever each lies" };
  }
  const template = "storage.location.template";
  if (Parameters[template] === undefined || Parameters[template] === wanted[template]) return undefined;
  return { kind: "elsewhere", what: `has its partitions at ${Parameters[template]}, and not at ${wanted[template]}` };
}

/** The paths of all fields that anybody applied; those of the first level alone where the record is hashed. */
function appliedFields(live: Table): string[] {
  const record = recordOf(live);
  if (!record) return [];
  return record.columns.flatMap(({ name, type }) => [name, ...(record.hashed ? [] : paths(name, parseHiveType(type)))]);
}

function fieldsOf({ columns }: TableModel): ReadonlySet<string> {
  return new Set(columns.flatMap(({ name, type }) => [name, ...paths(name, parseHiveType(type))]));
}

function paths(at: string, type: HiveType): string[] {
  switch (type.kind) {
    case "primitive":
      return [];
    case "array":
      return paths(`${at}[]`, type.items);
    case "map":
      return paths(`${at}{}`, type.values);
    case "struct":
      return type.fields.flatMap(({ name, type: inner }) => [`${at}.${name}`, ...paths(`${at}.${name}`, inner)]);
  }
}
