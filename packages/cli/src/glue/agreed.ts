// Asks before a catalogue is changed.
import { confirm, isCancel } from "@clack/prompts";

/** Whether the person at the terminal says yes. */
export async function agreed(message: string): Promise<boolean> {
  const answer = await confirm({ message, initialValue: false });
  return !isCancel(answer) && answer;
}
