/** The runs as a table, page by page, and a dialog with the details of one run. */

import { get } from './api.js';
import { addOptions, badge, cell, element, part, setText, showMessage, time } from './page.js';
import { duration, number, title } from './words.js';

const PAGE_SIZE = 15;

const OUTCOMES = {
  success: ['ok', 'Success'],
  error: ['error', 'Error'],
  in_progress: ['running', 'In progress'],
  interrupted: ['waiting', 'Interrupted'],
};

/** A stop of the service interrupts runs: their status is error, but they have not failed. */
function outcome(run) {
  const status = run.error_message?.startsWith('interrupted: ') ? 'interrupted' : run.status;
  const [state, word] = OUTCOMES[status] ?? ['waiting', status];
  return badge(state, word);
}

export class History {
  #before = null;
  #next = null;
  #loading = Promise.resolve();

  constructor() {
    part('history-filter').addEventListener('change', () => this.#load(null));
    part('history-filter').addEventListener('submit', event => event.preventDefault());
    part('history-newest').addEventListener('click', () => this.#load(null));
    // waits for the page that is loading: it has the id that the next page starts at
    part('history-older').addEventListener('click', () => this.#loading.then(() => this.#load(this.#next)));
  }

  addTypes(names) {
    addOptions(part('history-type'), names, title);
  }

  #load(before) {
    this.#before = before;
    this.#loading = this.refresh().catch(failure => showMessage(part('history-empty'), failure.message));
  }

  #path() {
    const query = new URLSearchParams({ limit: PAGE_SIZE });
    for (const [name, value] of [
      ['type', part('history-type').value],
      ['status', part('history-status').value],
      ['before', this.#before],
    ]) {
      if (value) {
        query.set(name, value);
      }
    }
    return `/api/history?${query}`;
  }

  async refresh() {
    const path = this.#path();
    const page = await get(path);
    // the selection has changed meanwhile: another request loads it
    if (path !== this.#path()) {
      return;
    }
    this.#next = page.next;
    this.#showRows(page.runs);
    part('history-newest').disabled = this.#before === null;
    part('history-older').disabled = page.next === null;
    showMessage(part('history-empty'), page.runs.length > 0 ? '' : 'No matching runs.');
  }

  /** Keeps unchanged rows, and with them the focus. */
  #showRows(runs) {
    const container = part('history-rows');
    const old = new Map([...container.children].map(row => [row.dataset.key, row]));
    const rows = runs.map(run => {
      const key = `${run.id} ${run.status} ${run.records_processed}`;
      return old.get(key) ?? this.#row(run, key);
    });
    if (rows.some((row, i) => row !== container.children[i]) || rows.length !== container.children.length) {
      const focused = document.activeElement;
      container.replaceChildren(...rows);
      if (container.contains(focused)) {
        focused.focus();
      }
    }
  }

  #row(run, key) {
    return element('tr', { role: 'row', 'data-key': key, onclick: () => this.#open(run.id) },
      cell('Run', { class: 'main-cell' },
        element('button', { type: 'button', class: 'link', 'aria-haspopup': 'dialog' },
          element('span', { text: title(run.sync_type) }), ' ',
          element('span', { class: 'muted', text: `#${run.id}` }))),
      cell('Started', {}, time(run.timestamp)),
      cell('Outcome', {}, outcome(run)),
      cell('Records', { class: 'number', text: number(run.records_processed) }),
      cell('Duration', { class: 'number', text: duration(run.duration_seconds) }));
  }

  async #open(id) {
    setText(part('run-title'), `Run #${id}`);
    part('run-detail').replaceChildren(element('p', { class: 'empty', text: 'Loading the run.' }));
    part('run').showModal();
    try {
      this.#showRun(await get(`/api/runs/${id}`));
    } catch (failure) {
      part('run-detail').replaceChildren(element('p', { class: 'error-text', text: failure.message }));
    }
  }

  #showRun(run) {
    setText(part('run-title'), `${title(run.sync_type)} #${run.id}`);
    const facts = [
      ['Outcome', outcome(run)],
      ['Started', time(run.timestamp)],
      ['Duration', duration(run.duration_seconds)],
      ['Records', number(run.records_processed)],
      ['Instance', run.service_instance ?? '–'],
    ];
    const parts = [this.#facts(facts)];
    if (run.error_message) {
      parts.push(element('h3', { text: 'Error' }), element('p', { class: 'error-text', text: run.error_message }));
    }
    const details = Object.entries(run.metadata ?? {});
    parts.push(element('h3', { text: 'Details' }));
    parts.push(details.length === 0
      ? element('p', { class: 'muted', text: 'No details.' })
      : this.#facts(details.map(([name, value]) => [title(name), this.#value(value)])));
    part('run-detail').replaceChildren(...parts);
  }

  #value(value) {
    if (value !== null && typeof value === 'object') {
      return element('code', { class: 'json', text: JSON.stringify(value, null, 1) });
    }
    return typeof value === 'number' ? number(value) : String(value ?? '–');
  }

  #facts(facts) {
    return element('dl', { class: 'facts' }, ...facts.map(([name, value]) =>
      element('div', {}, element('dt', { text: name }), element('dd', {}, value))));
  }
}
