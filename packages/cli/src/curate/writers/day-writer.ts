// What writes a day of a table as Parquet: Athena, a Trino, or DuckDB on this machine.
// One contract: the rows of the day's SELECT lie in the run's folder when it returns, and nobody sees them yet.
import type { DaySource } from "@tracklake/tables";

/** A day to write. */
export interface DayJob extends DaySource {
  readonly run: string;
  /** Where to, `s3://…/run=<id>/`: a folder that is empty or not there. */
  readonly location: string;
  /** Where the day's curated rows lie now, when they are to be kept. */
  readonly keptLocation?: string | undefined;
}

/** What came of it. */
export interface DayWritten {
  /** Bytes that were read, where the engine counts them. */
  readonly bytesRead?: number;
  readonly rows?: number;
  /** Such as lines that could not be read. */
  readonly warnings: readonly string[];
}

/** Choices of one writing. */
export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told bytes as they are read, where the engine tells. */
  readonly onBytes?: (bytes: number) => void;
}

/** Writes days; calls may overlap. */
export interface DayWriter {
  /** Whether it reads delivered lines through the catalogue's table, which has to be there then. */
  readonly readsTables: boolean;
  /**
   * Writes a day.
   *
   * @throws CliError `engine-failed`, `interrupted`; LocalError. What was written by then stays, and nobody sees it.
   */
  write(job: DayJob, options?: WriteOptions): Promise<DayWritten>;
  /** Takes away what a run may have left beside its files, before these are removed. */
  forget?(curated: DaySource["curated"], run: string): Promise<void>;
}
