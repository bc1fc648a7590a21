// Dead letters in memory, bounded: for tests, and for hosts that keep them elsewhere.
import type { DeadLetter, DeadLetters } from "./dead-letters.js";

/** Dead letters that can be looked at. */
export interface MemoryDeadLetters extends DeadLetters {
  readonly letters: readonly DeadLetter[];
}

/**
 * Keeps dead letters in memory.
 *
 * @param capacity - How many are kept; later ones are dropped and counted. Default 10,000.
 */
export function memoryDeadLetters(capacity = 10_000): MemoryDeadLetters {
  const letters: DeadLetter[] = [];
  return {
    letters,
    async add(letter) {
      if (letters.length >= capacity) return false;
      letters.push(letter);
      return true;
    },
  };
}
