// Databases: create, get, list, delete.
import { type Members, requiredStructure, requiredText, text } from "../stack/members.js";
import type { Operation } from "../stack/operation.js";
import { ServiceFault } from "../stack/service-fault.js";
import type { CatalogueDatabase, CatalogueFile } from "./catalogue-file.js";
import { given, kept, parameters } from "./check-members.js";
import { findDatabase, nameOf } from "./lookup.js";
import { descriptionText, locationText, nameText } from "./model-limits.js";
import { page } from "./page.js";

/** The operations on databases. */
export function databaseOperations(catalogue: CatalogueFile): [string, Operation][] {
  return [
    ["CreateDatabase", (input) => createDatabase(catalogue, input)],
    ["GetDatabase", (input) => ({ Database: shown(findDatabase(catalogue, nameOf(input, "Name"))) })],
    [
      "GetDatabases",
      (input) => {
        const sorted = [...catalogue.databases.values()].sort((a, b) => (a.record.name < b.record.name ? -1 : 1));
        const { items, next } = page(input, sorted);
        return { DatabaseList: items.map(shown), ...next };
      },
    ],
    [
      "DeleteDatabase",
      async (input) => {
        await catalogue.deleteDatabase(findDatabase(catalogue, nameOf(input, "Name")).record.name);
        return {};
      },
    ],
  ];
}

async function createDatabase(catalogue: CatalogueFile, request: Members): Promise<Members> {
  const asked = requiredStructure(request, "DatabaseInput", "databaseInput");
  const name = requiredText(asked, "Name", nameText, "databaseInput.name").toLowerCase();
  const input = given({
    Description: text(asked, "Description", descriptionText, "databaseInput.description"),
    LocationUri: text(asked, "LocationUri", { ...locationText, min: 1 }, "databaseInput.locationUri"),
    Parameters: parameters(asked, "Parameters", "databaseInput.parameters"),
    CreateTableDefaultPermissions: kept(asked, "CreateTableDefaultPermissions"),
  });
  if (catalogue.databases.has(name)) throw new ServiceFault("AlreadyExistsException", "Database already exists.");
  await catalogue.putDatabase({ name, input, created: Date.now() / 1000 });
  return {};
}

function shown({ record: { name, input, created } }: CatalogueDatabase): Members {
  return { Name: name, ...input, CreateTime: created, CatalogId: "000000000000" };
}
