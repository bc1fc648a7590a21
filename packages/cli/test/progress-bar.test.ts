// Progress of much work: a bar on a terminal, a line for each tenth elsewhere, nothing for little.
import { expect, test } from "vitest";
import { progressBar } from "../src/print/progress-bar.js";

function shown(isTTY: boolean, all: number): { lines: string[]; drawn: string } {
  const lines: string[] = [];
  let drawn = "";
  const stderr = {
    isTTY,
    write(text: string) {
      drawn += text;
    },
  };
  const session = { io: { stderr } as never, progress: (line: string) => void lines.push(line) };
  const bar = progressBar(session, "tables");
  for (let done = 1; done <= all; done++) bar.onProgress(done, all);
  bar.end();
  return { lines, drawn };
}

test("a line for each tenth where there is no terminal", () => {
  const { lines, drawn } = shown(false, 1_000);
  expect([lines.length, lines[0], lines.at(-1), drawn]).toEqual([10, "100 of 1000 tables", "1000 of 1000 tables", ""]);
});

test("a bar that ends full and is taken away on one", () => {
  const { lines, drawn } = shown(true, 1_000);
  expect(lines).toEqual([]);
  expect(drawn).toContain(`${"█".repeat(30)} 1000/1000 tables`);
  expect(drawn.endsWith("\r\u001b[K")).toBe(true);
});

test.each([true, false])("nothing for little work (terminal: %s)", (isTTY) => {
  expect(shown(isTTY, 49)).toEqual({ lines: [], drawn: "" });
});
