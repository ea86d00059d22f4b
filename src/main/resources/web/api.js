/** Asks the service. */

/** A run is said to have begun after half a minute at the latest. */
const PATIENCE = 40_000;

/** The service has answered, and not with what was asked for. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Nobody has answered. */
export class Unreachable extends Error {
  constructor() {
    super('The service does not answer.');
  }
}

async function send(method, path) {
  let answer;
  let body;
  try {
    answer = await fetch(path, {
      method,
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(PATIENCE),
    });
    body = await answer.text();
  } catch {
    throw new Unreachable();
  }
  if (!answer.ok) {
    throw new Refused(answer.status, reason(answer, body));
  }
  return JSON.parse(body);
}

function reason(answer, body) {
  try {
    return JSON.parse(body).detail;
  } catch {
    return `The service answered ${answer.status}.`;
  }
}

export const ask = path => send('GET', path);

export const order = path => send('POST', path);
