// Days written by DuckDB into the lake of this machine.
import { writeDay } from "@tracklake/local";
import { interrupted } from "../../engine/engine.js";
import type { DayWriter } from "./day-writer.js";

/** DuckDB as a writer of days. @param directory - The lake's folder. */
export function localWriter(directory: string): DayWriter {
  return {
    readsTables: false,
    async write({ delivered, curated, dt, keep, location, keptLocation }, { signal } = {}) {
      try {
        return await writeDay({ directory, delivered, curated, dt, keep, location, keptLocation, signal });
      } catch (error) {
        throw signal?.aborted ? interrupted("DuckDB") : error;
      }
    },
  };
}
