/** The number of images by state, and the newest ones. */

import { get } from './api.js';
import { element, part, setText, show, showMessage, time } from './page.js';
import { counted, number } from './words.js';

const THUMBNAILS = 12;
const FAILED = 20;

const STATES = [
  ['stored', 'Stored', 'in the bucket'],
  ['pending', 'Pending', 'to be copied'],
  ['missing', 'Missing', 'not in Central yet'],
  ['failed', 'Failed', 'not an image: empty, too large or of another type'],
  ['skipped', 'Skipped', 'other files: audio, video, documents'],
];

export class Images {
  #shown = '';

  async refresh() {
    const failed = await get(`/api/attachments?state=failed&limit=${FAILED}`);
    const latest = await get(`/api/attachments/latest?limit=${THUMBNAILS}`);
    part('image-counts').replaceChildren(...STATES.map(([state, word, meaning]) =>
      element('div', { 'data-state': state, 'data-some': String((failed.counts[state] ?? 0) > 0) },
        element('dt', {}, word, element('span', { class: 'muted', text: meaning })),
        element('dd', { text: number(failed.counts[state] ?? 0) }))));
    this.#showThumbnails(latest.files);
    this.#showFailed(failed);
  }

  /** Keeps loaded images although their links are renewed. */
  #showThumbnails(files) {
    const shown = files.map(file => file.id).join();
    if (shown !== this.#shown) {
      this.#shown = shown;
      part('thumbnails').replaceChildren(...files.map(file => this.#thumbnail(file)));
    }
    showMessage(part('images-empty'), files.length > 0 ? '' : 'No images stored yet.');
  }

  #thumbnail(file) {
    const item = element('li');
    const caption = element('span', { class: 'caption' }, time(file.stored_at));
    if (!isAddress(file.link)) {
      item.append(element('span', { class: 'no-image', text: 'no link' }), caption);
      return item;
    }
    const image = element('img', {
      src: file.link,
      alt: `Image ${file.file_name}`,
      loading: 'lazy',
      decoding: 'async',
      width: 160,
      height: 120,
      onerror: () => image.replaceWith(element('span', { class: 'no-image', text: 'cannot load' })),
    });
    item.append(element('a', {
      href: file.link,
      target: '_blank',
      rel: 'noopener',
      title: file.file_name,
    }, image, element('span', { class: 'unseen', text: ' (opens in a new tab)' })), caption);
    return item;
  }

  #showFailed(answer) {
    const count = answer.counts.failed ?? 0;
    show(part('failed'), count > 0);
    setText(part('failed-summary'), `${counted(count, 'file is not an image', 'files are not images')}`);
    part('failed-list').replaceChildren(...answer.files.map(file =>
      element('li', {}, element('strong', { text: file.file_name }), ` ${file.reason ?? ''} `,
        element('span', { class: 'muted', text: `${counted(file.attempts, 'attempt', 'attempts')}, submission ${file.submission_id}` }))));
  }
}

function isAddress(link) {
  return link !== null && /^https?:\/\//.test(link);
}
