/** The dashboard: connects its parts, and refreshes them. */

import { get } from './api.js';
import { Cards } from './cards.js';
import { Charts } from './charts.js';
import { follow } from './events.js';
import { History } from './history.js';
import { announce, element, icon, part, setText, show } from './page.js';
import { Images } from './images.js';
import { Rejects } from './rejects.js';
import { counted, localTime, span, title } from './words.js';

const SHORTEST_PAUSE = 3_000;
const LONGEST_PAUSE = 60_000;

const STATUS_TEXTS = {
  ok: ['ok', 'Everything is up to date'],
  degraded: ['warning', 'Something needs attention'],
  failing: ['error', 'Something is failing'],
};

const ICONS = { notice: 'waiting', degraded: 'warning', failing: 'error' };

const cards = new Cards(() => refreshSoon());
const charts = new Charts();
const history = new History();
const images = new Images();
const rejects = new Rejects(() => refreshSoon());

let lastUpdate = null;
let lastOutcomes = '';
let lastRefresh = -SHORTEST_PAUSE;
let pendingRefresh = null;
let refreshing = false;
let userLoaded = false;

/** A failed request keeps the old contents. */
async function succeeds(work) {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
}

/** Refreshes all parts, one after another, after runs have started or ended. */
async function refresh() {
  pendingRefresh = null;
  if (refreshing) {
    refreshSoon();
    return;
  }
  refreshing = true;
  lastRefresh = performance.now();
  const results = [];
  for (const work of [
    loadUser,
    async () => cards.showStatistics(await get('/api/statistics')),
    async () => showHealth(await get('/api/health')),
    () => history.refresh(),
    () => charts.refresh(),
    () => images.refresh(),
    () => rejects.refresh(),
  ]) {
    results.push(await succeeds(work));
  }
  refreshing = false;
  if (results.includes(false)) {
    refreshSoon();
  }
}

/** Schedules a refresh, with a pause between two of them. */
function refreshSoon() {
  pendingRefresh ??= setTimeout(refresh, Math.max(200, lastRefresh + SHORTEST_PAUSE - performance.now()));
}

function showHealth(health) {
  const [state, text] = STATUS_TEXTS[health.status];
  const changed = part('verdict').dataset.state !== state;
  if (changed) {
    part('verdict').dataset.state = state;
    part('verdict-icon').replaceChildren(icon(state));
    setText(part('verdict-title'), text);
    announce(text);
  }
  const reasons = health.reasons;
  setText(part('verdict-detail'), 'Dashboards show the same data as Central.');
  show(part('verdict-detail'), health.status === 'ok');
  setText(part('verdict-summary'), health.status === 'ok'
    ? counted(reasons.length, 'notice', 'notices')
    : counted(reasons.length, 'reason', 'reasons'));
  show(part('verdict-more'), reasons.length > 0);
  part('reasons').replaceChildren(...reasons.map(reason => element('li', { 'data-level': reason.level },
    icon(ICONS[reason.level]),
    element('span', {}, element('strong', { text: title(reason.subject) }), ` ${reason.message}`))));
  if (health.service_info) {
    setText(part('service'), `odk-sync on ${health.service_info.service_instance}, every ${span(health.service_info.sync_interval)}`);
  }
}

function connected() {
  lastUpdate = new Date();
  connection('live', 'Live');
  if (!part('lost').hidden) {
    show(part('lost'), false);
    announce('The connection is restored');
    refreshSoon();
  }
}

/** The service, or its database, does not answer. */
function disconnected(state, label, reason) {
  const since = lastUpdate === null ? 'never updated' : `last updated ${localTime(lastUpdate)}`;
  if (part('connection').dataset.state !== state) {
    announce(`${reason}, ${since}`);
  }
  connection(state, label);
  setText(part('lost'), `${reason}, ${since}. Trying again.`);
  show(part('lost'), true);
}

function connection(state, label) {
  if (part('connection').dataset.state !== state) {
    part('connection').dataset.state = state;
    part('connection').replaceChildren(icon('link'), element('span', { text: label }));
  }
}

function showStatus(types) {
  connected();
  const names = types.map(type => type.sync_type);
  cards.show(types);
  charts.addTypes(names);
  history.addTypes(names);
  const outcomes = types.map(type => [type.sync_type, type.successful_syncs, type.failed_syncs, type.run?.id]).join();
  if (outcomes !== lastOutcomes) {
    lastOutcomes = outcomes;
    refreshSoon();
  }
}

/** Loads the user, once. */
async function loadUser() {
  if (userLoaded) {
    return;
  }
  const me = await get('/api/me');
  setText(part('who'), me.user);
  show(part('only-looking'), !me.may_start);
  cards.allow(me.may_start);
  rejects.allow(me.may_start);
  userLoaded = true;
}

setText(part('zone'), Intl.DateTimeFormat().resolvedOptions().timeZone);
follow({
  status: showStatus,
  lost: () => disconnected('lost', 'No connection', 'No connection'),
  databaseDown: () => disconnected('troubled', 'No database', 'The database does not answer'),
});
refreshSoon();
setInterval(refreshSoon, LONGEST_PAUSE);
