// CREATE OR REPLACE VIEW for Athena. Views are written through the engine, never through Glue's API.
import { athenaLimits } from "@tracklake/envelope";
import { TablesError } from "../errors.js";
import { quoteQuery } from "./quote.js";
import type { ViewModel } from "./view-model.js";

/**
 * The statement that creates a view or replaces it, without a final semicolon.
 *
 * @throws TablesError `over-limit` when it is longer than Athena takes.
 * @example
 * viewDdl(view); // "CREATE OR REPLACE VIEW acme.plan_changed AS\nSELECT …"
 */
export function viewDdl(view: ViewModel): string {
  return createViewStatement(view, view.sql("athena"));
}

/** The statement for a SELECT that is known. @throws TablesError `over-limit` */
export function createViewStatement(view: Pick<ViewModel, "database" | "name">, sql: string): string {
  const ddl = `CREATE OR REPLACE VIEW ${quoteQuery(view.database)}.${quoteQuery(view.name)} AS\n${sql}`;
  const bytes = Buffer.byteLength(ddl);
  if (bytes > athenaLimits.queryBytes) {
    throw new TablesError(
      "over-limit",
      `the view ${view.name} has ${bytes} bytes; Athena takes ${athenaLimits.queryBytes}: split the event.`,
    );
  }
  return ddl;
}
