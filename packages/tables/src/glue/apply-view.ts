// Writes one view, then puts descriptions and the record of what was written beside it in the catalogue.
import type { Table } from "@aws-sdk/client-glue";
import { applyTable } from "./apply-table.js";
import { readTable } from "./live.js";
import type { GlueCalls } from "./retry.js";
import type { WriteView } from "./steps.js";
import { viewStep } from "./view-update.js";
import type { ViewWriter } from "./view-writer.js";

const REPLANS = 10;

/**
 * Carries out the step.
 *
 * @throws what the writer throws, or Glue's error when the record could not be put to the view.
 */
export async function applyView(calls: GlueCalls, writer: ViewWriter, step: WriteView): Promise<"created" | "updated"> {
  await writer.write(step.view, step.sql);
  for (let again = 0; ; again++) {
    const live = await readTable(calls, step.database, step.table);
    // An engine over another metastore: its views are not in this catalogue, and there is nothing to describe.
    if (live?.TableType !== "VIRTUAL_VIEW") break;
    if (await described(calls, live, step)) break;
    if (again >= REPLANS) throw new Error(`the view ${step.database}.${step.table} is changed by others all the time`);
  }
  return step.was === undefined && step.fingerprint === undefined ? "created" : "updated";
}

async function described(calls: GlueCalls, live: Table, { view, sql }: WriteView): Promise<boolean> {
  const step = viewStep(live, view, sql);
  if (step.kind !== "update-table") return true;
  const { outcome } = await applyTable(calls, step, { exact: true });
  return outcome !== "stale";
}
