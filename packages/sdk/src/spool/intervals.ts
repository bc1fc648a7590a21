// A set of line numbers as intervals [from, to): what follows on one another is merged, so a segment that is
// acknowledged in order costs one interval, however many lines it has.

/** Sorted, disjoint, never touching. */
export class Intervals {
  /** from, to, from, to… */
  #bounds: number[] = [];
  #count = 0;

  /** How many numbers are in the set. */
  get count(): number {
    return this.#count;
  }

  /** The first interval. */
  get first(): { readonly from: number; readonly to: number } | undefined {
    const [from, to] = this.#bounds;
    return from === undefined || to === undefined ? undefined : { from, to };
  }

  /** Each interval in order. */
  *[Symbol.iterator](): IterableIterator<{ readonly from: number; readonly to: number }> {
    for (let at = 0; at < this.#bounds.length; at += 2) yield { from: this.#at(at), to: this.#at(at + 1) };
  }

  /** What is in the set of [from, to). */
  within(from: number, to: number): { readonly from: number; readonly to: number }[] {
    const parts: { from: number; to: number }[] = [];
    for (let at = this.#search(from) & ~1; at < this.#bounds.length && this.#at(at) < to; at += 2) {
      const part = { from: Math.max(from, this.#at(at)), to: Math.min(to, this.#at(at + 1)) };
      if (part.from < part.to) parts.push(part);
    }
    return parts;
  }

  /** How many numbers of [from, to) are in the set. */
  countIn(from: number, to: number): number {
    return this.within(from, to).reduce((count, part) => count + part.to - part.from, 0);
  }

  /** Adds [from, to); what is in already stays. */
  add(from: number, to: number): void {
    if (to > from) this.#replace(from, to, true);
  }

  /** Takes [from, to) out. */
  remove(from: number, to: number): void {
    if (to > from) this.#replace(from, to, false);
  }

  clear(): void {
    this.#bounds = [];
    this.#count = 0;
  }

  /**
   * Between two bounds the set is in or out by the parity of their index: the bounds inside [from, to] go, and the
   * edges come back where the state changes.
   */
  #replace(from: number, to: number, inside: boolean): void {
    this.#count -= this.countIn(from, to);
    if (inside) this.#count += to - from;
    const start = this.#lower(from);
    const end = this.#search(to);
    const edges: number[] = [];
    if ((start % 2 === 1) !== inside) edges.push(from);
    if ((end % 2 === 1) !== inside) edges.push(to);
    this.#bounds.splice(start, end - start, ...edges);
  }

  /** The index of the first bound that is greater than the number. */
  #search(number: number): number {
    return this.#lower(number + 1);
  }

  /** The index of the first bound that is not less than the number. */
  #lower(number: number): number {
    let low = 0;
    let high = this.#bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at(middle) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(index: number): number {
    return this.#bounds[index] ?? Number.POSITIVE_INFINITY;
  }
}
