// The command: reads its arguments and the corpora, prints what came out, and fails where a proof is contradicted.
// Exit 0 fine, 1 a contradiction, 2 wrong use.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Format, formats, readCorpus, readings } from "./corpus.js";
import { type Examination, examine } from "./examine.js";

const usage =
  "Usage: npm run conformance -- --format apicurio|confluent [--patterns text|language] [--documents 200] [--json] <file…>";

/** Runs the command. */
export async function main(args: readonly string[]): Promise<number> {
  const parsed = parse(args);
  if (!parsed) {
    console.error(usage);
    return 2;
  }
  const { format, files, json, patterns, documents } = parsed;
  const results: (Examination & { file: string })[] = [];
  for (const file of files) {
    const corpus = readCorpus(format, await readFile(file, "utf8"));
    const options = { ...readings[format], ...(patterns ? { patterns } : {}) };
    results.push({ file, ...examine(corpus, options, documents) });
  }
  console.info(json ? JSON.stringify(results, null, 2) : results.map(textOf).join("\n\n"));
  return results.some(({ soundness }) => soundness.contradictions.length > 0) ? 1 : 0;
}

function parse(args: readonly string[]) {
  const { values, positionals: files } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: "string" },
      patterns: { type: "string" },
      documents: { type: "string", default: "200" },
      json: { type: "boolean", default: false },
    },
  });
  const format = formats.find((name) => name === values.format) as Format | undefined;
  const patterns = (["text", "language"] as const).find((name) => name === values.patterns);
  const documents = Number(values.documents);
  if (!format || files.length === 0 || !Number.isInteger(documents)) return undefined;
  if (values.patterns !== undefined && !patterns) return undefined;
  return { format, files, json: values.json, patterns, documents };
}

/** The result as text. */
export function textOf(result: Examination & { readonly file: string }): string {
  const { soundness } = result;
  const percent = (part: number, of: number) => `${part} of ${of} (${((100 * part) / of).toFixed(1)} %)`;
  const lines = [
    result.file,
    `agreement   ${percent(result.agreeing, result.pairs)} pairs, ${percent(result.agreeingDirections, result.directions)} directions`,
    `soundness   ${soundness.proofs} proofs, ${soundness.documents} valid documents by ajv, ${soundness.contradictions.length} contradictions, ${soundness.unjudged} proofs that ajv cannot judge`,
    `time        ${result.milliseconds} ms`,
  ];
  if (result.skipped.length > 0) lines.push(`skipped     ${result.skipped.length}: not labelled by the schemas alone`);
  for (const one of result.disagreements) {
    const decides = "counterexample" in one ? `, for example ${JSON.stringify(one.counterexample)}` : "";
    const reasons = one.reasons.length > 0 ? ` (${one.reasons.join("; ")})` : "";
    lines.push(`- ${one.name}: labelled ${one.label}; ${one.direction} is ${one.verdict}${decides}${reasons}`);
  }
  for (const { name, document } of soundness.contradictions) {
    lines.push(`! ${name}: contained, but for ${JSON.stringify(document)}`);
  }
  return lines.join("\n");
}
