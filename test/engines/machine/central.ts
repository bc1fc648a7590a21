// Files of Maven Central: downloaded once, checked by the digest that is written here.
// TRACKLAKE_MAVEN_CENTRAL names a mirror.
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { say } from "./cache.js";

const { TRACKLAKE_MAVEN_CENTRAL: central = "https://repo1.maven.org/maven2" } = process.env;
const MEBIBYTE = 1024 * 1024;

/** A file of Maven Central. */
export interface Artifact {
  /** Under the repository's root, such as `io/trino/trino-server/476/trino-server-476.tar.gz`. */
  readonly path: string;
  readonly sha1: string;
}

/**
 * Downloads a file.
 *
 * @throws Error when it cannot be fetched, or is another one than its digest says.
 */
export async function download({ path, sha1 }: Artifact, target: string): Promise<void> {
  const url = `${central}/${path}`;
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`${url} could not be fetched: is there a network? TRACKLAKE_MAVEN_CENTRAL names a mirror.`, {
      cause,
    });
  });
  if (!response.ok || !response.body) {
    throw new Error(`${url} answers ${response.status}: TRACKLAKE_MAVEN_CENTRAL names a mirror that has it.`);
  }
  const total = Number(response.headers.get("content-length") ?? 0);
  const digest = createHash("sha1");
  let [bytes, said] = [0, 0];
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      bytes += chunk.length;
      if (bytes - said > 100 * MEBIBYTE) {
        said = bytes;
        say(`${path.split("/").at(-1)}: ${mebibytes(bytes)} of ${mebibytes(total)} MiB`);
      }
      done(null, chunk);
    },
  });
  await pipeline(
    Readable.fromWeb(response.body as import("node:stream/web").ReadableStream),
    count,
    createWriteStream(target),
  );
  const found = digest.digest("hex");
  if (found !== sha1)
    throw new Error(`${url} has the SHA-1 ${found}, not ${sha1}: it is another file. Nothing is kept of it.`);
  say(`${path.split("/").at(-1)}: ${mebibytes(bytes)} MiB, SHA-1 as expected`);
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / MEBIBYTE);
}
