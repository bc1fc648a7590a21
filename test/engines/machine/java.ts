// A JDK of this machine that is young enough: JAVA_HOME, else the folders where systems keep theirs.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A JDK. */
export interface Jdk {
  readonly home: string;
  readonly major: number;
  readonly java: string;
  readonly javac: string;
}

const folders: readonly (readonly [string, string])[] = [
  ["/usr/lib/jvm", ""],
  ["/opt/java", ""],
  ["/Library/Java/JavaVirtualMachines", "Contents/Home"],
  [join(homedir(), ".sdkman/candidates/java"), ""],
];

/**
 * Finds a JDK, JAVA_HOME first, then the youngest.
 *
 * @throws Error that names what was found, when none is of that major or a later one.
 */
export async function findJdk(least: number): Promise<Jdk> {
  const homes = await Promise.all(
    folders.map(async ([folder, within]) => {
      const names = existsSync(folder) ? await readdir(folder) : [];
      return names.map((name) => join(folder, name, within));
    }),
  );
  const { JAVA_HOME: own } = process.env;
  const found = (await Promise.all([...(own ? [own] : []), ...homes.flat()].map(jdkAt))).filter(
    (jdk) => jdk !== undefined,
  );
  const [first, ...rest] = found;
  const preferred = own && first?.home === own ? [first, ...youngest(rest)] : youngest(found);
  const fits = preferred.find(({ major }) => major >= least);
  if (fits) return fits;
  const seen = found.map(({ home, major }) => `${major} in ${home}`).join(", ") || "none at all";
  throw new Error(
    `A JDK ${least} or later is needed; there is ${seen}. Install one (such as Temurin 25) and name it by JAVA_HOME.`,
  );
}

function youngest(jdks: readonly Jdk[]): Jdk[] {
  return [...jdks].sort((a, b) => b.major - a.major);
}

async function jdkAt(home: string): Promise<Jdk | undefined> {
  const [java, javac] = [join(home, "bin/java"), join(home, "bin/javac")];
  if (!existsSync(java) || !existsSync(javac)) return undefined;
  const { stdout } = await promisify(execFile)(javac, ["-version"]);
  const major = Number(/^javac (?:1\.)?(\d+)/.exec(stdout)?.[1]);
  return Number.isInteger(major) ? { home, major, java, javac } : undefined;
}
