/** Charts of durations and records of runs over time, with a line for each sync type. */

import { get } from './api.js';
import { addOptions, announce, element, part, setText, showError, showMessage } from './page.js';
import { counted, duration, localTime, number, tick, title } from './words.js';

const MOST_RUNS = 500;
const REFRESHED_RUNS = 100;
const HEIGHT = 220;
const FOCUS_PIXELS = 40;

/** The number of --series colours in app.css; each sync type keeps its colour. */
const COLOURS = 8;

/** Dashes distinguish the lines without colours. */
const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

/** Seconds; a logarithmic scale has no zero. */
const SHORTEST = 0.001;

const CHARTS = [
  {
    id: 'durations',
    title: 'Durations',
    valueOf: run => Math.max(run.duration_seconds, SHORTEST),
    format: duration,
    tick,
    scale: { distr: 3 },
  },
  {
    id: 'records',
    title: 'Records',
    valueOf: run => run.records_processed ?? 0,
    format: number,
    tick: number,
    scale: { distr: 4, asinh: 1, range: (plot, min, max) => [0, 10 ** Math.ceil(Math.log10(Math.max(max, 10)))] },
  },
];

/** The range of the x axis, with a margin on both sides. */
function withMargin(plot, first, last) {
  const room = Math.max((last - first) * 0.03, 5);
  return [first - room, last + room];
}

/** The grid lines of a logarithmic scale. */
function decades(min, max) {
  const lines = min > 0 ? [] : [0];
  for (let power = min > 0 ? Math.ceil(Math.log10(min) - 1e-9) : 0; 10 ** power <= max * (1 + 1e-9); power++) {
    lines.push(+(10 ** power).toPrecision(1));
  }
  return lines;
}

export class Charts {
  #runs = new Map();
  #types = [];
  #hidden = new Set();
  #plots = [];
  #drawn = '';
  #plotted = '';

  constructor() {
    part('chart-type').addEventListener('change', () => this.#choose());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#drop();
      this.#draw();
    });
    new ResizeObserver(() => this.#fit()).observe(part('durations'));
  }

  async refresh() {
    const chosen = part('chart-type').value;
    const limit = this.#runs.size === 0 ? MOST_RUNS : REFRESHED_RUNS;
    const answer = await get(`/api/history?limit=${limit}&type=${encodeURIComponent(chosen)}`.replace(/&type=$/, ''));
    if (chosen !== part('chart-type').value) {
      return;
    }
    answer.runs.filter(run => run.duration_seconds !== null).forEach(run => this.#runs.set(run.id, run));
    const newest = [...this.#runs.values()].sort((a, b) => b.id - a.id).slice(0, MOST_RUNS);
    this.#runs = new Map(newest.map(run => [run.id, run]));
    this.#draw();
  }

  async #choose() {
    this.#runs.clear();
    try {
      await this.refresh();
    } catch (failure) {
      const message = `${failure.message} The charts still show the previous selection.`;
      showError(part('chart-hint'), message);
      announce(message);
    }
  }

  /** @param names of all sync types */
  addTypes(names) {
    const newTypes = names.filter(name => !this.#types.includes(name));
    this.#types.push(...newTypes);
    addOptions(part('chart-type'), newTypes, title);
  }

  #draw() {
    const runs = [...this.#runs.values()].sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
    const shown = [...new Set(runs.map(run => run.sync_type))].sort();
    this.addTypes(shown);
    this.#drawLegend(shown);
    if (shown.join() !== this.#plotted) {
      this.#drop();
    }
    CHARTS.forEach((chart, i) => this.#fill(chart, i, runs, shown));
    this.#plotted = shown.join();
    showMessage(part('chart-hint'), runs.length === 0
      ? 'No run has ended yet.'
      : `The last ${counted(runs.length, 'run', 'runs')}, since ${localTime(new Date(runs[0].timestamp))}. The scales are logarithmic.`);
  }

  #drop() {
    this.#plots.forEach(plot => plot.destroy());
    this.#plots = [];
    this.#plotted = '';
  }

  /** Reuses the chart while its types stay the same. */
  #fill(chart, i, runs, shown) {
    if (runs.length === 0) {
      return;
    }
    part(chart.id).setAttribute('aria-label',
      `${chart.title} of ${counted(runs.length, 'run', 'runs')} by sync type; the table below has the numbers`);
    const tables = shown.map(type => {
      const runsOfType = runs.filter(run => run.sync_type === type);
      return [runsOfType.map(run => Date.parse(run.timestamp) / 1_000), runsOfType.map(chart.valueOf)];
    });
    if (this.#plots[i]) {
      this.#plots[i].setData(uPlot.join(tables));
    } else {
      this.#plots[i] = this.#plot(chart, shown, uPlot.join(tables));
    }
  }

  #plot(chart, shown, data) {
    const container = part(chart.id);
    container.replaceChildren();
    const tip = element('div', { class: 'tip', hidden: '' });
    const styles = getComputedStyle(document.documentElement);
    const axis = {
      stroke: styles.getPropertyValue('--muted'),
      grid: { stroke: styles.getPropertyValue('--line'), width: 1 },
      ticks: { stroke: styles.getPropertyValue('--line'), width: 1 },
      font: '12px system-ui, sans-serif',
    };
    const plot = new uPlot({
      width: container.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, focus: { prox: FOCUS_PIXELS }, points: { size: 8 } },
      focus: { alpha: 0.25 },
      scales: { x: { range: withMargin }, y: chart.scale },
      axes: [
        axis,
        {
          ...axis,
          size: 64,
          splits: (self, index, min, max) => decades(min, max),
          filter: (self, splits) => splits,
          values: (self, splits) => splits.map(chart.tick),
        },
      ],
      series: [{}, ...shown.map(type => ({
        label: type,
        show: !this.#hidden.has(type),
        stroke: styles.getPropertyValue(`--series-${this.#types.indexOf(type) % COLOURS}`),
        dash: DASHES[Math.floor(this.#types.indexOf(type) / 2) % DASHES.length],
        width: 1.5,
        points: { show: true, size: 5 },
      }))],
      hooks: {
        setCursor: [self => this.#showTip(self, chart, shown, tip)],
        setSeries: [self => this.#showTip(self, chart, shown, tip)],
      },
    }, data, container);
    container.append(tip);
    return plot;
  }

  /** Shows the run under the cursor. */
  #showTip(plot, chart, shown, tip) {
    const at = plot.cursor.idx;
    const focused = plot.series.findIndex((series, i) => i > 0 && series._focus === true);
    const value = at === null || at === undefined || focused < 0 ? null : plot.data[focused][at];
    tip.hidden = value === null || value === undefined;
    if (!tip.hidden) {
      const when = localTime(new Date(plot.data[0][at] * 1_000));
      setText(tip, `${title(shown[focused - 1])}, ${when}: ${chart.format(value)}`);
    }
  }

  #drawLegend(shown) {
    const drawn = shown.join();
    if (drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    part('legend').replaceChildren(...shown.map(type => element('button', {
      type: 'button',
      'aria-pressed': String(!this.#hidden.has(type)),
      onclick: event => this.#toggle(type, event.currentTarget),
    }, element('span', { class: 'swatch', 'data-series': this.#types.indexOf(type) % COLOURS }), title(type))));
  }

  #toggle(type, button) {
    const visible = this.#hidden.delete(type);
    if (!visible) {
      this.#hidden.add(type);
    }
    button.setAttribute('aria-pressed', String(visible));
    for (const plot of this.#plots) {
      plot.setSeries(plot.series.findIndex(series => series.label === type), { show: visible });
    }
  }

  #fit() {
    CHARTS.forEach((chart, i) => {
      const width = part(chart.id).clientWidth;
      if (this.#plots[i] && width > 0 && width !== this.#plots[i].width) {
        this.#plots[i].setSize({ width, height: HEIGHT });
      }
    });
  }
}
