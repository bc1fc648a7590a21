// Replaces the views whose boundary has moved, by the engine that people ask: the last step of a curation.
// A view of this name that does not read our tables is somebody else's, and stays.
import type { Table } from "@aws-sdk/client-glue";
import { type CurationCatalogue, decodeView, type ViewModel, viewDdl } from "@tracklake/tables";
import type { Engine, RunOptions } from "../engine/engine.js";

/** Brings views up to date. */
export interface ViewWriter {
  /** @returns What was done; `foreign`: a view or table of this name is not ours. */
  bring(view: ViewModel, options?: RunOptions): Promise<"current" | "replaced" | "foreign">;
}

/** Views of the local lake are made from the boundary whenever somebody asks: there is nothing to write. */
export const localViews: ViewWriter = { bring: async () => "current" };

/** Views that an engine keeps in the catalogue. @param store - The database of the tables. */
export function engineViews(engine: Engine, catalogue: CurationCatalogue, store: string): ViewWriter {
  return {
    async bring(view, options) {
      const live = await catalogue.table(view);
      if (live) {
        const sql = viewSql(live);
        if (sql === undefined || !sql.includes(store)) return "foreign";
        if (boundaries(sql) === boundaries(view.sql("athena"))) return "current";
      }
      await engine.run(viewDdl(view), options);
      return "replaced";
    },
  };
}

/** The SELECT of a view as Athena and Trino keep it; `undefined` for what is no such view. */
function viewSql({ TableType, ViewOriginalText }: Table): string | undefined {
  return TableType === "VIRTUAL_VIEW" ? decodeView(ViewOriginalText)?.sql : undefined;
}

/** Engines keep a view's text formatted in their own way; the days that it is split at are the same in any. */
function boundaries(sql: string): string {
  const literals = [...sql.matchAll(/(<=|>)\s*'(\d{4}-\d{2}-\d{2})'/g)].map(([, side, day]) => `${side} ${day}`);
  return literals.sort().join("\n");
}
