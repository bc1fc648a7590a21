// Deletes old versions of tables, on request alone: the catalogue keeps 100,000 of a table and 1,000,000 in all.
// API: BatchDeleteTableVersion takes 100 at a time; the current version cannot be deleted.
import type { GlueClient } from "@aws-sdk/client-glue";
import { failure, type StepFailure } from "./failure.js";
import { inParallel, type OnProgress } from "./in-parallel.js";
import { GlueCalls, type RetryOptions } from "./retry.js";

/** Versions in one call. API: BatchDeleteTableVersionList, at most 100. */
const BATCH = 100;

/** What became of a table's old versions. */
export interface PruneResult {
  readonly database: string;
  readonly table: string;
  readonly deleted: number;
  /** What could not be deleted, or why nothing could. */
  readonly failures: readonly StepFailure[];
}

/**
 * Deletes all versions of tables but the newest.
 *
 * @param keep - Versions to keep of each table, from 1: the current one counts.
 * @returns One result a table; it does not throw for what Glue answers.
 * @example
 * const pruned = await pruneVersions(client, [{ database: "acme_store", table: "plan_changed_v1" }], 10);
 */
export async function pruneVersions(
  client: GlueClient,
  tables: readonly { readonly database: string; readonly table: string }[],
  keep: number,
  options: RetryOptions & { readonly concurrency?: number; readonly onProgress?: OnProgress } = {},
): Promise<PruneResult[]> {
  const calls = new GlueCalls(client, options);
  const { concurrency, onProgress } = options;
  return inParallel(tables, (table) => pruned(calls, table, Math.max(1, Math.trunc(keep))), {
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

async function pruned(
  calls: GlueCalls,
  { database, table }: { readonly database: string; readonly table: string },
  keep: number,
): Promise<PruneResult> {
  const failures: StepFailure[] = [];
  let deleted = 0;
  try {
    const old = (await versionIds(calls, database, table)).sort((a, b) => b - a).slice(keep);
    for (let start = 0; start < old.length; start += BATCH) {
      const ids = old.slice(start, start + BATCH).map(String);
      const asked = { DatabaseName: database, TableName: table, VersionIds: ids };
      const { Errors = [] } = await calls.send((client, glue) =>
        client.send(new glue.BatchDeleteTableVersionCommand(asked)),
      );
      // One that is gone already was deleted by a call whose answer was lost, or by another pipeline.
      const bad = Errors.filter(({ ErrorDetail }) => ErrorDetail?.ErrorCode !== "EntityNotFoundException");
      deleted += ids.length - bad.length;
      for (const { VersionId, ErrorDetail } of bad) {
        const error = new Error(`version ${VersionId}: ${ErrorDetail?.ErrorMessage ?? "not deleted"}`);
        error.name = ErrorDetail?.ErrorCode ?? "UnknownError";
        failures.push(failure(error));
      }
    }
  } catch (error) {
    failures.push(failure(error));
  }
  return { database, table, deleted, failures };
}

async function versionIds(calls: GlueCalls, database: string, table: string): Promise<number[]> {
  const ids: number[] = [];
  let token: string | undefined;
  do {
    const asked = { DatabaseName: database, TableName: table, MaxResults: 100, ...(token ? { NextToken: token } : {}) };
    const page = await calls.send((client, glue) => client.send(new glue.GetTableVersionsCommand(asked)));
    for (const { VersionId } of page.TableVersions ?? []) ids.push(Number(VersionId));
    token = page.NextToken;
  } while (token);
  return ids.filter(Number.isInteger);
}
