// Which steps of a saved plan are no more what they were made for: looked at before anything is changed.
// A step that was carried out already is not stale: a plan that stopped half-way can be applied again.
import { partitionsStale } from "./apply-partitions.js";
import { inParallel } from "./in-parallel.js";
import { readDatabase, readTable } from "./live.js";
import type { GlueCalls } from "./retry.js";
import type { CreateDatabase, Plan, PlanStep, Unchanged, WriteView } from "./steps.js";
import { decodeViewRecord, sqlDigest, storedDigest, VIEW_RECORD } from "./view-record.js";
import { tableFingerprint } from "./writable-table.js";

/** The stale steps. @throws TablesError `live-unreadable` */
export async function staleSteps(
  calls: GlueCalls,
  { steps, catalogue }: Plan,
  concurrency?: number,
): Promise<Set<PlanStep>> {
  const looked = await inParallel(
    steps,
    async (step) => {
      if (step.kind === "update-partitions") return (await partitionsStale(calls, step)) ? [step] : [];
      if (step.kind === "create-database" || (step.kind === "unchanged" && step.table === undefined))
        return (await isStrange(calls, step, catalogue)) ? [step] : [];
      if (step.kind === "write-view") return (await isStaleView(calls, step)) ? [step] : [];
      if (step.kind !== "create-table" && step.kind !== "update-table") return [];
      const live = await readTable(calls, step.database, step.table);
      // The same region of another account is another catalogue.
      if (catalogue !== undefined && live?.CatalogId !== undefined && live.CatalogId !== catalogue) return [step];
      if (live && tableFingerprint(live) === tableFingerprint(step.input)) return [];
      if (step.kind === "create-table") return live ? [step] : [];
      const same = live && live.VersionId === step.versionId && tableFingerprint(live) === step.fingerprint;
      return same ? [] : [step];
    },
    concurrency === undefined ? {} : { concurrency },
  );
  return new Set(looked.flat());
}

/**
 * The same region of another account is another catalogue: there a database that was there is missing, or one of the same
 * name is somebody else's. Without a look at them, a plan of nothing but creations would be carried out there.
 */
async function isStrange(calls: GlueCalls, step: CreateDatabase | Unchanged, catalogue?: string): Promise<boolean> {
  const live = await readDatabase(calls, step.database);
  if (!live) return step.kind === "unchanged";
  return catalogue !== undefined && live.CatalogId !== undefined && live.CatalogId !== catalogue;
}

async function isStaleView(calls: GlueCalls, { database, table, sql, fingerprint }: WriteView): Promise<boolean> {
  const live = await readTable(calls, database, table);
  if (!live) return fingerprint !== undefined;
  if (tableFingerprint(live) === fingerprint) return false;
  const record = decodeViewRecord(live.Parameters?.[VIEW_RECORD]);
  return record?.written !== sqlDigest(sql) || record.stored !== storedDigest(live);
}
