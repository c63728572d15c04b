/**
 * Memory that is given back at once.
 *
 * Owns: how. The bytes of a file wait for the collector otherwise, who takes his time: until tens of MB of them are there, on each
 * thread, and each next file is given fresh pages, which costs more than to fill them.
 */
import { MessageChannel, type MessagePort } from 'node:worker_threads';

let nowhere: MessagePort | undefined;

/** A closed port: what is handed over to it is detached here, and freed (HTML Standard, "Message ports": transfer, then no delivery). */
function openNowhere(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/** Frees these bytes; nobody may read them any more. Does nothing where they share their memory with others. */
export function release({ buffer }: Buffer): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength <= Buffer.poolSize) return;
  nowhere ??= openNowhere();
  nowhere.postMessage(null, [buffer]);
}
