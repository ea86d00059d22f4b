/** Makes and changes parts of the page. Text of others is only ever text. */

import { localTime, utc } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

export const part = id => document.getElementById(id);

/** @param attributes with `text` for what it says, and `on…` for what happens */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'text') {
      made.textContent = value;
    } else if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== false) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A state as an icon and a word. */
export function badge(state, word) {
  return element('span', { class: 'badge', 'data-state': state }, icon(state), element('span', { text: word }));
}

export function time(iso) {
  if (!iso) {
    return element('span', { text: 'never' });
  }
  const date = new Date(iso);
  return element('time', { datetime: iso, title: utc(date), text: localTime(date) });
}

/** A cell that also says, on a small screen, what it is. */
export function cell(label, attributes, ...children) {
  return element('td', { role: 'cell', 'data-label': label, ...attributes }, ...children);
}

/** Changes nothing that is so already: what is selected or read aloud stays. */
export function say(where, text) {
  if (where.textContent !== text) {
    where.textContent = text;
  }
}

export function show(where, visible) {
  where.hidden = !visible;
}

/** What is empty says why. */
export function explain(where, text) {
  say(where, text);
  show(where, text !== '');
  delete where.dataset.bad;
}

/** The same, for what went wrong. */
export function complain(where, text) {
  explain(where, text);
  where.dataset.bad = 'true';
}

/** Read aloud, once. */
export function announce(text) {
  part('said').textContent = text;
}

/** The options of a choice of sync types; what is chosen stays. */
export function offerTypes(select, types, title) {
  const known = [...select.options].map(option => option.value);
  for (const type of types.filter(each => !known.includes(each))) {
    select.append(element('option', { value: type, text: title(type) }));
  }
}

/** A button that cannot be used now keeps the focus, and can still be found. */
export function enable(button, enabled) {
  button.setAttribute('aria-disabled', String(!enabled));
}

export function isEnabled(button) {
  return button.getAttribute('aria-disabled') !== 'true';
}
