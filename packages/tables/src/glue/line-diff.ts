// The difference of two texts line by line, with a few lines around each change.
// The longest common subsequence, of texts that a person wrote or a view has: a few hundred lines.

/** A line of a difference. */
export interface DiffLine {
  readonly sign: "+" | "-" | " " | "i";
  readonly text: string;
}

/** Beyond this many cells the two are shown one after the other. */
const MOST_CELLS = 4_000_000;

/** The difference. @param context - Lines shown around a change. */
export function lineDiff(was: readonly string[], is: readonly string[], context: number): DiffLine[] {
  const all = was.length * is.length > MOST_CELLS ? whole(was, is) : compared(was, is);
  const near = all.map((_, index) => all.slice(Math.max(0, index - context), index + context + 1).some(isChange));
  return all.flatMap((line, index): DiffLine[] => {
    if (near[index]) return [line];
    return index > 0 && near[index - 1] && near.slice(index).some((shown) => shown) ? [{ sign: "i", text: "…" }] : [];
  });
}

function isChange({ sign }: DiffLine): boolean {
  return sign === "+" || sign === "-";
}

function whole(was: readonly string[], is: readonly string[]): DiffLine[] {
  return [...was.map((text) => ({ sign: "-" as const, text })), ...is.map((text) => ({ sign: "+" as const, text }))];
}

function compared(was: readonly string[], is: readonly string[]): DiffLine[] {
  const width = is.length + 1;
  const lengths = new Uint32Array((was.length + 1) * width);
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      const down = lengths[(i + 1) * width + j] ?? 0;
      const right = lengths[i * width + j + 1] ?? 0;
      const both = lengths[(i + 1) * width + j + 1] ?? 0;
      lengths[i * width + j] = was[i] === is[j] ? both + 1 : Math.max(down, right);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    const [old, now] = [was[i], is[j]];
    if (old !== undefined && old === now) {
      lines.push({ sign: " ", text: old });
      i++;
      j++;
    } else if (
      old !== undefined &&
      (now === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      lines.push({ sign: "-", text: old });
      i++;
    } else if (now !== undefined) {
      lines.push({ sign: "+", text: now });
      j++;
    }
  }
  return lines;
}
