/**
 * Memory that is given back at once.
 *
 * Owns: how. The bytes of a file wait for the collector otherwise, who takes his time: until tens of MB of them are there, on each
 * thread, and each next file is given fresh pages, which costs more than to fill them.
 */
import { MessageChannel } from 'node:worker_threads';

/** What is handed over to a closed port is detached from here and freed there (HTML Standard, "postMessage" with a transfer list). */
const nowhere = (() => {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
})();

/** Frees these bytes; nobody may read them any more. Does nothing where they share their memory with others. */
export function release(bytes: Buffer): void {
  const { buffer } = bytes;
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize;
  if (isAlone) nowhere.postMessage(null, [buffer]);
}
