/** Receives status events while the page is open. */

import { get } from './api.js';

const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 10_000;

/**
 * @param handlers `status` gets the sync types, `lost` is called if the service does not answer,
 *     `databaseDown` if its database does not
 */
export function follow(handlers) {
  let pause = SHORTEST_PAUSE;

  function connect() {
    const source = new EventSource('/api/events');
    source.addEventListener('status', event => {
      pause = SHORTEST_PAUSE;
      handlers.status(JSON.parse(event.data));
    });
    source.addEventListener('unanswered', () => handlers.databaseDown());
    source.addEventListener('error', async () => {
      source.close();
      await poll();
      setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    });
  }

  /** Polls once: the service limits the number of event streams. */
  async function poll() {
    try {
      handlers.status(await get('/api/status'));
    } catch (failure) {
      if (failure.status === 503) {
        handlers.databaseDown();
      } else {
        handlers.lost();
      }
    }
  }

  connect();
}
