// One after another: what changes the spool's files awaits its turn.
// A failed turn fails for its caller alone.

/** A queue of asynchronous work. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs work once everything before it has ended. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
