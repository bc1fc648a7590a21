// Which steps of a saved plan are no more what they were made for: looked at before anything is changed.
// A step that was carried out already is not stale: a plan that stopped half-way can be applied again.
import { partitionsStale } from "./apply-partitions.js";
import { inParallel } from "./in-parallel.js";
import { readTable } from "./live.js";
import type { GlueCalls } from "./retry.js";
import type { Plan, PlanStep, WriteView } from "./steps.js";
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

async function isStaleView(calls: GlueCalls, { database, table, sql, fingerprint }: WriteView): Promise<boolean> {
  const live = await readTable(calls, database, table);
  if (!live) return fingerprint !== undefined;
  if (tableFingerprint(live) === fingerprint) return false;
  const record = decodeViewRecord(live.Parameters?.[VIEW_RECORD]);
  return record?.written !== sqlDigest(sql) || record.stored !== storedDigest(live);
}
