// What became of a curation, as data: what --json prints, and what the lines of text are made of.

/** A day that was written and made visible. */
export interface DayReport {
  readonly dt: string;
  readonly run: string;
  readonly why: "new" | "changed" | "again";
  /** Whether rows that were curated before were kept, for files that they were made of are gone. */
  readonly kept: boolean;
  readonly rows?: number;
  /** Files that were written. */
  readonly files: number;
  readonly bytes_read: number;
  readonly bytes_written: number;
  readonly warnings: readonly string[];
}

/** A table. */
export interface TableReport {
  readonly table: string;
  readonly days: readonly DayReport[];
  /** Days behind the window that files came for after they were curated. */
  readonly late: readonly { readonly dt: string; readonly files: number; readonly bytes: number }[];
  /** The last day that views read from curated files. */
  readonly boundary: { readonly was: string | null; readonly is: string | null };
  /** The first day that keeps the boundary from going on: it is not curated. */
  readonly gap?: string;
  readonly removed: { readonly runs: number; readonly files: number; readonly bytes: number };
}

/** An event. */
export interface EventReport {
  readonly event: string;
  readonly tables: readonly TableReport[];
  /** Views that were replaced. */
  readonly views: readonly string[];
  /** What somebody has to look at. */
  readonly notes: readonly string[];
  readonly failure?: { readonly code: string; readonly message: string };
}
