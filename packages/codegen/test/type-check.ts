// The TypeScript compiler on a generated client: strict, with what a user's file makes of it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Messages of the compiler for each of these files in a generated client's folder, the client's own included. */
export function diagnostics(directory: string, files: Readonly<Record<string, string>>): Record<string, string[]> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  const program = ts.createProgram(
    Object.keys(files).map((name) => join(directory, name)),
    {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ["lib.es2023.d.ts", "lib.es2024.string.d.ts"],
      types: ["node"],
      customConditions: ["@tracklake/source"],
      skipLibCheck: false,
    },
  );
  const found: Record<string, string[]> = Object.fromEntries(Object.keys(files).map((name) => [name, []]));
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const path = diagnostic.file?.fileName ?? "";
    if (!path.startsWith(directory)) continue;
    const name = path.slice(directory.length + 1);
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    const message = `${line + 1}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")}`;
    found[name] = [...(found[name] ?? []), message];
  }
  return found;
}
