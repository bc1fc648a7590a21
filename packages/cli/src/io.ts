// What a run has of the world: streams, folder, environment. Tests pass their own.
// Nothing else of the command reads `process`.

/** A stream that text goes to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in columns. */
  readonly columns?: number | undefined;
}

/** The world of one run. */
export interface Io {
  /** Absolute path of the folder that the command was started in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether somebody can answer a question. */
  readonly interactive: boolean;
  /** The whole of standard input as text. */
  readStdin(): Promise<string>;
  /** Resolves at Ctrl-C or when the process is asked to end. */
  interrupted(): Promise<void>;
}

/** The world of the process itself. */
export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  return {
    cwd: process.cwd(),
    env,
    stdout,
    stderr,
    interactive: stdin.isTTY === true && stdout.isTTY === true && !env.CI,
    async readStdin() {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString("utf8");
    },
    interrupted: () =>
      new Promise((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      }),
  };
}
