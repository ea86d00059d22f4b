/** What could not be stored, and a button to try again. */

import { ask, order } from './api.js';
import { announce, cell, complain, element, enable, explain, isEnabled, part, say, show, time } from './page.js';
import { number } from './words.js';

const ON_A_PAGE = 20;

export class Rejects {
  #pages = 1;
  #mayStart = true;
  #open = 0;
  #busy = false;
  #changed;

  constructor(changed) {
    this.#changed = changed;
    part('replay').addEventListener('click', () => this.#replay());
    part('rejects-more').addEventListener('click', () => this.#more());
  }

  allow(mayStart) {
    this.#mayStart = mayStart;
    this.#enable();
  }

  async refresh() {
    const rejects = [];
    let next = 0;
    for (let page = 0; page < this.#pages && next !== null; page++) {
      const answer = await ask(`/api/rejects?open=true&limit=${ON_A_PAGE}${next ? `&after=${next}` : ''}`);
      rejects.push(...answer.rejects);
      next = answer.next;
      this.#open = answer.open;
    }
    say(part('rejects-open'), this.#open > 0 ? `${number(this.#open)} open` : '');
    part('reject-rows').replaceChildren(...rejects.map(reject => this.#row(reject)));
    show(part('rejects-more'), next !== null);
    explain(part('rejects-empty'), rejects.length > 0 ? '' : 'Everything that Central holds fits.');
    this.#enable();
  }

  #row(reject) {
    return element('tr', { role: 'row' },
      cell('Column', { class: 'main-cell', text: reject.column_name || 'the whole record' }),
      cell('Reason', { text: reject.reason || 'does not fit' }),
      cell('Table', { text: reject.table_name }),
      cell('Submission', { class: 'id', text: reject.submission_id }),
      cell('Rejected', {}, time(reject.rejected_at)));
  }

  #enable() {
    enable(part('replay'), this.#mayStart && this.#open > 0 && !this.#busy);
  }

  async #more() {
    this.#pages++;
    try {
      await this.refresh();
    } catch (failure) {
      this.#pages--;
      complain(part('replay-message'), failure.message);
    }
  }

  async #replay() {
    const message = part('replay-message');
    if (!isEnabled(part('replay'))) {
      explain(message, this.#mayStart ? this.#open > 0 ? '' : 'There is nothing to store.' : 'Only the user admin may start runs.');
      return;
    }
    this.#busy = true;
    this.#enable();
    explain(message, 'Starting.');
    try {
      const begun = await order('/api/rejects/replay');
      explain(message, `Run #${begun.history_id} has begun: the feeds are read again, one after another.`);
      announce('The rejects are tried again');
    } catch (failure) {
      complain(message, failure.message);
      announce(failure.message);
    }
    this.#busy = false;
    this.#enable();
    this.#changed();
  }
}
