/** A port for a server of the lane. Owns: asking the system for one. Must not: start servers. */
import { createServer } from 'node:net';

/** A port that nobody listens on, which the system picks. */
export function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => settle(port));
    });
  });
}
