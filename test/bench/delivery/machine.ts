// Where figures come from: the versions and the machine, printed above every table.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

const peers = [
  "@aws-sdk/client-firehose",
  "@segment/analytics-node",
  "posthog-node",
  "@snowplow/node-tracker",
  "@rudderstack/rudder-sdk-node",
  "@opentelemetry/sdk-logs",
];

/** Versions of Node and the peers, processor, memory and how busy the machine is. */
export function machine(): string {
  const [cpu] = cpus();
  const flags = flagsOfProcessor();
  const load = loadavg().map((value) => value.toFixed(1));
  return [
    `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    peers.map((name) => `${name} ${versionOf(name)}`).join(", "),
    `${availableParallelism()} × ${cpu?.model}${flags}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${load.join(" ")}`,
    "",
    "",
  ].join("\n");
}

/** Whether all peers are there. */
export function missingPeers(): string[] {
  return peers.filter((name) => versionOf(name) === "(not installed)");
}

/** Packages may not export their package.json, so it is looked for beside what they do export. */
function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return (JSON.parse(readFileSync(`${folder}/${name}/package.json`, "utf8")) as { version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return "(not installed)";
}

function flagsOfProcessor(): string {
  if (process.platform !== "linux") return "";
  const text = readFileSync("/proc/cpuinfo", "utf8");
  const known = ["sha_ni", "avx2", "avx512f"].map((flag) => `${text.includes(` ${flag}`) ? "" : "no "}${flag}`);
  return ` (${known.join(", ")})`;
}
