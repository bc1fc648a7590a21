// The command: reads its arguments and the corpora, prints what came out, and fails where a proof is contradicted.
// Exit 0 fine, 1 a contradiction, 2 wrong use.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Corpus, type Format, formats, readCorpus, readings } from "./corpus.js";
import { type Examination, examine } from "./examine.js";
import { explanationOf } from "./explanations.js";

const usage =
  "Usage: npm run conformance -- --format apicurio|confluent [--patterns text|language] [--documents 200] [--json] <file…>";

/** Runs the command. */
export async function main(args: readonly string[]): Promise<number> {
  const given = parse(args);
  if (!given) {
    console.error(usage);
    return 2;
  }
  const { format, files, json, patterns, documents } = given;
  const results: (Examination & { file: string })[] = [];
  for (const file of files) {
    const corpus = await corpusOf(format, file);
    if ("problem" in corpus) {
      console.error(`${file}: ${corpus.problem}\n${usage}`);
      return 2;
    }
    const options = { ...readings[format], ...(patterns ? { patterns } : {}) };
    results.push({ file, ...examine(corpus, options, documents) });
  }
  console.info(json ? JSON.stringify(results, null, 2) : results.map(textOf).join("\n\n"));
  return results.some(({ soundness }) => soundness.contradictions.length > 0) ? 1 : 0;
}

/** A corpus; or why the file is none. */
async function corpusOf(format: Format, file: string): Promise<Corpus | { readonly problem: string }> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return { problem: code === "ENOENT" ? "there is no such file." : `it cannot be read (${code}).` };
  }
  try {
    return readCorpus(format, text);
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: `it is no JSON (${error.message}).` };
    if (error instanceof TypeError) return { problem: `it is no corpus of ${format}; is --format right?` };
    throw error;
  }
}

function parse(args: readonly string[]) {
  try {
    return parsed(args);
  } catch (error) {
    // An option that is none, or lacks its value, in Node's words.
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    return undefined;
  }
}

function parsed(args: readonly string[]) {
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

const sides = { backward: "the previous one alone", forward: "the current one alone" } as const;

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
    if (one.verdict === "contained")
      lines.push(`    proven: of the two schemas, no document is valid under ${sides[one.direction]}`);
    const why = explanationOf(one);
    lines.push(`    ${why ?? "not explained yet"}`);
  }
  for (const { name, document } of soundness.contradictions) {
    lines.push(`! ${name}: contained, but for ${JSON.stringify(document)}`);
  }
  return lines.join("\n");
}
