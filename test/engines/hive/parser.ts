// Hive's own parser: hive-exec of Maven Central, with a small main that is compiled by the JDK that was found.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cached } from "../machine/cache.js";
import { type Artifact, download } from "../machine/central.js";
import { findJdk } from "../machine/java.js";

const run = promisify(execFile);
const source = fileURLToPath(new URL("ParseDdl.java", import.meta.url));

/** The last of Hive 2, from which Athena's DDL is, and of Hive 3. */
export const hiveVersions = ["2.3.10", "3.1.3"] as const;

/** One of them. */
export type HiveVersion = (typeof hiveVersions)[number];

const hiveExec: Readonly<Record<HiveVersion, string>> = {
  "2.3.10": "6a906ad0c0fd5e6731e46ebc73b94b3a18c73469",
  "3.1.3": "6cf7f97e1438f94f196b7fb480d5d985a04336a9",
};
/** What the parser needs besides. */
const libraries: readonly Artifact[] = [
  { path: "org/antlr/antlr-runtime/3.5.2/antlr-runtime-3.5.2.jar", sha1: "cd9cd41361c155f3af0f653009dcecb08d8b4afd" },
  { path: "org/slf4j/slf4j-api/1.7.30/slf4j-api-1.7.30.jar", sha1: "b5a4b6d16ab13e34a88fae84c35cd5d68cac922c" },
  {
    path: "commons-logging/commons-logging/1.2/commons-logging-1.2.jar",
    sha1: "4bfc12adfe4842bf07b657f0369c4cb522955686",
  },
];

/** What the parser says of each text: the name of the statement that it is, or a refusal. */
export async function parseByHive(version: HiveVersion, texts: readonly string[]): Promise<string[]> {
  const jdk = await findJdk(8);
  const path = `org/apache/hive/hive-exec/${version}/hive-exec-${version}.jar`;
  const jars = await Promise.all(
    [{ path, sha1: hiveExec[version] }, ...libraries].map((jar) =>
      cached(jar.path.split("/").at(-1) ?? "", (target) => download(jar, target)),
    ),
  );
  const folder = await mkdtemp(join(tmpdir(), "tracklake-hive-"));
  try {
    const [classes, ddl] = [join(folder, "classes"), join(folder, "ddl")];
    await run(jdk.javac, ["-nowarn", "-cp", jars.join(":"), "-d", classes, source]);
    await mkdir(ddl);
    for (const [index, text] of texts.entries()) await writeFile(join(ddl, name(index)), text);
    // Refusals are printed by the parser too, with a stack.
    const { stdout } = await run(jdk.java, ["-cp", [classes, ...jars].join(":"), "ParseDdl", ddl], {
      maxBuffer: 1 << 28,
    });
    const said = new Map(stdout.split("\n").map((line) => line.split("\t") as [string, string]));
    return texts.map((_, index) => said.get(name(index)) ?? "nothing was said");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function name(index: number): string {
  return `${String(index).padStart(6, "0")}.sql`;
}
