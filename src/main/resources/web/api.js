/** Requests to the API. */

/** Milliseconds; longer than the service waits for the start of a run (30 s). */
const TIMEOUT = 40_000;

/** The service answered with an error. */
export class RequestError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The service did not answer. */
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
      signal: AbortSignal.timeout(TIMEOUT),
    });
    body = await answer.text();
  } catch {
    throw new Unreachable();
  }
  if (!answer.ok) {
    throw new RequestError(answer.status, detailOf(answer, body));
  }
  return JSON.parse(body);
}

function detailOf(answer, body) {
  try {
    return JSON.parse(body).detail;
  } catch {
    return `The service answered ${answer.status}.`;
  }
}

export const get = path => send('GET', path);

export const post = path => send('POST', path);
