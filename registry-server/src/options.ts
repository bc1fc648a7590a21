// The server's options from the command line and the environment, checked before anything starts.
import { parseArgs } from "node:util";
import { ServerError } from "./errors.js";
import type { RegistryLake } from "./lake.js";

/** What `tracklake-registry` was started with. */
export interface StartOptions {
  readonly help: boolean;
  /** Folder of the history files. */
  readonly history: string;
  readonly host: string;
  readonly port: number;
  readonly lake: RegistryLake;
  readonly publishToken: string | undefined;
}

/** The text of `--help`. */
export const usage = `Usage: tracklake-registry [options]

Serves the registry of a history folder over HTTP, with the catalogue at /.

Options:
  --history <folder>    history files; it has to be there (default: schemas/history)
  --host <address>      address to listen on (default: 127.0.0.1)
  --port <number>       port to listen on, 0 for any (default: 4580)
  --lake <name>         name of the lake in DDL and queries (default: lake)
  --bucket <name>       its bucket (default: <lake>-lake)
  --time-zone <name>    IANA time zone of its days (default: UTC)
  --help                print this text

Environment:
  TRACKLAKE_PUBLISH_TOKEN  secret of those who may POST /api/publish; without it nobody may

Not there yet: the Schema Registry API of other tools, a PostgreSQL store.
`;

/**
 * Reads the options.
 *
 * @throws ServerError `wrong-use` for an option that is unknown or does not fit.
 */
export function readOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const values = parsed(argv);
  const lake = values.lake ?? "lake";
  const text = values.port ?? "4580";
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new ServerError("wrong-use", 400, `--port is "${text}"; it is a number from 0 to 65535.`);
  }
  return {
    help: values.help ?? false,
    history: values.history ?? "schemas/history",
    host: values.host ?? "127.0.0.1",
    port,
    lake: { name: lake, bucket: values.bucket ?? `${lake}-lake`, timeZone: values["time-zone"] ?? "UTC" },
    publishToken: environment.TRACKLAKE_PUBLISH_TOKEN || undefined,
  };
}

function parsed(argv: readonly string[]) {
  try {
    const value = { type: "string" } as const;
    const options = {
      history: value,
      host: value,
      port: value,
      lake: value,
      bucket: value,
      "time-zone": value,
      help: { type: "boolean" },
    } as const;
    return parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    throw new ServerError("wrong-use", 400, `${(error as Error).message} --help lists the options.`);
  }
}
