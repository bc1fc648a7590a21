// Finds what a request names, in lower case, or says that it is not there.
import { type Members, requiredText } from "../stack/members.js";
import { ServiceFault } from "../stack/service-fault.js";
import type { CatalogueDatabase, CatalogueFile } from "./catalogue-file.js";
import { nameText } from "./model-limits.js";
import type { TableRecord } from "./records.js";

/** A name as the catalogue knows it. */
export function nameOf(input: Members, member: string): string {
  const path = member.charAt(0).toLowerCase() + member.slice(1);
  return requiredText(input, member, nameText, path).toLowerCase();
}

/** A database. @throws ServiceFault EntityNotFoundException */
export function findDatabase(catalogue: CatalogueFile, name: string): CatalogueDatabase {
  const database = catalogue.databases.get(name);
  if (!database) throw new ServiceFault("EntityNotFoundException", `Database ${name} not found.`);
  return database;
}

/** A table. @throws ServiceFault EntityNotFoundException */
export function findTable(catalogue: CatalogueFile, database: string, name: string): TableRecord {
  const table = findDatabase(catalogue, database).tables.get(name);
  if (!table) throw new ServiceFault("EntityNotFoundException", `Table ${name} not found.`);
  return table;
}
