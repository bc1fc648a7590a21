// The text of a file of SQL: UTF-8, or UTF-16 where the mark of its byte order says so, as Windows' editors save it.
// Source: the Encoding Standard, "BOM sniff".
import { readFileSync } from "node:fs";

/** Reads a file's text, without the mark. */
export function readSqlText(path: string): string {
  const bytes = readFileSync(path);
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
