/** Hears what is new, for as long as the page is open. */

import { ask } from './api.js';

const SHORTEST_PAUSE = 1_000;
const LONGEST_PAUSE = 10_000;

/**
 * @param heard `status` gets the sync types, `lost` is called when nobody can be reached, `troubled`
 *     when the service is there and its warehouse is not
 */
export function follow(heard) {
  let pause = SHORTEST_PAUSE;

  function listen() {
    const source = new EventSource('/api/events');
    source.addEventListener('status', event => {
      pause = SHORTEST_PAUSE;
      heard.status(JSON.parse(event.data));
    });
    source.addEventListener('unanswered', () => heard.troubled());
    source.addEventListener('error', async () => {
      source.close();
      await look();
      setTimeout(listen, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    });
  }

  /** Whoever is not told has to ask: too many may be listening. */
  async function look() {
    try {
      heard.status(await ask('/api/status'));
    } catch (failure) {
      if (failure.status === 503) {
        heard.troubled();
      } else {
        heard.lost();
      }
    }
  }

  listen();
}
