// Refuses a table that Glue would refuse, before anything is called, and says what is too long.
// The limits stand in @tracklake/envelope with their sources.
import { glueLimits } from "@tracklake/envelope";
import { TablesError } from "../errors.js";
import type { TableModel } from "../table-model.js";

/** @throws TablesError `over-limit` for the first thing that is too long, `name-collision` for a repeated column. */
export function checkLimits(table: TableModel): void {
  const where = `${table.database}.${table.name}`;
  const limit = (what: string, text: string, most: number) => {
    if (text.length > most) {
      throw new TablesError("over-limit", `${where}: ${what} has ${text.length} characters; Glue takes ${most}.`);
    }
  };
  limit("the database's name", table.database, glueLimits.nameCharacters);
  limit("the table's name", table.name, glueLimits.nameCharacters);
  limit("the location", table.location, glueLimits.locationCharacters);
  const seen = new Set<string>();
  const keys = table.format === "iceberg" ? [] : table.partitionKeys;
  for (const column of [...table.columns, ...keys]) {
    limit(`the column name "${column.name.slice(0, 40)}"`, column.name, glueLimits.nameCharacters);
    limit(`the type of "${column.name}"`, column.type, glueLimits.columnTypeCharacters);
    // Glue and Athena lower-case top-level names.
    const key = column.name.toLowerCase();
    if (seen.has(key)) {
      throw new TablesError("name-collision", `${where} has two columns "${key}": rename one of the two.`);
    }
    seen.add(key);
  }
  for (const [key, value] of Object.entries(table.parameters)) {
    limit(`the parameter key "${key.slice(0, 40)}"`, key, glueLimits.parameterKeyCharacters);
    limit(`the parameter "${key}"`, value, glueLimits.parameterValueCharacters);
  }
}
