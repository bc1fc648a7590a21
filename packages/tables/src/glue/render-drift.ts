// Drift as text: a block for each table, + what others added, - what they took away, ~ what they changed.
import type { Drift, DriftItem, TableDrift } from "./drift.js";
import { plain, short } from "./plain.js";
import { writerNote } from "./writers.js";

/**
 * Drift for a terminal.
 *
 * @example
 * renderDrift({ looked: 3, tables: [] }); // "No drift: 3 tables are as they were applied.\n"
 */
export function renderDrift({ looked, tables }: Drift): string {
  if (tables.length === 0)
    return `No drift: ${looked === 1 ? "1 table is as it was" : `${looked} tables are as they were`} applied.\n`;
  const drifted = tables.filter(({ items }) => items.length > 0).length;
  const unrecorded = tables.filter((table) => table.unrecorded).length;
  const summary = [
    `Drift: ${drifted} of ${looked} ${looked === 1 ? "table differs" : "tables differ"} from what was applied`,
    unrecorded > 0 ? `, ${unrecorded} have no record to compare with` : "",
    ".",
  ].join("");
  return `${[...tables.map(block), summary].join("\n\n")}\n`;
}

function block(drift: TableDrift): string {
  const { database, table, versionId, updated, createdBy, writers, items, unrecorded } = drift;
  const facts = [
    versionId === undefined ? "" : `version ${versionId}`,
    updated === undefined ? "" : `written ${updated}`,
    createdBy === undefined ? "" : `created by ${plain(createdBy)}`,
  ].filter((fact) => fact !== "");
  return [
    `~ ${database}.${table}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`,
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
