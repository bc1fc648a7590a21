// The Data Catalog: its databases, that tables can be read, and whether they could be written. Nothing is changed.
import { randomUUID } from "node:crypto";
import { GetDatabaseCommand, GetTablesCommand, type GlueClient, UpdateTableCommand } from "@aws-sdk/client-glue";
import { type Lake, storeDatabase, viewDatabase } from "@tracklake/envelope";
import type { Check } from "../doctor/check.js";
import { awsProblem } from "./aws-problem.js";

/** Looks at it. */
export async function checkCatalogue(glue: GlueClient, lake: Lake, caller: string): Promise<Check[]> {
  const problem = (error: unknown, action: string, name: string) =>
    awsProblem(error, { action, caller, database: name });
  const checks = [await database(storeDatabase(lake)), await database(viewDatabase(lake))];
  const [store] = checks;
  // Without the database there is nothing to read or to write in.
  return store?.level === "ok" ? [...checks, await reading(), await writing()] : checks;

  async function database(Name: string): Promise<Check> {
    const id = "database";
    try {
      await glue.send(new GetDatabaseCommand({ Name }));
      return { id, level: "ok", message: `the database ${Name} is there.` };
    } catch (error) {
      const { kind, message, fix } = problem(error, "glue:GetDatabase", Name);
      if (kind === "missing") {
        return { id, level: "warning", message: `there is no database ${Name} yet.`, fix: "npx tracklake apply" };
      }
      return { id: named(id, kind), level: "error", message: `the database ${Name} cannot be read: ${message}.`, fix };
    }
  }

  async function reading(): Promise<Check> {
    const id = "tables-readable";
    const DatabaseName = storeDatabase(lake);
    try {
      const { TableList = [] } = await glue.send(new GetTablesCommand({ DatabaseName, MaxResults: 1 }));
      if (TableList.length > 0) return { id, level: "ok", message: `the tables of ${DatabaseName} can be read.` };
      const message = `there are no tables in ${DatabaseName} that you may see.`;
      return {
        id,
        level: "warning",
        message,
        fix: "npx tracklake apply, or ask for DESCRIBE on them in Lake Formation",
      };
    } catch (error) {
      const { kind, message, fix } = problem(error, "glue:GetTables", DatabaseName);
      return {
        id: named(id, kind),
        level: "error",
        message: `the tables of ${DatabaseName} cannot be read: ${message}.`,
        fix,
      };
    }
  }

  /** An update of a table that cannot be there: whoever may is told that it is missing, and nobody changes anything. */
  async function writing(): Promise<Check> {
    const id = "tables-writable";
    const DatabaseName = storeDatabase(lake);
    const TableInput = { Name: `tracklake_doctor_${randomUUID().replaceAll("-", "_")}` };
    try {
      await glue.send(new UpdateTableCommand({ DatabaseName, TableInput, VersionId: "0" }));
      return { id, level: "warning", message: "the catalogue took an update of a table that is not there." };
    } catch (error) {
      const { kind, message, fix } = problem(error, "glue:UpdateTable", DatabaseName);
      if (kind === "missing") return { id, level: "ok", message: `the tables of ${DatabaseName} can be updated.` };
      const text = `the tables of ${DatabaseName} cannot be updated: ${message}. Only who runs apply needs that.`;
      return { id: named(id, kind), level: "warning", message: text, fix };
    }
  }
}

function named(id: string, kind: string): string {
  return kind === "grant" ? "lake-formation" : id;
}
