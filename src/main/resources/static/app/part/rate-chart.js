import { html, nothing } from 'lit';
import uPlot from 'uplot';
import { Component } from '../component.js';
import { count, localTime, rate } from '../format.js';
import { seriesOf } from '../series.js';

const HEIGHT = 150;
/** At least this much time is drawn, so that the first seconds are not spread over all the width. */
const LEAST_SECONDS = 60;

/** Starts per second with throttled calls, and open executions, as far back as this page has seen them. */
class RateChart extends Component {
  static properties = { replay: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.onScheme = () => this.#rebuild();
    this.scheme.addEventListener('change', this.onScheme);
    this.sizes = new ResizeObserver(() => this.#resize());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.scheme.removeEventListener('change', this.onScheme);
    this.sizes.disconnect();
    this.#destroy();
  }

  willUpdate() {
    this.series = seriesOf(this.replay.id);
    this.series.add(this.replay);
  }

  render() {
    if (this.series.length < 2) {
      return html`<p class="note">Drawn while this page is open.</p>`;
    }
    const { progress, itemCounts } = this.replay;
    return html`
      <figure><figcaption>Starts per second <b>${rate(progress.startsPerSecond)}</b>
        ${progress.throttledCalls ? html`<span class="note">throttled calls <b>${count(progress.throttledCalls)}</b></span>` : nothing}</figcaption>
        <div class="plot rate" role="img" aria-label="Chart of the rate of starts and of throttled calls"></div></figure>
      <figure><figcaption>Open executions <b>${count(itemCounts.running)}</b></figcaption>
        <div class="plot open" role="img" aria-label="Chart of open executions"></div></figure>`;
  }

  updated() {
    if (this.series.length < 2) {
      return;
    }
    if (!this.plots) {
      this.#rebuild();
    }
    const [times, starts, throttled, open] = this.series.columns();
    this.plots[0].setData([times, starts, throttled]);
    this.plots[1].setData([times, open]);
  }

  #rebuild() {
    this.#destroy();
    const style = getComputedStyle(this);
    const colour = (name) => style.getPropertyValue(name).trim();
    const at = (selector) => this.querySelector(selector);
    if (!at('.plot')) {
      return;
    }
    const starts = { stroke: colour('--c-running'), fill: colour('--c-running-soft'), width: 2, points: { show: false } };
    const throttled = { stroke: colour('--c-timed-out'), width: 2, dash: [4, 3], points: { show: false } };
    const open = { stroke: colour('--c-succeeded'), fill: colour('--c-succeeded-soft'), width: 2, points: { show: false } };
    const data = this.series.columns();
    this.plots = [
      new uPlot(options(at('.rate'), [starts, throttled], colour), [data[0], data[1], data[2]], at('.rate')),
      new uPlot(options(at('.open'), [open], colour), [data[0], data[3]], at('.open')),
    ];
  }

  #resize() {
    for (const plot of this.plots ?? []) {
      plot.setSize({ width: plot.root.parentElement.clientWidth, height: HEIGHT });
    }
  }

  #destroy() {
    this.plots?.forEach((plot) => plot.destroy());
    this.plots = undefined;
  }
}

function options(element, series, colour) {
  const axis = { stroke: colour('--ink-soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false },
    font: '12px system-ui, sans-serif' };
  return {
    width: element.clientWidth, height: HEIGHT, series: [{}, ...series], legend: { show: false }, cursor: { show: false },
    scales: { x: { range: (_, min, max) => [min, Math.max(max, min + LEAST_SECONDS)] }, y: { range: (_, min, max) => [0, Math.max(1, max * 1.15)] } },
    axes: [{ ...axis, size: 26, grid: { show: false }, space: 70,
      values: (_, ticks) => ticks.map((each) => localTime(each * 1000, true)) },
    { ...axis, size: 46, space: 34, values: (_, ticks) => ticks.map((each) => rate(each)) }],
  };
}

customElements.define('sfn-rate-chart', RateChart);
