// Days written by Athena: UNLOAD into the run's folder, which makes no table and needs none.
import { athenaWrite } from "@tracklake/tables";
import type { Engine } from "../../engine/engine.js";
import type { DayWriter } from "./day-writer.js";

/** Athena as a writer of days. */
export function athenaWriter(engine: Engine): DayWriter {
  return {
    readsTables: true,
    async write(job, { signal, onBytes } = {}) {
      const onProgress = ({ bytesRead }: { bytesRead: number }) => onBytes?.(bytesRead);
      const { stats } = await engine.run(athenaWrite(job, job.location), { signal, onProgress });
      return { bytesRead: stats.bytesRead, warnings: [] };
    },
  };
}
