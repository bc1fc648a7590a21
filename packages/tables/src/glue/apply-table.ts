// Sends one table's step; when the table is no more as it was planned for, reads it and plans it again.
// Guide: a stale VersionId gives ConcurrentModification; a call that timed out may have been carried out.
import { tableStep } from "./diff.js";
import { readTable } from "./live.js";
import { errorName, type GlueCalls, isLostAnswer } from "./retry.js";
import type { CreateTable, PlanStep, UpdateTable } from "./steps.js";
import { tableFingerprint } from "./writable-table.js";

/** What became of a step that did not fail. */
export interface TableOutcome {
  readonly step: PlanStep;
  readonly outcome: "created" | "updated" | "unchanged" | "refused" | "stale";
  readonly replanned?: number;
}

/** How often a table is planned again after somebody else changed it in between: as many pipelines may run at once. */
const REPLANS = 10;

/** Carries out the step. @param options - `exact`: nothing is planned again. */
export async function applyTable(
  calls: GlueCalls,
  step: CreateTable | UpdateTable,
  { exact = false, restore = false }: { exact?: boolean; restore?: boolean },
): Promise<TableOutcome> {
  let current = step;
  for (let replanned = 0; ; replanned++) {
    const told = replanned > 0 ? { replanned } : {};
    const outcome = current.kind === "create-table" ? "created" : "updated";
    let lost = false;
    try {
      await send(calls, current, () => {
        lost = true;
      });
      return { step: current, outcome, ...told };
    } catch (error) {
      const changed = ["ConcurrentModificationException", "AlreadyExistsException"].includes(errorName(error));
      if (!changed && !isLostAnswer(error)) throw error;
      const live = await readTable(calls, current.database, current.table);
      const ours = live !== undefined && tableFingerprint(live) === tableFingerprint(current.input);
      // Whether it was our own call, whose answer was lost, or another pipeline that did the same.
      if (ours) return { step: current, outcome: lost ? outcome : "unchanged", ...told };
      if (!changed || replanned >= REPLANS) throw error;
      if (exact || !current.model) return { step: current, outcome: "stale" };
      const next = tableStep(live, current.model, { restore });
      if (next.kind === "refused" || next.kind === "unchanged") {
        return { step: next, outcome: next.kind, replanned: replanned + 1 };
      }
      if (next.kind !== "create-table" && next.kind !== "update-table") {
        throw new TypeError("a table's step is of nothing but the table");
      }
      current = next;
    }
  }
}

async function send(calls: GlueCalls, step: CreateTable | UpdateTable, onLost: () => void): Promise<void> {
  const { database: DatabaseName, input: TableInput } = step;
  if (step.kind === "create-table") {
    await calls.send((client, glue) => client.send(new glue.CreateTableCommand({ DatabaseName, TableInput })), onLost);
    return;
  }
  const version = step.versionId === undefined ? {} : { VersionId: step.versionId };
  await calls.send(
    (client, glue) => client.send(new glue.UpdateTableCommand({ DatabaseName, TableInput, ...version })),
    onLost,
  );
}
