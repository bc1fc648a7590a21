// What is measured: a library that takes events and sends them, in the words that all of them have.

/** One library, set up and ready. */
export interface Subject {
  /** Events that may be unanswered before the load waits, as a busy server would have them. */
  readonly most: number;
  /** Events that were tracked and have not been answered or given up. */
  pending(): number;
  track(payload: object): void;
  /** Sends what is left. */
  flush(): Promise<unknown>;
  /** Ends as the library's documentation tells a server to; `deadline` in milliseconds. */
  close(deadline: number): Promise<unknown>;
  /** What the library says of its events at the end, where it says anything. */
  says?(): string;
  /** Tracks an event and calls back once it would survive the process, where a library promises that. */
  trackStored?(payload: object, stored: () => void): void;
}

/** How a subject is set up. */
export interface SubjectOptions {
  /** Of the endpoint. */
  readonly port: number;
  /** A folder of its own. */
  readonly folder: string;
  /** Batches as large as the library allows, for speed; otherwise its defaults. */
  readonly large: boolean;
}

/** Sets a subject up. */
export type MakeSubject = (options: SubjectOptions) => Promise<Subject>;

/** The region and keys that a local endpoint is called with. */
export const localAws = {
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
} as const;
