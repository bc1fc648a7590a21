// Drift as text: a block for each table, + what others added, - what they took away, ~ what they changed.
import type { Drift, DriftItem, Missing, TableDrift } from "./drift.js";
import { differs } from "./is-drift.js";
import { plain, short } from "./plain.js";
import { writerNote } from "./writers.js";

/**
 * Drift for a terminal.
 *
 * @example
 * renderDrift({ looked: 3, tables: [], missing: [] }); // "No drift: 3 tables are as they were applied.\n"
 */
export function renderDrift({ looked, tables, missing }: Drift): string {
  const added = tables.filter((table) => !differs(table)).length;
  const beside = `others added to ${added === 1 ? "1 table" : `${added} tables`}, which is left (--strict counts it)`;
  if (tables.length === added && missing.length === 0) {
    const same = `No drift: ${looked === 1 ? "1 table is as it was" : `${looked} tables are as they were`} applied`;
    return `${[...tables.map(block), `${same}${added > 0 ? `; ${beside}` : ""}.`].join("\n\n")}\n`;
  }
  const drifted = tables.filter((table) => differs(table) && table.items.length > 0).length;
  const unrecorded = tables.filter((table) => table.unrecorded).length;
  const summary = [
    `Drift: ${drifted} of ${looked} ${looked === 1 ? "table differs" : "tables differ"} from what was applied`,
    unrecorded > 0 ? `, ${unrecorded} have no record to compare with` : "",
    missing.length > 0 ? `, ${missing.length} ${missing.length === 1 ? "is" : "are"} not there` : "",
    added > 0 ? `; ${beside}` : "",
    ".",
  ].join("");
  return `${[...missing.map(goneLine), ...tables.map(block), summary].join("\n\n")}\n`;
}

function goneLine({ database, table }: Missing): string {
  return table === undefined
    ? `- database ${plain(database)} is not there: another region or name, nothing was applied yet, or somebody dropped it`
    : `- ${plain(database)}.${plain(table)} is not there: it was not applied yet, or somebody dropped it`;
}

function block(drift: TableDrift): string {
  const { database, table, versionId, updated, createdBy, writers, items, unrecorded } = drift;
  const facts = [
    versionId === undefined ? "" : `version ${versionId}`,
    updated === undefined ? "" : `written ${updated}`,
    createdBy === undefined ? "" : `created by ${plain(createdBy)}`,
  ].filter((fact) => fact !== "");
  return [
    `${differs(drift) ? "~" : "+"} ${database}.${table}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`,
    ...(unrecorded ? ["    ? no record of what was applied: run tracklake apply once"] : []),
    ...items.map((item) => `    ${line(item)}`),
    ...writers.map((writer) => `    i ${writerNote(writer) ?? `${writer.who} wrote to it (${plain(writer.trace)}).`}`),
  ].join("\n");
}

function line({ part, name, action, applied = "", live = "" }: DriftItem): string {
  const what = part === "comment" ? `comment of ${plain(name)}` : name === "" ? part : `${part} ${plain(name)}`;
  const quoted = (text: string) => (part === "column" ? short(text) : `"${short(text)}"`);
  if (action === "added") return `+ ${what} ${quoted(live)}`;
  if (action === "removed") return `- ${what} ${quoted(applied)}`;
  return `~ ${what} ${quoted(applied)} -> ${quoted(live)}`;
}
