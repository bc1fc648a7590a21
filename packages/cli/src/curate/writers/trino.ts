// Days written by a Trino: a table over the run's folder is created from the SELECT, and dropped; its files stay.
// The catalog has to allow it: hive.non-managed-table-writes-enabled=true.
import { trinoWrite } from "@tracklake/tables";
import type { Engine } from "../../engine/engine.js";
import type { TrinoOptions } from "../../engine/trino.js";
import type { DayWriter } from "./day-writer.js";

/** A Trino as a writer of days. @param connect - Makes an engine whose session has these properties. */
export function trinoWriter(
  connect: (session: NonNullable<TrinoOptions["session"]>) => Engine,
  catalog: string,
): DayWriter {
  return {
    readsTables: true,
    async write(job, { signal, onBytes } = {}) {
      const { create, drop, session } = trinoWrite(job, job.location, job.run, catalog);
      const engine = connect(session);
      try {
        const onProgress = ({ bytesRead }: { bytesRead: number }) => onBytes?.(bytesRead);
        const { stats } = await engine.run(create, { signal, onProgress });
        return { bytesRead: stats.bytesRead, warnings: [] };
      } finally {
        // Without the signal: what was begun is to be taken away when somebody interrupts, too.
        await engine.run(drop);
      }
    },
    async forget(curated, run) {
      const source = { delivered: curated, curated, dt: "", keep: false };
      await connect({}).run(trinoWrite(source, curated.location, run, catalog).drop);
    },
  };
}
