// What a backslash means in a pattern: classes of characters, control characters, code points, Unicode properties.
// Unicode's properties are asked of the engine itself, point by point, once for each property.
import { type Charset, charset, complement } from "./charset.js";

const digits = charset([[48, 57]]);
const letters = charset([
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
]);
// White space and line ends, ECMAScript 2024, 12.2 and 12.3.
const spaces = charset([
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);

const classes = new Map<string, Charset>([
  ["d", digits],
  ["D", complement(digits)],
  ["w", letters],
  ["W", complement(letters)],
  ["s", spaces],
  ["S", complement(spaces)],
  ["n", [10, 10]],
  ["r", [13, 13]],
  ["t", [9, 9]],
  ["v", [11, 11]],
  ["f", [12, 12]],
]);

/** The class of a letter behind a backslash, such as `d`. */
export function classOf(character: string): Charset | undefined {
  return classes.get(character);
}

/** The set of an escape that takes what follows it, and how many UTF-16 units it takes; nothing if it cannot be decided. */
export function escapedClass(character: string, rest: string): { set: Charset; length: number } | undefined {
  if (character === "p" || character === "P") return property(character, rest);
  if (character === "c") return taken(/^[A-Za-z]/.exec(rest), ([letter]) => letter.charCodeAt(0) % 32);
  if (character === "x") return taken(/^[0-9A-Fa-f]{2}/.exec(rest), ([hex]) => Number.parseInt(hex, 16));
  if (character === "u") {
    return (
      taken(/^\{([0-9A-Fa-f]{1,6})\}/.exec(rest), ([, hex]) => Number.parseInt(hex ?? "", 16)) ??
      taken(
        /^([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})/.exec(rest),
        ([, high, low]) =>
          0x10000 + ((Number.parseInt(high ?? "", 16) - 0xd800) << 10) + Number.parseInt(low ?? "", 16) - 0xdc00,
      ) ??
      taken(/^[0-9A-Fa-f]{4}/.exec(rest), ([hex]) => Number.parseInt(hex, 16))
    );
  }
  if (character === "0") return /^\d/.test(rest) ? undefined : { set: [0, 0], length: 0 };
  // Other letters and digits mean back references, boundaries or nothing that is defined; signs mean themselves.
  if (/^[A-Za-z1-9]$/.test(character)) return undefined;
  const point = character.codePointAt(0) ?? 0;
  return { set: [point, point], length: 0 };
}

function taken(match: RegExpExecArray | null, pointOf: (match: RegExpExecArray) => number) {
  if (!match) return undefined;
  const point = pointOf(match);
  return { set: [point, point] as Charset, length: match[0].length };
}

const properties = new Map<string, Charset>();

function property(character: string, rest: string): { set: Charset; length: number } | undefined {
  const [whole, name] = /^\{([A-Za-z0-9_=]+)\}/.exec(rest) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  let set = properties.get(name);
  if (!set) {
    let test: RegExp;
    try {
      test = new RegExp(`^\\p{${name}}$`, "u");
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
    const found: [number, number][] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      if (!test.test(String.fromCodePoint(point))) continue;
      const last = found.at(-1);
      if (last && last[1] === point - 1) last[1] = point;
      else found.push([point, point]);
    }
    set = charset(found);
    properties.set(name, set);
  }
  return { set: character === "P" ? complement(set) : set, length: whole.length };
}
