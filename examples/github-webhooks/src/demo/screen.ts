// What the demo prints: numbered steps with their time, commands, tables. Plain text where there is no terminal.
import { styleText } from "node:util";

/** The demo's output. */
export interface Screen {
  step(title: string): void;
  line(text: string): void;
  /** A command that the reader can run too. */
  command(text: string): void;
  /** Overwrites itself on a terminal; says nothing elsewhere. */
  progress(text: string): void;
  good(text: string): void;
  bad(text: string): void;
}

/** A screen on a stream such as standard output. */
export function screenOn(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Screen {
  const coloured = stream.isTTY === true && env.NO_COLOR === undefined;
  const style = (format: Parameters<typeof styleText>[0], text: string) => (coloured ? styleText(format, text) : text);
  const started = performance.now();
  let steps = 0;
  const write = (text: string) => void stream.write(`${stream.isTTY ? "\r\u001b[K" : ""}${text}\n`);
  const indented = (text: string) => text.replace(/^(?=.)/gm, "   ");
  return {
    step(title) {
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      write(`\n${style("bold", `${++steps}. ${title}`)} ${style("dim", `(${seconds} s)`)}`);
    },
    line: (text) => write(indented(text)),
    command: (text) => write(indented(style("cyan", `$ ${text}`))),
    progress(text) {
      if (stream.isTTY) stream.write(`\r\u001b[K   ${style("dim", text)}`);
    },
    good: (text) => write(indented(`${style("green", "✓")} ${text}`)),
    bad: (text) => write(indented(`${style("red", "✗")} ${text}`)),
  };
}
