/** The dashboard: what happens when. */

import { ask } from './api.js';
import { Cards } from './cards.js';
import { Charts } from './charts.js';
import { follow } from './events.js';
import { History } from './history.js';
import { announce, element, icon, part, say, show } from './page.js';
import { Pictures } from './pictures.js';
import { Rejects } from './rejects.js';
import { counted, localTime, span, title } from './words.js';

const SHORTEST_PAUSE = 3_000;
const LONGEST_PAUSE = 60_000;

const VERDICTS = {
  ok: ['ok', 'Everything is up to date'],
  degraded: ['warning', 'Something needs attention'],
  failing: ['error', 'Something is failing'],
};

const ICONS = { notice: 'waiting', degraded: 'warning', failing: 'error' };

const cards = new Cards(() => refreshSoon());
const charts = new Charts();
const history = new History();
const pictures = new Pictures();
const rejects = new Rejects(() => refreshSoon());

let updated = null;
let outcomes = '';
let refreshed = -SHORTEST_PAUSE;
let waiting = null;
let refreshing = false;
let introduced = false;

/** A request that fails leaves what is shown as it is. */
async function quietly(work) {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
}

/** What is asked for when runs have begun or ended, a part after the other. */
async function refresh() {
  waiting = null;
  if (refreshing) {
    refreshSoon();
    return;
  }
  refreshing = true;
  refreshed = performance.now();
  const done = [];
  for (const work of [
    introduce,
    async () => cards.measure(await ask('/api/statistics')),
    async () => judge(await ask('/api/health')),
    () => history.refresh(),
    () => charts.refresh(),
    () => pictures.refresh(),
    () => rejects.refresh(),
  ]) {
    done.push(await quietly(work));
  }
  refreshing = false;
  if (done.includes(false)) {
    refreshSoon();
  }
}

/** Not more often than anybody can read. */
function refreshSoon() {
  waiting ??= setTimeout(refresh, Math.max(200, refreshed + SHORTEST_PAUSE - performance.now()));
}

function judge(health) {
  const [state, word] = VERDICTS[health.status];
  const changed = part('verdict').dataset.state !== state;
  if (changed) {
    part('verdict').dataset.state = state;
    part('verdict-icon').replaceChildren(icon(state));
    say(part('verdict-title'), word);
    announce(word);
  }
  const reasons = health.reasons;
  say(part('verdict-detail'), 'What dashboards show is what Central holds.');
  show(part('verdict-detail'), health.status === 'ok');
  say(part('verdict-summary'), health.status === 'ok'
    ? counted(reasons.length, 'notice', 'notices')
    : counted(reasons.length, 'reason', 'reasons'));
  show(part('verdict-more'), reasons.length > 0);
  part('reasons').replaceChildren(...reasons.map(reason => element('li', { 'data-level': reason.level },
    icon(ICONS[reason.level]),
    element('span', {}, element('strong', { text: title(reason.subject) }), ` ${reason.message}`))));
  if (health.service_info) {
    say(part('service'), `odk-sync on ${health.service_info.service_instance}, every ${span(health.service_info.sync_interval)}`);
  }
}

function connected() {
  updated = new Date();
  connection('live', 'Live');
  if (!part('lost').hidden) {
    show(part('lost'), false);
    announce('The connection is back');
    refreshSoon();
  }
}

/** Without the service, or with one that has no database. */
function disconnected(state, word, why) {
  const since = updated === null ? 'never updated' : `last updated ${localTime(updated)}`;
  if (part('connection').dataset.state !== state) {
    announce(`${why}, ${since}`);
  }
  connection(state, word);
  say(part('lost'), `${why}, ${since}. Trying again.`);
  show(part('lost'), true);
}

function connection(state, word) {
  if (part('connection').dataset.state !== state) {
    part('connection').dataset.state = state;
    part('connection').replaceChildren(icon('link'), element('span', { text: word }));
  }
}

function showStatus(types) {
  connected();
  const names = types.map(type => type.sync_type);
  cards.show(types);
  charts.know(names);
  history.know(names);
  const now = types.map(type => [type.sync_type, type.successful_syncs, type.failed_syncs, type.run?.id]).join();
  if (now !== outcomes) {
    outcomes = now;
    refreshSoon();
  }
}

/** Once. */
async function introduce() {
  if (introduced) {
    return;
  }
  const me = await ask('/api/me');
  say(part('who'), me.user);
  show(part('only-looking'), !me.may_start);
  cards.allow(me.may_start);
  rejects.allow(me.may_start);
  introduced = true;
}

say(part('zone'), Intl.DateTimeFormat().resolvedOptions().timeZone);
follow({
  status: showStatus,
  lost: () => disconnected('lost', 'No connection', 'No connection'),
  troubled: () => disconnected('troubled', 'No database', 'The database does not answer'),
});
refreshSoon();
setInterval(refreshSoon, LONGEST_PAUSE);
